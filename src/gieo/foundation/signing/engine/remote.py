"""Signing that is interrupted: the digest goes away to whoever holds the key, the signature comes back days later.

The PDF with the room for the signature is made first and kept; its digest is what is signed. A way out and back is a
`RemoteWay`: the built-in one is a pair of files, which needs no provider. What comes back is laid into the room and
then judged as any file from outside.
"""

import asyncio
import base64
import binascii
import io
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from asn1crypto import cms, pem, x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256, Hash
from cryptography.hazmat.primitives.serialization import load_der_public_key
from pyhanko.sign.signers import ExternalSigner
from pyhanko.sign.signers.pdf_byterange import PreparedByteRangeDigest
from pyhanko_certvalidator.registry import SimpleCertificateStore

from gieo.core.errors import Refused
from gieo.foundation.papers.rules import Place
from gieo.foundation.signing import wording
from gieo.foundation.signing.engine.checking import common_name
from gieo.foundation.signing.engine.keys import DIGEST
from gieo.foundation.signing.engine.pades import appending, signer_at
from gieo.foundation.signing.vocab import RemoteFault

ROOM = 49_152
"""Hexadecimal digits kept for a signature from elsewhere: long chains and a time stamp fit."""
FORMAT = "gieo-remote-signature/1"
ANSWER = "CMS SignedData (detached, SHA-256) with document_digest as its message-digest, as DER, PEM or Base64"
ANSWER_BARE = "; or the bare signature over signed_attributes"


@dataclass(frozen=True)
class Prepared:
    """A PDF that lacks nothing but the signature, which belongs between the bytes `start` and `end`; `digest` (SHA-256)
    is of everything else."""

    pdf: bytes
    digest: bytes
    start: int
    end: int


@dataclass(frozen=True)
class Errand:
    """What goes away to be signed. With the signer's certificate known beforehand also the attributes (DER) whose
    digest a service that signs bare digests is given."""

    code: str
    signer: str
    party: str
    asked_at: datetime
    expires_at: datetime
    content_digest: str
    digest: bytes
    certificate: x509.Certificate | None = None
    attributes: bytes = b""


class RemoteWay(Protocol):
    """How a digest goes out and a signature comes back."""

    def outgoing(self, errand: Errand) -> bytes:
        """What goes away."""

    def incoming(self, errand: Errand, content: bytes) -> bytes:
        """The signature (CMS SignedData, DER) in what came back. Raises Refused in words."""


class FileExchange:
    """A small JSON file to download, and the answer to upload: CMS (DER, PEM or Base64), or a bare signature value."""

    def outgoing(self, errand: Errand) -> bytes:
        certificate = pem.armor("CERTIFICATE", errand.certificate.dump()).decode() if errand.certificate else None
        asked = {
            "format": FORMAT,
            "request": errand.code,
            "signer": errand.signer,
            "party": errand.party,
            "asked_at": errand.asked_at.isoformat(),
            "expires_at": errand.expires_at.isoformat(),
            "content_digest": errand.content_digest,
            "digest_algorithm": DIGEST,
            "document_digest": _base64(errand.digest),
            "certificate": certificate,
            "signed_attributes": _base64(errand.attributes) if errand.attributes else None,
            "attributes_digest": _base64(_sha256(errand.attributes)) if errand.attributes else None,
            "answer": ANSWER + (ANSWER_BARE if errand.attributes else ""),
        }
        return json.dumps(asked, ensure_ascii=False, indent=2).encode()

    def incoming(self, errand: Errand, content: bytes) -> bytes:
        for one in _readings(content):
            signed = _signed_data(one)
            if signed is not None:
                return _fitting(signed, errand)
        if errand.certificate is None or not errand.attributes:
            raise _refused(RemoteFault.NO_SIGNATURE)
        for value in _readings(content):
            if _holds(errand.certificate, errand.attributes, value):
                return _around(errand, value)
        raise _refused(RemoteFault.WRONG_VALUE)


def prepare_signature(
    pdf: bytes, *, name: str, field: str, label: str, reason: str, when: datetime, place: Place, stamp_pdf: bytes
) -> Prepared:
    """`pdf` with a field, its stamp, and an empty room where the signature will stand."""
    out = io.BytesIO()
    signer = signer_at(
        when,
        ExternalSigner(None, None),
        name=name,
        field=field,
        label=label,
        reason=reason,
        place=place,
        stamp_pdf=stamp_pdf,
    )
    made, _document, _out = asyncio.run(
        signer.async_digest_doc_for_signing(appending(pdf), bytes_reserved=ROOM, output=out)
    )
    return Prepared(out.getvalue(), made.document_digest, made.reserved_region_start, made.reserved_region_end)


def attributes_for(certificate: x509.Certificate, digest: bytes) -> bytes:
    """The attributes (DER) that somebody with this certificate signs over a document of this digest, as PAdES asks."""
    signer = ExternalSigner(certificate, None)
    return asyncio.run(signer.signed_attrs(digest, DIGEST, use_pades=True)).dump()


def embedded(prepared: Prepared, signature: bytes) -> bytes:
    """The PDF with the signature in its room. Raises Refused when it is too large."""
    if 2 * len(signature) > prepared.end - prepared.start - 2:
        raise _refused(RemoteFault.TOO_LARGE)
    out = io.BytesIO(prepared.pdf)
    PreparedByteRangeDigest(prepared.digest, prepared.start, prepared.end).fill_with_cms(out, signature)
    return out.getvalue()


def signer_in(signature: bytes) -> str:
    """The name in the certificate that made this signature (CMS); empty where it does not carry that certificate."""
    signed = cms.ContentInfo.load(signature)["content"]
    who = signed["signer_infos"][0]["sid"]
    for one in signed["certificates"]:
        certificate = one.chosen
        if isinstance(certificate, x509.Certificate) and _is_of(who, certificate):
            return common_name(certificate)
    return ""


def read_certificate(content: bytes) -> x509.Certificate:
    """One certificate, PEM or DER. Raises Refused."""
    try:
        found = x509.Certificate.load(pem.unarmor(content)[2] if pem.detect(content) else content)
        found.public_key, common_name(found)
    except (ValueError, TypeError) as error:
        raise Refused(str(wording.NO_CERTIFICATE)) from error
    return found


def _readings(content: bytes) -> list[bytes]:
    """The bytes as they are, out of their PEM armour, and out of Base64."""
    found = [content]
    try:
        if pem.detect(content):
            found.append(pem.unarmor(content)[2])
        else:
            found.append(base64.b64decode(b"".join(content.split()), validate=True))
    except (ValueError, binascii.Error):
        return found
    return found


def _signed_data(content: bytes) -> cms.ContentInfo | None:
    try:
        read = cms.ContentInfo.load(content, strict=True)
        if read["content_type"].native != "signed_data":
            return None
        read.native  # noqa: B018 - parsed to the end: damage shows here and not in the middle of the deed
    except (ValueError, TypeError, KeyError):
        return None
    return read


def _fitting(read: cms.ContentInfo, errand: Errand) -> bytes:
    signed = read["content"]
    if len(signed["signer_infos"]) != 1 or signed["encap_content_info"]["content"].native is not None:
        raise _refused(RemoteFault.NOT_DETACHED)
    attributes = signed["signer_infos"][0]["signed_attrs"]
    digests = [one["values"][0].native for one in attributes if one["type"].native == "message_digest"]
    if digests != [errand.digest]:
        raise _refused(RemoteFault.OTHER_DIGEST)
    return read.dump()


def _holds(certificate: x509.Certificate, data: bytes, value: bytes) -> bool:
    key = load_der_public_key(certificate.public_key.dump())
    try:
        if isinstance(key, RSAPublicKey):
            key.verify(value, data, PKCS1v15(), SHA256())
        elif isinstance(key, EllipticCurvePublicKey):
            key.verify(value, data, ECDSA(SHA256()))
        else:
            return False
    except InvalidSignature:
        return False
    return True


def _around(errand: Errand, value: bytes) -> bytes:
    """CMS made of a bare signature value."""
    signer = ExternalSigner(errand.certificate, SimpleCertificateStore(), signature_value=value)
    attributes = cms.CMSAttributes.load(errand.attributes)
    made = asyncio.run(signer.async_sign_prescribed_attributes(DIGEST, attributes))
    return made.dump()


def _is_of(who: cms.SignerIdentifier, certificate: x509.Certificate) -> bool:
    if who.name == "issuer_and_serial_number":
        said = who.chosen
        return (said["issuer"], said["serial_number"].native) == (certificate.issuer, certificate.serial_number)
    return bool(who.chosen.native == certificate.key_identifier)


def _sha256(data: bytes) -> bytes:
    made = Hash(SHA256())
    made.update(data)
    return made.finalize()


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _refused(fault: RemoteFault) -> Refused:
    return Refused(str(wording.REMOTE[fault]))
