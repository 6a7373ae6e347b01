"""The adapter to tantivy: an index, what it says at one moment, and the place in a home where one stands."""

from gieo.foundation.search.engine.index import Index
from gieo.foundation.search.engine.shelf import Shelf
from gieo.foundation.search.engine.stand import Position, Stand
from gieo.foundation.search.engine.view import Hits, View

__all__ = ["Hits", "Index", "Position", "Shelf", "Stand", "View"]
