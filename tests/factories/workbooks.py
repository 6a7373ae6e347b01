"""Workbooks for tests, as people send them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from django.apps import apps
from openpyxl import Workbook

from gieo.core.actor import SYSTEM, Actor
from gieo.domain.imports.models import Import
from gieo.domain.imports.services import accept_import, check_import, run_import, send_workbook
from gieo.domain.imports.vocab import Kind
from tests.factories.accounts import NOW

UNIT_HEADS = (
    "Tên đơn vị",
    "Loại đơn vị",
    "Mã đơn vị",
    "Đơn vị cấp trên",
    "Điện thoại",
    "Thư điện tử",
    "Thành lập ngày",
)


def workbook(
    *rows: Sequence[Any], title: str = "Sheet1", merged: Sequence[str] = (), hidden: Sequence[int] = ()
) -> BytesIO:
    """An .xlsx with these rows in its one sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for region in merged:
        sheet.merge_cells(region)
    for number in hidden:
        sheet.row_dimensions[number].hidden = True
    kept = BytesIO()
    book.save(kept)
    kept.seek(0)
    return kept


def checked(
    *rows: Sequence[Any],
    kind: Kind = Kind.UNITS,
    content: BytesIO | None = None,
    actor: Actor = SYSTEM,
    now: datetime = NOW,
    **dress: Any,
) -> Import:
    """An import that was sent and read."""
    sent = send_workbook(kind, content or workbook(*rows, **dress), name="so-cu.xlsx", actor=actor, now=now)
    return check_import(sent, actor=actor, now=now)


def brought_in(one: Import, *, changes_existing: bool = False, actor: Actor = SYSTEM, now: datetime = NOW) -> Import:
    """The same let in and run to its end."""
    return run_import(accept_import(one, changes_existing=changes_existing, actor=actor, now=now), now=now)


def outcomes(one: Import) -> dict[int, str]:
    return dict(one.rows.order_by("number").values_list("number", "outcome"))


def flaws(one: Import) -> list[tuple[int, str, str]]:
    """(row, column letter, flaw) of all that is wrong."""
    return [(row.number, flaw["letter"], flaw["flaw"]) for row in one.rows.order_by("number") for flaw in row.flaws]


NOT_TRUTH = (
    "journal",
    "outbox",
    "search",
    "imports",
    "files",
    "sessions",
    "django_tasks_database",
    "contenttypes",
    "auth",
)
"""What keeps on growing or can be made anew: every other table must be as before once an import is undone."""


def whole_house() -> dict[str, list[dict[str, Any]]]:
    """Every table of truth with all its rows. How often a row was written (its version) is not part of what it says."""
    return {
        model._meta.label: [
            {key: value for key, value in row.items() if key != "version"}
            for row in model._default_manager.order_by("pk").values()
        ]
        for model in apps.get_models()
        if model._meta.app_label not in NOT_TRUTH
    }
