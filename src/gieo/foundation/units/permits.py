"""Whom somebody answers for, and who may change a unit."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from gieo.core.actor import Actor, Role
from gieo.core.permits import YES, Permit, no
from gieo.foundation.units.models import Heritable, Unit, UnitAct
from gieo.foundation.units.rules import bearer, family


def heirs(on: date | None = None) -> dict[int, int]:
    """Every unit that another has taken over from by a day (as far as is known, when no day is named) → that other."""
    ended = Unit.objects.filter(successor__isnull=False)
    if on is not None:
        ended = ended.filter(abolished_on__lte=on)
    return {old: heir for old, heir in ended.values_list("pk", "successor_id") if heir is not None}


def with_predecessors(unit_ids: Iterable[int], on: date | None = None) -> frozenset[int]:
    """Ids of the units and of all that they have taken over from by a day. One query; none for no unit."""
    ids = frozenset(unit_ids)
    return family(ids, heirs(on)) if ids else ids


def answers_for(actor: Actor, *roles: Role) -> frozenset[int]:
    """Ids of the units an actor answers for in one of the roles (any, if none is named): those in which it is held, and
    those that these have taken over from by the actor's day. One query. No actor holds a role in a unit that has ended
    (`accounts.queries.roles_on`)."""
    return with_predecessors(actor.units(*roles), actor.on)


def passed(ids: Iterable[int], on: date | None, unit: str) -> Q:
    """Rows of a Heritable table that are these units' on a day: named for one of them, or theirs and named for nobody.

    `ids` are the units with all they took over from; `unit` is the field that says whose row it was at first.
    """
    named = Q(heir__isnull=False) if on is None else Q(heir_since__lte=on)
    kept = Q(heir__isnull=True) if on is None else Q(heir__isnull=True) | Q(heir_since__gt=on)
    return named & Q(heir__in=ids) | kept & Q(**{f"{unit}__in": ids})


def bears(actor: Actor, row: Heritable, unit_id: int, *roles: Role) -> bool:
    """Whether an actor answers in one of the roles for a row that was the unit's at first. One query."""
    day = actor.on or row.heir_since
    bearer_id = bearer(unit_id, row.heir_id, row.heir_since, day) if day else unit_id
    return bearer_id in answers_for(actor, *roles)


def may_edit_units(actor: Actor) -> Permit:
    """Enter, change and end units: officers and administrators."""
    if actor.is_system or actor.has(Role.OFFICER, Role.ADMINISTRATOR):
        return YES
    return no(_("Chỉ chuyên viên của Sở và quản trị hệ thống được sửa danh sách đơn vị."))


def may_record_act(actor: Actor) -> Permit:
    """As editing."""
    return may_edit_units(actor)


def may_undo_act(actor: Actor, act: UnitAct) -> Permit:
    """As editing; an act is undone once."""
    if act.undone_at is not None:
        return no(_("Việc sắp xếp này đã bỏ rồi."))
    return may_edit_units(actor)


def may_see_contacts(actor: Actor, unit: Unit) -> Permit:
    """The office, the leaders of the province, and the unit itself."""
    if actor.is_system or actor.is_office or actor.has(Role.PROVINCE_LEADER) or unit.pk in answers_for(actor):
        return YES
    return no(_("Người liên hệ chỉ hiện với Sở và với chính đơn vị."))


def may_edit_contacts(actor: Actor, unit: Unit) -> Permit:
    """The unit's own representatives, and whoever edits units."""
    if unit.pk in answers_for(actor, Role.UNIT_REP) or may_edit_units(actor):
        return YES
    return no(_("Chỉ đại diện của đơn vị và chuyên viên của Sở được sửa người liên hệ."))
