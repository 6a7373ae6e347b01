"""Articles before the public: the list, a page for each, its print, its photographs."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core.text import squeeze
from gieo.domain.news.access import access_public_article, access_public_photo, as_read, shown_photos
from gieo.domain.news.models import ArticleVersion
from gieo.domain.news.queries.public import (
    corrections,
    covers,
    named_results,
    newest_articles,
    related_articles,
    years_published,
)
from gieo.domain.results.access import hidden_names
from gieo.domain.transfers.access import public_conferences, public_lines
from gieo.domain.transfers.queries.figures import line_figures, lines_of_conference
from gieo.domain.transfers.vocab import FigureKind
from gieo.domain.transfers.wording import figure_words
from gieo.interfaces.web.news import shown
from gieo.interfaces.web.ui.components import Link, Photo
from gieo.interfaces.web.ui.exporting import exported_to_all
from gieo.interfaces.web.ui.formats import to_date
from gieo.interfaces.web.ui.lists import Column, Filter, ListPage
from gieo.interfaces.web.ui.pages import page, public, public_address, reads, shared
from gieo.interfaces.web.ui.serving import picture_response
from gieo.interfaces.web.ui.sharing import ShareCard

PER_PAGE = 12
ANCHORS = {
    FigureKind.RESULTS: "ket-qua",
    FigureKind.PRODUCTS: "san-pham",
    FigureKind.UNITS: "don-vi",
    FigureKind.ENTERPRISES: "doanh-nghiep",
}


@public
@reads
@shared
def articles(request: HttpRequest) -> HttpResponse:
    words = squeeze(request.GET.get("q", ""))[:200]
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else None
    found = Paginator(newest_articles(words, year), PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    here = reverse("news_public:list")
    years = [Link(str(one), f"{here}?nam={one}") for one in years_published()]
    return page(
        request,
        "news/public_list.html",
        found=found,
        rows=tiles(list(found.object_list), hidden_names()),
        words=words,
        year=year,
        years=[Link(_("Mọi năm"), here), *years] if years else [],
        current=f"{here}?nam={year}" if year else here,
        query=query.urlencode(),
        list=_listed(request),
        trail=[Link(_("Trang chủ"), reverse("portal_public:home")), Link(_("Tin tức"))],
    )


def _listed(request: HttpRequest) -> ListPage:
    """The same list, for a file."""
    hidden = cache(hidden_names)
    return ListPage(
        request,
        newest_articles(),
        title=_("Tin tức"),
        noun=lambda n: ngettext("%(count)s tin bài", "%(count)s tin bài", n),
        columns=[
            Column("published", _("Ngày đăng"), lambda row: to_date(row.article.published_at), kind="date"),
            Column("title", _("Tiêu đề"), lambda row: as_read([row], hidden())[0].title, width=40),
            Column("unit", _("Đơn vị viết bài"), lambda row: row.author_unit.name if row.author_unit else ""),
            Column("address", _("Địa chỉ"), lambda row: public_address(_address(row)), on_screen=False),
        ],
        filters=[Filter("nam", _("Năm"), "article__published_at__year", _years, counted=False)],
        search=("folded",),
        order=("-article__published_at", "-pk"),
    )


def _address(row: ArticleVersion) -> str:
    return reverse("news_public:article", args=[row.article.code])


def _years() -> list[tuple[str, str]]:
    return [(str(year), str(year)) for year in years_published()]


export = exported_to_all(_listed)


def tiles(rows: list[ArticleVersion], names: Sequence[str]) -> list[tuple[ArticleVersion, Photo | None]]:
    """Articles with their first picture, without the hidden names. One query for all pictures."""
    pictures, rows = covers(rows, names), as_read(rows, names)
    return [
        (row, shown.public_photo(pictures[row.pk], row.article.code, width=480) if row.pk in pictures else None)
        for row in rows
    ]


@public
@reads
@shared
def article(request: HttpRequest, code: str) -> HttpResponse:
    names = hidden_names()
    found = access_public_article(code, names)
    photos = [shown.public_photo(photo, code) for photo in shown_photos(found, names)]
    address = public_address(request.path)
    return page(
        request,
        "news/public.html",
        **_content(found),
        photos=photos,
        conference=_conference(found),
        results=list(named_results(found)),
        related=tiles(related_articles(found), names),
        address=address,
        card=_card(found, address, photos),
        page_key=f"article:{code}",
        trail=[
            Link(_("Trang chủ"), reverse("portal_public:home")),
            Link(_("Tin tức"), reverse("news_public:list")),
            Link(code),
        ],
    )


def _content(found: ArticleVersion) -> dict[str, Any]:
    return {
        "version": found,
        "article": found.article,
        "body": mark_safe(found.body),  # noqa: S308 - sanitised when it was written (domain/news/engine.py)
        "corrected": [shown.correction_words(row) for row in corrections(found)],
    }


def _conference(found: ArticleVersion) -> dict[str, Any] | None:
    """The conference an article tells of, with its counts, each leading to its rows; None while it is not public."""
    conference = found.conference
    if conference is None or not public_conferences().filter(pk=conference.pk).exists():
        return None
    url = reverse("transfers_public:conference", args=[conference.code])
    counted = line_figures(lines_of_conference(conference, public_lines()), conference.held_on)
    figures = [
        (counted.of(kind), figure_words(kind, counted.of(kind)), f"{url}#{ANCHORS[kind]}")
        for kind in FigureKind
        if counted.of(kind)
    ]
    return {"record": conference, "url": url, "figures": figures}


def _card(found: ArticleVersion, address: str, photos: list[Photo]) -> ShareCard:
    image = public_address(reverse("portal_public:card", args=["tin-tuc", found.article.code]))
    publisher = {"@type": "GovernmentOrganization", "name": "Sở Khoa học và Công nghệ tỉnh Điện Biên"}
    return ShareCard(
        title=found.title,
        description=found.lead,
        address=address,
        image=image,
        image_alt=photos[0].caption if photos else "",
        kind="article",
        published=found.article.published_at,
        changed=found.published_at if found.is_correction else None,
        data={
            "@type": "NewsArticle",
            "headline": found.title[:110],
            "description": found.lead,
            "inLanguage": "vi",
            "datePublished": found.article.published_at,
            "dateModified": found.published_at,
            "author": {"@type": "Person", "name": found.byline, "affiliation": found.author_unit.name},
            "publisher": publisher,
            "image": [image],
            "mainEntityOfPage": address,
        },
    )


@public
@reads
@shared
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """The article as it is printed, with the way back to the page."""
    names = hidden_names()
    found = access_public_article(code, names)
    return page(
        request,
        "news/sheet.html",
        **_content(found),
        photos=[shown.public_photo(photo, code) for photo in shown_photos(found, names)],
        address=public_address(shown.public_address(code)),
        back=shown.public_address(code),
    )


@public
@reads
def picture(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A photograph of a published article whose people agree; anything else is not there."""
    return picture_response(request, access_public_photo(code, pk).photograph.file, public=True)
