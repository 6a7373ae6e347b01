"""Which public pages readers may speak of, each with the door to its record: audience itself knows no room above it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.errors import NotFound
from gieo.domain.news.access import access_public_article, visible_articles


@dataclass(frozen=True)
class PageKind:
    """A kind of page that takes ratings and comments."""

    slug: str
    """Where its pages stand: /tin-tuc/<code>."""
    url_name: str
    title: Callable[[str], str]
    """The title of the public page. Raises NotFound."""
    titles: Callable[[Actor, Iterable[str]], dict[str, str]]
    """Titles by code for the office, public or not any more."""


@dataclass(frozen=True)
class Spoken:
    """The page one speaks of."""

    kind: str
    code: str
    title: str
    url: str


def _article_titles(actor: Actor, codes: Iterable[str]) -> dict[str, str]:
    return dict(visible_articles(actor).filter(code__in=list(codes)).values_list("code", "title"))


KINDS: Mapping[str, PageKind] = {
    "article": PageKind(
        "tin-tuc", "news_public:article", lambda code: access_public_article(code).title, _article_titles
    ),
}


def spoken_of(kind: str, code: str) -> Spoken:
    """The public page. Raises NotFound when nobody can read it now."""
    return Spoken(kind, code, KINDS[kind].title(code), reverse(KINDS[kind].url_name, args=[code]))


def titles(actor: Actor, rows: Iterable[Any]) -> dict[str, str]:
    """Titles of the pages of some discussions: one query for each kind."""
    codes: dict[str, set[str]] = {}
    for row in rows:
        codes.setdefault(row.kind, set()).add(row.code)
    found: dict[str, str] = {}
    for kind, wanted in codes.items():
        found |= KINDS[kind].titles(actor, wanted)
    return found


def kind_of(actor: Actor, code: str) -> str:
    """The kind of page that a code of the office belongs to. Raises NotFound."""
    for kind, page in KINDS.items():
        if page.titles(actor, [code]):
            return kind
    raise NotFound(_("Không có trang nào mang mã “%(code)s”.") % {"code": code})
