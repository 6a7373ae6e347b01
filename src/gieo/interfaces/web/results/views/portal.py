"""The public face: the list of results, a page per result for the people who would use it, its printed sheet."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.domain.procedures.queries import kinds
from gieo.domain.results import wording
from gieo.domain.results.access import access_public_result, public_results, visible_results
from gieo.domain.results.models import ProductFile, Result
from gieo.domain.results.queries import leader_of, with_lines, with_names, with_photos
from gieo.domain.results.queries.finding import find_public, meant_in_public, nearest_public
from gieo.domain.results.wording import readiness_label
from gieo.domain.training.queries.courses import coming_on
from gieo.domain.uptake.queries.copies import copied_places
from gieo.domain.uptake.queries.demonstrations import public_models_found, public_models_of
from gieo.foundation.units.models import Unit
from gieo.foundation.units.queries import operator, unit_label
from gieo.interfaces.web.results import present
from gieo.interfaces.web.results.downstream import public_receivers
from gieo.interfaces.web.results.leaves import fullness
from gieo.interfaces.web.results.lists import public_list, with_all_columns
from gieo.interfaces.web.results.uses import public_uses
from gieo.interfaces.web.ui.components import Link, Photo, Pill
from gieo.interfaces.web.ui.exporting import exported_to_all
from gieo.interfaces.web.ui.formats import number
from gieo.interfaces.web.ui.lists import ListPage
from gieo.interfaces.web.ui.pages import page, public, public_address, reads, shared
from gieo.interfaces.web.ui.sharing import ShareCard

SCENES = {"1": "forest", "2": "market", "3": "tea", "4": "terraces", "5": "hall", "6": "loom"}
MOST_SHEETS = 60
NEAREST, MOST_MODELS = 3, 3


@public
@reads
@shared
def directory(request: HttpRequest) -> HttpResponse:
    listed = public_list(request)
    models = public_models_found(listed.words, clock.today(), limit=MOST_MODELS) if listed.words else []
    return page(
        request,
        "results/public_list.html",
        list=listed,
        tiles=[_tile(row) for row in listed.rows],
        sorts=_sorts(listed),
        models=models,
        help=_help(listed, says_something=bool(models)) if listed.words and not listed.count else None,
        card=_list_card(listed),
    )


def _list_card(listed: ListPage) -> ShareCard:
    """The list as it is narrowed: who opens the address sees the same."""
    address = public_address(listed.address())
    chips = "; ".join(chip.label for chip in listed.chips)
    return ShareCard(
        title=f"{listed.title}: {chips}" if chips else str(listed.title),
        description=f"{listed.said_count}. {_('Ai cũng được xem, được hỏi và xin nhận.')}",
        address=address,
        image=public_address(reverse("portal_public:card", args=["danh-muc", "ket-qua"])),
        data={"@type": "CollectionPage", "name": listed.title, "inLanguage": "vi", "url": address},
    )


def _tile(row: Result) -> tuple[Result, Pill, str, Photo | None, Pill | None]:
    return row, _pill(row), _scene(row), _first_photo(row), present.unconfirmed_pill(row, clock.today())


def _sorts(listed: ListPage) -> list[tuple[str, str, bool]]:
    """Orders to choose from as (words, address, chosen); the list's own is what fits best where words were found."""
    own = _("Phù hợp nhất") if listed.words and listed.findings else _("Sẵn sàng chuyển giao trước")
    return [
        (own, listed.address(sort=""), not listed.sorted_by[0]),
        (_("Mới nghiệm thu"), listed.address(sort="-accepted_on"), listed.sorted_by == ("accepted_on", True)),
        (_("Tên, A đến Y"), listed.address(sort="title"), listed.sorted_by == ("title", False)),
    ]


@dataclass(frozen=True)
class Help:
    """What to offer where nothing was found: the list without its filters, other words, what comes near, a person."""

    unfiltered: Link | None
    meant: Link | None
    nearest: list[tuple[Result, Pill, str, Photo | None, Pill | None]]
    operator: Unit | None


def _help(listed: ListPage, *, says_something: bool) -> Help:
    """Words that say something elsewhere are no slip of the hand."""
    own = reverse("results_public:list")
    found = find_public(listed.words, {}) if any(listed.chosen.values()) else None  # the list has asked without them
    if found is not None and found.total:
        words = ngettext("Bỏ bộ lọc, xem %(n)s kết quả", "Bỏ bộ lọc, xem %(n)s kết quả", found.total)
        unfiltered = Link(words % {"n": number(found.total)}, f"{own}?{urlencode({'q': listed.words})}")
        return Help(unfiltered, None, [], operator())
    meant = "" if says_something else meant_in_public(listed.words)
    keys = nearest_public(meant or listed.words, NEAREST)
    rows = with_photos(with_names(public_results())).in_bulk(keys)
    return Help(
        None,
        Link(meant, f"{own}?{urlencode({'q': meant})}") if meant else None,
        [_tile(rows[key]) for key in keys if key in rows],
        operator(),
    )


export = exported_to_all(lambda request: with_all_columns(public_list(request), public=True))


@public
@reads
@shared
def record(request: HttpRequest, code: str) -> HttpResponse:
    result = with_lines(public_results()).get(pk=access_public_result(code).pk)
    receivers = public_receivers(result)
    holders = sorted({one.unit for one in receivers if one.received_on is not None})
    used = public_uses(result, clock.today())
    files = list(ProductFile.objects.filter(product__result=result, is_public=True).select_related("file", "product"))
    return page(
        request,
        "results/public_record.html",
        result=result,
        trail=[Link(_("Trang chủ"), "/"), Link(_("Kết quả"), reverse("results_public:list")), Link(result.code)],
        pill=_pill(result),
        unconfirmed=present.unconfirmed_pill(result, clock.today()),
        scene=_scene(result),
        photos=_photos(result),
        inputs=_lines(result.inputs_text),
        receivers=receivers,
        holders=holders,
        decided=sorted({one.unit for one in receivers} - set(holders)),
        thread=present.thread(
            result,
            receivers,
            used=sum(node.all for node in used),
            copied=copied_places(result, clock.today()),
            linked=False,
        ),
        used=used,
        grown=any(node.below for node in used),
        courses=coming_on(result, clock.today()),
        models=public_models_of(result, clock.today()),
        leader=leader_of(result),
        host=unit_label(result.host, clock.today()) if result.host else "",
        readiness=readiness_label(result.readiness),
        origin=wording.ORIGINS[result.origin],
        grade=wording.GRADES.get(result.grade, ""),
        products=_products(result),
        files=files,
        size=sum(row.file.size for row in files),
        address=_full_address(result),
        copied=public_address(reverse("copies_public:say", args=[result.code])),
        card=_card(result, _full_address(result)),
        tel=result.contact_phone.replace(" ", ""),
    )


@public
@reads
@shared
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """One page to print, with a QR code back to the result."""
    return _sheets(request, [access_public_result(code)])


@reads
def office_sheets(request: HttpRequest) -> HttpResponse:
    """The printed sheets of the ticked rows, those that this person sees, one page each."""
    codes = request.GET.getlist("code")[:MOST_SHEETS]
    results = list(visible_results(request.actor).filter(code__in=codes).order_by("code"))
    if not results:
        raise Http404(_("Chọn ít nhất một kết quả để in."))
    return _sheets(request, results)


def _sheets(request: HttpRequest, results: list[Result]) -> HttpResponse:
    rows = with_lines(Result.objects.filter(pk__in=[result.pk for result in results])).order_by("code")
    return page(
        request,
        "results/sheet.html",
        sheets=[
            {
                "result": row,
                "inputs": _lines(row.inputs_text),
                "fullness": fullness(row),
                "address": _full_address(row),
                "copied": public_address(reverse("copies_public:say", args=[row.code])),
                "readiness": readiness_label(row.readiness),
                "leader": leader_of(row),
                "host": unit_label(row.host, clock.today()) if row.host else "",
            }
            for row in rows
        ],
        back=reverse("results_public:record", args=[results[0].code]) if len(results) == 1 else reverse("results:list"),
    )


def _card(result: Result, address: str) -> ShareCard:
    """The result as a card, and as a creative work for search engines."""
    image = public_address(reverse("portal_public:card", args=["ket-qua", result.code]))
    return ShareCard(
        title=result.shown_title,
        description=result.plain_sheet[:300] or result.title,
        address=address,
        image=image,
        data={
            "@type": "CreativeWork",
            "name": result.shown_title,
            "alternateName": result.title if result.short_title else "",
            "identifier": result.code,
            "description": result.plain_sheet,
            "inLanguage": "vi",
            "dateCreated": result.accepted_on,
            "creator": {"@type": "Organization", "name": result.host.name} if result.host else {},
            "isAccessibleForFree": True,
            "url": address,
        },
    )


def _pill(result: Result) -> Pill:
    return Pill(word=str(wording.PUBLIC_STATES[result.state]), tone=wording.STATE_TONES[result.state])


def _scene(result: Result) -> str:
    """A drawing to stand where no photograph is, by the field."""
    return SCENES.get(result.field.code if result.field else "", "terraces")


def _photos(result: Result) -> list[Photo]:
    shown = []
    for photo in result.shown_photos:
        picture = photo.photograph
        url = reverse("results_public:photo", args=[result.code, photo.pk])
        shown.append(
            Photo(
                url=url,
                full_url=url,
                caption=picture.caption,
                credit=picture.credit,
                place=picture.place,
                taken_on=picture.taken_on,
                width=picture.width or 480,
                height=picture.height or 320,
            )
        )
    return shown


def _first_photo(result: Result) -> Photo | None:
    photos = _photos(result)
    return photos[0] if photos else None


def _products(result: Result) -> list[tuple[str, str, str, str]]:
    by_nature = kinds(clock.today())
    return [
        (row.title, str(wording.NATURES[row.nature]), str(by_nature.get(row.nature, "")), row.restriction_note)
        for row in result.products.all()
    ]


def _lines(text: str) -> list[str]:
    return [line.strip(" -•") for line in text.splitlines() if line.strip(" -•")]


def _full_address(result: Result) -> str:
    return public_address(reverse("results_public:record", args=[result.code]))
