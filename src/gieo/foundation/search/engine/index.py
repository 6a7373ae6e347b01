"""tantivy: an index in a folder, one writer, any number of readers. What it holds, and writing it."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import tantivy
from tantivy import Document, Schema, SchemaBuilder

from gieo.foundation.search.engine.terms import PAIRS, anywhere, field_of
from gieo.foundation.search.engine.view import View
from gieo.foundation.search.rules import Entry, pairs
from gieo.foundation.search.rules.tokens import forms, neighbours
from gieo.foundation.search.vocab import Form, Weight

FORMAT = 7  # raised when what an index holds changes; an index of another format is built anew
WORDS = "whitespace"
APART = " . "  # between the places of a text: no phrase stands across it, and no word is written so
MUCH = 500_000_000  # bytes gathered before a piece is written, where many texts come at once; eight pieces are merged


def schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("number", indexed=True, fast=True)
    builder.add_unsigned_field("order", fast=True)
    builder.add_text_field("marks", tokenizer_name="raw", index_option="basic", fast=True)
    for form in Form:
        for weight in Weight:
            builder.add_text_field(field_of(weight, form), tokenizer_name=WORDS, index_option="position")
    builder.add_text_field(PAIRS, tokenizer_name=WORDS, index_option="freq")
    return builder.build()


def _document(entry: Entry) -> Document:
    document = Document()
    document.add_text("key", entry.key)
    document.add_text("kind", entry.kind)
    document.add_unsigned("number", entry.number)
    document.add_unsigned("order", entry.order)
    for mark in sorted(entry.marks):
        document.add_text("marks", mark)
    accented, folded, beside = [], [], []
    for weight, text in entry.texts.items():
        said = forms(text)
        accented.append(said.accented)
        folded.append(said.folded)
        if weight is Weight.BODY:
            beside.append(neighbours(said))
        else:
            document.add_text(field_of(weight, Form.ACCENTED), said.accented)
            document.add_text(field_of(weight, Form.FOLDED), said.folded)
            beside += pairs(said.folded.split())
    document.add_text(anywhere(Form.ACCENTED), APART.join(accented))
    document.add_text(anywhere(Form.FOLDED), APART.join(folded))
    document.add_text(PAIRS, " ".join(beside))
    return document


class Index:
    """An index on disk. `write` only in the process that holds the writer; `view` anywhere.

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
        self._index.config_reader("manual")  # `view` asks for what is new; no thread looks for it besides

    def fill(self, entries: Iterable[Entry]) -> None:
        """Write into an index that holds none of these yet: faster, and in few large pieces."""
        writer = self._index.writer(heap_size=MUCH, num_threads=1)
        try:
            for entry in entries:
                writer.add_document(_document(entry))
            writer.commit()
        finally:
            writer.wait_merging_threads()  # nothing is written in the folder any more, whatever happened

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

    def view(self, since: Mapping[str, frozenset[str] | None] | None = None) -> View:
        """The index as it stands now, with what was said since: marks by key, nothing of what is gone."""
        self._index.reload()
        return View(self._schema, self._index.searcher(), since or {})
