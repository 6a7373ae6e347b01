"""Printing sealed minutes into files, outside any transaction; running it again makes nothing twice."""

from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from gieo.core.actor import SYSTEM
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.queries.printing import drawn_paper, needed_renderings, sealed_paper, waiting_for_print
from gieo.foundation.files.services import store_file
from gieo.foundation.papers.engine import docx, pdf
from gieo.foundation.signing.engine import seal_drawn
from gieo.foundation.signing.models import Rendering
from gieo.foundation.signing.services import record_rendering
from gieo.foundation.signing.vocab import RenderingKind

SEAL_REASON = "Biên bản bàn giao kết quả khoa học và công nghệ, các bên đã ký"


def render_minutes(minutes: Minutes, *, now: datetime) -> list[Rendering]:
    """Make the files that sealed minutes still lack; returns those made now.

    PDF and Word of the sealed content; once all have signed also the PDF with the signatures drawn in, signed with the
    department's seal key (PAdES). Each file is stored, fsynced, before the row that names it; killed in between and run
    again, every kind stands there once. Drafts and voided minutes have no files.
    """
    made = []
    for kind in needed_renderings(minutes):
        name = f"{minutes.code}{'-da-ky' if kind is RenderingKind.PDF_SIGNED else ''}"
        suffix = "docx" if kind is RenderingKind.DOCX else "pdf"
        file = store_file(printed(minutes, kind, now=now), name=f"{name}.{suffix}", actor=SYSTEM, now=now)
        assert minutes.sealed is not None  # only sealed minutes need files
        made.append(record_rendering(minutes.sealed, kind, file, now=now))
    return made


def printed(minutes: Minutes, kind: RenderingKind, *, now: datetime) -> bytes:
    """The bytes of one file. PDF and Word are the same every time; the signed PDF carries the moment of its seal."""
    if kind is RenderingKind.PDF_SIGNED:
        keys = Path(settings.KEYS_DIR)
        return seal_drawn(drawn_paper(minutes), keys_dir=keys, reason=SEAL_REASON, when=now.astimezone(UTC))
    paper = sealed_paper(minutes)
    return docx(paper) if kind is RenderingKind.DOCX else pdf(paper)


def render_waiting(*, now: datetime, most: int = 50) -> int:
    """Print whatever still lacks files, oldest first; the nightly round and a restarted worker call this."""
    done = 0
    for minutes in waiting_for_print()[:most]:
        done += bool(render_minutes(minutes, now=now))
    return done
