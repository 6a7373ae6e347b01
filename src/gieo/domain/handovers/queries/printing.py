"""Papers of minutes and which files they still lack."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, QuerySet

from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.queries.content import content_of, ink_of
from gieo.domain.handovers.queries.scans import scans_under
from gieo.domain.handovers.rules.paper import Ink, compose
from gieo.domain.handovers.vocab import FROZEN_STATES, Party
from gieo.foundation.files.queries import read_file
from gieo.foundation.papers.engine import Drawn, draw, page_count, pdf
from gieo.foundation.papers.rules import Paper, sheet_link
from gieo.foundation.signing.models import Rendering, SealedContent
from gieo.foundation.signing.vocab import RenderingKind


def draft_paper(minutes: Minutes, *, now: datetime) -> Paper:
    """The paper as it would be sealed now, marked as a draft."""
    return compose(content_of(minutes), dated=now)


def sealed_paper(minutes: Minutes, *, ink: Mapping[Party, Ink] | None = None) -> Paper:
    """The paper of the sealed content, without signatures: for ink, and to read before signing. `ink` draws those of a
    pen on it, as a scan shows them."""
    sealed = minutes.sealed
    assert sealed is not None  # asked for sealed minutes only
    return _paper_of(sealed, ink=ink) if ink else _paper_of(sealed)


def signed_paper(minutes: Minutes) -> Paper:
    """The same with the signatures drawn in and room for the seal's stamp."""
    sealed = minutes.sealed
    assert sealed is not None  # asked for sealed minutes only
    signatures = list(sealed.signatures.all())
    ink = ink_of(signatures, sealed.content, scans_under(minutes, signatures))
    return _paper_of(sealed, ink=ink, seal=True)


def _paper_of(sealed: SealedContent, **more: Any) -> Paper:
    return compose(
        sealed.content,
        dated=sealed.sealed_at,
        digest=sealed.digest,
        link=check_link(sealed.code),
        sheet_link=sheet_link(settings.PUBLIC_ADDRESS, sealed.code, sealed.digest),
        **more,
    )


def drawn_paper(minutes: Minutes) -> Drawn:
    """The signed paper printed, with the place of the stamp."""
    return draw(signed_paper(minutes))


def copy_for_ink(minutes: Minutes) -> bytes:
    """The sealed paper to be printed and signed by hand. Drawn now: files sealed before sheets had codes lack them."""
    return pdf(sealed_paper(minutes))


def sheet_counts(minutes: Minutes) -> frozenset[int]:
    """With how many sheets the paper may have been printed: as it is drawn now, and as it was kept on the day (another
    font on the machine may break pages elsewhere)."""
    kept = Rendering.objects.filter(content=minutes.sealed_id, kind=RenderingKind.PDF).select_related("file")
    papers = [copy_for_ink(minutes), *(read_file(row.file) for row in kept.order_by("pk"))]
    return frozenset(map(page_count, papers))


def check_link(code: str) -> str:
    """The public address where anybody checks minutes with this code."""
    return f"{settings.PUBLIC_ADDRESS.rstrip('/')}/xac-minh/?ma={code}"


def needed_renderings(minutes: Minutes) -> tuple[RenderingKind, ...]:
    """Kinds of files that these minutes should have and do not have yet. One query."""
    if minutes.sealed_id is None or minutes.state not in FROZEN_STATES:
        return ()
    wanted = [RenderingKind.PDF, RenderingKind.DOCX]
    if minutes.signed_at is not None:
        wanted.append(RenderingKind.PDF_SIGNED)
    present = set(Rendering.objects.filter(content=minutes.sealed_id).values_list("kind", flat=True))
    return tuple(kind for kind in wanted if kind not in present)


def waiting_for_print() -> QuerySet[Minutes]:
    """Sealed minutes that lack a file: those that never failed first, oldest first."""
    has = {kind: Exists(Rendering.objects.filter(content=OuterRef("sealed_id"), kind=kind)) for kind in RenderingKind}
    rows = Minutes.objects.filter(state__in=FROZEN_STATES).select_related("sealed")
    lacks = rows.exclude(has[RenderingKind.PDF], has[RenderingKind.DOCX])
    unsealed = rows.filter(signed_at__isnull=False).exclude(has[RenderingKind.PDF_SIGNED])
    return (lacks | unsealed).distinct().order_by(F("print_failed_at").asc(nulls_first=True), "pk")
