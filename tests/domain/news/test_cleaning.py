"""Markup from anybody is attacked here: nothing of it gets in that is not of the house."""

from __future__ import annotations

import re
import time
import unicodedata
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as some
from lxml import html as second

from gieo.domain.news.engine import clean
from gieo.domain.news.rules.links import safe_href
from gieo.domain.news.rules.markup import REL, TAGS, as_markup, free_text, plain_text, sentences_in, write
from gieo.domain.news.rules.size import has_too_many_tags, is_too_long
from gieo.domain.news.vocab import MOST_TAGS
from tests.domain.news.attacks import ATTACKS, MENDED


class Judge(HTMLParser):
    """The standard library's parser, as strict as can be: only tags, attributes and addresses of the house."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        allowed = {"a": {"href", "rel"}, "span": {"data-source"}}.get(tag, set())
        given = dict(attrs)
        if tag not in TAGS or len(given) != len(attrs) or set(given) - allowed:
            self.faults.append(f"<{tag} {attrs}>")
        if tag == "a":
            self.judge_link(given)

    def judge_link(self, given: dict[str, str | None]) -> None:
        href = given.get("href") or ""
        own = href.startswith("/") and not href.startswith("//")
        if not own and not re.match(r"(https?://[a-z0-9]|mailto:[\w.+-]+@|tel:\+?\d)", href, re.IGNORECASE):
            self.faults.append(f"address {href!r}")
        if given.get("rel") != (None if own else REL):
            self.faults.append(f"rel {given}")

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"comment {data!r}")

    def handle_decl(self, decl: str) -> None:
        self.faults.append(f"declaration {decl!r}")

    def unknown_decl(self, data: str) -> None:
        self.faults.append(f"declaration {data!r}")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"instruction {data!r}")


def faults(markup: str) -> list[str]:
    """What two parsers find in cleaned markup that does not belong there."""
    judge = Judge()
    judge.feed(markup)
    judge.close()
    found = judge.faults
    for element in second.fragment_fromstring(markup, create_parent="div").iter() if markup else ():
        if not isinstance(element.tag, str) or element.tag not in TAGS | {"div"}:
            found.append(f"lxml: {element.tag}")
        elif set(element.attrib) - {"href", "rel", "data-source"}:
            found.append(f"lxml: {element.attrib}")
    hidden = [char for char in markup if unicodedata.category(char) in ("Cf", "Cs", "Co", "Cn")]
    if hidden or any(unicodedata.category(char) == "Cc" and char not in "\n\t" for char in markup):
        found.append(f"unseen {hidden!r}")
    return found


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_gets_in(attack: str) -> None:
    cleaned = clean(attack)
    assert not faults(cleaned)
    assert clean(cleaned) == cleaned
    assert write(cleaned) == cleaned


@pytest.mark.parametrize("given, wanted", MENDED)
def test_what_may_stay_stays_in_one_form(given: str, wanted: str) -> None:
    assert clean(given) == wanted
    assert clean(wanted) == wanted


def test_text_is_composed_piece_by_piece_and_never_over_a_tag() -> None:
    """NFC of ">" and U+0338 is "≯": composing whole markup would swallow the end of a tag."""
    assert clean("<p>\u0338e\u0302\u0301</p>") == "<p>\u1ebf</p>"
    assert unicodedata.is_normalized("NFC", clean("<p>x</p>\u0338<p>\u0338y</p>"))


def test_a_megabyte_is_refused_before_it_is_read() -> None:
    assert is_too_long("a" * 1_000_000)
    assert is_too_long("ữ" * 70_000)
    assert not is_too_long("a" * 200_000)
    assert has_too_many_tags("<b>" * (MOST_TAGS + 1))
    assert not has_too_many_tags("<b>" * MOST_TAGS)


@pytest.mark.parametrize(
    "bomb", ["<ul><li>", "<blockquote>", "<b>x", "<span data-source=a>", "<a href=/x>", "<svg>", "&#"]
)
def test_what_is_let_through_costs_little(bomb: str) -> None:
    started = time.process_time()
    assert not faults(clean((bomb * MOST_TAGS)[:200_000]))
    assert time.process_time() - started < 3


MARKS = some.sampled_from(
    ["p", "h1", "h2", "h3", "ul", "ol", "li", "blockquote", "strong", "b", "em", "i", "a", "span", "br", "div", "table",
     "td", "svg", "math", "mtext", "mglyph", "style", "script", "form", "template", "noscript", "title", "textarea",
     "select", "option", "button", "annotation-xml", "foreignObject", "desc", "x-y"]
)  # fmt: skip
ATTRIBUTES = some.sampled_from(
    ["", ' href="/x"', ' href="https://vn.vn/?a=1&b=2"', ' href="javascript:1"', ' data-source="s-1"', " onclick=x",
     ' style="a"', ' href="//x.vn"', ' data-source="a b"', ' href="mailto:a@b.vn"', " href='java&#10;script:1'"]
)  # fmt: skip
TEXTS = some.one_of(
    some.text(max_size=6),
    some.sampled_from(
        [" ", "\n\n", "\u0338", "\u202e", "\u200b", "&lt;", "&amp;", "&nbsp;", "<!--", "-->", "<![CDATA[", "]]>"]
    ),
)
PIECES = some.one_of(
    some.builds(lambda tag, more: f"<{tag}{more}>", MARKS, ATTRIBUTES),
    some.builds(lambda tag: f"</{tag}>", MARKS),
    TEXTS,
)


@given(some.lists(PIECES, max_size=25).map("".join))
def test_random_markup_is_cleaned_once_and_for_all(markup: str) -> None:
    cleaned = clean(markup)
    assert not faults(cleaned)
    assert clean(cleaned) == cleaned


@given(some.text(max_size=200))
def test_plain_words_come_through(text: str) -> None:
    assert not faults(clean(as_markup(text)))


@pytest.mark.parametrize(
    "address",
    ["/tin-tuc/TT-2023-001", "https://dienbien.gov.vn/a?b=1#c", "HTTP://a.vn", "mailto:so@dienbien.gov.vn",
     "tel:+84 215 000 0001", "https://a.vn:8443/x"],
)  # fmt: skip
def test_links_that_lead_somewhere_known(address: str) -> None:
    assert safe_href(address) is not None


@pytest.mark.parametrize(
    "address",
    ["", "javascript:alert(1)", "JaVaScRiPt:1", "java\tscript:1", "java\u200bscript:1", "\u0001javascript:1",
     "data:text/html,x", "vbscript:x", "//evil.vn", "/\\evil.vn", "\\\\evil.vn", "https:evil.vn", "https://",
     "https://user@evil.vn", "https://a b.vn", "ftp://a.vn", "file:///etc/passwd", "blob:https://a.vn/1",
     "tel:javascript", "mailto:x", "feed:javascript:1", "x", "#x", "?x", "https://a.vn/\u202egpj", "https://-/",
     "https://[::1]/", "https://a.vn:port/", "http:\n//a.vn", "https://a.vn/" + "x" * 2000],
)  # fmt: skip
def test_links_that_lead_nowhere_good(address: str) -> None:
    assert safe_href(address) is None


def test_a_look_alike_host_shows_its_true_letters() -> None:
    assert safe_href("https://g\u043e\u043egle.com/x") == "https://xn--ggle-55da.com/x"


def test_what_is_typed_without_a_script_becomes_paragraphs() -> None:
    assert clean(as_markup("Một.\r\nHai.\r\n\r\n3 < 4 & 5\n")) == "<p>Một.<br>Hai.</p>\n\n<p>3 &lt; 4 &amp; 5</p>"
    kept = "<h2>Ai nhận gì</h2>\n\n<ul><li><p>a</p></li></ul>"
    assert clean(as_markup(f"{kept}\n\nMới <em>thêm</em>")) == f"{kept}\n\n<p>Mới <em>thêm</em></p>"


def test_words_are_read_back_by_sentence() -> None:
    body = (
        '<p><span data-source="a">Một <strong>hai</strong></span> tự do <span data-source="b">ba.</span></p><p>cuối</p>'
    )
    assert sentences_in(body) == {"a": "Một hai", "b": "ba."}
    assert free_text(body) == "tự do cuối"
    assert plain_text(body) == "Một hai tự do ba. cuối"
