"""What is asked, in the terms of tantivy: which texts answer, and what counts how much in their order."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import comb
from typing import Any

from tantivy import Occur, Query, Schema

from gieo.foundation.search.rules import Asked, Syllable, needed
from gieo.foundation.search.rules.kin import Kin, spans
from gieo.foundation.search.rules.ranking import Ranking
from gieo.foundation.search.vocab import Form, Share, Weight

BOOST = {Weight.NUMBER: 6.0, Weight.TITLE: 3.0, Weight.NAMES: 1.5, Weight.BODY: 1.0}
BESIDE_BODY = tuple(place for place in BOOST if place is not Weight.BODY)
PAIR = 0.6  # what two neighbours say beside their two words
OTHER_ACCENT = 0.12  # a word that only looks alike without accents, where accents were typed
BARE_AMONG_OTHERS = 0.6  # the same for a word typed without accents among others with: perhaps in a hurry
GOES_ON = 0.8  # a word of which only the beginning was typed
TONE = "12345"
PAIRS = "pairs"
MOST_RAREST = 4  # words of a long question that say which texts answer; the others say which come first
MOST_CHOICES = 4  # of so many words as are needed, each asked by itself; beyond, the engine counts text by text
MOST_LOOKED_UP = 64  # terms one within another: the engine goes into itself for each
MOST_ASKED = 40  # words of a long text that are looked for, the most telling ones
FEW = 200  # texts that have a word as it was typed: with so few of them what looks alike is looked for too
LOOKS_ALIKE = 0.2  # what that counts where any of the words will do
MOST_KIN = 4  # other words that may stand for one of a search
LEAST_KIN = 0.5  # what counts less brings in too much where every hit is shown and counted


def field_of(place: Weight, form: Form) -> str:
    """The field of an index that holds the words of one place of a text in one form; the body's is `anywhere`."""
    return anywhere(form) if place is Weight.BODY else f"{place}_{form}"


def anywhere(form: Form) -> str:
    """The field of an index that holds all words of a text, wherever they stand."""
    return f"anywhere_{form}"


@dataclass(frozen=True, slots=True)
class Reading:
    """A word in each way it may be read: a text that has any of `ways` has the word; `more` only counts beside them."""

    word: Syllable
    ways: tuple[Query, ...]
    more: tuple[Query, ...]


class Terms:
    """Queries over the fields of an index; `frequency` is in how many of its texts a token stands in a form."""

    def __init__(self, schema: Schema, frequency: Callable[[str, Form], int]) -> None:
        self._schema = schema
        self._frequency = frequency

    def answering(self, what: Asked) -> Query:
        """What answers, in no order."""
        if not what:
            return Query.all_query()
        parts = [self._phrase(phrase) for phrase in what.phrases]
        if what.telling:
            deciding, least = self._deciding(what, self._readings(what))
            parts.append(_some(deciding, least))
        return Query.const_score_query(_all(parts), 0.0)

    def ordered(self, what: Asked) -> Query:
        """The same in their order: what each word counts in each place, and what neighbours count side by side.

        Where every deciding word is needed, the engine reads their texts once, to decide and to count.
        """
        if not what:
            return Query.const_score_query(Query.all_query(), 0.0)
        must = [self._phrase(phrase) for phrase in what.phrases]
        readings = self._readings(what)
        deciding, least = self._deciding(what, readings)
        if least == len(deciding):
            must += [_any(reading.ways) for reading in deciding]
            counted = [query for reading in readings if reading not in deciding for query in reading.ways]
        else:
            must.append(Query.const_score_query(_some(deciding, least), 0.0))
            counted = [query for reading in readings for query in reading.ways]
        # what is typed bare and most often holds others together may be another word (de: để, dê)
        held = [self._read(word, what, ()) for word in what.words if word not in what.telling and word.is_bare]
        counted += [query for reading in held for query in reading.ways]
        counted += [query for reading in (*readings, *held) for query in reading.more]
        counted += [Query.boost_query(self._pair(*pair), PAIR) for pair in pairwise(what.words)]
        if what.share is Share.BUT_ONE and len(counted) <= MOST_LOOKED_UP:
            return _one_by_one(_all(must), counted)
        return Query.boolean_query([(Occur.Must, query) for query in must] + [(Occur.Should, one) for one in counted])

    def likely(self, ranking: Ranking) -> Query:
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
        return Query.boolean_query([(Occur.Should, query) for query in found])

    def shares(self, what: Asked) -> tuple[Share, ...]:
        """How many of its words a text may be asked for, the strictest first; those of few words say the same."""
        if what.share is not Share.MOST or len(what.telling) <= 2:
            return (what.share,)
        return (Share.RAREST, *((Share.BUT_ONE,) if len(what.telling) > MOST_RAREST else ()), Share.MOST)

    def _everywhere(self, word: Syllable, counts: float, *, bare: bool) -> list[Query]:
        found = self._places(Form.FOLDED if bare else Form.ACCENTED, word, counts)
        if not bare and self._frequency(word.accented, Form.ACCENTED) < FEW:
            found += self._places(Form.FOLDED, word, counts * LOOKS_ALIKE)
        return found

    def _side_by_side(self, words: Sequence[Syllable], counts: float) -> list[Query]:
        terms = [self._pair(*pair) for pair in pairwise(words)]
        return [Query.boost_query(term, counts / len(terms)) for term in terms]

    def _readings(self, what: Asked) -> list[Reading]:
        kin = _kin_of(what)
        return [self._read(word, what, kin.get(word, ())) for word in what.telling]

    def _deciding(self, what: Asked, readings: Sequence[Reading]) -> tuple[Sequence[Reading], int]:
        """The words that decide, and how many of them a text must have. A word that no text has is none of the rarest:
        it tells nothing."""
        if what.share is Share.ANY:
            return readings, 1
        if what.share is Share.MOST:
            return readings, needed(len(readings))
        often = {reading.word: self._often(reading.word) for reading in readings}
        rarest = sorted(readings, key=lambda one: (not often[one.word], often[one.word]))[:MOST_RAREST]
        return rarest, len(rarest) - (what.share is Share.BUT_ONE)

    def _often(self, word: Syllable) -> int:
        """How many texts have a word as it was typed."""
        form, token = _typed(word)
        return self._frequency(token, form)

    def _read(self, word: Syllable, what: Asked, kin: Sequence[Kin]) -> Reading:
        """Who types no accent at all means every accent. Who types some means what is written, or what looks alike of a
        word typed without; of a word typed with accents what looks alike only in a title ("tằm" is not asked for
        "Trung tâm"), where few texts have it as typed."""
        form, token = _typed(word)
        counts = 1.0 if what.is_bare or not word.is_bare else BARE_AMONG_OTHERS
        ways = self._places(form, word, counts, [Weight.BODY])
        more = self._places(form, word, counts, BESIDE_BODY)
        if counts < 1:
            more += self._places(Form.ACCENTED, word, 1.0)
        if not word.is_bare and self._often(word) < FEW:
            ways += self._places(Form.FOLDED, word, OTHER_ACCENT, [Weight.TITLE])
        if what.begun and word is what.words[-1]:
            begins = {
                place: Query.regex_query(self._schema, field_of(place, form), _begins(token, form)) for place in BOOST
            }
            ways.append(Query.boost_query(begins[Weight.BODY], GOES_ON))
            more += [Query.boost_query(begins[place], BOOST[place] * GOES_ON) for place in BESIDE_BODY]
        for one in kin:
            if one.words[1:]:
                ways.append(Query.boost_query(_all([self._pair(*pair) for pair in pairwise(one.words)]), one.counts))
            else:
                ways += self._places(Form.ACCENTED, one.words[0], one.counts, [Weight.BODY])
                more += self._places(Form.ACCENTED, one.words[0], one.counts, BESIDE_BODY)
        return Reading(word, tuple(ways), tuple(more))

    def _places(self, form: Form, word: Syllable, counts: float, places: Iterable[Weight] = BOOST) -> list[Query]:
        token = word.folded if form is Form.FOLDED else word.accented
        return [Query.boost_query(self._term(field_of(place, form), token), BOOST[place] * counts) for place in places]

    def _pair(self, left: Syllable, right: Syllable) -> Query:
        return self._term(PAIRS, f"{left.folded}_{right.folded}")

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


def _any(queries: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries]) if len(queries) > 1 else queries[0]


def _all(queries: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries]) if len(queries) > 1 else queries[0]


def _some(readings: Sequence[Reading], least: int) -> Query:
    """What has so many of these words. Of few words each choice is asked for by itself, and the engine passes over what
    lacks one of them; where it is asked for a least number, it counts the words of every text that has any."""
    words = [_any(reading.ways) for reading in readings]
    if comb(len(words), least) > MOST_CHOICES:
        return Query.boolean_query([(Occur.Should, word) for word in words], least)
    return _any([_all(choice) for choice in combinations(words, least)])


def _one_by_one(query: Query, counted: Sequence[Query]) -> Query:
    """The same texts and order, each of the others looked up only in what answers. Side by side the engine reads them
    from end to end, which takes twice as long where a few thousand texts answer."""
    for one in counted:
        query = Query.boolean_query([(Occur.Must, query), (Occur.Should, one)])
    return query


def _typed(word: Syllable) -> tuple[Form, str]:
    return (Form.FOLDED, word.folded) if word.is_bare else (Form.ACCENTED, word.accented)


def _begins(token: str, form: Form) -> str:
    """The pattern of words that begin so; the tone stands behind the letters, wherever in the syllable it was typed."""
    tone = token[-1] if form is Form.ACCENTED and token[-1] in TONE else ""
    return f"{token.removesuffix(tone)}.*{tone}"


def _kin_of(what: Asked) -> dict[Syllable, tuple[Kin, ...]]:
    """What may stand for each word of a search, or for the compound it is part of."""
    found: dict[Syllable, tuple[Kin, ...]] = {}
    for span in spans(what.words, bare=what.is_bare):
        kin = tuple(one for one in span.kin if one.counts >= LEAST_KIN)[:MOST_KIN]
        found |= dict.fromkeys(what.words[span.start : span.stop], kin)
    return found
