"""The life of minutes. Nobody presses what follows by itself: `complete` the last signature; `begin`, `finish`,
`reopen` and `clear` what has been received; `supersede` the other version of the minutes.

A tablet is opened at a table, holds what is to be signed there, and sends signatures when it meets the network again.
A signature asked for elsewhere comes back once; one that nobody waits for any more ends when the next is asked for.
"""

from gieo.core.lifecycle import Lifecycle, step
from gieo.domain.handovers.vocab import SIGNED_STATES, MinutesState, RemoteState, TabletState

_S = MinutesState
FOLLOWING = ("complete", "begin", "finish", "reopen", "clear", "supersede")

MINUTES = Lifecycle(
    "minutes",
    step("edit", _S.DRAFT, _S.DRAFT),
    step("edit_items", _S.DRAFT, _S.DRAFT),
    step("refresh_items", _S.DRAFT, _S.DRAFT),
    step("pass_on", _S.DRAFT, _S.DRAFT),
    step("seal", _S.DRAFT, _S.SEALED),
    step("sign", _S.SEALED, _S.SEALED),
    step("refuse_to_sign", _S.SEALED, _S.SEALED),
    step("remind_to_sign", _S.SEALED, _S.SEALED),
    step("complete", _S.SEALED, _S.SIGNED),
    *(step(verb, state, state) for verb in ("receive", "refuse") for state in (_S.SIGNED, _S.PARTLY)),
    *(step("retract", state, state) for state in SIGNED_STATES),
    step("begin", _S.SIGNED, _S.PARTLY),
    step("finish", (_S.SIGNED, _S.PARTLY), _S.RECEIVED),
    step("reopen", _S.RECEIVED, _S.PARTLY),
    step("clear", (_S.PARTLY, _S.RECEIVED), _S.SIGNED),
    *(step("send_plan", state, state) for state in SIGNED_STATES),
    *(step("correct", state, state) for state in (_S.SEALED, *SIGNED_STATES)),
    step("supersede", (_S.SEALED, *SIGNED_STATES), _S.SUPERSEDED),
    step("void", (_S.DRAFT, _S.SEALED), _S.VOID),
)

_T = TabletState

TABLET = Lifecycle(
    "tablet",
    step("stock", _T.OPEN, _T.OPEN),
    step("synchronise", _T.OPEN, _T.OPEN),
    step("close_tablet", _T.OPEN, _T.CLOSED),
    step("lose_tablet", _T.OPEN, _T.LOST),
    step("reopen_tablet", tuple(_T), _T.OPEN),
)

_R = RemoteState

REMOTE = Lifecycle(
    "remote signature",
    step("answer_remote", _R.WAITING, _R.ANSWERED),
    step("give_up_remote", _R.WAITING, _R.GIVEN_UP),
    step("lapse_remote", _R.WAITING, _R.LAPSED),
)
