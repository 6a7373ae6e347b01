"""Taking files in. Bytes go to disk, fsynced, before the row that names them: a row never points at nothing."""

import hashlib
import os
import secrets
from collections.abc import Collection, Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from gieo.core.actor import Actor
from gieo.core.errors import Invalid
from gieo.core.text import squeeze
from gieo.foundation.files.models import Photograph, StoredFile
from gieo.foundation.files.queries import open_file, path_of
from gieo.foundation.files.rules import FileType, file_type, human_size, safe_name
from gieo.foundation.files.vocab import FileKind

_CHUNK = 1 << 20
_MOST_PIXELS = 60_000_000


def store_file(
    content: bytes | BinaryIO,
    *,
    name: str,
    actor: Actor,
    now: datetime,
    allowed: Collection[FileKind] | None = None,
) -> StoredFile:
    """Keep a file and return its row.

    In order: name and type are checked (extension and first bytes must agree), the size is limited to
    MAX_UPLOAD_BYTES, bytes are written under their SHA-256 and fsynced, then the row is saved. Raises Invalid with the
    reason in words. Call it before the deed's transaction; an orphan left by a crash is swept by the nightly round.
    """
    stream: BinaryIO = BytesIO(content) if isinstance(content, bytes) else content
    shown = safe_name(name)
    found = file_type(shown, stream)
    if found is None:
        raise Invalid(
            {"file": [_("Tệp “%(name)s” không đúng loại hoặc đuôi tệp không khớp nội dung.") % {"name": shown}]}
        )
    if allowed is not None and found.kind not in allowed:
        raise Invalid({"file": [_("Tệp “%(name)s” không thuộc loại được nhận ở đây.") % {"name": shown}]})
    if found.kind is FileKind.IMAGE:
        _check_picture(stream, shown)
    digest, size = _keep(stream, shown)
    return _row(digest, size, shown, found, actor=actor, now=now)


def _row(digest: str, size: int, name: str, found: FileType, *, actor: Actor, now: datetime) -> StoredFile:
    return StoredFile.objects.create(
        digest=digest,
        size=size,
        name=name,
        mime=found.mime,
        kind=found.kind,
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
                if size > settings.MAX_UPLOAD_BYTES:
                    limit = human_size(settings.MAX_UPLOAD_BYTES)
                    message = _("Tệp “%(name)s” lớn hơn %(limit)s.") % {"name": name, "limit": limit}
                    raise Invalid({"file": [message]})
                hasher.update(chunk)
                file.write(chunk)
            if size == 0:
                raise Invalid({"file": [_("Tệp “%(name)s” rỗng.") % {"name": name}]})
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


def _check_picture(stream: BinaryIO, name: str) -> None:
    """Refuse what only claims to be a picture, and pictures too large to handle, by reading the header alone."""
    try:
        with Image.open(stream) as picture:
            width, height = picture.size
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError):
        width = height = 0
    if not 0 < width * height <= _MOST_PIXELS:
        raise Invalid({"file": [_("Ảnh “%(name)s” không đọc được hoặc quá lớn.") % {"name": name}]})


def add_photograph(
    file: StoredFile,
    *,
    caption: str,
    credit: str,
    place: str = "",
    taken_on: date | None = None,
    consent: bool = False,
) -> Photograph:
    """Make a photograph of a stored picture. Raises Invalid without caption or credit, or when it is no picture."""
    caption, credit = squeeze(caption), squeeze(credit)
    errors: dict[str, list[str]] = {}
    if not caption:
        errors["caption"] = [_("Ghi chú thích: ai, làm gì, ở đâu.")]
    if not credit:
        errors["credit"] = [_("Ghi người chụp hoặc nguồn ảnh.")]
    if errors:
        raise Invalid(errors)
    return take_photograph(file, caption=caption, credit=credit, place=place, taken_on=taken_on, consent=consent)


def take_photograph(
    file: StoredFile,
    *,
    caption: str = "",
    credit: str = "",
    place: str = "",
    taken_on: date | None = None,
    consent: bool = False,
) -> Photograph:
    """Make a photograph whose words may come later: it may not be published before they have. Raises Invalid when the
    file is no picture."""
    if file.kind != FileKind.IMAGE:
        raise Invalid({"file": [_("Tệp “%(name)s” không phải ảnh.") % {"name": file.name}]})
    with open_file(file) as bytes_, Image.open(bytes_) as picture:
        width, height = picture.size
    return Photograph.objects.create(
        file=file,
        caption=squeeze(caption),
        credit=squeeze(credit),
        place=squeeze(place),
        taken_on=taken_on,
        consent=consent,
        width=width,
        height=height,
    )


def drop_file(stored: StoredFile) -> None:
    """Forget a file that no record keeps any more; one that some record still points at stays. The nightly round sweeps
    its bytes when no other row names them."""
    try:
        with transaction.atomic():
            stored.delete()
    except ProtectedError:
        return


def sweep_orphans(*, older_than: datetime) -> int:
    """Delete bytes that no row names, and beginnings of files, written before `older_than`; returns how many."""
    named = set(StoredFile.objects.values_list("digest", flat=True))
    root, swept = Path(settings.FILES_DIR), 0
    for path in (*root.glob("??/??/*"), *root.glob(".new-*")):
        if path.name not in named and path.stat().st_mtime < older_than.timestamp():
            path.unlink()
            swept += 1
    return swept
