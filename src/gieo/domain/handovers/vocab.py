"""Words of the handover: states, parties, faults of the ledger."""

from enum import StrEnum

from gieo.foundation.signing.vocab import Party

__all__ = [
    "FROZEN_STATES",
    "LIVE_STATES",
    "SIGNED_STATES",
    "SIGNING_ORDER",
    "Attendance",
    "Cell",
    "FaultKind",
    "Figure",
    "IdentityPaper",
    "MinutesState",
    "Outcome",
    "Party",
    "Receipt",
    "RefusalReason",
    "Standing",
    "SubjectKind",
    "TabletState",
    "Verdict",
]


class MinutesState(StrEnum):
    """Where the minutes of one receiver stand."""

    DRAFT = "draft"
    SEALED = "sealed"
    SIGNED = "signed"
    PARTLY = "partly"  # received in part
    RECEIVED = "received"
    SUPERSEDED = "superseded"  # another version has taken its place
    VOID = "void"


SIGNED_STATES = (MinutesState.SIGNED, MinutesState.PARTLY, MinutesState.RECEIVED)
LIVE_STATES = (MinutesState.DRAFT, MinutesState.SEALED, *SIGNED_STATES)
FROZEN_STATES = (MinutesState.SEALED, *SIGNED_STATES, MinutesState.SUPERSEDED)


SIGNING_ORDER = (Party.RECEIVER, Party.GIVER, Party.WITNESS)
"""How the parties stand on pages and paper; they sign in any order unless minutes name one (rules.turns)."""


class Receipt(StrEnum):
    """Whether the receiver has the item in hand."""

    PENDING = "pending"
    PARTLY = "partly"
    RECEIVED = "received"
    REFUSED = "refused"


class Outcome(StrEnum):
    """What a receipt says of one item."""

    RECEIVED = "received"
    AWAITED = "awaited"  # to be delivered on another day
    REFUSED = "refused"  # what was still to be received


class RefusalReason(StrEnum):
    """Why a receiver does not take an item."""

    QUALITY = "quality"
    QUANTITY = "quantity"
    WRONG = "wrong"
    NOT_NEEDED = "not_needed"
    OTHER = "other"


class IdentityPaper(StrEnum):
    """What an officer looked at before somebody signed. The number of the paper is never kept."""

    CITIZEN_CARD = "citizen_card"
    PASSPORT = "passport"
    STAFF_CARD = "staff_card"
    INTRODUCTION = "introduction"  # giấy giới thiệu
    AUTHORISATION = "authorisation"  # giấy uỷ quyền
    SUCCESSION = "succession"  # the act by which another unit took over, whose person signs
    KNOWN = "known"  # the officer knows the person


class TabletState(StrEnum):
    """Whether what a device signs without network is taken."""

    OPEN = "open"
    CLOSED = "closed"  # all it held was sent
    LOST = "lost"


class RemoteState(StrEnum):
    """What became of a signature asked for elsewhere."""

    WAITING = "waiting"
    ANSWERED = "answered"
    GIVEN_UP = "given_up"
    LAPSED = "lapsed"


class Lapse(StrEnum):
    """Why a signature asked for elsewhere is no longer waited for, though nobody gave it up."""

    EXPIRED = "expired"
    OVERTAKEN = "overtaken"  # somebody has signed digitally meanwhile: its digest is of an older PDF
    SIGNED = "signed"  # the party has signed in another way


class SubjectKind(StrEnum):
    RESULT = "result"
    PRODUCT = "product"


class Standing(StrEnum):
    """Whether a decision or a result may still be handed over."""

    IN_FORCE = "in_force"
    REVOKED = "revoked"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Attendance(StrEnum):
    """As in transfers; the ledger only looks at the last two."""

    INVITED = "invited"
    CONFIRMED = "confirmed"
    PRESENT = "present"
    ABSENT = "absent"


class Figure(StrEnum):
    """What gets counted and published about a conference."""

    RESULTS = "results"
    PRODUCTS = "products"
    UNITS = "units"
    ENTERPRISES = "enterprises"


class FaultKind(StrEnum):
    """Every way in which decision, minutes, items and receipts can disagree."""

    UNIT_WITHOUT_MINUTES = "unit_without_minutes"
    LINE_WITHOUT_ITEM = "line_without_item"
    ITEM_WITHOUT_LINE = "item_without_line"
    RECEIVED_TWICE = "received_twice"
    TWO_MINUTES = "two_minutes"
    UNIT_ABOLISHED = "unit_abolished"
    UNIT_RENAMED = "unit_renamed"
    UNIT_NOT_LISTED = "unit_not_listed"
    QUANTITY_DIFFERS = "quantity_differs"
    MEASURE_DIFFERS = "measure_differs"
    MINUTES_UNSIGNED = "minutes_unsigned"
    WITNESS_MISSING = "witness_missing"
    PRESENT_NOT_SIGNED = "present_not_signed"
    ABSENT_BUT_SIGNED = "absent_but_signed"
    SIGNED_NOT_RECEIVED = "signed_not_received"
    ITEM_REFUSED = "item_refused"
    RECEIVED_NOT_SIGNED = "received_not_signed"
    RESULTS_FIGURE = "results_figure"
    PRODUCTS_FIGURE = "products_figure"
    UNITS_FIGURE = "units_figure"
    ENTERPRISES_FIGURE = "enterprises_figure"
    DECISION_REVOKED = "decision_revoked"
    RESULT_WITHDRAWN = "result_withdrawn"
    RESULT_EXPIRED = "result_expired"
    FILE_CHANGED = "file_changed"
    FILE_GONE = "file_gone"
    DATE_BEFORE_DECISION = "date_before_decision"
    KIT_INCOMPLETE = "kit_incomplete"
    CONTENT_CHANGED = "content_changed"
    VERSION_UNSIGNED = "version_unsigned"


class Verdict(StrEnum):
    """What a file comes to when anybody checks it."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    UNKNOWN = "unknown"


class Cell(StrEnum):
    """One square of the matrix units × results."""

    RECEIVED = "received"  # signed, all in hand
    SIGNED = "signed"  # signed, something still to be received
    UNSIGNED = "unsigned"
    UNPREPARED = "unprepared"  # in the decision, in no minutes
    NOTHING = "nothing"  # the decision gives this unit nothing here
