"""How an entry becomes a digest, a night's digests a manifest, and manifests a chain. Plain values only."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from gieo.core.digest import digest

FIELDS = (
    "id", "actor_id", "actor_name", "behalf_id", "behalf_name", "verb",
    "record_kind", "record_id", "record_code", "from_state", "to_state", "changes",
)  # fmt: skip

LATE = timedelta(minutes=10)
"""An entry carries the moment its deed began; the seal that should hold it may be made before the deed has ended."""


def entry_digest(entry: Mapping[str, Any]) -> str:
    """Digest of every column of an entry; the instant is taken in UTC with microseconds."""
    at: datetime = entry["at"]
    return digest({**{name: entry[name] for name in FIELDS}, "at": _utc(at)})


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def manifest_digest(rows: Iterable[tuple[int, str]]) -> str:
    """Digest over (entry id, entry digest), in the order of ids."""
    return digest([list(row) for row in sorted(rows)])


def chain_digest(number: int, count: int, manifest: str, previous: str, sealed_at: datetime | None) -> str:
    """What a seal adds to the chain: its number, its moment, its manifest and the seal before it.

    The first seals ever made did not hold their moment: for them it is None.
    """
    held: dict[str, Any] = {"number": number, "count": count, "manifest": manifest, "previous": previous}
    return digest(held if sealed_at is None else {**held, "sealed_at": _utc(sealed_at)})


def sign(chain: str, key: bytes) -> str:
    """HMAC-SHA256 of a chain digest with the journal's key, which never lies in the database."""
    return hmac.new(key, chain.encode(), hashlib.sha256).hexdigest()


def keyed(value: str, key: bytes) -> str:
    """A personal value as the journal keeps it: a keyed digest, so that erasure of the value stays possible."""
    return "#" + hmac.new(key, value.encode(), hashlib.sha256).hexdigest()[:24]


@dataclass(frozen=True)
class SealCopy:
    """A seal as it is kept outside the database, with the digest of every entry under it.

    Copies of the first seals ever made hold neither: `sealed_at` and `rows` are None.
    """

    number: int
    sealed_at: datetime | None
    previous: str
    chain: str
    signature: str
    rows: tuple[tuple[int, str], ...] | None

    def is_whole(self, key: bytes) -> bool:
        """What it says follows from its rows and was signed with this key: it may be believed."""
        if self.rows is not None:
            manifest = manifest_digest(self.rows)
            chain = chain_digest(self.number, len(self.rows), manifest, self.previous, self.sealed_at)
            if chain != self.chain:
                return False
        return hmac.compare_digest(sign(self.chain, key), self.signature)

    def written(self) -> str:
        return json.dumps({**asdict(self), "sealed_at": self.sealed_at and _utc(self.sealed_at)})


def read_copy(text: str) -> SealCopy:
    """A copy from its file. Raises ValueError when the file is damaged."""
    try:
        kept = json.loads(text)
        rows = tuple((int(entry), str(digest_)) for entry, digest_ in kept["rows"]) if "rows" in kept else None
        return SealCopy(
            number=int(kept["number"]),
            sealed_at=datetime.fromisoformat(kept["sealed_at"]) if rows is not None else None,
            previous=str(kept["previous"]) if rows is not None else "",
            chain=str(kept["chain"]),
            signature=str(kept["signature"]),
            rows=rows,
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a copy of a seal: {error!r}") from None


@dataclass(frozen=True)
class Fault:
    """One disagreement found.

    entry-changed, entry-missing, entry-added (put under a seal afterwards), entry-late (dated before a seal that did
    not hold it), manifest, chain, signature, head (the copy outside).
    """

    kind: str
    seal: int
    entry: int | None = None
