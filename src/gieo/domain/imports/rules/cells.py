"""Reading a cell as its column asks."""

from collections.abc import Collection, Mapping

from gieo.core.text import fold, squeeze
from gieo.domain.imports.rules.days import read_date, read_year
from gieo.domain.imports.rules.nearest import nearest
from gieo.domain.imports.rules.reading import Broken, Formula, Raw, Read, shown, wrong
from gieo.domain.imports.rules.sums import read_number, read_quantity, read_sum
from gieo.domain.imports.rules.tables import Column
from gieo.domain.imports.rules.texts import (
    read_body,
    read_email,
    read_long_text,
    read_name,
    read_phone,
    read_text,
    read_title,
    tidied,
)
from gieo.domain.imports.vocab import Flaw, Mend, Reading

LINE = 500
"""Characters of a reference to another record, more than any name has."""


def is_blank(raw: Raw | None) -> bool:
    """Nothing, blanks, or a dash that people put where there is nothing."""
    return raw is None or (isinstance(raw, str) and squeeze(raw).strip("-–—.…/ ") == "")


def read_cell(
    raw: Raw, column: Column, *, choices: Mapping[str, str] | None = None, times: int = 1, proper: Collection[str] = ()
) -> Read:
    """The value of a cell that is not blank. Raises Wrong.

    `choices` maps the values of a closed list to their labels, `times` multiplies sums, `proper` are names of places
    that keep their capitals.
    """
    if isinstance(raw, Formula):
        raise wrong(Flaw.NO_VALUE_OF_FORMULA)
    if isinstance(raw, Broken):
        raise wrong(Flaw.ERROR_CELL)
    match column.reading:
        case Reading.DATE:
            return read_date(raw)
        case Reading.YEAR:
            return read_year(raw)
        case Reading.SUM:
            return read_sum(raw, times=times)
        case Reading.QUANTITY:
            return read_quantity(raw)
        case Reading.NUMBER:
            return read_number(raw, low=column.low, high=column.high)
    return _read_words(raw, column, choices or {}, proper)


def _read_words(raw: Raw, column: Column, choices: Mapping[str, str], proper: Collection[str]) -> Read:
    was_number = not isinstance(raw, str)
    text = raw if isinstance(raw, str) else shown(raw)
    match column.reading:
        case Reading.LONG_TEXT:
            return read_long_text(text, longest=column.longest)
        case Reading.NAME:
            return read_name(text, longest=column.longest)
        case Reading.BODY:
            return read_body(text, longest=column.longest, proper=proper)
        case Reading.TITLE:
            return read_title(text, longest=column.longest, proper=proper)
        case Reading.EMAIL:
            return read_email(text)
        case Reading.PHONE:
            return read_phone(text, was_number=was_number)
        case Reading.CHOICE:
            return read_choice(text, choices)
    return read_text(text, longest=column.longest or LINE)


def read_choice(text: str, choices: Mapping[str, str]) -> Read:
    """A value of a closed list by its label or by the value itself, accents or not. Raises Wrong with the nearest."""
    wanted = fold(text)
    for value, label in choices.items():
        if wanted in (fold(label), fold(value), fold(value.replace("_", " "))):
            return Read(value, (Mend.LABEL_READ,) if squeeze(text) != label else tidied(text, squeeze(text)))
    raise wrong(Flaw.UNKNOWN_CHOICE, guess=nearest(text, choices.values()), choices=", ".join(choices.values()))
