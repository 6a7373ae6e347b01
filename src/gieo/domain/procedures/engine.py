"""Reads the rule files (TOML) of `data/`. They are part of the program: a fault in them ends the start, not a deed."""

import tomllib
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from gieo.core.basis import Mark
from gieo.core.calendar import SpanUnit
from gieo.core.text import nfc
from gieo.domain.procedures.rules import CodeRow, CodeTable, LegalLimit

DATA = Path(__file__).parent / "data"


@lru_cache(maxsize=1)
def legal_limits() -> tuple[LegalLimit, ...]:
    """Every limit of data/limits, in the order of the files and of the lines in them."""
    return tuple(
        _limit(row) for path in sorted((DATA / "limits").glob("*.toml")) for row in _read(path).get("limit", [])
    )


@lru_cache(maxsize=1)
def code_tables() -> tuple[CodeTable, ...]:
    """Every code table of data/codes."""
    return tuple(_table(_read(path)) for path in sorted((DATA / "codes").glob("*.toml")))


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(nfc(path.read_text(encoding="utf-8")))


def _limit(row: dict[str, Any]) -> LegalLimit:
    return LegalLimit(
        key=row["key"],
        subject=row["subject"],
        count=row["count"],
        unit=SpanUnit(row["unit"]),
        times=row.get("times", 1),
        document=row["document"],
        article=row.get("article", ""),
        mark=Mark(row["mark"]),
        since=_day(row, "since"),
        until=_day(row, "until"),
        note=row.get("note", ""),
    )


def _table(file: dict[str, Any]) -> CodeTable:
    head = file["table"]
    mark = Mark(head["mark"])
    return CodeTable(
        key=head["key"],
        version=head["version"],
        name=head["name"],
        document=head["document"],
        article=head.get("article", ""),
        mark=mark,
        since=_day(head, "since"),
        until=_day(head, "until"),
        note=head.get("note", ""),
        rows=tuple(
            CodeRow(
                code=row["code"],
                name=row["name"],
                name_en=row["name_en"],
                parent=row.get("parent", ""),
                mark=Mark(row.get("mark", mark)),
                article=row.get("article", head.get("article", "")),
                natures=tuple(row.get("natures", ())),
            )
            for row in file["row"]
        ),
    )


def _day(row: dict[str, Any], name: str) -> date | None:
    day = row.get(name)
    if day is not None and type(day) is not date:
        raise TypeError(f"{name} must be a date, not {day!r}")
    return day
