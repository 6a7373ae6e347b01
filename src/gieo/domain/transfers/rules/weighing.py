"""When a need counts as weighed, and whether a need and a result have enough in common to be shown together."""

from collections.abc import Iterable, Mapping, Sequence

from gieo.domain.transfers.vocab import FIRST_SHOWN, Judged
from gieo.foundation.search.rules.reasons import Reason

LEAST_IN_COMMON = 3  # with the first two (FIRST_TOLD): `bench.matching` says how many letters are right


def still_to_judge(shown: Sequence[int], judged: Mapping[int, Judged]) -> list[int]:
    """Which of the first results shown nobody has judged; none once one was accepted, since the need is met then."""
    if Judged.ACCEPTED in judged.values():
        return []
    return [one for one in shown[:FIRST_SHOWN] if one not in judged]


def are_near(reasons: Iterable[Reason]) -> bool:
    """Whether they have more in common than a syllable: two side by side, or a word in other words."""
    return any(_joins(reason) for reason in reasons)


def are_close(reasons: Iterable[Reason]) -> bool:
    """Whether they have enough in common for a letter that nobody looked at before: three syllables of such words."""
    return sum(len(reason.said.split()) for reason in reasons if _joins(reason)) >= LEAST_IN_COMMON


def _joins(reason: Reason) -> bool:
    return " " in reason.said or reason.tie is not None
