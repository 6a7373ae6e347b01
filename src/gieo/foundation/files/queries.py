"""Where bytes lie and how to open them. Files knows no rights: ask the record that points at the file first."""

from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.errors import NotAllowed, NotFound
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.rules import is_digest


def path_of(digest: str) -> Path:
    """The place of bytes with this SHA-256, two levels of folders deep."""
    return Path(settings.FILES_DIR) / digest[:2] / digest[2:4] / digest


def open_file(stored: StoredFile) -> BinaryIO:
    """The bytes, open for reading. Raises NotFound when they are gone from disk."""
    try:
        return path_of(stored.digest).open("rb")
    except FileNotFoundError:
        said = _("Tệp “%(name)s” không còn trên máy chủ. Báo quản trị hệ thống khôi phục.")
        raise NotFound(said % {"name": stored.name}) from None


def read_file(stored: StoredFile) -> bytes:
    """All bytes at once, for small files."""
    with open_file(stored) as file:
        return file.read()


def previews_folder() -> Path:
    """Where pictures drawn anew are kept, each named by the digest it was drawn from; made again at will."""
    return Path(settings.HOME) / "previews"


def own_uploads(actor: Actor) -> Path:
    """The folder of what this person has sent in parts and not used yet. Raises NotAllowed for who is not signed in."""
    if actor.person_id is None:
        raise NotAllowed(_("Đăng nhập rồi mới gửi được tệp lớn."))
    return Path(settings.UPLOADS_DIR) / str(actor.person_id)


def whole_upload(digest: str, actor: Actor) -> Path | None:
    """Where a finished upload of this person lies, found equal to its fingerprint."""
    path = own_uploads(actor) / f"{digest}.whole"
    return path if is_digest(digest) and path.exists() else None


def unfinished(digest: str, actor: Actor) -> Path | None:
    """Where an upload of this person that is not finished lies; its suffix is the size it shall have."""
    if not is_digest(digest):
        return None
    return next((path for path in own_uploads(actor).glob(f"{digest}.*") if path.suffix != ".whole"), None)
