"""The counts that are published of a decision or a conference, from plain rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from gieo.domain.transfers.vocab import FigureKind


class LineFact(NamedTuple):
    """One line as the count sees it: exactly one of result and product, the receiver, what the receiver then was."""

    result_id: int | None
    product_id: int | None
    unit_id: int
    is_enterprise: bool


@dataclass(frozen=True)
class Figures:
    """Distinct counts. A result given to three units is one result; a unit that receives ten items is one unit."""

    results: int = 0
    products: int = 0
    units: int = 0
    enterprises: int = 0
    lines: int = 0

    @property
    def items(self) -> int:
        """Different things given: results and products together."""
        return self.results + self.products

    def of(self, kind: FigureKind) -> int:
        return {
            FigureKind.RESULTS: self.results,
            FigureKind.PRODUCTS: self.products,
            FigureKind.UNITS: self.units,
            FigureKind.ENTERPRISES: self.enterprises,
        }[kind]


def count_lines(lines: Iterable[LineFact]) -> Figures:
    """Count lines the way reports of a conference do: distinct results, products, receivers, enterprises among them.

    The conference of 7 November 2023 gave 9 results and 31 products to 11 units, one of them an enterprise.
    A co-operative is not counted as an enterprise: each has a law of its own.
    """
    rows = list(lines)
    return Figures(
        results=len({row.result_id for row in rows} - {None}),
        products=len({row.product_id for row in rows} - {None}),
        units=len({row.unit_id for row in rows}),
        enterprises=len({row.unit_id for row in rows if row.is_enterprise}),
        lines=len(rows),
    )
