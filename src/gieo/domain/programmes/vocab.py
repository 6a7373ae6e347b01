"""Words of the room."""

from enum import StrEnum


class Level(StrEnum):
    """Who runs a programme."""

    NATIONAL = "national"
    REGIONAL = "regional"
    PROVINCIAL = "provincial"
