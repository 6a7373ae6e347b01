"""The funnel: how many results have come how far."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from gieo.domain.insights.vocab import STEPS, Step


@dataclass(frozen=True)
class Funnel:
    """Numbers by step, each a part of the one before. `label` says of what, when it is one part of a cut."""

    counts: tuple[int, ...]
    key: str = ""
    label: str = ""

    def __post_init__(self) -> None:
        if len(self.counts) != len(STEPS):
            raise ValueError(f"a funnel has {len(STEPS)} numbers")

    def of(self, step: Step) -> int:
        return self.counts[STEPS.index(step)]

    @property
    def total(self) -> int:
        return self.counts[0]

    def share(self, step: Step) -> int | None:
        """Percent of the first step, rounded half up; nothing when there is nothing."""
        return percent(self.of(step), self.total)

    @property
    def steps(self) -> tuple[tuple[Step, int], ...]:
        return tuple(zip(STEPS, self.counts, strict=True))

    @property
    def narrowest(self) -> Step | None:
        """The step at which most are lost, in numbers; the earliest of equals; nothing when none is lost."""
        losses = [before - after for before, after in zip(self.counts, self.counts[1:], strict=False)]
        worst = max(losses, default=0)
        return STEPS[losses.index(worst) + 1] if worst > 0 else None


def percent(part: int, whole: int) -> int | None:
    """Whole percent, half rounded up; nothing of nothing is nothing, not zero."""
    return (part * 200 + whole) // (2 * whole) if whole else None


def merged(funnels: Iterable[Funnel], key: str = "", label: str = "") -> Funnel:
    """The sum of funnels that share no row."""
    rows = [funnel.counts for funnel in funnels]
    return Funnel(tuple(sum(column) for column in zip(*rows, strict=True)) if rows else (0,) * len(STEPS), key, label)


def in_order(found: Mapping[Hashable, tuple[int, ...]], labels: Iterable[tuple[Hashable, str]]) -> tuple[Funnel, ...]:
    """Funnels of a cut in the order of its labels; parts without rows are left out."""
    return tuple(Funnel(found[key], str(key), label) for key, label in labels if key in found)
