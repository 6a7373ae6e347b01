"""The life of “we copied this”: looked at once, by somebody else. What follows afterwards is the life of its use."""

from gieo.core.lifecycle import Lifecycle, step
from gieo.domain.uptake.vocab.copies import CopyState

_S = CopyState

COPY = Lifecycle(
    "copy",
    step("confirm_copy", _S.WAITING, _S.CONFIRMED),
    step("refuse_copy", _S.WAITING, _S.REFUSED),
)
