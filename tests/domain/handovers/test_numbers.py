"""A number of minutes stands once for a giver in a year, whoever typed it."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from gieo.core.errors import Invalid
from gieo.domain.handovers import services
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.vocab import MinutesState
from gieo.foundation.journal.models import Entry
from tests.factories.handovers import TABLE, conference_of, decision_of, draft_minutes, officer, prepare
from tests.fixtures.database import SideBySide

pytestmark = pytest.mark.django_db


def numbered(minutes: Minutes, number: str, **values: Any) -> Minutes:
    return services.edit_minutes(
        minutes, version=minutes.version, values={"number": number, **values}, actor=officer(), now=TABLE
    )


def test_a_number_in_use_is_refused_at_its_field_and_nothing_is_written() -> None:
    first, second = prepare(conference_of(results=2, units=2))
    entries = Entry.objects.count()
    with pytest.raises(Invalid) as refused:
        numbered(second, f"  {first.number} ", place="Nơi khác")
    assert list(refused.value.errors) == ["number"]
    assert "2023" in refused.value.errors["number"][0]
    second.refresh_from_db()
    assert (second.number, second.place, Entry.objects.count()) == ("02/BB-SKHCN", "Hội trường Sở", entries)


def test_the_database_itself_refuses_a_number_twice() -> None:
    first, second = prepare(conference_of(results=2, units=2))
    with pytest.raises(IntegrityError), transaction.atomic():
        Minutes.objects.filter(pk=second.pk).update(number=first.number)
    Minutes.objects.filter(pk__in=[first.pk, second.pk]).update(number="")
    assert Minutes.objects.filter(number="").count() == 2


def test_a_number_of_voided_minutes_and_of_another_year_is_free() -> None:
    first, second = prepare(conference_of(results=2, units=2))
    other_year = numbered(second, first.number, held_on=date(2024, 1, 5), report_start=date(2024, 1, 5))
    assert (other_year.number_year, first.number_year) == (2024, 2023)
    with pytest.raises(Invalid):
        numbered(other_year, first.number, held_on=date(2023, 11, 7), report_start=date(2023, 11, 7))
    other_year.refresh_from_db()
    services.void_minutes(first, reason="Lập lại", actor=officer(), now=TABLE)
    freed = numbered(other_year, first.number, held_on=date(2023, 11, 7), report_start=date(2023, 11, 7))
    assert freed.number_year == 2023


def test_without_a_day_the_year_stays() -> None:
    minutes = draft_minutes()
    assert numbered(minutes, minutes.number, held_on=None).number_year == 2023


def test_numbers_typed_by_hand_are_passed_over_when_the_next_minutes_are_written() -> None:
    first = draft_minutes()
    numbered(first, "02/BB-SKHCN")
    second = draft_minutes()
    assert second.number == "03/BB-SKHCN"


@pytest.mark.slow
def test_two_people_giving_one_number_at_once(side_by_side: SideBySide) -> None:
    rows, table = prepare(conference_of(decision_of(results=2, units=2))), officer()

    def giving(pk: int) -> Any:
        def deed() -> Minutes:
            return services.edit_minutes(
                Minutes.objects.get(pk=pk), version=1, values={"number": "99/BB-SKHCN"}, actor=table, now=TABLE
            )

        return deed

    outcomes = side_by_side(giving(rows[0].pk), giving(rows[1].pk))
    assert {type(outcome) for outcome in outcomes} == {Minutes, Invalid}
    assert Minutes.objects.filter(number="99/BB-SKHCN").exclude(state=MinutesState.VOID).count() == 1
