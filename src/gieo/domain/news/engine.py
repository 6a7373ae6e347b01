"""The sanitiser: nh3 (ammonia) decides what may stay, our own Writer draws it in one canonical form."""

import nh3

from gieo.domain.news.rules.markup import TAGS, write

_ASKED = TAGS | {"b", "i", "h1", "h4", "h5", "h6"}  # drawn as strong, em, h2, h3 by the Writer
_DROPPED = {
    "script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "math", "textarea", "title", "xmp",
    "select", "noembed", "noframes", "plaintext", "head",
}  # fmt: skip


def clean(markup: str) -> str:
    """Markup from anybody as it may stand on our pages: the tags of the house, links that lead where they may.

    Cleaning twice gives the same as cleaning once. What is longer than the house allows is refused before (rules.size).
    """
    whole = markup.encode("utf-8", "ignore").decode().replace("\x00", "")  # halves of letters (surrogates) go
    passed = nh3.clean(
        whole,
        tags=set(_ASKED),
        clean_content_tags=_DROPPED,
        attributes={"a": {"href"}, "span": {"data-source"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
        strip_comments=True,
    )
    return write(passed)
