"""Reading the journal and proving it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from time import monotonic
from typing import TypeVar

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.db.models import Count, Max, Model, QuerySet, Subquery
from django.utils.translation import get_language

from gieo.core import clock
from gieo.core.digest import digest
from gieo.foundation.journal.models import Entry, Seal, SealedEntry
from gieo.foundation.journal.rules import (
    FIELDS,
    LATE,
    Fault,
    SealCopy,
    chain_digest,
    entry_digest,
    manifest_digest,
    read_copy,
    sign,
)

T = TypeVar("T")
SIDE_BY_SIDE = 2_000
"""Entries of deeds not yet committed lie among so many newest ones."""

Standing = tuple[int | None, int, datetime | None]
"""Number of the last entry, how many of the newest there are, when the newest was written."""


def history(record: Model, limit: int = 50) -> QuerySet[Entry]:
    """Entries of one record, newest first."""
    return Entry.objects.filter(record_kind=record._meta.label_lower, record_id=record.pk).order_by("-id")[:limit]


def recent(limit: int = 20) -> QuerySet[Entry]:
    """The newest entries of the whole house."""
    return Entry.objects.order_by("-id")[:limit]


def unsealed() -> QuerySet[Entry]:
    """Entries that no seal covers yet, oldest first."""
    return Entry.objects.exclude(id__in=SealedEntry.objects.values("entry_id")).order_by("id")


def last_sealed_at() -> datetime | None:
    """When the newest seal was made; None before the first."""
    return Seal.objects.order_by("-number").values_list("sealed_at", flat=True).first()


def standing() -> Standing:
    """How far the journal has come, as committed. Equal standings mean that no deed came between. One query.

    The last entry alone would not do: of two deeds at once the one with the lower number may be committed after the
    other was read. So the newest entries are counted as well, many more than are ever written side by side.
    """
    last = Entry.objects.order_by("-pk").values("pk")[:1]
    found = Entry.objects.filter(pk__gt=Subquery(last) - SIDE_BY_SIDE).aggregate(
        last=Max("pk"), count=Count("pk"), at=Max("at")
    )
    return found["last"], found["count"], found["at"]


@dataclass(frozen=True)
class Counted:
    """The figures that a reader was last shown anew: where they are kept, when they were counted, how long it took."""

    place: str
    at: datetime
    seconds: float = 0.0


class Keeper:
    """Gives a figure by its name: as kept, or counted now.

    `as_of`: the instant of which the figures are, where a deed has come since; None where they are those of now.
    """

    def __init__(self, now: Counted | None = None, *, last: str = "", as_of: datetime | None = None) -> None:
        self._now, self._last, self.as_of = now, last, as_of

    def __call__(self, name: str, count: Callable[[], T], /) -> T:
        if self._now is None:
            return count()
        store, key = caches["figures"], f"{self._now.place}:{name}".replace(" ", "_")
        found: T | None = store.get(key)
        if found is not None:
            return found
        started = monotonic()
        found = count()
        if self.as_of is not None:  # counted now, and so not of the figures it is shown among
            return found
        store.set(key, found)
        if self._last:
            self._now = replace(self._now, seconds=self._now.seconds + monotonic() - started)
            store.set(self._last, self._now)
        return found


def keeper(sight: Callable[[], Iterable[object]], today: date, *, patient: str = "", anew: bool = False) -> Keeper:
    """Keeps figures in this process until the next deed. One query and those of `sight`, none inside a transaction.

    What is kept stands under how far the journal has come, the day, the language and `sight`: equal for two readers who
    see the same. So a figure found is the figure one would count now. Inside a transaction nothing is kept and nothing
    found: what is written there may be taken back (docs/decisions/0009-kept-figures.md).

    `patient` names a page that says of when its figures are: where it took long to count them, those of before the last
    deed will do, unless they are asked for `anew` (docs/decisions/0037-figures-that-take-long.md).
    """
    if connection.in_atomic_block:
        return Keeper()
    whose = digest([str(part) for part in (today, get_language(), *sight())])
    now = Counted(digest([str(part) for part in (*standing(), whose)]), clock.now())
    if not patient:
        return Keeper(now)
    key = f"last:{patient}:{whose}"
    last: Counted = caches["figures"].get(key, now)
    if last.place == now.place:
        return Keeper(last, last=key)
    if not anew and last.seconds > settings.FIGURES_WAITED_FOR:
        return Keeper(last, as_of=last.at)
    return Keeper(now, last=key)


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
    """Compare every sealed entry with its seal and with the seal's copy outside the database, and seal with seal.

    Names each entry that was changed, removed, or slipped in. What is not sealed yet cannot be proven, only that it
    was not written before the last seal; it is counted and dated.
    """
    faults: list[Fault] = []
    key, outside = journal_key(), copies()
    last: Seal | None = None
    entries = seals = 0
    for seal in Seal.objects.order_by("number"):
        seals += 1
        rows = dict(SealedEntry.objects.filter(seal=seal).values_list("entry_id", "digest"))
        entries += len(rows)
        copy = _believed(outside.pop(seal.number, None), key)
        faults += _faults_of_seal(seal, rows, number=seals, previous=last.chain if last else "", key=key)
        if copy is None or copy.chain != seal.chain:
            faults.append(Fault("head", seal.number))
        faults += _faults_of_entries(seal.number, rows, copy, last)
        last = seal
    for number, path in sorted(outside.items()):
        faults += [Fault("head", number), *_faults_of_entries(number, {}, _believed(path, key), None)]
    waiting = unsealed()
    first = waiting.first()
    if last is not None:
        late = waiting.filter(at__lt=last.sealed_at - LATE).values_list("id", flat=True)
        faults += [Fault("entry-late", last.number, entry_id) for entry_id in late]
    return Proof(seals, entries, waiting.count(), first.at if first else None, tuple(faults))


def journal_key() -> bytes | None:
    """The key of seals and keyed digests, or None when it was never made."""
    path = Path(settings.KEYS_DIR) / "journal.key"
    return path.read_bytes() if path.exists() else None


def copies() -> dict[int, Path]:
    """Number of a seal → the file that holds its copy outside the database."""
    found = (path for path in Path(settings.SEALS_DIR).glob("*.json") if path.stem.isdecimal())
    return {int(path.stem): path for path in found}


def _believed(path: Path | None, key: bytes | None) -> SealCopy | None:
    """The copy in a file, if it is there, can be read and was signed with the journal's key."""
    if path is None or key is None:
        return None
    try:
        copy = read_copy(path.read_text())
    except (OSError, ValueError):
        return None
    return copy if copy.is_whole(key) and copy.number == int(path.stem) else None


def _faults_of_seal(
    seal: Seal, rows: dict[int, str], *, number: int, previous: str, key: bytes | None
) -> Iterator[Fault]:
    """The seal against its own rows, the one before and the key."""
    if seal.manifest_digest != manifest_digest(rows.items()) or seal.count != len(rows):
        yield Fault("manifest", seal.number)
    chains = {
        chain_digest(seal.number, seal.count, seal.manifest_digest, seal.previous, moment)
        for moment in (seal.sealed_at, None)
    }
    if (seal.number, seal.previous) != (number, previous) or seal.chain not in chains:
        yield Fault("chain", seal.number)
    if key is None or sign(seal.chain, key) != seal.signature:
        yield Fault("signature", seal.number)


def _faults_of_entries(seal: int, rows: dict[int, str], copy: SealCopy | None, before: Seal | None) -> Iterator[Fault]:
    """Entries as they stand against what was sealed: the copy's word goes before that of the database."""
    kept = dict(copy.rows) if copy and copy.rows is not None else rows
    sealed = rows | kept
    present = _entries(sealed)
    for entry_id, fingerprint in sorted(sealed.items()):
        if entry_id not in kept:
            yield Fault("entry-added", seal, entry_id)
        elif entry_id not in present:
            yield Fault("entry-missing", seal, entry_id)
        elif present[entry_id][0] != fingerprint:
            yield Fault("entry-changed", seal, entry_id)
        elif before is not None and present[entry_id][1] < before.sealed_at - LATE:
            yield Fault("entry-late", before.number, entry_id)


def _entries(ids: Iterable[int]) -> dict[int, tuple[str, datetime]]:
    """Digest and moment of the entries that are still there."""
    found, wanted = {}, sorted(ids)
    for start in range(0, len(wanted), 900):  # a database takes so many values in one question
        some = Entry.objects.filter(id__in=wanted[start : start + 900]).values("at", *FIELDS)
        found.update({row["id"]: (entry_digest(row), row["at"]) for row in some})
    return found
