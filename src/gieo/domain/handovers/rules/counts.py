"""Published counts, each with the rows behind it; the matrix units × results; the funnel of one ledger."""

from collections.abc import Iterable
from dataclasses import dataclass

from gieo.domain.handovers.rules.world import MinutesRow, World
from gieo.domain.handovers.vocab import Cell, Figure, SubjectKind


@dataclass(frozen=True)
class Count:
    """A figure and the codes of what it counts, each once."""

    figure: Figure
    codes: tuple[str, ...]

    @property
    def value(self) -> int:
        return len(self.codes)


def published_counts(world: World) -> tuple[Count, ...]:
    """Results, products, units and enterprises of the lines, each counted once however often it stands there.

    Of a conference with a list of units, only lines to units on that list count, as on its public page: a unit invited
    that receives nothing adds no row. A unit is an enterprise by its kind on the day of the handover.
    """
    lines = [line for line in world.lines if not world.attendance or line.unit in world.attendance]
    subjects = dict.fromkeys(line.subject for line in lines)
    units = dict.fromkeys(line.unit for line in lines)
    return (
        Count(Figure.RESULTS, _of_kind(world, subjects, SubjectKind.RESULT)),
        Count(Figure.PRODUCTS, _of_kind(world, subjects, SubjectKind.PRODUCT)),
        Count(Figure.UNITS, tuple(units)),
        Count(
            Figure.ENTERPRISES,
            tuple(code for code in units if code in world.unit_by_code and world.unit_by_code[code].is_enterprise),
        ),
    )


def _of_kind(world: World, codes: Iterable[str], kind: SubjectKind) -> tuple[str, ...]:
    return tuple(code for code in codes if code in world.subject_by_code and world.subject_by_code[code].kind is kind)


@dataclass(frozen=True)
class Square:
    """One cell of the matrix, with the minutes it opens ("" when there are none)."""

    subject: str
    cell: Cell
    minutes: str = ""


@dataclass(frozen=True)
class MatrixRow:
    """A receiving unit: a square per result, and numbers of items by stage."""

    unit: str
    squares: tuple[Square, ...]
    products: int
    ordered: int
    prepared: int
    received: int
    minutes: str = ""


@dataclass(frozen=True)
class Matrix:
    """Units × results, with the products counted in one column; totals count handovers, not distinct subjects."""

    results: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    per_result: tuple[int, ...]
    products: int
    ordered: int
    prepared: int
    received: int
    distinct: int


def matrix(world: World) -> Matrix:
    """The matrix of the world's lines and of items beyond them, units in the order of the decision."""
    results = _of_kind(
        world,
        dict.fromkeys([line.subject for line in world.lines] + [item.subject for item in world.items]),
        SubjectKind.RESULT,
    )
    units = dict.fromkeys([*world.lines_by_unit, *world.minutes_by_unit])
    rows = tuple(_row(world, unit, results) for unit in units)
    return Matrix(
        results=results,
        rows=rows,
        per_result=tuple(sum(row.squares[at].cell is not Cell.NOTHING for row in rows) for at in range(len(results))),
        products=sum(row.products for row in rows),
        ordered=sum(row.ordered for row in rows),
        prepared=sum(row.prepared for row in rows),
        received=sum(row.received for row in rows),
        distinct=len({line.subject for line in world.lines}),
    )


def _row(world: World, unit: str, results: tuple[str, ...]) -> MatrixRow:
    lines = world.lines_by_unit.get(unit, [])
    minutes = world.minutes_by_unit.get(unit, [])
    items = [item for row in minutes for item in world.items_by_minutes.get(row.code, [])]
    owed = {line.subject for line in world.owed_by_unit.get(unit, [])}
    products = _of_kind(world, dict.fromkeys(line.subject for line in lines), SubjectKind.PRODUCT)
    return MatrixRow(
        unit=unit,
        squares=tuple(_square(world, unit, result, result in owed) for result in results),
        products=len(products),
        ordered=len(lines),
        prepared=len(items),
        received=sum(item.received for item in items),
        minutes=minutes[0].code if minutes else "",
    )


def _square(world: World, unit: str, result: str, owed: bool) -> Square:
    items = world.items_by_key.get((result, unit), [])
    if not items:
        return Square(result, Cell.UNPREPARED if owed else Cell.NOTHING)
    item = items[0]
    minutes: MinutesRow = world.minutes_by_code[item.minutes]
    if not minutes.fully_signed:
        return Square(result, Cell.UNSIGNED, minutes.code)
    return Square(result, Cell.RECEIVED if item.received else Cell.SIGNED, minutes.code)


@dataclass(frozen=True)
class Funnel:
    """Distinct subjects left at each stage of the handover."""

    decided: int
    prepared: int
    signed: int
    received: int


def funnel(world: World) -> Funnel:
    """How many distinct results and products are in the decision, in minutes, signed for, in hand."""
    ordered = {line.subject for line in world.lines}
    prepared, signed, received = set(), set(), set()
    for item in world.items:
        minutes = world.minutes_by_code.get(item.minutes)
        if minutes is None or item.subject not in ordered:
            continue
        prepared.add(item.subject)
        if minutes.fully_signed:
            signed.add(item.subject)
            if item.received:
                received.add(item.subject)
    return Funnel(len(ordered), len(prepared), len(signed), len(received))
