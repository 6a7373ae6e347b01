"""No word of the interface is left outside the catalogue: neither English in Vietnamese pages nor the other way.

The whole office is walked with a marker round every translation: ⟦…⟧ stands round each text that came through gettext
and that somebody has translated. What people can read and that is neither marked nor data of the story was forgotten:
words typed into a template or into Python, or a message of another package. (That the English of the catalogue is
complete is what `./gieo check` says.)
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from html.parser import HTMLParser
from pathlib import Path

import django
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.apps import apps
from django.conf import LazySettings
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from gieo.foundation.accounts.models import User
from tests.house.sources import PACKAGE
from tests.house.world import Story, addresses

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.looks]

READERS = ("O", "A", "-")  # most pages open to an officer, some to the administrator alone, sign-in to strangers
READABLE = {"title", "aria-label", "alt", "placeholder", "data-l", "data-some", "data-none", "data-said", "label"}
NAMES = {"gieo", "pdf", "word", "excel", "json", "qr", "sha", "khcn", "ctrl", "tiếng việt", "english", "csv", "zip"}
"""Names that are the same in every language."""
ADDRESSES = re.compile(r"https?://\S+|\S+@\S+")
FINGERPRINTS = re.compile(r"\b[0-9a-f]{4}(?: [0-9a-f]{4})+\b")
MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
WORDS = re.compile(r"[^\W\d_]{2,}(?:[ '’-][^\W\d_]+)*")


def known_texts() -> Iterator[tuple[str | tuple[str, str], str, str | None]]:
    """Every text that has a translation, how it reads in Vietnamese, and its context: ours, and those of Django."""
    with (PACKAGE / "locale/en/LC_MESSAGES/django.po").open("rb") as file:
        for message in read_po(file):
            if message.id:
                yield message.id, message.id[-1] if isinstance(message.id, tuple) else message.id, message.context
    for folder in ("conf", "contrib/auth"):
        path = Path(django.__file__).parent / folder / "locale/vi/LC_MESSAGES/django.po"
        with path.open("rb") as file:
            for message in read_po(file):
                said = message.string[0] if isinstance(message.string, tuple) else message.string
                if message.id and said:
                    yield message.id, said, message.context


@pytest.fixture
def marked(settings: LazySettings, tmp_path: Path) -> None:
    """Vietnamese with a marker round every text of the catalogue."""
    catalogue = Catalog(locale="vi")
    for text, said, context in known_texts():
        catalogue.add(text, f"⟦{said}⟧" if isinstance(text, str) else (f"⟦{said}⟧",), context=context)
    target = tmp_path / "vi/LC_MESSAGES/django.mo"
    target.parent.mkdir(parents=True)
    with target.open("wb") as file:
        write_mo(file, catalogue)
    settings.LOCALE_PATHS = [tmp_path]


class Page(HTMLParser):
    """What a reader, or a reader of screens, gets to know from a page; what names its own language is data."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.open: list[tuple[str, bool]] = []
        """Tags that are open, and whether they are left out."""

    @property
    def left_out(self) -> bool:
        return any(silent for _tag, silent in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        is_data = "lang" in values and tag != "html"
        if tag not in VOID:
            self.open.append((tag, tag in ("script", "style") or is_data or values.get("aria-hidden") == "true"))
        if self.left_out:
            return
        self.said += [values[name] or "" for name in values if name in READABLE]
        if tag == "meta" and values.get("name") == "description":
            self.said.append(values.get("content") or "")
        if tag == "input" and values.get("type") in ("submit", "button"):
            self.said.append(values.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self.left_out:
            self.said.append(data)


VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])


def unmarked(html: str) -> set[str]:
    """Pieces of text that came through no catalogue."""
    page = Page()
    page.feed(html)
    text = "\n".join(page.said)
    while MARKED.search(text):
        text = MARKED.sub("\n", text)
    text = FINGERPRINTS.sub("\n", ADDRESSES.sub("\n", text))
    return {piece for piece in WORDS.findall(text.lower()) if piece not in NAMES}


def data_of_the_story() -> str:
    """Everything that stands in a table or in a file of data, in one text."""
    found = [path.read_text(encoding="utf-8") for path in PACKAGE.glob("domain/*/data/**/*.toml")]
    for model in apps.get_models():
        names = [field.name for field in model._meta.concrete_fields if field.get_internal_type() in TEXTS]
        for row in model._base_manager.values_list(*names) if names else ():
            found += [value if isinstance(value, str) else json.dumps(value, ensure_ascii=False) for value in row]
    return "\n".join(found).lower()


TEXTS = {"CharField", "TextField", "EmailField", "JSONField", "SlugField"}


def test_what_was_forgotten_is_seen() -> None:
    page = """<html lang="vi"><title>⟦Kết quả⟧ · Gieo</title><p>⟦a@b.vn có ⟦hai⟧ kết quả⟧ c@d.vn Save</p>
      <td data-l="Ngày">7</td>
      <input type="submit" value="Gửi đi"><p lang="vi">Lúa</p><svg><path d="M0"/></svg>
      <b aria-hidden="true">AB</b></html>"""
    assert unmarked(page) == {"save", "ngày", "gửi đi"}


def pages(client: Client, address: str) -> Iterator[str]:
    """The page as it opens, and as it comes back when nothing was filled in; what that wrote is rolled back."""
    for method in ("get", "post"):
        cache.clear()
        with transaction.atomic():
            answer = getattr(client, method)(address)
            transaction.set_rollback(True)
        if answer.streaming:
            list(answer.streaming_content)
        elif answer.status_code in (200, 422) and answer.headers.get("Content-Type", "").startswith("text/html"):
            yield answer.content.decode()


def test_every_word_of_the_interface_can_be_translated(story: Story, marked: None) -> None:
    data = data_of_the_story()
    forgotten: dict[str, set[str]] = {}
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for letter in READERS:
        client = Client()
        if letter in story.people:
            client.force_login(User.objects.get(pk=story.people[letter]))
        cookies = deepcopy(client.cookies)
        for name, arguments in set(addresses()) - seen:
            client.cookies = deepcopy(cookies)
            for html in pages(client, reverse(name, kwargs=story.values_for(name, arguments))):
                seen.add((name, arguments))
                for piece in unmarked(html):
                    if piece not in data:
                        forgotten.setdefault(piece, set()).add(name)
    lines = [f"“{piece}” in {', '.join(sorted(names)[:3])}" for piece, names in sorted(forgotten.items())]
    assert not lines, "Put these texts through gettext, or translate them.\n" + "\n".join(lines)
