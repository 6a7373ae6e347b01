"""Reading the journal and proving it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Model, QuerySet

from gieo.foundation.journal.models import Entry, Seal, SealedEntry
from gieo.foundation.journal.rules import FIELDS, Fault, chain_digest, entry_digest, manifest_digest, sign


def history(record: Model, limit: int = 50) -> QuerySet[Entry]:
    """Entries of one record, newest first."""
    return Entry.objects.filter(record_kind=record._meta.label_lower, record_id=record.pk).order_by("-id")[:limit]


def recent(limit: int = 20) -> QuerySet[Entry]:
    """The newest entries of the whole house."""
    return Entry.objects.order_by("-id")[:limit]


def unsealed() -> QuerySet[Entry]:
    """Entries that no seal covers yet, oldest first."""
    return Entry.objects.exclude(id__in=SealedEntry.objects.values("entry_id")).order_by("id")


@dataclass(frozen=True)
class Proof:
    """What verification found. `unsealed_since` is the instant of the oldest entry not covered by a seal."""

    seals: int
    entries: int
    unsealed: int
    unsealed_since: datetime | None
    faults: tuple[Fault, ...]

    @property
    def holds(self) -> bool:
        return not self.faults


def verify() -> Proof:
    """Compare every sealed entry with its seal, every seal with the one before, and the head with its copy outside.

    Names each changed or missing entry. What is not sealed yet cannot be proven; it is counted and dated.
    """
    faults: list[Fault] = []
    previous, entries, seals = "", 0, 0
    key = journal_key()
    for seal in Seal.objects.order_by("number"):
        seals += 1
        rows = list(SealedEntry.objects.filter(seal=seal).values_list("entry_id", "digest"))
        entries += len(rows)
        faults += _faults_of_entries(seal.number, dict(rows))
        if seal.manifest_digest != manifest_digest(rows) or seal.count != len(rows):
            faults.append(Fault("manifest", seal.number))
        if seal.previous != previous or seal.chain != chain_digest(
            seal.number, seal.count, seal.manifest_digest, previous
        ):
            faults.append(Fault("chain", seal.number))
        if key is None or sign(seal.chain, key) != seal.signature:
            faults.append(Fault("signature", seal.number))
        if seal.number != seals:
            faults.append(Fault("chain", seal.number))
        previous = seal.chain
    faults += _faults_of_head(seals, previous)
    waiting = unsealed()
    first = waiting.first()
    return Proof(seals, entries, waiting.count(), first.at if first else None, tuple(faults))


def journal_key() -> bytes | None:
    """The key of seals and keyed digests, or None when it was never made."""
    path = Path(settings.KEYS_DIR) / "journal.key"
    return path.read_bytes() if path.exists() else None


def _faults_of_entries(seal: int, sealed: dict[int, str]) -> Iterator[Fault]:
    present: dict[int, dict[str, Any]] = {
        row["id"]: row for row in Entry.objects.filter(id__in=sealed).values("at", *FIELDS).iterator()
    }
    for entry_id, digest in sorted(sealed.items()):
        if entry_id not in present:
            yield Fault("entry-missing", seal, entry_id)
        elif entry_digest(present[entry_id]) != digest:
            yield Fault("entry-changed", seal, entry_id)


def _faults_of_head(seals: int, chain: str) -> Iterator[Fault]:
    """The copies kept outside the database must be a prefix of the chain and name its head."""
    folder = Path(settings.SEALS_DIR)
    kept = {int(path.stem): json.loads(path.read_text())["chain"] for path in folder.glob("*.json")}
    for number, expected in Seal.objects.values_list("number", "chain"):
        copy = kept.pop(number, None)
        if copy != expected and (copy is not None or number == seals):
            yield Fault("head", number)
    for number in kept:
        yield Fault("head", number)
