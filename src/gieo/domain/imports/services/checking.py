"""Reading a workbook and saying what each row would come to. Nothing but the preview is written."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from gieo.core.actor import SYSTEM, Actor
from gieo.core.text import fold
from gieo.domain.imports.engine import Row, Sheet, Unreadable, Workbook
from gieo.domain.imports.models import Import, ImportedRow
from gieo.domain.imports.queries.choices import choices_of
from gieo.domain.imports.rules.cells import is_blank, read_cell
from gieo.domain.imports.rules.heads import EXAMPLES, Heads, best_heads
from gieo.domain.imports.rules.letters import letter
from gieo.domain.imports.rules.reading import Value, Wrong, shown, wrong
from gieo.domain.imports.rules.tables import Column, Table
from gieo.domain.imports.services.kinds import BRINGERS, Bringer, Look, Said
from gieo.domain.imports.services.writing import lock_import, move, step_of
from gieo.domain.imports.vocab import HEADS_WITHIN, MOST_ROWS, REFUSALS, Flaw, ImportState, Mend, Outcome, Remark
from gieo.domain.imports.wording import TOLD_MENDS
from gieo.foundation.files.queries import open_file

CHUNK = 500
MOST_REMARKS = 60
Told = dict[str, Any]


class _Stopped(Exception):
    """The workbook as a whole cannot be taken."""


def check_import(one: Import, *, actor: Actor | None, now: datetime) -> Import:
    """Read the workbook of an import: sheet, heads, every row, every cell; say what each row would come to.

    `actor` is who sent it: rows are looked up among what that person sees. None, when whoever sent it may not any more,
    refuses the workbook. Reading happens outside a transaction, then
    the rows and the new state are written in one. Done already: nothing happens. A workbook that cannot be read as a
    whole is refused with its remarks.
    """
    if one.state != ImportState.READING:
        return one
    remarks: list[Told] = []
    rows: list[ImportedRow] = []
    try:
        if actor is None:
            remarks.append(_remark(Remark.NO_SENDER))
            raise _Stopped
        with open_file(one.file) as content, Workbook(content) as book:
            sheet, heads = _find(book, BRINGERS[one.kind].table_of(), remarks)
            rows = _rows(one, sheet, heads, actor=actor, now=now, remarks=remarks)
    except Unreadable as error:
        remarks.append(_remark(error.remark))
    except _Stopped:
        pass
    is_refused = any(remark["remark"] in REFUSALS for remark in remarks)
    with transaction.atomic():
        row = lock_import(one)
        if row.state != ImportState.READING:
            return row
        verb = "refuse" if is_refused else "check"
        target = step_of(row, verb, SYSTEM)
        row.remarks = remarks
        if not is_refused:
            row.sheet, row.head_row, row.columns = sheet.name[:120], heads.row, _columns(heads)
            row.row_count = len(rows)
            ImportedRow.objects.bulk_create(rows, batch_size=CHUNK)
        faulty = sum(made.outcome == Outcome.FAULTY for made in rows)
        changes = {} if is_refused else {"rows": (0, len(rows)), "faulty": (0, faulty)}
        move(row, verb, target, actor=SYSTEM, now=now, changes=changes)
    return row


def _remark(remark: Remark, **words: Any) -> Told:
    return {"remark": remark.value, "words": words}


def _columns(heads: Heads) -> list[Told]:
    return [
        {"key": column.key, "place": place, "letter": letter(place), "head": heads.heads[place]}
        for place, column in sorted(heads.columns.items())
    ]


# ---- which sheet, which heads


def _find(book: Workbook, table: Table, remarks: list[Told]) -> tuple[Sheet, Heads]:
    """The sheet whose heads fit best; sheets in sight before hidden ones, earlier ones first."""
    sheets = [sheet for sheet in book.sheets if fold(sheet.name) not in EXAMPLES]
    tried = [(sheet, best_heads(table, _texts(sheet))) for sheet in sheets]
    fitting = [(sheet, heads) for sheet, heads in tried if heads is not None]
    if not fitting:
        remarks.append(_remark(Remark.NO_HEADS, heads=", ".join(c.head for c in table.columns if c.needed)))
        raise _Stopped
    sheet, heads = max(fitting, key=lambda pair: (pair[1].found, not pair[0].hidden, -sheets.index(pair[0])))
    if sheet is not sheets[0]:
        remarks.append(_remark(Remark.OTHER_SHEET, sheet=sheet.name))
    if heads.row > 1:
        remarks.append(_remark(Remark.HEADS_BELOW, row=heads.row))
    for one, other in heads.twice:
        remarks.append(_remark(Remark.TWICE, head=heads.heads[one], one=letter(one), other=letter(other)))
    for column in heads.missing(table):
        guess = next((head for _place, head, near in heads.unknown if near == column.head), "")
        remarks.append(_remark(Remark.MISSING_COLUMN, head=column.head, guess=guess))
    for place, head, near in heads.unknown[:20]:
        remarks.append(_remark(Remark.UNKNOWN_COLUMN, letter=letter(place), head=head[:80], guess=near))
    for place, times in heads.times.items():
        remarks.append(_remark(Remark.OTHER_UNIT, head=heads.heads[place], times=f"{times:,}".replace(",", ".")))
    if heads.twice or heads.missing(table):
        raise _Stopped
    return sheet, heads


def _texts(sheet: Sheet) -> list[tuple[int, Mapping[int, str]]]:
    return [
        (row.number, {place: raw for place, raw in row.cells.items() if isinstance(raw, str) and not is_blank(raw)})
        for row in sheet.head(HEADS_WITHIN)
    ]


# ---- rows


def _rows(
    one: Import, sheet: Sheet, heads: Heads, *, actor: Actor, now: datetime, remarks: list[Told]
) -> list[ImportedRow]:
    bringer = BRINGERS[one.kind](actor=actor, now=now)
    read = list(_read_rows(one, sheet, heads, bringer, remarks))
    if not read:
        remarks.append(_remark(Remark.NO_ROWS, sheet=sheet.name, row=heads.row))
        raise _Stopped
    if hidden := sum(mend["mend"] == Mend.HIDDEN for row, _values in read for mend in row.mends):
        remarks.append(_remark(Remark.HIDDEN_ROWS, count=hidden))
    for row, values in read:
        bringer.promise(Said(row.number, values), sound=not row.flaws)
    seen: dict[str, int] = {}
    for row, values in read:
        _judge(row, bringer, bringer.look(Said(row.number, values)), seen, heads)
    return [row for row, _values in read]


def _read_rows(
    one: Import, sheet: Sheet, heads: Heads, bringer: Bringer, remarks: list[Told]
) -> Iterator[tuple[ImportedRow, dict[str, Value]]]:
    choices, count = choices_of(one.kind, bringer.today), 0
    for row in sheet.rows():
        if row.number <= heads.row:
            continue
        cells = {place: raw for place, raw in row.cells.items() if place in heads.columns and not is_blank(raw)}
        if not cells:
            continue
        if text := _group_text(row, cells, heads):
            if len(remarks) < MOST_REMARKS:
                remarks.append(_remark(Remark.GROUP_ROW, row=row.number, text=text[:80]))
            continue
        count += 1
        if count > MOST_ROWS:
            remarks.append(_remark(Remark.TOO_MANY_ROWS, most=f"{MOST_ROWS:,}".replace(",", ".")))
            raise _Stopped
        yield _read_row(one, row, cells, heads, bringer, choices)


def _group_text(row: Row, cells: Mapping[int, Any], heads: Heads) -> str:
    """The title of a group ("I. Các sở") or a sum ("Tổng cộng"): one text, and nothing that a row needs beside it."""
    texts = [raw for _place, raw in sorted(row.cells.items()) if isinstance(raw, str) and not is_blank(raw)]
    if not texts:
        return ""
    first = fold(texts[0])
    needed = [place for place, column in heads.columns.items() if column.needed]
    is_sum = first.startswith(("tong cong", "tong so", "cong:")) or first == "cong"
    if (row.across and len(texts) == 1) or (is_sum and sum(place in cells for place in needed) < len(needed)):
        return texts[0]
    return ""


def _read_row(
    one: Import, row: Row, cells: Mapping[int, Any], heads: Heads, bringer: Bringer, choices: Mapping[str, Any]
) -> tuple[ImportedRow, dict[str, Value]]:
    values: dict[str, Value] = {}
    typed: dict[str, str] = {}
    flaws: list[Told] = []
    mends: list[Told] = [{"column": "", "mend": Mend.HIDDEN.value}] if row.hidden else []
    for place, column in heads.columns.items():
        raw = cells.get(place)
        if raw is None:
            if column.needed:
                flaws.append(told_flaw(heads, place, wrong(Flaw.EMPTY), ""))
            continue
        typed[column.key] = shown(raw)[:1000]
        try:
            read = read_cell(
                raw, column, choices=choices.get(column.key), times=heads.times.get(place, 1), proper=bringer.proper
            )
        except Wrong as fault:
            flaws.append(told_flaw(heads, place, fault, shown(raw)))
            continue
        values[column.key] = read.value
        if read.measure:
            values.setdefault("measure_in_cell", read.measure)
        found = (*read.mends, Mend.MERGED) if place in row.merged else read.mends
        mends += [{"column": column.key, "mend": mend.value} for mend in found]
    made = ImportedRow(
        of=one,
        number=row.number,
        outcome=Outcome.FAULTY if flaws else Outcome.NEW,
        typed=typed,
        values={key: as_json(value) for key, value in values.items()},
        flaws=flaws,
        mends=mends,
        is_mended=any(mend["mend"] in TOLD_MENDS for mend in mends),
    )
    return made, values


def told_flaw(heads: Heads, place: int, fault: Wrong, typed: str) -> Told:
    """A flaw as it is kept: at which cell, what was typed there, what is wrong."""
    column = heads.columns[place]
    return _flaw(column, letter(place), heads.heads[place], fault, typed)


def _flaw(column: Column | None, at: str, head: str, fault: Wrong, typed: str) -> Told:
    return {
        "column": column.key if column else "",
        "letter": at,
        "head": head,
        "typed": typed[:200],
        "flaw": fault.flaw.value,
        "words": {key: str(word) for key, word in fault.words.items()},
    }


def _judge(row: ImportedRow, bringer: Bringer, look: Look, seen: dict[str, int], heads: Heads) -> None:
    """Add what looking has found to what reading has found."""
    places = {column.key: place for place, column in heads.columns.items()}
    for key, fault in look.flaws:
        place = places.get(key)
        if place is None:  # the column is not in this workbook: say it at the row
            row.flaws.append(_flaw(None, "", "", fault, ""))
        elif not any(flaw["column"] == key for flaw in row.flaws):
            row.flaws.append(told_flaw(heads, place, fault, row.typed.get(key, "")))
    for key in look.keys:
        first = seen.setdefault(key, row.number)
        if first != row.number and not any(flaw["flaw"] == Flaw.DOUBLE for flaw in row.flaws):
            place = places.get(look.key_column, next(iter(heads.columns)))
            typed = row.typed.get(look.key_column, "")
            row.flaws.append(told_flaw(heads, place, wrong(Flaw.DOUBLE, row=first), typed))
    if row.flaws:
        row.flaws.sort(key=lambda flaw: places.get(flaw["column"], 0))
        row.outcome = Outcome.FAULTY
    elif look.target is not None:
        row.outcome = Outcome.DIFFERENT if look.changes else Outcome.SAME
        row.changes = {key: list(pair) for key, pair in look.changes.items()}
    if look.target is not None:
        row.record_kind, row.record_id = look.target._meta.label_lower, look.target.pk
        row.record_code = str(getattr(bringer.told_at(look.target), "code", ""))[:60]


def as_json(value: Value) -> Any:
    match value:
        case date():
            return {"date": value.isoformat()}
        case Decimal():
            return {"number": format(value, "f")}
    return value


def from_json(value: Any) -> Value:
    match value:
        case {"date": text}:
            return date.fromisoformat(text)
        case {"number": text}:
            return Decimal(text)
    return value
