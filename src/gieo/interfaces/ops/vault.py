"""Keys leave a home only under a passphrase: AES-256-GCM, its key stretched with scrypt."""

import getpass
import io
import os
import secrets
import sys
import tarfile
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from gieo.interfaces.ops.terminal import Failed

MARK = b"gieo-keys-1\n"
SALT, NONCE = 16, 12
SHORTEST = 8


def passphrase(*, twice: bool) -> str:
    """From GIEO_BACKUP_PASSPHRASE, else asked for at the terminal; `twice` for a new one, against slips."""
    given = os.environ.get("GIEO_BACKUP_PASSPHRASE", "")
    if not given:
        if not sys.stdin.isatty():
            raise Failed("the keys need a passphrase: set GIEO_BACKUP_PASSPHRASE, or run this at a terminal.")
        given = getpass.getpass("Passphrase of the keys: ")
        if twice and getpass.getpass("Once more: ") != given:
            raise Failed("the two passphrases differ.")
    if len(given) < SHORTEST:
        raise Failed(f"the passphrase must have {SHORTEST} characters or more.")
    return given


def lock(folder: Path, words: str) -> bytes:
    """The files of `folder` as one encrypted block."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.add(path, arcname=str(path.relative_to(folder)), recursive=False)
    salt, nonce = secrets.token_bytes(SALT), secrets.token_bytes(NONCE)
    return MARK + salt + nonce + AESGCM(_stretch(words, salt)).encrypt(nonce, packed.getvalue(), MARK)


def unlock(block: bytes, words: str, folder: Path) -> None:
    """Write the files of `block` into `folder`, mode 600. Raises Failed for a wrong passphrase or a changed block."""
    start = len(MARK)
    if not block.startswith(MARK):
        raise Failed("the keys in this archive are of an unknown form.")
    salt, nonce = block[start : start + SALT], block[start + SALT : start + SALT + NONCE]
    try:
        packed = AESGCM(_stretch(words, salt)).decrypt(nonce, block[start + SALT + NONCE :], MARK)
    except InvalidTag:
        raise Failed("this passphrase does not open the keys of the archive.") from None
    folder.mkdir(parents=True, mode=0o700)
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        for member in archive.getmembers():
            source = archive.extractfile(member)
            if source is None:
                continue
            target = folder / member.name
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(source.read())


def _stretch(words: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(words.encode())
