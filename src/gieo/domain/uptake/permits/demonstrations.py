"""Who may do what with demonstration models. The department plans and concludes; the unit there visits too."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from gieo.core.actor import Actor, Role
from gieo.core.permits import YES, Permit, no
from gieo.domain.uptake.models import Demonstration
from gieo.foundation.units.permits import bears


def of_office(actor: Actor) -> bool:
    """Whether what the actor saw there is an inspection."""
    return actor.is_system or actor.has(Role.OFFICER, Role.DIRECTOR)


def _office(actor: Actor) -> Permit:
    return YES if of_office(actor) else no(_("Việc này do chuyên viên hoặc lãnh đạo Sở làm."))


def may_plan_model(actor: Actor) -> Permit:
    return _office(actor)


def may_edit_model(actor: Actor, model: Demonstration) -> Permit:
    return _office(actor)


may_start_model = may_edit_model
may_announce_field_day = may_edit_model
may_hold_field_day = may_edit_model
may_cancel_field_day = may_edit_model
may_spend_on_model = may_edit_model
may_conclude_model = may_edit_model
may_abandon_model = may_edit_model


def may_visit_model(actor: Actor, model: Demonstration) -> Permit:
    """The department, or the unit that answers for the place: a commune is nearer to its fields."""
    if bears(actor, model.use, model.use.receiver_id, Role.UNIT_REP):
        return YES
    return _office(actor)


MODEL_PERMITS: Mapping[str, Callable[..., Permit]] = {
    "edit_model": may_edit_model,
    "start_model": may_start_model,
    "visit_model": may_visit_model,
    "announce_field_day": may_announce_field_day,
    "hold_field_day": may_hold_field_day,
    "cancel_field_day": may_cancel_field_day,
    "spend_on_model": may_spend_on_model,
    "conclude_model": may_conclude_model,
    "abandon_model": may_abandon_model,
}
