"""When a need counts as weighed, and whether a need and a result have enough in common to be shown together."""

from collections.abc import Iterable, Mapping, Sequence

from gieo.domain.transfers.vocab import FIRST_SHOWN, Judged
from gieo.foundation.search.rules.reasons import Reason

LEAST_SHARE = 0.25  # with the first two (FIRST_TOLD): `bench.matching` says how many letters are right


def still_to_judge(shown: Sequence[int], judged: Mapping[int, Judged]) -> list[int]:
    """Which of the first results shown nobody has judged; none once one was accepted, since the need is met then."""
    if Judged.ACCEPTED in judged.values():
        return []
    return [one for one in shown[:FIRST_SHOWN] if one not in judged]


def are_near(reasons: Iterable[Reason]) -> bool:
    """Whether they have more in common than a syllable: two side by side, or a word in other words."""
    return any(" " in reason.said or reason.tie is not None for reason in reasons)


def is_close(share: float) -> bool:
    """Whether a result has so much of what a need asks for that its unit is told unasked."""
    return share >= LEAST_SHARE
