"""Days in the shapes that people write them."""

import re
from datetime import date, timedelta
from decimal import Decimal

from gieo.core.text import fold, squeeze
from gieo.domain.imports.rules.reading import Raw, Read, wrong
from gieo.domain.imports.vocab import Flaw, Mend

FIRST_YEAR, LAST_YEAR = 1900, 2100
_EXCEL_BEGINS = date(1899, 12, 30)
_SERIALS = range(10_000, 73_051)  # 18/05/1927 to 31/12/2099
_NUMBERS = re.compile(r"(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{2}|\d{4})")
_ISO = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?:[t ]00:00(?::00)?(?:\.0+)?z?)?")
_WORDS = re.compile(r"(?:.*,\s*)?(?:ngay\s+)?(\d{1,2})\s+thang\s+(\d{1,2})\s*,?\s+nam\s+(\d{4})")


def read_date(raw: Raw) -> Read:
    """A day from a date cell, 07/11/2023, 7-11-2023, 7.11.2023, 2023-11-07, "ngày 7 tháng 11 năm 2023", or the number
    that Excel keeps of a day. The day stands before the month. Raises Wrong for anything else, in particular for a year
    alone, a year of two digits, and 11/25/2023."""
    if isinstance(raw, date):
        return Read(_in_range(raw))
    if isinstance(raw, (int, Decimal)) and not isinstance(raw, bool):
        return _of_number(Decimal(raw))
    text = fold(squeeze(str(raw))).strip(" .")
    if re.fullmatch(r"\d+([.,]0+)?", text):
        return _of_number(Decimal(re.split(r"[.,]", text)[0]))
    if found := _ISO.fullmatch(text):
        return Read(_day(int(found[3]), int(found[2]), int(found[1])), (Mend.DAY_READ,))
    if found := _NUMBERS.fullmatch(text) or _WORDS.fullmatch(text):
        if len(found[3]) == 2:
            raise wrong(Flaw.SHORT_YEAR, day=f"{int(found[1]):02}/{int(found[2]):02}/20{found[3]}")
        return Read(_day(int(found[1]), int(found[2]), int(found[3])), (Mend.DAY_READ,))
    if found := re.fullmatch(r"(?:nam\s+|\d{1,2}/)?(\d{4})", text):
        raise wrong(Flaw.ONLY_YEAR, year=found[1])
    raise wrong(Flaw.NOT_A_DATE)


def _of_number(number: Decimal) -> Read:
    if FIRST_YEAR <= number <= LAST_YEAR:
        raise wrong(Flaw.ONLY_YEAR, year=str(int(number)))
    if int(number) not in _SERIALS:
        raise wrong(Flaw.NOT_A_DATE)
    return Read(_EXCEL_BEGINS + timedelta(days=int(number)), (Mend.SERIAL,))


def _day(day: int, month: int, year: int) -> date:
    try:
        return _in_range(date(year, month, day))
    except ValueError:
        pass
    try:
        turned = date(year, day, month)
    except ValueError:
        raise wrong(Flaw.NO_SUCH_DAY) from None
    raise wrong(Flaw.MONTH_FIRST, day=f"{turned:%d/%m/%Y}")


def _in_range(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise wrong(Flaw.FAR_DAY, year=day.year)
    return day


def read_year(raw: Raw) -> Read:
    """A year of four digits: 2023, "năm 2023", "2023.0"."""
    if isinstance(raw, date):
        return Read(raw.year, (Mend.DAY_READ,))
    text = fold(squeeze(str(raw))).removeprefix("nam ").strip()
    if (found := re.fullmatch(r"(\d{4})([.,]0+)?", text)) and FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        return Read(int(found[1]), (Mend.TEXT_NUMBER,) if isinstance(raw, str) else ())
    raise wrong(Flaw.NOT_A_YEAR)
