"""A large file comes in parts: begin → put parts in order → finish. Each may be done again without harm.

An upload is a file on disk and nothing else, in a folder of its person, named by the fingerprint it shall have: how far
it has come is its length. So it outlives the page, the network and the server, and nobody reaches another's. Once
finished it is taken by the form that was waiting for it, through the same gate as any other file (`store_file`).
"""

import hashlib
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.errors import Conflict, Invalid, NotFound, Refused
from gieo.foundation.files.queries import own_uploads, unfinished, whole_upload
from gieo.foundation.files.rules import MOST_PART_BYTES, MOST_WAITING_BYTES, human_size, is_digest, safe_name
from gieo.foundation.files.services.storing import look_at, refusal
from gieo.foundation.files.vocab import FileFault


def begin_upload(digest: str, *, name: str, size: int, actor: Actor) -> int:
    """Begin, or go on with, the upload of a file of this SHA-256 and size; returns how many bytes are there already.

    Raises Invalid when it is too large or empty, Refused when too much of this person's lies unused.
    """
    if not is_digest(digest):
        raise Invalid({"file": [_("Vân tay của tệp không đúng dạng.")]})
    if size <= 0:
        raise refusal(FileFault.EMPTY, safe_name(name))
    if size > settings.MAX_UPLOAD_BYTES:
        raise refusal(FileFault.TOO_LARGE, safe_name(name), limit=human_size(settings.MAX_UPLOAD_BYTES))
    if whole_upload(digest, actor) is not None:
        return size
    folder = own_uploads(actor)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    begun = folder / f"{digest}.{size}"
    if not begun.exists():
        others = sum(path.stat().st_size for path in folder.iterdir())
        if others + size > MOST_WAITING_BYTES:
            said = _("Bạn còn nhiều tệp gửi dở chưa dùng (%(size)s). Dùng chúng, hoặc chờ tới mai rồi gửi tiếp.")
            raise Refused(said % {"size": human_size(others)})
    begun.touch(mode=0o600)
    return begun.stat().st_size


def put_part(digest: str, *, offset: int, content: bytes, actor: Actor) -> int:
    """Write a part where it belongs; returns how many bytes are there now. A part that is there changes nothing.

    Raises Conflict when bytes before `offset` are missing, Invalid for a part that is too large or reaches beyond the
    end, NotFound when nothing was begun.
    """
    if whole_upload(digest, actor) is not None:
        return offset + len(content)
    begun, size = _begun(digest, actor)
    if len(content) > MOST_PART_BYTES or not 0 <= offset <= offset + len(content) <= size:
        raise Invalid({"file": [_("Phần gửi lên không khớp với cỡ tệp đã báo.")]})
    there = begun.stat().st_size
    if offset > there:
        raise Conflict(_("Còn thiếu phần trước đó; gửi tiếp từ chỗ đã nhận."))
    if offset + len(content) > there:
        with begun.open("r+b") as file:
            file.seek(offset)
            file.write(content)
    return begun.stat().st_size


def finish_upload(digest: str, *, name: str, actor: Actor) -> None:
    """Compare what has come with its fingerprint, and let it pass the gate under this name.

    Raises Conflict while bytes are missing; Invalid when it is not equal or not taken, and then it is gone.
    """
    if (whole := whole_upload(digest, actor)) is None:
        begun, size = _begun(digest, actor)
        if begun.stat().st_size < size:
            raise Conflict(_("Tệp chưa tới đủ; gửi tiếp từ chỗ đã nhận."))
        with begun.open("rb") as content:
            if hashlib.file_digest(content, "sha256").hexdigest() != digest:
                begun.unlink(missing_ok=True)
                raise refusal(FileFault.NOT_EQUAL, safe_name(name))
        whole = begun.replace(begun.with_suffix(".whole"))
    try:
        with whole.open("rb") as content:
            look_at(content, name=safe_name(name))
    except Invalid:
        whole.unlink(missing_ok=True)
        raise


def forget_upload(digest: str, *, actor: Actor) -> None:
    """Let go of an upload: a record keeps the file now, or it is not wanted any more."""
    if is_digest(digest):
        for path in own_uploads(actor).glob(f"{digest}.*"):
            path.unlink(missing_ok=True)


def sweep_uploads(*, older_than: datetime) -> int:
    """Delete uploads that nobody touched since `older_than`; returns how many."""
    swept = 0
    for path in Path(settings.UPLOADS_DIR).glob("*/*"):
        if path.stat().st_mtime < older_than.timestamp():
            path.unlink(missing_ok=True)
            swept += 1
    return swept


def _begun(digest: str, actor: Actor) -> tuple[Path, int]:
    found = unfinished(digest, actor)
    if found is None:
        raise NotFound(_("Tệp này chưa bắt đầu gửi, hoặc để quá một ngày nên đã dọn. Chọn lại tệp."))
    return found, int(found.suffix[1:])
