"""A digest goes out, another program signs it, and what comes back stands in the PDF, or is refused in words."""

import base64
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from asn1crypto import x509

from gieo.core.errors import Refused
from gieo.foundation.papers.engine import draw, stamp
from gieo.foundation.papers.rules import Place
from gieo.foundation.signing.engine import (
    Errand,
    FileExchange,
    Prepared,
    attributes_for,
    check,
    embedded,
    prepare_signature,
    read_certificate,
    signer_in,
)
from gieo.foundation.signing.queries import trust_roots
from tests.factories.remote import Service
from tests.foundation.papers import pdfa
from tests.foundation.papers.sample import DATED, minutes

pytestmark = pytest.mark.openssl
NAME = "Cà Văn Hặc"
PLACE = Place(page=0, left=100, bottom=100, right=250, top=140)
WAY = FileExchange()


@pytest.fixture(scope="module")
def prepared() -> Prepared:
    visible = stamp(("Ký số bởi:", NAME), dated=DATED)
    return prepare_signature(
        draw(minutes(1)).pdf,
        name=NAME,
        field="BenNhan",
        label="Bên nhận",
        reason="Ký",
        when=DATED,
        place=PLACE,
        stamp_pdf=visible,
    )


@pytest.fixture(params=[True, False], ids=["rsa", "elliptic"])
def service(request: pytest.FixtureRequest, tmp_path: Path) -> Service:
    return Service(tmp_path, NAME, rsa=request.param)


def errand(prepared: Prepared, certificate: x509.Certificate | None = None) -> Errand:
    attributes = attributes_for(certificate, prepared.digest) if certificate else b""
    until = datetime(2023, 11, 14, tzinfo=UTC)
    return Errand("BB/1", NAME, "receiver", DATED, until, "ab" * 32, prepared.digest, certificate, attributes)


def holds(pdf: bytes) -> bool:
    found = check(pdf, roots=trust_roots(), now=DATED)
    return [(one.signer, one.why) for one in found] == [(NAME, "")] and pdfa.faults(pdf) == []


def test_openssl_signs_what_was_prepared(prepared: Prepared, service: Service) -> None:
    """A service that is given the document's bytes answers with CMS; a byte less and it is another digest."""
    asked = errand(prepared)
    rest = prepared.pdf[: prepared.start] + prepared.pdf[prepared.end :]
    answer = service.cms(rest)
    signature = WAY.incoming(asked, answer)
    assert signer_in(signature) == NAME
    assert holds(embedded(prepared, signature))
    for form in (base64.b64encode(answer), service.armoured(answer)):
        assert WAY.incoming(asked, form) == signature
    with pytest.raises(Refused, match="vân tay khác"):
        WAY.incoming(asked, service.cms(rest[:-1]))
    with pytest.raises(Refused, match="tách rời"):
        WAY.incoming(asked, service.cms(rest, "-nodetach"))


def test_a_service_that_knows_the_digest_alone_signs_it(prepared: Prepared, service: Service) -> None:
    """The certificate is known beforehand; what comes back is a bare value made of the digest in the request."""
    asked = errand(prepared, read_certificate(service.certificate.read_bytes()))
    said = json.loads(WAY.outgoing(asked))
    assert base64.b64decode(said["document_digest"]) == prepared.digest
    value = service.value(base64.b64decode(said["attributes_digest"]))
    assert holds(embedded(prepared, WAY.incoming(asked, value)))
    assert holds(embedded(prepared, WAY.incoming(asked, base64.b64encode(value))))
    with pytest.raises(Refused, match="giá trị chữ ký của chứng thư"):
        WAY.incoming(asked, service.value(prepared.digest))


@pytest.mark.parametrize("content", [b"", b"Xin ch\xc3\xa0o", b"%PDF-1.7", b"0\x82", b"-----BEGIN CMS-----\nAA\n"])
def test_what_is_no_signature_is_refused(prepared: Prepared, content: bytes) -> None:
    with pytest.raises(Refused, match="không phải chữ ký CMS"):
        WAY.incoming(errand(prepared), content)


def test_a_signature_larger_than_its_room_is_refused(prepared: Prepared) -> None:
    with pytest.raises(Refused, match="lớn hơn chỗ"):
        embedded(prepared, bytes((prepared.end - prepared.start) // 2))


def test_the_request_tells_nothing_of_the_content(prepared: Prepared) -> None:
    said = json.loads(WAY.outgoing(errand(prepared)))
    assert said.keys() >= {"format", "request", "signer", "document_digest", "content_digest", "expires_at", "answer"}
    assert (said["certificate"], said["signed_attributes"]) == (None, None)
    assert len(WAY.outgoing(errand(prepared))) < 2_000


def test_a_certificate_is_read_or_refused() -> None:
    with pytest.raises(Refused, match="không phải chứng thư"):
        read_certificate(b"xin chao")
