"""What comes back from a signing program: taken, or refused for the reason that applies."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copy

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigFieldSpec
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner

from gieo.foundation.papers.engine import draw, stamp
from gieo.foundation.papers.rules import Place
from gieo.foundation.signing.engine import (
    Authority,
    Key,
    NotTaken,
    append_signature,
    check,
    continuation,
    issue_pkcs12,
    open_pkcs12,
)
from gieo.foundation.signing.rules import same_person
from gieo.foundation.signing.vocab import SignatureFault, UploadFault
from tests.foundation.papers.sample import DATED, minutes

SMALL = Place(page=0, left=100, bottom=100, right=250, top=140)


@pytest.fixture(scope="module")
def base() -> bytes:
    return draw(minutes(1)).pdf


@pytest.fixture(scope="module")
def key(authority: Authority) -> Key:
    return open_pkcs12(issue_pkcs12(authority, "Cà Văn Hặc", "Trung tâm", "x"), "x")


def signed(pdf: bytes, key: Key, *, field: str = "BenNhan", place: Place = SMALL) -> bytes:
    page = stamp(("Ký số",), dated=DATED)
    return append_signature(
        pdf, key, field=field, label="Bên nhận", reason="Ký", when=DATED, place=place, stamp_pdf=page
    )


def fault(pdf: bytes, base: bytes, authority: Authority, *, now: datetime = DATED) -> UploadFault | None:
    try:
        continuation(pdf, base=base, roots=[authority.certificate], now=now)
    except NotTaken as refused:
        return refused.fault if refused.message else None
    return None


def certifying(pdf: bytes, authority: Authority) -> bytes:
    """Signed as an author who allows nothing but filling in forms."""
    seal = SimpleSigner.load(str(authority.seal_key), str(authority.seal_certificate))
    details = PdfSignatureMetadata(field_name="Tac gia", certify=True, docmdp_permissions=MDPPerm.FILL_FORMS)
    out = PdfSigner(details, seal, new_field_spec=SigFieldSpec("Tac gia")).sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(pdf))
    )
    return bytes(out.getvalue())


def with_a_note(pdf: bytes) -> bytes:
    """A yellow note on the first sheet, appended as a reader's program would."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    note = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/Text"),
            generic.pdf_name("/Rect"): generic.ArrayObject([generic.NumberObject(n) for n in (10, 10, 30, 30)]),
            generic.pdf_name("/Contents"): generic.pdf_string("Sửa 20 thành 02"),
        }
    )
    writer.register_annotation(writer.root["/Pages"]["/Kids"].raw_get(0).reference, writer.add_object(note))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_several_sign_one_after_another(base: bytes, key: Key, authority: Authority) -> None:
    first = signed(base, key)
    second = signed(first, key, field="BenGiao")
    assert fault(second, first, authority) is None
    found = continuation(second, base=base, roots=[authority.certificate], now=DATED)
    assert [(one.field, one.covers_whole_file, one.is_good) for one in found] == [
        ("BenNhan", False, True),
        ("BenGiao", True, True),
    ]


def test_each_fault_is_told_apart(base: bytes, key: Key, authority: Authority) -> None:
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(base)) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(user="x", owner="y"))
    good = signed(base, key)
    large = Place(page=0, left=50, bottom=50, right=550, top=400)
    for pdf_bytes, expected in (
        (good, None),
        (base, UploadFault.UNSIGNED),
        (b"GIF89a", UploadFault.NOT_PDF),
        (locked.getvalue(), UploadFault.ENCRYPTED),
        (with_a_note(base), UploadFault.CHANGED),
        (signed(with_a_note(base), key), UploadFault.CHANGED),
        (with_a_note(good), UploadFault.CHANGED),
        (certifying(base, authority), UploadFault.LOCKED),
        (signed(base, key, place=large), UploadFault.COVERS),
    ):
        assert fault(pdf_bytes, base, authority) is expected


def test_a_certificate_counts_while_it_is_valid(base: bytes, authority: Authority) -> None:
    until = DATED + timedelta(days=1)
    brief = open_pkcs12(issue_pkcs12(authority, "Cà Văn Hặc", "Trung tâm", "x", until=until), "x")
    pdf = signed(base, brief)
    assert fault(pdf, base, authority) is None
    assert fault(pdf, base, authority, now=until + timedelta(days=1)) is UploadFault.EXPIRED
    assert check(pdf, roots=[authority.certificate], now=datetime(2030, 1, 1, tzinfo=UTC))[0].fault is (
        SignatureFault.EXPIRED
    )


def test_roots_are_read_from_folders_too(base: bytes, key: Key, authority: Authority, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a certificate")
    pdf = signed(base, key)
    assert check(pdf, roots=[tmp_path], now=DATED)[0].fault is SignatureFault.UNTRUSTED
    copy(authority.certificate, tmp_path / "root.crt")
    assert check(pdf, roots=[tmp_path], now=DATED)[0].is_good


@pytest.mark.parametrize(
    ("certified", "written", "same"),
    [
        ("CÀ VĂN HẶC", "Cà Văn Hặc", True),
        ("Ca Van  Hac", "Cà Văn Hặc", True),
        ("Cà Văn Hạc", "Cà Văn Hặc", False),
        ("Trung tâm", "Cà Văn Hặc", False),
        ("", "", False),
    ],
)
def test_whose_name_a_certificate_bears(certified: str, written: str, same: bool) -> None:
    assert same_person(certified, written) is same
