"""tantivy: an index in a folder, one writer, any number of readers. Plain values in and out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Document, Occur, Query, Schema, SchemaBuilder, Searcher

from gieo.foundation.search.rules import Asked, Entry, Syllable, asked, needed, pairs, slips, syllables
from gieo.foundation.search.vocab import Form, Weight

FORMAT = 1  # raised when what an index holds changes; an index of another format is built anew
BOOST = {Weight.NUMBER: 6.0, Weight.TITLE: 3.0, Weight.NAMES: 1.5, Weight.BODY: 1.0}
PAIR = 0.6  # what two neighbours say beside their two words
OTHER_ACCENT = 0.12  # a word that only looks alike without accents, where accents were typed
BARE_AMONG_OTHERS = 0.6  # the same for a word typed without accents among others with: perhaps in a hurry
MOST_MENDED = 8  # words of a query; each is looked up with some hundred slips
WORDS = "whitespace"


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found, best first, and how many there are in all."""

    total: int
    found: tuple[tuple[str, float], ...]


def schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("marks", tokenizer_name=WORDS, index_option="basic")
    for weight in Weight:
        for form in Form:
            builder.add_text_field(f"{weight}_{form}", tokenizer_name=WORDS, index_option="position")
    for form in Form:
        builder.add_text_field(f"pairs_{form}", tokenizer_name=WORDS, index_option="freq")
    return builder.build()


def _document(entry: Entry) -> Document:
    document = Document()
    document.add_text("key", entry.key)
    document.add_text("kind", entry.kind)
    document.add_text("marks", " ".join(sorted(entry.marks)))
    neighbours: dict[Form, list[str]] = {form: [] for form in Form}
    for weight, text in entry.texts.items():
        words = syllables(text)
        for form in Form:
            tokens = [word.accented if form is Form.ACCENTED else word.folded for word in words]
            document.add_text(f"{weight}_{form}", " ".join(tokens))
            neighbours[form] += pairs(tokens)
    for form, tokens in neighbours.items():
        document.add_text(f"pairs_{form}", " ".join(tokens))
    return document


class Index:
    """An index on disk. `write` only in the process that holds the writer; `find` anywhere.

    What tantivy raises of a folder that is damaged is ValueError.
    """

    def __init__(self, folder: Path, *, fresh: bool = False) -> None:
        self.folder = folder
        if fresh:
            folder.mkdir(parents=True, mode=0o700)
        elif not (folder / "meta.json").exists():
            raise FileNotFoundError(folder)
        self._schema = schema()
        self._index = tantivy.Index(self._schema, path=str(folder))

    def write(self, entries: Iterable[Entry], dropped: Iterable[str] = ()) -> None:
        """Put these in place of what stands under their keys, take the dropped away, and commit once."""
        writer = self._index.writer(heap_size=64_000_000, num_threads=1)
        for key in dropped:
            writer.delete_documents_by_term("key", key)
        for entry in entries:
            writer.delete_documents_by_term("key", entry.key)
            writer.add_document(_document(entry))
        writer.commit()
        writer.wait_merging_threads()

    def searcher(self) -> Searcher:
        self._index.reload()
        return self._index.searcher()

    @property
    def size(self) -> int:
        """How many texts it holds."""
        return int(self.searcher().num_docs)

    def find(
        self,
        what: Asked,
        *,
        kinds: Sequence[str] = (),
        marks: Sequence[str] = (),
        limit: int = 50,
        offset: int = 0,
        loosely: bool = False,
    ) -> Hits:
        """Texts that answer, best first. Every mark must be there; one of the kinds. Loosely: any word will do.

        Where accents were typed and nothing has them, it answers as if none had been.
        """
        searcher = self.searcher()
        query = self._narrowed(self._words(what, loosely=loosely), kinds, marks)
        result: Any = searcher.search(query, limit, count=True, offset=offset)
        if not result.count and not what.is_bare:
            return self.find(what.bare, kinds=kinds, marks=marks, limit=limit, offset=offset, loosely=loosely)
        found = tuple((str(searcher.doc(address).get_first("key")), float(score)) for score, address in result.hits)
        return Hits(result.count, found)

    def mended(self, what: Asked, *, kinds: Sequence[str] = (), marks: Sequence[str] = ()) -> tuple[str, ...]:
        """The folded words of a query, those that nothing within the bounds has replaced by the nearest that most have.

        Nothing where there is nothing to replace. Only what stands within the bounds is ever named.
        """
        searcher = self.searcher()

        def texts_with(words: str) -> int:
            parts = words.split()
            if not all(any(searcher.doc_freq(f"{w}_{Form.FOLDED}", part) for w in Weight) for part in parts):
                return 0
            query = self._narrowed(self._words(asked(words), loosely=False), kinds, marks)
            result: Any = searcher.search(query, 1, count=True)
            return int(result.count)

        words = [word.folded for word in (*(word for phrase in what.phrases for word in phrase), *what.words)]
        words = words[:MOST_MENDED]
        meant = []
        for word in words:
            if texts_with(word):
                meant.append(word)
                continue
            count, nearest = max(((texts_with(slip), slip) for slip in sorted(slips(word))), default=(0, ""))
            meant.append(nearest if count else word)
        return tuple(" ".join(meant).split()) if meant != words else ()

    def _narrowed(self, query: Query, kinds: Sequence[str], marks: Sequence[str]) -> Query:
        parts: list[tuple[Occur, Query]] = [(Occur.Must, query)]
        parts += [(Occur.Must, self._silent(self._term("marks", mark))) for mark in marks]
        if kinds:
            parts.append((Occur.Must, self._silent(Query.term_set_query(self._schema, "kind", list(kinds)))))
        return Query.boolean_query(parts)

    def _words(self, what: Asked, *, loosely: bool) -> Query:
        if not what:
            return Query.all_query()
        telling = what.telling
        must = [(Occur.Must, self._phrase(phrase)) for phrase in what.phrases]
        if telling:
            words = [(Occur.Should, self._word(word, what)) for word in telling]
            must.append((Occur.Must, Query.boolean_query(words, 1 if loosely else needed(len(telling)))))
        beside = [self._word(word, what) for word in what.words if word not in telling]
        return Query.boolean_query(must + [(Occur.Should, query) for query in beside + self._neighbours(what.words)])

    def _word(self, word: Syllable, what: Asked) -> Query:
        """Wherever it stands, the best place counts.

        Who types no accent at all means every accent. Who types some means what is written; what looks alike comes
        after it, and of a word typed with accents only where a title has it ("tằm" is not asked for "Trung tâm").
        """
        if what.is_bare:
            ways = self._places(Form.FOLDED, word.folded, 1.0)
        else:
            ways = self._places(Form.ACCENTED, word.accented, 1.0)
            if word.is_bare:
                ways += self._places(Form.FOLDED, word.folded, BARE_AMONG_OTHERS)
            else:
                ways += self._places(Form.FOLDED, word.folded, OTHER_ACCENT, [Weight.TITLE])
        return Query.disjunction_max_query(ways, 0.1)

    def _places(self, form: Form, token: str, factor: float, places: Iterable[Weight] = BOOST) -> list[Query]:
        return [Query.boost_query(self._term(f"{place}_{form}", token), BOOST[place] * factor) for place in places]

    def _neighbours(self, words: Sequence[Syllable]) -> list[Query]:
        found = []
        for left, right in pairwise(words):
            bare = left.is_bare and right.is_bare
            form = Form.FOLDED if bare else Form.ACCENTED
            token = f"{getattr(left, form)}_{getattr(right, form)}"
            found.append(Query.boost_query(self._term(f"pairs_{form}", token), PAIR))
        return found

    def _phrase(self, phrase: Sequence[Syllable]) -> Query:
        """These words side by side, in one place of a text."""
        form = Form.FOLDED if all(word.is_bare for word in phrase) else Form.ACCENTED
        tokens: list[Any] = [getattr(word, form) for word in phrase]
        places = []
        for weight, boost in BOOST.items():
            field = f"{weight}_{form}"
            query = Query.phrase_query(self._schema, field, tokens) if len(tokens) > 1 else self._term(field, tokens[0])
            places.append(Query.boost_query(query, boost))
        return Query.disjunction_max_query(places, 0.1)

    def _term(self, field: str, token: str) -> Query:
        return Query.term_query(self._schema, field, token, "freq")

    def _silent(self, query: Query) -> Query:
        """Narrows without a say in the order."""
        return Query.boost_query(query, 0.0)
