"""The clock of transfer of one result, for those who may see figures: each step, its days, what waits now at whom."""

from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst

from gieo.core.actor import Actor
from gieo.domain.insights import queries
from gieo.domain.insights.permits import may_see_figures
from gieo.domain.insights.wording import LEGS, WAITED_ON
from gieo.domain.results.models import Result
from gieo.domain.results.vocab import ResultState
from gieo.domain.transfers.rules.clock import Leg
from gieo.domain.transfers.vocab import LegState
from gieo.domain.transfers.wording import LEG_STATE_LABELS
from gieo.foundation.units.queries import unit_label
from gieo.interfaces.web.ui.components import Pill

TONES = {LegState.DONE: "ok", LegState.WAITING: "wait", LegState.CONTRADICTORY: "late"}


@dataclass(frozen=True)
class ElapsedLeg:
    """One step: from which day to which, the days between (until today while it waits), how it stands."""

    label: str
    since: date | None
    until: date | None
    days: int | None
    pill: Pill


@dataclass(frozen=True)
class Elapsed:
    """The steps of a result; what runs now and at whom, where something does. `days`: from acceptance to the first use,
    or to today while something waits."""

    legs: tuple[ElapsedLeg, ...]
    days: int | None
    waiting: ElapsedLeg | None
    who: str


def elapsed_of(result: Result, actor: Actor, today: date) -> Elapsed | None:
    """None before acceptance, and for those who see no figures. Nothing waits of what was withdrawn or has expired.
    Four queries at most for a result whose products are known, five with amendments."""
    if result.state == ResultState.DRAFT or result.accepted_on is None or not may_see_figures(actor):
        return None
    clock, living = queries.clock_of(result, today), result.state in queries.LIVING
    running = clock.waiting if living else None
    return Elapsed(
        legs=tuple(_shown(leg, living) for leg in clock.legs),
        days=clock.total_days if running or clock.legs[-1].until else None,
        waiting=_shown(running, living) if running else None,
        who=_who(result, running, today) if running else "",
    )


def _shown(leg: Leg, living: bool) -> ElapsedLeg:
    state = leg.state if living or leg.state is not LegState.WAITING else LegState.AHEAD
    return ElapsedLeg(
        label=str(LEGS[leg.key]),
        since=leg.since,
        until=leg.until,
        days=leg.days if state is leg.state else None,
        pill=Pill(word=capfirst(str(LEG_STATE_LABELS[state])), tone=TONES.get(state, "plain")),
    )


def _who(result: Result, leg: Leg, today: date) -> str:
    """The very units where they are known, else who is to act."""
    units = queries.waits_at(result, leg.end)
    return "; ".join(unit_label(unit, today) for unit in units) or str(WAITED_ON[leg.end])
