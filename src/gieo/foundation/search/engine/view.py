"""Asking an index of tantivy. Plain values in and out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import log1p
from typing import Any

from tantivy import Occur, Query, Schema, Searcher

from gieo.foundation.search.engine.terms import PAIRS, Terms, anywhere
from gieo.foundation.search.rules import EVERYWHERE, GLUE, Asked, Bounds, asked, kind_of, slips
from gieo.foundation.search.rules.ranking import Ranking
from gieo.foundation.search.rules.telling import Wanted
from gieo.foundation.search.vocab import Form

MOST_MENDED = 8  # words of a query
MOST_UNKNOWN = 3  # of them that nobody has; each is looked up with some hundred slips
MOST_NEAR = 30  # slips of one word that are weighed with its neighbours
SIDE_BY_SIDE = 10.0  # more than how often two words stand somewhere by themselves
MOST_MARKS = 20_000  # different ones that are counted
MOST = 1_000_000  # texts that are numbered
DEEP = 200  # texts that are put in order a second time
FIRST = 50  # texts: the first pages of what answers
MANY = 100  # texts that have every word: no one reads on to those that lack one


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found, best first, and how many there are in all."""

    total: int
    found: tuple[tuple[str, float], ...]


class View:
    """An index as it stood at one moment. What was said since and lies out of the bounds is left out of everything."""

    def __init__(self, schema: Schema, searcher: Searcher, since: Mapping[str, frozenset[str] | None]) -> None:
        self._schema = schema
        self._searcher = searcher
        self._since = since
        self._terms = Terms(schema, self.frequency)
        self._firsts: dict[tuple[Asked, Bounds], Any] = {}

    @property
    def size(self) -> int:
        """How many texts it holds."""
        return int(self._searcher.num_docs)

    def is_behind(self, kinds: Sequence[str]) -> bool:
        """Whether anything of these kinds was said since."""
        return any(kind_of(key) in kinds for key in self._since)

    def settled(self, what: Asked, bounds: Bounds = EVERYWHERE) -> Asked:
        """The way of reading a query that finds something; the query itself if none does.

        Of its shares the strictest that lets many texts answer, or else the one that lets most.
        """
        for way in what.ways:
            found: list[tuple[int, Asked]] = []
            for share in self._terms.shares(way):
                found.append((self._first(strict := replace(way, share=share), bounds).count, strict))
                if found[-1][0] >= MANY:
                    return strict
            most, best = max(reversed(found), key=lambda one: one[0])
            if most:
                return best
        return what

    def find(self, what: Asked, bounds: Bounds = EVERYWHERE, *, limit: int = 50, offset: int = 0) -> Hits:
        """Texts that answer, best first."""
        hits = self._hits(what, bounds, limit, offset)
        keys = (self._searcher.doc(address).get_first("key") for _score, address in hits)
        scores = (float(score) for score, _address in hits)
        return Hits(self.count(what, bounds), tuple(zip(map(str, keys), scores, strict=True)))

    def count(self, what: Asked, bounds: Bounds = EVERYWHERE) -> int:
        """How many texts answer."""
        first: Any = self._firsts.get((what, bounds))
        if first is None:
            first = self._searcher.search(self._within(self._terms.answering(what), bounds), 1, count=True)
        return int(first.count)

    def numbers(
        self, what: Asked, bounds: Bounds = EVERYWHERE, *, limit: int = MOST, offset: int = 0
    ) -> tuple[int, ...]:
        """The numbers of the texts that answer, best first; of all texts in their own order where no word is asked."""
        if limit < 1:  # the engine panics when it is asked for nothing
            return ()
        hits = self._hits(what, bounds, min(limit, max(self.size, 1)), offset)
        found: Any = self._searcher.fast_field_values("number", [address for _score, address in hits])
        return tuple(found)

    def _hits(self, what: Asked, bounds: Bounds, limit: int, offset: int) -> Sequence[Any]:
        """Scores and addresses."""
        if (what, bounds) in self._firsts and offset + limit <= FIRST:
            return self._firsts[what, bounds].hits[offset : offset + limit]
        query, order = self._within(self._terms.ordered(what), bounds), None if what else "order"
        result: Any = self._searcher.search(query, limit, count=False, offset=offset, order_by_field=order)
        return result.hits

    def _first(self, what: Asked, bounds: Bounds) -> Any:
        """The first of what answers, and how many there are: counting costs little while they are put in order."""
        if (what, bounds) not in self._firsts:
            query, order = self._within(self._terms.ordered(what), bounds), None if what else "order"
            self._firsts[what, bounds] = self._searcher.search(query, FIRST, count=True, order_by_field=order)
        return self._firsts[what, bounds]

    def marks(self, what: Asked, bounds: Bounds = EVERYWHERE) -> dict[str, int]:
        """How many of the texts that answer carry each mark."""
        terms = {"marks": {"terms": {"field": "marks", "size": MOST_MARKS}}}
        found = self._searcher.aggregate(self._within(self._terms.answering(what), bounds), terms)
        return {bucket["key"]: bucket["doc_count"] for bucket in found["marks"]["buckets"]}

    def likely(self, what: Ranking, bounds: Bounds = EVERYWHERE, *, limit: int) -> tuple[str, ...]:
        """Keys of texts that have most of what is wanted, in a first order that `Ranking` mends."""
        result: Any = self._searcher.search(self._within(self._terms.likely(what), bounds), limit, count=False)
        return tuple(str(self._searcher.doc(address).get_first("key")) for _score, address in result.hits)

    def held(self, keys: Collection[str]) -> frozenset[str]:
        """Those of the keys whose text stands in the index, as it is said now or as it was."""
        result: Any = self._searcher.search(self._any_of("key", keys), max(len(keys), 1), count=False)
        return frozenset(str(self._searcher.doc(address).get_first("key")) for _score, address in result.hits)

    def ranking(self, what: Wanted) -> Ranking:
        """The second order: by how rare the words are among the texts of this index."""
        return Ranking(what, self.size, self.frequency)

    def frequency(self, token: str, form: Form) -> int:
        """How many texts have a word, or two neighbours joined by "_"."""
        return int(self._searcher.doc_freq(PAIRS if "_" in token else anywhere(form), token))

    def mended(self, what: Asked, bounds: Bounds = EVERYWHERE) -> tuple[str, ...]:
        """The folded words of a query, those that nothing within the bounds has replaced by near ones.

        What stands there side by side with its neighbours goes before what is only frequent. Nothing where there is
        nothing to replace, where a word stays that nobody has, or where no neighbour bears out what would replace it.
        Only what stands within the bounds is ever named.
        """
        typed = [word.folded for word in (*(word for phrase in what.phrases for word in phrase), *what.words)]
        typed = typed[:MOST_MENDED]
        counts = {word: self._texts_with(word, bounds) for word in typed}
        unknown = {word for word in typed if not counts[word] and word not in GLUE}
        if not 0 < len(unknown) <= MOST_UNKNOWN:
            return ()
        near = [self._near(word, bounds) if word in unknown else {word: counts[word]} for word in typed]
        side_by_side = cache(lambda left, right: self._texts_with(f"{left.split()[-1]} {right.split()[0]}", bounds))

        def worth(left: str, right: str) -> float:
            count = side_by_side(left, right)
            return SIDE_BY_SIDE + log1p(count) if count else 0.0

        chains: list[tuple[float, tuple[str, ...]]] = [(log1p(count), (way,)) for way, count in near[0].items()]
        for ways in near[1:]:
            chains = [
                max((sum_ + log1p(count) + worth(chain[-1], way), (*chain, way)) for sum_, chain in chains)
                for way, count in ways.items()
                if chains
            ]
        meant = max(chains)[1] if chains else ()
        for at in range(len(meant)):
            beside = [one for one in (at - 1, at + 1) if 0 <= one < len(typed) and typed[one] not in GLUE]
            borne_out = any(side_by_side(meant[min(at, one)], meant[max(at, one)]) for one in beside)
            if typed[at] in unknown and beside and not borne_out:
                return ()
        return tuple(" ".join(meant).split())

    def _near(self, word: str, bounds: Bounds) -> dict[str, int]:
        """The words that may have been meant by one that nobody has, and how many texts have each; the most first."""
        counts = {slip: self._texts_with(slip, bounds) for slip in slips(word) if slip not in GLUE}
        known = sorted((slip for slip, count in counts.items() if count), key=lambda slip: (-counts[slip], slip))
        return {slip: counts[slip] for slip in known[:MOST_NEAR]}

    def _texts_with(self, words: str, bounds: Bounds) -> int:
        """How many texts within the bounds have these folded words side by side."""
        for part in words.split():
            if not self._searcher.doc_freq(anywhere(Form.FOLDED), part):
                return 0
        return self.count(asked(f'"{words}"'), bounds)

    def _within(self, words: Query, bounds: Bounds) -> Query:
        parts = [(Occur.Must, words)]
        parts += [(Occur.Must, self._any_of("marks", sorted(group))) for group in bounds.marks]
        if bounds.kinds:
            parts.append((Occur.Must, self._any_of("kind", bounds.kinds)))
        if bounds.numbers is not None:
            parts.append((Occur.Must, self._any_of("number", sorted(bounds.numbers))))
        out = [key for key, marks in self._since.items() if marks is None or not bounds.holds(marks)]
        if out:
            parts.append((Occur.MustNot, self._any_of("key", out)))
        return Query.boolean_query(parts) if len(parts) > 1 else words

    def _any_of(self, field: str, values: Collection[Any]) -> Query:
        """Narrows without a say in the order."""
        return Query.const_score_query(Query.term_set_query(self._schema, field, list(values)), 0.0)
