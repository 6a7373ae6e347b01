"""An amendment or a revocation takes nothing back that was signed and received, and counts nothing twice."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gieo.core.actor import SYSTEM
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.queries.carried import carrying_out, items_by_line, not_carried
from gieo.domain.handovers.services import receive_items
from gieo.domain.insights import queries
from gieo.domain.insights.vocab import IndicatorKey, Step
from gieo.domain.results.models import Result
from gieo.domain.transfers.models import Conference, DecisionLine, TransferDecision
from gieo.domain.transfers.queries.conferences import conference_page, public_conference
from gieo.domain.transfers.queries.decisions import decision_page
from gieo.domain.transfers.services import LinePick
from gieo.domain.transfers.vocab import LegState, Mark
from gieo.foundation.places.vocab import MapOf
from tests.factories.handovers import (
    TABLE,
    a_kit_result,
    conference_of,
    decision_of,
    draft_minutes,
    officer,
    prepare,
    seal,
    sign,
)
from tests.factories.transfers import HELD_ON, ISSUED_ON, amend, issued_decision, revoke

pytestmark = pytest.mark.django_db
AMENDED_ON = date(2023, 12, 1)
TODAY = date(2023, 12, 31)


def handed_over(decision: TransferDecision) -> Conference:
    """A conference at which everything of the decision was signed for and received."""
    conference = conference_of(decision)
    prepare(conference)
    for minutes in seal(conference):
        sign(minutes)
        receive_items(minutes, actor=officer(), now=TABLE)
    return conference


def told(conference: Conference) -> Any:
    steps = queries.conference_steps(conference)
    handed = queries.directive_indicators(SYSTEM, today=TODAY)[IndicatorKey.HANDED_AND_RECEIVED]
    return (steps.decided, steps.signed, steps.received, handed.part, handed.whole)


def test_published_figures_keep_what_was_signed_and_received_before_an_amendment() -> None:
    decision = decision_of(results=2, products=1, units=2)
    conference = handed_over(decision)
    before = told(conference)
    assert before == (3, 3, 3, 3, 3)
    fresh = amend(decision, on=AMENDED_ON)
    assert told(conference) == before
    assert set(queries.lines_in_force(SYSTEM).values_list("decision", "signed", "received")) == {(fresh.pk, True, True)}


def test_the_clock_of_a_result_runs_from_the_first_decision_and_conference_of_the_chain() -> None:
    decision = decision_of(results=1, units=1)
    conference = handed_over(decision)
    result = Result.objects.get(decision_lines__decision=decision)
    before = queries.clock_of(result, TODAY)
    assert (before.leg(Mark.DECISION).since, before.leg(Mark.DECISION).until) == (ISSUED_ON, HELD_ON)
    fresh = amend(amend(decision, on=AMENDED_ON), on=date(2023, 12, 5))
    assert queries.clock_of(result, TODAY) == before
    page = decision_page(fresh, SYSTEM, today=TODAY, received={line.pk: HELD_ON for line in fresh.lines.all()})
    assert [clock.legs for clock in page.clocks] == [before.legs[:-1]], "the page of a decision ends with the receipt"
    assert list(page.conferences) == [conference]
    assert (public_conference(conference).days, conference_page(conference, SYSTEM).days) == (179, 179)


def test_what_an_amendment_adds_runs_from_the_amendment() -> None:
    decision = decision_of(results=1, units=1)
    handed_over(decision)
    more = a_kit_result()
    fresh = amend(decision, on=AMENDED_ON, add=[LinePick(decision.lines.get().unit, result=more)])
    assert queries.clock_of(more, TODAY).leg(Mark.DECISION).since == AMENDED_ON
    since = {clock.leg(Mark.DECISION).since for clock in decision_page(fresh, SYSTEM, today=TODAY).clocks}
    assert since == {ISSUED_ON, AMENDED_ON}


def test_a_result_that_an_amendment_drops_waits_for_a_decision_again() -> None:
    decision = decision_of(results=2, units=2)
    dropped = decision.lines.first().result
    amend(decision, on=AMENDED_ON, drop=[dropped])
    clock = queries.clock_of(dropped, TODAY)
    assert clock.waiting is not None
    assert clock.waiting.end is Mark.DECISION


def test_results_handed_over_through_their_products_have_a_clock() -> None:
    result = a_kit_result()
    decision = issued_decision(results=0, products=[result.products.get()], units=1)
    handed_over(decision)
    clock = queries.clock_of(result, TODAY)
    assert [leg.state for leg in clock.legs] == [LegState.DONE] * 4 + [LegState.WAITING]
    assert queries.reached(Step.RECEIVED, Result.objects.filter(pk=result.pk), TODAY).exists()


def test_what_was_received_stays_received_when_the_decision_is_revoked() -> None:
    decision = decision_of(results=1, units=1)
    handed_over(decision)
    result = Result.objects.get(decision_lines__decision=decision)
    before = queries.clock_of(result, TODAY)
    revoke(decision, on=AMENDED_ON)
    assert queries.clock_of(result, TODAY) == before
    assert queries.reached(Step.RECEIVED, Result.objects.filter(pk=result.pk), TODAY).exists()
    assert len(queries.spread(MapOf.DAY, TODAY).total.results) == 1
    assert not queries.lines_in_force(SYSTEM).exists()


def test_a_line_is_carried_out_by_the_same_thing_to_the_same_unit_and_by_nothing_else() -> None:
    minutes = draft_minutes(results=2, units=2)
    line = DecisionLine.objects.get(items__minutes=minutes)
    other = DecisionLine.objects.exclude(pk=line.pk).get()
    elsewhere = DecisionLine.objects.create(
        decision=line.decision, result=line.result, unit=other.unit, quantity=1, quantity_unit="bộ", order=9
    )
    Minutes.objects.exclude(pk=minutes.pk).delete()
    lines = [line, other, elsewhere]
    item = minutes.items.get()
    assert items_by_line(lines) == {line.pk: [item], other.pk: [], elsewhere.pk: []}
    assert not_carried(lines) == [other, elsewhere]
    assert not_carried(lines, besides=minutes) == lines
    assert list(carrying_out(DecisionLine.objects.filter(pk=line.pk))) == [item]
    assert not carrying_out(DecisionLine.objects.filter(pk__in=[other.pk, elsewhere.pk])).exists()
