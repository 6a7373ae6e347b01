"""Links without an account, signed and kept nowhere: of searches that visitors keep, of what owners are asked. Plain
values in and out."""

from datetime import date

from django.core.signing import BadSignature, Signer

_SALT = "gieo.results.saved"
_VALIDITY_SALT = "gieo.results.validity"
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


def seal_validity(duty_id: int, until: date) -> str:
    """The secret part of the address at which one question, whether a result still holds, is answered up to and
    including a day."""
    return Signer(salt=_VALIDITY_SALT, sep=_SEP).sign(f"{duty_id}-{until:%Y%m%d}")


def open_validity(token: str) -> tuple[int, date] | None:
    """The question and the last day of a link; None when it was not made here, or for something else."""
    try:
        number, _dash, day = Signer(salt=_VALIDITY_SALT, sep=_SEP).unsign(token).partition("-")
        return int(number), date(int(day[:4]), int(day[4:6]), int(day[6:]))
    except (BadSignature, ValueError):
        return None
