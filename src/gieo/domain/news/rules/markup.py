"""The markup of an article: a handful of tags in one canonical form, and reading what stands in it.

The Writer takes markup that a sanitiser has passed and writes it anew: every character that reaches its output has
been escaped here, every tag is one of the tables below, and writing twice gives the same as writing once.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

from gieo.core.text import nfc, squeeze
from gieo.domain.news.rules.links import is_own, safe_href

HEADINGS = ("h2", "h3")
TEXT_BLOCKS = ("p", *HEADINGS)
LISTS = ("ul", "ol")
INLINE = ("strong", "em", "a", "span")
TAGS = frozenset((*TEXT_BLOCKS, *LISTS, "li", "blockquote", *INLINE, "br"))
ANCHOR = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,79}")
REL = "noopener noreferrer nofollow"

_ALIASES = {"b": "strong", "i": "em", "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3"}
_DEEPEST = 3  # lists in lists, quotes in quotes: deeper ones are drawn flat
_BLOCK = re.compile(r"</?(?:p|h[1-6]|ul|ol|li|blockquote)\b", re.IGNORECASE)
_MARKED = re.compile(r"</?(?:p|h[1-6]|ul|ol|li|blockquote|strong|em|b|i|a|span|br)\b[^<>]*>", re.IGNORECASE)


def visible(text: str) -> str:
    """Composed (NFC), without control characters, marks of direction and other letters that nobody sees.

    Text is composed piece by piece, never markup: ">" followed by U+0338 composes to "≯" and would swallow a tag.
    """
    kept = "".join(char for char in text if char in "\n\t" or not _is_unseen(char))
    return nfc(kept)


def _is_unseen(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


@dataclass
class _Open:
    tag: str
    at: int
    """Where its start stands in the output; a tag without content is taken back."""
    has_words: bool = False


@dataclass
class _State:
    out: list[str] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    ghosts: dict[str, int] = field(default_factory=dict)
    """Marks that were opened and not drawn, by tag: their ends are not drawn either."""


class Writer(HTMLParser):
    """Writes sanitised markup in its canonical form; see `write`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._s = _State()

    def result(self) -> str:
        self.close()
        while self._s.stack:
            self._pop()
        return "".join(self._s.out)

    # ---- what the parser calls

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag = _ALIASES.get(tag, tag)
        if tag == "br":
            if self._in_text_block() and not self._is_fresh():
                self._s.out.append("<br>")
        elif tag in INLINE:
            self._start_inline(tag, {name: value or "" for name, value in attrs})
        elif tag in TAGS:
            self._start_block(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        tag = _ALIASES.get(tag, tag)
        if tag not in TAGS or tag == "br":
            return
        if self._s.ghosts.get(tag):
            self._s.ghosts[tag] -= 1
            return
        for place in range(len(self._s.stack) - 1, -1, -1):
            if self._s.stack[place].tag == tag:
                while len(self._s.stack) > place:
                    self._pop()
                return
            if tag in INLINE and self._s.stack[place].tag not in INLINE:
                return  # a mark never reaches over the block it stands in

    def handle_data(self, data: str) -> None:
        text = visible(data)
        is_first = self._is_fresh() or not self._in_text_block()
        while text and (unicodedata.combining(text[0]) or (is_first and text[0].isspace())):
            text = text[1:]  # a combining mark without a letter would join the tag before it
        if not text:
            return
        self._open_text_block()
        self._s.out.append(escape(text, quote=False))
        for row in self._s.stack:
            row.has_words = True

    # ---- drawing

    def _start_inline(self, tag: str, attributes: dict[str, str]) -> None:
        is_open = any(row.tag == tag for row in self._s.stack)
        shown = "" if is_open else _inline(tag, attributes)
        if not shown:
            self._s.ghosts[tag] = self._s.ghosts.get(tag, 0) + 1
            return
        self._open_text_block()
        self._s.stack.append(_Open(tag, len(self._s.out)))
        self._s.out.append(shown)

    def _start_block(self, tag: str) -> None:
        self._close_while(*INLINE)
        self._close_while(*TEXT_BLOCKS)
        self._s.ghosts.clear()
        if tag == "li":
            self._start_item()
            return
        if self._is_too_deep(tag):
            return
        if self._top() in LISTS:
            self._push("li")
        if tag in HEADINGS and self._s.stack:
            tag = "p"  # headings part the article, not a list or a quotation
        self._push(tag)

    def _start_item(self) -> None:
        place = max((at for at, row in enumerate(self._s.stack) if row.tag in LISTS), default=-1)
        quote = max((at for at, row in enumerate(self._s.stack) if row.tag == "blockquote"), default=-1)
        if place < quote or place < 0:
            self._push("ul")
        while self._top() not in LISTS:
            self._pop()
        self._push("li")

    def _open_text_block(self) -> None:
        """Text lies in a paragraph, a heading or a list's item."""
        if self._in_text_block():
            return
        if self._top() in LISTS:
            self._push("li")
        if self._top() != "li":
            self._push("p")

    def _in_text_block(self) -> bool:
        return next((row.tag for row in reversed(self._s.stack) if row.tag not in INLINE), "") in (*TEXT_BLOCKS, "li")

    def _is_fresh(self) -> bool:
        """The innermost block has no words yet."""
        block = next((row for row in reversed(self._s.stack) if row.tag not in INLINE), None)
        return block is not None and not block.has_words

    def _is_too_deep(self, tag: str) -> bool:
        family = LISTS if tag in LISTS else ("blockquote",) if tag == "blockquote" else ()
        return sum(row.tag in family for row in self._s.stack) >= _DEEPEST

    def _top(self) -> str:
        return self._s.stack[-1].tag if self._s.stack else ""

    def _push(self, tag: str) -> None:
        self._s.stack.append(_Open(tag, len(self._s.out)))
        self._s.out.append(f"<{tag}>")

    def _pop(self) -> None:
        row = self._s.stack.pop()
        if len(self._s.out) == row.at + 1:
            del self._s.out[row.at :]
            return
        self._s.out.append(f"</{row.tag}>" + ("\n\n" if not self._s.stack else ""))

    def _close_while(self, *tags: str) -> None:
        while self._top() in tags:
            self._pop()


def _inline(tag: str, attributes: dict[str, str]) -> str:
    """The start of a mark, or "" for one that marks nothing."""
    if tag == "a":
        href = safe_href(attributes.get("href", ""))
        if href is None:
            return ""
        return f'<a href="{escape(href)}">' if is_own(href) else f'<a href="{escape(href)}" rel="{REL}">'
    if tag == "span":
        anchor = attributes.get("data-source", "")
        return f'<span data-source="{anchor}">' if ANCHOR.fullmatch(anchor) else ""
    return f"<{tag}>"


def write(markup: str) -> str:
    """Sanitised markup in its canonical form: blocks one below the other, text composed, links with their `rel`."""
    writer = Writer()
    writer.feed(markup)
    return writer.result().strip()


def as_markup(typed: str) -> str:
    """What was typed into a plain field, as markup: blank lines part paragraphs, markup that is there stays."""
    chunks = re.split(r"\n[ \t]*\n", typed.replace("\r\n", "\n").replace("\r", "\n").strip())
    return "\n\n".join(_paragraph(chunk.strip()) for chunk in chunks if chunk.strip())


def _paragraph(chunk: str) -> str:
    if _BLOCK.search(chunk):
        return chunk
    words = chunk if _MARKED.search(chunk) else escape(chunk, quote=False)
    return "<p>" + words.replace("\n", "<br>") + "</p>"


class _Reader(HTMLParser):
    """Gathers words: all of them, and those of each drafted sentence."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.free: list[str] = []
        self.sentences: dict[str, list[str]] = {}
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "span":
            self._open.append(dict(attrs).get("data-source") or "")
        elif tag == "br" or tag in TAGS - set(INLINE):
            self._say(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "span" and self._open:
            self._open.pop()
        elif tag in TAGS - set(INLINE):
            self._say(" ")

    def handle_data(self, data: str) -> None:
        self._say(data)

    def _say(self, words: str) -> None:
        self.words.append(words)
        if self._open and self._open[-1]:
            self.sentences.setdefault(self._open[-1], []).append(words)
        else:
            self.free.append(words)


def plain_text(markup: str) -> str:
    """The words of an article without its markup, on one line."""
    return squeeze("".join(_read(markup).words))


def free_text(markup: str) -> str:
    """Words that rest on no record."""
    return squeeze("".join(_read(markup).free))


def sentences_in(markup: str) -> dict[str, str]:
    """The words that stand for each drafted sentence now, by anchor."""
    return {anchor: squeeze("".join(words)) for anchor, words in _read(markup).sentences.items()}


def _read(markup: str) -> _Reader:
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader
