"""Do these scanned sheets belong to this paper, and are they all there?"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from gieo.foundation.papers.rules.sheets import Sheet, read_sheet
from gieo.foundation.papers.vocab import SheetFault


@dataclass(frozen=True)
class Judged:
    """One scanned sheet: which sheet of the paper it is, or why it is not taken."""

    number: int | None
    fault: SheetFault | None = None
    seen: Sheet | None = None


@dataclass(frozen=True)
class ReadSheet:
    """One scanned sheet as the person sent it: in which file, which of its pages, which sheet it is or why not."""

    file: str
    page: int
    number: int | None
    why: str = ""


@dataclass(frozen=True)
class ScanReport:
    """What became of files sent at once: sheet by sheet, and the files that could not be read."""

    sheets: tuple[ReadSheet, ...]
    unread: tuple[tuple[str, str], ...]

    @property
    def taken(self) -> tuple[int, ...]:
        return tuple(sorted(sheet.number for sheet in self.sheets if sheet.number))

    @property
    def is_clean(self) -> bool:
        return not self.unread and all(sheet.number for sheet in self.sheets)


def judge(
    read: Sequence[Sequence[str]],
    *,
    code: str,
    digest: str,
    counts: Collection[int],
    kept: Iterable[int] = (),
) -> list[Judged]:
    """Judge scanned sheets by the words of their codes (`read`, one sequence a sheet), in their order.

    `digest` is the short one; `counts` are the numbers of sheets with which the paper was printed; `kept` the sheets
    there already. A sheet that comes twice is taken neither time: which of the two carries the signature is not for a
    program to choose.
    """
    judged = [_judged(words, code=code, digest=digest, counts=counts) for words in read]
    often = Counter(one.number for one in judged if one.number)
    before = set(kept)
    return [
        Judged(None, SheetFault.KEPT_BEFORE, one.seen)
        if one.number in before
        else Judged(None, SheetFault.TWICE, one.seen)
        if one.number and often[one.number] > 1
        else one
        for one in judged
    ]


def _judged(words: Sequence[str], *, code: str, digest: str, counts: Collection[int]) -> Judged:
    seen = {sheet for sheet in map(read_sheet, words) if sheet is not None}
    if not seen:
        return Judged(None, SheetFault.OLD_PRINT if words else SheetFault.NO_CODE)
    if len(seen) > 1:
        return Judged(None, SheetFault.SEVERAL)
    sheet = seen.pop()
    if sheet.code != code.upper():
        return Judged(None, SheetFault.OTHER_PAPER, sheet)
    if sheet.digest != digest:
        return Judged(None, SheetFault.OTHER_CONTENT, sheet)
    if sheet.of not in counts:
        return Judged(None, SheetFault.OTHER_PRINT, sheet)
    return Judged(sheet.number, None, sheet)


def missing_sheets(kept: Iterable[int], of: int) -> tuple[int, ...]:
    """The sheets still to be scanned."""
    there = set(kept)
    return tuple(number for number in range(1, of + 1) if number not in there)
