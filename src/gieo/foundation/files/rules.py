"""What a file is, judged by its first bytes and by its name together."""

import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from types import MappingProxyType
from typing import BinaryIO

from gieo.core.text import squeeze
from gieo.foundation.files.vocab import FileFault, FileKind

DAMAGED_ARCHIVE = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError,
)  # fmt: skip
"""What zipfile raises on a file from outside that is damaged, locked with a password, or packed in an unknown way."""

HEAD_BYTES = 64
MEGABYTE = 1024 * 1024

MOST_BYTES: Mapping[FileKind, int] = MappingProxyType(
    {FileKind.IMAGE: 30 * MEGABYTE, FileKind.SHEET: 30 * MEGABYTE, FileKind.TEXT: 10 * MEGABYTE}
)
"""How large a file of a kind may be; the others as large as the house takes (MAX_UPLOAD_BYTES)."""
MOST_PIXELS = 60_000_000
MOST_PIXELS_AT_ONCE = 30_000_000
"""Of pictures that can only be decoded whole: all but plain JPEG, which is read in an eighth of its size."""
MOST_MEMBERS = 10_000
MOST_UNPACKED = 1024 * MEGABYTE
MOST_TIMES = 200
"""An archive may be unpacked to so many times its packed size; sheets of numbers reach about 30."""
MOST_PART_BYTES = 4 * MEGABYTE
"""Of a large file that comes in parts."""
MOST_WAITING_BYTES = 500 * MEGABYTE
"""What one person may have sent in parts and not used yet."""

_LOOKED_AT = 4096
_ARCHIVE_END = b"PK\x05\x06"
_ARCHIVE_END_BYTES = 22
_LONGEST_COMMENT = 65_535
_MEMBER = b"PK\x01\x02"
_PAGES_IN_PICTURES = (b"<script", b"<html", b"<svg", b"<?php", b"<!doctype")


@dataclass(frozen=True)
class FileType:
    kind: FileKind
    mime: str
    magic: tuple[tuple[int, bytes], ...] = ()
    """(offset, bytes) of which one must be there; none for plain text."""
    part: str = ""
    """A member that an Office archive of this type holds."""


_ZIP = ((0, b"PK\x03\x04"),)
_OFFICE = "application/vnd.openxmlformats-officedocument."

TYPES: Mapping[str, FileType] = MappingProxyType(
    {
        ".pdf": FileType(FileKind.PDF, "application/pdf", ((0, b"%PDF-"),)),
        ".docx": FileType(FileKind.WORD, _OFFICE + "wordprocessingml.document", _ZIP, "word/document.xml"),
        ".xlsx": FileType(FileKind.SHEET, _OFFICE + "spreadsheetml.sheet", _ZIP, "xl/workbook.xml"),
        ".pptx": FileType(FileKind.SLIDES, _OFFICE + "presentationml.presentation", _ZIP, "ppt/presentation.xml"),
        ".doc": FileType(FileKind.WORD, "application/msword", ((0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),)),
        ".xls": FileType(FileKind.SHEET, "application/vnd.ms-excel", ((0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),)),
        ".png": FileType(FileKind.IMAGE, "image/png", ((0, b"\x89PNG\r\n\x1a\n"),)),
        ".jpg": FileType(FileKind.IMAGE, "image/jpeg", ((0, b"\xff\xd8\xff"),)),
        ".jpeg": FileType(FileKind.IMAGE, "image/jpeg", ((0, b"\xff\xd8\xff"),)),
        ".webp": FileType(FileKind.IMAGE, "image/webp", ((8, b"WEBP"),)),
        ".zip": FileType(FileKind.ARCHIVE, "application/zip", _ZIP),
        ".mp3": FileType(FileKind.AUDIO, "audio/mpeg", ((0, b"ID3"), (0, b"\xff\xfb"), (0, b"\xff\xf3"))),
        ".mp4": FileType(FileKind.VIDEO, "video/mp4", ((4, b"ftyp"),)),
        ".csv": FileType(FileKind.TEXT, "text/csv"),
        ".txt": FileType(FileKind.TEXT, "text/plain"),
    }
)


def file_type(name: str, content: BinaryIO) -> FileType | None:
    """The type that name and bytes agree on, or None when they disagree or the type is not taken.

    Leaves `content` at its start.
    """
    claimed = TYPES.get(PurePath(name).suffix.lower())
    if claimed is None:
        return None
    content.seek(0)
    head = content.read(HEAD_BYTES)
    content.seek(0)
    if claimed.kind is FileKind.TEXT:
        return claimed if b"\x00" not in head else None
    if not any(head[offset:].startswith(magic) for offset, magic in claimed.magic):
        return None
    if claimed.part and not _holds(content, claimed.part):
        return None
    return claimed


def _holds(content: BinaryIO, part: str) -> bool:
    try:
        with zipfile.ZipFile(content) as archive:
            return part in archive.namelist()
    except zipfile.BadZipFile:
        return False
    finally:
        content.seek(0)


def most_bytes(kind: FileKind, house: int) -> int:
    """How large a file of this kind may be, where the house takes no more than `house`."""
    return min(MOST_BYTES.get(kind, house), house)


def most_pixels(mime: str, *, progressive: bool) -> int:
    """Of how many pixels a picture may be, so that drawing it never needs more memory than a server has."""
    return MOST_PIXELS if mime == "image/jpeg" and not progressive else MOST_PIXELS_AT_ONCE


def hidden_fault(found: FileType, content: BinaryIO) -> FileFault | None:
    """What a file of this type hides: a second file that another program would open, or more than can be unpacked.

    Reads head and tail, and of an archive its table of contents; nothing is unpacked. Leaves `content` at its start.
    """
    is_archive = found.magic == _ZIP
    head, tail = _ends_of(content)
    if not is_archive and _archive_ends(tail):
        return FileFault.TWO_KINDS
    if found.kind in (FileKind.IMAGE, FileKind.AUDIO, FileKind.VIDEO, FileKind.TEXT) and _is_page(found.kind, head):
        return FileFault.TWO_KINDS
    return _archive_fault(found, content) if is_archive else None


def _ends_of(content: BinaryIO) -> tuple[bytes, bytes]:
    size = content.seek(0, 2)
    content.seek(max(0, size - _ARCHIVE_END_BYTES - _LONGEST_COMMENT))
    tail = content.read()
    content.seek(0)
    head = content.read(_LOOKED_AT)
    content.seek(0)
    return head, tail


def _archive_ends(tail: bytes) -> bool:
    """An archive ends exactly where the file does. One that lies inside a paper as an attachment ends before."""
    at = tail.rfind(_ARCHIVE_END)
    while at >= 0:
        end = at + _ARCHIVE_END_BYTES
        if end <= len(tail) and end + int.from_bytes(tail[end - 2 : end], "little") == len(tail):
            return True
        at = tail.rfind(_ARCHIVE_END, 0, at)
    return False


def _is_page(kind: FileKind, head: bytes) -> bool:
    """Readers of PDF look for its mark in the first kilobyte, careless browsers for a page. Text may speak of both."""
    if kind is FileKind.TEXT:
        return head.startswith(b"%PDF-")
    return b"%PDF-" in head[:1024] or any(mark in head.lower() for mark in _PAGES_IN_PICTURES)


def _archive_fault(found: FileType, content: BinaryIO) -> FileFault | None:
    if _members(content) > MOST_MEMBERS:  # counted in the bytes: a table of a million members is itself a bomb
        return FileFault.BURSTS
    size = content.seek(0, 2)
    try:
        with zipfile.ZipFile(content) as archive:
            parts = archive.infolist()
    except DAMAGED_ARCHIVE:
        return FileFault.BURSTS
    finally:
        content.seek(0)
    packed, unpacked = sum(part.compress_size for part in parts), sum(part.file_size for part in parts)
    if unpacked > MOST_UNPACKED or unpacked > MOST_TIMES * max(packed, 50_000) or packed > size:  # members overlap
        return FileFault.BURSTS
    names = {part.filename for part in parts}
    mains = {known.part for known in TYPES.values() if known.part in names}
    return FileFault.TWO_KINDS if found.part and len(mains) > 1 else None


def _members(content: BinaryIO) -> int:
    count, last = 0, b""
    while chunk := content.read(MEGABYTE):
        count += (last + chunk).count(_MEMBER)
        last = chunk[-len(_MEMBER) + 1 :]
    content.seek(0)
    return count


def is_digest(text: str) -> bool:
    """A SHA-256 as hexadecimal digits, small letters."""
    return len(text) == 64 and set(text) <= set("0123456789abcdef")


def safe_name(name: str) -> str:
    """The last part of a name as people may see it: composed, printable, without slashes, at most 150 characters."""
    last = squeeze(name.replace("\\", "/")).rsplit("/", 1)[-1]
    shown = "".join(char for char in last if char.isprintable() and char not in '<>:"|?*').strip(". ")
    stem, suffix = PurePath(shown).stem, PurePath(shown).suffix
    return f"{stem[: 150 - len(suffix)]}{suffix}" or "tep"


def human_size(size: int) -> str:
    """Bytes as people read them: 4,1 MB."""
    if size < 1024:
        return f"{size} B"
    for unit in ("KB", "MB", "GB"):
        size_in_unit = size / 1024
        if size_in_unit < 1024 or unit == "GB":
            return f"{size_in_unit:.1f} {unit}".replace(".", ",").replace(",0 ", " ")
        size = int(size_in_unit)
    raise AssertionError("unreachable")
