"""A text as an index takes it, and what a search is held within."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gieo.foundation.search.vocab import Weight


@dataclass(frozen=True, slots=True)
class Entry:
    """A text as it is indexed. `marks` are what a search may be narrowed to. Where no words are asked, texts with a
    higher `order` stand first."""

    key: str
    kind: str
    texts: dict[Weight, str]
    marks: frozenset[str] = frozenset()
    order: int = 0

    @property
    def number(self) -> int:
        """What tells it from others of its kind: the digits that its key ends with."""
        return number_of(self.key)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a search is held within: one of the kinds, a mark out of each group, the numbers where they are named."""

    kinds: tuple[str, ...] = ()
    marks: tuple[frozenset[str], ...] = ()
    numbers: frozenset[int] | None = None

    def holds(self, marks: frozenset[str]) -> bool:
        return all(group & marks for group in self.marks)


EVERYWHERE = Bounds()


def key_of(kind: str, number: int) -> str:
    """The key of a record's text."""
    return f"{kind}:{number}"


def entry(
    kind: str,
    number: int,
    texts: Mapping[Weight, Iterable[str]],
    marks: frozenset[str] = frozenset(),
    order: int = 0,
) -> Entry:
    """A record's text from its lines; empty ones are left out."""
    lines = {weight: "\n".join(line for line in said if line) for weight, said in texts.items()}
    return Entry(key_of(kind, number), kind, lines, marks, order)


def number_of(key: str) -> int:
    """The digits that a key ends with."""
    tail = key.rpartition(":")[2]
    return int(tail) if tail.isdecimal() else 0


def kind_of(key: str) -> str:
    """The kind of a record, from the key of its text."""
    return key.partition(":")[0]


def mark_of(facet: str, value: object) -> str:
    """The mark of a text that has this value of a facet."""
    return f"{facet}={value}"
