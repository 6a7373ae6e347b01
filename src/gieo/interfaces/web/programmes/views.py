"""Programmes with their own products and their results, and the province's priorities."""

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from gieo.core import clock
from gieo.domain.procedures.queries import kinds
from gieo.domain.programmes import services, wording
from gieo.domain.programmes.access import access_priority, access_programme, visible_programmes
from gieo.domain.programmes.models import Priority, Programme
from gieo.domain.programmes.permits import may_edit_priorities, may_edit_programmes
from gieo.domain.programmes.queries import priorities_on
from gieo.domain.results import wording as words
from gieo.domain.results.access import visible_results
from gieo.domain.results.permits import may_add_product
from gieo.domain.results.queries import figures_of, products_of_programme
from gieo.foundation.journal.queries import history
from gieo.interfaces.web.programmes.forms import EndForm, PriorityForm, ProgrammeForm
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.exporting import exported
from gieo.interfaces.web.ui.happenings import happenings
from gieo.interfaces.web.ui.lists import Column, Filter, ListPage
from gieo.interfaces.web.ui.pages import filled, fills, page, reads

SHOWN_RESULTS = 25


@reads
def directory(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    return page(
        request,
        "programmes/list.html",
        list=_list(request),
        priorities=priorities_on(today).prefetch_related("entries"),
        ended=Priority.objects.filter(until__lt=today),
        may_edit=may_edit_programmes(request.actor),
        may_edit_priorities=may_edit_priorities(request.actor),
    )


def _list(request: HttpRequest) -> ListPage:
    seen = Q(results__in=visible_results(request.actor))
    programmes = visible_programmes(request.actor).select_related("managing_unit")
    return ListPage(
        request,
        programmes.annotate(
            result_count=Count("results", filter=seen, distinct=True), product_count=Count("products", distinct=True)
        ),
        title=pgettext("nhiều", "Chương trình"),
        noun=lambda n: ngettext("%(count)s chương trình", "%(count)s chương trình", n),
        columns=[
            Column("code", _("Mã"), lambda row: row.code, sort=("code",)),
            Column("name", _("Chương trình"), lambda row: row.name, sort=("folded",)),
            Column("level", _("Cấp"), lambda row: wording.LEVELS[row.level], sort=("level",)),
            Column("years", _("Thời gian"), lambda row: _years(row), sort=("since_year",)),
            Column("results", _("Kết quả"), lambda row: row.result_count, kind="number", sort=("result_count",)),
            Column(
                "products", _("Sản phẩm riêng"), lambda row: row.product_count, kind="number", sort=("product_count",)
            ),
        ],
        filters=[Filter("level", _("Cấp"), "level", lambda: list(wording.LEVELS.items()))],
        search=("folded",),
        search_hint=_("Tên, ký hiệu"),
        order=("-since_year", "name"),
    )  # fmt: skip


export = exported(_list)


def _years(row: Programme) -> str:
    return f"{row.since_year}–{row.until_year}" if row.until_year else _("từ %(year)d") % {"year": row.since_year}


@reads
def record(request: HttpRequest, code: str) -> HttpResponse:
    programme, actor = access_programme(code, request.actor), request.actor
    by_nature = kinds(clock.today())
    results = visible_results(actor).filter(programme=programme)
    return page(
        request,
        "programmes/record.html",
        programme=programme,
        level=wording.LEVELS[programme.level],
        years=_years(programme),
        products=[
            (row, words.NATURES[row.nature], by_nature.get(row.nature), words.DELIVERIES[row.delivery])
            for row in products_of_programme(programme)
        ],
        results=[(row, words.STATES[row.state]) for row in results.order_by("-code")[:SHOWN_RESULTS]],
        figures=figures_of(results),
        may_edit=may_edit_programmes(actor),
        may_add_product=may_add_product(actor, programme),
        happenings=happenings(history(programme)),
        trail=_trail(),
    )  # fmt: skip


@fills
def new(request: HttpRequest) -> HttpResponse:
    may_edit_programmes(request.actor).require()

    def add(values: dict[str, Any]) -> Programme:
        values.pop("version")
        return services.add_programme(actor=request.actor, now=clock.now(), **values)

    return filled(
        request,
        ProgrammeForm(request.POST or None, today=clock.today()),
        "programmes/form.html",
        add,
        said=_("Đã thêm chương trình."),
        to=lambda programme: ("programmes:record", programme.code),
        **_frame(_("Thêm chương trình"), reverse("programmes:list")),
    )


@fills
def edit(request: HttpRequest, code: str) -> HttpResponse:
    programme = access_programme(code, request.actor)
    may_edit_programmes(request.actor).require()

    def save(values: dict[str, Any]) -> Programme:
        version = values.pop("version") or 0
        return services.edit_programme(programme, actor=request.actor, now=clock.now(), version=version, **values)

    back = reverse("programmes:record", args=[code])
    return filled(
        request,
        ProgrammeForm(request.POST or None, today=clock.today(), programme=programme),
        "programmes/form.html",
        save,
        said=_("Đã lưu."),
        to=back,
        **_frame(_("Sửa chương trình"), back, Link(programme.shown_name, back)),
    )


@fills
def add_priority(request: HttpRequest) -> HttpResponse:
    may_edit_priorities(request.actor).require()

    def add(values: dict[str, Any]) -> Priority:
        values.pop("version")
        return services.add_priority(actor=request.actor, now=clock.now(), **values)

    return filled(
        request,
        PriorityForm(request.POST or None, today=clock.today(), initial={"since": clock.today()}),
        "programmes/form.html",
        add,
        said=_("Đã thêm ưu tiên."),
        to="programmes:list",
        **_frame(_("Thêm ưu tiên của tỉnh"), reverse("programmes:list")),
    )


@fills
def edit_priority(request: HttpRequest, pk: int) -> HttpResponse:
    may_edit_priorities(request.actor).require()
    priority = access_priority(pk, request.actor)
    initial = {name: getattr(priority, name) for name in (*services.PRIORITY_FIELDS, "version")}
    initial["entries"] = list(priority.entries.all())

    def save(values: dict[str, Any]) -> Priority:
        version = values.pop("version") or 0
        return services.edit_priority(priority, actor=request.actor, now=clock.now(), version=version, **values)

    return filled(
        request,
        PriorityForm(request.POST or None, today=clock.today(), priority=priority, initial=initial),
        "programmes/form.html",
        save,
        said=_("Đã lưu."),
        to="programmes:list",
        **_frame(_("Sửa ưu tiên"), reverse("programmes:list")),
    )


@fills
def end_priority(request: HttpRequest, pk: int) -> HttpResponse:
    may_edit_priorities(request.actor).require()
    priority = access_priority(pk, request.actor)
    return filled(
        request,
        EndForm(request.POST or None, initial={"until": clock.today()}),
        "programmes/form.html",
        lambda values: services.end_priority(priority, actor=request.actor, now=clock.now(), **values),
        said=_("Đã ghi ngày cuối."),
        to="programmes:list",
        **_frame(_("Thôi ưu tiên “%(name)s”") % {"name": priority.name}, reverse("programmes:list")),
    )


def _trail(*more: Link) -> list[Link]:
    return [Link(pgettext("nhiều", "Chương trình"), reverse("programmes:list")), *more]


def _frame(heading: str, back: str, *more: Link) -> dict[str, Any]:
    return {"heading": heading, "back": back, "trail": _trail(*more, Link(heading))}
