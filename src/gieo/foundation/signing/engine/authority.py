"""The test certificate authority and the department's seal key, made at first start in the keys directory.

A real department replaces the seal's key and certificate by those a licensed authority gave it (same two file names)
and puts that authority's root beside them as authority.crt. Nothing secret stands in the repository.

A demo has a second authority beside it, of keys to practise signing with; it says itself that it counts for nothing.
"""

import os
import secrets
import shutil
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ec import generate_private_key as generate_ec_key
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from gieo.core.once import made_once
from gieo.core.text import nfc, slug

SINCE, UNTIL = datetime(2020, 1, 1, tzinfo=UTC), datetime(2045, 1, 1, tzinfo=UTC)
"""From 2020, so that the demo's clock of 2023 finds the certificates valid."""

DEPARTMENT = "Sở Khoa học và Công nghệ tỉnh Điện Biên"
AUTHORITY = "Gieo: chứng thực thử nghiệm"
FOLDER = "signing"
PRACTICE = "Chứng thư luyện tập, không có giá trị pháp lý"
PRACTICE_FOLDER = "practice"
PRACTICE_PASSPHRASE = "luyen-tap"  # noqa: S105 - told to everybody; such keys exist in the demo only
LONGEST_NAME = 64
"""Letters of a name in a certificate (RFC 5280)."""
BITS = 3072


@dataclass(frozen=True)
class Authority:
    """Where the keys lie. `seal_key` is secret; the two certificates may be shown to anybody."""

    folder: Path

    @property
    def certificate(self) -> Path:
        return self.folder / "authority.crt"

    @property
    def root_key(self) -> Path:
        return self.folder / "authority.key"

    @property
    def seal_key(self) -> Path:
        return self.folder / "seal.key"

    @property
    def seal_certificate(self) -> Path:
        return self.folder / "seal.crt"


def ensure_authority(keys_dir: Path, *, department: str = DEPARTMENT) -> Authority:
    """The keys below `keys_dir`, made at first call: folder 700, files 600. Safe when two processes start at once.

    Everything is written into a folder beside and moved to its place in one step; who comes second takes what is there.
    """
    made = Authority(Path(keys_dir) / FOLDER)
    _move_in(made.folder, made.seal_certificate, lambda: _make(department))
    return made


def ensure_practice(keys_dir: Path) -> Authority:
    """The authority of keys to practise with, made at first call. It has no seal."""
    made = Authority(Path(keys_dir) / PRACTICE_FOLDER)
    _move_in(made.folder, made.certificate, lambda: _make_root(PRACTICE)[2])
    return made


def practice_key(keys_dir: Path, name: str) -> Path:
    """The .p12 file of somebody of this name to practise with, made at first call; PRACTICE_PASSPHRASE opens it."""
    authority, known = ensure_practice(keys_dir), nfc(name)
    path = authority.folder / f"{slug(known)}-{sha256(known.encode()).hexdigest()[:4]}.p12"
    made_once(path, lambda: issue_pkcs12(authority, known, PRACTICE, PRACTICE_PASSPHRASE))
    return path


def issue_pkcs12(
    authority: Authority,
    name: str,
    organisation: str,
    passphrase: str,
    *,
    rsa: bool = False,
    since: datetime = SINCE,
    until: datetime = UNTIL,
) -> bytes:
    """A person's key and certificate of the test authority as a .p12 file: for trying out and for tests."""
    root = x509.load_pem_x509_certificate(authority.certificate.read_bytes())
    key = generate_private_key(public_exponent=65537, key_size=2048) if rsa else generate_ec_key(SECP256R1())
    subject = _name(name, organisation)
    made = _certificate(
        subject, key, root.subject, private_key(authority.root_key), authority=False, since=since, until=until
    )
    locked = serialization.BestAvailableEncryption(passphrase.encode())
    return pkcs12.serialize_key_and_certificates(b"key", key, made, [root], locked)


def _move_in(folder: Path, proof: Path, make: Callable[[], dict[str, bytes]]) -> None:
    """Have `folder` with the files made, unless its `proof` is there already."""
    if proof.exists():
        return
    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = folder.with_name(f".{folder.name}-{secrets.token_hex(8)}")
    fresh.mkdir(mode=0o700)
    try:
        for name, content in make().items():
            _write(fresh / name, content)
        try:
            fresh.rename(folder)
        except OSError:
            if not proof.exists():
                raise
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _make(department: str) -> dict[str, bytes]:
    """Key of the authority, its certificate, key and certificate of the seal, as PEM."""
    root_name, root_key, files = _make_root(AUTHORITY)
    seal_key = generate_private_key(public_exponent=65537, key_size=BITS)
    seal = _certificate(_name(department, department), seal_key, root_name, root_key, authority=False)
    return files | {"seal.key": _pem(seal_key), "seal.crt": seal.public_bytes(serialization.Encoding.PEM)}


def _make_root(called: str) -> tuple[x509.Name, RSAPrivateKey, dict[str, bytes]]:
    """The name and key of an authority, and the files of both."""
    name, key = _name(called, "Gieo"), generate_private_key(public_exponent=65537, key_size=BITS)
    root = _certificate(name, key, name, key, authority=True)
    return name, key, {"authority.key": _pem(key), "authority.crt": root.public_bytes(serialization.Encoding.PEM)}


def _name(common: str, organisation: str) -> x509.Name:
    """Names are kept as UTF-8 with all their marks. RFC 5280 allows 64 letters each; raises ValueError beyond."""
    if max(len(common), len(organisation)) > LONGEST_NAME:
        raise ValueError("a name in a certificate has at most 64 letters")
    parts = ((NameOID.COUNTRY_NAME, "VN"), (NameOID.ORGANIZATION_NAME, organisation), (NameOID.COMMON_NAME, common))
    with warnings.catch_warnings():
        # cryptography counts bytes where the RFC counts letters, and a Vietnamese letter takes up to three.
        warnings.simplefilter("ignore", UserWarning)
        return x509.Name([x509.NameAttribute(kind, nfc(text), _validate=False) for kind, text in parts])


def _certificate(
    subject: x509.Name,
    key: RSAPrivateKey | EllipticCurvePrivateKey,
    issuer: x509.Name,
    issuer_key: RSAPrivateKey,
    *,
    authority: bool,
    since: datetime = SINCE,
    until: datetime = UNTIL,
) -> x509.Certificate:
    usage = x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=0 if authority else None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
        .sign(issuer_key, hashes.SHA256())
    )


def _pem(key: RSAPrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


@lru_cache(maxsize=8)
def private_key(path: Path) -> RSAPrivateKey:
    """The parsed key, once per process: parsing and its checks cost more than a signature."""
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, RSAPrivateKey):
        raise TypeError("the seal key must be RSA")
    return key
