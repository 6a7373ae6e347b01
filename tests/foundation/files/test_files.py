"""What people upload: kept once, named by its digest, refused when it is not what it claims."""

import hashlib
import zipfile
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction
from PIL import Image

from gieo.core.actor import SYSTEM
from gieo.core.errors import Invalid, NotFound
from gieo.foundation.files.models import Photograph, StoredFile
from gieo.foundation.files.queries import open_file, path_of, read_file
from gieo.foundation.files.rules import file_type, human_size, safe_name
from gieo.foundation.files.services import add_photograph, store_file, sweep_orphans, sweep_rows
from gieo.foundation.files.services.sweeping import unnamed
from gieo.foundation.files.vocab import FileKind
from gieo.foundation.journal.models import Entry
from gieo.foundation.outbox.models import Letter
from gieo.foundation.outbox.services import post_letter

NOW = datetime(2023, 11, 7, 1, 0, tzinfo=UTC)
PDF = b"%PDF-1.7\n" + b"x" * 2000


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    kept = BytesIO()
    Image.new("RGB", size, "green").save(kept, kind)
    return kept.getvalue()


def office(part: str) -> bytes:
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr(part, "<x/>")
    return kept.getvalue()


@pytest.fixture(autouse=True)
def own_folder(tmp_path, settings):
    settings.FILES_DIR = tmp_path / "files"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.PDF", PDF, FileKind.PDF),
        ("a.docx", office("word/document.xml"), FileKind.WORD),
        ("a.xlsx", office("xl/workbook.xml"), FileKind.SHEET),
        ("a.png", picture(), FileKind.IMAGE),
        ("a.csv", "Tên;số".encode(), FileKind.TEXT),
        ("a.exe", b"MZ", None),
        ("a.pdf", b"MZ\x90", None),
        ("a.docx", office("xl/workbook.xml"), None),
        ("a.txt", b"MZ\x00\x00", None),
        ("a.svg", b"<svg/>", None),
        ("noending", PDF, None),
    ],
)
def test_name_and_bytes_must_agree(name, content, kind):
    found = file_type(name, BytesIO(content))
    assert (found.kind if found else None) == kind


def test_names_are_made_safe():
    assert safe_name("..\\..\\etc/Báo cáo: số 1?.pdf") == "Báo cáo số 1.pdf"
    assert safe_name("a" * 400 + ".pdf") == "a" * 146 + ".pdf"
    assert safe_name("\u202ecod.exe") == "cod.exe"
    assert safe_name("") == "tep"


def test_sizes_are_readable():
    assert [human_size(size) for size in (5, 1536, 4_300_000)] == ["5 B", "1,5 KB", "4,1 MB"]


@pytest.mark.django_db
def test_a_file_is_kept_under_its_digest_and_read_back():
    stored = store_file(PDF, name="Quy trình.pdf", actor=SYSTEM, now=NOW)
    assert stored.digest == hashlib.sha256(PDF).hexdigest()
    assert (stored.size, stored.name, stored.kind) == (len(PDF), "Quy trình.pdf", "pdf")
    assert read_file(stored) == PDF
    again = store_file(PDF, name="bản hai.pdf", actor=SYSTEM, now=NOW)
    assert again.pk != stored.pk
    assert len(list(path_of(stored.digest).parent.iterdir())) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.exe", b"MZ", "không đúng loại"),
        ("a.pdf", b"", "không đúng loại"),
        ("a.txt", b"", "rỗng"),
        ("a.png", picture()[:20], "không đọc được"),
        ("lon.pdf", b"%PDF-" + b"x" * 4000, "lớn hơn 2 KB"),
    ],
)
def test_a_bad_file_is_refused_in_words_and_leaves_nothing(name, content, words, settings):
    settings.MAX_UPLOAD_BYTES = 2048
    with pytest.raises(Invalid, match=words):
        store_file(content, name=name, actor=SYSTEM, now=NOW)
    assert not StoredFile.objects.exists()
    assert not [path for path in settings.FILES_DIR.rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_only_the_kinds_asked_for_are_taken():
    with pytest.raises(Invalid, match="không thuộc loại"):
        store_file(PDF, name="a.pdf", actor=SYSTEM, now=NOW, allowed={FileKind.IMAGE})


@pytest.mark.django_db
def test_a_file_gone_from_disk_is_said_not_hidden():
    stored = store_file(PDF, name="a.pdf", actor=SYSTEM, now=NOW)
    path_of(stored.digest).unlink()
    with pytest.raises(NotFound, match="không còn trên máy chủ"):
        open_file(stored)


@pytest.mark.django_db
def test_a_photograph_needs_caption_and_credit_and_consent_to_be_published():
    stored = store_file(picture("JPEG"), name="anh.jpg", actor=SYSTEM, now=NOW)
    with pytest.raises(Invalid) as refused:
        add_photograph(stored, caption=" ", credit="")
    assert set(refused.value.errors) == {"caption", "credit"}
    assert not Photograph.objects.exists()
    photo = add_photograph(stored, caption="Lễ ký", credit="Trung tâm Thông tin")
    assert (photo.width, photo.height, photo.may_be_published) == (40, 30, False)
    photo.consent = True
    assert photo.may_be_published


@pytest.mark.django_db
def test_rows_that_no_record_names_go_after_a_time_and_what_is_named_stays():
    def stored(number: int, day: int = 0) -> StoredFile:
        at = NOW - timedelta(days=day)
        return store_file(PDF + bytes([number]), name=f"{number}.pdf", actor=SYSTEM, now=at)

    lost, young, told = stored(1, 9), stored(2, 1), stored(3, 9)
    letter = post_letter(to_email="a@b.vn", subject="Mời", body="Mời", kind="t", now=NOW, files=[sent := stored(4, 9)])
    shown = store_file(picture("JPEG"), name="le-ky.jpg", actor=SYSTEM, now=NOW - timedelta(days=9))
    dropped = add_photograph(shown, caption="Lễ ký", credit="Sở")
    assert set(unnamed(StoredFile)) == {lost, young, told}
    assert sweep_rows(older_than=NOW - timedelta(days=7), kept={told.digest}, now=NOW) == 2
    assert set(StoredFile.objects.all()) == {young, told, sent}, "the photograph went, and its file with it"
    assert not Photograph.objects.filter(pk=dropped.pk).exists()
    entries = Entry.objects.filter(verb="sweep").order_by("pk")
    assert [entry.changes["digest"][0] for entry in entries] == [shown.digest, lost.digest, shown.digest]
    assert "1.pdf" not in str([entry.changes for entry in entries]), "a name may be personal"
    assert letter.attachments.get().file == sent
    assert sweep_rows(older_than=NOW - timedelta(days=7), kept={told.digest}, now=NOW) == 0


@pytest.mark.django_db(transaction=True)
def test_a_file_that_a_deed_takes_up_meanwhile_stays(side_by_side):
    lost = store_file(PDF, name="a.pdf", actor=SYSTEM, now=NOW - timedelta(days=9))

    def take() -> bool:
        try:
            with transaction.atomic():
                post_letter(
                    to_email="a@b.vn", subject="Mời", body="Mời", kind="t", now=NOW,
                    files=[StoredFile.objects.get(pk=lost.pk)],
                )  # fmt: skip
        except (StoredFile.DoesNotExist, DatabaseError):
            return False
        return True

    took, swept = side_by_side(take, lambda: sweep_rows(older_than=NOW, now=NOW))
    assert (took, swept) in ((True, 0), (False, 1))
    assert StoredFile.objects.filter(pk=lost.pk).exists() == took == Letter.objects.exists()


@pytest.mark.django_db
def test_orphans_are_swept_but_never_what_a_row_names():
    kept = store_file(PDF, name="a.pdf", actor=SYSTEM, now=NOW)
    lost = store_file(PDF + b"2", name="b.pdf", actor=SYSTEM, now=NOW)
    lost.delete()
    assert sweep_orphans(older_than=NOW - timedelta(days=3650)) == 0
    (Path(settings.FILES_DIR) / ".new-0011223344556677").write_bytes(b"killed while it was")
    assert sweep_orphans(older_than=datetime(2999, 1, 1, tzinfo=UTC)) == 2
    assert not list(Path(settings.FILES_DIR).glob(".new-*"))
    assert path_of(kept.digest).exists()
