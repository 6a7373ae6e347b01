"""Consistent worlds for the ledger, small and random, and the faults that can be planted in them one by one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from gieo.domain.handovers.rules.world import (
    ALL_PARTIES,
    ClaimRow,
    ConferenceRow,
    DecisionRow,
    FilePrint,
    ItemRow,
    LineRow,
    MinutesRow,
    SeatRow,
    SubjectRow,
    UnitRow,
    World,
)
from gieo.domain.handovers.vocab import (
    Attendance,
    FaultKind,
    Figure,
    MinutesState,
    Party,
    Standing,
    SubjectKind,
)

DECIDED = date(2023, 5, 12)
HELD = date(2023, 11, 7)
TODAY = date(2023, 12, 1)
DECISION = "QD-2023-001"
CONFERENCE = "HN-2023-01"


def consistent_world(random: Random | None = None, *, units: int = 11, subjects: int = 40) -> World:
    """Everything decided was written down, signed by all and received; every published figure is right.

    Each subject goes to one unit at least, and each unit gets at least two, so that one line can be lost or doubled.
    """
    random = random or Random(2023)
    codes = [f"DV-{number:03d}" for number in range(1, units + 1)]
    enterprise = random.choice(codes)
    unit_rows = tuple(UnitRow(code, f"Đơn vị {code[-3:]}", is_enterprise=code == enterprise) for code in codes)
    results = max(1, subjects * 9 // 40)
    subject_rows = tuple(_subject(number, number <= results) for number in range(1, subjects + 1))
    pairs = {(subject.code, random.choice(codes)) for subject in subject_rows}
    for code in codes:
        pairs |= {(subject.code, code) for subject in random.sample(subject_rows, k=min(2, subjects))}
    lines = tuple(
        LineRow(DECISION, subject, unit, Decimal(random.randint(1, 40)), random.choice(["bộ", "quyển", "kg"]))
        for subject, unit in sorted(pairs, key=lambda pair: (pair[1], pair[0]))
    )
    minutes = tuple(
        MinutesRow(
            code=f"BB-2023-{number:03d}",
            unit=unit.code,
            decision=DECISION,
            conference=CONFERENCE,
            state=MinutesState.RECEIVED,
            held_on=HELD,
            written_name=unit.name,
            signed=ALL_PARTIES,
            signed_on=HELD,
            witness_name="Vàng Thị Dua",
            sealed_digest=f"{number:064x}",
            present_digest=f"{number:064x}",
        )
        for number, unit in enumerate(unit_rows, start=1)
    )
    by_unit = {row.unit: row.code for row in minutes}
    prints = {
        row.code: tuple(FilePrint(key, f"{key}.pdf", value) for key, value in row.files.items()) for row in subject_rows
    }
    items = tuple(
        ItemRow(
            by_unit[line.unit],
            order,
            line.subject,
            line.quantity,
            line.measure,
            received=True,
            received_quantity=line.quantity,
            files=prints[line.subject],
            decision=line.decision,
        )
        for order, line in enumerate(lines, start=1)
    )
    return World(
        today=TODAY,
        units=unit_rows,
        subjects=subject_rows,
        decisions=(DecisionRow(DECISION, "797/QĐ-UBND", DECIDED, conference_on=HELD, conference_over=True),),
        lines=lines,
        minutes=minutes,
        items=items,
        conference=ConferenceRow(
            CONFERENCE,
            HELD,
            seats=tuple(SeatRow(code, Attendance.PRESENT) for code in codes),
            claims=(
                ClaimRow(Figure.RESULTS, results, "Cổng Sở"),
                ClaimRow(Figure.PRODUCTS, subjects - results, "Cổng Sở"),
                ClaimRow(Figure.UNITS, units, "Cổng Sở"),
                ClaimRow(Figure.ENTERPRISES, 1, "Cổng Sở"),
            ),
        ),
    )


def _subject(number: int, is_result: bool) -> SubjectRow:
    code = f"KQ-2021-{number:03d}" if is_result else f"SP-2021-{number:03d}"
    kind = SubjectKind.RESULT if is_result else SubjectKind.PRODUCT
    return SubjectRow(code, f"Tên của {code}", kind, files={f"tep-{number}": f"{number:064x}"})


def _swap(rows: tuple, row: object, **changes: object) -> tuple:
    return tuple(replace(each, **changes) if each is row else each for each in rows)


Mutation = Callable[[World, Random], World]


def _drop_minutes(world: World, random: Random) -> World:
    lost = random.choice(world.minutes)
    return replace(
        world,
        minutes=tuple(row for row in world.minutes if row is not lost),
        items=tuple(item for item in world.items if item.minutes != lost.code),
    )


def _drop_item(world: World, random: Random) -> World:
    lost = random.choice(world.items)
    return replace(world, items=tuple(item for item in world.items if item is not lost))


def _drop_line(world: World, random: Random) -> World:
    """A line that is neither the last of its unit nor the last of its subject: the published figures stay right."""
    subjects = [line.subject for line in world.lines]
    lost = random.choice([line for line in world.lines if subjects.count(line.subject) > 1])
    return replace(world, lines=tuple(line for line in world.lines if line is not lost))


def _elsewhere(world: World, random: Random) -> World:
    item = random.choice(world.items)
    unit = world.minutes_by_code[item.minutes].unit
    return replace(world, elsewhere=((item.subject, unit, "BB-2022-001"),))


def _second_minutes(world: World, random: Random) -> World:
    """The items of one unit are spread over two minutes."""
    first = random.choice(world.minutes)
    second = replace(first, code="BB-2023-900")
    moved = world.items_by_minutes[first.code][-1]
    return replace(world, minutes=(*world.minutes, second), items=_swap(world.items, moved, minutes=second.code))


def _change_minutes(**changes: object) -> Mutation:
    def mutate(world: World, random: Random) -> World:
        return replace(world, minutes=_swap(world.minutes, random.choice(world.minutes), **changes))

    return mutate


def _unsign(attendance: Attendance, signed: frozenset[Party]) -> Mutation:
    """One unit did not sign and has nothing in hand; its place on the attendance list is as given."""

    def mutate(world: World, random: Random) -> World:
        row = random.choice(world.minutes)
        assert world.conference
        seat = next(seat for seat in world.conference.seats if seat.unit == row.unit)
        return replace(
            world,
            minutes=_swap(world.minutes, row, state=MinutesState.SEALED, signed=signed, signed_on=None),
            items=tuple(replace(item, received=item.received and item.minutes != row.code) for item in world.items),
            conference=replace(world.conference, seats=_swap(world.conference.seats, seat, attendance=attendance)),
        )

    return mutate


def _received_unsigned(world: World, random: Random) -> World:
    row = random.choice(world.minutes)
    return replace(world, minutes=_swap(world.minutes, row, state=MinutesState.SEALED, signed=frozenset({Party.GIVER})))


def _mark_absent(world: World, random: Random) -> World:
    assert world.conference
    seat = random.choice(world.conference.seats)
    seats = _swap(world.conference.seats, seat, attendance=Attendance.ABSENT)
    return replace(world, conference=replace(world.conference, seats=seats))


def _unlist(world: World, random: Random) -> World:
    assert world.conference
    lost = random.choice(world.conference.seats)
    seats = tuple(seat for seat in world.conference.seats if seat is not lost)
    return replace(world, conference=replace(world.conference, seats=seats, claims=()))


def _change_unit(**changes: object) -> Mutation:
    def mutate(world: World, random: Random) -> World:
        return replace(world, units=_swap(world.units, random.choice(world.units), **changes))

    return mutate


def _change_item(**changes: object) -> Mutation:
    def mutate(world: World, random: Random) -> World:
        return replace(world, items=_swap(world.items, random.choice(world.items), **changes))

    return mutate


def _change_subject_of_one_item(**changes: object) -> Mutation:
    """A subject that goes to one unit only, so that one change is one fault."""

    def mutate(world: World, random: Random) -> World:
        subjects = [item.subject for item in world.items]
        single = [subject for subject in world.subjects if subjects.count(subject.code) == 1]
        return replace(world, subjects=_swap(world.subjects, random.choice(single), **changes))

    return mutate


def _change_file(world: World, random: Random) -> World:
    item = random.choice(world.items)
    changed = tuple(replace(file, digest="f" * 64) for file in item.files)
    return replace(world, items=_swap(world.items, item, files=changed))


def _claim(figure: Figure) -> Mutation:
    def mutate(world: World, random: Random) -> World:
        assert world.conference
        claim = next(claim for claim in world.conference.claims if claim.figure is figure)
        wrong = _swap(world.conference.claims, claim, value=claim.value + random.choice([-1, 1, 5]), source="Báo")
        return replace(world, conference=replace(world.conference, claims=wrong))

    return mutate


def _revoke(world: World, random: Random) -> World:
    """One item was written from another, revoked decision that gave the unit the same thing."""
    item = random.choice(world.items)
    revoked = DecisionRow("QD-2023-009", "900/QĐ-UBND", DECIDED, Standing.REVOKED, HELD, conference_over=True)
    return replace(
        world,
        decisions=(*world.decisions, revoked),
        items=_swap(world.items, item, decision=revoked.code),
    )


MUTATIONS: dict[FaultKind, Mutation] = {
    FaultKind.UNIT_WITHOUT_MINUTES: _drop_minutes,
    FaultKind.LINE_WITHOUT_ITEM: _drop_item,
    FaultKind.ITEM_WITHOUT_LINE: _drop_line,
    FaultKind.RECEIVED_TWICE: _elsewhere,
    FaultKind.TWO_MINUTES: _second_minutes,
    FaultKind.UNIT_ABOLISHED: _change_unit(
        abolished_on=HELD - timedelta(days=30), successor_code="DV-900", successor_name="Xã mới"
    ),
    FaultKind.UNIT_RENAMED: _change_unit(name="Tên khác"),
    FaultKind.UNIT_NOT_LISTED: _unlist,
    FaultKind.QUANTITY_DIFFERS: _change_item(quantity=Decimal(99)),
    FaultKind.MEASURE_DIFFERS: _change_item(measure="thùng"),
    FaultKind.MINUTES_UNSIGNED: _unsign(Attendance.ABSENT, frozenset()),
    FaultKind.WITNESS_MISSING: _unsign(Attendance.PRESENT, frozenset({Party.GIVER, Party.RECEIVER})),
    FaultKind.PRESENT_NOT_SIGNED: _unsign(Attendance.PRESENT, frozenset({Party.GIVER, Party.WITNESS})),
    FaultKind.ABSENT_BUT_SIGNED: _mark_absent,
    FaultKind.SIGNED_NOT_RECEIVED: _change_item(received=False),
    FaultKind.ITEM_REFUSED: _change_item(received=False, received_quantity=Decimal(0), refusal="quality"),
    FaultKind.RECEIVED_NOT_SIGNED: _received_unsigned,
    FaultKind.RESULTS_FIGURE: _claim(Figure.RESULTS),
    FaultKind.PRODUCTS_FIGURE: _claim(Figure.PRODUCTS),
    FaultKind.UNITS_FIGURE: _claim(Figure.UNITS),
    FaultKind.ENTERPRISES_FIGURE: _claim(Figure.ENTERPRISES),
    FaultKind.DECISION_REVOKED: _revoke,
    FaultKind.RESULT_WITHDRAWN: _change_subject_of_one_item(standing=Standing.WITHDRAWN, since=HELD),
    FaultKind.RESULT_EXPIRED: _change_subject_of_one_item(standing=Standing.EXPIRED, since=HELD - timedelta(days=1)),
    FaultKind.FILE_CHANGED: _change_file,
    FaultKind.FILE_GONE: _change_item(files=(FilePrint("tep-0", "tep-0.pdf", "f" * 64),)),
    FaultKind.DATE_BEFORE_DECISION: _change_minutes(held_on=DECIDED - timedelta(days=1)),
    FaultKind.KIT_INCOMPLETE: _change_item(kit_complete=False),
    FaultKind.CONTENT_CHANGED: _change_minutes(present_digest="0" * 64),
    FaultKind.VERSION_UNSIGNED: _change_minutes(version="BB-2023-900"),
}
