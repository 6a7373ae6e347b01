"""Links of searches that visitors keep, signed and kept nowhere. Plain values in and out."""

from django.core.signing import BadSignature, Signer

_SALT = "gieo.results.saved"
_SEP = "."


def seal_saved(saved_id: int) -> str:
    """The secret part of the address that confirms and ends a search; it goes by letter alone."""
    return Signer(salt=_SALT, sep=_SEP).sign(str(saved_id))


def open_saved(token: str) -> int | None:
    """The search of a link; None when it was not made here, or for something else."""
    try:
        return int(Signer(salt=_SALT, sep=_SEP).unsign(token))
    except (BadSignature, ValueError):
        return None
