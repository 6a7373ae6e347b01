"""Where a use stands on a day: the highest level that is verified and has not run out.

`standing` says it for one day; `periods` says it for all days at once, so that lists and sums of any day ask a table
instead of every claim. A test compares the two.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest

from gieo.domain.uptake.vocab import LADDER, Level

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Verified:
    """A verified claim: what was so on `on`, good until a day (for ever when it stopped)."""

    claim: int
    level: Level
    on: date
    until: date | None = None


@dataclass(frozen=True)
class Period:
    """From `start` until and including `end` (None: open) a use stands on a level, by that claim."""

    claim: int
    level: Level
    start: date
    end: date | None


def standing(claims: Iterable[Verified], day: date) -> Verified | None:
    """The claim that says where a use stands on a day; None when nothing verified is good then.

    A stop ends all that was so on its day or before; what is seen later counts again, and when that runs out the use is
    silent, not stopped. Of what is good the highest level wins, among equals what was seen last.
    """
    seen = [claim for claim in claims if claim.on <= day]
    stop = max((claim for claim in seen if claim.level is Level.STOPPED), key=_order, default=None)
    since = [claim for claim in seen if claim.level is not Level.STOPPED and (stop is None or claim.on > stop.on)]
    if not since:
        return stop
    good = [claim for claim in since if claim.until is not None and claim.until >= day]
    return max(good, key=lambda claim: (LADDER.index(claim.level), *_order(claim)), default=None)


def periods(claims: Sequence[Verified]) -> list[Period]:
    """The days of each level, in order and without overlap: `standing` of every day, said once."""
    turns = {claim.on for claim in claims} | {claim.until + _DAY for claim in claims if claim.until is not None}
    found: list[Period] = []
    days = sorted(turns)
    for day, following in zip_longest(days, days[1:]):
        holds = standing(claims, day)
        if holds is None:
            continue
        end = following - _DAY if following is not None else None
        last = found[-1] if found else None
        if last is not None and last.claim == holds.claim and last.end == day - _DAY:
            found[-1] = Period(last.claim, last.level, last.start, end)
        else:
            found.append(Period(holds.claim, holds.level, day, end))
    return found


def _order(claim: Verified) -> tuple[date, int]:
    return claim.on, claim.claim
