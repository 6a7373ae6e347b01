"""What places hold, counted so that every map gives the same total."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Handed:
    """One thing that a unit of a place has received."""

    unit: int
    place: str
    result: int | None = None
    product: int | None = None


@dataclass
class Tally:
    """Distinct units, results and products, and how many handings over."""

    units: set[int] = field(default_factory=set)
    results: set[int] = field(default_factory=set)
    products: set[int] = field(default_factory=set)
    items: int = 0

    def add(self, row: Handed) -> None:
        self.items += 1
        self.units.add(row.unit)
        if row.result is not None:
            self.results.add(row.result)
        if row.product is not None:
            self.products.add(row.product)

    @property
    def counts(self) -> tuple[int, int, int, int]:
        return len(self.units), len(self.results), len(self.products), self.items


def tally(rows: Iterable[Handed]) -> tuple[dict[str, Tally], Tally]:
    """Each place, and all of them together.

    A unit stands in one place of a map, so units and handings over add up to the total; a result that went to two
    places counts in both, and once in the total.
    """
    places: dict[str, Tally] = {}
    total = Tally()
    for row in rows:
        places.setdefault(row.place, Tally()).add(row)
        total.add(row)
    return places, total
