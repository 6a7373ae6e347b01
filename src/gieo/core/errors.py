"""Refusals. Every message is a sentence for the person who asked, never a code."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol


class Versioned(Protocol):
    @property
    def version(self) -> int: ...


class GieoError(Exception):
    """A deed was refused. `message` says what is wrong and, where it can, the way on; nothing was written."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message)
        self.message = message


class NotFound(GieoError):
    """There is no such record, or not for this actor: the two are not told apart."""


class NotAllowed(GieoError):
    """The actor may not do this; the message says why."""


class Refused(GieoError):
    """A rule other than permission says no."""


class TooOften(GieoError):
    """Done too many times in a short time; the same deed may be tried again after `seconds`."""

    def __init__(self, seconds: int, message: str = "") -> None:
        super().__init__(message)
        self.seconds = seconds


class Conflict(GieoError):
    """Somebody else was quicker."""


class Stale(Conflict):
    """Somebody else changed the record since it was read; `record` is as it stands now, with its `version`."""

    def __init__(self, record: Versioned, message: str = "") -> None:
        super().__init__(message)
        self.record = record


class WrongState(GieoError):
    """The life cycle has no such step from the present state. A room puts its own sentence into `message`."""

    def __init__(self, lifecycle: str, verb: str, state: str, allowed: Iterable[str]) -> None:
        self.lifecycle, self.verb, self.state, self.allowed = lifecycle, verb, state, tuple(allowed)
        super().__init__(f"{lifecycle}: {verb} is not a step from {state}")
        self.message = ""


class Missing(GieoError):
    """Something must be filled in first. `fields` are (field name, label) in the order of the form."""

    def __init__(self, fields: Sequence[tuple[str, str]], message: str = "") -> None:
        self.fields = tuple((name, str(label)) for name, label in fields)
        super().__init__(message or ", ".join(label for _, label in self.fields))


class Invalid(GieoError):
    """Bad input. `errors` maps a field name to its messages; the key "" holds those of the whole form."""

    def __init__(self, errors: Mapping[str, Sequence[str]]) -> None:
        self.errors = {field: [str(message) for message in messages] for field, messages in errors.items()}
        super().__init__(" ".join(message for messages in self.errors.values() for message in messages))
