"""The ledger lists every planted fault and invents none."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gieo.domain.handovers.rules.counts import funnel, matrix, published_counts
from gieo.domain.handovers.rules.ledger import reconcile
from gieo.domain.handovers.rules.world import ALL_PARTIES, DecisionRow, FilePrint, LineRow, MinutesRow, UnitRow, World
from gieo.domain.handovers.vocab import Attendance, Cell, FaultKind, Figure, MinutesState, Party, Standing
from tests.domain.handovers.worlds import DECIDED, DECISION, HELD, MUTATIONS, TODAY, consistent_world

seeds = st.integers(min_value=0, max_value=10**9)
sizes = st.tuples(st.integers(min_value=2, max_value=13), st.integers(min_value=4, max_value=44))


@given(seeds, sizes)
def test_a_consistent_world_has_no_fault(seed: int, size: tuple[int, int]) -> None:
    ledger = reconcile(consistent_world(Random(seed), units=size[0], subjects=size[1]))
    assert ledger.faults == ()
    assert ledger.pending == ()


@pytest.mark.parametrize("kind", list(FaultKind))
def test_every_kind_is_found_when_planted_in_the_day_of_2023(kind: FaultKind) -> None:
    random = Random(7)
    world = MUTATIONS[kind](consistent_world(), random)
    assert [fault.kind for fault in reconcile(world).faults] == [kind]


@given(seeds, st.sampled_from(sorted(MUTATIONS)))
def test_one_mutation_gives_exactly_its_fault(seed: int, kind: FaultKind) -> None:
    random = Random(seed)
    world = MUTATIONS[kind](consistent_world(random), random)
    assert [fault.kind for fault in reconcile(world).faults] == [kind]


def test_all_planted_faults_are_listed_and_none_invented() -> None:
    """One world, 30 faults, each of another kind, each at records of its own."""
    world, expected = planted_world()
    ledger = reconcile(world)
    assert {(fault.kind, fault.unit, fault.subject) for fault in ledger.faults} == expected
    assert len(ledger.faults) == len(expected) == len(FaultKind) == 30
    assert ledger.pending == ()
    assert len({fault.key for fault in ledger.faults}) == 30


def planted_world() -> tuple[World, set[tuple[FaultKind, str, str]]]:
    """26 units with two subjects each, KQ/SP numbered so that unit n owns subjects 2n-1 and 2n."""
    world = grid_world(units=26)
    units, subjects, minutes, items = (list(rows) for rows in (world.units, world.subjects, world.minutes, world.items))
    lines, expected = list(world.lines), set()

    def plant(kind: FaultKind, number: int, subject: int | None = None) -> None:
        expected.add(
            (kind, units[number].code if number >= 0 else "", subjects[subject].code if subject is not None else "")
        )

    plant(FaultKind.QUANTITY_DIFFERS, 0, 0)
    items[0] = replace(items[0], quantity=Decimal(7))
    plant(FaultKind.MEASURE_DIFFERS, 1, 2)
    items[2] = replace(items[2], measure="thùng")
    plant(FaultKind.FILE_CHANGED, 2, 4)
    items[4] = replace(items[4], files=(FilePrint("tep-5", "a.pdf", "f" * 64),))
    plant(FaultKind.FILE_GONE, 3, 6)
    items[6] = replace(items[6], files=(FilePrint("tep-0", "a.pdf", "f" * 64),))
    plant(FaultKind.SIGNED_NOT_RECEIVED, 4)
    items[8] = replace(items[8], received=False)
    plant(FaultKind.KIT_INCOMPLETE, 5, 10)
    items[10] = replace(items[10], kit_complete=False)
    plant(FaultKind.RESULT_WITHDRAWN, 6, 12)
    subjects[12] = replace(subjects[12], standing=Standing.WITHDRAWN)
    plant(FaultKind.RESULT_EXPIRED, 7, 14)
    subjects[14] = replace(subjects[14], standing=Standing.EXPIRED, since=HELD)
    plant(FaultKind.UNIT_ABOLISHED, 8)
    units[8] = replace(units[8], abolished_on=HELD, successor_name="Xã mới")
    plant(FaultKind.UNIT_RENAMED, 9)
    units[9] = replace(units[9], name="Tên mới")
    plant(FaultKind.CONTENT_CHANGED, 10)
    minutes[10] = replace(minutes[10], present_digest="0" * 64)
    plant(FaultKind.DATE_BEFORE_DECISION, 11)
    minutes[11] = replace(minutes[11], held_on=DECIDED - timedelta(days=1))
    plant(FaultKind.DECISION_REVOKED, 12)
    items[25] = replace(items[25], decision="QD-2023-009")
    plant(FaultKind.TWO_MINUTES, 13)
    minutes.append(replace(minutes[13], code="BB-2023-900"))
    items[27] = replace(items[27], minutes="BB-2023-900")
    plant(FaultKind.RECEIVED_TWICE, 14, 28)
    plant(FaultKind.ITEM_WITHOUT_LINE, 15, 2)
    items.append(replace(items[2], minutes=minutes[15].code, measure="bộ"))
    plant(FaultKind.RECEIVED_NOT_SIGNED, 16)
    minutes[16] = replace(minutes[16], signed=frozenset({Party.RECEIVER}), state=MinutesState.SEALED)
    plant(FaultKind.WITNESS_MISSING, 17)
    minutes[17] = replace(minutes[17], signed=frozenset({Party.RECEIVER, Party.GIVER}), state=MinutesState.SEALED)
    plant(FaultKind.PRESENT_NOT_SIGNED, 18)
    minutes[18] = replace(minutes[18], signed=frozenset(), state=MinutesState.SEALED)
    plant(FaultKind.MINUTES_UNSIGNED, 19)
    minutes[19] = replace(minutes[19], signed=frozenset(), state=MinutesState.DRAFT, witness_name="")
    plant(FaultKind.LINE_WITHOUT_ITEM, 20, 41)
    plant(FaultKind.UNIT_WITHOUT_MINUTES, 21)
    plant(FaultKind.ABSENT_BUT_SIGNED, 22)
    plant(FaultKind.UNIT_NOT_LISTED, 23)
    plant(FaultKind.ITEM_REFUSED, 24, 48)
    items[48] = replace(
        items[48], received=False, received_quantity=Decimal(0), refusal="wrong", refusal_note="Sai giống"
    )
    plant(FaultKind.VERSION_UNSIGNED, 25)
    minutes[25] = replace(minutes[25], version="BB-2023-901", version_sealed=True)
    silent = {minutes[17].code, minutes[18].code, minutes[19].code}
    items = [replace(item, received=False) if item.minutes in silent else item for item in items]
    gone = minutes[21].code
    items = [item for item in items if item.minutes != gone and item.subject != subjects[41].code]
    del minutes[21]
    assert world.conference
    seats = [
        replace(seat, attendance={18: Attendance.PRESENT, 22: Attendance.ABSENT}.get(at, Attendance.CONFIRMED))
        for at, seat in enumerate(world.conference.seats)
        if at != 23
    ]
    claims = [replace(claim, value=claim.value + 1) for claim in world.conference.claims]
    for figure in (
        FaultKind.RESULTS_FIGURE,
        FaultKind.PRODUCTS_FIGURE,
        FaultKind.UNITS_FIGURE,
        FaultKind.ENTERPRISES_FIGURE,
    ):
        plant(figure, -1)
    revoked = DecisionRow("QD-2023-009", "900/QĐ-UBND", DECIDED, Standing.REVOKED, HELD, conference_over=True)
    return (
        replace(
            world,
            units=tuple(units),
            subjects=tuple(subjects),
            minutes=tuple(minutes),
            items=tuple(items),
            lines=tuple(lines),
            decisions=(*world.decisions, revoked),
            conference=replace(world.conference, seats=tuple(seats), claims=tuple(claims)),
            elsewhere=((subjects[28].code, units[14].code, "BB-2022-001"),),
        ),
        expected,
    )


def grid_world(*, units: int) -> World:
    """Unit n receives subjects 2n-1 and 2n, one "bộ" of each."""
    world = consistent_world(Random(1), units=units, subjects=2 * units)
    lines = tuple(
        LineRow(DECISION, subject.code, world.units[at // 2].code, Decimal(1), "bộ")
        for at, subject in enumerate(world.subjects)
    )
    items = tuple(
        replace(
            world.items[0],
            minutes=world.minutes[at // 2].code,
            order=at,
            subject=line.subject,
            quantity=Decimal(1),
            received_quantity=Decimal(1),
            measure="bộ",
            files=(),
        )
        for at, line in enumerate(lines)
    )
    return replace(world, lines=lines, items=items)


def test_before_the_day_open_work_is_not_a_fault() -> None:
    world = consistent_world()
    assert world.conference
    fresh = tuple(
        replace(row, state=MinutesState.DRAFT, signed=frozenset(), witness_name="", written_name="")
        for row in world.minutes
    )
    world = replace(
        world,
        minutes=fresh[1:],
        items=tuple(replace(item, received=False) for item in world.items if item.minutes != fresh[0].code),
        conference=replace(world.conference, over=False),
        today=HELD,
    )
    ledger = reconcile(world)
    assert ledger.faults == ()
    assert {fault.kind for fault in ledger.pending} == {FaultKind.UNIT_WITHOUT_MINUTES, FaultKind.PRESENT_NOT_SIGNED}
    assert len(ledger.pending) == 11


def test_a_decision_without_a_conference_expects_minutes_at_once() -> None:
    world = replace(consistent_world(), conference=None, minutes=(), items=())
    plain = replace(world, decisions=(DecisionRow(DECISION, "797/QĐ-UBND", DECIDED),))
    planned = replace(world, decisions=(DecisionRow(DECISION, "797/QĐ-UBND", DECIDED, conference_on=HELD),))
    assert {fault.kind for fault in reconcile(plain).faults} == {FaultKind.UNIT_WITHOUT_MINUTES}
    assert reconcile(planned).faults == ()
    assert len(reconcile(planned).pending) == 11


@pytest.mark.parametrize("days, faults", [(-1, 1), (0, 1), (1, 0)])
def test_a_unit_abolished_after_the_handover_is_no_fault(days: int, faults: int) -> None:
    world = consistent_world()
    units = (replace(world.units[0], abolished_on=HELD + timedelta(days=days)), *world.units[1:])
    assert len(reconcile(replace(world, units=units)).faults) == faults


@pytest.mark.parametrize("days, faults", [(-1, True), (0, True), (1, False)])
def test_a_result_withdrawn_after_the_handover_is_no_fault(days: int, faults: bool) -> None:
    world = consistent_world()
    since = HELD + timedelta(days=days)
    subjects = (replace(world.subjects[0], standing=Standing.WITHDRAWN, since=since), *world.subjects[1:])
    assert bool(reconcile(replace(world, subjects=subjects)).faults) is faults


def test_supplementary_minutes_without_a_conference_are_no_second_minutes() -> None:
    world = consistent_world()
    first = world.minutes[0]
    moved = world.items_by_minutes[first.code][-1]
    later = replace(first, code="BB-2023-900", conference="", held_on=TODAY)
    items = tuple(replace(item, minutes=later.code) if item is moved else item for item in world.items)
    assert reconcile(replace(world, minutes=(*world.minutes, later), items=items)).faults == ()


def test_lines_of_a_neighbouring_decision_excuse_its_items() -> None:
    world = consistent_world()
    item = world.items[0]
    key = (item.subject, world.minutes_by_code[item.minutes].unit)
    lines = tuple(line for line in world.lines if line.key != key)
    assert FaultKind.ITEM_WITHOUT_LINE in {fault.kind for fault in reconcile(replace(world, lines=lines)).faults}
    beside = replace(world, lines=lines, other_lines=frozenset({key}))
    assert FaultKind.ITEM_WITHOUT_LINE not in {fault.kind for fault in reconcile(beside).faults}


def test_a_revoked_decision_owes_nobody_anything() -> None:
    """Its lines to a unit without minutes, not listed, abolished: no fault, whatever the day counted."""
    world = consistent_world()
    revoked = DecisionRow("QD-2023-009", "900/QĐ-UBND", DECIDED, Standing.REVOKED, HELD, conference_over=True)
    unit = UnitRow("DV-900", "Đơn vị đã giải thể", abolished_on=DECIDED, decided_name="Tên cũ")
    lines = (
        LineRow(revoked.code, world.subjects[0].code, unit.code),
        LineRow(revoked.code, world.subjects[1].code, world.units[0].code, Decimal(1), "bộ"),
    )
    world = replace(
        world,
        decisions=(*world.decisions, revoked),
        units=(*world.units, unit),
        lines=(*world.lines, *(line for line in lines if line.key not in {row.key for row in world.lines})),
    )
    assert reconcile(world).faults == ()
    assert {square.cell for row in matrix(world).rows for square in row.squares} <= {Cell.RECEIVED, Cell.NOTHING}


def test_two_decisions_behind_one_minutes_are_told_apart() -> None:
    world = consistent_world()
    revoked = DecisionRow("QD-2023-009", "900/QĐ-UBND", DECIDED, Standing.REVOKED, HELD, conference_over=True)
    first = world.items_by_minutes[world.minutes[0].code]
    items = tuple(replace(item, decision=revoked.code) if item is first[0] else item for item in world.items)
    (fault,) = reconcile(replace(world, decisions=(*world.decisions, revoked), items=items)).faults
    assert (fault.kind, fault.decision, fault.values["items"]) == (FaultKind.DECISION_REVOKED, revoked.code, 1)


def test_a_line_without_quantity_prescribes_none() -> None:
    world = consistent_world()
    lines = tuple(replace(line, quantity=None, measure="") for line in world.lines)
    assert reconcile(replace(world, lines=lines)).faults == ()


@given(seeds, sizes)
def test_counts_matrix_and_funnel_agree(seed: int, size: tuple[int, int]) -> None:
    world = consistent_world(Random(seed), units=size[0], subjects=size[1])
    counts = {count.figure: count.value for count in published_counts(world)}
    table, left = matrix(world), funnel(world)
    assert counts[Figure.UNITS] == len(table.rows) == size[0]
    assert counts[Figure.RESULTS] == len(table.results)
    assert counts[Figure.RESULTS] + counts[Figure.PRODUCTS] == size[1] == table.distinct
    assert table.ordered == len(world.lines) == table.prepared == table.received
    assert sum(table.per_result) + table.products == table.ordered
    assert left.decided == left.prepared == left.signed == left.received == size[1]
    assert {square.cell for row in table.rows for square in row.squares} <= {Cell.RECEIVED, Cell.NOTHING}


def test_the_day_of_2023_counts_nine_thirty_one_eleven_one() -> None:
    counts = {count.figure: count.value for count in published_counts(consistent_world())}
    assert counts == {Figure.RESULTS: 9, Figure.PRODUCTS: 31, Figure.UNITS: 11, Figure.ENTERPRISES: 1}


def test_cells_of_the_matrix() -> None:
    world = grid_world(units=4)
    minutes = (
        world.minutes[0],
        world.minutes[1],
        replace(world.minutes[2], signed=frozenset()),
    )
    items = tuple(
        replace(item, received=item.minutes == minutes[0].code)
        for item in world.items
        if item.minutes != world.minutes[3].code
    )
    subjects = tuple(replace(subject, kind=world.subjects[0].kind) for subject in world.subjects)
    table = matrix(replace(world, minutes=minutes, items=items, subjects=subjects))
    own = [next(square for square in row.squares if square.cell is not Cell.NOTHING) for row in table.rows]
    assert [square.cell for square in own] == [Cell.RECEIVED, Cell.SIGNED, Cell.UNSIGNED, Cell.UNPREPARED]
    assert [row.minutes for row in table.rows] == [minutes[0].code, minutes[1].code, minutes[2].code, ""]
    assert (table.ordered, table.prepared, table.received) == (8, 6, 2)
    assert funnel(replace(world, minutes=minutes, items=items)).signed == 4


def test_minutes_signed_by_all_parties_only() -> None:
    row = MinutesRow("BB-2023-001", "DV-001", DECISION, signed=ALL_PARTIES - {Party.WITNESS})
    assert not row.fully_signed
    assert replace(row, signed=ALL_PARTIES).fully_signed


def test_what_is_owed_is_said_with_its_amount_and_its_day() -> None:
    """200 of 500 seedlings are in hand: the ledger says 300, promised for a day, and whether that day has passed."""
    world = consistent_world()
    item = replace(world.items[0], quantity=Decimal(500), measure="cây", received=False, received_quantity=Decimal(200))
    for promised, late in ((TODAY, 0), (TODAY - timedelta(days=1), 1)):
        owed = replace(item, expected_on=promised)
        (fault,) = [
            fault
            for fault in reconcile(replace(world, items=(owed, *world.items[1:]))).faults
            if fault.kind is FaultKind.SIGNED_NOT_RECEIVED
        ]
        assert fault.values["owed"] == f"{item.subject} 300 cây"
        assert (fault.values["waiting"], fault.values["promised"], fault.values["late"]) == (1, promised, late)
