"""Conferences before the public: the list, a page for each, its photographs."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from gieo.core import clock
from gieo.core.errors import NotFound
from gieo.domain.insights.queries import ConferenceSteps, conference_steps
from gieo.domain.news.access import as_read
from gieo.domain.news.queries.public import articles_of_conference
from gieo.domain.results.access import public_products, public_results
from gieo.domain.transfers.access import access_public_conference, public_conferences
from gieo.domain.transfers.queries.conferences import PublicConference, public_conference, public_rows, shown_photos
from gieo.domain.transfers.vocab import FigureKind
from gieo.interfaces.web.transfers import shown
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.exporting import exported_to_all
from gieo.interfaces.web.ui.formats import legal_date, number
from gieo.interfaces.web.ui.lists import Column, ListPage
from gieo.interfaces.web.ui.maps import map_address, map_of, unit_links
from gieo.interfaces.web.ui.pages import page, public, public_address, reads, shared
from gieo.interfaces.web.ui.serving import picture_response
from gieo.interfaces.web.ui.sharing import ShareCard

ANCHORS = {
    FigureKind.RESULTS: "ket-qua",
    FigureKind.PRODUCTS: "san-pham",
    FigureKind.UNITS: "don-vi",
    FigureKind.ENTERPRISES: "doanh-nghiep",
}


@public
@reads
@shared
def conferences(request: HttpRequest) -> HttpResponse:
    rows = [
        (
            row.conference,
            shown.public_conference_pill(row.conference),
            row.figures,
            shown.photo_shown(row.cover, picture_address(row.conference.code, row.cover.pk)) if row.cover else None,
        )
        for row in public_rows()
    ]
    return page(request, "transfers/public_list.html", rows=rows, list=_listed(request), trail=_trail())


def _listed(request: HttpRequest) -> ListPage:
    """The same list, for a file."""
    figures = cache(lambda: {row.conference.pk: row.figures for row in public_rows()})
    return ListPage(
        request,
        public_conferences(),
        title=_("Hội nghị bàn giao kết quả"),
        noun=lambda n: ngettext("%(count)s hội nghị", "%(count)s hội nghị", n),
        columns=[
            Column("held_on", _("Ngày"), lambda row: row.held_on, kind="date"),
            Column("title", _("Hội nghị"), lambda row: row.title, width=36),
            Column("place", _("Địa điểm"), lambda row: row.place),
            Column("state", _("Tình trạng"), lambda row: shown.public_conference_pill(row).word, kind="pill"),
            Column("results", _("Kết quả"), lambda row: figures()[row.pk].results, kind="number"),
            Column("products", _("Sản phẩm"), lambda row: figures()[row.pk].products, kind="number"),
            Column("units", _("Đơn vị nhận"), lambda row: figures()[row.pk].units, kind="number"),
        ],
        order=("-held_on", "-pk"),
    )


export = exported_to_all(_listed)


@public
@reads
@shared
def conference(request: HttpRequest, code: str) -> HttpResponse:
    found, today = access_public_conference(code), clock.today()
    seen = public_conference(found)
    results, products = _with_pages(seen)
    lead, address = _lead(seen, conference_steps(found)), public_address(request.path)
    return page(
        request,
        "transfers/public.html",
        conference=found,
        shown=seen,
        state=shown.public_conference_pill(found),
        lead=lead,
        figures=shown.figure_tiles(seen.figures, lambda kind: f"#{ANCHORS[kind]}" if seen.figures.of(kind) else ""),
        units=shown.receivers(seen.units, map_of(request), today),
        maps=unit_links(request.path, ANCHORS[FigureKind.UNITS], today),
        map_url=map_address(request.path, map_of(request), ANCHORS[FigureKind.UNITS]),
        enterprises=[group for group in seen.units if group.is_enterprise],
        results=[(group, group.item.code in results) for group in seen.items if group.is_result],
        products=[(group, group.item.code in products) for group in seen.items if not group.is_result],
        photos=[shown.photo_shown(photo, picture_address(code, photo.pk)) for photo in seen.photos],
        notes=found.notes if found.is_over else "",
        articles=as_read(articles_of_conference(found)[:5]),
        jumps=_jumps(seen),
        address=address,
        card=_card(seen, lead, address),
        trail=_trail(legal_date(found.held_on)),
    )


def _jumps(seen: PublicConference) -> list[Link]:
    """What a long page holds, for a phone."""
    places = (
        (seen.photos, _("Ảnh hội nghị"), "#anh"),
        (seen.units, _("Ai nhận gì"), "#don-vi"),
        (seen.figures.results, _("Kết quả"), "#ket-qua"),
        (seen.figures.products, _("Sản phẩm"), "#san-pham"),
        (True, _("Căn cứ"), "#can-cu"),
        (seen.agenda, _("Chương trình"), "#chuong-trinh"),
    )
    return [Link(label, anchor) for there, label, anchor in places if there]


def _with_pages(seen: PublicConference) -> tuple[set[str], set[str]]:
    """Codes of results and products that have a public page of their own today."""
    results = [group.item.code for group in seen.items if group.is_result]
    products = [group.item.code for group in seen.items if not group.is_result]
    return (
        set(public_results().filter(code__in=results).values_list("code", flat=True)),
        set(public_products().filter(code__in=products).values_list("code", flat=True)),
    )


def _lead(seen: PublicConference, steps: ConferenceSteps) -> str:
    """The day, what was decided, and how much of it was signed for and received: every number counted."""
    facts: dict[str, Any] = {
        "day": legal_date(seen.conference.held_on),
        "place": seen.conference.place,
        "results": number(seen.figures.results),
        "products": number(seen.figures.products),
        "units": number(seen.figures.units),
        "enterprises": number(seen.figures.enterprises),
    }
    if not seen.conference.is_over:
        return (
            _(
                "Ngày %(day)s, tại %(place)s, %(results)s kết quả nghiên cứu và %(products)s sản phẩm sẽ được bàn giao "
                "cho %(units)s đơn vị, trong đó có %(enterprises)s doanh nghiệp."
            )
            % facts
        )
    decided = _(
        "Hội nghị ngày %(day)s tại %(place)s. Theo quyết định, %(results)s kết quả nghiên cứu và %(products)s sản phẩm "
        "được giao cho %(units)s đơn vị, trong đó có %(enterprises)s doanh nghiệp."
    )
    return f"{decided % facts} {_done(steps)}"


def _done(steps: ConferenceSteps) -> str:
    if not steps.signing_units:
        return _("Chưa đơn vị nào ký biên bản bàn giao.")
    facts = {
        "units": number(steps.signing_units),
        "signed": number(steps.signed),
        "received": number(steps.received),
    }
    if not steps.received:
        return (
            ngettext(
                "%(units)s đơn vị đã ký biên bản nhận %(signed)s mục; chưa mục nào được xác nhận đã nhận.",
                "%(units)s đơn vị đã ký biên bản nhận %(signed)s mục; chưa mục nào được xác nhận đã nhận.",
                steps.signing_units,
            )
            % facts
        )
    return (
        ngettext(
            "%(units)s đơn vị đã ký biên bản nhận %(signed)s mục; %(received)s mục đã được xác nhận đã nhận.",
            "%(units)s đơn vị đã ký biên bản nhận %(signed)s mục; %(received)s mục đã được xác nhận đã nhận.",
            steps.signing_units,
        )
        % facts
    )


def _card(seen: PublicConference, lead: str, address: str) -> ShareCard:
    """The conference as a card, and as an event for search engines."""
    found = seen.conference
    image = public_address(reverse("portal_public:card", args=["hoi-nghi", found.code]))
    return ShareCard(
        title=found.title,
        description=lead,
        address=address,
        image=image,
        image_alt=seen.photos[0].photograph.caption if seen.photos else "",
        data={
            "@type": "Event",
            "name": found.title,
            "description": lead,
            "startDate": found.held_on,
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "location": {"@type": "Place", "name": found.place, "address": found.place},
            "organizer": {"@type": "GovernmentOrganization", "name": "Sở Khoa học và Công nghệ tỉnh Điện Biên"},
            "image": [image],
            "url": address,
        },
    )


def picture_address(code: str, pk: int) -> str:
    return reverse("transfers_public:photograph", args=[code, pk])


@public
@reads
def picture(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A photograph of a published conference that may be shown; anything else is not there."""
    found = access_public_conference(code)
    photo = next(iter(shown_photos(found.photos.select_related("photograph__file").filter(pk=pk))), None)
    if photo is None:
        raise NotFound(_("Không có ảnh này."))
    return picture_response(request, photo.photograph.file, public=True)


def _trail(last: str = "") -> list[Link]:
    links = [Link(_("Trang chủ"), reverse("portal_public:home"))]
    if not last:
        return [*links, Link(pgettext("nhiều", "Hội nghị"))]
    return [*links, Link(pgettext("nhiều", "Hội nghị"), reverse("transfers_public:conferences")), Link(last)]
