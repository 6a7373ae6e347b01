"""What anybody may learn of a file of minutes: unchanged, changed or unknown, and each signature in it."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from io import SEEK_END, BytesIO
from typing import BinaryIO
from zipfile import ZipFile

from gieo.core.errors import NotFound, Refused
from gieo.domain.handovers.access import checkable_minutes
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.vocab import Verdict
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.queries import read_file
from gieo.foundation.files.rules import DAMAGED_ARCHIVE
from gieo.foundation.signing.engine import SignatureCheck, check
from gieo.foundation.signing.queries import latest_rendering, rendering_with_digest, status_lists, trust_roots
from gieo.foundation.signing.vocab import RenderingKind

CODE = re.compile(rb"BB-\d{4}-\d{2,6}")
"""As the papers' titles say it: a file that says it and is none of ours was changed."""
LARGEST_TITLE = 64 * 1024
LARGEST = 32 * 1024 * 1024
"""Bytes of a file that is looked into; no minutes are so large. The fingerprint of any file is compared."""


@dataclass(frozen=True)
class FileCheck:
    """`minutes` is None where nothing is known, or nothing may be told: then `is_closed` says that the very file is
    ours. `only_added`: it begins with the very bytes of ours, and more was written behind them."""

    verdict: Verdict
    minutes: Minutes | None
    signatures: tuple[SignatureCheck, ...] = ()
    is_closed: bool = False
    only_added: bool = False


def check_file(file: BinaryIO, *, now: datetime) -> FileCheck:
    """Compare with every file ever printed. Unchanged is only what is equal to the last byte, whatever its signatures
    say. The signatures of a known file are judged as of the day it was made: certificates end, papers stay."""
    digest = hashlib.sha256()
    for piece in iter(lambda: file.read(1 << 20), b""):
        digest.update(piece)
    printed = rendering_with_digest(digest.hexdigest())
    size = file.seek(0, SEEK_END)
    file.seek(0)
    content = file.read() if size <= LARGEST else b""
    found = _signatures(content, printed.made_at if printed else now)
    if printed is not None:
        minutes = _checkable(printed.content.code)
        return FileCheck(Verdict.UNCHANGED, minutes, found, is_closed=minutes is None)
    minutes = _checkable(_said_code(content))
    if minutes is None:
        return FileCheck(Verdict.UNKNOWN, None, found)
    return FileCheck(Verdict.CHANGED, minutes, found, only_added=_only_added(content, minutes))


def digital_signatures(minutes: Minutes) -> tuple[SignatureCheck, ...]:
    """Each digital signature in the newest PDF kept of minutes, judged as of the day it was made: the parties' own, and
    the department's seal once all have signed."""
    assert minutes.sealed is not None  # only sealed minutes can be checked
    kinds = (RenderingKind.PDF_SIGNED, RenderingKind.PDF_DIGITAL)
    made = next(filter(None, (latest_rendering(minutes.sealed, kind) for kind in kinds)), None)
    if made is None:
        return ()
    try:
        return _signatures(read_file(made.file), made.made_at)
    except NotFound:
        return ()  # its bytes are gone, which the ledger names; what was signed is told all the same


def _checkable(code: str) -> Minutes | None:
    return checkable_minutes().filter(code=code).select_related("sealed").first() if code else None


def _said_code(content: bytes) -> str:
    """The code in the title of a PDF or Word file."""
    if not content.startswith(b"PK"):
        return _code(content)
    try:
        with ZipFile(BytesIO(content)) as kept:
            entry = kept.getinfo("docProps/core.xml")
            return _code(kept.read(entry)) if entry.file_size <= LARGEST_TITLE else ""
    except (KeyError, *DAMAGED_ARCHIVE):
        return ""  # a stranger's file, or no Word file: it names no minutes


def _code(content: bytes) -> str:
    found = CODE.search(content)
    return found.group().decode() if found else ""


def _only_added(content: bytes, minutes: Minutes) -> bool:
    assert minutes.sealed is not None  # only sealed minutes can be checked
    rows = minutes.sealed.renderings.exclude(kind=RenderingKind.DOCX).select_related("file").order_by("id")
    return any(row.file.size < len(content) and _begins_with(content, row.file) for row in rows)


def _begins_with(content: bytes, stored: StoredFile) -> bool:
    try:
        return content.startswith(read_file(stored))
    except NotFound:
        return False  # its bytes are gone: nothing can be compared with them


def _signatures(content: bytes, now: datetime) -> tuple[SignatureCheck, ...]:
    if not content.startswith(b"%PDF-"):
        return ()
    try:
        return tuple(check(content, roots=trust_roots(), status=status_lists(), now=now))
    except Refused:
        return ()
