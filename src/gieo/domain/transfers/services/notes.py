"""Lines written down in the hall while the day goes on; what the public reads is written from them (write_notes)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.errors import Invalid, NotFound
from gieo.core.text import nfc
from gieo.domain.transfers.models import Conference, ConferenceNote
from gieo.domain.transfers.permits import may_remove_note, may_take_notes
from gieo.domain.transfers.services.locking import conference_step, lock_conference
from gieo.foundation.journal.services import record as write_journal

LONGEST = 2_000


def take_note(conference: Conference, *, text: str, key: str, actor: Actor, now: datetime) -> ConferenceNote:
    """Write down a line with its moment. The same `key` again gives the note that it made. Raises Invalid when it is
    blank or too long, WrongState once the conference is reported."""
    may_take_notes(actor).require()
    text = nfc(text).strip()
    if not text:
        raise Invalid({"text": [_("Ghi vài chữ: ai nói gì, việc gì được hẹn.")]})
    if len(text) > LONGEST:
        raise Invalid(
            {"text": [_("Mỗi ghi chép dài nhất %(most)s chữ cái; chia thành nhiều lần ghi.") % {"most": LONGEST}]}
        )
    with transaction.atomic():
        locked = lock_conference(conference)
        if (made := locked.quick_notes.filter(key=key).first()) is not None:
            return made
        conference_step("take_notes", locked)
        note = ConferenceNote.objects.create(
            conference=locked, at=now, text=text, by_id=actor.person_id, by_name=actor.name_on_record, key=key
        )
        write_journal("take_notes", locked, actor=actor, now=now, changes={"note": ("", text)})
    return note


def remove_note(note: ConferenceNote, *, actor: Actor, now: datetime) -> None:
    """Take a line out; the journal keeps that it was there. Raises NotFound when it is gone already."""
    may_remove_note(actor, note.by_id).require()
    with transaction.atomic():
        locked = lock_conference(note.conference)
        conference_step("take_notes", locked)
        if not locked.quick_notes.filter(pk=note.pk).exists():
            raise NotFound(_("Ghi chép này vừa được bỏ."))
        locked.quick_notes.filter(pk=note.pk).delete()
        write_journal("take_notes", locked, actor=actor, now=now, changes={"note": (note.text, "")})
