"""Secrets of second factors as the database keeps them: sealed with a key that never lies in it."""

import base64
import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


def seal_secret(secret: str) -> str:
    """A secret as it may be stored."""
    return Fernet(_key()).encrypt(secret.encode()).decode()


def open_secret(sealed: str) -> str:
    """The secret again. When the key is another one, a secret that nobody knows: no code fits it."""
    try:
        return Fernet(_key()).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return base64.b32encode(secrets.token_bytes(20)).decode()


def _key() -> bytes:
    """The key of second factors, made at first use with mode 600 in the keys directory."""
    path = Path(settings.KEYS_DIR) / "second-factor.key"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(descriptor, "wb") as file:
        file.write(Fernet.generate_key())
    return path.read_bytes()
