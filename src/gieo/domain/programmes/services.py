"""Keeping programmes and priorities."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.clock import local_date
from gieo.core.codes import make_code
from gieo.core.errors import Refused, Stale
from gieo.core.text import fold, squeeze
from gieo.domain.procedures.models import CodeEntry
from gieo.domain.programmes.models import Priority, Programme
from gieo.domain.programmes.permits import may_edit_priorities, may_edit_programmes
from gieo.foundation.journal.services import changes_between, next_number, record, require_valid

PROGRAMME_FIELDS = (
    "name", "short_name", "official_code", "level", "since_year", "until_year", "managing_unit", "note",
)  # fmt: skip
PRIORITY_FIELDS = ("name", "weight", "since", "until", "basis")


def add_programme(*, actor: Actor, now: datetime, illustrative: bool = False, **values: Any) -> Programme:
    """Enter a programme; code CT-<first year>-<number>. Raises NotAllowed, Invalid."""
    may_edit_programmes(actor).require()
    with transaction.atomic():
        programme = Programme(illustrative=illustrative)
        changes = _fill(programme, PROGRAMME_FIELDS, values)
        year = programme.since_year or local_date(now).year
        programme.code = make_code("CT", year, next_number(f"CT-{year}"))
        _save_programme(programme)
        record("add_programme", programme, actor=actor, now=now, changes=changes)
    return programme


def edit_programme(programme: Programme, *, actor: Actor, now: datetime, version: int, **values: Any) -> Programme:
    """Change a programme. Raises Conflict when somebody else did so since `version`."""
    may_edit_programmes(actor).require()
    with transaction.atomic():
        row = Programme.objects.select_for_update().get(pk=programme.pk)
        if row.version != version:
            raise Stale(row)
        changes = _fill(row, PROGRAMME_FIELDS, values)
        if not changes:
            return row
        row.version += 1
        _save_programme(row)
        record("edit_programme", row, actor=actor, now=now, changes=changes)
    return row


def add_priority(*, actor: Actor, now: datetime, entries: Iterable[CodeEntry] = (), **values: Any) -> Priority:
    """Write down what the province puts first, with its weight (1 to 100), the text it rests on and its codes."""
    may_edit_priorities(actor).require()
    with transaction.atomic():
        priority = Priority()
        changes = _fill(priority, PRIORITY_FIELDS, values)
        require_valid(priority)
        priority.save()
        changes |= _set_entries(priority, entries)
        record("add_priority", priority, actor=actor, now=now, changes=changes)
    return priority


def edit_priority(
    priority: Priority,
    *,
    actor: Actor,
    now: datetime,
    version: int,
    entries: Iterable[CodeEntry] | None = None,
    **values: Any,
) -> Priority:
    """Change a priority; without `entries` its codes stay. Raises Conflict when somebody else did so since then."""
    may_edit_priorities(actor).require()
    with transaction.atomic():
        row = Priority.objects.select_for_update().get(pk=priority.pk)
        if row.version != version:
            raise Stale(row)
        changes = _fill(row, PRIORITY_FIELDS, values)
        if entries is not None:
            changes |= _set_entries(row, entries)
        if not changes:
            return row
        require_valid(row)
        row.version += 1
        row.save()
        record("edit_priority", row, actor=actor, now=now, changes=changes)
    return row


def end_priority(priority: Priority, *, until: date, actor: Actor, now: datetime) -> Priority:
    """Name the last day of a priority. Raises Refused when it has one."""
    may_edit_priorities(actor).require()
    with transaction.atomic():
        row = Priority.objects.select_for_update().get(pk=priority.pk)
        if row.until is not None:
            raise Refused(_("Ưu tiên này đã có ngày cuối."))
        row.until = until
        require_valid(row)
        row.version += 1
        row.save()
        record("end_priority", row, actor=actor, now=now, changes={"until": (None, until)})
    return row


def _save_programme(row: Programme) -> None:
    row.folded = fold(f"{row.code} {row.name} {row.short_name} {row.official_code}")
    require_valid(row)
    row.save()


def _set_entries(priority: Priority, entries: Iterable[CodeEntry]) -> dict[str, tuple[Any, Any]]:
    before = _said(priority.entries.all())
    priority.entries.set(entries)
    return changes_between({"entries": before}, {"entries": _said(priority.entries.all())})


def _said(entries: QuerySet[CodeEntry]) -> list[str]:
    return [f"{entry.code} {entry.name}" for entry in entries.order_by("system", "order", "code")]


def _fill(row: models.Model, fields: tuple[str, ...], values: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    unknown = set(values) - set(fields)
    if unknown:
        raise TypeError(f"{row._meta.model_name} has no {', '.join(sorted(unknown))}")
    before = {name: getattr(row, name) for name in values}
    for name, value in values.items():
        setattr(row, name, squeeze(value) if isinstance(value, str) and name != "note" else value)
    return changes_between(before, {name: getattr(row, name) for name in values})
