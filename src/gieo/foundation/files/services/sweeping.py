"""What no record names goes at night: rows of files first, then bytes without a row."""

from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, ManyToOneRel, Model, OuterRef, ProtectedError, QuerySet

from gieo.core.actor import SYSTEM
from gieo.foundation.files.models import Photograph, StoredFile
from gieo.foundation.files.queries import previews_folder
from gieo.foundation.journal.services import record as write_journal

MOST_ROWS = 1_000
"""Rows that go in one night; the next takes the others."""


def unnamed(table: type[Model]) -> QuerySet[Any]:
    """Rows of a table that no foreign key of any other points at."""
    rows = table._base_manager.order_by("pk")
    for relation in table._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel):  # one-to-one too
            pointing = relation.related_model._base_manager.filter(**{relation.field.attname: OuterRef("pk")})
            rows = rows.exclude(Exists(pointing))
    return rows


def sweep_rows(*, older_than: datetime, kept: Collection[str] = (), now: datetime) -> int:
    """Forget photographs and files that no record names and that came before `older_than`; returns how many files.
    Their bytes go with `sweep_orphans`, when no other row names them.

    `kept`: digests that papers of the rooms above name in their words. Each row goes in a transaction of its own, asked
    once more under its lock; one that a deed takes up at that moment stays, for the database lets no key point at
    nothing. What went is journalled.
    """
    photographs = unnamed(Photograph).filter(file__uploaded_at__lt=older_than)
    for pk in list(photographs.values_list("pk", flat=True)[:MOST_ROWS]):
        _forget(Photograph, pk, now)
    files = unnamed(StoredFile).filter(uploaded_at__lt=older_than).values_list("pk", "digest")
    waiting = [pk for pk, digest in files.iterator() if digest not in kept]
    return sum(_forget(StoredFile, pk, now) for pk in waiting[:MOST_ROWS])


def _forget(table: type[Photograph | StoredFile], pk: int, now: datetime) -> bool:
    try:
        with transaction.atomic():
            row = table._base_manager.select_for_update().filter(pk=pk).first()
            if row is None or not unnamed(table).filter(pk=pk).exists():
                return False
            file = row.file if isinstance(row, Photograph) else row
            changes = {"name": (file.name, ""), "digest": (file.digest, "")}
            write_journal("sweep", row, actor=SYSTEM, now=now, changes=changes, personal=["name"])
            row.delete()
    except (ProtectedError, IntegrityError):
        return False
    return True


def sweep_orphans(*, older_than: datetime) -> int:
    """Delete bytes that no row names, and beginnings of files, written before `older_than`; returns how many. Pictures
    drawn from such bytes go with them."""
    named = set(StoredFile.objects.values_list("digest", flat=True))
    root, swept = Path(settings.FILES_DIR), 0
    for path in (*root.glob("??/??/*"), *root.glob(".new-*")):
        if path.name not in named and path.stat().st_mtime < older_than.timestamp():
            path.unlink()
            swept += 1
    for path in (*previews_folder().glob("*.webp"), *previews_folder().glob("*-card.jpg")):
        if path.name.partition("-")[0] not in named:
            path.unlink(missing_ok=True)
    return swept
