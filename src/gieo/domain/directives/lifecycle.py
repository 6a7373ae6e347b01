"""The life of a leader's request as a table."""

from gieo.core.lifecycle import Lifecycle, step
from gieo.domain.directives.vocab import DirectiveState as S

DIRECTIVE = Lifecycle(
    "directive",
    step("close", S.OPEN, S.DONE),
    step("drop", S.OPEN, S.DROPPED),
    step("reopen", [S.DONE, S.DROPPED], S.OPEN),
)
