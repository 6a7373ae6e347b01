"""Taking files in. Bytes go to disk, fsynced, before the row that names them: a row never points at nothing."""

import hashlib
import logging
import os
import secrets
from collections.abc import Collection, Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError

from gieo.core.actor import Actor
from gieo.core.errors import Invalid
from gieo.foundation.files.engine.clamd import ScannerAway, ScannerLimit, virus_in
from gieo.foundation.files.engine.pictures import is_whole, measure
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.queries import path_of
from gieo.foundation.files.rules import (
    FileType,
    file_type,
    hidden_fault,
    human_size,
    most_bytes,
    most_pixels,
    safe_name,
)
from gieo.foundation.files.vocab import FileFault, FileKind, ScanState
from gieo.foundation.files.wording import FILE_FAULTS

_CHUNK = 1 << 20
logger = logging.getLogger(__name__)


def store_file(
    content: bytes | BinaryIO,
    *,
    name: str,
    actor: Actor,
    now: datetime,
    allowed: Collection[FileKind] | None = None,
) -> StoredFile:
    """Keep a file and return its row.

    In order: the gate (`look_at`) → the virus scanner, where one is set and the file comes from a person → bytes are
    written under their SHA-256 and fsynced → the row. Raises Invalid with the reason in words. Call it before the
    deed's transaction; an orphan left by a crash is swept by the nightly round.
    """
    stream: BinaryIO = BytesIO(content) if isinstance(content, bytes) else content
    shown = safe_name(name)
    found = look_at(stream, name=shown, allowed=allowed)
    state = ScanState.UNSCANNED if actor.is_system else _scanned(stream, shown)
    digest, size = _keep(stream, shown)
    return _row(digest, size, shown, found, state, actor=actor, now=now)


def look_at(content: BinaryIO, *, name: str, allowed: Collection[FileKind] | None = None) -> FileType:
    """The gate every file passes, whichever way it came: extension and first bytes must agree, the kind must be one of
    `allowed`, not larger than its kind may be, nothing hidden in it, a picture that can be drawn. Raises Invalid."""
    found = file_type(name, content)
    if found is None:
        raise refusal(FileFault.WRONG_TYPE, name)
    if allowed is not None and found.kind not in allowed:
        raise refusal(FileFault.NOT_HERE, name)
    size, most = content.seek(0, os.SEEK_END), most_bytes(found.kind, settings.MAX_UPLOAD_BYTES)
    content.seek(0)
    if size > most:
        raise refusal(FileFault.TOO_LARGE, name, limit=human_size(most))
    if found.kind is FileKind.IMAGE:
        _look_at_picture(content, name, found)
    if (fault := hidden_fault(found, content)) is not None:
        raise refusal(fault, name)
    return found


def _look_at_picture(content: BinaryIO, name: str, found: FileType) -> None:
    """The header alone tells how large a picture is; one that is too large is never decoded."""
    size = measure(content, found.mime)
    if size is None or not size.width * size.height:
        raise refusal(FileFault.BROKEN_PICTURE, name)
    most = most_pixels(found.mime, progressive=size.progressive)
    if size.width * size.height > most:
        facts = {"width": size.width, "height": size.height, "most": most // 1_000_000}
        raise refusal(FileFault.TOO_MANY_PIXELS, name, **facts)
    if not is_whole(content):
        raise refusal(FileFault.BROKEN_PICTURE, name)


def _scanned(content: BinaryIO, name: str) -> ScanState:
    """Asks the virus scanner, if there is one. What it cannot say is safe is not taken."""
    if not settings.CLAMD:
        return ScanState.UNSCANNED
    try:
        virus = virus_in(content, settings.CLAMD)
    except ScannerLimit:
        raise refusal(FileFault.SCANNER_LIMIT, name) from None
    except ScannerAway as away:
        logger.error("the virus scanner at %s does not answer: %s", settings.CLAMD, away)
        raise refusal(FileFault.SCANNER_AWAY, name) from None
    if virus:
        logger.warning("a file was refused: %s", virus)
        raise refusal(FileFault.INFECTED, name, virus=virus)
    return ScanState.CLEAN


def refusal(fault: FileFault, name: str, **facts: object) -> Invalid:
    """Why a file is not taken, at the field `file`."""
    return Invalid({"file": [str(FILE_FAULTS[fault]) % {"name": name, **facts}]})


def _row(
    digest: str, size: int, name: str, found: FileType, scanned: ScanState, *, actor: Actor, now: datetime
) -> StoredFile:
    return StoredFile.objects.create(
        digest=digest,
        size=size,
        name=name,
        mime=found.mime,
        kind=found.kind,
        scan_state=scanned,
        uploaded_at=now,
        uploaded_by_id=actor.person_id,
        uploaded_by_name=actor.name_on_record,
    )


def _keep(stream: BinaryIO, name: str) -> tuple[str, int]:
    """Write the bytes to their final place and return (SHA-256, size); a partial file never carries a final name."""
    root = Path(settings.FILES_DIR)
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = root / f".new-{secrets.token_hex(8)}"
    hasher, size = hashlib.sha256(), 0
    try:
        with fresh.open("xb") as file:
            for chunk in _chunks(stream):
                size += len(chunk)
                hasher.update(chunk)
                file.write(chunk)
            if size == 0:
                raise refusal(FileFault.EMPTY, name)
            file.flush()
            os.fsync(file.fileno())
        target = path_of(hasher.hexdigest())
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh.replace(target)
        _sync_folder(target.parent)
    finally:
        fresh.unlink(missing_ok=True)
    return hasher.hexdigest(), size


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    stream.seek(0)
    while chunk := stream.read(_CHUNK):
        yield chunk


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def drop_file(stored: StoredFile) -> None:
    """Forget a file that no record keeps any more; one that some record still points at stays. The nightly round sweeps
    its bytes when no other row names them, and rows that nobody dropped (services/sweeping.py)."""
    try:
        with transaction.atomic():
            stored.delete()
    except ProtectedError:
        return
