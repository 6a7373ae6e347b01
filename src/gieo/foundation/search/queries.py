"""Finding. Without an index there is no answer, and the page finds another way."""

import logging
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from django.conf import settings

from gieo.foundation.search.engine import Hits, Stand
from gieo.foundation.search.rules import asked

logger = logging.getLogger(__name__)


@cache
def stand_at(folder: Path) -> Stand:
    """One open index for a process."""
    return Stand(folder)


def find(
    typed: str, *, kinds: Sequence[str] = (), marks: Sequence[str] = (), limit: int = 50, offset: int = 0
) -> Hits | None:
    """Keys of what answers, best first; none where this node has no index that can be read."""
    index = stand_at(Path(settings.INDEX_DIR)).current()
    if index is None:
        return None
    try:
        return index.find(asked(typed), kinds=kinds, marks=marks, limit=limit, offset=offset)
    except (OSError, ValueError) as fault:  # what tantivy raises on a damaged file
        logger.warning("the index cannot be read: %s", fault)
        return None
