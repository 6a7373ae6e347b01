"""What machines ask of the portal: the map of its pages, and where they may look."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from gieo.domain.needs.access import public_needs
from gieo.domain.needs.models import Need
from gieo.domain.news.access import public_articles
from gieo.domain.news.models import ArticleVersion
from gieo.domain.results.access import public_results
from gieo.domain.results.models import Result
from gieo.domain.transfers.access import public_conferences
from gieo.domain.transfers.models import Conference
from gieo.interfaces.web.ui.pages import public, public_address, reads


class _Both(Sitemap[Any]):
    """Every page in both languages, each naming the other."""

    i18n = True
    alternates = True
    x_default = True
    protocol = None


class _Doors(_Both):
    def items(self) -> list[str]:
        return [
            "portal_public:home", "results_public:list", "needs_public:list", "transfers_public:conferences",
            "models_public:list", "training_public:list", "news_public:list",
        ]  # fmt: skip

    def location(self, item: str) -> str:
        return reverse(item)


class _Articles(_Both):
    def items(self) -> Any:
        return public_articles().select_related("article").order_by("-published_at", "-pk")

    def location(self, item: ArticleVersion) -> str:
        return reverse("news_public:article", args=[item.article.code])

    def lastmod(self, item: ArticleVersion) -> datetime:
        return item.published_at


class _Results(_Both):
    def items(self) -> Any:
        return public_results().only("code").order_by("code")

    def location(self, item: Result) -> str:
        return reverse("results_public:record", args=[item.code])


class _Needs(_Both):
    def items(self) -> Any:
        return public_needs().only("code").order_by("code")

    def location(self, item: Need) -> str:
        return reverse("needs_public:record", args=[item.code])


class _Conferences(_Both):
    def items(self) -> Any:
        return public_conferences().order_by("-held_on", "-pk")

    def location(self, item: Conference) -> str:
        return reverse("transfers_public:conference", args=[item.code])


SITEMAPS = {"doors": _Doors, "news": _Articles, "results": _Results, "needs": _Needs, "conferences": _Conferences}
CLOSED = ("/desk/", "/dang-nhap/", "/xac-minh/", "/ky-khong-mang/")


@public
@reads
def site_map(request: HttpRequest) -> HttpResponse:
    response = sitemap(request, SITEMAPS)
    return response.render()


@public
@reads
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read; the office and pages of deeds are no reading."""
    lines: Iterable[str] = (
        "User-agent: *",
        *(f"Disallow: {path}" for path in CLOSED),
        f"Sitemap: {public_address(reverse('sitemap'))}",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
