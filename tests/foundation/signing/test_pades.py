"""The seal key: keys, signatures, stamps, and their check by us and by poppler."""

import io
import stat
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID
from pyhanko.keys import load_cert_from_pemder

from gieo.core.errors import Refused
from gieo.foundation.papers.engine import VIETNAMESE, draw, face, stamp
from gieo.foundation.papers.rules import Place
from gieo.foundation.signing.engine import (
    Authority,
    SignatureCheck,
    check,
    ensure_authority,
    seal_drawn,
    sign_pdf,
    stamp_lines,
)
from gieo.foundation.signing.vocab import SignatureFault
from tests.foundation.papers import pdfa
from tests.foundation.papers.sample import DATED, minutes

NAME = "Sở Khoa học và Công nghệ tỉnh Điện Biên"
REASON = "Khóa biên bản BB-2023-04"


@pytest.fixture(scope="module")
def signed(keys_dir: Path, authority: Authority) -> bytes:
    return seal_drawn(draw(minutes(3)), keys_dir=keys_dir, reason=REASON, when=DATED)


def checked(pdf: bytes, authority: Authority) -> SignatureCheck:
    (found,) = check(pdf, roots=[authority.certificate], now=DATED)
    return found


def test_keys_are_made_once_for_the_owner_alone(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: ensure_authority(tmp_path / "keys"), range(4)))
    assert len(set(made)) == 1
    before = made[0].seal_key.read_bytes()
    assert ensure_authority(tmp_path / "keys").seal_key.read_bytes() == before
    assert stat.S_IMODE(made[0].folder.stat().st_mode) == 0o700
    assert {path.name: stat.S_IMODE(path.stat().st_mode) for path in made[0].folder.iterdir()} == dict.fromkeys(
        ("authority.key", "authority.crt", "seal.key", "seal.crt"), 0o600
    )
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["signing"]


def test_certificates_carry_names_with_all_marks_and_hold_on_the_day_of_the_conference(authority: Authority) -> None:
    certificate = x509.load_pem_x509_certificate(authority.seal_certificate.read_bytes())
    assert certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value == NAME
    assert certificate.not_valid_before_utc < DATED < certificate.not_valid_after_utc
    root = x509.load_pem_x509_certificate(authority.certificate.read_bytes())
    certificate.verify_directly_issued_by(root)


def test_a_long_name_is_kept_whole_and_a_longer_one_is_refused(tmp_path: Path) -> None:
    name = "Ễ" * 64
    made = ensure_authority(tmp_path / "long", department=name)
    assert load_cert_from_pemder(str(made.seal_certificate)).subject.native["common_name"] == name
    with pytest.raises(ValueError, match="64 letters"):
        ensure_authority(tmp_path / "longer", department=name + "Ễ")
    assert list((tmp_path / "longer").iterdir()) == []


def test_a_signed_paper_is_still_pdf_a_2b_in_one_font(signed: bytes) -> None:
    assert pdfa.faults(signed) == []
    assert {name.removesuffix("MT").replace("PS", "") for name in pdfa.font_families(signed)} == {
        face().family.replace(" ", "")
    }


def test_signing_only_appends(signed: bytes) -> None:
    assert signed.startswith(draw(minutes(3)).pdf)


def test_the_check_says_who_when_and_that_nothing_changed(signed: bytes, authority: Authority) -> None:
    found = checked(signed, authority)
    assert found == SignatureCheck(
        field="DauCuaCoQuan",
        signer=NAME,
        organisation=NAME,
        issuer="Gieo: chứng thực thử nghiệm",
        root="Gieo: chứng thực thử nghiệm",
        serial=f"{load_cert_from_pemder(str(authority.seal_certificate)).serial_number:x}",
        reason=REASON,
        signed_at=DATED,
        stamped_at=None,
        fault=None,
        covers_whole_file=True,
    )
    assert found.is_good
    assert check(draw(minutes(3)).pdf, roots=[authority.certificate], now=DATED) == []


def test_a_signature_of_another_authority_is_intact_but_not_trusted(
    signed: bytes, authority: Authority, tmp_path: Path
) -> None:
    stranger = ensure_authority(tmp_path / "stranger")
    found = checked(signed, stranger)
    assert (found.fault, found.is_good) == (SignatureFault.UNTRUSTED, False)
    assert found.why == "Chưa tin cậy nơi cấp chứng thư số: Gieo: chứng thực thử nghiệm."
    assert check(signed, roots=[], now=DATED)[0].fault is SignatureFault.UNTRUSTED
    late = check(signed, roots=[authority.certificate], now=datetime(2046, 1, 1, tzinfo=UTC))[0]
    assert late.fault is SignatureFault.EXPIRED


def test_what_is_appended_later_is_seen(signed: bytes, authority: Authority) -> None:
    found = checked(signed + b"\n% more\n", authority)
    assert not found.covers_whole_file
    assert not found.is_good


def test_a_flipped_byte_is_found_anywhere_in_what_was_signed(signed: bytes, authority: Authority) -> None:
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        first, length, second, rest = (int(number) for number in pdf.Root.AcroForm.Fields[0].V.ByteRange)
    places = [*range(first + 20, first + length, length // 60), *range(second, second + rest, rest // 20)]
    missed = []
    for place in places:
        broken = bytearray(signed)
        broken[place] ^= 1
        try:
            answers = check(bytes(broken), roots=[authority.certificate], now=DATED)
        except Refused:
            continue
        if any(answer.is_good for answer in answers):
            missed.append(place)
    assert missed == []


@pytest.mark.parametrize("content", [b"", b"not a PDF", b"%PDF-1.7\n%%EOF\n"])
def test_what_is_no_pdf_is_refused_in_words(content: bytes, authority: Authority) -> None:
    with pytest.raises(Refused, match="không phải PDF"):
        check(content, roots=[authority.certificate], now=DATED)


def test_a_signature_without_stamp_is_invisible(keys_dir: Path, authority: Authority) -> None:
    pdf = sign_pdf(draw(minutes(1)).pdf, keys_dir=keys_dir, reason=REASON, when=DATED + timedelta(hours=1))
    found = checked(pdf, authority)
    assert found.is_good
    assert found.signed_at == DATED + timedelta(hours=1)
    assert pdfa.faults(pdf) == []


def test_the_stamp_stands_in_the_room_kept_for_it(signed: bytes) -> None:
    place = draw(minutes(3)).seal
    assert place is not None
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        (note,) = (note for note in pdf.pages[place.page].Annots if note.Subtype == pikepdf.Name.Widget)
        assert [float(n) for n in note.Rect] == pytest.approx(place.box, abs=0.51)


@pytest.mark.pdfsig
def test_poppler_finds_the_signature_valid_and_a_flipped_byte_not(signed: bytes, tmp_path: Path) -> None:
    whole, broken = tmp_path / "whole.pdf", tmp_path / "broken.pdf"
    whole.write_bytes(signed)
    place = signed.index(b"/Contents <") // 2
    broken.write_bytes(signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :])
    assert "Signature Validation: Signature is Valid." in _tool("pdfsig", str(whole))
    assert "Total document signed" in _tool("pdfsig", str(whole))
    assert NAME in _tool("pdfsig", str(whole))
    assert "Signature is Valid" not in _tool("pdfsig", str(broken))


@pytest.mark.pdfsig
def test_the_stamp_says_who_and_when_with_every_mark(signed: bytes, tmp_path: Path) -> None:
    path = tmp_path / "signed.pdf"
    path.write_bytes(signed)
    text = _tool("pdftotext", str(path), "-")
    assert f"Ký số bởi: {NAME}" in text
    assert "Thời gian: 07/11/2023 09:41:12 +07:00" in text


@pytest.mark.pdfsig
@pytest.mark.parametrize("start", range(0, len(VIETNAMESE), 40))
def test_every_letter_in_a_visible_signature(start: int, keys_dir: Path, tmp_path: Path) -> None:
    """Golden: names made of all 146 letters, typed decomposed, come out of the stamp composed and whole."""
    letters = VIETNAMESE[start : start + 40]
    name = " ".join(letters[n : n + 8] for n in range(0, len(letters), 8))
    page = stamp(stamp_lines(name, DATED), dated=DATED)
    place = Place(page=0, left=90, bottom=40, right=90 + 74 * 72 / 25.4, top=40 + 14 * 72 / 25.4)
    pdf = sign_pdf(draw(minutes(1)).pdf, keys_dir=keys_dir, reason=REASON, when=DATED, place=place, stamp_pdf=page)
    path = tmp_path / "signed.pdf"
    path.write_bytes(pdf)
    assert f"Kýsốbởi:{name}".replace(" ", "") in "".join(_tool("pdftotext", str(path), "-").split())
    assert pdfa.faults(pdf) == []


def _tool(*command: str) -> str:
    return subprocess.run(command, check=False, capture_output=True, timeout=60).stdout.decode("utf-8")
