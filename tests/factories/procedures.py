"""The tables of codes as they come with the program."""

from __future__ import annotations

from datetime import UTC, date, datetime

from gieo.core.actor import SYSTEM
from gieo.domain.procedures.models import CodeEntry
from gieo.domain.procedures.queries import code_entries
from gieo.domain.procedures.services import load_code_tables
from gieo.domain.procedures.vocab import CodeKey

NOW = datetime(2023, 11, 7, 1, 0, tzinfo=UTC)
DAY = date(2023, 11, 7)


def code_entry(key: CodeKey, code: str) -> CodeEntry:
    """A line of the table in force on the day of the conference; the tables are loaded when they are not there."""
    found = code_entries(key, DAY).filter(code=code).first()
    if found is None:
        load_code_tables(actor=SYSTEM, now=NOW)
        found = code_entries(key, DAY).get(code=code)
    return found


def field(code: str = "4") -> CodeEntry:
    """A research field: 4, agriculture."""
    return code_entry(CodeKey.FIELD, code)


def objective(code: str = "03") -> CodeEntry:
    """A socio-economic objective: 03, agricultural production."""
    return code_entry(CodeKey.OBJECTIVE, code)
