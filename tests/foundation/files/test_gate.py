"""The gate every file passes: polyglots, bombs, wrong types and pictures beyond measure are refused in words."""

import resource
from datetime import UTC, datetime
from io import BytesIO

import pytest

from gieo.core.actor import SYSTEM
from gieo.core.errors import Invalid
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.rules import TYPES, file_type, hidden_fault, most_bytes, most_pixels
from gieo.foundation.files.services import store_file
from gieo.foundation.files.vocab import FileFault, FileKind
from gieo.foundation.files.wording import FILE_FAULTS
from tests.factories.odd_files import BOMBS, MEGABYTE, PDF, POLYGLOTS, archive, flat_png, picture

NOW = datetime(2023, 11, 7, 1, 0, tzinfo=UTC)


def fault_of(name: str, content: bytes) -> FileFault | None:
    found = file_type(name, BytesIO(content))
    assert found is not None, f"{name} would not even be taken for what it says it is"
    return hidden_fault(found, BytesIO(content))


@pytest.mark.parametrize("name", POLYGLOTS)
def test_a_file_that_another_program_would_open_as_another_is_told(name: str) -> None:
    assert fault_of(name, POLYGLOTS[name]) is FileFault.TWO_KINDS


@pytest.mark.parametrize("name", BOMBS)
def test_an_archive_that_cannot_be_unpacked_is_told_by_its_table(name: str) -> None:
    assert fault_of(name, BOMBS[name]) is FileFault.BURSTS


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF),
        ("kem.pdf", PDF[:-6] + archive("word/document.xml") + b"endstream\nendobj\n%%EOF\n"),  # an attachment
        ("a.jpg", picture()),
        ("a.docx", archive("word/document.xml", "word/embeddings/xl.bin")),
        ("a.zip", archive("mot.pdf", content=PDF)),
        ("a.txt", b"Trang web <html> va to khai %PDF-"),
    ],
)
def test_an_honest_file_passes(name: str, content: bytes) -> None:
    assert fault_of(name, content) is None


def test_sizes_are_limited_by_kind() -> None:
    house = 50 * MEGABYTE
    assert [most_bytes(kind, house) // MEGABYTE for kind in (FileKind.PDF, FileKind.IMAGE, FileKind.TEXT)] == [
        50, 30, 10,
    ]  # fmt: skip
    assert most_bytes(FileKind.IMAGE, 2048) == 2048
    assert {TYPES[".jpg"].kind, TYPES[".webp"].kind} == {FileKind.IMAGE}


def test_a_picture_that_must_be_decoded_whole_may_have_fewer_pixels() -> None:
    assert most_pixels("image/jpeg", progressive=False) == 60_000_000
    assert {most_pixels("image/jpeg", progressive=True), most_pixels("image/png", progressive=False)} == {30_000_000}


def test_every_fault_has_words() -> None:
    assert set(FILE_FAULTS) == set(FileFault)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("tranh.jpg", POLYGLOTS["tranh.jpg"], "còn giấu một tệp loại khác"),
        ("phong.docx", BOMBS["phong.docx"], "giải nén ra lớn quá mức"),
        ("dut.jpg", picture(quality=95)[:-200], "bị đứt quãng"),
        ("gia.png", picture("JPEG"), "không đúng loại"),
        ("gia.jpg", b"\xff\xd8\xff" + b"x" * 500, "không đọc được"),
    ],
)
def test_it_is_refused_in_words_and_nothing_is_kept(name, content, words, settings, tmp_path) -> None:
    settings.FILES_DIR = tmp_path / "files"
    with pytest.raises(Invalid, match=words):
        store_file(content, name=name, actor=SYSTEM, now=NOW)
    assert not StoredFile.objects.exists()
    assert not settings.FILES_DIR.exists()


@pytest.mark.django_db
def test_a_picture_of_ten_thousand_by_ten_thousand_is_refused_by_its_header(settings, tmp_path) -> None:
    settings.FILES_DIR = tmp_path / "files"
    content = flat_png(10_000, 10_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Invalid, match="10000 × 10000 điểm ảnh, quá lớn: nhiều nhất 30 triệu"):
        store_file(content, name="lon.png", actor=SYSTEM, now=NOW)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 20 * 1024, f"{grown} KB more: it was decoded"
    assert not settings.FILES_DIR.exists()
