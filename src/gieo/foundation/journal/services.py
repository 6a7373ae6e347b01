"""What every deed does with its row: check it, write the journal, give a running number. And sealing the day."""

import json
import os
import secrets
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache, reduce
from operator import and_
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.db.models import BaseConstraint, CheckConstraint, Model, Q

from gieo.core.actor import Actor
from gieo.core.errors import Invalid
from gieo.core.once import made_once
from gieo.foundation.journal.models import Entry, Seal, SealedEntry, Series
from gieo.foundation.journal.queries import copies, unsealed
from gieo.foundation.journal.rules import (
    FIELDS,
    SealCopy,
    chain_digest,
    entry_digest,
    keyed,
    manifest_digest,
    sign,
)

Changes = Mapping[str, tuple[Any, Any]]


def require_valid(row: Model) -> None:
    """Raise Invalid with what fields and constraints say of a row, by field ("" for the row as a whole)."""
    if _is_valid(row):
        return
    try:
        row.full_clean()
    except ValidationError as wrong:
        errors = wrong.message_dict
        raise Invalid({("" if name == NON_FIELD_ERRORS else name): said for name, said in errors.items()}) from None


def _is_valid(row: Model) -> bool:
    try:
        row.full_clean(validate_constraints=False)
        for constraint in _constraints(type(row)):
            constraint.validate(type(row), row)
    except ValidationError:
        return False
    return True


@cache
def _constraints(model: type[Model]) -> tuple[BaseConstraint, ...]:
    """The constraints of a table, its checks as one: asked one by one, each would take a query."""
    checks = [each for each in model._meta.constraints if isinstance(each, CheckConstraint)]
    others = [each for each in model._meta.constraints if not isinstance(each, CheckConstraint)]
    if not checks:
        return tuple(others)
    together = reduce(and_, (Q(each.condition) for each in checks))
    return (CheckConstraint(condition=together, name="together"), *others)


def record(
    verb: str,
    record: Model,
    *,
    actor: Actor,
    now: datetime,
    from_state: str = "",
    to_state: str = "",
    changes: Changes | None = None,
    personal: Iterable[str] = (),
) -> Entry:
    """Write one entry in the transaction of the deed it tells of.

    `changes` maps a field to (old, new); the values of fields named in `personal` are kept as keyed digests only.
    Raises TransactionManagementError outside a transaction: an entry without its deed would be a lie.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("journal.record must run inside the deed's transaction")
    hidden = frozenset(personal)
    return Entry.objects.create(
        at=now,
        actor_id=actor.person_id,
        actor_name=actor.name,
        behalf_id=actor.behalf_id,
        behalf_name=actor.behalf_name,
        verb=verb,
        record_kind=record._meta.label_lower,
        record_id=record.pk if isinstance(record.pk, int) else record.pk.int >> 65,  # a UUID by its first 63 bits
        record_code=str(getattr(record, "code", "")),
        from_state=from_state,
        to_state=to_state,
        changes={
            name: [_plain(value, hide=name in hidden) for value in pair] for name, pair in (changes or {}).items()
        },
    )


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Fields of `after` whose value differs from `before`, as field → (old, new)."""
    return {name: (before.get(name), new) for name, new in after.items() if before.get(name) != new}


def _plain(value: Any, *, hide: bool) -> Any:
    """A value fit for JSON, a related record as its text; hidden values as a keyed digest."""
    match value:
        case Enum():
            plain: Any = value.value
        case None | bool() | int() | str():
            plain = value
        case datetime() | date() | time():
            plain = value.isoformat()
        case Decimal():
            plain = format(value, "f")
        case list() | tuple():
            plain = [_plain(item, hide=False) for item in value]
        case dict():
            plain = {str(key): _plain(item, hide=False) for key, item in value.items()}
        case _:
            plain = str(value)
    if hide and plain not in (None, ""):
        return keyed(json.dumps(plain, ensure_ascii=False), ensure_key())
    return plain


def next_number(series: str) -> int:
    """The next number of a running series, starting at 1. Call inside a transaction: the series is locked to its end.

    Numbers are never given twice; one is lost only if the deed that took it is rolled back together with it.
    """
    Series.objects.get_or_create(name=series)
    row = Series.objects.select_for_update().get(name=series)
    row.last += 1
    row.save(update_fields=["last"])
    return row.last


def ensure_key() -> bytes:
    """The journal's key, made at first use with mode 600 in the keys directory."""
    return made_once(Path(settings.KEYS_DIR) / "journal.key", lambda: secrets.token_bytes(32))


def seal(*, now: datetime) -> Seal | None:
    """Seal all entries not sealed yet, chain the seal to the one before, and copy it outside the database.

    Returns None when there is nothing to seal. Running it twice, or after a crash, seals nothing twice and writes the
    copies that a crash has left unwritten.
    """
    key = ensure_key()
    with transaction.atomic():
        previous = Seal.objects.select_for_update().order_by("-number").first()
        rows = [(row["id"], entry_digest(row)) for row in unsealed().values("at", *FIELDS)]
        made = _seal_rows(rows, previous, key=key, now=now) if rows else None
    _copy_new_seals()
    return made


def _seal_rows(rows: list[tuple[int, str]], previous: Seal | None, *, key: bytes, now: datetime) -> Seal:
    number = previous.number + 1 if previous else 1
    before = previous.chain if previous else ""
    manifest = manifest_digest(rows)
    chain = chain_digest(number, len(rows), manifest, before, now)
    made = Seal.objects.create(
        number=number,
        sealed_at=now,
        count=len(rows),
        manifest_digest=manifest,
        previous=before,
        chain=chain,
        signature=sign(chain, key),
    )
    SealedEntry.objects.bulk_create(
        [SealedEntry(entry_id=entry_id, seal=made, digest=digest) for entry_id, digest in rows], batch_size=1000
    )
    return made


def _copy_new_seals() -> None:
    """Copies of the seals made since the newest copy; one that is gone from among the older ones stays a fault."""
    folder = Path(settings.SEALS_DIR)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for seal in Seal.objects.filter(number__gt=max(copies(), default=0)).order_by("number"):
        rows = SealedEntry.objects.filter(seal=seal).order_by("entry_id").values_list("entry_id", "digest")
        copy = SealCopy(seal.number, seal.sealed_at, seal.previous, seal.chain, seal.signature, tuple(rows))
        target = folder / f"{seal.number:06}.json"
        fresh = target.with_suffix(".new")
        with fresh.open("w") as file:
            file.write(copy.written())
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(target)
