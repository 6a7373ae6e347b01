"""How an import and its rows are shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.domain.imports.models import Import, ImportedRow
from gieo.domain.imports.queries.choices import choices_of
from gieo.domain.imports.queries.rows import Cell, Flawed, cells_of, changes_of, counts, flaws_of
from gieo.domain.imports.vocab import REFUSALS, Mend, Outcome
from gieo.domain.imports.wording import (
    MENDS,
    OUTCOME_TONES,
    OUTCOMES,
    STATE_TONES,
    STATES,
    remark_sentence,
    rows_in_words,
)
from gieo.interfaces.web.ui.components import Pill
from gieo.interfaces.web.ui.lists import Column, Filter, ListPage
from gieo.interfaces.web.ui.records import record_url

LEADS = ("name", "title", "item")
"""Columns that say which record a row speaks of."""
ICONS = {"ok": "check", "late": "triangle-alert", "wait": "clock", "info": "info", "plain": ""}


def state_of(one: Import) -> Pill:
    tone = STATE_TONES[one.state]
    return Pill(word=str(STATES[one.state]), tone=tone, icon=ICONS[tone])


@dataclass(frozen=True)
class Summary:
    """How many rows come to what, among those that the reader sees."""

    found: Mapping[str, int]

    def __getattr__(self, name: str) -> int:
        return self.found.get(name, 0)


def summary(_one: Import, rows: QuerySet[ImportedRow]) -> Summary:
    return Summary(counts(rows))


def figures(one: Import, found: Summary) -> list[tuple[int, str, str, str]]:
    """(number, what it counts, tone, the query that shows its rows), without noughts but of faults."""
    return [
        (found.found.get(outcome, 0), str(OUTCOMES[outcome]), OUTCOME_TONES[outcome], f"?outcome={outcome}")
        for outcome in Outcome
        if found.found.get(outcome) or (outcome == Outcome.FAULTY and one.row_count)
    ]


def remarks(one: Import) -> list[tuple[str, bool]]:
    """(sentence, whether it stops the whole)."""
    return [(remark_sentence(remark), remark["remark"] in REFUSALS) for remark in one.remarks]


def rows_list(request: HttpRequest, one: Import, rows: QuerySet[ImportedRow]) -> ListPage:
    present = list(Outcome)
    labels = cache(lambda: choices_of(one.kind, clock.today()))
    return ListPage(
        request,
        rows,
        title=_("Các dòng của %(code)s") % {"code": one.code},
        noun=rows_in_words,
        columns=[
            Column("number", _("Dòng"), lambda row: row.number, kind="number", sort=("number",)),
            Column(
                "outcome", _("Tình trạng"), lambda row: str(OUTCOMES[row.outcome]), sort=("outcome", "number"), width=14
            ),
            Column("said", _("Nội dung"), lambda row: _said(row, one, labels()), width=60),
        ],
        filters=[
            Filter("outcome", _("Tình trạng"), "outcome", lambda: [(value, OUTCOMES[value]) for value in present]),
            Filter("mended", _("Cách đọc"), "is_mended", lambda: [("True", _("Có chỗ đọc lại, nên xem"))]),
        ],
        order=("number",),
        per_page=50,
    )


def _said(row: ImportedRow, one: Import, labels: Mapping[str, Mapping[str, str]]) -> str:
    """What the page says of a row, as one text: what it speaks of, what is wrong, what it changes."""
    seen = row_of(row, one, labels)
    flaws = [f"{flaw.letter} · {flaw.head}: {flaw.wrong}" if flaw.letter else str(flaw.wrong) for flaw in seen.flaws]
    changes = [f"{head}: {before} → {after}" for head, before, after in seen.changes]
    return "; ".join(filter(None, (seen.lead, seen.hidden, *flaws, *changes)))


@dataclass(frozen=True)
class Shown:
    """A row on the page."""

    number: int
    outcome: Pill
    lead: str
    cells: tuple[Cell, ...]
    flaws: tuple[Flawed, ...]
    changes: tuple[tuple[str, str, str], ...]
    mended: tuple[Cell, ...]
    hidden: str
    url: str
    code: str


def row_of(row: ImportedRow, one: Import, labels: Mapping[str, Mapping[str, str]]) -> Shown:
    cells = cells_of(row, one, labels)
    tone = OUTCOME_TONES[row.outcome]
    lead = next((cell for cell in cells if cell.key in LEADS), None)
    is_hidden = any(mend["mend"] == Mend.HIDDEN for mend in row.mends)
    return Shown(
        number=row.number,
        outcome=Pill(word=str(OUTCOMES[row.outcome]), tone=tone, icon=ICONS[tone]),
        lead=(lead.value or lead.typed) if lead else "",
        cells=tuple(cells),
        flaws=tuple(flaws_of(row)),
        changes=tuple(changes_of(row, one)) if row.outcome != Outcome.SAME else (),
        mended=tuple(cell for cell in cells if cell.is_told),
        hidden=str(MENDS[Mend.HIDDEN]) if is_hidden else "",
        url=_url(row) if row.outcome != Outcome.UNDONE else "",
        code=row.record_code,
    )


def _url(row: ImportedRow) -> str:
    """The page of what a row came to: a person's by number, a line's is that of its decision."""
    if row.record_kind == "accounts.person":
        return reverse("accounts:person", args=[row.record_id])
    kind = "transfers.transferdecision" if row.record_kind == "transfers.decisionline" else row.record_kind
    return record_url(kind, row.record_code)


def row_name(number: int) -> str:
    return _("Dòng %(number)s") % {"number": number}
