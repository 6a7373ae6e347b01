"""How an entry becomes a digest, a night's digests a manifest, and manifests a chain. Plain values only."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from gieo.core.digest import digest

FIELDS = (
    "id", "actor_id", "actor_name", "behalf_id", "behalf_name", "verb",
    "record_kind", "record_id", "record_code", "from_state", "to_state", "changes",
)  # fmt: skip


def entry_digest(entry: Mapping[str, Any]) -> str:
    """Digest of every column of an entry; the instant is taken in UTC with microseconds."""
    at: datetime = entry["at"]
    return digest(
        {**{name: entry[name] for name in FIELDS}, "at": at.astimezone(UTC).isoformat(timespec="microseconds")}
    )


def manifest_digest(rows: Iterable[tuple[int, str]]) -> str:
    """Digest over (entry id, entry digest), in the order of ids."""
    return digest([list(row) for row in sorted(rows)])


def chain_digest(number: int, count: int, manifest: str, previous: str) -> str:
    """What a seal adds to the chain: its number, its manifest and the seal before it."""
    return digest({"number": number, "count": count, "manifest": manifest, "previous": previous})


def sign(chain: str, key: bytes) -> str:
    """HMAC-SHA256 of a chain digest with the journal's key, which never lies in the database."""
    return hmac.new(key, chain.encode(), hashlib.sha256).hexdigest()


def keyed(value: str, key: bytes) -> str:
    """A personal value as the journal keeps it: a keyed digest, so that erasure of the value stays possible."""
    return "#" + hmac.new(key, value.encode(), hashlib.sha256).hexdigest()[:24]


@dataclass(frozen=True)
class Fault:
    """One disagreement found: entry-changed, entry-missing, manifest, chain, signature or head."""

    kind: str
    seal: int
    entry: int | None = None
