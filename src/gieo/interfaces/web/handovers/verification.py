"""Anybody checks minutes by their code, or by uploading a file. Nothing is kept of what was uploaded."""

import hashlib
from pathlib import Path
from typing import Any, BinaryIO, cast

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gieo.core import clock
from gieo.core.digest import short
from gieo.core.errors import Refused
from gieo.core.text import squeeze
from gieo.domain.handovers.access import checkable_minutes
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.vocab import MinutesState
from gieo.foundation.files.rules import human_size
from gieo.foundation.signing.engine import SignatureCheck, check, ensure_authority
from gieo.foundation.signing.queries import is_intact, sealed_in_file
from gieo.interfaces.web.handovers.packages import PackageCheck, check_package
from gieo.interfaces.web.ui.fields import FileDrop
from gieo.interfaces.web.ui.limits import knock
from gieo.interfaces.web.ui.pages import fills, page, public


class UploadForm(forms.Form):
    """A copy of minutes to compare."""

    file = forms.FileField(
        label=gettext_lazy("Tệp biên bản (PDF, Word) hoặc bộ hồ sơ (ZIP)"), widget=FileDrop(accept=".pdf,.docx,.zip")
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > settings.MAX_UPLOAD_BYTES:
            limit = human_size(settings.MAX_UPLOAD_BYTES)
            raise forms.ValidationError(_("Tệp lớn hơn %(limit)s: không biên bản nào lớn như vậy.") % {"limit": limit})
        return file


@public
@fills
def verify(request: HttpRequest) -> HttpResponse:
    asked = squeeze(request.GET.get("ma", ""))[:60]
    if asked or request.method == "POST":
        knock(request, "verify")
    form = UploadForm(request.POST or None, request.FILES or None)
    uploaded = _uploaded(form) if request.method == "POST" and form.is_valid() else None
    minutes = _by_code(asked) if asked else None
    return page(
        request,
        "handovers/verify.html",
        form=form,
        asked=asked,
        found=_told(minutes) if minutes else None,
        uploaded=uploaded,
    )


def _by_code(code: str) -> Minutes | None:
    """Sealed minutes with this code; those about results restricted today are nowhere."""
    return checkable_minutes().filter(code=code.upper()).select_related("sealed").first()


def _told(minutes: Minutes) -> dict[str, Any]:
    """What anybody may know: that it exists, since when, its fingerprint, how many signed. No person's name."""
    sealed = minutes.sealed
    assert sealed is not None  # only sealed minutes are found
    return {
        "code": minutes.code,
        "number": minutes.number,
        "giver": sealed.content["giver"]["unit"],
        "receiver": sealed.content["receiver"]["unit"],
        "held_on": minutes.held_on,
        "items": len(sealed.content["items"]),
        "sealed_at": sealed.sealed_at,
        "digest": sealed.digest,
        "short": short(sealed.digest),
        "signatures": sealed.signatures.count(),
        "is_signed": minutes.signed_at is not None,
        "replaced_by": _replacement(minutes),
        "is_void": minutes.state == MinutesState.VOID,
        "intact": is_intact(sealed),
    }


def _replacement(minutes: Minutes) -> Minutes | None:
    """The version in whose favour these minutes stand aside, the last of a chain."""
    if minutes.state != MinutesState.SUPERSEDED:
        return None
    version = checkable_minutes().filter(replaces=minutes).exclude(state=MinutesState.VOID).first()
    return (_replacement(version) or version) if version is not None else None


def _uploaded(form: UploadForm) -> dict[str, Any]:
    """Whether the very file was made here, and what its digital signatures say.

    Of a genuine file about a restricted result no more is told than that it cannot be looked up here: its holder knows
    what it says, nobody else learns anything.
    """
    file: UploadedFile = form.cleaned_data["file"]
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    sealed = sealed_in_file(digest.hexdigest())
    minutes = _by_code(sealed.code) if sealed is not None else None
    package = _package(file) if sealed is None else None
    return {
        "package": package,
        "package_found": _told(package.minutes) if package else None,
        "name": file.name,
        "found": _told(minutes) if minutes else None,
        "is_genuine": sealed is not None,
        "signatures": _signatures(file),
        "verdict": _("Đúng tệp do Gieo lập, không sai một byte.") if minutes else "",
    }


def _package(file: UploadedFile) -> PackageCheck | None:
    """What an uploaded archive of minutes comes to; None for anything else."""
    file.seek(0)
    if file.read(4) != b"PK\x03\x04":
        return None
    file.seek(0)
    return check_package(cast(BinaryIO, file.file))


def _signatures(file: UploadedFile) -> list[SignatureCheck]:
    """What the digital signatures of a PDF say; none for any other file, and for a PDF that cannot be read."""
    file.seek(0)
    if file.read(5) != b"%PDF-":
        return []
    file.seek(0)
    roots = [ensure_authority(Path(settings.KEYS_DIR)).certificate]
    try:
        return check(cast(BinaryIO, file.file), roots=roots, now=clock.now())
    except Refused:
        return []
