"""The tables are loaded from the files that come with the program, then kept by the office."""

from datetime import datetime
from typing import Any

from django.db import transaction

from gieo.core.actor import Actor
from gieo.core.text import squeeze
from gieo.domain.procedures.engine import code_tables
from gieo.domain.procedures.models import CodeEntry, CodeSystem
from gieo.domain.procedures.permits import may_edit_codes
from gieo.domain.procedures.rules import CodeTable
from gieo.foundation.journal.services import changes_between, record, require_valid

SYSTEM_FIELDS = ("name", "document", "article", "mark", "since", "until", "note")
ENTRY_FIELDS = ("code", "name", "name_en", "order", "article", "mark", "natures")


def load_code_tables(*, actor: Actor, now: datetime) -> int:
    """Bring the tables of the program's files into the database; returns how many lines were new or renewed.

    Nothing that the office edited is touched, nothing is deleted, and a second run changes nothing. Each table that
    changed leaves one journal entry.
    """
    may_edit_codes(actor).require()
    with transaction.atomic():
        return sum(_load_table(table, actor=actor, now=now) for table in code_tables())


def _load_table(table: CodeTable, *, actor: Actor, now: datetime) -> int:
    head = {name: getattr(table, name) for name in SYSTEM_FIELDS}
    system, is_new = CodeSystem.objects.select_for_update().get_or_create(
        key=table.key, version=table.version, defaults=head
    )
    if not is_new and system.edited_at is None and _differs(system, head):
        for name, value in head.items():
            setattr(system, name, value)
        system.save()
    present = {entry.code: entry for entry in system.entries.all()}
    touched = 0
    for order, row in enumerate(table.rows, start=1):
        values = {
            "name": row.name, "name_en": row.name_en, "order": order, "article": row.article,
            "mark": row.mark, "natures": list(row.natures), "parent": present.get(row.parent),
        }  # fmt: skip
        entry = present.get(row.code)
        if entry is None:
            present[row.code] = CodeEntry.objects.create(system=system, code=row.code, **values)
        elif entry.edited_at is None and _differs(entry, values):
            for name, value in values.items():
                setattr(entry, name, value)
            entry.save()
        else:
            continue
        touched += 1
    if touched:
        record("load_code_tables", system, actor=actor, now=now, changes={"entries": (None, touched)})
    return touched


def _differs(row: CodeSystem | CodeEntry, values: dict[str, Any]) -> bool:
    return any(getattr(row, name) != value for name, value in values.items())


def add_code_entry(system: CodeSystem, *, actor: Actor, now: datetime, **values: Any) -> CodeEntry:
    """Add a line to a table. Raises Invalid for an empty name or a code that the table has already."""
    may_edit_codes(actor).require()
    with transaction.atomic():
        entry = CodeEntry(system=system, edited_at=now)
        after = _fill(entry, values)
        require_valid(entry)
        entry.save()
        record("add_code_entry", entry, actor=actor, now=now, changes=changes_between({}, after))
    return entry


def edit_code_entry(entry: CodeEntry, *, actor: Actor, now: datetime, **values: Any) -> CodeEntry:
    """Change a line. From now on the files that come with the program leave it alone."""
    may_edit_codes(actor).require()
    with transaction.atomic():
        entry = CodeEntry.objects.select_for_update().get(pk=entry.pk)
        before = {name: getattr(entry, name) for name in ENTRY_FIELDS}
        changes = changes_between(before, _fill(entry, values))
        if not changes:
            return entry
        entry.edited_at = now
        require_valid(entry)
        entry.save()
        record("edit_code_entry", entry, actor=actor, now=now, changes=changes)
    return entry


def edit_code_system(system: CodeSystem, *, actor: Actor, now: datetime, **values: Any) -> CodeSystem:
    """Change the head of a table: its name, source, days in force, how well it was checked."""
    may_edit_codes(actor).require()
    with transaction.atomic():
        system = CodeSystem.objects.select_for_update().get(pk=system.pk)
        before = {name: getattr(system, name) for name in SYSTEM_FIELDS}
        for name in SYSTEM_FIELDS:
            if name in values:
                value = values[name]
                setattr(system, name, squeeze(value) if isinstance(value, str) else value)
        changes = changes_between(before, {name: getattr(system, name) for name in SYSTEM_FIELDS})
        if not changes:
            return system
        system.edited_at = now
        require_valid(system)
        system.save()
        record("edit_code_system", system, actor=actor, now=now, changes=changes)
    return system


def _fill(entry: CodeEntry, values: dict[str, Any]) -> dict[str, Any]:
    for name in ENTRY_FIELDS:
        if name in values:
            value = values[name]
            setattr(entry, name, squeeze(value) if isinstance(value, str) else value)
    return {name: getattr(entry, name) for name in ENTRY_FIELDS}
