"""Which articles belong beside one another."""

from collections.abc import Iterable
from dataclasses import dataclass

from gieo.core.text import fold

_COMMON = (
    "va cua cho cac nhung voi tai trong mot nam ngay duoc ve den tu la co tinh dien bien ket qua nghien cuu khoa hoc "
    "cong nghe san pham don vi so"
)
"""Words that half of all titles have; they tell nothing apart."""
MOST = 4


@dataclass(frozen=True)
class Face:
    """What of an article is compared. `key` names it; the larger `age` the older."""

    key: int
    title: str
    conference: int | None
    results: frozenset[int]
    programmes: frozenset[int]
    age: int = 0


def words_of(title: str) -> frozenset[str]:
    """Words of a title that tell it from others."""
    return frozenset(word for word in fold(title).split() if len(word) > 1 and not word.isdigit()) - frozenset(
        _COMMON.split()
    )


def closeness(one: Face, other: Face) -> int:
    """How much two articles have in common: a conference counts four, a result three, a programme one, a word one."""
    same_day = 4 if one.conference is not None and one.conference == other.conference else 0
    things = 3 * len(one.results & other.results) + len(one.programmes & other.programmes)
    return same_day + things + len(words_of(one.title) & words_of(other.title))


def related(one: Face, others: Iterable[Face]) -> tuple[int, ...]:
    """Keys of the closest articles, the closest first and the newer before the older; none that shares nothing."""
    scored = [(closeness(one, other), other) for other in others if other.key != one.key]
    kept = sorted((row for row in scored if row[0]), key=lambda row: (-row[0], row[1].age))
    return tuple(other.key for _score, other in kept[:MOST])
