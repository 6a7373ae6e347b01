"""What the province puts first, by the codes of fields and objectives that belong to it."""

from collections.abc import Sequence
from dataclasses import dataclass

NO_PRIORITY = 0
"""Stands for the number of a priority where a result belongs to none."""


@dataclass(frozen=True)
class Codes:
    """Codes of research fields and of socio-economic objectives, each with all that lies below it: a code begins with
    the digits of the one above it (one, three, five and seven digits; Circular 24/2025, as in the table of 2008)."""

    fields: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()

    def holds(self, field: str | None, objective: str | None) -> bool:
        """One of both is enough."""
        return (field or "").startswith(self.fields) or (objective or "").startswith(self.objectives)


REQUESTED = Codes(fields=("4",), objectives=("10",))
"""What request 2 of 07/11/2023 names: agricultural sciences, forestry among them; culture and tourism."""


def priority_of(field: str | None, objective: str | None, priorities: Sequence[tuple[int, Codes]]) -> int:
    """The first that holds a result with these codes, so that of many it stands once; NO_PRIORITY when none does."""
    return next((number for number, codes in priorities if codes.holds(field, objective)), NO_PRIORITY)
