"""The document set of minutes as one archive, sent while it is written. Equal content gives equal bytes."""

from collections.abc import Iterator
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.http import HttpRequest, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from gieo.core.errors import NotFound
from gieo.domain.handovers.access import access_minutes
from gieo.domain.handovers.queries.archive import Archive, archive_of
from gieo.domain.handovers.rules.archive import MANIFEST_JSON, MANIFEST_TEXT
from gieo.foundation.files.queries import open_file
from gieo.interfaces.web.ui.pages import reads

PIECE = 256 * 1024


@reads
def archive(request: HttpRequest, code: str) -> StreamingHttpResponse:
    return _sent(archive_of(access_minutes(code, request.actor), request.actor))


@reads
def item_archive(request: HttpRequest, code: str, number: int) -> StreamingHttpResponse:
    return _sent(archive_of(access_minutes(code, request.actor), request.actor, item=number))


def _sent(found: Archive | None) -> StreamingHttpResponse:
    if found is None:
        raise NotFound(_("Bộ hồ sơ tải được khi các bên đã ký."))
    for _packed, stored in found.files:
        open_file(stored).close()  # a file gone from disk is said now, not in the middle of the archive
    response = StreamingHttpResponse(_zipped(found), content_type="application/zip")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=found.name) or ""
    response["X-Content-Type-Options"] = "nosniff"
    return response


class _Pipe:
    """What ZipFile writes into, and the answer takes out of."""

    def __init__(self) -> None:
        self._kept: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self._kept.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        taken, self._kept = b"".join(self._kept), []
        return taken


def _zipped(found: Archive) -> Iterator[bytes]:
    """Stored, not compressed: papers and pictures are compressed already, and the bytes stay the same everywhere."""
    pipe = _Pipe()
    with ZipFile(pipe, "w", ZIP_STORED) as kept:  # type: ignore[call-overload]
        for name, words in ((MANIFEST_TEXT, found.text), (MANIFEST_JSON, found.json)):
            kept.writestr(_entry(name, found), words.encode())
        for packed, stored in found.files:
            with open_file(stored) as source, kept.open(_entry(packed.path, found), "w") as target:
                while piece := source.read(PIECE):
                    target.write(piece)
                    yield pipe.taken()
    yield pipe.taken()


def _entry(path: str, found: Archive) -> ZipInfo:
    entry = ZipInfo(path, date_time=(*found.sealed_on, 0, 0, 0))
    entry.compress_type, entry.create_system, entry.external_attr = ZIP_STORED, 3, 0o644 << 16
    return entry
