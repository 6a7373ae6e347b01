"""Only what a decision in force gives is written down and sealed, each thing once, and nothing is left out."""

from datetime import date
from typing import Any

import pytest

from gieo.core.actor import Actor, Held, Role
from gieo.core.errors import Invalid, Refused
from gieo.domain.handovers import services
from gieo.domain.handovers.models import Minutes, MinutesItem
from gieo.domain.handovers.queries.ledger import ledger_of_conference, ledger_of_decision
from gieo.domain.handovers.queries.preparation import receivers_of
from gieo.domain.handovers.rules.counts import published_counts
from gieo.domain.handovers.vocab import FaultKind, MinutesState
from gieo.domain.results.models import Result, ResultReader
from gieo.domain.results.vocab import Access
from gieo.domain.transfers.access import public_lines
from gieo.domain.transfers.models import Conference, DecisionLine, TransferDecision
from gieo.domain.transfers.queries.conferences import public_conference, public_rows
from gieo.domain.transfers.queries.figures import line_figures, lines_of_conference
from gieo.domain.transfers.services import LinePick
from gieo.foundation.accounts.models import Person
from gieo.foundation.journal.models import Entry
from tests.factories.handovers import (
    TABLE,
    a_kit_result,
    conference_of,
    decision_of,
    department,
    officer,
    prepare,
    seal,
    sign,
)
from tests.factories.transfers import HELD_ON, amend, receivers, revoke

pytestmark = pytest.mark.django_db
LATER = date(2023, 12, 1)


@pytest.fixture
def two() -> tuple[Conference, TransferDecision, TransferDecision]:
    """One conference over two decisions, each giving one result to the same unit."""
    unit = receivers(1)
    first, second = decision_of(units=unit), decision_of(units=unit)
    return conference_of(first, second), first, second


def subjects(minutes: Minutes) -> list[str]:
    return list(minutes.items.order_by("order").values_list("subject_code", flat=True))


def only(decision: TransferDecision) -> str:
    line: DecisionLine = decision.lines.get()
    return line.item.code  # type: ignore[attr-defined, no-any-return]


def nothing_sealed(minutes: Minutes, error: type[Exception] = Refused) -> str:
    """Sealing is refused and leaves no trace."""
    before = (Entry.objects.count(), list(Minutes.objects.values()), list(MinutesItem.objects.values()))
    with pytest.raises(error) as caught:
        services.seal_minutes(minutes, actor=officer(), now=TABLE)
    assert (Entry.objects.count(), list(Minutes.objects.values()), list(MinutesItem.objects.values())) == before
    return str(caught.value)


# ---- revoked, amended


def test_lines_of_a_revoked_decision_get_no_minutes(two: tuple[Any, ...]) -> None:
    conference, first, second = two
    revoke(second)
    assert [subjects(row) for row in prepare(conference)] == [[only(first)]]


def test_a_conference_whose_only_decision_was_revoked_writes_nothing() -> None:
    conference = conference_of()
    revoke(conference.decisions.get())
    assert prepare(conference) == []
    assert receivers_of(conference, officer()) == []


def test_a_draft_that_holds_an_item_of_a_revoked_decision_is_not_sealed(two: tuple[Any, ...]) -> None:
    conference, first, second = two
    minutes = prepare(conference)[0]
    assert minutes.decision == first
    revoke(second)
    assert str(second) in nothing_sealed(minutes)
    services.refresh_items(minutes, actor=officer(), now=TABLE)
    assert subjects(minutes) == [only(first)]
    assert services.seal_minutes(minutes, actor=officer(), now=TABLE).state == MinutesState.SEALED


def test_the_first_decision_revoked_the_draft_moves_to_the_second(two: tuple[Any, ...]) -> None:
    conference, first, second = two
    minutes = prepare(conference)[0]
    services.edit_minutes(
        minutes, version=1, grounds=[*minutes.grounds, "Căn cứ của riêng biên bản"], actor=officer(), now=TABLE
    )
    revoke(first)
    assert str(first) in nothing_sealed(minutes)
    fresh = services.refresh_items(minutes, actor=officer(), now=TABLE)
    assert fresh.decision == second
    assert not any(first.number in ground for ground in fresh.grounds)
    assert any(second.number in ground for ground in fresh.grounds)
    assert fresh.grounds[-1] == "Căn cứ của riêng biên bản"


def test_a_draft_of_an_amended_decision_is_taken_anew_before_it_is_sealed(two: tuple[Any, ...]) -> None:
    conference, first, second = two
    minutes = prepare(conference)[0]
    more = a_kit_result()
    fresh = amend(second, on=HELD_ON, add=[LinePick(minutes.receiver, result=more)])
    assert str(second) in nothing_sealed(minutes)
    services.refresh_items(minutes, actor=officer(), now=TABLE)
    assert subjects(minutes) == [only(first), only(second), more.code]
    sealed = services.seal_minutes(minutes, actor=officer(), now=TABLE)
    assert {line.line.decision for line in sealed.items.all()} == {first, fresh}


def test_the_day_of_the_minutes_lies_before_none_of_its_decisions(two: tuple[Any, ...]) -> None:
    conference, _first, second = two
    minutes = prepare(conference)[0]
    amend(second, on=LATER)
    services.refresh_items(minutes, actor=officer(), now=TABLE)
    assert "ngày ban hành" in nothing_sealed(minutes, Invalid)
    minutes.refresh_from_db()
    both = {"held_on": LATER, "report_start": LATER}
    services.edit_minutes(minutes, version=minutes.version, values=both, actor=officer(), now=TABLE)
    assert services.seal_minutes(minutes, actor=officer(), now=TABLE).state == MinutesState.SEALED


# ---- ledger and figures


def counts(conference: Conference) -> list[int]:
    page = ledger_of_conference(conference, officer(), today=LATER)
    return [count.value for count in published_counts(page.world)]


def published(conference: Conference) -> list[int]:
    told = line_figures(lines_of_conference(conference, public_lines()), on=conference.held_on)
    return [told.results, told.products, told.units, told.enterprises]


def kinds(page: Any) -> list[FaultKind]:
    return [fault.kind for fault in page.ledger.faults]


def test_lines_of_a_revoked_decision_that_nobody_wrote_down_are_no_fault_and_no_figure() -> None:
    first, second = decision_of(units=1), decision_of(results=2, units=2)
    conference = conference_of(first, second)
    revoke(second)
    prepare(conference)
    for minutes in seal(conference):
        sign(minutes)
    assert kinds(ledger_of_conference(conference, officer(), today=LATER)) == [FaultKind.SIGNED_NOT_RECEIVED]
    assert counts(conference) == published(conference) == [1, 0, 1, 0]
    second.refresh_from_db()
    assert kinds(ledger_of_decision(second, officer(), today=LATER)) == []
    conference.published_at = TABLE
    conference.save()
    assert public_rows()[0].figures == public_conference(conference).figures
    assert public_rows()[0].figures.results == 1
    assert [decision.revoked_on for decision in public_conference(conference).decisions] == [None, HELD_ON]


def test_an_item_of_a_revoked_decision_is_told_whichever_item_it_is(two: tuple[Any, ...]) -> None:
    conference, _first, second = two
    prepare(conference)
    for minutes in seal(conference):
        sign(minutes)
    revoke(second)
    faults = ledger_of_conference(conference, officer(), today=LATER).ledger.faults
    told = [fault for fault in faults if fault.kind is FaultKind.DECISION_REVOKED]
    assert [(fault.decision, fault.values["items"]) for fault in told] == [(second.code, 1)]


def test_what_was_decided_on_the_day_stays_counted_when_the_decision_is_revoked_later() -> None:
    conference = conference_of(results=2, units=2)
    revoke(conference.decisions.get(), on=LATER)
    assert counts(conference) == published(conference) == [2, 0, 2, 0]
    assert kinds(ledger_of_conference(conference, officer(), today=LATER)) == []


def test_after_an_amendment_the_ledger_stays_clean(two: tuple[Any, ...]) -> None:
    conference, _first, second = two
    prepare(conference)
    for minutes in seal(conference):
        sign(minutes)
        services.receive_items(minutes, actor=officer(), now=TABLE)
    conference.units.update(attendance="present")
    fresh = amend(second, on=LATER)
    page = ledger_of_conference(conference, officer(), today=LATER)
    assert kinds(page) == []
    assert len(page.received) == 2
    assert kinds(ledger_of_decision(fresh, officer(), today=LATER)) == []


# ---- each thing once


def test_what_one_deed_wrote_down_another_leaves_out() -> None:
    decision = decision_of(results=3, units=1)
    conference = conference_of(decision)
    unit = decision.lines.first().unit
    first = decision.lines.first()
    services.prepare_minutes(decision, unit, lines=[first.pk], actor=officer(), now=TABLE)
    rest = prepare(conference)
    assert [len(subjects(row)) for row in rest] == [2]
    assert first.item.code not in subjects(rest[0])
    assert prepare(conference) == []
    with pytest.raises(Refused):
        services.prepare_minutes(decision, unit, actor=officer(), now=TABLE)


def test_all_written_down_beside_the_conference_leaves_nothing_to_write() -> None:
    decision = decision_of(results=2, units=1)
    conference = conference_of(decision)
    made = services.prepare_minutes(decision, decision.lines.first().unit, actor=officer(), now=TABLE)
    assert prepare(conference) == []
    row = receivers_of(conference, officer())[0]
    assert (list(row.papers), row.unwritten) == (made, 0)


# ---- every group


def reader_of(*results: Result) -> Actor:
    """An officer named as reader of results that from now on nobody else sees."""
    person = Person.objects.create(name="Người được nêu tên")
    for result in results:
        Result.objects.filter(pk=result.pk).update(access=Access.RESTRICTED)
        ResultReader.objects.create(result=result, person=person)
    return Actor(person.pk, person.name, frozenset({Held(Role.OFFICER, department().pk)}))


def test_open_and_restricted_results_of_one_receiver_are_both_written_down() -> None:
    decision = decision_of(results=2, units=1)
    conference = conference_of(decision)
    first, second = decision.lines.all()
    reader = reader_of(first.result)
    made = services.prepare_minutes(decision, first.unit, actor=reader, now=TABLE)
    assert [(row.restricted, subjects(row)) for row in made] == [
        (True, [first.item.code]),
        (False, [second.item.code]),
    ]
    rows = receivers_of(conference, reader)
    assert [(row.restricted, [paper.code for paper in row.papers], row.unwritten) for row in rows] == [
        (True, [made[0].code], 0),
        (False, [made[1].code], 0),
    ]
    assert [row.restricted for row in receivers_of(conference, officer())] == [False]


def test_both_minutes_of_a_receiver_are_shown_when_one_came_beside_the_conference() -> None:
    decision = decision_of(results=2, units=1)
    conference = conference_of(decision)
    line = decision.lines.first()
    made = services.prepare_minutes(decision, line.unit, lines=[line.pk], actor=officer(), now=TABLE)
    made += prepare(conference)
    row = receivers_of(conference, officer())[0]
    assert ([paper.code for paper in row.papers], row.unwritten) == ([paper.code for paper in made], 0)
