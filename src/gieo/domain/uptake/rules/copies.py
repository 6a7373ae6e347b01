"""Who copied from whom, as plain values; and the office's own numbers (data/copies.toml [P])."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Limits:
    kept_months: int
    most_waiting: int


@cache
def limits() -> Limits:
    path = Path(__file__).parent.parent / "data" / "copies.toml"
    return Limits(**tomllib.loads(path.read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Branch:
    """A use and those that were copied from it."""

    use: int
    copies: tuple["Branch", ...] = ()

    @property
    def all(self) -> int:
        """How many copies grew from it, near and far."""
        return sum(1 + branch.all for branch in self.copies)


def branches(uses: Iterable[int], parents: Mapping[int, int]) -> tuple[Branch, ...]:
    """The uses as trees, in their order: each stands under the one it was copied from, where that is among them."""
    uses = tuple(uses)
    known = set(uses)
    below: dict[int | None, list[int]] = {}
    for use in uses:
        parent = parents.get(use)
        below.setdefault(parent if parent in known else None, []).append(use)

    def grown(parent: int | None) -> tuple[Branch, ...]:
        return tuple(Branch(use, grown(use)) for use in below.get(parent, ()))

    return grown(None)


def goes_round(use: int, parent: int, parents: Mapping[int, int]) -> bool:
    """Whether a use would in the end be copied from itself."""
    step: int | None = parent
    seen: set[int] = set()
    while step is not None and step not in seen:
        if step == use:
            return True
        seen.add(step)
        step = parents.get(step)
    return False
