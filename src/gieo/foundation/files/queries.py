"""Where bytes lie and how to open them. Files knows no rights: ask the record that points at the file first."""

from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from gieo.core.errors import NotFound
from gieo.foundation.files.models import StoredFile


def path_of(digest: str) -> Path:
    """The place of bytes with this SHA-256, two levels of folders deep."""
    return Path(settings.FILES_DIR) / digest[:2] / digest[2:4] / digest


def open_file(stored: StoredFile) -> BinaryIO:
    """The bytes, open for reading. Raises NotFound when they are gone from disk."""
    try:
        return path_of(stored.digest).open("rb")
    except FileNotFoundError:
        raise NotFound(f"Tệp “{stored.name}” không còn trên máy chủ. Báo quản trị hệ thống khôi phục.") from None


def read_file(stored: StoredFile) -> bytes:
    """All bytes at once, for small files."""
    with open_file(stored) as file:
        return file.read()
