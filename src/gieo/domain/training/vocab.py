"""Words of classes: how far a class has come, how a person stands in it."""

from enum import StrEnum

from gieo.core.actor import Actor


class CourseState(StrEnum):
    """How far a class has come."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    HELD = "held"
    CANCELLED = "cancelled"  # with a reason, told to all who had enrolled


class EnrolmentState(StrEnum):
    """How a person stands in a class. Whether they came is noted beside it, on the day."""

    WAITING = "waiting"  # all seats are taken
    ENROLLED = "enrolled"
    WITHDRAWN = "withdrawn"  # their data is gone


TAKES_PART = (EnrolmentState.WAITING, EnrolmentState.ENROLLED)
PUBLIC_STATES = (CourseState.ANNOUNCED, CourseState.HELD, CourseState.CANCELLED)


class SeatFault(StrEnum):
    """Why the link of who enrolled opens nothing."""

    FORGED = "forged"
    GONE = "gone"
    HELD_BACK = "held_back"


PARTICIPANT = Actor(person_id=None, name="Người đăng ký lớp")
"""Who enrols by a public form or its link, as the journal names them."""

LONGEST_TITLE, LONGEST_LINE, LONGEST_ABOUT, LONGEST_REASON = 200, 200, 3_000, 500
LONGEST_NAME = 120
MOST_SEATS = 1_000
MOST_DAYS, MOST_DAYS_AHEAD = 93, 731
"""From the first day of a class to its last; from today to its first: beyond, the year is a slip of the pen."""
MOST_WAITING = 100
"""People who may wait for a seat in one class: more have no hope of one."""
MOST_MATERIALS = 30
