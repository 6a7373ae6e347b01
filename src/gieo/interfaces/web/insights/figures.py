"""What the leaders' page says: how far results have come, how long it takes, how requests stand, what lies in drawers.

Ready to be shown by the page, and to be taken out as a file (summary).
"""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.db.models import Count, Window
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.core.actor import Actor
from gieo.domain.directives.access import visible_directives
from gieo.domain.directives.models import Directive
from gieo.domain.insights import queries, wording
from gieo.domain.insights.permits import may_see_figures
from gieo.domain.insights.queries import NeedYear, PlaceMap, PlaceSteps
from gieo.domain.insights.rules.clocks import LegFigure, slowest
from gieo.domain.insights.rules.funnels import Funnel
from gieo.domain.insights.rules.indicators import Indicator
from gieo.domain.insights.vocab import Cut, IndicatorKey, RowSet, Step
from gieo.domain.needs.vocab import Answer
from gieo.domain.results.access import visible_results
from gieo.domain.results.models import Result
from gieo.domain.uptake.vocab import Level
from gieo.foundation.journal.queries import Keeper
from gieo.foundation.places.vocab import MapOf
from gieo.interfaces.web.insights.addresses import (
    leg_address,
    lines_address,
    needs_address,
    results_address,
    uses_address,
)
from gieo.interfaces.web.insights.lists import criteria_words
from gieo.interfaces.web.ui.charts import Bar, Spot
from gieo.interfaces.web.ui.formats import number
from gieo.interfaces.web.ui.maps import map_label, map_of, place_name
from gieo.interfaces.web.ui.measures import measure_linked, measure_words

DRAWER_ROWS = 6


@dataclass(frozen=True)
class Request:
    """One request with its measure, ready to be shown."""

    directive: Directive
    label: str
    explained: str
    indicator: Indicator | None

    @property
    def reached(self) -> str:
        """What is reached, in a few words; empty where it cannot be measured."""
        if self.indicator is None or self.indicator.percent is None:
            return measure_words(self.indicator) if self.indicator else ""
        return f"{number(self.indicator.percent)} % ({measure_words(self.indicator)})"

    @property
    def linked(self) -> SafeString:
        """The same numbers, each with the way to its rows."""
        assert self.indicator is not None  # asked of what is measured
        return measure_linked(self.indicator)


Cells = list[tuple[int, str]]
"""Counts, each with the address of its rows."""


@dataclass(frozen=True)
class Figures:
    """The page in one cut of the funnel and by one map. `as_of`: the instant of which the figures are, where something
    was done since that they do not show yet."""

    steps: list[str]
    funnel: list[Bar]
    losses: str
    cut: Cut
    cut_label: str
    parts: list[tuple[str, Cells]]
    map_label: str
    places: list[tuple[str, Cells]]
    all_places: Cells
    spots: list[Spot]
    legs: list[Bar]
    waits: list[tuple[str, str, int, int, str]]
    requests: list[Request]
    drawer: list[tuple[Result, int]]
    drawer_count: int
    silent: int
    outstanding: int
    outstanding_note: str
    needs: list[tuple[str, Cells, int | None]]
    """Year, counts, and the share of the answered that were met, in percent."""
    all_needs: tuple[Cells, int | None]
    as_of: datetime | None


def figures_of(request: HttpRequest, *, anew: bool = False) -> Figures:
    """What the request asks for. Raises NotAllowed. `anew`: true as of now, however long it takes."""
    actor, today = request.actor, clock.today()
    may_see_figures(actor).require()
    kept = queries.keeper(actor, today, patient="leaders", anew=anew)
    cut, by = cut_of(request), map_of(request)
    funnels = kept("funnels", lambda: queries.funnels(actor, today))
    legs = kept("clocks", lambda: queries.clocks(actor, today))
    oldest, drawer_count = kept("drawer", lambda: _drawer(actor, today))
    places = kept(f"places {by}", lambda: queries.place_map(actor, by, today))
    outstanding = kept("outstanding", lambda: queries.row_set(RowSet.OUTSTANDING, actor, today=today).count())
    silent = kept("silent", lambda: queries.silent_items(actor, today=today, months=queries.DRAWER_MONTHS).count())
    needs = kept("needs", lambda: queries.needs_by_year(actor))
    every_need = queries.needs_in_all(needs)
    return Figures(
        steps=[str(wording.STEPS[step]) for step in Step],
        funnel=_funnel_bars(funnels.whole),
        losses=_loss_words(funnels.whole),
        cut=cut,
        cut_label=str(wording.CUTS[cut]),
        parts=_parts(cut, kept(f"cut {cut}", lambda: funnels.by(cut))),
        map_label=map_label(by),
        places=[(place_name(row.area), _place_cells(row, by)) for row in places.places],
        all_places=_place_cells(places.total, by),
        spots=_spots(places),
        legs=_leg_bars(legs),
        waits=_waits(legs),
        requests=_requests(actor, today, kept),
        drawer=_in_drawer(oldest, actor, today),
        drawer_count=drawer_count,
        silent=silent,
        outstanding=outstanding,
        outstanding_note=criteria_words(today),
        needs=[(str(row.year), _need_cells(row), row.share) for row in needs],
        all_needs=(_need_cells(every_need), every_need.share),
        as_of=kept.as_of,
    )


def cut_of(request: HttpRequest) -> Cut:
    asked = request.GET.get("by", "")
    return Cut(asked) if asked in set(Cut) else Cut.YEAR


def _funnel_bars(funnel: Funnel) -> list[Bar]:
    return [
        Bar(
            label=str(wording.STEPS[step]), value=count, url=results_address(step), note=str(wording.STEP_NOTES[step]),
            mark=step is funnel.narrowest,
        )
        for step, count in funnel.steps
    ]  # fmt: skip


def _loss_words(funnel: Funnel) -> str:
    step = funnel.narrowest
    if step is None:
        return ""
    lost = funnel.steps[list(Step).index(step) - 1][1] - funnel.of(step)
    return ngettext(
        "Hụt nhiều nhất trước bước “%(step)s”: %(lost)s kết quả.",
        "Hụt nhiều nhất trước bước “%(step)s”: %(lost)s kết quả.",
        lost,
    ) % {"step": wording.STEPS[step], "lost": number(lost)}


def _parts(cut: Cut, parts: tuple[Funnel, ...]) -> list[tuple[str, Cells]]:
    """(label, [(count, address) of each step]) for each part of a cut."""
    return [
        (
            part.label,
            [(count, f"{results_address(step)}?{urlencode({str(cut): part.key})}") for step, count in part.steps],
        )
        for part in parts
    ]


def _place_cells(row: PlaceSteps, by: MapOf) -> Cells:
    """(count, address of its rows) of what was decided, signed and received, is in use and was extended at a place."""
    return [
        (row.decided, lines_address(row, by)),
        (row.signed, lines_address(row, by, "signed", "received")),
        (row.received, lines_address(row, by, "received")),
        (row.in_use, uses_address(row)),
        (row.extended, uses_address(row, Level.EXTENDED)),
    ]


def _need_cells(row: NeedYear) -> Cells:
    """(count, address of its rows) of needs stated in a year, answered, and met by a result that exists."""
    return [
        (row.stated, needs_address(row)),
        (row.answered, needs_address(row, state=[state.value for state in queries.ANSWERED])),
        (row.met, needs_address(row, answer=Answer.MET.value)),
    ]


def _spots(found: PlaceMap) -> list[Spot]:
    """Circles where something is in use, dots for the other places of the map; nothing while nothing is in use."""
    used = {row.area.pk: row for row in found.places if row.area is not None and row.in_use}
    if not used:
        return []
    return [
        Spot(
            label=area.short_name, lat=area.lat or 0, lon=area.lon or 0,
            value=used[area.pk].in_use if area.pk in used else 0,
            url=uses_address(used[area.pk]) if area.pk in used else "",
        )
        for area in found.ground
    ]  # fmt: skip


def _leg_bars(legs: tuple[LegFigure, ...]) -> list[Bar]:
    slow = slowest(legs)
    return [
        Bar(
            label=str(wording.LEGS[leg.key]), value=leg.median or 0, url=leg_address(leg.key),
            note=_("%(count)s lần, ngắn nhất %(shortest)s, dài nhất %(longest)s ngày")
            % {"count": number(leg.count), "shortest": number(leg.shortest), "longest": number(leg.longest)}
            if leg.count
            else _("Chưa lần nào đi hết bước này"),
            mark=slow is not None and leg.key == slow.key,
        )
        for leg in legs
    ]  # fmt: skip


def _waits(legs: tuple[LegFigure, ...]) -> list[tuple[str, str, int, int, str]]:
    """(step, at whom, how many wait in it, the longest wait in days, rows) for steps at which something waits now."""
    sets = {mark: name for name, mark in queries.WAITED_FOR.items()}
    return [
        (
            str(wording.LEGS[leg.key]),
            str(wording.WAITED_ON[leg.end]),
            leg.waiting,
            leg.longest_wait,
            results_address(sets[leg.end]),
        )
        for leg in legs
        if leg.waiting and leg.longest_wait is not None
    ]


def _requests(actor: Actor, today: date, kept: Keeper) -> list[Request]:
    """The requests of the newest day on which leaders gave any, with what can be measured of each."""
    directives = list(visible_directives(actor).select_related("owner_unit").order_by("-issued_on", "order", "pk")[:30])
    newest = [row for row in directives if row.issued_on == directives[0].issued_on]
    if not newest:
        return []
    found = kept("indicators", lambda: queries.directive_indicators(actor, today=today))
    return [_request(row, found) for row in newest]


def _request(row: Directive, found: dict[IndicatorKey, Indicator]) -> Request:
    key = IndicatorKey(row.indicator_key) if row.indicator_key in set(IndicatorKey) else None
    if key is None:
        return Request(row, "", _("Chưa chọn số đo cho yêu cầu này."), None)
    indicator = found[key]
    label, explained = str(wording.INDICATORS[key]), str(wording.EXPLAINED[key])
    return Request(row, label, explained, indicator)


def _drawer(actor: Actor, today: date) -> tuple[list[int], int]:
    """The ids of the oldest results in the drawer, and how many lie there."""
    found = queries.row_set(RowSet.DRAWER, actor, today=today).order_by("accepted_on", "code")
    rows = list(found.annotate(in_all=Window(Count("pk"))).values_list("pk", "in_all")[:DRAWER_ROWS])
    return [pk for pk, _in_all in rows], rows[0][1] if rows else 0


def _in_drawer(oldest: list[int], actor: Actor, today: date) -> list[tuple[Result, int]]:
    """Those of these results that the actor may see now, with the calendar days since their acceptance."""
    if not oldest:
        return []
    found = visible_results(actor).select_related("field").filter(pk__in=oldest).order_by("accepted_on", "code")
    return [(row, (today - row.accepted_on).days) for row in found if row.accepted_on is not None]
