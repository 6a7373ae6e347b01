"""Whose duties are whose, and which of them an actor may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from gieo.core.actor import OFFICE_ROLES, Actor, Role
from gieo.foundation.accounts.queries import roles_on
from gieo.foundation.duties.models import Duty
from gieo.foundation.duties.vocab import Scope
from gieo.foundation.units.permits import heirs, passed
from gieo.foundation.units.rules import family

# Roles whose holder answers for what the unit owes.
ANSWERING_ROLES = (Role.UNIT_REP, Role.HOST, Role.OFFICER)
_NOTHING = Q(pk__in=())


@dataclass(frozen=True)
class Claims:
    """Conditions on duties for an actor in a scope: what is owed, what is awaited from others, what may be seen."""

    owed: Q
    awaited: Q
    visible: Q


def claims(actor: Actor, scope: Scope, today: date) -> Claims:
    """The three conditions at once, in one query (two for the office).

    Owed, ME: by name, by a role held, or by a unit one answers for (and those it inherited from). UNIT: also by any
    unit one holds a role in. OFFICE: by any unit, role or person of the office as it stands today.
    Awaited: owed by others, and posted by the actor or owed to the same units; for the office, whatever others owe.
    Visible: the office and the leaders of the province see all but the confidential, others what they owe or wait for.
    """
    if actor.is_anonymous:
        return Claims(_NOTHING, _NOTHING, _NOTHING)
    inherited = heirs(today)
    own_units = _owed(actor, actor.units(), inherited, today)
    posted = Q(posted_by_id=actor.principal_id) if actor.principal_id is not None else _NOTHING
    if scope is Scope.OFFICE:
        owed, waited = _owed_by_office(today, inherited), Q()
    else:
        units = actor.units() if scope is Scope.UNIT else actor.units(*ANSWERING_ROLES)
        owed, waited = _owed(actor, units, inherited, today), Q(owed_to__in=family(units, inherited)) | posted
    if actor.is_system:
        visible = Q()
    elif actor.is_office or actor.has(Role.PROVINCE_LEADER):
        visible = Q(confidential=False) | own_units | posted
    else:
        visible = own_units | posted | Q(owed_to__in=family(actor.units(), inherited), confidential=False)
    return Claims(owed, waited & ~owed, visible)


def visible_duties(actor: Actor, today: date) -> QuerySet[Duty]:
    """Every duty the actor may see, open or not."""
    return Duty.objects.filter(claims(actor, Scope.ME, today).visible)


def _owed(actor: Actor, units: frozenset[int], inherited: Mapping[int, int], today: date) -> Q:
    owed = Q(debtor_role__in=sorted(actor.roles)) | passed(family(units, inherited), today, "debtor_unit")
    return owed | Q(debtor_person=actor.principal_id) if actor.principal_id is not None else owed


def _owed_by_office(today: date, inherited: Mapping[int, int]) -> Q:
    staff = roles_on(today).filter(role__in=OFFICE_ROLES).order_by()
    units = family(staff.values_list("unit_id", flat=True).distinct(), inherited)
    return (
        passed(units, today, "debtor_unit")
        | Q(debtor_role__in=sorted(OFFICE_ROLES))
        | Q(debtor_person__in=staff.values("person_id"))
    )
