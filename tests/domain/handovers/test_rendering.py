"""Files of minutes: made once however often the job runs, signed by the department's seal, checked by others."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from django.conf import settings

from gieo.core.errors import Refused
from gieo.domain.handovers.jobs import print_minutes, print_waiting
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.queries.printing import needed_renderings, waiting_for_print
from gieo.domain.handovers.services import PrintRound, render_minutes, render_waiting, void_minutes
from gieo.domain.handovers.services.rendering import printed
from gieo.domain.handovers.vocab import MinutesState
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.queries import path_of, read_file
from gieo.foundation.files.services import store_file
from gieo.foundation.signing.engine import check, ensure_authority
from gieo.foundation.signing.models import Rendering, SealedContent
from gieo.foundation.signing.queries import latest_rendering, rendering_with_digest
from gieo.foundation.signing.vocab import RenderingKind
from tests.factories.accounts import actor
from tests.factories.handovers import TABLE, draft_minutes, officer, sealed_minutes, sign, signed_minutes

pytestmark = pytest.mark.django_db


def kinds() -> list[str]:
    return sorted(Rendering.objects.values_list("kind", flat=True))


def test_sealed_minutes_get_pdf_and_word_and_signed_ones_the_sealed_pdf() -> None:
    minutes = sealed_minutes()
    render_minutes(minutes, now=TABLE)
    assert kinds() == ["docx", "pdf"]
    sign(minutes)
    render_minutes(minutes, now=TABLE)
    assert kinds() == ["docx", "pdf", "pdf_signed"]
    assert render_minutes(minutes, now=TABLE) == []
    assert StoredFile.objects.filter(renderings__isnull=False).count() == 3


def test_drafts_and_voided_minutes_have_no_files() -> None:
    minutes = draft_minutes()
    assert needed_renderings(minutes) == ()
    sealed = sealed_minutes()
    void_minutes(sealed, reason="Sai tên", actor=officer(), now=TABLE)
    sealed.refresh_from_db()
    assert needed_renderings(sealed) == ()


def test_a_job_killed_between_file_and_row_and_run_again_gives_one_rendering() -> None:
    minutes = signed_minutes()
    content = printed(minutes, RenderingKind.PDF, now=TABLE)
    store_file(content, name=f"{minutes.code}.pdf", actor=actor(), now=TABLE)
    assert Rendering.objects.count() == 0
    for _run in range(2):
        print_minutes.func(minutes.pk)
    assert kinds() == ["docx", "pdf", "pdf_signed"]
    made = latest_rendering(minutes.sealed, RenderingKind.PDF)  # type: ignore[arg-type]
    assert made is not None
    assert read_file(made.file) == content


def test_the_round_prints_what_waits() -> None:
    minutes = signed_minutes()
    assert [row.pk for row in waiting_for_print()] == [minutes.pk]
    assert print_waiting.func() == 1
    assert list(waiting_for_print()) == []
    assert print_waiting.func() == 0
    assert print_minutes.func(0) == 0


def unprintable() -> Minutes:
    """Sealed minutes whose content no printer understands."""
    minutes = draft_minutes()
    broken = SealedContent.objects.create(
        kind="minutes", code=minutes.code, digest="0" * 64, content={}, sealed_at=TABLE, sealed_by_name="Ai đó"
    )
    Minutes.objects.filter(pk=minutes.pk).update(state=MinutesState.SEALED, sealed=broken, sealed_at=TABLE)
    minutes.refresh_from_db()
    return minutes


def test_minutes_that_cannot_be_printed_hold_up_no_others() -> None:
    first, second = unprintable(), sealed_minutes()
    assert render_waiting(now=TABLE) == PrintRound(1, (first.code,))
    assert needed_renderings(second) == ()
    first.refresh_from_db()
    assert first.print_failed_at == TABLE
    assert first.print_failure.startswith("KeyError")
    third = sealed_minutes()
    assert [row.code for row in waiting_for_print()] == [third.code, first.code]


def test_a_failure_is_told_and_forgotten_once_printing_works() -> None:
    minutes = sealed_minutes()
    Minutes.objects.filter(pk=minutes.pk).update(print_failed_at=TABLE, print_failure="OSError: No space left")
    minutes.refresh_from_db()
    render_minutes(minutes, now=TABLE)
    minutes.refresh_from_db()
    assert (minutes.print_failed_at, minutes.print_failure) == (None, "")
    broken = unprintable()
    with pytest.raises(Refused, match="Chưa in được biên bản"):
        render_minutes(broken, now=TABLE)


def test_the_seal_holds_and_names_the_department() -> None:
    minutes = signed_minutes()
    render_minutes(minutes, now=TABLE)
    made = latest_rendering(minutes.sealed, RenderingKind.PDF_SIGNED)  # type: ignore[arg-type]
    assert made is not None
    roots = [ensure_authority(Path(settings.KEYS_DIR)).certificate]
    found = check(read_file(made.file), roots=roots, now=TABLE)
    assert [row.is_good for row in found] == [True]
    assert found[0].signer == "Sở Khoa học và Công nghệ tỉnh Điện Biên"
    assert rendering_with_digest(made.file.digest) == made
    spoiled = read_file(made.file).replace(b"/Type", b"/Tipe", 1)
    assert not any(row.is_good for row in check(spoiled, roots=roots, now=TABLE))


def test_bytes_lie_on_disk_under_their_digest_and_word_opens() -> None:
    minutes = sealed_minutes()
    for made in render_minutes(minutes, now=TABLE):
        assert path_of(made.file.digest).exists()
        if made.kind == RenderingKind.DOCX:
            with ZipFile(path_of(made.file.digest)) as archive:
                assert "word/document.xml" in archive.namelist()


def test_pdf_and_word_of_sealed_minutes_are_the_same_bytes_every_time() -> None:
    minutes = sealed_minutes()
    for kind in (RenderingKind.PDF, RenderingKind.DOCX):
        assert printed(minutes, kind, now=TABLE) == printed(minutes, kind, now=TABLE)
