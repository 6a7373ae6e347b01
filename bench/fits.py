"""The comparison of stated conditions, replayed over uses whose end is known: failures are to be marked more often.

`python -m bench.fits`. bench/labelled/fits.toml holds sixty uses, composed by hand from general knowledge: what the
sheet states, what the commune knows, how it ended. A use is marked when at least one condition does not fit. Chance:
how likely so many of the marks, or more, fall on failures if they fall anywhere (Fisher's exact test, one side).
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from math import comb
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from bench import budget  # noqa: E402 - the path is laid above
from gieo.domain.needs.rules.fit import Asked, AtHand, Verdict, fit  # noqa: E402 - as above
from gieo.domain.needs.vocab import Capital, Condition, Fit, Labour, Season, Water  # noqa: E402 - as above

CASES = ROOT / "bench" / "labelled" / "fits.toml"
LIMITS = budget("fits")


@dataclass(frozen=True)
class Replayed:
    """One use, how it ended, and what the rule says of it. `because` is empty where it worked."""

    id: str
    title: str
    failed: bool
    because: str
    asked: Asked
    at_hand: AtHand
    verdict: Verdict

    @property
    def marked(self) -> bool:
        return bool(self.verdict.against)

    @property
    def within(self) -> bool:
        """Failed because of one of the conditions that are compared."""
        return self.because in set(Condition)


def replayed() -> list[Replayed]:
    told = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
    return [_replay(one) for one in told]


def _replay(case: dict[str, Any]) -> Replayed:
    needs, has = case["needs"], case["has"]
    asked = Asked(**_told(needs), cost=needs.get("cost"))
    at_hand = AtHand(**_told(has), capital=Capital(has["capital"]) if "capital" in has else None)
    failed = {"failed": True, "worked": False}[case["ended"]]
    return Replayed(case["id"], case["title"], failed, case.get("because", ""), asked, at_hand, fit(asked, at_hand))


def _told(side: dict[str, Any]) -> dict[str, Any]:
    """What both sides can state, in the words of the rule."""
    return {
        "lowest": side.get("lowest"),
        "highest": side.get("highest"),
        "seasons": frozenset(map(Season, side.get("seasons", ()))),
        "water": Water(side["water"]) if "water" in side else None,
        "labour": Labour(side["labour"]) if "labour" in side else None,
    }


def both_sides(one: Replayed, condition: Condition) -> tuple[object, object]:
    """What is asked and what is at hand of one condition; None where a side says nothing."""
    asked, there = one.asked, one.at_hand
    if condition is Condition.ALTITUDE:
        return _heights(asked), _heights(there)
    if condition is Condition.SEASON:
        return asked.seasons or None, there.seasons or None
    if condition is Condition.CAPITAL:
        return asked.cost, there.capital
    return getattr(asked, condition), getattr(there, condition)


def _heights(side: Asked | AtHand) -> tuple[int | None, int | None] | None:
    return None if side.lowest is None and side.highest is None else (side.lowest, side.highest)


def unfounded(cases: Sequence[Replayed]) -> list[str]:
    """Uses called unfit without a condition named, or with one of which a side says nothing."""
    return [
        one.id
        for one in cases
        if (one.verdict.fit is Fit.DOES_NOT) != one.marked
        or any(None in both_sides(one, condition) for condition in one.verdict.against)
    ]


def share(cases: Sequence[Replayed]) -> float:
    """Of these, how many are marked."""
    return sum(one.marked for one in cases) / len(cases)


def chance(marked_failed: int, failed: int, marked: int, every: int) -> float:
    """That at least so many of the marks fall on failures, if they are dealt out blindly."""
    ways = sum(comb(failed, hits) * comb(every - failed, marked - hits) for hits in range(marked_failed, marked + 1))
    return ways / comb(every, marked)


def likely_by_chance(cases: Sequence[Replayed]) -> float:
    failed = [one for one in cases if one.failed]
    marked = sum(one.marked for one in cases)
    return chance(sum(one.marked for one in failed), len(failed), marked, len(cases))


def _line(label: str, cases: Sequence[Replayed]) -> str:
    return f"{label:42} {sum(one.marked for one in cases):2} of {len(cases):2}  {share(cases):.2f}"


def main() -> int:
    cases = replayed()
    failed, worked = [one for one in cases if one.failed], [one for one in cases if not one.failed]
    within = [one for one in failed if one.within]
    print(_line("marked, of what failed", failed))
    print(_line("  because of one of the five conditions", within))
    print(_line("  because of something else", [one for one in failed if not one.within]))
    print(_line("marked, of what worked", worked))
    right = [one for one in within if one.because in one.verdict.against]
    print(f"of the failures by a condition, that one is named: {len(right)} of {len(within)}")
    silent = [one for one in cases if one.verdict.fit is Fit.UNKNOWN]
    stated = [how for one in cases for how in one.verdict.conditions.values()]
    print(
        f"not enough data: {len(silent)} of {len(cases)} uses ({sum(one.failed for one in silent)} of them failed), "
        f"{stated.count(Fit.UNKNOWN)} of {len(stated)} stated conditions"
    )
    for one in cases:
        if one.within and one not in right:
            how = one.verdict.conditions.get(Condition(one.because))
            print(f"  {one.id} failed by {one.because}, which was: {how or 'not stated'} ({one.title})")
        if one.marked and not one.failed:
            print(f"  {one.id} worked, marked by {', '.join(one.verdict.against)} ({one.title})")
    wrong, apart, by_chance = unfounded(cases), share(failed) - share(worked), likely_by_chance(cases)
    print(f"marks without a condition that both sides state: {len(wrong)} {' '.join(wrong)}".rstrip())
    print(f"apart {apart:.2f}, at least {LIMITS['apart']}; by chance {by_chance:.4f}, at most {LIMITS['chance']}")
    return 0 if apart >= LIMITS["apart"] and by_chance <= LIMITS["chance"] and not wrong else 1


if __name__ == "__main__":
    sys.exit(main())
