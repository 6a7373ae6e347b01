"""Certificates: what is sealed, which still lack their paper, and what anybody may learn of one by code or by file."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from gieo.domain.handovers.vocab import Verdict
from gieo.domain.results.models import Result
from gieo.domain.training.access import restricted_courses
from gieo.domain.training.models import Certificate, Course, Enrolment
from gieo.domain.training.rules.certificate import CODE, code_typed, compose
from gieo.domain.transfers.queries.department import locality_of
from gieo.foundation.files.models import StoredFile
from gieo.foundation.papers.rules import Paper
from gieo.foundation.signing.models import Rendering
from gieo.foundation.signing.queries import latest_rendering, rendering_with_digest
from gieo.foundation.signing.vocab import RenderingKind
from gieo.foundation.units.models import Unit

KIND = "certificate"
LARGEST = 8 * 1024 * 1024
"""Bytes of a file that is looked into; no certificate is so large. The fingerprint of any file is compared."""


def content_of(
    enrolment: Enrolment,
    course: Course,
    results: Iterable[Result],
    issuer: Unit,
    *,
    code: str,
    signer: Mapping[str, str],
    issued_on: date,
) -> dict[str, Any]:
    """What a certificate says, to be sealed."""
    return {
        "code": code,
        "illustrative": course.illustrative,
        "name": enrolment.name,
        "course": course.code,
        "title": course.title,
        "starts_on": course.starts_on.isoformat(),
        "ends_on": course.ends_on.isoformat(),
        "hours": course.hours,
        "place": course.place,
        "results": [result.shown_title for result in results],
        "issuer": {"unit": issuer.name, "above": issuer.parent.name if issuer.parent else ""},
        "locality": locality_of(issuer),
        "signer": dict(signer),
        "issued_on": issued_on.isoformat(),
    }


def paper_of(certificate: Certificate) -> Paper:
    sealed = certificate.sealed
    link = f"{settings.PUBLIC_ADDRESS.rstrip('/')}/xac-minh/?ma={certificate.code}"
    return compose(sealed.content, dated=sealed.sealed_at, digest=sealed.digest, link=link)


def printed(certificate: Certificate) -> StoredFile | None:
    """The paper with the department's seal, once it was printed."""
    made = latest_rendering(certificate.sealed, RenderingKind.PDF_SIGNED)
    return made.file if made is not None else None


def waiting_for_print() -> QuerySet[Certificate]:
    """Certificates that lack their paper, the oldest first."""
    made = Rendering.objects.filter(content=OuterRef("sealed"), kind=RenderingKind.PDF_SIGNED)
    return Certificate.objects.filter(~Exists(made)).select_related("sealed").order_by("pk")


def to_certify(course: Course) -> QuerySet[Enrolment]:
    """Who came and has no certificate; not those whose name was erased."""
    came = course.enrolments.filter(attended=True, forgotten_on__isnull=True, certificate__isnull=True)
    return came.select_related("unit").order_by("number")


def checkable() -> QuerySet[Certificate]:
    """Those that anybody may look up: not of a class on a restricted result."""
    hidden = restricted_courses().values("pk")
    return Certificate.objects.exclude(enrolment__course__in=hidden).select_related("sealed")


def certificate_typed(typed: str) -> Certificate | None:
    """The certificate whose code was typed, if anybody may look it up."""
    code = code_typed(typed)
    return checkable().filter(code=code).first() if code else None


@dataclass(frozen=True)
class CopyCheck:
    """What an uploaded file comes to: the very paper, or one that says its code and was changed."""

    verdict: Verdict
    certificate: Certificate


def check_copy(file: BinaryIO) -> CopyCheck | None:
    """Compare with every certificate ever printed; None for what is none of them, or cannot be looked up here."""
    file.seek(0)
    digest = hashlib.sha256()
    for piece in iter(lambda: file.read(1 << 20), b""):
        digest.update(piece)
    made = rendering_with_digest(digest.hexdigest())
    if made is not None:
        found = checkable().filter(sealed=made.content_id).first()
        return CopyCheck(Verdict.UNCHANGED, found) if found else None
    file.seek(0)
    said = CODE.search(file.read(LARGEST))
    changed = checkable().filter(code=said.group().decode()).first() if said else None
    return CopyCheck(Verdict.CHANGED, changed) if changed else None
