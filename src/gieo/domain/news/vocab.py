"""Words of the newsroom: where an article stands, what a sentence rests on, how that stands today."""

from enum import StrEnum


class ArticleState(StrEnum):
    """Where the text in work stands. What the public reads is the current version, whatever is being written."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"  # waits for its moment
    PUBLISHED = "published"  # the text in work is what the public reads
    WITHDRAWN = "withdrawn"


class SourceKind(StrEnum):
    """What kind of record a sentence rests on."""

    CONFERENCE = "conference"
    DECISION = "decision"
    LINES = "lines"  # lines of the conference's decisions; the code is the conference's
    MINUTES = "minutes"  # all minutes of the conference; the code is the conference's
    UNIT = "unit"  # what one unit receives at the conference
    PROGRAMME = "programme"
    RESULT = "result"
    DIRECTIVE = "directive"


class What(StrEnum):
    """What was read in a record."""

    DAY = "day"
    PLACE = "place"
    TITLE = "title"
    CHAIR = "chair"
    STATE = "state"
    NUMBER = "number"
    ISSUER = "issuer"
    RESULTS = "results"
    PRODUCTS = "products"
    UNITS = "units"
    ENTERPRISES = "enterprises"
    NATURES = "natures"
    ITEMS = "items"
    NAME = "name"
    SIGNED = "signed"
    RECEIVED = "received"
    PLAIN_WORDS = "plain_words"
    REQUEST = "request"


class Standing(StrEnum):
    """How a drafted sentence stands to the text and to the records now."""

    AS_DRAFTED = "as_drafted"
    BY_HAND = "by_hand"  # words were changed since
    TAKEN_OUT = "taken_out"


LONGEST_TITLE = 300
LONGEST_LEAD = 1_000
LONGEST_BODY = 200_000
"""Bytes of markup in UTF-8."""
MOST_TAGS = 5_000
"""Nested tags cost a parser the square of their number; an article of 200 kB has some hundreds."""


class Part(StrEnum):
    """What an article is made of, as the form asks for it."""

    TITLE = "title"
    LEAD = "lead"
    BODY = "body"
    AUTHOR_UNIT = "author_unit"
    BYLINE = "byline"
    CAPTIONS = "captions"
    CREDITS = "credits"
    CONSENTS = "consents"


# What the public reads in place of words about a result that has been restricted since. An article is Vietnamese
# whoever reads the page it stands on, so these are no source texts for translation.
TITLE_INSTEAD = "Tin đang được sửa lại"
SENTENCE_INSTEAD = "Câu này nói về một kết quả nay không còn công khai."
