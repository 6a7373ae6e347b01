"""An archive of minutes checked by anybody: which of its files differ from what was sealed."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO
from zipfile import ZIP_STORED, ZipFile

from django.conf import settings

from gieo.domain.handovers.access import checkable_minutes
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.rules.archive import (
    MANIFEST_JSON,
    MANIFEST_TEXT,
    MANIFESTS,
    Packed,
    item_folder,
    manifest_json,
    manifest_text,
    without_link,
)
from gieo.foundation.files.rules import DAMAGED_ARCHIVE
from gieo.foundation.signing.models import Rendering, SealedContent

PIECE = 256 * 1024
MOST_FILES = 2000


@dataclass(frozen=True)
class PackageCheck:
    """What became of each file of a set: as it was handed over, changed or foreign, or not in it at all."""

    minutes: Minutes
    same: tuple[str, ...]
    changed: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Listed:
    """What a manifest says: whose set it is, and every file."""

    minutes: str
    packed: tuple[Packed, ...]

    @property
    def files(self) -> dict[str, str]:
        """Digests by path."""
        return {file.path: file.digest for file in self.packed}

    @property
    def items(self) -> frozenset[int | None]:
        """Which items have files in it (None: papers)."""
        return frozenset(file.item for file in self.packed)


def check_package(file: BinaryIO) -> PackageCheck | None:
    """Compare every file of an archive with the manifest in it, and with what the minutes' seal and prints say.

    None when it is no archive of ours, or of minutes that cannot be looked up here. Only stored entries are read, so
    an archive is never larger than what was uploaded.
    """
    try:
        with ZipFile(file) as kept:
            if len(kept.infolist()) > MOST_FILES:  # none is passed over: who adds one more shall not hide it
                return None
            entries = {row.filename: row for row in kept.infolist() if not row.is_dir()}
            if MANIFEST_JSON not in entries or any(row.compress_type != ZIP_STORED for row in entries.values()):
                return None
            if sum(row.file_size for row in entries.values()) > settings.MAX_UPLOAD_BYTES:
                return None
            manifests = {name: kept.read(name) for name in MANIFESTS if name in entries}
            listed = _listed(manifests[MANIFEST_JSON])
            digests = {name: _digest(kept, name) for name in entries if name not in MANIFESTS}
    except DAMAGED_ARCHIVE:
        return None  # it is then none of ours
    minutes = checkable_minutes().filter(code=listed.minutes).select_related("sealed").first() if listed else None
    if listed is None or minutes is None or minutes.sealed is None:
        return None
    items = minutes.sealed.content["items"]
    known = {row["digest"] for item in items for row in item["files"]}
    known |= set(Rendering.objects.filter(content=minutes.sealed).values_list("file__digest", flat=True))
    wanted = listed.files
    good = {name for name, digest in digests.items() if digest in known and wanted.get(name, digest) == digest}
    return PackageCheck(
        minutes,
        same=tuple(name for name in digests if name in good),
        changed=(*(name for name in digests if name not in good), *_rewritten(minutes.sealed, listed, manifests)),
        missing=(
            *(name for name in MANIFESTS if name not in manifests),
            *(name for name in wanted if name not in digests),
            *_left_out(items, listed, digests),
        ),
    )


def _rewritten(sealed: SealedContent, listed: Listed, manifests: Mapping[str, bytes]) -> Iterator[str]:
    """Manifests that say of the minutes or of the files something else than what was sealed and what they list."""
    as_written = {
        MANIFEST_JSON: manifest_json(sealed.content, sealed.digest, listed.packed),
        MANIFEST_TEXT: manifest_text(sealed.content, sealed.digest, listed.packed, link=""),
    }
    for name, bytes_there in manifests.items():
        there = bytes_there.decode(errors="replace")
        if without_link(there) != without_link(as_written[name]):
            yield name


def _left_out(items: list[dict[str, Any]], listed: Listed, digests: Mapping[str, str]) -> Iterator[str]:
    """Files that were sealed and that neither the archive nor its manifest has: a line taken out of both is missed all
    the same. A set of one item holds that item's alone."""
    of_one = len(listed.items) == 1 and None not in listed.items
    there = {*digests.values(), *listed.files.values()}
    for item in items:
        if not of_one or item["order"] in listed.items:
            yield from (f"{item_folder(item)}/{row['name']}" for row in item["files"] if row["digest"] not in there)


def _listed(manifest: bytes) -> Listed | None:
    """None when it is no manifest."""
    said: Any = json.loads(manifest)
    match said:
        case {"minutes": {"code": str() as code}, "files": list() as files}:
            packed = [_packed(row) for row in files]
            return Listed(code, tuple(row for row in packed if row is not None))
        case _:
            return None


def _packed(row: Any) -> Packed | None:
    match row:
        case {"path": str() as path, "item": (int() | None) as item, "size": int() as size, "sha256": str() as digest}:
            return Packed(path, size, digest, item)
        case _:
            return None


def _digest(kept: ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with kept.open(name) as source:
        while piece := source.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()
