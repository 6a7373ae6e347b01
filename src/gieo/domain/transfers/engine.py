"""Links without an account, signed and kept nowhere: for answering an invitation, for a conversation. Plain values."""

from datetime import date

from django.core.signing import BadSignature, Signer

_SALT = "gieo.transfers.answer"
_TALK_SALT = "gieo.transfers.talk"
_SEP = "."


def seal_link(letter_id: int, until: date) -> str:
    """The secret part of the address by which one letter is answered, up to and including a day."""
    return Signer(salt=_SALT, sep=_SEP).sign(f"{letter_id}-{until:%Y%m%d}")


def open_link(token: str) -> tuple[int, date] | None:
    """The letter and the last day of a link; None when it was not made here, or for something else."""
    try:
        number, _dash, day = Signer(salt=_SALT, sep=_SEP).unsign(token).partition("-")
        return int(number), date(int(day[:4]), int(day[4:6]), int(day[6:]))
    except (BadSignature, ValueError):
        return None


def seal_talk(interest_id: int, number: int) -> str:
    """The secret part of the address by which who asked reads and goes on; `number` grows with each new link."""
    return Signer(salt=_TALK_SALT, sep=_SEP).sign(f"{interest_id}-{number}")


def open_talk(token: str) -> tuple[int, int] | None:
    """The interest and the number of a link; None when it was not made here, or for something else."""
    try:
        interest, _dash, number = Signer(salt=_TALK_SALT, sep=_SEP).unsign(token).partition("-")
        return int(interest), int(number)
    except (BadSignature, ValueError):
        return None
