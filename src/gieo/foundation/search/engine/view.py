"""Asking an index of tantivy. Plain values in and out."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise
from math import comb, log1p
from typing import Any

from tantivy import Occur, Query, Schema, Searcher

from gieo.foundation.search.rules import EVERYWHERE, GLUE, Asked, Bounds, Syllable, asked, kind_of, slips
from gieo.foundation.search.rules.kin import Kin, spans
from gieo.foundation.search.rules.ranking import Ranking
from gieo.foundation.search.rules.telling import Wanted
from gieo.foundation.search.vocab import Form, Weight

BOOST = {Weight.NUMBER: 6.0, Weight.TITLE: 3.0, Weight.NAMES: 1.5, Weight.BODY: 1.0}
PAIR = 0.6  # what two neighbours say beside their two words
OTHER_ACCENT = 0.12  # a word that only looks alike without accents, where accents were typed
BARE_AMONG_OTHERS = 0.6  # the same for a word typed without accents among others with: perhaps in a hurry
GOES_ON = 0.8  # a word of which only the beginning was typed
MOST_MENDED = 8  # words of a query
MOST_UNKNOWN = 3  # of them that nobody has; each is looked up with some hundred slips
MOST_NEAR = 30  # slips of one word that are weighed with its neighbours
SIDE_BY_SIDE = 10.0  # more than how often two words stand somewhere by themselves
MOST_MARKS = 20_000  # different ones that are counted
MOST = 1_000_000  # texts that are numbered
TONE = "12345"
PAIRS = "pairs"
MOST_ASKED = 40  # words of a long text that are looked for, the most telling ones
DEEP = 200  # texts that are put in order a second time
MOST_CHOICES = 4  # of so many words as are needed, each asked by itself; beyond, the engine counts text by text
LOOKS_ALIKE = 0.2  # a word without its accents, where few texts have it as typed
MOST_KIN = 4  # other words that may stand for one of a search
LEAST_KIN = 0.5  # what counts less brings in too much where every hit is shown and counted


def field_of(place: Weight, form: Form) -> str:
    """The field of an index that holds the words of one place of a text in one form; the body's is `anywhere`."""
    return anywhere(form) if place is Weight.BODY else f"{place}_{form}"


def anywhere(form: Form) -> str:
    """The field of an index that holds all words of a text, wherever they stand."""
    return f"anywhere_{form}"


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

    @property
    def size(self) -> int:
        """How many texts it holds."""
        return int(self._searcher.num_docs)

    def is_behind(self, kinds: Sequence[str]) -> bool:
        """Whether anything of these kinds was said since."""
        return any(kind_of(key) in kinds for key in self._since)

    def settled(self, what: Asked, bounds: Bounds = EVERYWHERE) -> Asked:
        """The way of reading a query that finds something; the query itself if none does."""
        return next((way for way in what.ways if self.count(way, bounds)), what)

    def find(self, what: Asked, bounds: Bounds = EVERYWHERE, *, limit: int = 50, offset: int = 0) -> Hits:
        """Texts that answer, best first."""
        result: Any = self._searcher.search(self._query(what, bounds), limit, count=True, offset=offset)
        keys = (self._searcher.doc(address).get_first("key") for _score, address in result.hits)
        scores = (float(score) for score, _address in result.hits)
        return Hits(result.count, tuple(zip(map(str, keys), scores, strict=True)))

    def count(self, what: Asked, bounds: Bounds = EVERYWHERE) -> int:
        result: Any = self._searcher.search(self._within(self._answering(what), bounds), 1, count=True)
        return int(result.count)

    def numbers(
        self, what: Asked, bounds: Bounds = EVERYWHERE, *, limit: int = MOST, offset: int = 0
    ) -> tuple[int, ...]:
        """The numbers of the texts that answer, best first; of all texts in their own order where no word is asked."""
        if limit < 1:  # the engine panics when it is asked for nothing
            return ()
        limit, order = min(limit, max(self.size, 1)), None if what else "order"
        result: Any = self._searcher.search(
            self._query(what, bounds), limit, count=False, offset=offset, order_by_field=order
        )
        found: Any = self._searcher.fast_field_values("number", [address for _score, address in result.hits])
        return tuple(found)

    def marks(self, what: Asked, bounds: Bounds = EVERYWHERE) -> dict[str, int]:
        """How many of the texts that answer carry each mark."""
        terms = {"marks": {"terms": {"field": "marks", "size": MOST_MARKS}}}
        found = self._searcher.aggregate(self._within(self._answering(what), bounds), terms)
        return {bucket["key"]: bucket["doc_count"] for bucket in found["marks"]["buckets"]}

    def likely(self, what: Ranking, bounds: Bounds = EVERYWHERE, *, limit: int) -> tuple[str, ...]:
        """Keys of texts that have most of what is wanted, in a first order that `Ranking` mends."""
        parts = [(Occur.Should, query) for query in self._any(what)]
        result: Any = self._searcher.search(self._within(Query.boolean_query(parts), bounds), limit, count=False)
        return tuple(str(self._searcher.doc(address).get_first("key")) for _score, address in result.hits)

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

    def _any(self, ranking: Ranking) -> list[Query]:
        """Some of what is wanted will do; all of it side by side, which the engine reads fastest."""
        what = ranking.what
        telling = sorted(what.told, key=lambda told: -told.counts * ranking.worth(told.words))[:MOST_ASKED]
        found = []
        for told in telling:
            for word in told.words:
                found += self._everywhere(word, told.counts, bare=what.bare)
            for kin in told.kin:
                counts = told.counts * kin.counts
                found += self._side_by_side(kin.words, counts) or self._everywhere(kin.words[0], counts, bare=False)
        for left, right, counts in sorted(what.pairs, key=lambda pair: -pair[2])[: 2 * MOST_ASKED]:
            found += self._side_by_side((left, right), counts * PAIR)
        return found

    def _everywhere(self, word: Syllable, counts: float, *, bare: bool) -> list[Query]:
        form, token = (Form.FOLDED, word.folded) if bare else (Form.ACCENTED, word.accented)
        found = self._places(form, token, counts)
        if not bare and self.frequency(token, form) < DEEP:
            found += self._places(Form.FOLDED, word.folded, counts * LOOKS_ALIKE)
        return found

    def _side_by_side(self, words: Sequence[Syllable], counts: float) -> list[Query]:
        terms = [self._term(PAIRS, f"{left.folded}_{right.folded}") for left, right in pairwise(words)]
        return [Query.boost_query(term, counts / len(terms)) for term in terms]

    def _query(self, what: Asked, bounds: Bounds) -> Query:
        return self._within(self._words(what), bounds)

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

    def _words(self, what: Asked) -> Query:
        """What answers, in its order."""
        if not what:
            return Query.const_score_query(Query.all_query(), 0.0)
        telling, kin = what.telling, _kin_of(what)
        parts = [(Occur.Must, self._phrase(phrase)) for phrase in what.phrases]
        ways = [self._word(word, what, kin.get(word, ())) for word in telling]
        if telling and (len(telling) > 1 or parts):
            parts.append((Occur.Must, Query.const_score_query(self._having(what, kin), 0.0)))
        # what is typed bare and most often holds others together may be another word (de: để, dê)
        beside = [self._word(word, what, ()) for word in what.words if word not in telling and word.is_bare]
        parts += [(Occur.Should, query) for some in ways + beside for query in some]
        return Query.boolean_query(parts + [(Occur.Should, query) for query in self._neighbours(what.words)])

    def _answering(self, what: Asked) -> Query:
        """What answers, in no order."""
        if not what:
            return Query.all_query()
        parts = [(Occur.Must, self._phrase(phrase)) for phrase in what.phrases]
        if what.telling:
            parts.append((Occur.Must, self._having(what, _kin_of(what))))
        return Query.const_score_query(Query.boolean_query(parts), 0.0)

    def _having(self, what: Asked, kin: Mapping[Syllable, Sequence[Kin]]) -> Query:
        """Texts that have as many of the telling words as are needed, wherever these stand.

        Two of three words, three of four: each choice is asked for by itself, and the engine passes over what lacks one
        of them; where it is asked for a least number, it counts the words of every text that has any.
        """
        words = [self._has(word, what, kin.get(word, ())) for word in what.telling]
        if comb(len(words), what.needed) > MOST_CHOICES:
            return Query.boolean_query([(Occur.Should, word) for word in words], what.needed)
        choices = [
            Query.boolean_query([(Occur.Must, word) for word in choice]) for choice in combinations(words, what.needed)
        ]
        return Query.boolean_query([(Occur.Should, choice) for choice in choices]) if choices[1:] else choices[0]

    def _has(self, word: Syllable, what: Asked, kin: Sequence[Kin]) -> Query:
        """Texts that have a word, in one of the ways it may be read.

        Who types no accent at all means every accent. Who types some means what is written, or what looks alike of a
        word typed without; of a word typed with accents what looks alike only where a title has it ("tằm" is not asked
        for "Trung tâm").
        """
        ways = [self._term(anywhere(Form.FOLDED), word.folded)]
        if not word.is_bare:
            alike = self._term(field_of(Weight.TITLE, Form.FOLDED), word.folded)
            ways = [self._term(anywhere(Form.ACCENTED), word.accented), alike]
        if what.begun and word is what.words[-1]:
            form = Form.FOLDED if word.is_bare else Form.ACCENTED
            ways.append(Query.regex_query(self._schema, anywhere(form), _begins(word, form)))
        for one in kin:
            ways.append(
                self._side(one) if one.words[1:] else self._term(anywhere(Form.ACCENTED), one.words[0].accented)
            )
        return Query.boolean_query([(Occur.Should, way) for way in ways]) if ways[1:] else ways[0]

    def _word(self, word: Syllable, what: Asked, kin: Sequence[Kin]) -> list[Query]:
        """What a word counts in each place, read in each of its ways (`_has`); what only looks alike comes after."""
        if what.is_bare:
            ways = self._places(Form.FOLDED, word.folded, 1.0)
        else:
            ways = self._places(Form.ACCENTED, word.accented, 1.0)
            if word.is_bare:
                ways += self._places(Form.FOLDED, word.folded, BARE_AMONG_OTHERS)
            else:
                ways += self._places(Form.FOLDED, word.folded, OTHER_ACCENT, [Weight.TITLE])
        if what.begun and word is what.words[-1]:
            ways += self._going_on(word)
        for one in kin:
            ways += self._instead(one)
        return ways

    def _instead(self, kin: Kin) -> list[Query]:
        """Other words, wherever they stand; more than one must stand side by side."""
        if len(kin.words) == 1:
            return self._places(Form.ACCENTED, kin.words[0].accented, kin.counts)
        return [Query.boost_query(self._side(kin), kin.counts)]

    def _side(self, kin: Kin) -> Query:
        terms = [self._term(PAIRS, f"{left.folded}_{right.folded}") for left, right in pairwise(kin.words)]
        return Query.boolean_query([(Occur.Must, term) for term in terms]) if terms[1:] else terms[0]

    def _places(self, form: Form, token: str, factor: float, places: Iterable[Weight] = BOOST) -> list[Query]:
        return [Query.boost_query(self._term(field_of(place, form), token), BOOST[place] * factor) for place in places]

    def _going_on(self, word: Syllable) -> list[Query]:
        """Words that begin so."""
        form = Form.FOLDED if word.is_bare else Form.ACCENTED
        pattern = _begins(word, form)
        return [
            Query.boost_query(Query.regex_query(self._schema, field_of(place, form), pattern), boost * GOES_ON)
            for place, boost in BOOST.items()
        ]

    def _neighbours(self, words: Sequence[Syllable]) -> list[Query]:
        return [
            Query.boost_query(self._term(PAIRS, f"{left.folded}_{right.folded}"), PAIR)
            for left, right in pairwise(words)
        ]

    def _phrase(self, phrase: Sequence[Syllable]) -> Query:
        """These words side by side, in one place of a text."""
        form = Form.FOLDED if all(word.is_bare for word in phrase) else Form.ACCENTED
        tokens: list[Any] = [getattr(word, form) for word in phrase]
        places = []
        for weight, boost in BOOST.items():
            field = field_of(weight, form)
            query = Query.phrase_query(self._schema, field, tokens) if len(tokens) > 1 else self._term(field, tokens[0])
            places.append(Query.boost_query(query, boost))
        return Query.disjunction_max_query(places, 0.1)

    def _term(self, field: str, token: str) -> Query:
        return Query.term_query(self._schema, field, token, "freq")

    def _any_of(self, field: str, values: Collection[Any]) -> Query:
        """Narrows without a say in the order."""
        return Query.const_score_query(Query.term_set_query(self._schema, field, list(values)), 0.0)


def _begins(word: Syllable, form: Form) -> str:
    """The pattern of words that begin so; the tone stands behind the letters, wherever in the syllable it was typed."""
    token = word.folded if form is Form.FOLDED else word.accented
    tone = token[-1] if form is Form.ACCENTED and token[-1] in TONE else ""
    return f"{token.removesuffix(tone)}.*{tone}"


def _kin_of(what: Asked) -> dict[Syllable, tuple[Kin, ...]]:
    """What may stand for each word of a search, or for the compound it is part of."""
    found: dict[Syllable, tuple[Kin, ...]] = {}
    for span in spans(what.words, bare=what.is_bare):
        kin = tuple(one for one in span.kin if one.counts >= LEAST_KIN)[:MOST_KIN]
        found |= dict.fromkeys(what.words[span.start : span.stop], kin)
    return found
