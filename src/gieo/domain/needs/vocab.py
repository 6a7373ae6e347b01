"""Words of needs: states, answers, how a need came in, and the conditions under which something is to be used."""

from enum import StrEnum


class NeedState(StrEnum):
    STATED = "stated"  # waits for its answer
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Answer(StrEnum):
    """What the department says to a need; each with words."""

    MET = "met"  # by a result that exists
    PROPOSAL = "proposal"  # goes on to a proposal of a task
    CANNOT = "cannot"


class Channel(StrEnum):
    """How a need came in."""

    DESK = "desk"  # typed in by the unit's own people
    PHONE = "phone"  # an officer typed in what was said
    WORD = "word"  # read from the form in Word


class Season(StrEnum):
    SPRING = "spring"  # vụ xuân, đông xuân
    SUMMER = "summer"  # vụ hè thu, vụ mùa
    WINTER = "winter"  # vụ đông


class Water(StrEnum):
    """The least first: who has more can also do with less."""

    RAIN = "rain"
    SEASONAL = "seasonal"
    ALWAYS = "always"


class Labour(StrEnum):
    """The least first."""

    FAMILY = "family"
    HIRED = "hired"
    SKILLED = "skilled"


class Capital(StrEnum):
    """What one household or facility can put in, the least first."""

    TO_10 = "to_10"
    TO_50 = "to_50"
    TO_200 = "to_200"
    ABOVE_200 = "above_200"


class Condition(StrEnum):
    """What is compared, in the order in which it is told."""

    ALTITUDE = "altitude"
    SEASON = "season"
    WATER = "water"
    LABOUR = "labour"
    CAPITAL = "capital"


class Fit(StrEnum):
    FITS = "fits"
    DOES_NOT = "does_not"
    UNKNOWN = "unknown"  # one of the two says nothing, or they meet in part only


class StatementFault(StrEnum):
    """What cannot be so in what was typed."""

    CONCERNED = "concerned"
    PAST = "past"
    TOO_FAR = "too_far"
    HEIGHT = "height"
    UPSIDE_DOWN = "upside_down"
    SEASON = "season"
    TOO_LONG = "too_long"


LONGEST_TITLE, LONGEST_WORDS = 200, 5_000
MOST_YEARS_AHEAD = 10
"""Nobody states today what is needed later."""
MOST_CONCERNED = 1_000_000
"""More people than the province has is a slip of the pen."""
LOWEST, HIGHEST = 0, 3200
"""Metres: no ground of the country lies above."""
