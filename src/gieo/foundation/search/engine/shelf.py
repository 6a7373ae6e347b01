"""Texts that stand in no database: an index of them in a folder, asked by the same rules."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from gieo.foundation.search.engine.index import Index
from gieo.foundation.search.engine.view import DEEP
from gieo.foundation.search.rules import EVERYWHERE, Bounds, Entry
from gieo.foundation.search.rules.ranking import Said
from gieo.foundation.search.rules.reasons import Fit, fits
from gieo.foundation.search.rules.telling import Wanted
from gieo.foundation.search.vocab import Weight

KEPT = 20_000  # texts that stay cut to words between two questions

Texts = Mapping[Weight, str]


class Shelf:
    """`texts_of` gives the texts of a key again, so that none of them need be held."""

    def __init__(self, folder: Path, entries: Iterable[Entry], texts_of: Callable[[str], Texts]) -> None:
        index = Index(folder, fresh=True)
        index.fill(entries)
        self._view = index.view()
        self._said = lru_cache(maxsize=KEPT)(lambda key: Said(texts_of(key)))

    @property
    def size(self) -> int:
        return self._view.size

    def answer(self, what: Wanted, limit: int, bounds: Bounds = EVERYWHERE, own: Texts | None = None) -> list[Fit]:
        """What answers, best first; `own` is the text in which the question was told."""
        ranking = self._view.ranking(what)
        keys = self._view.likely(ranking, bounds, limit=max(DEEP, limit))
        return fits(ranking, {key: self._said(key) for key in keys}, limit, Said(own) if own else None)
