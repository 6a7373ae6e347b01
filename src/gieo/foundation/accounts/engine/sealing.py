"""Secrets of second factors as the database keeps them: sealed with a key that never lies in it."""

import base64
import secrets
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from gieo.core.once import made_once


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
    """The key of second factors, made at first use in the keys directory."""
    return made_once(Path(settings.KEYS_DIR) / "second-factor.key", Fernet.generate_key)
