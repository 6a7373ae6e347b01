"""Figures from the tables: each equals its rows, few queries for any number of rows, restricted results nowhere."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gieo.core.actor import ANONYMOUS, SYSTEM, Role
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.services import receive_items
from gieo.domain.insights import queries, wording
from gieo.domain.insights.permits import may_see_figures
from gieo.domain.insights.vocab import GIVEN, STEPS, Cut, IndicatorKey, RowSet
from gieo.domain.results.models import Result
from gieo.domain.results.vocab import Access, ResultState
from gieo.domain.transfers.vocab import FigureKind, Mark
from gieo.foundation.places.vocab import MapOf
from tests.factories.accounts import actor
from tests.factories.handovers import TABLE, conference_of, decision_of, officer, prepare, seal, sign
from tests.factories.transfers import a_result, published_conference

pytestmark = pytest.mark.django_db
TODAY = date(2023, 11, 13)


def signed_conference(**numbers: int) -> Any:
    conference = conference_of(decision_of(**numbers))
    prepare(conference)
    for minutes in seal(conference):
        sign(minutes)
    return conference


def test_the_funnel_counts_each_result_at_the_last_step_it_reached() -> None:
    a_result(state=ResultState.DRAFT)
    a_result(state=ResultState.ACCEPTED, certificate_no="", certificate_on=None, certificate_place="")
    a_result(state=ResultState.REGISTERED)
    conference = signed_conference(results=2, units=1)
    items = Minutes.objects.get(conference=conference).items.order_by("order")
    receive_items(Minutes.objects.get(), items=[items[0].pk], actor=officer(), now=TABLE)
    found = queries.funnels(SYSTEM, TODAY).whole
    assert found.counts == (4, 3, 2, 2, 1, 0, 0)
    for step in STEPS:
        assert queries.reached(step, Result.objects.all(), TODAY).count() == found.of(step)


def test_the_funnel_by_field_and_year_adds_up_to_the_whole() -> None:
    signed_conference(results=3, units=2)
    a_result(accepted_on=date(2019, 3, 1), certificate_on=date(2019, 4, 1))
    whole = queries.funnels(SYSTEM, TODAY).whole
    for cut in (Cut.YEAR, Cut.FIELD, Cut.PRIORITY):
        parts = queries.funnels(SYSTEM, TODAY).by(cut)
        assert tuple(map(sum, zip(*(part.counts for part in parts), strict=True))) == whole.counts
    years = [part.key for part in queries.funnels(SYSTEM, TODAY).by(Cut.YEAR)]
    assert years == sorted(years, reverse=True)
    assert queries.funnels(SYSTEM, TODAY).by(Cut.PROGRAMME) == ()


def test_restricted_results_are_counted_for_nobody_else() -> None:
    a_result(access=Access.RESTRICTED)
    a_result()
    assert queries.funnels(actor(Role.OFFICER), TODAY).whole.total == 1
    assert queries.row_set(RowSet.OFFERED, actor(Role.DIRECTOR), today=TODAY).count() == 1
    assert queries.funnels(SYSTEM, TODAY).whole.total == 2


def test_the_clock_of_a_result_and_of_all() -> None:
    conference = signed_conference(results=1, units=1)
    result = Result.objects.get(decision_lines__decision__conferences=conference)
    clock = queries.clock_of(result, TODAY)
    assert clock.leg(Mark.DECISION).days == 179
    assert clock.waiting.start is Mark.CONFERENCE
    figures = {figure.key: figure for figure in queries.clocks(SYSTEM, TODAY)}
    assert (figures["decision_conference"].median, figures["conference_receipt"].waiting) == (179, 1)
    receive_items(Minutes.objects.get(), actor=officer(), now=TABLE)
    assert queries.clock_of(result, TODAY).leg(Mark.CONFERENCE).days == 0


def test_who_waits_is_counted_among_living_results_only() -> None:
    a_result(state=ResultState.WITHDRAWN, state_reason="Sai số liệu")
    a_result(state=ResultState.EXPIRED, state_reason="Giống cũ")
    waiting = {figure.key: figure.waiting for figure in queries.clocks(SYSTEM, TODAY)}
    assert waiting["registration_decision"] == 0
    a_result()
    waiting = {figure.key: figure.waiting for figure in queries.clocks(SYSTEM, TODAY)}
    assert waiting["registration_decision"] == 1


def test_the_drawer_opens_what_was_accepted_long_ago_and_given_to_nobody() -> None:
    old = a_result(accepted_on=date(2022, 11, 13), certificate_on=date(2022, 12, 1))
    a_result(accepted_on=date(2022, 11, 14), certificate_on=date(2022, 12, 1))
    a_result(
        accepted_on=date(2020, 1, 1), certificate_on=date(2020, 2, 1), state=ResultState.EXPIRED, state_reason="Cũ"
    )
    assert list(queries.row_set(RowSet.DRAWER, SYSTEM, today=TODAY)) == [old]
    signed_conference(results=1, units=1)
    drawer = queries.row_set(RowSet.DRAWER, SYSTEM, today=TODAY, months=0)
    assert not drawer.filter(decision_lines__isnull=False).exists()


def test_indicators_equal_their_rows() -> None:
    conference = signed_conference(results=1, products=2, units=2)
    first = Minutes.objects.filter(conference=conference).first()
    receive_items(first, actor=officer(), now=TABLE)
    found = queries.directive_indicators(SYSTEM, today=TODAY)
    national = found[IndicatorKey.NATIONAL_TASKS]
    assert (national.part, national.whole, national.percent) == (2, 2, 100)
    handed = found[IndicatorKey.HANDED_AND_RECEIVED]
    assert (handed.part, handed.whole) == (first.items.count(), 3)
    recent = found[IndicatorKey.PRIORITY_SHARE]
    assert recent.whole == queries.row_set(RowSet.RECENT, SYSTEM, today=TODAY).count()
    assert recent.part == queries.row_set(RowSet.PRIORITY, SYSTEM, today=TODAY).count()
    told = found[IndicatorKey.PUBLISHED_RESULTS]
    assert (told.part, told.whole) == (0, queries.row_set(RowSet.OFFERED, SYSTEM, today=TODAY).count())
    assert all(indicator.is_measured for indicator in found.values())
    assert set(wording.EXPLAINED) == set(wording.INDICATORS) == set(IndicatorKey)


def test_published_counts_name_the_rows_they_open() -> None:
    conference = published_conference(decision_of(results=2, products=3, units=2, enterprises=1))
    found = {figure.kind: figure for figure in queries.figures(conference)}
    assert {kind: figure.value for kind, figure in found.items()} == {
        FigureKind.RESULTS: 2,
        FigureKind.PRODUCTS: 3,
        FigureKind.UNITS: 2,
        FigureKind.ENTERPRISES: 1,
    }
    assert {figure.place for figure in found.values()} == {conference.code}
    decision = conference.decisions.get()
    assert [figure.value for figure in queries.figures(decision, SYSTEM)] == [2, 3, 2, 1]


def test_steps_of_a_conference_and_places() -> None:
    conference = signed_conference(results=2, products=1, units=1)
    receive_items(Minutes.objects.filter(conference=conference).first(), actor=officer(), now=TABLE)
    steps = queries.conference_steps(conference)
    assert (steps.decided, steps.signed, steps.received) == (3, 3, 3)
    (place,) = queries.spread(MapOf.DAY, TODAY).places
    assert (place.key, place.tally.counts) == (queries.PROVINCE, (1, 2, 1, 3))
    assert queries.handed_at(queries.PROVINCE, MapOf.DAY, TODAY)[1].count() == 3
    result = Result.objects.filter(decision_lines__isnull=False).first()
    assert len(queries.receivers_of([result.pk])[result.pk]) == 1


def test_nothing_restricted_is_given_to_anybody_in_public() -> None:
    signed_conference(results=2, units=1)
    hidden = Result.objects.filter(decision_lines__isnull=False).first()
    Result.objects.filter(pk=hidden.pk).update(access=Access.RESTRICTED)
    found = queries.public_funnel(Result.objects.all())
    assert (found.shown, found.given) == (2, (1, 1, 0))
    held = queries.holders(TODAY)
    assert {step: len(results) for step, results in held.steps.items()} == dict(zip(GIVEN, found.given, strict=True))
    assert not any(hidden.pk in results for sets in (held.steps, held.units, held.places) for results in sets.values())


def test_who_holds_what_is_what_the_places_and_the_funnel_count() -> None:
    conference = signed_conference(results=3, units=2)
    minutes = conference.minutes.order_by("pk").first()
    items = [item.pk for item in minutes.items.all()]
    receive_items(minutes, items=items, actor=officer(), now=TABLE)
    held, spread = queries.holders(TODAY), queries.spread(MapOf.TODAY, TODAY)
    assert {key: len(results) for key, results in held.places.items()} == {
        place.key: len(place.tally.results) for place in spread.places
    }
    assert set().union(*held.units.values()) == held.steps["received"] == set().union(*held.places.values())
    assert sorted(code for code, _name in held.unit_names) == sorted(held.units) == [minutes.receiver.code]
    assert queries.public_funnel(Result.objects.all()).given == tuple(len(held.steps[step]) for step in GIVEN)


@pytest.mark.parametrize("more", [1, 4])
def test_figures_ask_few_queries_whatever_the_rows(more: int) -> None:
    for _at in range(more):
        a_result()
    with CaptureQueriesContext(connection) as asked:
        funnels = queries.funnels(SYSTEM, TODAY)
        funnels.by(Cut.YEAR)
        funnels.by(Cut.FIELD)
        queries.clocks(SYSTEM, TODAY)
        queries.directive_indicators(SYSTEM, today=TODAY)
    assert len(asked) == 14


@pytest.mark.parametrize("role", Role)
def test_who_reads_the_figures_of_the_province(role: Role) -> None:
    assert may_see_figures(actor(role)).ok == (role not in (Role.UNIT_REP, Role.HOST))
    assert not may_see_figures(ANONYMOUS)
