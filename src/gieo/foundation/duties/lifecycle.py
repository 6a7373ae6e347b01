"""What can happen to a duty."""

from gieo.core.lifecycle import Lifecycle, step
from gieo.foundation.duties.vocab import LIVE_STATES, DutyState

DUTY = Lifecycle(
    "duty",
    step("suspend", DutyState.OPEN, DutyState.SUSPENDED),
    step("resume", DutyState.SUSPENDED, DutyState.OPEN),
    step("fulfil", LIVE_STATES, DutyState.FULFILLED),
    step("cancel", LIVE_STATES, DutyState.CANCELLED),
    step("reopen", (DutyState.FULFILLED, DutyState.CANCELLED), DutyState.OPEN),
)
