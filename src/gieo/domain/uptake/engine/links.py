"""The secret of a link that opens a report: signed here, kept nowhere (decision 0025)."""

from django.core.signing import BadSignature, Signer

_SALT = "gieo.uptake.report"
_SEP = "."


def seal_link(link_id: int) -> str:
    """The secret part of the address of one link."""
    return Signer(salt=_SALT, sep=_SEP).sign(str(link_id))


def open_link(token: str) -> int | None:
    """Which link a secret is of; None when it was not made here, or for something else."""
    try:
        return int(Signer(salt=_SALT, sep=_SEP).unsign(token))
    except (BadSignature, ValueError):
        return None
