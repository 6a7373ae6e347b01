"""The life of a yearly report: typed in any of four ways, sent once, confirmed by the head of the unit.

Each way saves with `fill`; `read` takes what a Word form says; `send_back` opens what must be mended; `forward` notes
that the national level has it.
"""

from gieo.core.lifecycle import Lifecycle, step
from gieo.domain.uptake.vocab.reports import ReportState

_S = ReportState

REPORT = Lifecycle(
    "report",
    step("fill", _S.DRAFT, _S.DRAFT),
    step("read", _S.DRAFT, _S.DRAFT),
    step("send", _S.DRAFT, _S.SENT),
    step("confirm", _S.SENT, _S.CONFIRMED),
    step("send_back", (_S.SENT, _S.CONFIRMED), _S.DRAFT),
    step("forward", _S.CONFIRMED, _S.CONFIRMED),
)
