"""Who may do what with minutes. The state of the record is asked of the life cycle, not here.

Officers and the department's leaders write, seal, stand at the signing table and void; a receiver confirms what it has
in hand. Nobody signs from an account: the person signs on the tablet, an officer says who that person is.
"""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from gieo.core.actor import Actor, Role
from gieo.core.permits import YES, Permit, any_of, no
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.vocab import Party
from gieo.foundation.units.permits import bears, may_record_act


def _prepares(actor: Actor) -> Permit:
    if actor.is_system or actor.has(Role.OFFICER, Role.DIRECTOR):
        return YES
    return no(_("Việc này do chuyên viên hoặc lãnh đạo Sở làm."))


def may_prepare_minutes(actor: Actor) -> Permit:
    """Write minutes for receivers."""
    return _prepares(actor)


def may_edit_minutes(actor: Actor) -> Permit:
    return _prepares(actor)


def may_pass_on_minutes(actor: Actor) -> Permit:
    """Write a draft for the unit that has taken over from its receiver."""
    return _prepares(actor)


def may_pass_minutes(actor: Actor) -> Permit:
    """Give minutes to another heir than the principal one: as recording the act that splits the receiver."""
    return may_record_act(actor)


def may_seal_minutes(actor: Actor) -> Permit:
    return _prepares(actor)


def may_sign_minutes(actor: Actor) -> Permit:
    """Stand at the table: confirm who signs and hand over the tablet."""
    return _prepares(actor)


def may_open_tablet(actor: Actor) -> Permit:
    """Open a device to sign without network, say what became of it, and answer for who signs there."""
    return may_sign_minutes(actor)


def may_sign_in_ink(actor: Actor) -> Permit:
    """Print the paper, take its scan in and say who signed it by hand: as at the table."""
    return may_sign_minutes(actor)


def may_sign_digitally(actor: Actor, minutes: Minutes, party: Party) -> Permit:
    """Hand in a digital signature: an officer for any party, the receiver's representative for the receiver. Who signed
    is what the certificate says."""
    if _prepares(actor) or (party is Party.RECEIVER and is_receiver(actor, minutes)):
        return YES
    return no(_("Chỉ cán bộ của Sở, hoặc đại diện của đơn vị nhận cho bên nhận, nộp chữ ký số."))


def may_ask_remote(actor: Actor, minutes: Minutes, party: Party) -> Permit:
    """Let the digest go away to be signed, take in what comes back, or wait no more: as handing in a signed PDF."""
    return may_sign_digitally(actor, minutes, party)


may_answer_remote = may_give_up_remote = may_lapse_remote = may_ask_remote


def may_use_token(actor: Actor) -> Permit:
    """The token in the server is the office's own: nobody else tries PINs on it."""
    return may_sign_minutes(actor)


def may_refuse_to_sign(actor: Actor, minutes: Minutes, party: Party) -> Permit:
    """The receiver's representative for its own unit; an officer writes down what any party has said."""
    if party is Party.RECEIVER and is_receiver(actor, minutes):
        return YES
    return _prepares(actor)


def may_remind_to_sign(actor: Actor) -> Permit:
    return _prepares(actor)


def may_receive_items(actor: Actor, minutes: Minutes) -> Permit:
    """The receiver's representative, or an officer at the table on its behalf (the journal says so)."""
    return any_of(_prepares(actor), _speaks_for_receiver(actor, minutes))


def may_refuse_items(actor: Actor, minutes: Minutes) -> Permit:
    """Who may receive may say that an item is not taken, and why."""
    return may_receive_items(actor, minutes)


def may_retract_receipt(actor: Actor, minutes: Minutes) -> Permit:
    """Who may confirm may take back what was confirmed by mistake."""
    return may_receive_items(actor, minutes)


def is_receiver(actor: Actor, minutes: Minutes) -> bool:
    """Whether the actor speaks for the receiver, or for the unit that took over from it."""
    return bears(actor, minutes, minutes.receiver_id, Role.UNIT_REP)


def _speaks_for_receiver(actor: Actor, minutes: Minutes) -> Permit:
    if is_receiver(actor, minutes):
        return YES
    return no(_("Chỉ đại diện của đơn vị nhận, hoặc cán bộ của Sở tại bàn ký, xác nhận đã nhận."))


def may_send_plan(actor: Actor, minutes: Minutes) -> Permit:
    """The receiver's representative, or an officer who enters what the unit has sent on paper (the journal says so)."""
    if is_receiver(actor, minutes) or _prepares(actor):
        return YES
    return no(_("Chỉ đại diện của đơn vị nhận, hoặc cán bộ của Sở thay đơn vị, gửi kế hoạch ứng dụng."))


def may_finish_receipt(actor: Actor, minutes: Minutes) -> Permit:
    """Whoever confirms the last item finishes the receipt."""
    return may_receive_items(actor, minutes)


may_begin_receipt = may_reopen_receipt = may_clear_receipt = may_finish_receipt
"""The state of the minutes follows what is received and taken back; nobody is asked again."""


def may_correct_minutes(actor: Actor) -> Permit:
    """Write a version that is to take the place of sealed minutes."""
    return _prepares(actor)


def may_supersede_minutes(actor: Actor) -> Permit:
    """The last signature under the new version, or its seal, puts the old one aside; who may do that was asked."""
    return _prepares(actor)


def may_void_minutes(actor: Actor, *, has_signature: bool) -> Permit:
    """Before the first signature an officer; once somebody has signed, a leader alone."""
    if not has_signature:
        return _prepares(actor)
    if actor.is_system or actor.has(Role.DIRECTOR):
        return YES
    return no(_("Đã có người ký: chỉ lãnh đạo Sở được huỷ biên bản này."))


def may_render_minutes(actor: Actor) -> Permit:
    """Print sealed minutes into files now, instead of waiting for the worker."""
    return _prepares(actor)


def may_follow_access(actor: Actor) -> Permit:
    """Minutes follow the access of their results: whoever may set that has been asked there."""
    return no(_("Cần đăng nhập.")) if actor.is_anonymous else YES


def may_explain_fault(actor: Actor) -> Permit:
    return _prepares(actor)


def may_change_wording(actor: Actor) -> Permit:
    return _prepares(actor)


def may_see_ledger(actor: Actor) -> Permit:
    """The office and the leaders of the province; a receiver never sees another unit's minutes."""
    if actor.is_system or actor.is_office or actor.has(Role.PROVINCE_LEADER):
        return YES
    return no(_("Sổ đối chiếu dành cho Sở và lãnh đạo UBND tỉnh."))


PERMITS: Mapping[str, Callable[[Actor], Permit]] = {
    "prepare": may_prepare_minutes,
    "edit": may_edit_minutes,
    "edit_items": may_edit_minutes,
    "refresh_items": may_edit_minutes,
    "pass_on": may_pass_on_minutes,
    "seal": may_seal_minutes,
    "sign": may_sign_minutes,
    "sign_in_ink": may_sign_in_ink,
    "correct": may_correct_minutes,
    "supersede": may_supersede_minutes,
    "remind_to_sign": may_remind_to_sign,
    "complete": may_sign_minutes,
    "render": may_render_minutes,
    "follow_access": may_follow_access,
    "explain_fault": may_explain_fault,
    "change_wording": may_change_wording,
    "open_tablet": may_open_tablet,
    "stock": may_open_tablet,
    "synchronise": may_open_tablet,
    "close_tablet": may_open_tablet,
    "lose_tablet": may_open_tablet,
    "reopen_tablet": may_open_tablet,
}
