"""Words of visits."""

from enum import StrEnum


class VisitKind(StrEnum):
    """Who looked at a page. One letter, since it stands on every line of a spool."""

    PERSON = "p"
    ROBOT = "r"
    PREFETCH = "f"
    """A browser that fetched the page in case somebody should want it."""
