"""The life of a need as a table."""

from gieo.core.lifecycle import Lifecycle, step
from gieo.domain.needs.vocab import NeedState as S

NEED = Lifecycle(
    "need",
    step("edit", S.STATED, S.STATED),
    step("mark_weighed", S.STATED, S.STATED),
    step("answer", S.STATED, S.ANSWERED),
    step("close", S.ANSWERED, S.CLOSED),
    step("withdraw", S.STATED, S.WITHDRAWN),
    step("reopen", [S.ANSWERED, S.CLOSED, S.WITHDRAWN], S.STATED),
)

PUBLIC_STATES = (S.STATED, S.ANSWERED, S.CLOSED)
"""States in which anybody may read a need, where its unit agreed."""
