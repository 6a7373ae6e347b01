"""What places hold, by the map of the day and by today's: both give the same total, and nothing is counted twice."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from gieo.core.actor import SYSTEM
from gieo.core.clock import TZ
from gieo.core.errors import Invalid, Refused
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.services import Assigned, reorganise
from gieo.domain.insights.queries import PROVINCE, handed_at, lines_at, lines_by_place, lines_in_force, spread
from gieo.domain.insights.rules.spread import Handed, tally
from gieo.domain.transfers.queries.figures import by_standing_unit, by_unit, with_items
from gieo.foundation.places.models import Area
from gieo.foundation.places.vocab import Era, MapOf
from gieo.foundation.units.models import Unit
from gieo.foundation.units.rules import last_heir
from gieo.foundation.units.services import NewUnit
from gieo.foundation.units.vocab import ActKind
from tests.factories.handovers import conference_of, decision_of, officer, prepare, receive, seal, sign
from tests.factories.places import make_area
from tests.factories.units import make_unit

NOW = datetime(2025, 6, 20, 9, tzinfo=TZ)
DAY, EVE, LATER = date(2025, 7, 1), date(2025, 6, 30), date(2025, 8, 1)

# ---- the rule, on plain values

UNITS = range(8)
PLACES = st.sampled_from("abcde")


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[tuple[int, int | None, int | None]], dict[int, str], dict[int, int]]:
    """Handings over to units, where units stand, and who took over from whom (a later unit: no circle closes)."""
    thing = st.none() | st.integers(0, 5)
    rows = draw(st.lists(st.tuples(st.sampled_from(UNITS), thing, thing), max_size=30))
    where = {unit: draw(PLACES) for unit in UNITS}
    heirs = {unit: draw(st.integers(unit + 1, 7)) for unit in range(7) if draw(st.booleans())}
    return rows, where, heirs


@given(worlds())
def test_every_map_gives_the_same_total(
    world: tuple[list[tuple[int, int | None, int | None]], dict[int, str], dict[int, int]],
) -> None:
    rows, where, heirs = world
    of_day = [Handed(unit, where[unit], result, product) for unit, result, product in rows]
    today = [Handed(unit, where[last_heir(unit, heirs)], result, product) for unit, result, product in rows]
    places_then, total_then = tally(of_day)
    places_now, total_now = tally(today)
    assert total_then == total_now
    for places in (places_then, places_now):
        assert sum(place.items for place in places.values()) == len(rows)
        assert sum(len(place.units) for place in places.values()) == len(total_then.units)
        assert set().union(*(place.results for place in places.values())) == total_then.results
        assert set().union(*(place.products for place in places.values())) == total_then.products


# ---- the same over records, with real acts


def _old(name: str, code: str, heir: Area | None = None) -> Area:
    area = make_area(name, code, era=Era.BEFORE_2025)
    if heir is not None:
        Area.objects.filter(pk=area.pk).update(heir=heir)
        area.refresh_from_db()
    return area


@pytest.fixture
def received(db: None) -> list[Unit]:
    """Four units in four places have received two things each; one of them is a body of the province."""
    new = [make_area(name, code) for name, code in (("Xã Na Sang", "03172"), ("Xã Pa Ham", "03193"))]
    old = [
        _old("Huyện Mường Chà", "097", new[0]), _old("Huyện Tủa Chùa", "098", new[1]), _old("Huyện Mường Ảng", "102"),
    ]  # fmt: skip
    units = [make_unit(f"Đơn vị {number}", place=place) for number, place in enumerate([*old, None])]
    conference = conference_of(decision_of(results=4, products=4, units=units))
    prepare(conference)
    for minutes in seal(conference):
        sign(minutes)
        receive(minutes)
    return units


@pytest.mark.django_db
def test_the_map_of_the_day_and_of_today(received: list[Unit]) -> None:
    heir = make_unit("UBND xã Na Sang", place=Area.objects.get(code="03172"))
    reorganise(ActKind.MERGE, on=DAY, units=received[:2], heir=heir, actor=officer(), now=NOW)
    then, now = spread(MapOf.DAY, LATER), spread(MapOf.TODAY, LATER)
    assert [(row.key, row.tally.counts) for row in then.places] == [
        (PROVINCE, (1, 1, 1, 2)), ("102", (1, 1, 1, 2)), ("097", (1, 1, 1, 2)), ("098", (1, 1, 1, 2)),
    ]  # fmt: skip
    assert [(row.key, row.tally.counts) for row in now.places] == [
        (PROVINCE, (1, 1, 1, 2)), ("102", (1, 1, 1, 2)), ("03172", (2, 2, 2, 4)),
    ]  # fmt: skip
    assert then.total == now.total
    assert then.total.counts == (4, 4, 4, 8)
    assert [(row.old.code, row.new.code) for row in now.moved] == [("097", "03172"), ("098", "03172")]
    assert spread(MapOf.TODAY, EVE).places == spread(MapOf.DAY, EVE).places


@pytest.mark.django_db
def test_a_unit_that_stays_is_counted_where_its_place_is_counted(received: list[Unit]) -> None:
    now = {row.key: row.tally.counts for row in spread(MapOf.TODAY, LATER).places}
    assert set(now) == {PROVINCE, "03172", "03193", "102"}  # of Mường Ảng no heir is known: it stays where it was


@pytest.mark.django_db
def test_every_line_of_the_table_opens_its_rows(received: list[Unit]) -> None:
    reorganise(ActKind.MERGE, on=DAY, units=received[:2], heir=received[2], actor=officer(), now=NOW)
    for by in MapOf:
        whole = spread(by, LATER)
        opened = {row.key: handed_at(row.key, by, LATER)[1].count() for row in whole.places}
        assert opened == {row.key: row.tally.items for row in whole.places}
        places, total = lines_by_place(SYSTEM, by, LATER)
        assert (total.decided, total.signed, total.received) == (8, 8, 8)
        for place in places:
            found = lines_in_force(SYSTEM).filter(lines_at(SYSTEM, [place.key], by, LATER))
            assert found.count() == place.decided
    assert not handed_at("999", MapOf.DAY, LATER)[1].exists()


@pytest.mark.django_db
def test_two_queries_however_many_units(received: list[Unit], django_assert_num_queries: Any) -> None:
    reorganise(ActKind.MERGE, on=DAY, units=received[:2], heir=received[2], actor=officer(), now=NOW)
    for by in MapOf:
        with django_assert_num_queries(2):
            spread(by, LATER)


KINDS = st.sampled_from([ActKind.MERGE, ActKind.SPLIT, ActKind.RENAME, ActKind.ABOLISH])
ACTS = st.lists(st.tuples(KINDS, st.integers(0, 3), st.integers(0, 3), st.booleans()), max_size=5)


def _try(kind: ActKind, one: Unit, other: Unit, new: bool, number: int) -> None:
    """An act as random as it comes; what the rules refuse has not happened."""
    heir: Any = NewUnit(f"Mới {number}", place=other.place) if new else other
    name, units, others = "", [one], []
    match kind:
        case ActKind.MERGE:
            units = [one, other]
        case ActKind.SPLIT:
            others = [NewUnit(f"Khác {number}", place=one.place)]
        case ActKind.RENAME:
            name, heir = f"Tên {number}", None
    on = date(2025, 6, 1) if kind is ActKind.RENAME else DAY
    papers = Minutes.objects.filter(receiver=one).values_list("pk", flat=True)
    assigned = Assigned(minutes=dict.fromkeys(papers, 1))
    with suppress(Invalid, Refused):
        reorganise(
            kind, on=on, units=units, heir=heir, others=others, name=name,
            assigned=assigned if kind is ActKind.SPLIT and new else Assigned(), actor=officer(), now=NOW,
        )  # fmt: skip


@pytest.mark.django_db
def test_no_chain_of_acts_changes_a_total(received: list[Unit]) -> None:
    before = spread(MapOf.DAY, LATER).total.counts
    lines = [group.lines for group in by_unit(with_items(lines_in_force(SYSTEM)))]

    @settings(max_examples=15)
    @given(ACTS)
    def holds(acts: list[tuple[ActKind, int, int, bool]]) -> None:
        with transaction.atomic():
            for number, (kind, one, other, new) in enumerate(acts):
                units = [Unit.objects.get(pk=unit.pk) for unit in received]
                with transaction.atomic():
                    _try(kind, units[one], units[other], new, number)
            for by in MapOf:
                found = spread(by, LATER)
                assert found.total.counts == before
                assert sum(row.tally.items for row in found.places) == before[3]
                assert sum(len(row.tally.units) for row in found.places) == before[0]
                assert lines_by_place(SYSTEM, by, LATER)[1].decided == 8
            groups = by_standing_unit(by_unit(with_items(lines_in_force(SYSTEM))), LATER)
            assert sum(len(group.lines) for _name, group in groups) == sum(len(rows) for rows in lines)
            transaction.set_rollback(True)

    holds()
