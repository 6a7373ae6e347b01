"""The life of minutes. `complete` follows the last signature and `finish` the last receipt; nobody presses them."""

from gieo.core.lifecycle import Lifecycle, step
from gieo.domain.handovers.vocab import MinutesState

_S = MinutesState

MINUTES = Lifecycle(
    "minutes",
    step("edit", _S.DRAFT, _S.DRAFT),
    step("edit_items", _S.DRAFT, _S.DRAFT),
    step("refresh_items", _S.DRAFT, _S.DRAFT),
    step("pass_on", _S.DRAFT, _S.DRAFT),
    step("seal", _S.DRAFT, _S.SEALED),
    step("sign", _S.SEALED, _S.SEALED),
    step("complete", _S.SEALED, _S.SIGNED),
    step("receive", _S.SIGNED, _S.SIGNED),
    step("finish", _S.SIGNED, _S.RECEIVED),
    step("send_plan", _S.SIGNED, _S.SIGNED),
    step("send_plan", _S.RECEIVED, _S.RECEIVED),
    step("void", (_S.DRAFT, _S.SEALED), _S.VOID),
)
