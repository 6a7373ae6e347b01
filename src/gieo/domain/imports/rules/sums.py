"""Sums in đồng, quantities and whole numbers, however their groups are parted."""

import re
from datetime import date
from decimal import Decimal

from gieo.core.money import format_number
from gieo.core.text import fold, squeeze
from gieo.domain.imports.rules.reading import Raw, Read, Wrong, plain_number, wrong
from gieo.domain.imports.vocab import Flaw, Mend

MOST = 10**15
_WORDS = {"ty": 10**9, "ti": 10**9, "trieu": 10**6, "tr": 10**6, "nghin": 1000, "ngan": 1000}
_GROUPED = re.compile(r"\d{1,3}(?:([., ])\d{3})(?:\1\d{3})*")
_GROUPED_WITH_REST = re.compile(r"(\d{1,3}(?:([., ])\d{3})(?:\2\d{3})*)(?!\2)[.,](\d{1,6})")
_IN_WORDS = re.compile(r"(\d+(?:[.,]\d+)?)\s*(ty|ti|trieu|tr|nghin|ngan)")
_AMOUNT = re.compile(r"(\d[\d.,\s]*)\s*(.*)", re.DOTALL)


def read_sum(raw: Raw, *, times: int = 1) -> Read:
    """Whole đồng from a number, 1.284.500.000, 1,284,500,000, 1 284 500 000 đồng, or "1,2 tỷ".

    `times` is a million where the head says "triệu đồng". A sum in words is read where it can mean one thing only:
    "1,2 tỷ" is, "1.284 tỷ" could be a thousand times less or more, and is refused. Raises Wrong.
    """
    if isinstance(raw, bool | date):
        raise wrong(Flaw.NOT_A_SUM)
    if isinstance(raw, int | Decimal):
        return Read(_whole(Decimal(raw) * times), (Mend.MULTIPLIED,) if times > 1 else ())
    text = fold(squeeze(str(raw).replace("\u00a0", " ")))
    bare = re.sub(r"\s*(dong|vnd|d)\.?$", "", text).strip()
    if bare.startswith(("-", "(")) and re.search(r"\d", bare):
        raise wrong(Flaw.NEGATIVE)
    if found := _IN_WORDS.fullmatch(bare):
        return _in_words(found[1], _WORDS[found[2]])
    if re.fullmatch(r"\d+", bare) or _GROUPED.fullmatch(bare):
        amount = Decimal(re.sub(r"[., ]", "", bare))
        if times > 1 and _GROUPED.fullmatch(bare) and bare.count(".") + bare.count(",") == 1:
            raise _two_sums_in_unit(bare, amount, times)
        return Read(_whole(amount * times), (Mend.MULTIPLIED,) if times > 1 else (Mend.SUM_READ,))
    if times > 1 and re.fullmatch(r"\d+[.,]\d{1,2}|\d+[.,]\d{4,6}|\d{4,}[.,]\d{3}", bare):
        return Read(_whole(Decimal(bare.replace(",", ".")) * times), (Mend.MULTIPLIED,))
    if times > 1 and (found := _GROUPED_WITH_REST.fullmatch(bare)):
        whole, rest = re.sub(r"[., ]", "", found[1]), found[3]
        return Read(_whole(Decimal(f"{whole}.{rest}") * times), (Mend.MULTIPLIED,))
    if found := re.fullmatch(r"([\d., ]+)[.,](\d{1,2})", bare):
        if re.fullmatch(r"0+", found[2]) and (_GROUPED.fullmatch(found[1]) or found[1].isdigit()):
            return Read(_whole(Decimal(re.sub(r"[., ]", "", found[1]))), (Mend.SUM_READ,))
        raise _wrong_groups(times)
    raise _wrong_groups(times) if re.fullmatch(r"[\d., ]+", bare) else wrong(Flaw.NOT_A_SUM)


def _wrong_groups(times: int) -> Wrong:
    if times == 1:
        return wrong(Flaw.WRONG_GROUPS)
    return wrong(Flaw.WRONG_GROUPS_IN_UNIT, times=format_number(times))


def _two_sums_in_unit(bare: str, large: Decimal, times: int) -> Wrong:
    """ "1.284" of millions: a thousand and more of them, or one and a part."""
    small = Decimal(bare.replace(",", "."))
    return wrong(
        Flaw.TWO_SUMS_IN_UNIT,
        small=format_number(int(small * times)), large=format_number(int(large * times)),
        plain=str(large), part=f"{bare.replace('.', ',')}0",
    )  # fmt: skip


def _in_words(number: str, unit: int) -> Read:
    if re.fullmatch(r"\d{1,3}[.,]\d{3}", number):
        small = int(Decimal(number.replace(",", ".")) * unit)
        large = int(re.sub(r"[.,]", "", number)) * unit
        raise wrong(Flaw.TWO_SUMS, small=format_number(small), large=format_number(large))
    return Read(_whole(Decimal(number.replace(",", ".")) * unit), (Mend.SUM_IN_WORDS,))


def _whole(amount: Decimal) -> int:
    if amount < 0:
        raise wrong(Flaw.NEGATIVE)
    nearest = int(amount.to_integral_value())
    if abs(amount - nearest) > Decimal("0.0001"):
        raise wrong(Flaw.PART_OF_A_DONG)
    if nearest > MOST:
        raise wrong(Flaw.OUT_OF_RANGE, low="0", high=format_number(MOST))
    return nearest


def read_quantity(raw: Raw) -> Read:
    """A positive amount of at most three decimals, with the unit of measure where it stands in the same cell: "2,5 ha".

    "1.200" is a thousand two hundred, "2,5" two and a half; "1,200" could be either and is refused. Raises Wrong.
    """
    if isinstance(raw, bool | date):
        raise wrong(Flaw.NOT_A_QUANTITY)
    if isinstance(raw, int | Decimal):
        return Read(_amount(Decimal(raw)))
    text = squeeze(str(raw).replace("\u00a0", " "))
    if text.startswith("-"):
        raise wrong(Flaw.NOT_POSITIVE)
    found = _AMOUNT.fullmatch(text)
    if found is None or re.search(r"\d", found[2]) or len(found[2]) > 40:
        raise wrong(Flaw.NOT_A_QUANTITY)
    digits, measure = found[1].strip(" .,"), found[2].strip()
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", digits) or re.fullmatch(r"\d{1,3}( \d{3})+(,\d+)?", digits):
        digits = re.sub(r"[. ]", "", digits)
    if not re.fullmatch(r"\d+([.,]\d+)?", digits):
        raise wrong(Flaw.NOT_A_QUANTITY)
    if re.fullmatch(r"\d{1,3},\d{3}", digits):
        raise wrong(
            Flaw.TWO_AMOUNTS, small=plain_number(Decimal(digits.replace(",", "."))), large=digits.replace(",", "")
        )
    value = _amount(Decimal(digits.replace(",", ".")))
    return Read(value, (Mend.MEASURE_TAKEN,) if measure else (Mend.TEXT_NUMBER,), measure)


def _amount(value: Decimal) -> Decimal:
    rounded = round(value, 3)
    if abs(value - rounded) > Decimal("0.0000001"):
        raise wrong(Flaw.NOT_A_QUANTITY)
    if not 0 < rounded < 10**11:
        raise wrong(Flaw.NOT_POSITIVE)
    return rounded.normalize()


def read_number(raw: Raw, *, low: int, high: int) -> Read:
    """A whole number within bounds. Raises Wrong."""
    if isinstance(raw, bool | date):
        raise wrong(Flaw.NOT_A_NUMBER)
    text = plain_number(Decimal(raw)) if isinstance(raw, int | Decimal) else squeeze(str(raw))
    if not re.fullmatch(r"-?\d+([.,]0+)?", text):
        raise wrong(Flaw.NOT_A_NUMBER)
    value = int(re.split(r"[.,]", text)[0])
    if not low <= value <= high:
        raise wrong(Flaw.OUT_OF_RANGE, low=str(low), high=str(high))
    return Read(value, (Mend.TEXT_NUMBER,) if isinstance(raw, str) else ())
