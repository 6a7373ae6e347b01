"""The two lists of results: the office's and the public one. Pages and files come from the same definition."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from gieo.core import clock
from gieo.core.actor import ANONYMOUS
from gieo.domain.insights.queries import Holders, holder_sets, holders, keeper
from gieo.domain.insights.vocab import GIVEN
from gieo.domain.insights.wording import STEPS
from gieo.domain.procedures.vocab import CodeKey
from gieo.domain.results import wording
from gieo.domain.results.access import public_results, visible_results
from gieo.domain.results.models import Product, Result
from gieo.domain.results.queries import (
    Extent,
    codes_of,
    extent_of,
    handover_gates,
    leader_of,
    owners_of,
    with_kit,
    with_leaders,
    with_names,
    with_photos,
)
from gieo.domain.results.queries.finding import find_public, find_visible
from gieo.domain.results.queries.validity import HOLDS, SILENT, Catalogue, catalogue_of, unconfirmed
from gieo.domain.results.vocab import MOST_READY
from gieo.foundation.units.queries import unit_label
from gieo.interfaces.web.results.present import list_pills, unconfirmed_pill
from gieo.interfaces.web.ui.components import Pill
from gieo.interfaces.web.ui.lists import Column, Filter, ListPage
from gieo.interfaces.web.ui.maps import place_name
from gieo.interfaces.web.ui.ranked import among

Choices = list[tuple[str, Any]]


def office_list(request: HttpRequest) -> ListPage:
    """What the signed-in person sees, newest first."""
    results = visible_results(request.actor)
    kept = keeper(request.actor, clock.today())
    extent, (programmes, hosts) = kept("results", lambda: (extent_of(results), owners_of(results)))
    return ListPage(
        request,
        with_kit(with_names(results)),
        title=_("Kết quả"),
        noun=lambda n: ngettext("%(count)s kết quả", "%(count)s kết quả", n),
        columns=[
            Column("title", _("Kết quả"), lambda row: row.title, sort=("title_key",), width=40),
            Column("readiness", _("Sẵn sàng"), lambda row: row.readiness, kind="number", sort=("readiness",)),
            Column("state", _("Tình trạng"), lambda row: str(wording.STATES[row.state]), kind="pill", sort=("state",)),
            Column(
                "budget", _("Kinh phí"), lambda row: row.budget_state, kind="money", sort=("budget_state",),
                total="budget_state",
            ),
        ],
        filters=[
            Filter("field", _("Lĩnh vực"), "field__code", _fields),
            Filter("state", _("Tình trạng"), "state", lambda: list(wording.STATES.items())),
            Filter("year", _("Năm nghiệm thu"), "accepted_on__year", lambda: _years(extent), counted=False),
            Filter("readiness", _("Mức sẵn sàng"), "readiness", _levels, counted=False),
            Filter("programme", _("Chương trình"), "programme__code", lambda: programmes, counted=False),
            Filter("host", _("Tổ chức chủ trì"), "host__code", lambda: hosts, counted=False),
            Filter(
                HOLDS, _("Còn dùng được"), "", lambda: [(SILENT, _("Chưa được xác nhận lại"))], narrow=_silent,
                counted=False,
            ),
            *_access_filter(extent),
        ],
        search=("folded",),
        search_hint=_("Mã, tên, chủ nhiệm; không cần dấu"),
        finder=lambda words, chosen: (
            find_visible(request.actor, words, chosen) if words and not chosen[HOLDS] else None  # no mark says it
        ),
        order=("-code",),
        whole={"rows": extent.count, "sum_budget": extent.budget},
    )  # fmt: skip


def public_list(request: HttpRequest) -> ListPage:
    """What anybody sees, offered results first."""
    whole, programmes, held = _catalogue(clock.today())
    sets = _sets(whole, held)
    return ListPage(
        request,
        with_photos(with_names(public_results())),
        title=_("Kết quả nghiên cứu"),
        noun=lambda n: ngettext("%(count)s kết quả", "%(count)s kết quả", n),
        columns=[
            Column("title", _("Kết quả"), lambda row: row.title, sort=("title_key",), width=40),
            Column("accepted_on", _("Nghiệm thu"), lambda row: row.accepted_on, kind="date", sort=("accepted_on",)),
            Column("readiness", _("Mức sẵn sàng"), lambda row: row.readiness, kind="number", sort=("readiness",)),
        ],
        filters=[
            Filter("field", _("Lĩnh vực"), "field__code", _fields),
            Filter("state", _("Tình trạng"), "state", lambda: list(wording.PUBLIC_STATES.items())),
            Filter("nature", _("Loại sản phẩm"), "", lambda: list(wording.NATURES.items()), narrow=_of_nature),
            Filter("programme", _("Chương trình"), "programme__code", lambda: programmes, counted=False),
            Filter(
                "given", _("Giao nhận"), "", lambda: [(step, STEPS[step]) for step in GIVEN], narrow=_in(held.steps)
            ),
            Filter("place", _("Nơi đã nhận"), "", lambda: _places(held), narrow=_in(held.places)),
            Filter("receiver", _("Đơn vị đã nhận"), "", lambda: held.unit_names, narrow=_in(held.units)),
            Filter("readiness", _("Mức sẵn sàng"), "readiness", _levels, counted=False),
            Filter(
                HOLDS, pgettext("bộ lọc", "Xác nhận"), "", lambda: list(wording.HOLDS.items()),
                narrow=_in(whole.sets[HOLDS]),
            ),
            Filter("year", _("Năm nghiệm thu"), "accepted_on__year", lambda: _years(whole), counted=False),
        ],
        search=("folded",),
        search_hint=_("Ví dụ: che, nuoi bo; không cần dấu"),
        finder=lambda words, chosen: find_public(words, chosen, sets),
        order=("-state", "-accepted_on", "-code"),
        per_page=18,
        whole={"rows": whole.count},
    )  # fmt: skip


def public_sets(today: date) -> Mapping[str, Mapping[str, frozenset[int]]]:
    """Facets of the public list that the index does not know by marks."""
    whole, _programmes, held = _catalogue(today)
    return _sets(whole, held)


def _catalogue(today: date) -> tuple[Catalogue, Choices, Holders]:
    kept, results = keeper(ANONYMOUS, today), public_results()
    whole, (programmes, _hosts) = kept("catalogue", lambda: (catalogue_of(today), owners_of(results)))
    return whole, programmes, kept("holders", lambda: holders(today))


def _sets(whole: Catalogue, held: Holders) -> Mapping[str, Mapping[str, frozenset[int]]]:
    return {**holder_sets(held), **whole.sets}


def with_all_columns(listed: ListPage, *, public: bool) -> ListPage:
    """The same list with what the screen says inside a cell, and with the details that Excel has beside."""
    today = clock.today()
    more = [
        Column("field", _("Lĩnh vực"), lambda row: row.field, on_screen=False, on_paper=True, width=16),
        Column("short_title", _("Tên ngắn"), lambda row: row.short_title, on_screen=False),
        Column("host", _("Tổ chức chủ trì"), lambda row: _host(row, today), on_screen=False),
        Column("leader", _("Chủ nhiệm"), lambda row: leader_of(row) or "", on_screen=False),
        Column("programme", _("Chương trình"), lambda row: row.programme, on_screen=False),
        Column("certificate_no", _("Số giấy chứng nhận"), lambda row: row.certificate_no, on_screen=False),
        Column("certificate_on", _("Ngày cấp"), lambda row: row.certificate_on, kind="date", on_screen=False),
        Column("contact", _("Liên hệ"), _contact, on_screen=False),
    ]
    if public:
        state = Column("state", _("Tình trạng"), _public_state, kind="pill", on_screen=False, on_paper=True)
        more.insert(1, state)
    else:
        more.insert(1, Column("accepted_on", _("Nghiệm thu"), _accepted, kind="date", on_screen=False, on_paper=True))
        more += [
            Column("budget_other", _("Kinh phí nguồn khác"), _budget_other, kind="money", on_screen=False),
            Column("access", _("Quyền xem"), lambda row: str(wording.ACCESSES[row.access]), on_screen=False),
        ]
    listed.queryset = with_leaders(listed.queryset)
    code = Column("code", _("Mã"), lambda row: row.code, on_screen=False, on_paper=True, width=11)
    listed.columns = [code, *listed.columns, *more]
    return listed


def _host(row: Result, today: date) -> str:
    return unit_label(row.host, today) if row.host else ""


def _contact(row: Result) -> str:
    return f"{row.contact_name} {row.contact_phone}".strip()


def _accepted(row: Result) -> date | None:
    return row.accepted_on


def _budget_other(row: Result) -> int | None:
    return row.budget_other


def _public_state(row: Result) -> str:
    return str(wording.PUBLIC_STATES[row.state])


def pills(rows: list[Result]) -> dict[int, tuple[Pill, ...]]:
    """The pills of each row."""
    gates, today = handover_gates(rows), clock.today()
    silent = {row.pk: unconfirmed_pill(row, today) for row in rows}
    return {row.pk: (*list_pills(row, gates[row.pk]), *filter(None, (silent[row.pk],))) for row in rows}


def _access_filter(extent: Extent) -> list[Filter]:
    """Only for people who see something restricted: to others the filter would tell that there is such a thing."""
    if not extent.has_restricted:
        return []
    return [Filter("access", _("Quyền xem"), "access", lambda: list(wording.ACCESSES.items()), counted=False)]


def _silent(rows: QuerySet[Result], values: list[str]) -> QuerySet[Result]:
    return unconfirmed(rows, clock.today()) if SILENT in values else rows


def _fields() -> Choices:
    return [(code, entry.shown_name) for code, entry in codes_of(CodeKey.FIELD, clock.today())]


def _years(extent: Extent | Catalogue) -> Choices:
    return [(str(year), str(year)) for year in extent.years]


def _levels() -> Choices:
    return [(str(level), f"{level} · {wording.READINESS[level]}") for level in range(MOST_READY, -1, -1)]


def _places(held: Holders) -> Choices:
    return [(key, name or place_name(None)) for key, name in held.place_names]


def _in(sets: Mapping[str, frozenset[int]]) -> Callable[[QuerySet[Result], list[str]], QuerySet[Result]]:
    """Narrows to what lies in any of the sets that are named."""
    return lambda rows, names: among(rows, sorted(frozenset[int]().union(*(sets[name] for name in names))))


def _of_nature(rows: QuerySet[Result], natures: list[str]) -> QuerySet[Result]:
    return rows.filter(pk__in=Product.objects.filter(nature__in=natures, result__isnull=False).values("result"))
