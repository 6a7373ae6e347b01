"""Who may do what with classes. Officers and the department's leaders prepare; all of the office help on the day."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from gieo.core.actor import Actor, Role
from gieo.core.permits import YES, Permit, no
from gieo.foundation.units.models import Unit
from gieo.foundation.units.permits import answers_for


def _may_prepare(actor: Actor) -> Permit:
    if actor.is_system or actor.has(Role.OFFICER, Role.DIRECTOR):
        return YES
    return no(_("Việc này do chuyên viên hoặc lãnh đạo Sở làm."))


def may_see_participants(actor: Actor) -> Permit:
    """Names and ways to reach people are for the office alone."""
    if actor.is_system or actor.is_office:
        return YES
    return no(_("Danh sách người dự dành cho cán bộ của Sở."))


def may_draft(actor: Actor) -> Permit:
    return _may_prepare(actor)


def may_edit(actor: Actor) -> Permit:
    return _may_prepare(actor)


def may_announce(actor: Actor) -> Permit:
    return _may_prepare(actor)


def may_discard(actor: Actor) -> Permit:
    return _may_prepare(actor)


def may_enrol(actor: Actor, unit: Unit | None = None) -> Permit:
    """Anybody for themselves; in the name of a unit its representatives; an officer for whoever calls."""
    if unit is None or unit.pk in answers_for(actor, Role.UNIT_REP):
        return YES
    return _may_prepare(actor)


def may_enrol_others(actor: Actor) -> Permit:
    """Write down who enrols by telephone or comes on the day."""
    return _may_prepare(actor)


def may_withdraw(actor: Actor) -> Permit:
    """For somebody who calls. Who holds the link needs no other permit, the link is asked instead."""
    return _may_prepare(actor)


def may_promote(actor: Actor) -> Permit:
    """Nobody presses this: a seat that becomes free goes to who has waited longest."""
    return _may_prepare(actor)


def may_add_material(actor: Actor) -> Permit:
    return _may_prepare(actor)


def may_remove_material(actor: Actor) -> Permit:
    return _may_prepare(actor)


def may_set_attendance(actor: Actor) -> Permit:
    """Anybody of the office may stand at the door."""
    if actor.is_system or actor.is_office:
        return YES
    return no(_("Việc ghi người dự do cán bộ của Sở làm."))


def may_hold(actor: Actor) -> Permit:
    return _may_prepare(actor)


def may_issue_certificates(actor: Actor) -> Permit:
    return _may_prepare(actor)


def may_cancel(actor: Actor) -> Permit:
    return _may_prepare(actor)


COURSE_PERMITS: Mapping[str, Callable[[Actor], Permit]] = {
    "edit": may_edit,
    "announce": may_announce,
    "discard": may_discard,
    "enrol": may_enrol_others,
    "withdraw": may_withdraw,
    "add_material": may_add_material,
    "remove_material": may_remove_material,
    "set_attendance": may_set_attendance,
    "hold": may_hold,
    "issue_certificates": may_issue_certificates,
    "cancel": may_cancel,
}
