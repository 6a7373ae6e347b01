"""Large files in parts, as gieo/js/upload.js sends them: begin → put … → finish; then the form takes the file
(ui/uploads.py). Every answer is JSON and may be asked for again: `received`, or `said` when it was refused.

422: this file is not taken, do not try again. 409: what is here differs from what you think, begin again and go on.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.request import RawPostDataException

from gieo.core.errors import Conflict, GieoError, NotAllowed, NotFound
from gieo.foundation.files import services
from gieo.interfaces.web.ui.errors import sentence
from gieo.interfaces.web.ui.limits import limited
from gieo.interfaces.web.ui.pages import writes


@writes
@limited("uploads")
def begin(request: HttpRequest) -> HttpResponse:
    """`digest`, `name`, `size` → how many bytes are here already."""
    said = request.POST
    return _answer(
        lambda: services.begin_upload(
            said.get("digest", ""), name=said.get("name", ""), size=_whole(said.get("size", "")), actor=request.actor
        )
    )


@writes
def put(request: HttpRequest, digest: str) -> HttpResponse:
    """The body is the part that begins at `?offset=`. One that breaks off changes nothing."""
    try:
        content = request.body
    except (UnreadablePostError, RawPostDataException):  # the line broke; or a form was sent where bytes belong
        content = b""
    if len(content) != _whole(request.META.get("CONTENT_LENGTH") or "0"):
        return JsonResponse({"said": ""}, status=400)
    offset = _whole(request.GET.get("offset", ""))
    return _answer(lambda: services.put_part(digest, offset=offset, content=content, actor=request.actor))


@writes
def finish(request: HttpRequest, digest: str) -> HttpResponse:
    """`name` → compared with its fingerprint and looked at; it waits for its form."""
    return _answer(lambda: services.finish_upload(digest, name=request.POST.get("name", ""), actor=request.actor))


@writes
def forget(request: HttpRequest, digest: str) -> HttpResponse:
    return _answer(lambda: services.forget_upload(digest, actor=request.actor))


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 15 else -1


def _answer(do: Callable[[], int | None]) -> JsonResponse:
    try:
        return JsonResponse({"received": do()})
    except NotAllowed:
        raise
    except GieoError as error:
        status = 409 if isinstance(error, (Conflict, NotFound)) else 422
        return JsonResponse({"said": sentence(error)}, status=status)
