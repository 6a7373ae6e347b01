"""The life of a claim. It is never changed: what was wrong is refused with a reason, and claimed again.

That it ran out is no step: it follows from the last day of its evidence.
"""

from gieo.core.lifecycle import Lifecycle, step
from gieo.domain.uptake.lifecycle.copies import COPY
from gieo.domain.uptake.lifecycle.demonstrations import FIELD_DAY, MODEL
from gieo.domain.uptake.lifecycle.reports import REPORT
from gieo.domain.uptake.vocab import ClaimState

__all__ = ["CLAIM", "COPY", "FIELD_DAY", "MODEL", "REPORT"]

_S = ClaimState

CLAIM = Lifecycle(
    "claim",
    step("verify", _S.CLAIMED, _S.VERIFIED),
    step("refuse", _S.CLAIMED, _S.REFUSED),
    step("overturn", _S.VERIFIED, _S.REFUSED),
)
