"""What was handed over long ago and of which nothing is heard: no report, no use that is good today."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.domain.handovers.models import MinutesItem
from gieo.domain.insights import queries
from gieo.domain.insights.permits import may_see_figures
from gieo.domain.results.models import Product, Result
from gieo.foundation.units.models import Unit
from gieo.foundation.units.queries import bearer_label, bearer_related, label_related, unit_label
from gieo.interfaces.web.insights.lists import months_of, spans_of, trail
from gieo.interfaces.web.ui.exporting import exported
from gieo.interfaces.web.ui.lists import Column, Filter, ListPage
from gieo.interfaces.web.ui.pages import page, reads


@reads
def listing(request: HttpRequest) -> HttpResponse:
    listed, today = _listing(request), clock.today()
    return page(
        request,
        "insights/silent.html",
        list=listed,
        rows=[(row, _subject(row), _holder(row, today), _age(row, today)) for row in listed.rows],
        trail=trail(listed.title),
        spans=spans_of(listed),
        span_url=listed.address(months=str(months_of(request))),
    )


def _listing(request: HttpRequest) -> ListPage:
    may_see_figures(request.actor).require()
    today = clock.today()
    found = queries.silent_items(request.actor, today=today, months=months_of(request))
    related = [f"minutes__{path}" for path in bearer_related("receiver")]
    return ListPage(
        request,
        found.select_related("result", "product", *related),
        title=_("Đã nhận mà im lặng"),
        noun=lambda n: ngettext("%(count)s mục", "%(count)s mục", n),
        columns=[
            Column("code", _("Mã"), lambda row: _subject(row).code, on_screen=False, on_paper=True, width=11),
            Column("item", _("Kết quả, sản phẩm"), lambda row: row.title, sort=("title",), width=40),
            Column(
                "unit", _("Đơn vị nhận"), lambda row: _holder(row, today), sort=("minutes__receiver__name_order",)
            ),
            Column("received_on", _("Nhận ngày"), lambda row: row.received_on, kind="date", sort=("received_on",)),
            Column("age", _("Đã qua (ngày)"), lambda row: _age(row, today), kind="number"),
            Column("minutes", _("Biên bản"), lambda row: row.minutes.code),
        ],
        filters=[
            Filter("year", _("Năm nhận"), "received_on__year", lambda: _years(request), counted=False),
            Filter("receiver", _("Đơn vị nhận"), "minutes__receiver", lambda: _receivers(request, today)),
        ],
        search=("result__folded", "product__folded", "minutes__receiver__folded"),
        search_hint=_("Tên kết quả, sản phẩm, đơn vị"),
        order=("received_on", "pk"),
        scope=[_silence(months_of(request))],
    )  # fmt: skip


export = exported(_listing)


def _silence(months: int) -> str:
    """What makes an item silent, over the span asked for."""
    return ngettext(
        "Đơn vị đã nhận quá %(months)s tháng; trong %(months)s tháng qua không gửi báo cáo nào, và hôm nay không có "
        "nơi ứng dụng nào đã xác nhận còn giá trị.",
        "Đơn vị đã nhận quá %(months)s tháng; trong %(months)s tháng qua không gửi báo cáo nào, và hôm nay không có "
        "nơi ứng dụng nào đã xác nhận còn giá trị.",
        months,
    ) % {"months": months}


def _subject(row: MinutesItem) -> Result | Product:
    subject = row.result or row.product
    assert subject is not None  # an item gives one of the two (constraint)
    return subject


def _holder(row: MinutesItem, today: date) -> str:
    """Who has it today."""
    return bearer_label(row.minutes, row.minutes.receiver, today)


def _age(row: MinutesItem, today: date) -> int:
    assert row.received_on is not None  # what was received has its day (constraint)
    return (today - row.received_on).days


def _all(request: HttpRequest) -> Any:
    return queries.silent_items(request.actor, today=clock.today(), months=months_of(request)).order_by()


def _years(request: HttpRequest) -> list[tuple[str, Any]]:
    years = sorted({day.year for day in _all(request).values_list("received_on", flat=True).distinct()}, reverse=True)
    return [(str(year), str(year)) for year in years]


def _receivers(request: HttpRequest, today: date) -> list[tuple[str, Any]]:
    units = Unit.objects.filter(pk__in=_all(request).values("minutes__receiver")).select_related(*label_related())
    return [(str(unit.pk), unit_label(unit, today)) for unit in units.order_by("name_order")]
