"""A signing service elsewhere: OpenSSL in a process of its own, with a key that this process never uses."""

from __future__ import annotations

import subprocess
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12

from tests.factories.signing import PASSPHRASE, p12_of


class Service:
    """Signs bytes as CMS, or a digest as a bare value; keeps key and certificate in `home`."""

    def __init__(self, home: Path, name: str, *, rsa: bool = False) -> None:
        held = pkcs12.load_pkcs12(p12_of(name, rsa=rsa), PASSPHRASE.encode())
        assert held.key is not None
        assert held.cert is not None
        self.home, self.key, self.certificate = home, home / "key.pem", home / "certificate.pem"
        self.key.write_bytes(held.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        self.certificate.write_bytes(held.cert.certificate.public_bytes(Encoding.PEM))

    def cms(self, data: bytes, *more: str) -> bytes:
        keys = ("-signer", str(self.certificate), "-inkey", str(self.key))
        return self._run(data, "cms", "-sign", "-binary", "-cades", "-md", "sha256", "-outform", "DER", *keys, *more)

    def armoured(self, signature: bytes) -> bytes:
        return self._run(signature, "cms", "-cmsout", "-inform", "DER", "-outform", "PEM")

    def value(self, digest: bytes) -> bytes:
        return self._run(digest, "pkeyutl", "-sign", "-inkey", str(self.key), "-pkeyopt", "digest:sha256")

    def _run(self, given: bytes, *words: str) -> bytes:
        (self.home / "given").write_bytes(given)
        command = ["openssl", *words, "-in", str(self.home / "given")]
        return subprocess.run(command, check=True, capture_output=True, timeout=30).stdout
