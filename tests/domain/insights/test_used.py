"""What stands in use: the last steps of the funnel, the two maps with one total, and what is silent."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from gieo.core.actor import SYSTEM, Role
from gieo.domain.handovers.models import Minutes, MinutesItem
from gieo.domain.insights import queries
from gieo.domain.insights.rules.priorities import NO_PRIORITY, REQUESTED, Codes, priority_of
from gieo.domain.insights.vocab import Cut, RowSet, Step
from gieo.domain.programmes.services import edit_priority, end_priority
from gieo.domain.results.models import Result
from gieo.domain.results.vocab import Access, ResultState
from gieo.domain.transfers.vocab import LegState, Mark
from gieo.domain.uptake.models import Use
from gieo.domain.uptake.vocab import Level
from gieo.foundation.places.models import Area
from gieo.foundation.places.vocab import Era, MapOf
from tests.factories.copies import confirmed_copy, said_copy
from tests.factories.handovers import received_minutes, signed_minutes
from tests.factories.procedures import field, objective
from tests.factories.programmes import make_priority
from tests.factories.reports import sent_report
from tests.factories.transfers import a_result, moment
from tests.factories.uptake import SEEN, a_claim, a_place, claimed_again, claimed_use, officer_of, verified_use

pytestmark = pytest.mark.django_db
LATER = date(2025, 8, 1)


def used_item(level: Level = Level.TRIED, **values: Any) -> Use:
    """Something received under minutes, in use at a place since spring 2024."""
    item = received_minutes(results=1, units=1).items.get()
    return verified_use(a_claim(level), subject=item.result, receiver=item.minutes.receiver, **values)


def steps(day: date = SEEN) -> tuple[int, ...]:
    return queries.funnels(SYSTEM, day).whole.counts[-3:]


def test_in_use_is_what_somebody_else_verified_and_what_has_not_run_out() -> None:
    item = received_minutes(results=1, units=1).items.get()
    assert steps() == (1, 0, 0)
    use = claimed_use(a_claim(), subject=item.result, receiver=item.minutes.receiver)
    assert steps() == (1, 0, 0), "a claim that nobody has looked at is no use"
    verified_use(a_claim(), subject=item.result, receiver=item.minutes.receiver, place=a_place("Xã Pa Ham"))
    assert steps() == (1, 1, 0)
    assert steps(date(2025, 5, 11)) == (1, 0, 0), "its evidence has run out"
    assert use.periods.count() == 0


def test_extended_is_a_part_of_in_use_and_a_stop_ends_both() -> None:
    use = used_item(Level.EXTENDED)
    assert steps() == (1, 1, 1)
    for step in Step:
        assert queries.reached(step, Result.objects.all(), SEEN).count() == queries.funnels(SYSTEM, SEEN).whole.of(step)
    claimed_again(use, a_claim(Level.STOPPED))
    assert steps() == (1, 0, 0)


def by_priority() -> dict[int, int]:
    return {int(part.key): part.total for part in queries.funnels(SYSTEM, SEEN).by(Cut.PRIORITY)}


def test_a_result_stands_once_with_the_heaviest_priority_that_holds_it() -> None:
    """The register cuts the funnel: what a priority holds, what lies below its codes, what none holds."""
    for number in range(4):
        a_result(f"Kết quả {number}")
    assert by_priority() == {NO_PRIORITY: 4}, "the register is empty"
    ours = Result.objects.first()
    farming = make_priority(entries=[ours.field], weight=60)
    food = make_priority("Lương thực", entries=[ours.objective], weight=40)
    bare = make_priority("Chưa chọn mã", weight=90)
    made_up = a_result("Kết quả du lịch")
    Result.objects.filter(pk=made_up.pk).update(field=field("2"), objective=objective("06"))
    deep, below = a_result("Kết quả thuỷ sản"), field(ours.field.code)
    below.pk, below.code = None, f"{below.code}0501"
    below.save()
    Result.objects.filter(pk=deep.pk).update(field=below, objective=objective("06"))
    parts = by_priority()
    assert list(parts.items()) == [(farming.pk, 5), (NO_PRIORITY, 1)], "most are of both, and stand with the heavier"
    edit_priority(food, version=1, weight=70, actor=SYSTEM, now=moment(SEEN))
    parts = by_priority()
    assert parts == {food.pk: 4, farming.pk: 1, NO_PRIORITY: 1}
    priorities = queries.priorities_in_force(SEEN)
    for number in (farming.pk, food.pk, bare.pk, NO_PRIORITY):
        rows = Result.objects.filter(queries.of_priorities({number}, priorities))
        assert rows.count() == parts.get(number, 0), number
    unsorted = a_result(state=ResultState.DRAFT, field=None, objective=None)
    assert unsorted in Result.objects.filter(queries.of_priorities({NO_PRIORITY}, priorities))
    assert deep in Result.objects.filter(queries.of_priorities({farming.pk, NO_PRIORITY}, priorities))
    end_priority(food, until=date(2024, 1, 1), actor=SYSTEM, now=moment(SEEN))
    assert by_priority() == {farming.pk: 5, NO_PRIORITY: 1}, "what has ended puts nothing first any more"


FARMING, TOURISM = (1, Codes(fields=("4",))), (2, Codes(objectives=("10",)))


@pytest.mark.parametrize(
    ("field", "objective", "stands"),
    [
        ("4", None, 1),
        ("4", "10", 1),
        ("2", "10", 2),
        ("40218", None, 1),
        ("30104", "1001", 2),
        ("2", "6", NO_PRIORITY),
        (None, None, NO_PRIORITY),
    ],
)
def test_what_is_of_two_priorities_stands_with_the_first(field: str | None, objective: str | None, stands: int) -> None:
    assert priority_of(field, objective, [FARMING, TOURISM]) == stands
    assert REQUESTED.holds(field, objective) == (stands != NO_PRIORITY)


# ---- places


@pytest.fixture
def maps() -> dict[str, Area]:
    """A district of old with two communes that became one of today, and a neighbour that gave it a commune too."""
    today = a_place("Xã Na Sang")
    found = {"today": today}
    for name, communes in (("Huyện Mường Chà", ("Xã Sa Lông", "Xã Hừa Ngài")), ("Huyện Tủa Chùa", ("Xã Huổi Mí",))):
        found[name] = a_place(name, era=Era.BEFORE_2025)
        for commune in communes:
            found[commune] = a_place(commune, era=Era.BEFORE_2025, parent=found[name])
    Area.objects.filter(pk__in=[area.pk for name, area in found.items() if name != "today"]).update(heir=today)
    return {name: Area.objects.get(pk=area.pk) for name, area in found.items()}


def places(by: MapOf, day: date = LATER, actor: Any = SYSTEM) -> dict[str, tuple[int, int]]:
    found = queries.place_map(actor, by, day)
    assert sum(row.in_use for row in found.places) == found.total.in_use
    assert sum(row.extended for row in found.places) == found.total.extended
    return {row.area.name if row.area else "": (row.in_use, row.extended) for row in found.places if row.in_use}


def test_both_maps_show_every_use_once(maps: dict[str, Area]) -> None:
    late = {"on": date(2025, 7, 10)}
    for name in ("Xã Sa Lông", "Xã Huổi Mí", "Huyện Mường Chà", "today"):
        verified_use(a_claim(**late), place=maps[name], now=moment(date(2025, 7, 15)))
    use = verified_use(a_claim(Level.EXTENDED, **late), place=maps["Xã Hừa Ngài"], now=moment(date(2025, 7, 15)))
    assert places(MapOf.DAY) == {"Huyện Mường Chà": (4, 1), "Huyện Tủa Chùa": (1, 0)}
    assert places(MapOf.TODAY) == {"Xã Na Sang": (5, 1)}
    claimed_again(use, a_claim(Level.STOPPED, on=date(2025, 7, 20)), now=moment(date(2025, 7, 25)))
    assert places(MapOf.DAY) == {"Huyện Mường Chà": (3, 0), "Huyện Tủa Chùa": (1, 0)}


def test_a_circle_opens_the_places_at_which_its_uses_were_recorded(maps: dict[str, Area]) -> None:
    for name in ("Xã Sa Lông", "Xã Hừa Ngài"):
        verified_use(place=maps[name])
    (row,) = queries.place_map(SYSTEM, MapOf.DAY, SEEN).places
    assert set(row.recorded) == {maps["Xã Sa Lông"].pk, maps["Xã Hừa Ngài"].pk}
    assert Use.objects.filter(place__in=row.recorded).count() == row.in_use == 2


def test_what_was_copied_stands_on_both_maps_once_it_was_confirmed(maps: dict[str, Area]) -> None:
    root = verified_use(place=maps["Xã Sa Lông"])
    assert root.result is not None
    copy = said_copy(root.result, place=maps["Xã Hừa Ngài"], parent=root)
    before = places(MapOf.DAY, SEEN), places(MapOf.TODAY, SEEN)
    assert sum(in_use for in_use, _extended in before[0].values()) == 1
    confirmed_copy(copy, parent=root)
    for by in (MapOf.DAY, MapOf.TODAY):
        assert sum(in_use for in_use, _extended in places(by, SEEN).values()) == 2


def test_uses_of_restricted_results_are_on_nobodys_map(maps: dict[str, Area]) -> None:
    use = verified_use(place=maps["today"])
    Result.objects.filter(pk=use.result_id).update(access=Access.RESTRICTED)
    assert places(MapOf.DAY, SEEN, officer_of(role=Role.DIRECTOR)) == {}


@pytest.mark.parametrize("rows", [1, 3])
def test_places_ask_few_queries(rows: int, maps: dict[str, Area], django_assert_num_queries: Any) -> None:
    for _number in range(rows):
        verified_use(place=maps["Xã Sa Lông"])
        verified_use(place=maps["today"])
    with django_assert_num_queries(6):
        queries.place_map(SYSTEM, MapOf.DAY, SEEN)


# ---- silence


def silent(day: date, months: int = 12) -> list[MinutesItem]:
    return list(queries.silent_items(SYSTEM, today=day, months=months))


def test_silent_is_what_was_received_long_ago_without_report_or_use() -> None:
    item = received_minutes(results=1, units=1).items.get()
    day = date(2024, 11, 7)
    assert item.received_on == date(2023, 11, 7)
    assert silent(day - timedelta(days=1)) == []
    assert silent(day) == [item]
    use = verified_use(
        a_claim(on=date(2024, 9, 1)), subject=item.result, receiver=item.minutes.receiver,
        now=moment(date(2024, 9, 5)),
    )  # fmt: skip
    assert silent(day) == []
    assert silent(date(2025, 9, 2)) == [item], "what ran out speaks no more"
    claimed_again(use, a_claim(Level.STOPPED, on=date(2024, 10, 1)), now=moment(date(2024, 10, 5)))
    assert silent(date(2025, 9, 2)) == [], "who says that it stopped is not silent"


def test_a_report_speaks_for_as_many_months_as_are_asked_for() -> None:
    report = sent_report(results=1, units=1)
    day = date(2024, 12, 1)
    assert Minutes.objects.get().pk == report.minutes_id
    assert silent(day) == []
    assert silent(date(2025, 10, 20)) == []
    assert [item.minutes_id for item in silent(date(2025, 10, 21))] == [report.minutes_id]
    assert silent(date(2025, 10, 21), months=24) == [], "received less than two years ago"


# ---- the clock to the first use


def test_the_clock_runs_on_to_the_first_use_and_names_who_waits() -> None:
    item = received_minutes(results=1, units=1).items.get()
    clock = queries.clock_of(item.result, SEEN)
    assert (clock.waiting.start, clock.waiting.days) == (Mark.RECEIPT, (SEEN - date(2023, 11, 7)).days)
    waiting = queries.row_set(RowSet.WAITS_USE, SYSTEM, today=SEEN)
    assert list(waiting) == [item.result]
    assert queries.waited_on(RowSet.WAITS_USE, waiting) == {item.result_id: [item.minutes.receiver]}
    assert queries.waited_on(RowSet.WAITS_DECISION, waiting) == {}
    claimed_use(a_claim(), subject=item.result, receiver=item.minutes.receiver)
    assert queries.row_set(RowSet.WAITS_USE, SYSTEM, today=SEEN).exists(), "said, but verified by nobody"
    verified_use(a_claim(), subject=item.result, receiver=item.minutes.receiver, place=a_place("Xã Pa Ham"))
    leg = queries.clock_of(item.result, SEEN).leg(Mark.RECEIPT)
    assert (leg.state, leg.until, leg.days) == (LegState.DONE, date(2024, 1, 5), 59)
    assert not queries.row_set(RowSet.WAITS_USE, SYSTEM, today=SEEN).exists()
    key = leg.key
    assert [(row.result, row.leg.days) for row in queries.ran(SYSTEM, key, date(2030, 1, 1))] == [
        (item.result, leg.days)
    ]


def test_who_has_not_confirmed_is_who_the_receipt_waits_on() -> None:
    item = signed_minutes(results=1, units=1).items.get()
    waiting = queries.row_set(RowSet.WAITS_RECEIPT, SYSTEM, today=SEEN)
    assert queries.waited_on(RowSet.WAITS_RECEIPT, waiting) == {item.result_id: [item.minutes.receiver]}
