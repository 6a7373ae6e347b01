"""Who may do what with “we copied this”. Anybody says it; somebody else of the commune or the department confirms."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from gieo.core.actor import Actor, Role
from gieo.core.permits import YES, Permit, first_refusal, no
from gieo.domain.uptake.models import Copy
from gieo.foundation.units.permits import answers_for


def may_copy(actor: Actor) -> Permit:
    """Say “we copied this”: no account is needed."""
    return YES


def keeps_copies(actor: Actor) -> bool:
    """Whether the actor is of the department, and so confirms anywhere and for any unit."""
    return actor.is_system or actor.has(Role.OFFICER, Role.DIRECTOR)


def may_confirm_copy(actor: Actor, copy: Copy) -> Permit:
    """The department, or the people of the commune it is in; never who said it, nor in whose name it was said."""
    of_place = keeps_copies(actor) or copy.committee_id in answers_for(actor, Role.UNIT_REP)
    looks = YES if of_place else no(_("Cán bộ của xã ấy, hoặc chuyên viên, lãnh đạo Sở xác nhận người làm theo."))
    mine = copy.claimed_by_id is not None and copy.claimed_by_id in (actor.person_id, actor.behalf_id)
    return first_refusal(looks, no(_("Bạn đã khai điều này: người khác phải xác nhận.")) if mine else YES)


may_refuse_copy = may_confirm_copy

COPY_PERMITS: Mapping[str, Callable[..., Permit]] = {
    "confirm_copy": may_confirm_copy,
    "refuse_copy": may_refuse_copy,
}
