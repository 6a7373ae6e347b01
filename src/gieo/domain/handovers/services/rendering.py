"""Printing sealed minutes into files, outside any transaction; running it again makes nothing twice."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from gieo.core.actor import SYSTEM
from gieo.core.errors import Refused
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.queries.digital import closing
from gieo.domain.handovers.queries.printing import drawn_paper, needed_renderings, sealed_paper, waiting_for_print
from gieo.foundation.files.queries import read_file
from gieo.foundation.files.services import store_file
from gieo.foundation.papers.engine import docx, pdf
from gieo.foundation.signing.engine import lasting, seal_drawn, sign_pdf, signer_name, stamp_lines
from gieo.foundation.signing.models import Rendering
from gieo.foundation.signing.queries import latest_rendering, status_lists, time_authority, trust_roots
from gieo.foundation.signing.services import record_rendering
from gieo.foundation.signing.vocab import RenderingKind

logger = logging.getLogger(__name__)

SEAL_REASON = "Biên bản bàn giao kết quả khoa học và công nghệ, các bên đã ký"


def render_minutes(minutes: Minutes, *, now: datetime) -> list[Rendering]:
    """Make the files that sealed minutes still lack; returns those made now.

    PDF and Word of the sealed content; once all have signed also the PDF with the signatures drawn in, signed with the
    department's seal key (PAdES). Each file is stored, fsynced, before the row that names it; killed in between and run
    again, every kind stands there once. Drafts and voided minutes have no files.
    Whatever goes wrong is logged, noted on the minutes for the office to see, and raised as Refused.
    """
    try:
        made = [_rendered(minutes, kind, now=now) for kind in needed_renderings(minutes)]
    except Exception as error:  # a letter, a disk, a key: the office must see it and the round must go on
        logger.exception("printing of %s failed", minutes.code)
        _note(minutes, failed_at=now, failure=f"{type(error).__name__}: {error}"[:200])
        raise Refused(
            _("Chưa in được biên bản %(code)s. Báo quản trị hệ thống: nhật ký máy chủ ghi rõ lý do.")
            % {"code": minutes.code}
        ) from error
    if minutes.print_failed_at is not None:
        _note(minutes, failed_at=None, failure="")
    return made


def _rendered(minutes: Minutes, kind: RenderingKind, *, now: datetime) -> Rendering:
    name = f"{minutes.code}{'-da-ky' if kind is RenderingKind.PDF_SIGNED else ''}"
    suffix = "docx" if kind is RenderingKind.DOCX else "pdf"
    file = store_file(printed(minutes, kind, now=now), name=f"{name}.{suffix}", actor=SYSTEM, now=now)
    assert minutes.sealed is not None  # only sealed minutes need files
    return record_rendering(minutes.sealed, kind, file, now=now)


def _note(minutes: Minutes, *, failed_at: datetime | None, failure: str) -> None:
    minutes.print_failed_at, minutes.print_failure = failed_at, failure
    minutes.save(update_fields=["print_failed_at", "print_failure"])


def printed(minutes: Minutes, kind: RenderingKind, *, now: datetime) -> bytes:
    """The bytes of one file. PDF and Word are the same every time; the signed PDF carries the moment of its seal."""
    if kind is RenderingKind.PDF_SIGNED:
        keys = Path(settings.KEYS_DIR)
        grown = latest_rendering(minutes.sealed, RenderingKind.PDF_DIGITAL) if minutes.sealed else None
        if grown is not None:
            closed = _sealed_over(minutes, read_file(grown.file), keys, now.astimezone(UTC))
        else:
            closed = seal_drawn(
                drawn_paper(minutes),
                keys_dir=keys,
                reason=SEAL_REASON,
                when=now.astimezone(UTC),
                authority=time_authority(),
            )
        return lasting(closed, roots=trust_roots(), status=status_lists(), now=now)
    paper = sealed_paper(minutes)
    return docx(paper) if kind is RenderingKind.DOCX else pdf(paper)


def _sealed_over(minutes: Minutes, pdf: bytes, keys: Path, when: datetime) -> bytes:
    """What parties have signed digitally, closed by the seal, which shows the signatures that were drawn. What stood
    there before stays where it is, byte by byte, so every earlier signature still holds."""
    shown = closing(minutes, stamp_lines(signer_name(keys), when), dated=when)
    return sign_pdf(
        pdf,
        keys_dir=keys,
        reason=SEAL_REASON,
        when=when,
        place=shown.area,
        stamp_pdf=shown.page,
        authority=time_authority(),
    )


@dataclass(frozen=True)
class PrintRound:
    """What a round of printing came to: how many minutes got files, and the codes of those that failed."""

    done: int
    failed: tuple[str, ...] = ()


def render_waiting(*, now: datetime, most: int = 50) -> PrintRound:
    """Print whatever still lacks files; the nightly round and a restarted worker call this.

    Those that never failed come first, then the longest failed: one that cannot be printed holds up no other.
    """
    done, failed = 0, []
    for minutes in waiting_for_print()[:most]:
        try:
            done += bool(render_minutes(minutes, now=now))
        except Refused:  # logged and noted where it happened
            failed.append(minutes.code)
    return PrintRound(done, tuple(failed))
