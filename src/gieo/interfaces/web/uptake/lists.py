"""The list of uses: where they stand today, by either map, with what adds up over all that is filtered."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gieo.core import clock
from gieo.core.text import sort_key
from gieo.domain.uptake.access import visible_uses
from gieo.domain.uptake.models import Use
from gieo.domain.uptake.permits import is_of_office
from gieo.domain.uptake.queries.figures import PEOPLE, claims_in_use, summed, sums_of
from gieo.domain.uptake.queries.standing import in_use_by, listed_uses
from gieo.domain.uptake.vocab import Measure, Sphere
from gieo.domain.uptake.wording import (
    LEVEL_HINTS,
    MEASURE_LABELS,
    MEASURE_SHORT,
    PUSH_LABELS,
    SPHERE_LABELS,
    STANDING_LABELS,
)
from gieo.foundation.places.models import Area
from gieo.foundation.places.queries import counted_at
from gieo.foundation.places.rules import era_of
from gieo.foundation.places.vocab import Era, MapOf
from gieo.foundation.units.models import Unit
from gieo.foundation.units.queries import label_related, unit_label
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.exporting import exported
from gieo.interfaces.web.ui.formats import number
from gieo.interfaces.web.ui.lists import Column, Filter, ListPage
from gieo.interfaces.web.ui.maps import map_of
from gieo.interfaces.web.ui.pages import page, reads
from gieo.interfaces.web.uptake.present import (
    amount_of,
    effects_of,
    model_link,
    people_said,
    people_words,
    plain,
    push_of,
    receiver_label,
    scales_of,
    standing_pill,
)

Choices = list[tuple[Any, Any]]
MAP_WORDS = {MapOf.DAY: gettext_lazy("Địa bàn lúc ghi"), MapOf.TODAY: gettext_lazy("Địa bàn hôm nay")}


@reads
def listing(request: HttpRequest) -> HttpResponse:
    listed, today = _listing(request), clock.today()
    rows = [
        (
            row,
            receiver_label(row, today, short=True),
            place_of(row, request).name,
            standing_pill(row.stands),
            scales_of(row),
            model_link(row),
        )
        for row in listed.rows
    ]
    return page(
        request,
        "uptake/list.html",
        list=listed,
        rows=rows,
        sums=_sums(listed, request),
        maps=[Link(str(MAP_WORDS[by]), _by_map(listed, by)) for by in MapOf] if _has_maps() else [],
        map_url=_by_map(listed, map_of(request)),
        may_record=is_of_office(request.actor) or bool(request.actor.units()),
        hints=[(STANDING_LABELS[level], hint) for level, hint in LEVEL_HINTS.items()],
    )


def _sums(listed: ListPage, request: HttpRequest) -> list[tuple[str, str, str]]:
    """(amount, of what, address of the rows that it is made of) of each sum over the list; where the list holds the
    rows of some sums, of these alone: of others it holds a part."""
    found = listed.found.order_by() if isinstance(listed.found, QuerySet) else visible_uses(request.actor).none()
    sums = sums_of(found, clock.today())
    men, women = int(sums.reach.men), int(sums.reach.women)
    every = [
        (measure.value, number(plain(amount)), str(MEASURE_SHORT[measure])) for measure, amount in sums.totals.items()
    ]
    if men or women:
        of_whom = _("người được hưởng (%(people)s)") % {"people": people_words(men, women)}
        every.append((PEOPLE, number(men + women), of_whom))
    chosen = listed.chosen["sum"]
    return [(amount, of_what, listed.address(sum=key)) for key, amount, of_what in every if not chosen or key in chosen]


def _has_maps() -> bool:
    """Whether there is more than one map: that on which a use was recorded, and today's."""
    return era_of(clock.today()) is Era.AFTER_2025


def _by_map(listed: ListPage, by: MapOf) -> str:
    """The same list, with its filters and its order, by a map. That of the day is the plain address. A place that is
    chosen stays behind: the other map has others, and what it does not know would be passed over without a word."""
    asked = MapOf.TODAY.value if by is MapOf.TODAY else ""
    if by is map_of(listed.request):
        return listed.address(map=asked)
    return listed.address(map=asked, place="")


def place_of(use: Use, request: HttpRequest) -> Area:
    """Where a use is, by the map asked for."""
    return counted_at(use.place, clock.today()) if map_of(request) is MapOf.TODAY else use.place


def _listing(request: HttpRequest) -> ListPage:
    actor, today = request.actor, clock.today()
    by_today = map_of(request) is MapOf.TODAY and _has_maps()
    at = Coalesce("place__heir", "place") if by_today else F("place")
    return ListPage(
        request,
        listed_uses(actor, today).annotate(at=at).prefetch_related(in_use_by(today)),
        title=_("Nơi ứng dụng"),
        noun=lambda n: ngettext("%(count)s nơi ứng dụng", "%(count)s nơi ứng dụng", n),
        columns=[
            Column("subject", _("Kết quả, sản phẩm"), lambda row: row.subject.title, sort=("folded",), width=24),
            Column(
                "receiver", _("Đơn vị"), lambda row: receiver_label(row, today, short=True),
                sort=("receiver__name_order",), width=18,
            ),
            Column(
                "place", _("Nơi ứng dụng"), lambda row: place_of(row, request).name, sort=("place__name",), width=14
            ),
            Column("level", _("Mức hôm nay"), lambda row: STANDING_LABELS[row.stands], kind="pill", sort=("stands",)),
            Column(
                "until", _("Còn giá trị đến"), lambda row: row.stands_until, kind="date", sort=("stands_until",),
                width=13,
            ),
            Column("code", _("Mã"), lambda row: row.code, on_screen=False, on_paper=True, width=17),
            Column("subject_code", _("Mã kết quả"), lambda row: row.subject.code, on_screen=False),
            Column(
                "model", _("Mô hình trình diễn"), lambda row: link.label if (link := model_link(row)) else "",
                on_screen=False,
            ),
            Column(
                "waits", _("Chờ xác nhận"), lambda row: _("có") if row.waits else "", on_screen=False
            ),
            *_said_of_use(),
        ],
        filters=[
            Filter("level", _("Mức hôm nay"), "stands", lambda: list(STANDING_LABELS.items())),
            Filter(
                "waits", _("Khai báo"), "", lambda: [("yes", _("Chờ xác nhận"))],
                narrow=lambda rows, _values: rows.filter(waits=True),
            ),
            Filter(
                "model", _("Mô hình"), "", lambda: [("yes", _("Là mô hình trình diễn"))], counted=False,
                narrow=lambda rows, _values: rows.filter(demonstration__isnull=False),
            ),
            Filter(
                "push", _("Tự làm hay được hỗ trợ"), "", lambda: list(PUSH_LABELS.items()), counted=False,
                narrow=lambda rows, values: rows.filter(
                    pk__in=claims_in_use(today).filter(push__in=values).order_by().values("use")
                ),
            ),
            Filter(
                "sum", _("Đang ứng dụng, có ghi số"), "", _summed, counted=False,
                narrow=lambda rows, values: summed(rows, today, values),
            ),
            Filter("place", _("Nơi ứng dụng"), "at", lambda: _places(request, by_today=by_today)),
            Filter("receiver", _("Đơn vị"), "receiver", lambda: _receivers(request), counted=False),
            Filter("result", _("Kết quả, sản phẩm"), "", lambda: _subjects(request), narrow=_of_subjects),
        ],
        search=("folded",),
        search_hint=_("Tên kết quả, đơn vị, nơi, không cần dấu"),
        order=("-pk",),
        scope=[_("Bản đồ: %(map)s") % {"map": MAP_WORDS[map_of(request)]}] if _has_maps() else [],
    )  # fmt: skip


def _said_of_use() -> Iterable[Column]:
    """What the claim says by which a use is in use. The screen has how much in the cell of the level."""
    in_file: dict[str, Any] = {"on_screen": False, "on_paper": True}
    yield Column("scales", _("Quy mô"), scales_of, width=15, **in_file)
    for measure, label in MEASURE_LABELS.items():
        amount = partial(amount_of, measure=Measure(measure))
        yield Column(measure, _("Quy mô: %(measure)s") % {"measure": label}, amount, kind="number", on_screen=False)
    yield Column("men", _("Số nam"), partial(people_said, sex="men"), kind="number", **in_file)
    yield Column("women", _("Số nữ"), partial(people_said, sex="women"), kind="number", **in_file)
    yield Column("push", _("Tự làm hay được hỗ trợ"), push_of, width=14, **in_file)
    for sphere, label in SPHERE_LABELS.items():
        effects = partial(effects_of, sphere=Sphere(sphere))
        yield Column(sphere, _("Hiệu quả: %(sphere)s") % {"sphere": label}, effects, width=17, **in_file)


def _file(request: HttpRequest) -> ListPage:
    """The same list with the effects that only its file shows."""
    listed = _listing(request)
    listed.queryset = listed.queryset.prefetch_related("used__claim__effects")
    return listed


export = exported(_file)


def _summed() -> Choices:
    return [*MEASURE_LABELS.items(), (PEOPLE, _("người được hưởng"))]


def _places(request: HttpRequest, *, by_today: bool) -> Choices:
    used = visible_uses(request.actor).order_by()
    rows = Area.objects.filter(pk__in=used.values("place")).select_related("heir")
    places = {(counted_at(area, clock.today()) if by_today else area) for area in rows}
    return [(place.pk, place.name) for place in sorted(places, key=lambda place: sort_key(place.name))]


def _receivers(request: HttpRequest) -> Choices:
    uses = Exists(visible_uses(request.actor).filter(receiver=OuterRef("pk")))
    units = Unit.objects.filter(uses).select_related(*label_related()).order_by("name_order")
    return [(unit.pk, unit_label(unit, clock.today())) for unit in units]


def _subjects(request: HttpRequest) -> Choices:
    uses = visible_uses(request.actor).order_by()
    rows = uses.values_list("result__code", "product__code", "result__title", "product__title").distinct()
    found = {result or product: title or other for result, product, title, other in rows}
    return [(code, f"{code} {title}") for code, title in sorted(found.items())]


def _of_subjects(rows: QuerySet[Use], codes: list[str]) -> QuerySet[Use]:
    return rows.filter(Q(result__code__in=codes) | Q(product__code__in=codes))
