"""The front door: search first, the newest conference, what is ready for transfer, who received what. Only reads."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.core.actor import ANONYMOUS
from gieo.core.errors import NotFound
from gieo.domain.insights import queries
from gieo.domain.insights.queries import ConferenceSteps, PublicFunnel
from gieo.domain.insights.vocab import GIVEN
from gieo.domain.news.access import as_read
from gieo.domain.news.models import ArticleVersion
from gieo.domain.news.queries.public import covers, newest_articles
from gieo.domain.results.access import hidden_names, public_results
from gieo.domain.results.models import Result
from gieo.domain.results.queries import with_photos
from gieo.domain.results.vocab import ResultState
from gieo.domain.transfers.access import public_conferences
from gieo.domain.transfers.models import Conference
from gieo.domain.transfers.queries.clocks import days_to_conference
from gieo.domain.transfers.rules.figures import Figures
from gieo.domain.transfers.vocab import FigureKind
from gieo.domain.transfers.wording import figure_words
from gieo.foundation.units.models import Unit
from gieo.foundation.units.queries import operator, row_label, unit_label
from gieo.interfaces.web.ui.charts import Bar
from gieo.interfaces.web.ui.components import Link, Pill
from gieo.interfaces.web.ui.formats import legal_date, number
from gieo.interfaces.web.ui.maps import map_address, map_links, map_of, place_name
from gieo.interfaces.web.ui.pages import page, public, reads, shared

TILES = 6
EVENTS = 4
NEWS = 3
WORDS = ("lúa nương", "chè cổ thụ", "nuôi bò", "du lịch bản")
SCENES = {"1": "forest", "2": "market", "3": "tea", "4": "terraces", "5": "hall", "6": "loom"}


@dataclass(frozen=True)
class Tile:
    """A result one may take up: what it looks like, what it is for, who holds it."""

    result: Result
    photo: str
    scene: str
    credit: str
    receivers: str
    field: str


@public
@reads
@shared
def home(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    conferences = list(public_conferences().prefetch_related("decisions").order_by("-held_on", "-pk")[: EVENTS + 1])
    over = [row for row in conferences if row.held_on <= today]
    offered = public_results().filter(state=ResultState.TRANSFERABLE)
    kept = queries.keeper(ANONYMOUS, today)
    funnel = kept("public funnel", lambda: queries.public_funnel(public_results()))
    tiles = _tiles(offered)
    by = map_of(request)
    places = kept(f"spread {by}", lambda: queries.spread(by, today))
    results_url = reverse("results_public:list")
    return page(
        request,
        "portal/home.html",
        results_url=results_url,
        count=funnel.shown,
        steps=_terraces(funnel, results_url) if funnel.given[0] else [],
        suggestions=[Link(word, f"{results_url}?q={word.replace(' ', '+')}") for word in WORDS],
        newest=_newest(over[0]) if over else None,
        tiles=tiles,
        news=_news(),
        credit=next((tile.credit for tile in tiles if tile.credit), ""),
        ready=Link(_ready_words(funnel.offered), f"{results_url}?state={ResultState.TRANSFERABLE}"),
        coming=[row for row in reversed(conferences) if row.held_on > today],
        past=over[:EVENTS],
        places=[
            (row, place_name(row.area), map_address(reverse("portal_public:place", args=[row.key]), by))
            for row in places.places
        ],
        total=places.total,
        moved=places.moved,
        maps=map_links(reverse("portal_public:home"), "noi-nhan", today),
        map_url=map_address(reverse("portal_public:home"), by, "noi-nhan"),
        operator=operator(),
    )


def _news() -> list[tuple[ArticleVersion, str]]:
    """The latest articles with the address of a picture, if they have one. Three queries."""
    names = hidden_names()
    rows = as_read(newest_articles()[:NEWS], names)
    pictures = covers(rows, names)
    return [
        (
            row,
            reverse("news_public:photograph", args=[row.article.code, pictures[row.pk].pk])
            if row.pk in pictures
            else "",
        )
        for row in rows
    ]


def _ready_words(count: int) -> str:
    return ngettext("Xem %(count)s kết quả", "Xem cả %(count)s kết quả", count) % {"count": number(count)}


@dataclass(frozen=True)
class Newest:
    """The newest conference with its published counts and how far its items have come."""

    conference: Conference
    lead: str
    figures: list[Bar]
    link: Link


def _newest(conference: Conference) -> Newest:
    address = reverse("transfers_public:conference", args=[conference.code])
    found = queries.conference_steps(conference)
    return Newest(
        conference,
        _lead(conference, found),
        _figures(found.published, address),
        Link(_("Mở trang hội nghị"), address),
    )


def _figures(counts: Figures, address: str) -> list[Bar]:
    """The four published counts, each leading to its rows on the conference's page."""
    anchors = dict(zip(FigureKind, ("ket-qua", "san-pham", "don-vi", "doanh-nghiep"), strict=True))
    return [
        Bar(label=figure_words(kind, value), value=value, url=f"{address}#{anchor}")
        for kind, anchor in anchors.items()
        if (value := counts.of(kind))
    ]


def _lead(conference: Conference, found: ConferenceSteps) -> str:
    """By which decisions, after how many days, and how far the items have come."""
    parts = []
    for decision in conference.decisions.all():
        days = days_to_conference(decision.issued_on, conference.held_on)
        if decision.issued_on is not None and days is not None:
            parts.append(
                _("Theo Quyết định số %(number)s ngày %(day)s, sau %(days)s ngày.")
                % {"number": decision.number, "day": legal_date(decision.issued_on), "days": number(days)}
            )
    parts.append(
        ngettext(
            "%(items)s mục: %(signed)s đã ký bàn giao, %(received)s đã được đơn vị xác nhận nhận.",
            "%(items)s mục: %(signed)s đã ký bàn giao, %(received)s đã được đơn vị xác nhận nhận.",
            found.decided,
        )
        % {"items": number(found.decided), "signed": number(found.signed), "received": number(found.received)}
    )
    return " ".join(parts)


def _terraces(found: PublicFunnel, address: str) -> list[Bar]:
    """The whole province from what is known to what is in somebody's hands; every step opens its rows."""
    steps = [
        Bar(
            label=ngettext("kết quả ai cũng xem được", "kết quả ai cũng xem được", found.shown),
            value=found.shown,
            url=address,
        ),
        Bar(label=_("sẵn sàng chuyển giao"), value=found.offered, url=f"{address}?state={ResultState.TRANSFERABLE}"),
    ]
    labels = (_("có quyết định chuyển giao"), _("đã ký biên bản bàn giao"), _("đã có đơn vị xác nhận nhận"))
    for step, label, value in zip(GIVEN, labels, found.given, strict=True):
        steps.append(Bar(label=label, value=value, url=f"{address}?given={step}"))
    return steps


def _tiles(offered: QuerySet[Result]) -> list[Tile]:
    """The newest offered results that have a photograph to show."""
    pictured = with_photos(offered.filter(photos__photograph__consent=True).distinct().select_related("field"))
    rows = list(pictured.order_by("-certificate_on", "-code")[:TILES])
    holders = queries.receivers_of(row.pk for row in rows)
    return [_tile(row, holders.get(row.pk, [])) for row in rows]


def _tile(row: Result, holders: list[str]) -> Tile:
    photo = row.shown_photos[0] if row.shown_photos else None  # type: ignore[attr-defined]
    return Tile(
        row,
        reverse("results_public:photo", args=[row.code, photo.pk]) if photo else "",
        SCENES.get(row.field.code[:1] if row.field else "", "terraces"),
        photo.photograph.credit if photo else "",
        _holders(holders),
        row.field.shown_name if row.field else "",
    )


def _holders(units: list[Unit]) -> str:
    if not units:
        return ""
    first, rest = unit_label(units[0], clock.today(), short=True), len(units) - 1
    if rest:
        return ngettext(
            "%(unit)s và %(rest)s đơn vị khác đã nhận", "%(unit)s và %(rest)s đơn vị khác đã nhận", rest
        ) % {"unit": first, "rest": rest}
    return _("%(unit)s đã nhận") % {"unit": first}


@public
@reads
@shared
def receivers(request: HttpRequest, place: str) -> HttpResponse:
    """The rows behind a line of the table: what units of a place have received, receiver by receiver."""
    today, by = clock.today(), map_of(request)
    area, items = queries.handed_at(place, by, today)
    units: dict[int, tuple[str, list]] = {}
    for item in items:
        minutes = item.minutes
        label = row_label(minutes, minutes.receiver, today)
        units.setdefault(minutes.heir_id or minutes.receiver_id, (label, []))[1].append(item)
    if not units:
        raise NotFound(_("Chưa có đơn vị nào ở đây nhận kết quả."))
    name = place_name(area)
    heading = _("Đã giao cho cơ quan cấp tỉnh")
    if area is not None:
        heading = _("Đã giao về %(place)s") % {"place": f"{name[:1].lower()}{name[1:]}"}
    codes = {item.result.code for _name, held in units.values() for item in held if item.result}
    return page(
        request,
        "portal/place.html",
        heading=heading,
        units=list(units.values()),
        open_codes=set(public_results().filter(code__in=codes).values_list("code", flat=True)),
        pill=Pill(word=_("Đã nhận"), tone="ok"),
        trail=[Link(_("Trang chủ"), reverse("portal_public:home")), Link(_("Ai đã nhận")), Link(name)],
    )
