"""What a file is, judged by its first bytes and by its name together."""

import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from types import MappingProxyType
from typing import BinaryIO

from gieo.core.text import squeeze
from gieo.foundation.files.vocab import FileKind

DAMAGED_ARCHIVE = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError,
)  # fmt: skip
"""What zipfile raises on a file from outside that is damaged, locked with a password, or packed in an unknown way."""

HEAD_BYTES = 64


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
