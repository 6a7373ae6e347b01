"""Words of the room."""

from enum import StrEnum


class DirectiveState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"
