"""A permit answers "may I?" with yes, or with no and the reason."""

from dataclasses import dataclass
from typing import Any

from gieo.core.errors import NotAllowed


@dataclass(frozen=True)
class Permit:
    """The answer to one question of permission. False in a condition when it is a refusal."""

    ok: bool
    why: str = ""

    def __bool__(self) -> bool:
        return self.ok

    def require(self) -> None:
        """Raise NotAllowed with the reason unless the answer is yes."""
        if not self.ok:
            raise NotAllowed(str(self.why))


YES = Permit(True)


def no(why: Any) -> Permit:
    """A refusal; `why` is a sentence fit for the user and may be a lazy translation."""
    return Permit(False, why)


def first_refusal(*permits: Permit) -> Permit:
    """The first of the permits that says no, or YES when all say yes."""
    return next((permit for permit in permits if not permit), YES)


def any_of(*permits: Permit) -> Permit:
    """YES when one of the permits says yes, else the last refusal."""
    return next((permit for permit in permits if permit), permits[-1])
