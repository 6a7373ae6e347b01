"""Photographs of a result, with caption and credit."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.errors import NotFound
from gieo.domain.results.models import Result, ResultPhoto
from gieo.domain.results.permits import may_edit
from gieo.domain.results.rules import put_in_order
from gieo.domain.results.services.writing import journal, lock_result
from gieo.foundation.files.services import add_photograph as make_photograph
from gieo.foundation.files.services import store_file, withdraw_consent
from gieo.foundation.files.vocab import FileKind


def add_photograph(
    result: Result,
    content: bytes | BinaryIO,
    *,
    name: str,
    caption: str,
    credit: str,
    actor: Actor,
    now: datetime,
    place: str = "",
    taken_on: date | None = None,
    consent: bool = False,
) -> ResultPhoto:
    """Keep a photograph of a result. It is published only with the consent of the people in it.

    In order: permit; the bytes go to disk; then, in one transaction, photograph, its place in the row, journal.
    """
    may_edit(actor, result).require()
    stored = store_file(content, name=name, actor=actor, now=now, allowed={FileKind.IMAGE})
    with transaction.atomic():
        row = lock_result(result)
        may_edit(actor, row).require()
        photograph = make_photograph(
            stored, caption=caption, credit=credit, place=place, taken_on=taken_on, consent=consent
        )
        photo = ResultPhoto.objects.create(result=row, photograph=photograph, order=row.photos.count() + 1)
        changes = {"caption": (None, photograph.caption), "digest": (None, stored.digest)}
        journal("add_photograph", row, result=row, actor=actor, now=now, changes=changes)
    return photo


def remove_photograph(photo: ResultPhoto, *, actor: Actor, now: datetime) -> None:
    """Take a photograph off a result. Raises NotFound when it is gone already."""
    with transaction.atomic():
        row = lock_result(photo.result)
        may_edit(actor, row).require()
        fresh = _fresh(photo, row)
        fresh.delete()
        changes = {"caption": (fresh.photograph.caption, None)}
        journal("remove_photograph", row, result=row, actor=actor, now=now, changes=changes)


def withdraw_photograph(photo: ResultPhoto, *, actor: Actor, now: datetime) -> None:
    """The people in it have taken their consent back: the picture stays for the office, here and wherever else it
    stands. Raises NotFound when it is gone, Refused when neither it nor a copy has a consent."""
    with transaction.atomic():
        row = lock_result(photo.result)
        may_edit(actor, row).require()
        fresh = _fresh(photo, row)
        others = withdraw_consent(fresh.photograph)
        changes = {"caption": (None, fresh.photograph.caption), "elsewhere": (None, others)}
        journal("withdraw_photograph", row, result=row, actor=actor, now=now, changes=changes)


def reorder_photographs(result: Result, *, order: Sequence[int], actor: Actor, now: datetime) -> None:
    """Put photographs in the order of their ids; the first is the one that the portal shows."""
    with transaction.atomic():
        row = lock_result(result)
        may_edit(actor, row).require()
        photos = {photo.pk: photo for photo in row.photos.select_for_update()}
        before = list(photos)
        after = put_in_order(before, order)
        if after == before:
            return
        for place, pk in enumerate(after, start=1):
            photos[pk].order = place
        ResultPhoto.objects.bulk_update(photos.values(), ["order"])
        journal("reorder_photographs", row, result=row, actor=actor, now=now, changes={"order": (before, after)})


def _fresh(photo: ResultPhoto, row: Result) -> ResultPhoto:
    """As it stands now, in its result that is locked. Raises NotFound when it is gone."""
    found = row.photos.select_related("photograph__file").filter(pk=photo.pk).first()
    if found is None:
        raise NotFound(_("Không có ảnh này."))
    return found
