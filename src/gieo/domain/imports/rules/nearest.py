"""What somebody may have meant: the known word nearest to one that is not known."""

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches

from gieo.core.text import fold

CLOSE = 0.72


def nearest(text: str, known: Iterable[str], *, cutoff: float = CLOSE) -> str:
    """The one of `known` that looks most like `text`, accents or not; empty when none does."""
    by_fold = {fold(word): word for word in known}
    found = get_close_matches(fold(text), list(by_fold), n=1, cutoff=cutoff)
    return by_fold[found[0]] if found else ""


def likeness(one: str, other: str) -> float:
    """How alike two folded texts are, 0 to 1."""
    return SequenceMatcher(None, one, other).ratio()
