"""Anybody checks minutes by their code, or by uploading a file. Nothing is kept of what was uploaded."""

from typing import Any, BinaryIO, cast

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gieo.core import clock
from gieo.core.digest import short
from gieo.core.text import squeeze
from gieo.domain.handovers.access import checkable_minutes
from gieo.domain.handovers.models import InkScan, Minutes
from gieo.domain.handovers.queries.packages import PackageCheck, check_package
from gieo.domain.handovers.queries.scans import scan_by_party, scans_under
from gieo.domain.handovers.queries.verifying import check_file, digital_signatures
from gieo.domain.handovers.rules.typed import code_typed, numbers_typed
from gieo.domain.handovers.vocab import MinutesState, Verdict
from gieo.domain.handovers.wording import PARTY_LABELS
from gieo.domain.training.models import Certificate
from gieo.domain.training.queries.certificates import certificate_typed, check_copy
from gieo.domain.training.rules.certificate import veiled
from gieo.foundation.files.rules import human_size
from gieo.foundation.signing.models import Signature
from gieo.foundation.signing.queries import is_intact, signatures_of
from gieo.foundation.signing.wording import METHOD
from gieo.interfaces.web.ui.fields import FileDrop
from gieo.interfaces.web.ui.limits import knock
from gieo.interfaces.web.ui.pages import fills, page, public

MOST_FOUND = 20


class UploadForm(forms.Form):
    """A copy of minutes to compare."""

    file = forms.FileField(
        label=gettext_lazy("Tệp biên bản (PDF, Word) hoặc bộ hồ sơ (ZIP)"),
        widget=FileDrop(accept=".pdf,.docx,.zip", in_parts=False),
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
    found = _asked_for(asked) if asked else []
    certificate = certificate_typed(asked) if asked and not found else None
    return page(
        request,
        "handovers/verify.html",
        form=form,
        asked=asked,
        found=_told(found[0]) if len(found) == 1 else None,
        checks=digital_signatures(found[0]) if len(found) == 1 else (),
        certificate=_certified(certificate, whole=False) if certificate else None,
        several=found if len(found) > 1 else (),
        uploaded=uploaded,
    )


def _asked_for(typed: str) -> list[Minutes]:
    """Sealed minutes with this code, or with this number on the paper, which runs anew every year; those about results
    restricted today are nowhere."""
    code, numbers = code_typed(typed), numbers_typed(typed)
    if not code and not numbers:
        return []
    wanted = Q(code=code) if code else Q(number__in=numbers)
    rows = checkable_minutes().filter(wanted).select_related("sealed", "receiver").order_by("-held_on", "-pk")
    return list(rows[:MOST_FOUND])


def _certified(certificate: Certificate, *, whole: bool) -> dict[str, Any]:
    """What anybody may know of a certificate. Codes can be guessed: only who has the file reads the whole name."""
    content = certificate.sealed.content
    return {
        "code": certificate.code,
        "name": content["name"] if whole else veiled(content["name"]),
        "title": content["title"],
        "issuer": content["issuer"]["unit"],
        "issued_on": certificate.issued_on,
        "digest": certificate.sealed.digest,
        "intact": is_intact(certificate.sealed),
    }


def _told(minutes: Minutes) -> dict[str, Any]:
    """What anybody may know: that it exists, since when, its fingerprint, who signed how and when, as on the paper."""
    sealed = minutes.sealed
    assert sealed is not None  # only sealed minutes are found
    signatures = list(signatures_of(sealed))
    scans = scan_by_party(scans_under(minutes, signatures))
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
        "signatures": [_signature(row, scans.get(row.party)) for row in signatures],
        "is_signed": minutes.signed_at is not None,
        "replaced_by": _replacement(minutes),
        "is_void": minutes.state == MinutesState.VOID,
        "intact": is_intact(sealed),
    }


def _signature(row: Signature, scan: InkScan | None) -> dict[str, Any]:
    """With the day on the paper, where it was signed by hand: the office noted it later."""
    return {
        "label": PARTY_LABELS[row.party],
        "name": row.person_name,
        "unit": row.unit_name,
        "how": METHOD[row.method],
        "at": row.signed_at,
        "on_paper": scan.signed_on if scan else None,
    }


def _replacement(minutes: Minutes) -> Minutes | None:
    """The version in whose favour these minutes stand aside, the last of a chain."""
    if minutes.state != MinutesState.SUPERSEDED:
        return None
    version = checkable_minutes().filter(replaces=minutes).exclude(state=MinutesState.VOID).first()
    return (_replacement(version) or version) if version is not None else None


def _uploaded(form: UploadForm) -> dict[str, Any]:
    """The verdict on a file, what is known of its minutes, and what its digital signatures say.

    Of a genuine file about a restricted result no more is told than that it cannot be looked up here: its holder knows
    what it says, nobody else learns anything.
    """
    file: UploadedFile = form.cleaned_data["file"]
    found = check_file(cast(BinaryIO, file.file), now=clock.now())
    copy = check_copy(cast(BinaryIO, file.file)) if found.minutes is None else None
    package = _package(file) if found.verdict is not Verdict.UNCHANGED else None
    return {
        "package": package,
        "package_found": _told(package.minutes) if package else None,
        "name": file.name,
        "verdict": found.verdict.value,
        "is_closed": found.is_closed,
        "only_added": found.only_added,
        "found": _told(found.minutes) if found.minutes else None,
        "signatures": found.signatures,
        "is_copy": copy is not None and copy.verdict is Verdict.UNCHANGED,
        "certificate": _certified(copy.certificate, whole=copy.verdict is Verdict.UNCHANGED) if copy else None,
    }


def _package(file: UploadedFile) -> PackageCheck | None:
    """What an uploaded archive of minutes comes to; None for anything else."""
    file.seek(0)
    if file.read(4) != b"PK\x03\x04":
        return None
    file.seek(0)
    return check_package(cast(BinaryIO, file.file))
