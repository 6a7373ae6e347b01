"""How much an article may hold."""

from gieo.domain.news.vocab import LONGEST_BODY, MOST_TAGS


def is_too_long(body: str) -> bool:
    """More than 200 kB of text and markup, as it was sent."""
    return len(body.encode("utf-8", "ignore")) > LONGEST_BODY


def has_too_many_tags(body: str) -> bool:
    """More tags than a text of this size can need: it would cost the parser more than it is worth."""
    return body.count("<") > MOST_TAGS
