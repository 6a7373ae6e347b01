"""Time stamps of an authority on this machine; without an answer the signature goes without one."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from gieo.foundation.papers.engine import draw
from gieo.foundation.signing.engine import (
    Authority,
    SignatureCheck,
    append_signature,
    check,
    issue_pkcs12,
    open_pkcs12,
    with_time,
)
from gieo.foundation.signing.vocab import SignatureFault
from tests.factories.authorities import TimeServer, serving
from tests.factories.remote import Service
from tests.foundation.papers import pdfa
from tests.foundation.papers.sample import DATED, minutes


@pytest.fixture(scope="module")
def tsa(tmp_path_factory: pytest.TempPathFactory) -> TimeServer:
    return TimeServer(tmp_path_factory.mktemp("tsa"), DATED)


@pytest.fixture
def address(tsa: TimeServer) -> Iterator[str]:
    tsa.answer, tsa.status = None, 200
    with serving(tsa) as at:
        yield at


def signed(authority: Authority, address: str, *, until: timedelta | None = None) -> bytes:
    now = DATED
    more = {"until": now + until} if until else {}
    key = open_pkcs12(issue_pkcs12(authority, "Cà Văn Hặc", "Trung tâm", "x", **more), "x")
    return append_signature(
        draw(minutes(1)).pdf, key, field="BenNhan", label="Bên nhận", reason="Ký", when=now, authority=address
    )


def one(pdf: bytes, *roots: Path, later: timedelta = timedelta(0)) -> SignatureCheck:
    (found,) = check(pdf, roots=roots, now=DATED + later)
    return found


def test_a_signature_is_stamped_and_outlives_its_certificate(
    authority: Authority, tsa: TimeServer, address: str
) -> None:
    pdf = signed(authority, address, until=timedelta(days=365))
    found = one(pdf, authority.certificate, tsa.root)
    assert found.is_good
    assert found.stamped_at == DATED
    assert one(pdf, authority.certificate, tsa.root, later=timedelta(days=800)).is_good
    assert one(pdf, authority.certificate, later=timedelta(days=800)).fault is SignatureFault.EXPIRED
    assert pdfa.faults(pdf) == []


def test_a_stamp_of_nobody_who_is_trusted_here_does_not_count(
    authority: Authority, tsa: TimeServer, address: str
) -> None:
    found = one(signed(authority, address), authority.certificate)
    assert (found.is_good, found.stamped_at) == (True, None)


@pytest.mark.parametrize(("status", "answer"), [(500, b"no"), (200, b"no"), (200, b""), (200, bytes(20_000))])
def test_a_wrong_answer_leaves_a_signature_without_a_stamp(
    authority: Authority, tsa: TimeServer, address: str, status: int, answer: bytes
) -> None:
    tsa.status, tsa.answer = status, answer
    found = one(signed(authority, address), authority.certificate, tsa.root)
    assert (found.is_good, found.stamped_at) == (True, None)


def test_nobody_answers(authority: Authority, tsa: TimeServer) -> None:
    with serving(tsa) as closed:
        pass
    found = one(signed(authority, closed), authority.certificate, tsa.root)
    assert (found.is_good, found.stamped_at) == (True, None)


def test_the_stamp_of_something_else_is_not_taken(authority: Authority, tsa: TimeServer, address: str) -> None:
    signed(authority, address)
    tsa.answer = tsa.last
    found = one(signed(authority, address), authority.certificate, tsa.root)
    assert (found.is_good, found.stamped_at) == (True, None)


@pytest.mark.openssl
def test_a_signature_from_elsewhere_is_stamped_once(tsa: TimeServer, address: str, tmp_path: Path) -> None:
    plain = Service(tmp_path, "Cà Văn Hặc").cms(b"content")
    before = tsa.asked
    stamped = with_time(plain, address)
    assert len(stamped) > len(plain)
    assert with_time(stamped, address) == stamped
    assert tsa.asked == before + 1
    tsa.answer = b"no"
    assert with_time(plain, address) == plain
