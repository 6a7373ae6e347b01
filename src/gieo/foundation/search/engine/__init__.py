"""The adapter to tantivy: an index, and the place in a home where one stands."""

from gieo.foundation.search.engine.index import Hits, Index
from gieo.foundation.search.engine.stand import Position, Stand

__all__ = ["Hits", "Index", "Position", "Stand"]
