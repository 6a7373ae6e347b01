"""Fields of an indexed text, and what a query may ask."""

from enum import StrEnum


class Form(StrEnum):
    """How a syllable is kept: with its accents, or as people type it in a hurry."""

    ACCENTED = "accented"
    FOLDED = "folded"


class Weight(StrEnum):
    """Where a word stands in a text; a title says more than a page of words."""

    NUMBER = "number"  # codes and official numbers
    TITLE = "title"
    NAMES = "names"  # people, units, places
    BODY = "body"


class Share(StrEnum):
    """How many of its words a text must have to answer a question."""

    ANY = "any"
    MOST = "most"
    BUT_ONE = "but one"  # of the rarest
    RAREST = "rarest"
