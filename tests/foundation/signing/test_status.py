"""Whether a certificate was revoked: by lists at hand, by those a PDF carries, and what is told when nobody knows."""

from datetime import timedelta
from pathlib import Path

import pytest
from asn1crypto import pem

from gieo.foundation.papers.engine import draw
from gieo.foundation.signing.engine import (
    Authority,
    Key,
    NotTaken,
    append_signature,
    check,
    continuation,
    ensure_authority,
    issue_pkcs12,
    lasting,
    open_pkcs12,
)
from gieo.foundation.signing.vocab import Revocation, SignatureFault, UploadFault
from tests.factories.authorities import answer_about, answerable_key, list_of
from tests.foundation.papers import pdfa
from tests.foundation.papers.sample import DATED, minutes

DAY = timedelta(days=1)
GOOD, REVOKED, UNKNOWN = Revocation.GOOD, Revocation.REVOKED, Revocation.UNKNOWN


@pytest.fixture(scope="module")
def key(authority: Authority) -> Key:
    return open_pkcs12(issue_pkcs12(authority, "Cà Văn Hặc", "Trung tâm", "x"), "x")


@pytest.fixture(scope="module")
def base() -> bytes:
    return draw(minutes(1)).pdf


@pytest.fixture(scope="module")
def pdf(base: bytes, key: Key) -> bytes:
    return append_signature(base, key, field="BenNhan", label="Bên nhận", reason="Ký", when=DATED)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def told(pdf: bytes, authority: Authority, *folders: Path, now=DATED) -> tuple[Revocation, SignatureFault | None]:
    (found,) = check(pdf, roots=[authority.certificate], status=folders, now=now)
    return found.revocation, found.fault


def test_a_list_that_does_not_name_it_says_that_it_was_not_revoked(
    pdf: bytes, authority: Authority, folder: Path
) -> None:
    assert told(pdf, authority) == (UNKNOWN, None)
    assert told(pdf, authority, folder) == (UNKNOWN, None)
    (folder / "authority.crl").write_bytes(list_of(authority, {7: DATED - DAY}, made=DATED))
    assert told(pdf, authority, folder) == (GOOD, None)
    assert told(pdf, authority, folder, now=DATED + 8 * DAY) == (UNKNOWN, None)


def test_a_revoked_certificate_is_told_as_such_and_not_taken(
    pdf: bytes, base: bytes, key: Key, authority: Authority, folder: Path
) -> None:
    serial = key.certificate.serial_number
    (folder / "list.crl").write_bytes(list_of(authority, {serial: DATED - DAY}, made=DATED))
    assert told(pdf, authority, folder) == (REVOKED, SignatureFault.REVOKED)
    (found,) = check(pdf, roots=[authority.certificate], status=[folder], now=DATED)
    assert "đã bị nơi cấp thu hồi từ 09:41 06/11/2023" in found.why
    with pytest.raises(NotTaken) as caught:
        continuation(pdf, base=base, roots=[authority.certificate], status=[folder], now=DATED)
    assert caught.value.fault is UploadFault.REVOKED
    assert "Cà Văn Hặc" in caught.value.message


def test_revoked_after_it_signed_is_not_revoked_then(pdf: bytes, key: Key, authority: Authority, folder: Path) -> None:
    serial = key.certificate.serial_number
    (folder / "list.crl").write_bytes(list_of(authority, {serial: DATED + DAY}, made=DATED + 2 * DAY))
    assert told(pdf, authority, folder) == (GOOD, None)
    assert told(pdf, authority, folder, now=DATED + DAY) == (REVOKED, SignatureFault.REVOKED)


def test_an_old_list_still_names_those_it_names(pdf: bytes, key: Key, authority: Authority, folder: Path) -> None:
    serial = key.certificate.serial_number
    (folder / "old.crl").write_bytes(list_of(authority, {serial: DATED - 90 * DAY}, made=DATED - 60 * DAY))
    (folder / "new.crl").write_bytes(list_of(authority, {}, made=DATED))
    assert told(pdf, authority, folder) == (REVOKED, SignatureFault.REVOKED)


def test_what_others_have_signed_or_damaged_says_nothing(pdf: bytes, key: Key, authority: Authority, tmp_path: Path):
    stranger = ensure_authority(tmp_path / "keys")  # of the same name, with another key
    serial = key.certificate.serial_number
    (tmp_path / "a.crl").write_bytes(list_of(stranger, {serial: DATED - DAY}, made=DATED))
    (tmp_path / "b.crl").write_bytes(b"no list")
    (tmp_path / "c.pem").write_bytes(b"-----BEGIN X509 CRL-----\nAA\n-----END X509 CRL-----\n")
    (tmp_path / "d.crl").write_bytes(list_of(authority, {}, made=DATED)[:-40])
    (tmp_path / "e.crl").write_bytes(b"")
    assert told(pdf, authority, tmp_path) == (UNKNOWN, None)


def test_an_answer_about_one_certificate_counts_as_a_list_does(base: bytes, authority: Authority, folder: Path) -> None:
    key = answerable_key(authority, "Cà Văn Hặc")
    pdf = append_signature(base, key, field="BenNhan", label="Bên nhận", reason="Ký", when=DATED)
    for since, expected in ((None, GOOD), (DATED - DAY, REVOKED)):
        (folder / "answer.ocsp").write_bytes(answer_about(authority, key.certificate.dump(), since, made=DATED))
        assert told(pdf, authority, folder)[0] is expected
    assert told(pdf, authority, folder, now=DATED + 8 * DAY) == (UNKNOWN, None)
    (folder / "answer.ocsp").write_bytes(answer_about(authority, key.certificate.dump(), None, made=DATED))
    made = lasting(pdf, roots=[authority.certificate], status=[folder], now=DATED)
    assert told(made, authority) == (GOOD, None)


def test_a_list_in_armour_is_read(pdf: bytes, authority: Authority, folder: Path) -> None:
    (folder / "list.pem").write_bytes(pem.armor("X509 CRL", list_of(authority, {}, made=DATED)))
    assert told(pdf, authority, folder / "list.pem") == (GOOD, None)


def test_a_pdf_that_carries_its_lists_needs_none_later(pdf: bytes, authority: Authority, folder: Path) -> None:
    """B-LT: the folder is gone, the answer stays, as of the day the file was made."""
    roots = [authority.certificate]
    assert lasting(pdf, roots=roots, status=[folder], now=DATED) == pdf
    (folder / "list.crl").write_bytes(list_of(authority, {}, made=DATED))
    made = lasting(pdf, roots=roots, status=[folder], now=DATED)
    assert made.startswith(pdf)
    assert told(made, authority) == (GOOD, None)
    assert told(made, authority, now=DATED + 8 * DAY) == (UNKNOWN, None)
    assert pdfa.faults(made) == []
    assert lasting(pdf, roots=roots, status=[folder], now=DATED + 8 * DAY) == pdf  # too old to be carried


def test_somebody_signs_after_it(pdf: bytes, key: Key, authority: Authority, folder: Path) -> None:
    (folder / "list.crl").write_bytes(list_of(authority, {}, made=DATED))
    made = lasting(pdf, roots=[authority.certificate], status=[folder], now=DATED)
    more = append_signature(made, key, field="BenGiao", label="Bên giao", reason="Ký", when=DATED)
    assert len(continuation(more, base=made, roots=[authority.certificate], now=DATED)) == 1
    assert len(continuation(more, base=pdf, roots=[authority.certificate], now=DATED)) == 1
