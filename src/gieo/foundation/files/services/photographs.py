"""Photographs: a stored picture with what a reader must know of it."""

from datetime import date

from django.utils.translation import gettext as _

from gieo.core.errors import Invalid, Refused
from gieo.core.text import squeeze
from gieo.foundation.files.engine.pictures import Measured, measure
from gieo.foundation.files.models import Photograph, StoredFile
from gieo.foundation.files.queries import open_file
from gieo.foundation.files.vocab import FileKind


def add_photograph(
    file: StoredFile,
    *,
    caption: str,
    credit: str,
    place: str = "",
    taken_on: date | None = None,
    consent: bool = False,
) -> Photograph:
    """Make a photograph of a stored picture. Raises Invalid without caption or credit, or when it is no picture."""
    caption, credit = squeeze(caption), squeeze(credit)
    errors: dict[str, list[str]] = {}
    if not caption:
        errors["caption"] = [_("Ghi chú thích: ai, làm gì, ở đâu.")]
    if not credit:
        errors["credit"] = [_("Ghi người chụp hoặc nguồn ảnh.")]
    if errors:
        raise Invalid(errors)
    return take_photograph(file, caption=caption, credit=credit, place=place, taken_on=taken_on, consent=consent)


def lock_copies(*pictures: Photograph) -> dict[int, Photograph]:
    """These photographs and all others of the same bytes, by key, as they stand now, locked to the end of the
    transaction. All in one order: call it after the lock of the record and before a photograph is written, and two who
    take the same picture at two places wait for one another instead of locking each other out."""
    found = Photograph.objects.select_for_update(of=("self",), no_key=True).select_related("file")
    digests = {picture.file.digest for picture in pictures}
    return {row.pk: row for row in found.filter(file__digest__in=digests).order_by("pk")}


def withdraw_consent(picture: Photograph) -> int:
    """The people in it take their consent back: it, and every photograph of the same bytes wherever it stands, is shown
    to nobody outside any more. Returns how many others were hidden. (Right to withdraw: Luật 91/2025, F2.)

    Raises Refused when none of them has a consent that could be taken back.
    """
    own = lock_copies(picture)[picture.pk].consent
    hidden = Photograph.objects.filter(file__digest=picture.file.digest, consent=True).update(consent=False)
    if not hidden:
        raise Refused(_("Ảnh này không đăng ở đâu."))
    picture.consent = False
    return hidden - own


def take_photograph(
    file: StoredFile,
    *,
    caption: str = "",
    credit: str = "",
    place: str = "",
    taken_on: date | None = None,
    consent: bool = False,
) -> Photograph:
    """Make a photograph whose words may come later: it may not be published before they have. Raises Invalid when the
    file is no picture."""
    if file.kind != FileKind.IMAGE:
        raise Invalid({"file": [_("Tệp “%(name)s” không phải ảnh.") % {"name": file.name}]})
    with open_file(file) as content:
        size = measure(content, file.mime) or Measured(0, 0, progressive=False)
    return Photograph.objects.create(
        file=file,
        caption=squeeze(caption),
        credit=squeeze(credit),
        place=squeeze(place),
        taken_on=taken_on,
        consent=consent,
        width=size.width,
        height=size.height,
    )
