"""The Word form that came back: what can be read goes into the draft, what cannot is kept for a person to see."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.errors import Invalid
from gieo.domain.uptake.engine.word_forms import Unreadable, read_tables
from gieo.domain.uptake.models import Report, ReportSheet
from gieo.domain.uptake.permits.reports import may_read_report
from gieo.domain.uptake.queries.reports import ANSWER_FIELDS
from gieo.domain.uptake.rules.report_form import understand
from gieo.domain.uptake.rules.reports import squeezed
from gieo.domain.uptake.services.reports.filling import put_answers
from gieo.domain.uptake.services.reports.locking import lock_report, step
from gieo.domain.uptake.vocab.reports import ReportChannel
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.queries import read_file
from gieo.foundation.journal.services import record as write_journal


def read_report(
    report: Report, stored: StoredFile, *, version: int | None = None, actor: Actor, now: datetime
) -> Report:
    """Take a filled Word form into the draft of its report; a person looks at it and sends it.

    In order: lock, compare version → permit → life cycle → read → saved with the lines nobody understood → journal.
    Raises Invalid when it is no Word file, or holds no line of the form.
    """
    with transaction.atomic():
        locked = lock_report(report, version)
        may_read_report(actor, locked).require()
        step("read", locked)
        try:
            found = understand(read_tables(read_file(stored)))
        except Unreadable:
            raise Invalid({"file": [_("Không đọc được tệp này. Lưu lại thành .docx rồi gửi.")]}) from None
        if not found:
            raise Invalid({"file": [_("Tệp này không có dòng nào của phiếu. Dùng phiếu tải ở trang này.")]})
        sheets = {row.order: row for row in locked.sheets.all()}
        unread: list[str] = []
        for sheet in found:
            row = sheets.get(sheet.number)
            if row is None:
                unread.append(_("Phiếu số %(n)d không có trong báo cáo này.") % {"n": sheet.number})
                continue
            put_answers(row, squeezed(sheet.answers))
            unread += [f"{sheet.number}: {line}" for line in sheet.unread]
        ReportSheet.objects.bulk_update(sheets.values(), ANSWER_FIELDS)
        locked.word_form, locked.unread, locked.channel = stored, unread, ReportChannel.WORD
        locked.started_at = locked.started_at or now
        locked.version += 1
        locked.save()
        changes = {"word_form": ("", stored.digest), "unread": (0, len(unread))}
        write_journal("read", locked, actor=actor, now=now, changes=changes)
    return locked
