"""Time stamps and revoked certificates under minutes: asked where an authority is set, told, and kept for later."""

import subprocess
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from gieo.core.errors import Invalid
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.queries.verifying import check_file
from gieo.domain.handovers.services import answer_remote, ask_remote, sign_with_key
from gieo.domain.handovers.vocab import Party, Verdict
from gieo.foundation.signing.engine import Authority
from gieo.foundation.signing.models import Certificate, Signature
from gieo.foundation.signing.queries import trust_roots
from gieo.foundation.signing.vocab import Revocation, SignatureFault
from tests.domain.handovers.test_digital import closed, named, refused
from tests.domain.handovers.test_remote import signed_away
from tests.factories.authorities import TimeServer, list_of, serving
from tests.factories.handovers import TABLE, officer, sealed_minutes, sign
from tests.factories.signing import key_of
from tests.foundation.papers import pdfa

pytestmark = pytest.mark.django_db
RECEIVER, GIVER, WITNESS = Party.RECEIVER, Party.GIVER, Party.WITNESS


def put(minutes: Minutes, party: Party, **more: Any) -> Signature:
    key = key_of(named(minutes, party))
    return sign_with_key(minutes, key, party=party, **({"actor": officer(), "now": TABLE} | more))


def lists(folder: Path, revoked: dict[int, Any] | None = None) -> None:
    authority = Authority(trust_roots()[0].parent)
    (folder / "list.crl").write_bytes(list_of(authority, revoked or {}, made=TABLE))


@pytest.fixture
def tsa(tmp_path: Path, settings: Any) -> Iterator[TimeServer]:
    """Set as the authority, and trusted."""
    server = TimeServer(tmp_path, TABLE)
    with serving(server) as settings.TIME_AUTHORITY:
        settings.TRUST_ROOTS = (server.root,)
        yield server


@pytest.mark.openssl
@pytest.mark.pdfsig
def test_every_signature_made_here_is_stamped_and_the_paper_carries_its_lists(
    tsa: TimeServer, settings: Any, tmp_path: Path
) -> None:
    minutes, folder = sealed_minutes(), tmp_path / "lists"
    folder.mkdir()
    lists(folder)
    settings.STATUS_DATA = (folder,)
    assert put(minutes, RECEIVER).certificates.get().stamped_at == TABLE
    row = ask_remote(minutes, party=GIVER, actor=officer(), now=TABLE)
    made = answer_remote(minutes, 1, signed_away(row, tmp_path), actor=officer(), now=TABLE)
    assert made.certificates.get().stamped_at == TABLE
    sign(minutes, [WITNESS])
    minutes.refresh_from_db()
    pdf = closed(minutes)
    assert tsa.asked == 3  # two parties and the seal
    settings.STATUS_DATA = ()
    found = check_file(BytesIO(pdf), now=TABLE.replace(year=2046))
    assert found.verdict is Verdict.UNCHANGED
    assert [(one.why, one.stamped_at, one.revocation) for one in found.signatures] == [("", TABLE, Revocation.GOOD)] * 3
    assert pdfa.faults(pdf) == []
    (tmp_path / "closed.pdf").write_bytes(pdf)
    said = subprocess.run(["pdfsig", str(tmp_path / "closed.pdf")], check=False, capture_output=True, timeout=60)
    assert said.stdout.decode().count("Signature is Valid.") == 3


def test_an_authority_that_does_not_answer_holds_nobody_up(tsa: TimeServer) -> None:
    tsa.status = 503
    minutes = sealed_minutes()
    assert put(minutes, RECEIVER).certificates.get().stamped_at is None
    sign(minutes, [GIVER, WITNESS])
    minutes.refresh_from_db()
    found = check_file(BytesIO(closed(minutes)), now=TABLE)
    assert [(one.why, one.stamped_at) for one in found.signatures] == [("", None)] * 2


def test_nobody_is_asked_where_none_is_set() -> None:
    put(sealed_minutes(), RECEIVER)
    assert Certificate.objects.get().stamped_at is None


def test_a_certificate_revoked_after_it_signed_holds_up_nobody_else(settings: Any, tmp_path: Path) -> None:
    settings.STATUS_DATA = (tmp_path,)
    minutes = sealed_minutes()
    put(minutes, RECEIVER)
    serial = key_of(named(minutes, RECEIVER)).certificate.serial_number
    later = TABLE + timedelta(days=1)
    lists(tmp_path, {serial: TABLE + timedelta(hours=1)})
    assert put(minutes, GIVER, now=later).party == "giver"


def test_a_revoked_certificate_signs_nothing_and_what_it_signed_before_stays(settings: Any, tmp_path: Path) -> None:
    settings.STATUS_DATA = (tmp_path,)
    minutes = sealed_minutes()
    serial = key_of(named(minutes, RECEIVER)).certificate.serial_number
    lists(tmp_path, {serial: TABLE})
    refused(lambda: put(minutes, RECEIVER), Invalid, "đã bị nơi cấp thu hồi từ 10:00 07/11/2023")
    lists(tmp_path, {serial: TABLE + timedelta(hours=1)})
    put(minutes, RECEIVER)
    sign(minutes, [GIVER, WITNESS])
    minutes.refresh_from_db()
    pdf = closed(minutes)
    assert [one.why for one in check_file(BytesIO(pdf), now=TABLE).signatures] == ["", ""]
    changed = check_file(BytesIO(pdf + b"\n"), now=TABLE + timedelta(days=1))
    assert changed.signatures[0].fault is SignatureFault.REVOKED
