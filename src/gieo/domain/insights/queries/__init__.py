"""Figures read from every room below: funnel, clocks, drawer, indicators, published counts, places."""

from gieo.domain.insights.queries.clocks import clock_of, clocks, clocks_of
from gieo.domain.insights.queries.funnels import cut_by, funnel, reached
from gieo.domain.insights.queries.measures import (
    DRAWER_MONTHS,
    WAITED_FOR,
    directive_indicators,
    indicator_counts,
    lines_in_force,
    national_products,
    row_set,
)
from gieo.domain.insights.queries.published import (
    ConferenceSteps,
    PublicFunnel,
    conference_steps,
    figures,
    given,
    public_funnel,
)
from gieo.domain.insights.queries.spread import PROVINCE, PlaceFigure, handed_to, place_named, places, receivers_of

__all__ = [
    "DRAWER_MONTHS",
    "PROVINCE",
    "WAITED_FOR",
    "ConferenceSteps",
    "PlaceFigure",
    "PublicFunnel",
    "clock_of",
    "clocks",
    "clocks_of",
    "conference_steps",
    "cut_by",
    "directive_indicators",
    "figures",
    "funnel",
    "given",
    "handed_to",
    "indicator_counts",
    "lines_in_force",
    "national_products",
    "place_named",
    "places",
    "public_funnel",
    "reached",
    "receivers_of",
    "row_set",
]
