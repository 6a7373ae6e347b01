"""People who sign with certificates of the test authority of this process, or of one that nobody here knows."""

from functools import cache
from pathlib import Path

from django.conf import settings

from gieo.foundation.signing.engine import Key, ensure_authority, issue_pkcs12, open_pkcs12

PASSPHRASE = "mat-khau-cua-tep"


def p12_of(
    name: str, organisation: str = "Trung tâm Khuyến nông", *, keys_dir: Path | None = None, rsa: bool = False
) -> bytes:
    """A .p12 file as an authority gives it to a person."""
    authority = ensure_authority(keys_dir or Path(settings.KEYS_DIR))
    return issue_pkcs12(authority, name, organisation, PASSPHRASE, rsa=rsa)


@cache
def key_of(name: str, organisation: str = "Trung tâm Khuyến nông", *, keys_dir: Path | None = None) -> Key:
    """The key in such a file, opened."""
    return open_pkcs12(p12_of(name, organisation, keys_dir=keys_dir), PASSPHRASE)
