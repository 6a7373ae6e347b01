"""Do the conditions under which a result works meet those at hand? Plain values; "not enough data" is an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gieo.domain.needs.vocab import Capital, Condition, Fit, Labour, Season, Water

MILLION = 1_000_000
CAN_PAY: Mapping[Capital, int | None] = {
    Capital.TO_10: 10 * MILLION,
    Capital.TO_50: 50 * MILLION,
    Capital.TO_200: 200 * MILLION,
    Capital.ABOVE_200: None,
}
"""The most that each band can put in, in đồng; nothing bounds the last."""


@dataclass(frozen=True)
class AtHand:
    """What a need says of its place and people; what it does not say is None or empty."""

    lowest: int | None = None
    highest: int | None = None
    seasons: frozenset[Season] = frozenset()
    water: Water | None = None
    labour: Labour | None = None
    capital: Capital | None = None


@dataclass(frozen=True)
class Asked:
    """What a result asks for: where it works, in which seasons, the least of water and labour, what it costs a user."""

    lowest: int | None = None
    highest: int | None = None
    seasons: frozenset[Season] = frozenset()
    water: Water | None = None
    labour: Labour | None = None
    cost: int | None = None


@dataclass(frozen=True)
class Verdict:
    """One word for all, and how each condition that the result states stands."""

    fit: Fit
    conditions: Mapping[Condition, Fit]

    @property
    def against(self) -> tuple[Condition, ...]:
        """What does not fit."""
        return tuple(one for one, fit in self.conditions.items() if fit is Fit.DOES_NOT)

    @property
    def unknown(self) -> tuple[Condition, ...]:
        """What cannot be told of what the result states: the need does not say, or it fits in part."""
        return tuple(one for one, fit in self.conditions.items() if fit is Fit.UNKNOWN)

    @property
    def unstated(self) -> tuple[Condition, ...]:
        """What the result does not state, so that nothing was compared."""
        return tuple(one for one in Condition if one not in self.conditions)


def fit(asked: Asked, at_hand: AtHand) -> Verdict:
    """One condition against it is enough; it fits when the result states something and all that it states is met."""
    stated = {
        Condition.ALTITUDE: (asked.lowest is not None or asked.highest is not None, _altitude),
        Condition.SEASON: (bool(asked.seasons), _season),
        Condition.WATER: (asked.water is not None, _water),
        Condition.LABOUR: (asked.labour is not None, _labour),
        Condition.CAPITAL: (asked.cost is not None, _capital),
    }
    conditions = {one: compare(asked, at_hand) for one, (said, compare) in stated.items() if said}
    found = set(conditions.values())
    if Fit.DOES_NOT in found:
        return Verdict(Fit.DOES_NOT, conditions)
    return Verdict(Fit.FITS if found == {Fit.FITS} else Fit.UNKNOWN, conditions)


def _altitude(asked: Asked, at_hand: AtHand) -> Fit:
    """Fits when all the land lies within, does not when none of it does; in part is not known."""
    if at_hand.lowest is None and at_hand.highest is None:
        return Fit.UNKNOWN
    low, high = _band(at_hand.lowest, at_hand.highest)
    least, most = _open(asked.lowest, asked.highest)
    if high < least or low > most:
        return Fit.DOES_NOT
    return Fit.FITS if least <= low and high <= most else Fit.UNKNOWN


def _band(low: int | None, high: int | None) -> tuple[float, float]:
    """One number alone is a height, not a half of the world."""
    known = [one for one in (low, high) if one is not None]
    return min(known), max(known)


def _open(low: int | None, high: int | None) -> tuple[float, float]:
    return float("-inf") if low is None else low, float("inf") if high is None else high


def _season(asked: Asked, at_hand: AtHand) -> Fit:
    if not at_hand.seasons:
        return Fit.UNKNOWN
    return Fit.FITS if asked.seasons & at_hand.seasons else Fit.DOES_NOT


def _water(asked: Asked, at_hand: AtHand) -> Fit:
    return _enough(list(Water), asked.water, at_hand.water)


def _labour(asked: Asked, at_hand: AtHand) -> Fit:
    return _enough(list(Labour), asked.labour, at_hand.labour)


def _enough(ladder: Sequence[str], least: str | None, there: str | None) -> Fit:
    if least is None or there is None:
        return Fit.UNKNOWN
    return Fit.FITS if ladder.index(there) >= ladder.index(least) else Fit.DOES_NOT


def _capital(asked: Asked, at_hand: AtHand) -> Fit:
    if asked.cost is None or at_hand.capital is None:
        return Fit.UNKNOWN
    most = CAN_PAY[at_hand.capital]
    return Fit.FITS if most is None or asked.cost <= most else Fit.DOES_NOT
