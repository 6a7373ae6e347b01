"""From a decision to a clean ledger: minutes for all, sealed, signed, received."""

from datetime import date

import pytest

from gieo.core.actor import SYSTEM
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.queries.ledger import ledger_of_conference, ledger_of_decision
from gieo.domain.handovers.rules.counts import funnel, matrix, published_counts
from gieo.domain.handovers.vocab import FaultKind, MinutesState
from gieo.domain.transfers.models import Conference
from gieo.domain.transfers.vocab import Attendance, FigureKind
from gieo.foundation.duties.models import Duty
from gieo.foundation.journal.queries import history
from gieo.foundation.outbox.models import Letter
from tests.factories.handovers import conference_of, prepare, receive, seal, sign
from tests.factories.transfers import HELD_ON

pytestmark = pytest.mark.django_db
LATER = date(2023, 12, 1)


def everybody_came(conference: Conference) -> None:
    conference.units.update(attendance=Attendance.PRESENT)


def test_the_day_of_2023_ends_with_a_clean_ledger() -> None:
    conference = conference_of(results=9, products=31, units=11, enterprises=1)
    everybody_came(conference)
    for kind, value in zip(FigureKind, (9, 31, 11, 1), strict=True):
        conference.reported_figures.create(what=kind, value=value, source="Cổng Sở")
    assert len(prepare(conference)) == 11
    assert prepare(conference) == []
    for minutes in seal(conference):
        sign(minutes)
        receive(minutes)
    page = ledger_of_conference(conference, SYSTEM, today=LATER)
    assert page.ledger.faults == ()
    assert page.ledger.pending == ()
    assert [count.value for count in published_counts(page.world)] == [9, 31, 11, 1]
    assert len(matrix(page.world).rows) == 11
    assert funnel(page.world).received == 40
    decision = conference.decisions.get()
    assert ledger_of_decision(decision, SYSTEM, today=LATER).ledger.faults == ()
    assert Minutes.objects.filter(state=MinutesState.RECEIVED).count() == 11
    assert Duty.objects.filter(kind="application_report").count() == 55
    assert Duty.objects.filter(kind="application_plan").count() == 11
    assert Letter.objects.filter(kind="minutes_signed").count() == 11


def test_before_anything_is_written_every_unit_is_open_work_then_a_fault() -> None:
    conference = conference_of(results=2, units=2)
    on_the_day = ledger_of_conference(conference, SYSTEM, today=HELD_ON).ledger
    assert (on_the_day.faults, len(on_the_day.pending)) == ((), 2)
    later = ledger_of_conference(conference, SYSTEM, today=LATER).ledger
    assert [fault.kind for fault in later.faults] == [FaultKind.UNIT_WITHOUT_MINUTES] * 2


def test_five_reports_are_owed_by_the_receiver_from_the_start_agreed() -> None:
    conference = conference_of(results=1)
    minutes = prepare(conference)[0]
    seal(conference)
    minutes.refresh_from_db()
    sign(minutes)
    receive(minutes)
    owed = Duty.objects.filter(kind="application_report").order_by("due")
    assert [duty.due for duty in owed] == [date(year, 11, 7) for year in range(2024, 2029)]
    assert {duty.debtor_unit_id for duty in owed} == {minutes.receiver_id}
    assert {(duty.basis_document, duty.basis_article) for duty in owed} == {
        ("Thông tư 14/2014/TT-BKHCN", "Điều 19 và Điều 20")
    }
    assert [(duty.count, duty.count_unit) for duty in owed] == [(n, "month") for n in (12, 24, 36, 48, 60)]
    plan = Duty.objects.get(kind="application_plan")
    assert plan.due == date(2023, 12, 7)


def test_the_journal_tells_the_whole_life() -> None:
    conference = conference_of(results=1)
    minutes = prepare(conference)[0]
    seal(conference)
    minutes.refresh_from_db()
    sign(minutes)
    receive(minutes)
    verbs = [entry.verb for entry in reversed(history(minutes))]
    assert verbs == ["prepare", "seal", "sign", "sign", "sign", "complete", "receive", "finish"]
