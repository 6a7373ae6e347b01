"""Finding. Without an index that can be read there is no answer, and the page finds another way."""

import logging
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

from django.conf import settings

from gieo.foundation.search.engine import Hits, Index, Stand
from gieo.foundation.search.models import Text
from gieo.foundation.search.rules import asked, spelled

logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")


@cache
def stand_at(folder: Path) -> Stand:
    """One open index for a process."""
    return Stand(folder)


def find(
    typed: str,
    *,
    kinds: Sequence[str] = (),
    marks: Sequence[str] = (),
    limit: int = 50,
    offset: int = 0,
    loosely: bool = False,
) -> Hits | None:
    """Keys of what answers, best first; loosely: whatever has any of the words. None where there is no index."""
    what = asked(typed)
    return _ask(lambda index: index.find(what, kinds=kinds, marks=marks, limit=limit, offset=offset, loosely=loosely))


def did_you_mean(typed: str, *, kinds: Sequence[str] = (), marks: Sequence[str] = ()) -> str:
    """What may have been meant, as the best text of it spells it; empty where nothing near stands within the bounds."""
    what = asked(typed)
    words = _ask(lambda index: index.mended(what, kinds=kinds, marks=marks))
    if not words:
        return ""
    hits = find(" ".join(words), kinds=kinds, marks=marks, limit=1)
    if hits is None or not hits.found:
        return ""
    best = Text.objects.filter(key=hits.found[0][0]).first()
    if best is None or not set(marks) <= set(best.marks):  # said otherwise since the index was written
        return ""
    return spelled(words, "\n".join(best.texts.values()))


def _ask(question: Callable[[Index], Answer]) -> Answer | None:
    stand = stand_at(Path(settings.INDEX_DIR))
    index = stand.current()
    if index is None:
        logger.info("no index yet")
        return None
    try:
        return question(index)
    except (OSError, ValueError) as fault:
        logger.warning("the index cannot be read and is given up: %s", fault)
        stand.lose(index)
        return None
