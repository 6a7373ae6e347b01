"""What authorities say: lists of revoked certificates, and time stamps from a server on this machine."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

from asn1crypto import tsp
from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate as AsnCertificate
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

from gieo.foundation.signing.engine import Authority
from gieo.foundation.signing.engine.authority import SINCE, UNTIL, private_key
from gieo.foundation.signing.engine.keys import SoftKey


def list_of(
    authority: Authority, revoked: dict[int, datetime], *, made: datetime, good_for: timedelta = timedelta(days=7)
) -> bytes:
    """A list of revoked certificates (CRL, DER): serial number → since when."""
    root = x509.load_pem_x509_certificate(authority.certificate.read_bytes())
    builder = x509.CertificateRevocationListBuilder().issuer_name(root.subject)
    builder = builder.last_update(made).next_update(made + good_for).add_extension(x509.CRLNumber(1), critical=False)
    for serial, since in revoked.items():
        one = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(since).build()
        builder = builder.add_revoked_certificate(one)
    return builder.sign(private_key(authority.root_key), hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def answer_about(authority: Authority, certificate: bytes, since: datetime | None, *, made: datetime) -> bytes:
    """What the authority answers (OCSP, DER) of one certificate: revoked since then, or good."""
    root = x509.load_pem_x509_certificate(authority.certificate.read_bytes())
    builder = ocsp.OCSPResponseBuilder().add_response(
        cert=x509.load_der_x509_certificate(certificate),
        issuer=root,
        algorithm=hashes.SHA1(),
        cert_status=ocsp.OCSPCertStatus.REVOKED if since else ocsp.OCSPCertStatus.GOOD,
        this_update=made,
        next_update=made + timedelta(days=7),
        revocation_time=since,
        revocation_reason=None,
    )
    builder = builder.responder_id(ocsp.OCSPResponderEncoding.NAME, root)
    return builder.sign(private_key(authority.root_key), hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def answerable_key(authority: Authority, name: str) -> SoftKey:
    """A key whose certificate names an address at which its authority answers."""
    root = x509.load_pem_x509_certificate(authority.certificate.read_bytes())
    key = generate_private_key(public_exponent=65537, key_size=2048)
    at = x509.UniformResourceIdentifier("http://ocsp.example.vn")
    asked = x509.AccessDescription(AuthorityInformationAccessOID.OCSP, at)
    builder = x509.CertificateBuilder().issuer_name(root.subject).public_key(key.public_key())
    builder = builder.subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(SINCE).not_valid_after(UNTIL)
    builder = builder.add_extension(x509.AuthorityInformationAccess([asked]), critical=False)
    signs = {"digital_signature": True, "content_commitment": True}
    others = ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign")
    usage = x509.KeyUsage(**signs, **dict.fromkeys((*others, "encipher_only", "decipher_only"), False))
    builder = builder.add_extension(usage, critical=True)
    made = builder.sign(private_key(authority.root_key), hashes.SHA256())
    own, above = (AsnCertificate.load(one.public_bytes(serialization.Encoding.DER)) for one in (made, root))
    return SoftKey(own, (above,), key)


class TimeServer:
    """A time stamp authority with a root of its own and a clock that is told; answers over HTTP on 127.0.0.1."""

    def __init__(self, home: Path, at: datetime) -> None:
        self.root, self.asked, self.at = home / "root.crt", 0, at
        self.answer: bytes | None = None  # instead of a stamp
        self.last = b""
        self.status = 200
        root_key, key = (generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
        root = _certificate("Giờ thử nghiệm: gốc", root_key, None, root_key)
        own = _certificate("Giờ thử nghiệm", key, root, root_key)
        self.root.write_bytes(root.public_bytes(serialization.Encoding.PEM))
        self._own = AsnCertificate.load(own.public_bytes(serialization.Encoding.DER))
        self._key = PrivateKeyInfo.load(
            key.private_bytes(
                serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )

    def stamp(self, asked: bytes) -> bytes:
        self.asked += 1
        if self.answer is not None:
            return self.answer
        stamper = DummyTimeStamper(self._own, self._key, fixed_dt=self.at)
        self.last = asyncio.run(stamper.async_request_tsa_response(tsp.TimeStampReq.load(asked))).dump()
        return self.last


def _certificate(
    name: str, key: RSAPrivateKey, above: x509.Certificate | None, above_key: RSAPrivateKey
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(above.subject if above else subject)
    builder = builder.public_key(key.public_key()).serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(SINCE).not_valid_after(UNTIL)
    builder = builder.add_extension(x509.BasicConstraints(ca=above is None, path_length=None), critical=True)
    if above is not None:
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(usage, critical=True)
    return builder.sign(above_key, hashes.SHA256())


@contextmanager
def serving(server: TimeServer) -> Iterator[str]:
    """The address at which it answers."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = server.stamp(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(server.status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_words: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as http:
        thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{http.server_address[1]}/tsa"
        finally:
            http.shutdown()
            thread.join()
