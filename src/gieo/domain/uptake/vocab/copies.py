"""Words of copying: somebody did after a neighbour what the neighbour did with a result."""

from enum import StrEnum

LONGEST_NAME = 120
LONGEST_WORDS = 500


class CopyState(StrEnum):
    """What became of “we copied this”. Only what is confirmed counts, and it counts as a use."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


class Looked(StrEnum):
    """How who confirms knows that it is so."""

    ASKED = "asked"  # by telephone, or the head of the hamlet was asked
    VISITED = "visited"  # somebody of the commune or the department went there
