"""Words of the transfer room: states of a decision and of a conference, attendance, figures, marks of the clock."""

from enum import StrEnum

from gieo.core.actor import Actor


class DecisionState(StrEnum):
    """Where a transfer decision stands. Gieo never signs for the People's Committee: it records what was issued."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ISSUED = "issued"
    AMENDED = "amended"
    REVOKED = "revoked"


# A decision that exists outside Gieo: it bears the number, date and signer of the body that issued it.
ISSUED_STATES = (DecisionState.ISSUED, DecisionState.AMENDED, DecisionState.REVOKED)
# Still the department's own paper.
OPEN_STATES = (DecisionState.DRAFT, DecisionState.SUBMITTED)


class ConferenceState(StrEnum):
    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    REPORTED = "reported"


class Attendance(StrEnum):
    """What is known of a unit's coming."""

    INVITED = "invited"
    CONFIRMED = "confirmed"
    PRESENT = "present"
    ABSENT = "absent"


class InvitationState(StrEnum):
    """How far the invitation of one invitee has come."""

    NOT_SENT = "not_sent"
    SENT = "sent"
    ANSWERED = "answered"


class Reply(StrEnum):
    """What an invitee answers."""

    COMES = "comes"
    SENDS_OTHER = "sends_other"
    DECLINES = "declines"


COMING = (Reply.COMES, Reply.SENDS_OTHER)


class LetterWay(StrEnum):
    """How a letter of invitation reached its invitee."""

    MAIL = "mail"
    PAPER = "paper"


class GuestKind(StrEnum):
    """Why somebody is asked who receives nothing; in the order of protocol (our proposal)."""

    GUEST = "guest"
    SPEAKER = "speaker"
    PRESS = "press"


class LinkFault(StrEnum):
    """Why a link for answering does not work."""

    FORGED = "forged"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    EXPIRED = "expired"
    HELD = "held"


class FigureKind(StrEnum):
    """The four counts that reports of a conference give; each is computed from lines and opens them."""

    RESULTS = "results"
    PRODUCTS = "products"
    UNITS = "units"
    ENTERPRISES = "enterprises"


class Mark(StrEnum):
    """Dates of the transfer clock, in their order."""

    ACCEPTANCE = "acceptance"
    REGISTRATION = "registration"
    DECISION = "decision"
    CONFERENCE = "conference"
    RECEIPT = "receipt"
    FIRST_USE = "first_use"


class LegState(StrEnum):
    """One leg of the clock between two marks."""

    DONE = "done"
    WAITING = "waiting"
    AHEAD = "ahead"
    UNKNOWN = "unknown"
    CONTRADICTORY = "contradictory"


class LineFault(StrEnum):
    """Why a line cannot stand in a decision."""

    EMPTY_ROW = "empty_row"
    UNKNOWN_ITEM = "unknown_item"
    UNKNOWN_UNIT = "unknown_unit"
    BAD_QUANTITY = "bad_quantity"
    NOT_REGISTERED = "not_registered"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    UNIT_ABOLISHED = "unit_abolished"
    UNIT_NOT_YET = "unit_not_yet"
    TWICE = "twice"


class Judged(StrEnum):
    """What somebody says of a result that was shown for a need."""

    ACCEPTED = "accepted"
    REFUSED = "refused"


class RefusedFor(StrEnum):
    """Why a result that was shown does not meet a need; each with words."""

    OTHER_PROBLEM = "other_problem"
    CONDITIONS = "conditions"
    COST = "cost"
    NOT_READY = "not_ready"
    TRIED = "tried"  # used already, without success
    OTHER = "other"


FIRST_SHOWN = 5
"""So many of the results that are shown for a need must be judged before it counts as weighed."""
FIRST_TOLD = 2
"""A new result is told to a need's unit by itself only where it stands among so many of those shown for it."""


class PhotoFault(StrEnum):
    """Why a photograph may not go on a public page."""

    NO_CONSENT = "no_consent"
    NO_CREDIT = "no_credit"
    NO_CAPTION = "no_caption"


class InterestState(StrEnum):
    """How far a conversation with somebody who is interested in a result has come."""

    RECEIVED = "received"  # nobody has answered yet
    TALKING = "talking"
    CLOSED = "closed"
    TAKEN_BACK = "taken_back"  # by who asked; their words are gone


class AskedBy(StrEnum):
    """How a question about a result came in."""

    LINK = "link"  # by who asks, on the result's page
    PHONE = "phone"  # an officer wrote down what was said
    COUNTER = "counter"


class Outcome(StrEnum):
    """What came of an interest; each with words."""

    MEETING = "meeting"
    VISIT = "visit"
    TRANSFER = "transfer"  # goes on to the draft of a transfer decision
    NO = "no"


HAVE_A_DAY = (Outcome.MEETING, Outcome.VISIT)


class Wait(StrEnum):
    """How the first answer stands that somebody who asked is owed."""

    IN_TIME = "in_time"
    LATE = "late"  # answered, after its day
    WAITS = "waits"
    OVERDUE = "overdue"  # not answered, its day is past


class TalkFault(StrEnum):
    """Why the link of who asked does not open the conversation."""

    FORGED = "forged"
    RENEWED = "renewed"
    EXPIRED = "expired"
    GONE = "gone"
    HELD_BACK = "held_back"


ASKER = Actor(person_id=None, name="Người quan tâm kết quả")
"""Who asks by a public form or its link, as the journal names them."""

LONGEST_ASKER, LONGEST_WHERE, LONGEST_WORDS = 120, 200, 3_000
MOST_UNANSWERED = 200
"""Interests in one result that may wait at once: more, nobody can read."""
MOST_IN_A_ROW = 10
"""Messages of who asked that may stand one after the other."""
