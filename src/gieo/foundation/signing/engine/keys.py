"""Keys that sign, one behind the other interface: parsed from a file here, held by a token elsewhere."""

from dataclasses import dataclass
from typing import Protocol

from asn1crypto import x509
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

from gieo.core.errors import Refused
from gieo.foundation.signing import wording

DIGEST = "sha256"


class Key(Protocol):
    """What can sign: its certificate, the certificates above it, and a signature over SHA-256 of some bytes."""

    @property
    def certificate(self) -> x509.Certificate: ...

    @property
    def chain(self) -> tuple[x509.Certificate, ...]: ...

    def sign(self, data: bytes) -> bytes: ...


@dataclass(frozen=True)
class SoftKey:
    """A key in this process' memory."""

    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    private: RSAPrivateKey | EllipticCurvePrivateKey

    def sign(self, data: bytes) -> bytes:
        if isinstance(self.private, RSAPrivateKey):
            return self.private.sign(data, PKCS1v15(), SHA256())
        return self.private.sign(data, ECDSA(SHA256()))


def open_pkcs12(content: bytes, passphrase: str) -> SoftKey:
    """The key in a .p12 or .pfx file. Nothing of it is kept. Raises Refused in words that repeat neither."""
    try:
        held = pkcs12.load_pkcs12(content, passphrase.encode() or None)
    except (ValueError, TypeError) as error:
        raise Refused(str(wording.PKCS12_CLOSED)) from error
    if held.cert is None or not isinstance(held.key, RSAPrivateKey | EllipticCurvePrivateKey):
        raise Refused(str(wording.PKCS12_EMPTY))
    own, *above = (
        x509.Certificate.load(one.certificate.public_bytes(Encoding.DER)) for one in (held.cert, *held.additional_certs)
    )
    return SoftKey(own, tuple(above), held.key)
