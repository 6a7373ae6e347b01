"""A form takes a file that came in parts as if it had come with the form: whoever reads request.FILES knows no
difference, so rooms have one way for both."""

from collections.abc import Collection
from typing import BinaryIO

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.errors import Invalid, Refused
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.queries import whole_upload
from gieo.foundation.files.rules import safe_name
from gieo.foundation.files.services import forget_upload, store_file
from gieo.foundation.files.vocab import FileKind
from gieo.interfaces.web.ui.errors import refused

SENT = "_sent"
"""Name of the hidden inputs that stand for files sent before: `field|digest|name`."""
MOST_FILES = 100


class SentFile(UploadedFile):
    """A file that came in parts, open for reading."""

    def __init__(self, file: BinaryIO, field: str, digest: str, name: str, size: int) -> None:
        super().__init__(file=file, name=name, size=size)
        self.digest, self.mark = digest, f"{field}|{digest}|{name}"


def join_sent_files(request: HttpRequest) -> HttpResponse | None:
    """Put the files that this form names among those that came with it, or say which of them is gone."""
    request.sent_files = []
    for mark in request.POST.getlist(SENT)[:MOST_FILES]:
        field, digest, name = (*mark.split("|", 2), "", "")[:3]
        path = whole_upload(digest, request.actor)
        if path is None:
            said = _("Tệp “%(name)s” gửi trước đó không còn trên máy chủ. Quay lại và chọn lại tệp.")
            return refused(request, Refused(said % {"name": safe_name(name)}))
        one = SentFile(path.open("rb"), field, digest, safe_name(name), path.stat().st_size)
        request.sent_files.append(one)
        request.FILES.appendlist(field, one)
    return None


def taken(request: HttpRequest, upload: UploadedFile, field: str, allowed: Collection[FileKind]) -> StoredFile:
    """Keep a file of a form that has several fields for files. Raises Invalid beside the one that it came by."""
    try:
        return store_file(upload.file, name=upload.name or "", actor=request.actor, now=clock.now(), allowed=allowed)
    except Invalid as wrong:
        raise Invalid({field: [said for found in wrong.errors.values() for said in found]}) from None


def let_go(request: HttpRequest, answer: HttpResponse) -> None:
    """Once the deed is done nobody needs them; after a refusal they stay, and need not be sent again."""
    for one in getattr(request, "sent_files", ()):
        one.close()
        if answer.status_code < 400 and not getattr(answer, "is_refusal", False):
            forget_upload(one.digest, actor=request.actor)
