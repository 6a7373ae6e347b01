"""Standing texts: the office's own versions."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.errors import Conflict, Invalid, NotFound, Stale
from gieo.core.text import nfc, squeeze
from gieo.domain.handovers.models import WordingBlock
from gieo.domain.handovers.permits import may_change_wording
from gieo.domain.handovers.queries.texts import block_in_force
from gieo.domain.handovers.rules.texts import standing_blocks, unknown_places
from gieo.foundation.journal.services import changes_between
from gieo.foundation.journal.services import record as write_journal


def change_wording(
    key: str, *, version: int, title: str, text: str, actor: Actor, now: datetime
) -> WordingBlock | None:
    """Write a new version of a standing text; minutes written before keep theirs. Nothing changed gives None.

    `version` is the one the person saw: Conflict when somebody wrote another meanwhile. Raises Invalid for blanks and
    for places that nothing will be filled into, NotFound for an unknown key.
    """
    may_change_wording(actor).require()
    title, text = squeeze(title), nfc(text).replace("\r\n", "\n").strip()
    errors: dict[str, list[str]] = {}
    if not title:
        errors["title"] = [_("Ghi tên đoạn văn.")]
    if not text:
        errors["text"] = [_("Ghi nội dung đoạn văn.")]
    if unknown := unknown_places(text):
        names = ", ".join(f"{{{name}}}" for name in unknown)
        errors["text"] = [_("Không có chỗ điền nào tên là %(names)s.") % {"names": names}]
    if errors:
        raise Invalid(errors)
    with transaction.atomic():
        present = block_in_force(key)
        if present is None:
            raise NotFound(_("Không có đoạn văn mẫu này."))
        if present.version != version:
            raise Stale(present, _("Người khác vừa sửa đoạn này. Xem bản mới rồi sửa lại."))
        changes = changes_between({"title": present.title, "text": present.text}, {"title": title, "text": text})
        if not changes:
            return None
        row = WordingBlock(
            key=key, version=version + 1, title=title, text=text, written_at=now, written_by_name=actor.name_on_record
        )
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            raise Conflict(_("Người khác vừa sửa đoạn này. Xem bản mới rồi sửa lại.")) from None
        write_journal("change_wording", row, actor=actor, now=now, changes=changes)
    return row


def restore_wording(key: str, *, version: int, actor: Actor, now: datetime) -> WordingBlock | None:
    """Go back to the text that comes with Gieo, as a new version."""
    block = next((row for row in standing_blocks() if row.key == key), None)
    if block is None:
        raise NotFound(_("Không có đoạn văn mẫu này."))
    return change_wording(key, version=version, title=block.title, text=block.text, actor=actor, now=now)
