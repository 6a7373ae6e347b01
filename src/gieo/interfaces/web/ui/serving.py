"""Bytes of papers and pictures, served only after the record that points at them was seen."""

from collections.abc import Callable
from secrets import token_hex

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import content_disposition_header

from gieo.foundation.files.engine.pictures import drawn_anew
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.queries import open_file, previews_folder
from gieo.foundation.files.vocab import FileKind

PDF = "application/pdf"
PKCS12 = "application/x-pkcs12"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WIDTHS = (480, 960)
WHOLE = 1920
"""How wide a picture is shown when no width is asked for, to anybody but the office."""

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
_SHOWN = (FileKind.IMAGE, FileKind.PDF)


def stored_response(request: HttpRequest, stored: StoredFile, *, public: bool = False) -> HttpResponse:
    """A stored file as it is: pictures and PDF open in the browser, everything else is offered to keep."""
    tag = f'"{stored.digest}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified()
    response = FileResponse(
        open_file(stored), as_attachment=stored.kind not in _SHOWN, filename=stored.name, content_type=stored.mime
    )
    return _guarded(response, tag, public=public)


def paper_response(content: bytes, name: str, kind: str) -> HttpResponse:
    """A paper that was printed just now, to keep."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    response["X-Content-Type-Options"] = "nosniff"
    return response


def picture_response(request: HttpRequest, stored: StoredFile, *, public: bool = False) -> HttpResponse:
    """A picture no wider than asked (`?w=480` or 960), small enough for a slow line, turned right.

    A photograph tells where and when it was taken, and with what: only the office, on its own pages, is given it as it
    was sent. Everybody else gets it drawn anew, without any of that.
    """
    asked = request.GET.get("w", "")
    width = int(asked) if asked in {str(known) for known in WIDTHS} else WHOLE
    if width == WHOLE and request.actor.is_office and not public:
        return stored_response(request, stored)
    tag = f'"{stored.digest}-{width}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified()
    return _guarded(HttpResponse(_drawn_anew(stored, width), content_type="image/webp"), tag, public=public)


def _drawn_anew(stored: StoredFile, width: int) -> bytes:
    """The picture at a width, without camera data."""

    def draw() -> bytes:
        with open_file(stored) as content:
            return drawn_anew(content, width)

    return kept(f"{stored.digest}-{width}.webp", draw)


def kept(name: str, make: Callable[[], bytes]) -> bytes:
    """A picture drawn once and kept beside the files; made again at will."""
    path = previews_folder() / name
    if path.exists():
        return path.read_bytes()
    content = make()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f".{token_hex(8)}.new")
    fresh.write_bytes(content)
    fresh.replace(path)
    return content


def _guarded(response: HttpResponse | FileResponse, tag: str, *, public: bool) -> HttpResponse:
    response["ETag"] = tag
    response["Cache-Control"] = "public, max-age=3600" if public else "private, no-cache"
    response["Content-Security-Policy"] = _POLICY
    response["X-Content-Type-Options"] = "nosniff"
    return response
