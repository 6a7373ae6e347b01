"""Words of the yearly report on use (form 12 of Circular 14/2014)."""

from dataclasses import dataclass
from enum import StrEnum


class ReportState(StrEnum):
    DRAFT = "draft"
    SENT = "sent"
    CONFIRMED = "confirmed"


class ReportChannel(StrEnum):
    """How the answers came in. The record is the same, whichever way."""

    LINK = "link"  # by whoever holds the link, without an account
    DESK = "desk"  # by the receiver's own people, signed in
    PHONE = "phone"  # an officer typed in what was said
    WORD = "word"  # read from the form that was sent back


class Answer(StrEnum):
    """Both are answers: what was not applied is as good to know as what was."""

    APPLIED = "applied"
    NOT_APPLIED = "not_applied"


class TaskAnswer(StrEnum):
    """What counts of a task in a year: only what the head of a unit has confirmed."""

    APPLIED = "applied"
    NOT_APPLIED = "not_applied"
    WAITING = "waiting"  # told in reports of which none is confirmed yet


class TaskRows(StrEnum):
    """Which tasks of a year a number counts."""

    APPLIED = "applied"
    NOT_APPLIED = "not_applied"
    WAITING = "waiting"
    CONTESTED = "contested"  # of those not applied and of those that wait: "applied" is said, not confirmed


class Method(StrEnum):
    """How a result was passed on: the list of form 07/TKTH, since form 12 gives none [P]."""

    DOCUMENTS = "documents"
    TRAINING = "training"
    EXPERTS = "experts"
    OTHER = "other"


class Confirmation(StrEnum):
    """How the head of the unit has answered for the report."""

    ACCOUNT = "account"
    PAPER = "paper"


class LinkFault(StrEnum):
    """Why a link does not open its report."""

    FORGED = "forged"
    WITHDRAWN = "withdrawn"
    RENEWED = "renewed"
    EXPIRED = "expired"
    USED = "used"
    CLOSED = "closed"  # nothing is owed any more under these minutes


class AnswerFault(StrEnum):
    """What an answer lacks before it can be sent."""

    NO_ANSWER = "no_answer"
    NO_REASON = "no_reason"
    NO_WORDS = "no_words"
    NO_ADDRESS = "no_address"
    NO_SCALE = "no_scale"
    NO_EFFECT = "no_effect"


TOLD = ("area", "address", "scale", "effect", "economy", "impact")
"""Fields 5 to 10 of the form, in its order."""


@dataclass(frozen=True)
class Facts:
    """Fields 1 to 4 and 12 of the form: what the records know, so that nobody types it."""

    title: str
    kind: str = ""
    host: str = ""
    field: str = ""
    property: str = ""


@dataclass(frozen=True)
class Answers:
    """What a receiver says of one task: fields 5 to 11, or why nothing was applied."""

    answer: str = ""
    reason: str = ""
    words: str = ""
    area: str = ""
    address: str = ""
    scale: str = ""
    effect: str = ""
    economy: str = ""
    impact: str = ""
    methods: tuple[str, ...] = ()
    commercial: str = ""
