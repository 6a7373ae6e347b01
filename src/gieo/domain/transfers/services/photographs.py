"""Photographs of a conference. Bytes are stored before these deeds; here stand caption, credit, consent and place."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.clock import local_date
from gieo.core.errors import Invalid
from gieo.core.text import squeeze
from gieo.domain.transfers.models import Conference, ConferencePhoto
from gieo.domain.transfers.permits import may_edit_photograph, may_edit_photographs, may_take_photographs
from gieo.domain.transfers.rules.lines import moved
from gieo.domain.transfers.services.conferences import touch
from gieo.domain.transfers.services.locking import conference_step, lock_conference
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.services import add_photograph as make_photograph
from gieo.foundation.files.services import lock_copies, take_photograph, withdraw_consent
from gieo.foundation.journal.services import Changes, changes_between
from gieo.foundation.journal.services import record as write_journal

_FIELDS = ("caption", "credit", "place", "taken_on", "consent")


def add_photograph(
    conference: Conference,
    *,
    file: StoredFile,
    caption: str,
    credit: str,
    place: str = "",
    taken_on: date | None = None,
    consent: bool = False,
    shown: bool = True,
    actor: Actor,
    now: datetime,
) -> ConferencePhoto:
    """Put a stored picture into the conference's gallery, at its end. Raises Invalid without caption or credit."""
    may_edit_photographs(actor).require()
    with transaction.atomic():
        conference = _locked(conference)
        photograph = make_photograph(
            file, caption=caption, credit=credit, place=place, taken_on=taken_on, consent=consent
        )
        last = conference.photos.aggregate(last=Max("order"))["last"] or 0
        photo = ConferencePhoto.objects.create(
            conference=conference, photograph=photograph, order=last + 1, shown=shown
        )
        _tell(conference, {"photograph": ("", photograph.caption), "digest": ("", file.digest)}, actor=actor, now=now)
    return photo


def take_photographs(
    conference: Conference,
    *,
    files: Sequence[StoredFile],
    caption: str = "",
    credit: str = "",
    consent: bool = False,
    actor: Actor,
    now: datetime,
) -> list[ConferencePhoto]:
    """Put pictures sent from the hall at the end of the gallery, with place and day of the conference. Words may come
    later: none goes public before they have. Without a credit it is whoever sent them."""
    may_take_photographs(actor).require()
    with transaction.atomic():
        conference = _locked(conference, "take_photographs")
        last = conference.photos.aggregate(last=Max("order"))["last"] or 0
        made = []
        for order, file in enumerate(files, start=last + 1):
            picture = take_photograph(
                file,
                caption=caption,
                credit=squeeze(credit) or actor.name,
                place=conference.place,
                taken_on=local_date(now),
                consent=consent,
            )
            made.append(ConferencePhoto.objects.create(conference=conference, photograph=picture, order=order))
        touch(conference)
        changes: Changes = {"photographs": ([], [file.name for file in files])}
        write_journal("take_photographs", conference, actor=actor, now=now, changes=changes)
    return made


def edit_photograph(
    photo: ConferencePhoto, *, values: Mapping[str, Any], shown: bool | None = None, actor: Actor, now: datetime
) -> ConferencePhoto:
    """Change caption, credit, place, day, consent, and whether the picture is meant for the public page. What is not
    among `values` stays as it is by now. A consent that is taken back hides the picture wherever else it stands, too.

    Raises Invalid when caption or credit would become blank.
    """
    may_edit_photograph(actor, photo.photograph.file.uploaded_by_id).require()
    errors = {
        name: [sentence]
        for name, sentence in (("caption", _("Ghi chú thích.")), ("credit", _("Ghi người chụp hoặc nguồn ảnh.")))
        if name in values and not squeeze(values[name])
    }
    if errors:
        raise Invalid(errors)
    with transaction.atomic():
        conference = _locked(photo.conference)
        photo = conference.photos.select_related("photograph__file").get(pk=photo.pk)
        photograph = photo.photograph = lock_copies(photo.photograph)[photo.photograph_id]
        before = {name: getattr(photograph, name) for name in _FIELDS} | {"shown": photo.shown}
        for name in _FIELDS:
            if name in values:
                setattr(photograph, name, squeeze(values[name]) if isinstance(values[name], str) else values[name])
        if shown is not None:
            photo.shown = shown
        after = {name: getattr(photograph, name) for name in _FIELDS} | {"shown": photo.shown}
        changes = changes_between(before, after)
        if changes:
            told: dict[str, tuple[Any, Any]] = {f"{photograph.caption}: {name}": pair for name, pair in changes.items()}
            if before["consent"] and not photograph.consent:
                told |= {"elsewhere": (None, withdraw_consent(photograph))}
            photograph.save(update_fields=[name for name in _FIELDS if name in changes])
            photo.save(update_fields=["shown"])
            _tell(conference, told, actor=actor, now=now)
    return photo


def move_photograph(photo: ConferencePhoto, *, by: int, actor: Actor, now: datetime) -> None:
    """Move a picture one place forward (-1) or back (+1); at the edge nothing happens."""
    may_edit_photographs(actor).require()
    with transaction.atomic():
        conference = _locked(photo.conference)
        keys = list(conference.photos.values_list("pk", flat=True))
        order = moved(keys, photo.pk, by)
        if order == keys:
            return
        for place, key in enumerate(order, start=1):
            conference.photos.filter(pk=key).update(order=place)
        change = {str(photo): (keys.index(photo.pk) + 1, order.index(photo.pk) + 1)}
        _tell(conference, change, actor=actor, now=now)


def remove_photograph(photo: ConferencePhoto, *, actor: Actor, now: datetime) -> None:
    """Take a picture out of the gallery. The stored file stays: other records may show it."""
    may_edit_photograph(actor, photo.photograph.file.uploaded_by_id).require()
    with transaction.atomic():
        conference = _locked(photo.conference)
        caption = str(photo.photograph)
        conference.photos.filter(pk=photo.pk).delete()
        _tell(conference, {"photograph": (caption, "")}, actor=actor, now=now)


def _locked(conference: Conference, verb: str = "set_photographs") -> Conference:
    locked = lock_conference(conference)
    conference_step(verb, locked)
    return locked


def _tell(conference: Conference, changes: Changes, *, actor: Actor, now: datetime) -> None:
    touch(conference)
    write_journal("set_photographs", conference, actor=actor, now=now, changes=changes)
