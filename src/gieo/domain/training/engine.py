"""Links of who enrolled without an account, signed and kept nowhere. Plain values in and out."""

from django.core.signing import BadSignature, Signer

_SALT = "gieo.training.seat"
_SEP = "."


def seal_seat(enrolment_id: int) -> str:
    """The secret part of the address by which who enrolled reads and withdraws."""
    return Signer(salt=_SALT, sep=_SEP).sign(str(enrolment_id))


def open_seat(token: str) -> int | None:
    """The enrolment of a link; None when it was not made here, or for something else."""
    try:
        return int(Signer(salt=_SALT, sep=_SEP).unsign(token))
    except (BadSignature, ValueError):
        return None
