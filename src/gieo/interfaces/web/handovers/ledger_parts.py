"""Parts of the ledger's pages: figures, faults with links, the matrix, funnel and clock, lines for files."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gieo.domain.handovers.queries.ledger import LedgerPage
from gieo.domain.handovers.rules import counts
from gieo.domain.handovers.rules.faults import Fault
from gieo.domain.handovers.rules.succession import passed_minutes
from gieo.domain.handovers.rules.world import MinutesRow, World
from gieo.domain.handovers.vocab import Cell, Figure, SubjectKind
from gieo.domain.handovers.wording import STATE_LABELS, Way, passed_words, tell
from gieo.domain.transfers.models import Conference, TransferDecision
from gieo.domain.transfers.queries.clocks import leg_spreads, line_clocks
from gieo.domain.transfers.wording import LEG_LABELS, figure_words
from gieo.interfaces.web.handovers.parts import address
from gieo.interfaces.web.ui.charts import Bar
from gieo.interfaces.web.ui.components import Cell as Square
from gieo.interfaces.web.ui.components import Link, Matrix, MatrixHead, MatrixRow, Pill
from gieo.interfaces.web.ui.lists import Column
from gieo.interfaces.web.ui.records import record_url

FIGURES = {
    "results": gettext_lazy("Kết quả được giao"),
    "products": gettext_lazy("Sản phẩm được giao"),
    "units": gettext_lazy("Đơn vị nhận"),
    "enterprises": gettext_lazy("Doanh nghiệp trong số đơn vị nhận"),
    "lines": gettext_lazy("Lượt giao theo quyết định"),
    "prepared": gettext_lazy("Lượt giao đã có trong biên bản"),
    "signed": gettext_lazy("Lượt giao đã ký"),
    "received": gettext_lazy("Lượt giao đã nhận"),
}
_CELLS = {
    Cell.RECEIVED: "full",
    Cell.SIGNED: "part",
    Cell.UNSIGNED: "none",
    Cell.UNPREPARED: "none",
    Cell.NOTHING: "empty",
}


@dataclass(frozen=True)
class Place:
    """Whose ledger this is, and where its pages are."""

    verb: str
    code: str
    held_on: date | None
    conference: Conference | None = None
    decision: TransferDecision | None = None

    def rows(self, figure: str, unit: str = "") -> str:
        address = self._addresses[figure]
        return f"{address}?unit={unit}" if unit else address

    @cached_property
    def _addresses(self) -> dict[str, str]:
        return {figure: reverse(f"handovers:{self.verb}_rows", args=[self.code, figure]) for figure in FIGURES}


def subject_url(world: World, code: str) -> str:
    subject = world.subject_by_code.get(code)
    kind = "results.product" if subject and subject.kind is SubjectKind.PRODUCT else "results.result"
    return record_url(kind, code)


def figure_cards(ledger: LedgerPage, place: Place) -> list[dict[str, Any]]:
    """The four published counts, each opening its rows."""
    return [
        {"value": count.value, "label": figure_words(count.figure, count.value), "href": place.rows(count.figure.value)}
        for count in counts.published_counts(ledger.world)
    ]


def fault_rows(ledger: LedgerPage, place: Place, *, pending: bool = False) -> list[dict[str, Any]]:
    """Every disagreement told, with its links and what people have said about it."""
    found = ledger.ledger.pending if pending else ledger.ledger.faults
    return [
        {
            "key": fault.key,
            "told": (told := tell(fault, ledger.world)),
            "links": [link for way in told.ways if (link := _way(way, fault, ledger.world, place)).url],
            "notes": ledger.notes_on(fault),
            "prepare": _prepare_url(fault, place),
        }
        for fault in found
    ]


def passed_rows(ledger: LedgerPage) -> list[tuple[Link, str]]:
    """Minutes that another unit has taken over, each with its sentence."""
    world = ledger.world
    return [
        (Link(row.minutes, address("record", row.minutes)), passed_words(row, world.unit_by_code[row.unit].name))
        for row in passed_minutes(world)
    ]


def _way(way: Way, fault: Fault, world: World, place: Place) -> Link:
    kind, _sep, figure = way.kind.partition(":")
    match kind:
        case "minutes":
            url = address("record", way.code)
        case "sign" | "receive":
            url = address(kind, way.code)
        case "unit":
            url = record_url("units.unit", way.code)
        case "subject":
            url = subject_url(world, way.code)
        case "decision":
            url = record_url("transfers.transferdecision", way.code)
        case "conference":
            url = record_url("transfers.conference", way.code)
        case "figure":
            url = place.rows(figure)
        case _:
            url = address("conference", place.code) if place.conference else ""
    return Link(way.label, url)


def _prepare_url(fault: Fault, place: Place) -> str:
    """Where a draft for the fault's unit is written, in the ledger of a decision."""
    writes = any(way == fault.kind for way in ("unit_without_minutes", "line_without_item"))
    return address("prepare_one", fault.decision, fault.unit) if writes and place.decision else ""


def matrix_table(ledger: LedgerPage, table: counts.Matrix, place: Place) -> Matrix:
    """Units × results, products as one number, then items ordered, written, received."""
    world = ledger.world
    heads = [
        MatrixHead(mark=f"KQ{at}", name=f"{code} · {world.title(code)}", url=subject_url(world, code))
        for at, code in enumerate(table.results, start=1)
    ]
    heads += [
        MatrixHead(mark=_("Sản phẩm"), total=True),
        MatrixHead(mark=_("Theo quyết định"), total=True),
        MatrixHead(mark=_("Trong biên bản"), total=True),
        MatrixHead(mark=_("Đã nhận"), total=True),
    ]
    return Matrix(
        corner=_("Đơn vị nhận"),
        heads=tuple(heads),
        rows=tuple(_matrix_row(ledger, row, place) for row in table.rows),
        caption=_("Đơn vị nhận theo kết quả, sản phẩm; tình trạng ký và nhận"),
        sums=MatrixRow(
            label=_("Cộng lượt giao"),
            cells=(
                *(_number(number, place.rows("lines")) for number in table.per_result),
                _number(table.products, place.rows("lines")),
                _number(table.ordered, place.rows("lines")),
                _number(table.prepared, place.rows("prepared")),
                _number(table.received, place.rows("received")),
            ),
        ),
    )


def _matrix_row(ledger: LedgerPage, row: counts.MatrixRow, place: Place) -> MatrixRow:
    pill = _unit_pill(ledger, row.unit)
    url = address("record", row.minutes) if row.minutes else record_url("units.unit", row.unit)
    return MatrixRow(
        label=ledger.world.unit_name(row.unit),
        url=url,
        fault=pill is not None and pill.tone == "late",
        pill=pill,
        cells=(
            *(
                Square(state=_CELLS[square.cell], url=address("record", square.minutes) if square.minutes else "")
                for square in row.squares
            ),
            _number(row.products, place.rows("lines", row.unit)),
            _number(row.ordered, place.rows("lines", row.unit)),
            _number(row.prepared, place.rows("prepared", row.unit)),
            _number(row.received, place.rows("received", row.unit)),
        ),
    )


def _unit_pill(ledger: LedgerPage, unit: str) -> Pill | None:
    """Whether something of the unit's disagrees, and whether somebody has explained all of it."""
    faults = [fault for fault in ledger.ledger.faults if fault.unit == unit]
    if not faults:
        return None
    if all(ledger.notes_on(fault) for fault in faults):
        return Pill(word=_("đã giải thích"), tone="wait")
    return Pill(word=_("chưa khớp"), tone="late")


def _number(value: int, url: str) -> Square:
    return Square(state="number", text=str(value), url=url if value else "")


def funnel_bars(left: counts.Funnel, place: Place) -> list[Bar]:
    """Distinct results and products left at each stage."""
    return [
        Bar(label=_("Quyết định giao"), value=left.decided, url=place.rows("lines")),
        Bar(label=_("Đã vào biên bản"), value=left.prepared, url=place.rows("prepared")),
        Bar(label=_("Đã ký"), value=left.signed, url=place.rows("signed")),
        Bar(label=_("Đã nhận hồ sơ"), value=left.received, url=place.rows("received")),
    ]


def clock_bars(ledger: LedgerPage, place: Place, today: date) -> list[Bar]:
    """The middle number of calendar days of each leg, over the lines that have run it."""
    clocks = line_clocks(ledger.lines, conferred_on=place.held_on, received=ledger.received, today=today)
    return [
        Bar(
            label=str(LEG_LABELS[leg.key]),
            value=leg.middle,
            note=_("từ %(low)s đến %(high)s ngày") % {"low": leg.shortest, "high": leg.longest}
            if leg.shortest != leg.longest
            else "",
            mark=leg.key == "decision_conference",
        )
        for leg in leg_spreads([row.clock for row in clocks])
        if leg.middle is not None
    ]


@dataclass(frozen=True)
class LedgerLine:
    """One handover: subject, unit, what the decision and the minutes say, how far it has come."""

    subject: str
    title: str
    subject_url: str
    unit: str
    unit_name: str
    ordered: str
    given: str
    minutes: str
    state: str
    signed: bool
    received: bool


def ledger_lines(world: World) -> list[LedgerLine]:
    """Every line of the decisions, then every item beyond them."""
    keys = dict.fromkeys([line.key for line in world.lines] + list(world.items_by_key))
    lines = {line.key: line for line in world.lines}
    rows = []
    for subject, unit in keys:
        line, items = lines.get((subject, unit)), world.items_by_key.get((subject, unit), [])
        minutes: MinutesRow | None = world.minutes_by_code[items[0].minutes] if items else None
        rows.append(
            LedgerLine(
                subject=subject,
                title=world.title(subject),
                subject_url=subject_url(world, subject),
                unit=unit,
                unit_name=world.unit_name(unit),
                ordered=f"{line.quantity.normalize():f} {line.measure}" if line and line.quantity is not None else "",
                given=f"{items[0].quantity.normalize():f} {items[0].measure}" if items and items[0].quantity else "",
                minutes=minutes.code if minutes else "",
                state=str(STATE_LABELS[minutes.state]) if minutes else _("Chưa có biên bản"),
                signed=bool(minutes and minutes.fully_signed),
                received=bool(items) and all(item.received for item in items),
            )
        )
    return rows


def figure_rows(ledger: LedgerPage, figure: str, *, unit: str = "") -> list[dict[str, Any]]:
    """The rows behind one number: records counted once for the four published figures, else handovers."""
    world = ledger.world
    lines = [row for row in ledger_lines(world) if not unit or row.unit == unit]
    if figure in set(Figure):
        count = next(one for one in counts.published_counts(world) if one.figure == figure)
        by_unit = figure in (Figure.UNITS, Figure.ENTERPRISES)
        return [_counted(world, code, lines, by_unit=by_unit) for code in count.codes]
    keep = {
        "lines": lambda row: (row.subject, row.unit) in {line.key for line in world.lines},
        "prepared": lambda row: bool(row.minutes),
        "signed": lambda row: row.signed,
        "received": lambda row: row.received,
    }[figure]
    return [
        {
            "code": row.subject,
            "name": row.title,
            "url": row.subject_url,
            "detail": [Link(row.unit_name, record_url("units.unit", row.unit))],
            "minutes": [Link(row.minutes, address("record", row.minutes))] if row.minutes else [],
            "state": row.state,
        }
        for row in lines
        if keep(row)
    ]


def _counted(world: World, code: str, lines: list[LedgerLine], *, by_unit: bool) -> dict[str, Any]:
    own = [row for row in lines if (row.unit if by_unit else row.subject) == code]
    minutes = dict.fromkeys(row.minutes for row in own if row.minutes)
    return {
        "code": code,
        "name": world.unit_name(code) if by_unit else world.title(code),
        "url": record_url("units.unit", code) if by_unit else subject_url(world, code),
        "detail": [
            Link(row.title, row.subject_url) if by_unit else Link(row.unit_name, record_url("units.unit", row.unit))
            for row in own
        ],
        "minutes": [Link(one, address("record", one)) for one in minutes],
        "state": "",
    }


@dataclass(frozen=True)
class ToldLine:
    """A line of the ledger with what disagrees about it; a fault of no single handover is a line of its own."""

    key: str
    unit_name: str = ""
    line: LedgerLine | None = None
    told: str = ""


def told_lines(ledger: LedgerPage) -> list[ToldLine]:
    """One row a handover, then one a fault that belongs to no single handover."""
    world = ledger.world
    told: dict[tuple[str, str], list[str]] = {}
    rest = []
    for fault in ledger.ledger.faults:
        words = str(tell(fault, world).title)
        if fault.subject and fault.unit:
            told.setdefault((fault.subject, fault.unit), []).append(words)
        else:
            rest.append(ToldLine(fault.key, world.unit_name(fault.unit) if fault.unit else "", None, words))
    rows = [
        ToldLine(f"{row.subject}-{row.unit}", row.unit_name, row, "; ".join(told.get((row.subject, row.unit), [])))
        for row in ledger_lines(world)
    ]
    return [*rows, *rest]


def _of_line(read: Callable[[LedgerLine], Any]) -> Callable[[ToldLine], Any]:
    return lambda row: read(row.line) if row.line else None


LINE_COLUMNS = (
    Column("unit", gettext_lazy("Đơn vị nhận"), lambda row: row.unit_name, width=24),
    Column("code", gettext_lazy("Mã"), _of_line(lambda line: line.subject), kind="pill", width=12),
    Column("title", gettext_lazy("Kết quả, sản phẩm"), _of_line(lambda line: line.title), width=34),
    Column("ordered", gettext_lazy("Theo quyết định"), _of_line(lambda line: line.ordered), kind="pill", width=9),
    Column("given", gettext_lazy("Trong biên bản"), _of_line(lambda line: line.given), kind="pill", width=9),
    Column("minutes", gettext_lazy("Biên bản"), _of_line(lambda line: line.minutes), kind="pill", width=12),
    Column("state", gettext_lazy("Tình trạng"), _of_line(lambda line: line.state), kind="pill"),
    Column("signed", gettext_lazy("Đã ký"), _of_line(lambda line: int(line.signed)), kind="number", width=6),
    Column("received", gettext_lazy("Đã nhận"), _of_line(lambda line: int(line.received)), kind="number", width=6),
    Column("faults", gettext_lazy("Chỗ chưa khớp"), lambda row: row.told),
)
FIGURE_COLUMNS = (
    Column("code", gettext_lazy("Mã"), lambda row: row["code"], kind="pill"),
    Column("name", gettext_lazy("Tên"), lambda row: row["name"], width=36),
    Column("with", gettext_lazy("Gắn với"), lambda row: "; ".join(str(link.label) for link in row["detail"]), width=40),
    Column("minutes", gettext_lazy("Biên bản"), lambda row: ", ".join(link.label for link in row["minutes"])),
    Column("state", gettext_lazy("Tình trạng"), lambda row: row["state"], kind="pill"),
)
