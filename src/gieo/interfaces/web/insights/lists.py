"""The rows behind the figures: results at a step or in a set, lines of decisions, products of programmes."""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.core.errors import NotFound
from gieo.domain.handovers.models import MinutesItem
from gieo.domain.handovers.vocab import SIGNED_STATES
from gieo.domain.insights import queries, wording
from gieo.domain.insights.permits import may_see_figures
from gieo.domain.insights.rules.effects import criteria
from gieo.domain.insights.rules.priorities import NO_PRIORITY
from gieo.domain.insights.vocab import COSTED, CostFault, RowSet, Step
from gieo.domain.procedures.vocab import CodeKey
from gieo.domain.programmes.models import Priority
from gieo.domain.programmes.queries import priorities_to_choose
from gieo.domain.results import wording as result_words
from gieo.domain.results.access import visible_results
from gieo.domain.results.models import Result
from gieo.domain.results.queries import codes_of, owners_of, years_accepted
from gieo.domain.transfers.vocab import Mark
from gieo.domain.uptake.wording import GRADE_LABELS, LEVEL_LABELS
from gieo.foundation.places.vocab import MapOf
from gieo.foundation.units.models import Unit
from gieo.foundation.units.queries import label_related, unit_label
from gieo.interfaces.web.insights.addresses import PLACE_FILTERS
from gieo.interfaces.web.ui.components import Link, Pill
from gieo.interfaces.web.ui.exporting import exported
from gieo.interfaces.web.ui.formats import legal_date, number
from gieo.interfaces.web.ui.lists import Column, Filter, ListPage
from gieo.interfaces.web.ui.maps import map_label, place_name
from gieo.interfaces.web.ui.pages import page, reads

MONTHS = (6, 12, 24, 36)
Choices = list[tuple[str, Any]]


@reads
def results(request: HttpRequest, rows: str) -> HttpResponse:
    listed, today = _results(request, rows), clock.today()
    who, days = _waited_on(rows, request), _days(rows, request)
    keys = [row.pk for row in listed.rows] if rows in COSTED else []
    costs = queries.use_costs(keys, request.actor, today) if keys else None
    shown = [
        (
            row, _pill(row), days(row), who(row) if who else "",
            (costs.places(row), cost_words(costs.each(row))) if costs else None,
        )
        for row in listed.rows
    ]  # fmt: skip
    return page(
        request,
        "insights/results.html",
        list=listed,
        rows=shown,
        key=rows,
        trail=trail(listed.title),
        days_label=_days_label(rows),
        note=criteria_words(today) if rows == RowSet.OUTSTANDING else str(wording.STEP_NOTES.get(rows, "")),
        cost_note=cost_note(today) if rows in COSTED else "",
        spans=spans_of(listed) if rows == RowSet.DRAWER else [],
        span_url=listed.address(months=str(months_of(request))),
    )


def _results(request: HttpRequest, rows: str) -> ListPage:
    may_see_figures(request.actor).require()
    found, today = _rows_of(request, rows), clock.today()
    costs = cache(lambda: queries.use_costs(found.order_by().values("pk"), request.actor, today))
    years = [(str(year), str(year)) for year in years_accepted(visible_results(request.actor))]
    programmes, _hosts = owners_of(visible_results(request.actor))
    return ListPage(
        request,
        found.select_related("field", "host__successor__successor"),
        title=str(wording.STEPS.get(rows) or wording.ROW_SETS[rows]),
        noun=lambda n: ngettext("%(count)s kết quả", "%(count)s kết quả", n),
        columns=[
            Column("code", _("Mã"), lambda row: row.code, on_screen=False, on_paper=True, width=11),
            Column("title", _("Kết quả"), lambda row: row.title, sort=("title_key",), width=40),
            Column(
                "field", _("Lĩnh vực"), lambda row: row.field.shown_name if row.field else "", on_screen=False,
                on_paper=True, width=18,
            ),
            Column(
                "accepted_on", _("Nghiệm thu"), lambda row: row.accepted_on, kind="date", sort=("accepted_on", "code")
            ),
            Column("age", _days_label(rows), _days(rows, request), kind="number"),
            Column("state", _("Tình trạng"), lambda row: _pill(row).word, kind="pill", sort=("state",)),
            *(
                [
                    Column("uses", _("Nơi đang dùng"), lambda row: costs().places(row), kind="number"),
                    Column("cost", _("Kinh phí cho một nơi ứng dụng"), lambda row: cost_words(costs().each(row))),
                ]
                if rows in COSTED
                else []
            ),
            *([Column("who", _("Đợi ai"), who)] if (who := _waited_on(rows, request)) else []),
        ],
        filters=[
            Filter("field", _("Lĩnh vực"), "field__code", _fields),
            Filter("state", _("Tình trạng"), "state", lambda: list(result_words.STATES.items())),
            Filter("year", _("Năm nghiệm thu"), "accepted_on__year", lambda: years, counted=False),
            Filter("programme", _("Chương trình"), "programme__code", lambda: programmes, counted=False),
            Filter(
                "priority", _("Ưu tiên"), "", lambda: _priorities(request), narrow=_of_priorities,
                counted=False,
            ),
        ],
        search=("folded",),
        search_hint=_("Mã, tên, chủ nhiệm; không cần dấu"),
        order=("accepted_on", "code") if rows == RowSet.DRAWER else ("-accepted_on", "-code"),
        scope=[_("Nghiệm thu đã %(span)s") % {"span": span_words(months_of(request))}] if rows == RowSet.DRAWER else [],
    )  # fmt: skip


export_results = exported(_results)


def criteria_words(today: date) -> str:
    """What makes a result stand out."""
    asked = criteria(today)
    return _(
        "Hôm nay có ít nhất %(places)s nơi ứng dụng đã được người thứ hai xác nhận, trong đó ít nhất một nơi ở mức "
        "“%(level)s” trở lên. Tiêu chí do Gieo đề xuất."
    ) % {"places": asked.least_places, "level": LEVEL_LABELS[asked.least_level]}


def cost_note(today: date) -> str:
    """What is counted in the cost of one use, and when it is told."""
    asked = criteria(today)
    return _(
        "Kinh phí cho một nơi ứng dụng, tính bằng đồng: kinh phí nhiệm vụ ghi ở hồ sơ kết quả (mọi nguồn) cộng số đã "
        "chi cho các mô hình trình diễn của kết quả, chia cho số nơi đang ứng dụng có bằng chứng từ mức “%(grade)s” "
        "trở lên. Ít hơn %(uses)s nơi như vậy, hoặc hồ sơ chưa ghi kinh phí, thì chưa tính. Nhiệm vụ có nhiều kết quả: "
        "Gieo không tự chia, mỗi kết quả tính theo số ghi ở hồ sơ của mình."
    ) % {"grade": GRADE_LABELS[asked.cost_least_grade], "uses": asked.cost_least_uses}


def cost_words(each: int | CostFault) -> str:
    """Đồng for one use, or why it is not told."""
    if isinstance(each, CostFault):
        return str(wording.COST_FAULTS[each])
    return _("%(amount)s đồng") % {"amount": number(each)}


def _waited_on(rows: str, request: HttpRequest) -> Callable[[Result], str] | None:
    """At whom each result of a waiting set waits: the very units where they are known; nothing for other sets."""
    if rows not in queries.WAITED_FOR:
        return None
    name, today = RowSet(rows), clock.today()
    mark = queries.WAITED_FOR[name]

    @cache
    def units() -> dict[int, list[Unit]]:
        return queries.waited_on(name, _rows_of(request, rows))

    def who(row: Result) -> str:
        if mark is Mark.REGISTRATION and row.host is not None:
            return unit_label(row.host, today)
        named = units().get(row.pk, [])
        return "; ".join(unit_label(unit, today) for unit in named) or str(wording.WAITED_ON[mark])

    return who


def _days_label(rows: str) -> str:
    return _("Đã đợi (ngày)") if rows in queries.WAITED_FOR else _("Đã qua (ngày)")


def _days(rows: str, request: HttpRequest) -> Callable[[Result], int | None]:
    """Days since its acceptance; of what waits in a step, the days that the clock has counted there."""
    today = clock.today()

    @cache
    def waited() -> dict[int, int | None]:
        return queries.waited(_rows_of(request, rows), today)

    def days(row: Result) -> int | None:
        if rows in queries.WAITED_FOR:
            return waited().get(row.pk)
        return (today - row.accepted_on).days if row.accepted_on else None

    return days


def _rows_of(request: HttpRequest, key: str) -> QuerySet[Result]:
    if key in set(Step):
        return queries.reached(Step(key), visible_results(request.actor), clock.today())
    if key in set(RowSet):
        return queries.row_set(RowSet(key), request.actor, today=clock.today(), months=months_of(request))
    raise NotFound(_("Không có bảng số liệu này."))


def months_of(request: HttpRequest) -> int:
    """The span asked for, of those offered."""
    asked = request.GET.get("months", "")
    return int(asked) if asked in {str(each) for each in MONTHS} else queries.DRAWER_MONTHS


def span_words(months: int) -> str:
    return _("quá %(months)s tháng") % {"months": months}


def spans_of(listed: ListPage) -> list[Link]:
    """The same list, with its filters and its order, over each span offered."""
    return [Link(span_words(each), listed.address(months=str(each))) for each in MONTHS]


def _fields() -> Choices:
    return [(code, entry.shown_name) for code, entry in codes_of(CodeKey.FIELD, clock.today())]


def _priorities(request: HttpRequest) -> Choices:
    """Those in force, and those that the address asks for though they have ended: an old address says what it does."""
    today, asked = clock.today(), request.GET.getlist("priority")
    numbers = {int(value) for value in asked if value.isascii() and value.isdigit() and len(value) < 10}
    rows = priorities_to_choose(today, numbers)
    return [
        *((str(row.pk), row.name if row.until is None or row.until >= today else _ended(row)) for row in rows),
        (str(NO_PRIORITY), str(wording.NO_PRIORITY)),
    ]


def _ended(row: Priority) -> str:
    return _("%(name)s (đến %(day)s)") % {"name": row.name, "day": legal_date(row.until)}


def _of_priorities(rows: QuerySet[Result], values: list[str]) -> QuerySet[Result]:
    return rows.filter(queries.with_priorities({int(value) for value in values}, clock.today()))


def _pill(row: Result) -> Pill:
    return Pill(word=str(result_words.STATES[row.state]), tone=result_words.STATE_TONES[row.state])


# ---- lines of decisions in force


@reads
def lines(request: HttpRequest) -> HttpResponse:
    listed, today = _lines(request), clock.today()
    rows = [(row, _line_pill(row), unit_label(row.unit, today)) for row in listed.rows]
    return page(request, "insights/lines.html", list=listed, rows=rows, trail=trail(listed.title))


def _lines(request: HttpRequest) -> ListPage:
    may_see_figures(request.actor).require()
    today = clock.today()
    found = queries.lines_in_force(request.actor)
    return ListPage(
        request,
        found.select_related("decision", "result", "product", *label_related("unit")),
        title=_("Mục chuyển giao theo quyết định"),
        noun=lambda n: ngettext("%(count)s mục", "%(count)s mục", n),
        columns=[
            Column("code", _("Mã"), lambda row: row.item.code, on_screen=False, on_paper=True, width=11),
            Column("item", _("Kết quả, sản phẩm"), lambda row: row.item.title, width=40),
            Column("unit", _("Đơn vị nhận"), lambda row: unit_label(row.unit, today), sort=("unit__name_order",)),
            Column("decision", _("Quyết định"), lambda row: row.decision.number, sort=("decision__issued_on",)),
            Column("stage", _("Tới đâu"), lambda row: _line_pill(row).word, kind="pill"),
        ],
        filters=[
            Filter("stage", _("Tới đâu"), "", _stages, narrow=_at_stage, counted=False),
            Filter("kind", _("Loại"), "", _kinds, narrow=_of_kind, counted=False),
            Filter("decision", _("Quyết định"), "decision__code", lambda: _decisions(request), counted=False),
            _place_filter(request, today),
        ],
        search=("result__folded", "product__folded", "unit__folded"),
        search_hint=_("Tên kết quả, sản phẩm, đơn vị"),
        order=("-decision__issued_on", "order", "pk"),
    )


export_lines = exported(_lines)


def _place_filter(request: HttpRequest, today: date) -> Filter:
    """By the map of the day, unless the address names places of today's."""
    by = MapOf.TODAY if PLACE_FILTERS[MapOf.TODAY] in request.GET else MapOf.DAY

    def narrow(rows: QuerySet[Any], keys: list[str]) -> QuerySet[Any]:
        return rows.filter(queries.lines_at(request.actor, keys, by, today))

    def places() -> Choices:
        return [(key, place_name(area)) for key, area in queries.places_of_lines(request.actor, by, today)]

    return Filter(PLACE_FILTERS[by], map_label(by), "", places, narrow=narrow, counted=False)


def _stages() -> Choices:
    return [("received", _("Đơn vị đã nhận")), ("signed", _("Đã ký, chưa nhận")), ("open", _("Chưa ký"))]


def _at_stage(rows: QuerySet[Any], values: list[str]) -> QuerySet[Any]:
    chosen = {
        "received": Q(received=True),
        "signed": Q(signed=True, received=False),
        "open": Q(signed=False),
    }
    wanted = Q()
    for value in values:
        wanted |= chosen[value]
    return rows.filter(wanted)


def _kinds() -> Choices:
    return [("result", _("Kết quả")), ("product", _("Sản phẩm"))]


def _of_kind(rows: QuerySet[Any], values: list[str]) -> QuerySet[Any]:
    return rows.filter(Q(result__isnull="result" not in values) | Q(product__isnull="product" not in values))


def _decisions(request: HttpRequest) -> Choices:
    found = queries.lines_in_force(request.actor).order_by("-decision__issued_on")
    return list(dict.fromkeys(found.values_list("decision__code", "decision__number")))


def _line_pill(row: Any) -> Pill:
    if row.received:
        return Pill(word=_("Đơn vị đã nhận"), tone="ok")
    if row.signed:
        return Pill(word=_("Đã ký, chưa nhận"), tone="wait")
    return Pill(word=_("Chưa ký"), tone="plain")


# ---- products of national and regional programmes


@reads
def products(request: HttpRequest) -> HttpResponse:
    listed = _products(request)
    rows = [(row, _product_pill(row)) for row in listed.rows]
    return page(request, "insights/products.html", list=listed, rows=rows, trail=trail(listed.title))


def _products(request: HttpRequest) -> ListPage:
    may_see_figures(request.actor).require()
    signed = MinutesItem.objects.filter(product=OuterRef("pk"), minutes__state__in=SIGNED_STATES)
    return ListPage(
        request,
        queries.national_products().annotate(signed=Exists(signed)).select_related("programme"),
        title=_("Sản phẩm của chương trình quốc gia, vùng"),
        noun=lambda n: ngettext("%(count)s sản phẩm", "%(count)s sản phẩm", n),
        columns=[
            Column("code", _("Mã"), lambda row: row.code, on_screen=False, on_paper=True, width=11),
            Column("title", _("Sản phẩm"), lambda row: row.title, sort=("folded",), width=40),
            Column("nature", _("Tính chất"), lambda row: str(result_words.NATURES[row.nature]), sort=("nature",)),
            Column("programme", _("Chương trình"), lambda row: row.programme),
            Column("stage", _("Tới đâu"), lambda row: _product_pill(row).word, kind="pill"),
        ],
        filters=[
            Filter("stage", _("Tới đâu"), "", _product_stages, narrow=_product_stage, counted=False),
            Filter("nature", _("Tính chất"), "nature", lambda: list(result_words.NATURES.items())),
        ],
        search=("folded",),
        search_hint=_("Mã, tên sản phẩm; không cần dấu"),
        order=("programme_id", "order", "pk"),
    )


export_products = exported(_products)


def _product_stages() -> Choices:
    return [("signed", _("Đã ký bàn giao")), ("open", _("Chưa bàn giao"))]


def _product_stage(rows: QuerySet[Any], values: list[str]) -> QuerySet[Any]:
    return rows if len(values) > 1 else rows.filter(signed=values == ["signed"])


def _product_pill(row: Any) -> Pill:
    if row.signed:
        return Pill(word=_("Đã ký bàn giao"), tone="ok")
    return Pill(word=_("Chưa bàn giao"), tone="plain")


def trail(last: str) -> list[Link]:
    return [Link(_("Số liệu"), reverse("figures:home")), Link(last)]
