"""What may follow what, for a transfer decision and for a conference. Buttons, checks, drawings read these tables."""

from collections.abc import Iterator

from gieo.core.lifecycle import Lifecycle, Step, step
from gieo.domain.transfers.vocab import ConferenceState, DecisionState, InterestState, InvitationState

_D = DecisionState

# `amend` is done to the old decision by recording the new one as issued; nobody presses it alone.
DECISION = Lifecycle(
    "transfer decision",
    step("edit", _D.DRAFT, _D.DRAFT),
    step("add_lines", _D.DRAFT, _D.DRAFT),
    step("edit_line", _D.DRAFT, _D.DRAFT),
    step("remove_lines", _D.DRAFT, _D.DRAFT),
    step("submit", _D.DRAFT, _D.SUBMITTED),
    step("return", _D.SUBMITTED, _D.DRAFT),
    step("issue", _D.SUBMITTED, _D.ISSUED),
    step("attach_scan", _D.ISSUED, _D.ISSUED),
    step("draft_amendment", _D.ISSUED, _D.ISSUED),
    step("amend", _D.ISSUED, _D.AMENDED),
    step("revoke", _D.ISSUED, _D.REVOKED),
)

_C = ConferenceState


def _stays(verb: str, *states: str) -> Iterator[Step]:
    """Rows of a deed that leaves the state as it is."""
    return (step(verb, state, state) for state in states)


CONFERENCE = Lifecycle(
    "conference",
    *_stays("edit", _C.PLANNED, _C.OPEN),
    *_stays("invite", _C.PLANNED, _C.OPEN),
    *_stays("uninvite", _C.PLANNED, _C.OPEN),
    *_stays("write_letters", _C.PLANNED),
    *_stays("send_letters", _C.PLANNED),
    *_stays("take_answers", _C.PLANNED),
    *_stays("set_seats", _C.PLANNED, _C.OPEN),
    *_stays("set_agenda", _C.PLANNED, _C.OPEN),
    *_stays("set_guests", _C.PLANNED, _C.OPEN, _C.CLOSED),
    *_stays("set_attendance", _C.PLANNED, _C.OPEN, _C.CLOSED),
    *_stays("write_notes", _C.OPEN, _C.CLOSED),
    *_stays("set_board", _C.PLANNED, _C.OPEN, _C.CLOSED),
    *_stays("take_notes", _C.PLANNED, _C.OPEN, _C.CLOSED),
    *_stays("take_photographs", _C.PLANNED, _C.OPEN, _C.CLOSED, _C.REPORTED),
    *_stays("set_photographs", _C.PLANNED, _C.OPEN, _C.CLOSED, _C.REPORTED),
    *_stays("set_figures", _C.OPEN, _C.CLOSED, _C.REPORTED),
    step("open", _C.PLANNED, _C.OPEN),
    step("close", _C.OPEN, _C.CLOSED),
    step("reopen", _C.CLOSED, _C.OPEN),
    step("report", _C.CLOSED, _C.REPORTED),
    *_stays("announce", _C.PLANNED, _C.OPEN),
    *_stays("publish", _C.CLOSED, _C.REPORTED),
    *_stays("unpublish", _C.PLANNED, _C.OPEN, _C.CLOSED, _C.REPORTED),
)

_I = InvitationState

# Of one invitee, as long as the conference is being prepared. A newer letter keeps the answer, unless the office asks
# again: after another day, say.
INVITATION = Lifecycle(
    "invitation",
    step("send", _I.NOT_SENT, _I.SENT),
    *_stays("send", _I.SENT, _I.ANSWERED),
    step("ask_again", _I.ANSWERED, _I.SENT),
    step("answer", _I.NOT_SENT, _I.ANSWERED),
    step("answer", _I.SENT, _I.ANSWERED),
    *_stays("answer", _I.ANSWERED),
)

_T = InterestState

# Of one person or unit interested in one result. Who asked writes on and takes back by a link, the office does the
# rest.
INTEREST = Lifecycle(
    "interest",
    *_stays("write_on", _T.RECEIVED, _T.TALKING),
    *_stays("write_down", _T.RECEIVED, _T.TALKING),
    step("reply", _T.RECEIVED, _T.TALKING),
    *_stays("reply", _T.TALKING),
    step("settle", [_T.RECEIVED, _T.TALKING], _T.CLOSED),
    step("take_up", _T.CLOSED, _T.TALKING),
    *_stays("renew_link", _T.RECEIVED, _T.TALKING, _T.CLOSED),
    step("take_back", [_T.RECEIVED, _T.TALKING, _T.CLOSED], _T.TAKEN_BACK),
)
