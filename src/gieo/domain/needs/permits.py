"""Who states, answers and ends needs."""

from django.utils.translation import gettext as _

from gieo.core.actor import Actor, Role
from gieo.core.permits import YES, Permit, no
from gieo.domain.needs.models import Need
from gieo.foundation.units.models import Unit
from gieo.foundation.units.permits import answers_for


def _is_officer(actor: Actor) -> bool:
    return actor.is_system or actor.has(Role.OFFICER)


def may_state(actor: Actor, unit: Unit | None = None) -> Permit:
    """A unit's representatives for their own unit, officers for any: what somebody told them."""
    if _is_officer(actor):
        return YES
    own = answers_for(actor, Role.UNIT_REP)
    if own and (unit is None or unit.pk in own):
        return YES
    return no(_("Chỉ đại diện của đơn vị và chuyên viên của Sở được nêu nhu cầu của đơn vị."))


def _of_the_unit(actor: Actor, need: Need) -> Permit:
    if _is_officer(actor) or need.unit_id in answers_for(actor, Role.UNIT_REP):
        return YES
    return no(_("Chỉ đại diện của đơn vị đã nêu và chuyên viên của Sở được làm việc này."))


def may_edit(actor: Actor, need: Need) -> Permit:
    return _of_the_unit(actor, need)


def may_mark_weighed(actor: Actor, need: Need) -> Permit:
    """Whoever looked through the results that were shown."""
    return _of_the_unit(actor, need)


def may_answer(actor: Actor, need: Need) -> Permit:
    """The department answers: officers and directors."""
    if _is_officer(actor) or actor.has(Role.DIRECTOR):
        return YES
    return no(_("Chỉ chuyên viên và lãnh đạo Sở được trả lời nhu cầu."))


def may_close(actor: Actor, need: Need) -> Permit:
    return _of_the_unit(actor, need)


def may_withdraw(actor: Actor, need: Need) -> Permit:
    return _of_the_unit(actor, need)


def may_reopen(actor: Actor, need: Need) -> Permit:
    return _of_the_unit(actor, need)
