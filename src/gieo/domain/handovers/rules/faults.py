"""A disagreement found by the ledger, as a plain value; its sentence is made in wording."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from gieo.domain.handovers.vocab import FaultKind

Value = str | int | date | Decimal


@dataclass(frozen=True)
class Fault:
    """One disagreement.

    `unit`, `subject`, `decision`, `conference` and `minutes` are codes of the records concerned, "" or () when none.
    `values` are the numbers, dates and names that the sentence needs. `pending` says that the day has not come yet, so
    this is work still to do and not yet a fault.
    """

    kind: FaultKind
    unit: str = ""
    subject: str = ""
    decision: str = ""
    conference: str = ""
    minutes: tuple[str, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)
    pending: bool = False

    @property
    def key(self) -> str:
        """Names the disagreement for anchors and notes: the same while the same records disagree in the same way."""
        parts = (self.kind, self.unit, self.subject, self.decision, *self.minutes, str(self.values.get("source", "")))
        return "|".join(part for part in parts if part)

    @property
    def measure(self) -> str:
        """The values as one text: a note written about a fault holds only while they stay the same."""
        return ";".join(f"{name}={value}" for name, value in sorted(self.values.items()))
