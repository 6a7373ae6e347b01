"""Words of demonstration models: one place where a result is tried so that others can come, see and do after it."""

from enum import StrEnum

LONGEST_TITLE, LONGEST_LINE, LONGEST_WORDS = 200, 200, 2_000
LONGEST_REASON = 500
MOST_YEARS = 15
"""From the first day of a model to its last: of trees that bear late."""
MOST_DAYS_AHEAD = 731
"""To the first day of a plan, the next visit, a field day; further ahead the year is a slip of the pen."""
MOST_DONG = 100_000_000_000
MOST_PHOTOGRAPHS = 6
"""Of one visit."""
MOST_GUESTS = 10_000
"""Of one field day."""


class ModelState(StrEnum):
    """How far a model has come."""

    PLANNED = "planned"
    RUNNING = "running"
    CONCLUDED = "concluded"
    ABANDONED = "abandoned"  # with a reason


COPIED_STATES = (ModelState.RUNNING, ModelState.CONCLUDED)
"""In which a neighbour can have done after it, whether or not its use was verified yet."""


class Outcome(StrEnum):
    """What those who followed it say in the end."""

    WORTH = "worth"
    CONDITIONS = "conditions"  # said in words
    NOT_WORTH = "not_worth"


class Source(StrEnum):
    """Who pays."""

    STATE = "state"
    HOUSEHOLD = "household"  # the household or unit itself, in money or in kind
    OTHER = "other"


class FieldDayState(StrEnum):
    ANNOUNCED = "announced"
    HELD = "held"
    CANCELLED = "cancelled"  # with a reason
