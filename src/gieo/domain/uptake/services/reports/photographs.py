"""Photographs of the use. The phone makes them small and gives each a name: sent twice, it is kept once."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.errors import Refused
from gieo.domain.uptake.access.reports import access_photo
from gieo.domain.uptake.models import Report, ReportPhoto
from gieo.domain.uptake.permits.reports import may_fill_report
from gieo.domain.uptake.rules.reports import limits
from gieo.domain.uptake.services.reports.locking import lock_by_link, lock_report, require_open, step
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.services import take_photograph
from gieo.foundation.journal.services import record as write_journal


def add_report_photo(report: Report, stored: StoredFile, *, client_id: str, actor: Actor, now: datetime) -> ReportPhoto:
    """Put a stored picture to a report that is being filled in. Raises Refused when there are too many."""
    with transaction.atomic():
        locked = lock_report(report)
        may_fill_report(actor, locked).require()
        return _add(locked, stored, client_id, actor=actor, now=now)


def add_photo_by_link(token: str, stored: StoredFile, *, client_id: str, now: datetime) -> ReportPhoto:
    """The same by the link."""
    with transaction.atomic():
        held = lock_by_link(token, now=now)
        require_open(held)
        return _add(held.report, stored, client_id, actor=held.holder, now=now)


def _add(report: Report, stored: StoredFile, client_id: str, *, actor: Actor, now: datetime) -> ReportPhoto:
    step("fill", report)
    if (there := report.photos.filter(client_id=client_id).first()) is not None:
        return there
    if report.photos.count() >= limits().most_photographs:
        raise Refused(
            _("Báo cáo nhận nhiều nhất %(n)d ảnh. Bỏ bớt rồi gửi ảnh mới.") % {"n": limits().most_photographs}
        )
    photo = ReportPhoto.objects.create(report=report, client_id=client_id, photograph=take_photograph(stored))
    write_journal("add_photo", report, actor=actor, now=now, changes={"photo": ("", stored.digest)})
    return photo


def drop_report_photo(report: Report, *, client_id: str, actor: Actor, now: datetime) -> None:
    """Take a photograph out again, while the report is being filled in. Raises NotFound."""
    with transaction.atomic():
        locked = lock_report(report)
        may_fill_report(actor, locked).require()
        _drop(locked, client_id, actor=actor, now=now)


def drop_photo_by_link(token: str, *, client_id: str, now: datetime) -> None:
    """The same by the link."""
    with transaction.atomic():
        held = lock_by_link(token, now=now)
        require_open(held)
        _drop(held.report, client_id, actor=held.holder, now=now)


def _drop(report: Report, client_id: str, *, actor: Actor, now: datetime) -> None:
    step("fill", report)
    photo = access_photo(report, client_id)
    digest = photo.photograph.file.digest
    photo.delete()
    photo.photograph.delete()
    write_journal("drop_photo", report, actor=actor, now=now, changes={"photo": (digest, "")})
