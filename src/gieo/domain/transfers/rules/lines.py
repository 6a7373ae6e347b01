"""Which item may go to which unit, and how a pasted list of lines is read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from gieo.core.text import fold, squeeze
from gieo.domain.results.vocab import ResultState
from gieo.domain.transfers.vocab import LineFault

GIVEABLE = frozenset({ResultState.REGISTERED, ResultState.TRANSFERABLE})
_MAX_QUANTITY = Decimal("100000000000")
_THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+(,\d+)?")
_HEADS = ("ma", "ma ket qua", "ma san pham", "ma muc", "ma ket qua, san pham", "stt", "tt")


def result_fault(state: str) -> LineFault | None:
    """Why a result in this state may not stand in a decision, or None when it may.

    Registration comes before transfer: Circular 14/2014/TT-BKHCN, Articles 10 to 16, asks for it within 30 working days
    of acceptance. What was withdrawn or has expired is given to nobody.
    """
    if state in GIVEABLE:
        return None
    if state == ResultState.WITHDRAWN:
        return LineFault.WITHDRAWN
    if state == ResultState.EXPIRED:
        return LineFault.EXPIRED
    return LineFault.NOT_REGISTERED


def unit_fault(*, since: date | None, abolished_on: date | None, on: date) -> LineFault | None:
    """Why a unit could not receive on a day: not yet founded, or no longer there. Abolished the day after is fine."""
    if abolished_on is not None and abolished_on <= on:
        return LineFault.UNIT_ABOLISHED
    if since is not None and since > on:
        return LineFault.UNIT_NOT_YET
    return None


@dataclass(frozen=True)
class PastedRow:
    """One row of a pasted list: item code, unit (code or name), and what may follow. `number` counts from 1."""

    number: int
    item: str
    unit: str
    quantity: Decimal | None = None
    quantity_unit: str = ""
    basis: str = ""


@dataclass(frozen=True)
class PastedFault:
    number: int
    fault: LineFault
    text: str = ""


def parse_quantity(text: str) -> Decimal | None:
    """A quantity as typed in Vietnam: "1.200" is a thousand two hundred, "2,5" two and a half. None when it is no
    positive number of at most three decimals."""
    bare = text.replace(" ", "").replace("\u00a0", "")
    if _THOUSANDS.fullmatch(bare):
        bare = bare.replace(".", "")
    try:
        value = Decimal(bare.replace(",", "."))
    except InvalidOperation:
        return None
    if not value.is_finite() or not 0 < value < _MAX_QUANTITY or value != round(value, 3):
        return None
    return value


def parse_pasted(text: str) -> tuple[tuple[PastedRow, ...], tuple[PastedFault, ...]]:
    """Read a list pasted from a sheet or typed by hand: item; unit; quantity; unit of measure; basis.

    Cells are parted by a tab, a semicolon or a bar. Only the first two are needed. Blank lines and a head line are
    passed over. Every row that cannot be read becomes a fault with its number, counted as the person sees the lines.
    """
    rows: list[PastedRow] = []
    faults: list[PastedFault] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        cells = [squeeze(cell) for cell in re.split(r"[\t;|]", line)]
        if not rows and not faults and fold(cells[0]) in _HEADS:
            continue
        item, unit, amount, measure, basis = [*cells, "", "", "", ""][:5]
        quantity = parse_quantity(amount) if amount else None
        if not item or not unit:
            faults.append(PastedFault(number, LineFault.EMPTY_ROW, line.strip()))
        elif amount and quantity is None:
            faults.append(PastedFault(number, LineFault.BAD_QUANTITY, amount))
        else:
            rows.append(PastedRow(number, item.upper(), unit, quantity, measure, basis))
    return tuple(rows), tuple(faults)


def moved(order: Iterable[int], key: int, by: int) -> list[int]:
    """The same keys with one of them moved up (-1) or down (+1); at the edge nothing changes."""
    keys = list(order)
    place = keys.index(key)
    goal = min(max(place + by, 0), len(keys) - 1)
    keys.insert(goal, keys.pop(place))
    return keys
