"""What can happen to a duty."""

from gieo.core.lifecycle import Lifecycle, step
from gieo.foundation.duties.vocab import DutyState

DUTY = Lifecycle(
    "duty",
    step("fulfil", DutyState.OPEN, DutyState.FULFILLED),
    step("cancel", DutyState.OPEN, DutyState.CANCELLED),
    step("reopen", (DutyState.FULFILLED, DutyState.CANCELLED), DutyState.OPEN),
)
