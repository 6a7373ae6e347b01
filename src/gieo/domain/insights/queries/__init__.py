"""Figures read from every room below: funnel, clocks, drawer, indicators, published counts, places."""

from gieo.domain.insights.queries.asked import ANSWERED, NeedYear, needs_by_year, needs_in_all
from gieo.domain.insights.queries.clocks import LIVING, clock_of, clocks, clocks_of, ran, waited
from gieo.domain.insights.queries.effects import UseCosts, outstanding, standings, use_costs
from gieo.domain.insights.queries.funnels import Funnels, funnels, reached
from gieo.domain.insights.queries.holders import Holders, holder_sets, holders
from gieo.domain.insights.queries.kept import keeper
from gieo.domain.insights.queries.measures import (
    DRAWER_MONTHS,
    WAITED_FOR,
    directive_indicators,
    indicator_counts,
    lines_in_force,
    national_products,
    row_set,
    waited_on,
    waits_at,
)
from gieo.domain.insights.queries.priorities import of_priorities, priorities_in_force, with_priorities
from gieo.domain.insights.queries.published import (
    ConferenceSteps,
    PublicFunnel,
    conference_steps,
    figures,
    public_funnel,
)
from gieo.domain.insights.queries.silence import silent_items
from gieo.domain.insights.queries.spread import (
    PROVINCE,
    Moved,
    PlaceFigure,
    PlaceSteps,
    Spread,
    handed_at,
    lines_at,
    lines_by_place,
    places_of_lines,
    receivers_of,
    spread,
)
from gieo.domain.insights.queries.used import PlaceMap, place_map

__all__ = [
    "ANSWERED",
    "DRAWER_MONTHS",
    "LIVING",
    "PROVINCE",
    "WAITED_FOR",
    "ConferenceSteps",
    "Funnels",
    "Holders",
    "Moved",
    "NeedYear",
    "PlaceFigure",
    "PlaceMap",
    "PlaceSteps",
    "PublicFunnel",
    "Spread",
    "UseCosts",
    "clock_of",
    "clocks",
    "clocks_of",
    "conference_steps",
    "directive_indicators",
    "figures",
    "funnels",
    "handed_at",
    "holder_sets",
    "holders",
    "indicator_counts",
    "keeper",
    "lines_at",
    "lines_by_place",
    "lines_in_force",
    "national_products",
    "needs_by_year",
    "needs_in_all",
    "of_priorities",
    "outstanding",
    "place_map",
    "places_of_lines",
    "priorities_in_force",
    "public_funnel",
    "ran",
    "reached",
    "receivers_of",
    "row_set",
    "silent_items",
    "spread",
    "standings",
    "use_costs",
    "waited",
    "waited_on",
    "waits_at",
    "with_priorities",
]
