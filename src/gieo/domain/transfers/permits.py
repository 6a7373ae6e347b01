"""Who may do what with decisions and conferences. Read top to bottom; the state of the record is asked elsewhere.

Officers and the department's leaders prepare and record: what the People's Committee decides is signed on its own paper
and only written down here, so recording it asks no higher rank. A leader alone reopens a day that was closed, because
figures already told may change. Editors of the information centre look after photographs and the public page.
"""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from gieo.core.actor import Actor, Role
from gieo.core.permits import YES, Permit, any_of, no
from gieo.domain.needs.models import Need
from gieo.domain.needs.permits import may_mark_weighed
from gieo.domain.transfers.models import Interest
from gieo.foundation.units.models import Unit
from gieo.foundation.units.permits import answers_for, may_record_act


def may_see_transfers(actor: Actor) -> Permit:
    """The office and the province's leaders see every decision and conference; units only what concerns them."""
    if actor.is_office or actor.has(Role.PROVINCE_LEADER):
        return YES
    return no(_("Danh sách đầy đủ dành cho cán bộ của Sở và lãnh đạo UBND tỉnh."))


def _may_prepare(actor: Actor) -> Permit:
    if actor.is_system or actor.has(Role.OFFICER, Role.DIRECTOR):
        return YES
    return no(_("Việc này do chuyên viên hoặc lãnh đạo Sở làm."))


def _may_lead(actor: Actor) -> Permit:
    if actor.is_system or actor.has(Role.DIRECTOR):
        return YES
    return no(_("Việc này do lãnh đạo Sở quyết định."))


def _may_edit_public(actor: Actor) -> Permit:
    if actor.has(Role.EDITOR):
        return YES
    return no(_("Việc này do chuyên viên, lãnh đạo Sở hoặc biên tập viên làm."))


def may_draft_decision(actor: Actor) -> Permit:
    """Officers and leaders prepare decisions for the People's Committee."""
    return _may_prepare(actor)


def may_edit_decision(actor: Actor) -> Permit:
    """The text and the lines of a draft."""
    return _may_prepare(actor)


def may_pass_lines(actor: Actor) -> Permit:
    """As recording the act that splits the receiver."""
    return may_record_act(actor)


def may_weigh(actor: Actor, need: Need) -> Permit:
    """Judge results for a need: whoever may mark it as weighed."""
    return may_mark_weighed(actor, need)


def may_tell_units(actor: Actor) -> Permit:
    """Write to units with a need that a result could meet it."""
    return _may_prepare(actor)


def may_discard_decision(actor: Actor) -> Permit:
    return _may_prepare(actor)


def may_submit_decision(actor: Actor) -> Permit:
    """Write down that the department's leader has signed and sent the submission."""
    return _may_prepare(actor)


def may_return_decision(actor: Actor) -> Permit:
    """Take a submitted decision back to draft to mend it."""
    return _may_prepare(actor)


def may_issue_decision(actor: Actor) -> Permit:
    """Write down what the People's Committee has issued."""
    return _may_prepare(actor)


def may_amend_decision(actor: Actor) -> Permit:
    """Prepare a decision that amends one in force."""
    return _may_prepare(actor)


def may_revoke_decision(actor: Actor) -> Permit:
    """Write down that the People's Committee has revoked a decision."""
    return _may_prepare(actor)


def may_plan_conference(actor: Actor) -> Permit:
    return _may_prepare(actor)


def may_edit_conference(actor: Actor) -> Permit:
    """Title, day, place, chair, decisions, agenda, guests, invitations, notes, reported figures."""
    return _may_prepare(actor)


def may_take_attendance(actor: Actor) -> Permit:
    """Anybody of the office may stand at the door."""
    if actor.is_office:
        return YES
    return no(_("Việc ghi người dự do cán bộ của Sở làm."))


def may_write_letters(actor: Actor) -> Permit:
    """Letters of invitation: written and sent by who prepares the conference."""
    return _may_prepare(actor)


def may_answer(actor: Actor, unit_id: int | None = None) -> Permit:
    """Write down an answer: the office for everybody, a unit's representative for the unit. Who holds the link of a
    letter needs no other permit; the link is asked instead."""
    if unit_id is not None and unit_id in answers_for(actor, Role.UNIT_REP):
        return YES
    return _may_prepare(actor)


def may_set_seats(actor: Actor) -> Permit:
    """Anybody of the office may help to seat people."""
    if actor.is_office:
        return YES
    return no(_("Việc xếp chỗ do cán bộ của Sở làm."))


def may_open_conference(actor: Actor) -> Permit:
    """Open and close: whoever runs the day, officer or leader."""
    return _may_prepare(actor)


def may_close_conference(actor: Actor) -> Permit:
    return _may_prepare(actor)


def may_reopen_conference(actor: Actor) -> Permit:
    """A leader alone: attendance and figures of a closed day may already have been told."""
    return _may_lead(actor)


def may_report_conference(actor: Actor) -> Permit:
    """Write down the report that the department's leader has signed."""
    return _may_prepare(actor)


def may_edit_photographs(actor: Actor) -> Permit:
    return any_of(_may_prepare(actor), _may_edit_public(actor))


def may_set_board(actor: Actor) -> Permit:
    """Anybody of the office who is there may hang the board on the wall, and take it down."""
    if actor.is_office:
        return YES
    return no(_("Việc treo, gỡ bảng do cán bộ của Sở làm."))


def may_take_notes(actor: Actor) -> Permit:
    """Anybody of the office who is there may write down what happens, on a phone."""
    if actor.is_office:
        return YES
    return no(_("Việc ghi chép tại hội nghị do cán bộ của Sở làm."))


def may_remove_note(actor: Actor, by_id: int | None) -> Permit:
    """One's own, or who prepares the conference."""
    return YES if _is_own(actor, by_id) else _may_prepare(actor)


def may_take_photographs(actor: Actor) -> Permit:
    """Anybody of the office who is there may send photographs; words and consent decide which go public."""
    if actor.is_office:
        return YES
    return no(_("Việc gửi ảnh hội nghị do cán bộ của Sở làm."))


def may_edit_photograph(actor: Actor, by_id: int | None) -> Permit:
    """One's own, or who looks after the gallery."""
    return YES if _is_own(actor, by_id) else may_edit_photographs(actor)


def _is_own(actor: Actor, by_id: int | None) -> bool:
    return actor.is_office and by_id is not None and actor.person_id == by_id


def may_publish_conference(actor: Actor) -> Permit:
    """Put the conference's page before the public, or take it away."""
    return any_of(_may_prepare(actor), _may_edit_public(actor))


def may_express(actor: Actor, unit: Unit | None) -> Permit:
    """Anybody for themselves; for a unit its representatives."""
    if unit is None or unit.pk in answers_for(actor, Role.UNIT_REP):
        return YES
    return no(_("Chỉ đại diện của đơn vị được hỏi nhân danh đơn vị."))


def may_take_down(actor: Actor) -> Permit:
    """Who hears a question on the telephone or at the counter writes it down."""
    return _may_prepare(actor)


def may_write_on(actor: Actor, interest: Interest) -> Permit:
    """Who holds the link needs no other permit, the link is asked instead; by account, the unit that asked."""
    if interest.unit_id in answers_for(actor, Role.UNIT_REP):
        return YES
    return no(_("Chỉ người đã hỏi viết tiếp được."))


def may_take_back(actor: Actor, interest: Interest) -> Permit:
    """As for writing on."""
    return may_write_on(actor, interest)


def may_reply(actor: Actor, interest: Interest) -> Permit:
    return _may_prepare(actor)


def may_write_down(actor: Actor, interest: Interest) -> Permit:
    return _may_prepare(actor)


def may_settle(actor: Actor, interest: Interest) -> Permit:
    return _may_prepare(actor)


def may_take_up(actor: Actor, interest: Interest) -> Permit:
    return _may_prepare(actor)


def may_renew_link(actor: Actor, interest: Interest) -> Permit:
    return _may_prepare(actor)


def may_follow_interests(actor: Actor) -> Permit:
    """Interests follow the access of their results: whoever may set that has been asked there."""
    return no(_("Cần đăng nhập.")) if actor.is_anonymous else YES


DECISION_PERMITS: Mapping[str, Callable[[Actor], Permit]] = {
    "draft": may_draft_decision,
    "edit": may_edit_decision,
    "add_lines": may_edit_decision,
    "edit_line": may_edit_decision,
    "remove_lines": may_edit_decision,
    "pass_lines": may_pass_lines,
    "discard": may_discard_decision,
    "submit": may_submit_decision,
    "return": may_return_decision,
    "issue": may_issue_decision,
    "attach_scan": may_issue_decision,
    "draft_amendment": may_amend_decision,
    "amend": may_issue_decision,
    "revoke": may_revoke_decision,
}
CONFERENCE_PERMITS: Mapping[str, Callable[[Actor], Permit]] = {
    "plan": may_plan_conference,
    "edit": may_edit_conference,
    "invite": may_edit_conference,
    "uninvite": may_edit_conference,
    "write_letters": may_write_letters,
    "send_letters": may_write_letters,
    "take_answers": may_answer,
    "set_seats": may_set_seats,
    "set_agenda": may_edit_conference,
    "set_guests": may_edit_conference,
    "set_attendance": may_take_attendance,
    "write_notes": may_edit_conference,
    "set_board": may_set_board,
    "take_notes": may_take_notes,
    "take_photographs": may_take_photographs,
    "set_photographs": may_edit_photographs,
    "set_figures": may_edit_conference,
    "open": may_open_conference,
    "close": may_close_conference,
    "reopen": may_reopen_conference,
    "report": may_report_conference,
    "announce": may_publish_conference,
    "publish": may_publish_conference,
    "unpublish": may_publish_conference,
}
INVITATION_PERMITS: Mapping[str, Callable[[Actor], Permit]] = {
    "send": may_write_letters,
    "ask_again": may_write_letters,
    "answer": may_answer,
}
INTEREST_PERMITS: Mapping[str, Callable[[Actor, Interest], Permit]] = {
    "write_on": may_write_on,
    "write_down": may_write_down,
    "reply": may_reply,
    "settle": may_settle,
    "take_up": may_take_up,
    "renew_link": may_renew_link,
    "take_back": may_take_back,
}
