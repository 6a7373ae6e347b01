"""The agenda of a conference, one item at a time."""

from datetime import datetime, time

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.errors import Invalid
from gieo.core.text import squeeze
from gieo.domain.transfers.models import AgendaItem, Conference
from gieo.domain.transfers.permits import may_edit_conference
from gieo.domain.transfers.rules.lines import moved
from gieo.domain.transfers.services.conferences import touch
from gieo.domain.transfers.services.locking import conference_step, lock_conference
from gieo.foundation.journal.services import Changes, changes_between
from gieo.foundation.journal.services import record as write_journal

_FIELDS = ("at", "minutes", "title", "speaker")


def add_agenda_item(
    conference: Conference,
    *,
    title: str,
    at: time | None = None,
    minutes: int | None = None,
    speaker: str = "",
    actor: Actor,
    now: datetime,
) -> AgendaItem:
    """Add an item at the end of the agenda. Raises Invalid without a title."""
    _require(title, actor)
    with transaction.atomic():
        conference = _locked(conference)
        last = conference.agenda.aggregate(last=Max("order"))["last"] or 0
        item = AgendaItem.objects.create(
            conference=conference,
            order=last + 1,
            at=at,
            minutes=minutes,
            title=squeeze(title),
            speaker=squeeze(speaker),
        )
        _tell(conference, {"item": ("", item.title)}, actor=actor, now=now)
    return item


def edit_agenda_item(
    item: AgendaItem,
    *,
    title: str,
    at: time | None = None,
    minutes: int | None = None,
    speaker: str = "",
    actor: Actor,
    now: datetime,
) -> AgendaItem:
    """Change an item of the agenda."""
    _require(title, actor)
    with transaction.atomic():
        conference = _locked(item.conference)
        item = conference.agenda.get(pk=item.pk)
        before = {name: getattr(item, name) for name in _FIELDS}
        item.at, item.minutes, item.title, item.speaker = at, minutes, squeeze(title), squeeze(speaker)
        changes = changes_between(before, {name: getattr(item, name) for name in _FIELDS})
        if changes:
            item.save(update_fields=list(changes))
            _tell(conference, changes, actor=actor, now=now)
    return item


def move_agenda_item(item: AgendaItem, *, by: int, actor: Actor, now: datetime) -> None:
    """Move an item one place up (-1) or down (+1); at the edge nothing happens."""
    may_edit_conference(actor).require()
    with transaction.atomic():
        conference = _locked(item.conference)
        keys = list(conference.agenda.values_list("pk", flat=True))
        order = moved(keys, item.pk, by)
        if order == keys:
            return
        for place, key in enumerate(order, start=1):
            conference.agenda.filter(pk=key).update(order=place)
        change = {item.title: (keys.index(item.pk) + 1, order.index(item.pk) + 1)}
        _tell(conference, change, actor=actor, now=now)


def remove_agenda_item(item: AgendaItem, *, actor: Actor, now: datetime) -> None:
    may_edit_conference(actor).require()
    with transaction.atomic():
        conference = _locked(item.conference)
        conference.agenda.filter(pk=item.pk).delete()
        _tell(conference, {"item": (item.title, "")}, actor=actor, now=now)


def _require(title: str, actor: Actor) -> None:
    may_edit_conference(actor).require()
    if not squeeze(title):
        raise Invalid({"title": [_("Ghi nội dung của mục.")]})


def _locked(conference: Conference) -> Conference:
    locked = lock_conference(conference)
    conference_step("set_agenda", locked)
    return locked


def _tell(conference: Conference, changes: Changes, *, actor: Actor, now: datetime) -> None:
    touch(conference)
    write_journal("set_agenda", conference, actor=actor, now=now, changes=changes)
