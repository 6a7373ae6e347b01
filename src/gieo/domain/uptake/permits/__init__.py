"""Who may do what with uses. Two hands: who claims, or has it claimed in their name, never verifies it.

The receiver's people claim for their own unit (and for those it has taken over from); officers and leaders of the
department claim on a receiver's behalf and look at what others claimed.
"""

from django.utils.translation import gettext as _

from gieo.core.actor import Actor, Role
from gieo.core.permits import YES, Permit, first_refusal, no
from gieo.domain.uptake.models import Claim, Use
from gieo.domain.uptake.permits.copies import COPY_PERMITS as COPY_PERMITS
from gieo.domain.uptake.permits.demonstrations import MODEL_PERMITS as MODEL_PERMITS
from gieo.domain.uptake.permits.reports import REPORT_PERMITS as REPORT_PERMITS
from gieo.foundation.units.models import Unit
from gieo.foundation.units.permits import answers_for, bears, may_record_act


def is_of_office(actor: Actor) -> bool:
    """Whether the actor claims on behalf and verifies."""
    return actor.is_system or actor.has(Role.OFFICER, Role.DIRECTOR)


def is_receiver(actor: Actor, use: Use) -> bool:
    """Whether the actor speaks for the receiver, or for the unit that took over from it."""
    return bears(actor, use, use.receiver_id, Role.UNIT_REP)


def may_begin_use(actor: Actor, receiver: Unit) -> Permit:
    """Say for the first time that a receiver uses something somewhere."""
    if is_of_office(actor) or receiver.pk in answers_for(actor, Role.UNIT_REP):
        return YES
    return no(_("Chỉ đại diện của đơn vị ứng dụng, hoặc cán bộ của Sở thay đơn vị, ghi mức ứng dụng."))


def may_claim_use(actor: Actor, use: Use) -> Permit:
    if is_of_office(actor) or is_receiver(actor, use):
        return YES
    return no(_("Chỉ đại diện của đơn vị ứng dụng, hoặc cán bộ của Sở thay đơn vị, ghi mức ứng dụng."))


def _is_second_hand(actor: Actor, claim: Claim) -> Permit:
    """Neither who typed it in, nor in whose name it was done, nor anybody acting in the place of one of them."""
    mine = {actor.person_id, actor.behalf_id} - {None}
    if mine & {claim.claimed_by_id, claim.claimed_for_id}:
        return no(_("Bạn đã khai, hoặc được khai thay: người khác của Sở phải xem khai báo này."))
    return YES


def _looks_at(actor: Actor, claim: Claim) -> Permit:
    office = YES if is_of_office(actor) else no(_("Chuyên viên hoặc lãnh đạo Sở xem và xác nhận khai báo."))
    return first_refusal(office, _is_second_hand(actor, claim))


def may_verify_claim(actor: Actor, claim: Claim) -> Permit:
    return _looks_at(actor, claim)


def may_refuse_claim(actor: Actor, claim: Claim) -> Permit:
    return _looks_at(actor, claim)


def may_overturn_claim(actor: Actor, claim: Claim) -> Permit:
    """Take a verification back: whoever may verify, also who did."""
    return _looks_at(actor, claim)


def may_pass_uses(actor: Actor) -> Permit:
    """Give uses to another heir than the principal one: as recording the act that splits the receiver."""
    return may_record_act(actor)


def may_follow_access(actor: Actor) -> Permit:
    """Duties follow the access of results: whoever may set that has been asked there."""
    return no(_("Cần đăng nhập.")) if actor.is_anonymous else YES
