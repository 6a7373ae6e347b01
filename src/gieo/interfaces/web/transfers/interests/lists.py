"""The list of interests in the office; a unit sees its own."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.domain.results.access import visible_results
from gieo.domain.transfers import wording
from gieo.domain.transfers.access import visible_interests
from gieo.domain.transfers.queries.interests import waiting_so, with_names
from gieo.domain.transfers.vocab import Outcome, Wait
from gieo.interfaces.web.transfers.interests import shown
from gieo.interfaces.web.ui.asked import with_asked
from gieo.interfaces.web.ui.lists import Column, Filter, ListPage

WAITS = "waits"


def office_list(request: HttpRequest) -> ListPage:
    """Interests that this person sees, the newest first."""
    today, seen = clock.today(), visible_interests(request.actor)
    return ListPage(
        request,
        with_names(seen),
        title=_("Người quan tâm kết quả"),
        noun=lambda n: ngettext("%(count)s người hỏi", "%(count)s người hỏi", n),
        columns=[
            Column("code", _("Mã"), lambda row: row.code, on_screen=False, on_paper=True, width=13),
            Column("result", _("Kết quả"), lambda row: row.result.shown_title, width=36),
            Column("result_code", _("Mã kết quả"), lambda row: row.result.code, on_screen=False),
            Column("name", _("Người hỏi"), lambda row: row.name, width=18),
            Column("body", _("Đơn vị, nơi ở"), lambda row: shown.body_of(row, today), on_screen=False, on_paper=True),
            Column("stated_on", _("Ngày hỏi"), lambda row: row.stated_on, kind="date", sort=("stated_on",)),
            Column("due", _("Hạn trả lời"), lambda row: row.due, kind="date", sort=("due", "code")),
            Column("answered_on", _("Trả lời lần đầu"), lambda row: row.answered_on, kind="date", on_screen=False),
            Column("state", _("Tình trạng"), lambda row: shown.pill_of(row, today).word, kind="pill", sort=("state",)),
            Column("closed_on", _("Ngày kết thúc"), lambda row: row.closed_on, kind="date", on_screen=False),
        ],
        filters=[
            Filter("state", _("Tình trạng"), "state", lambda: list(wording.INTEREST_STATE_LABELS.items())),
            Filter("due", _("Hạn trả lời"), "", lambda: [(WAITS, _("Đang chờ trả lời"))], narrow=_due, counted=False),
            Filter(
                "first",
                _("Trả lời lần đầu"),
                "",
                lambda: list(wording.WAIT_LABELS.items()),
                narrow=_first,
                counted=False,
            ),
            Filter(
                "outcome", _("Kết cục"), "outcome", lambda: [(each, wording.OUTCOME_LABELS[each]) for each in Outcome]
            ),
            Filter(
                "result",
                _("Kết quả"),
                "result__code",
                counted=False,
                choices=lambda: with_asked(_results(seen), request, visible_results(request.actor)),
            ),
            Filter("year", _("Năm hỏi"), "stated_on__year", lambda: _years(seen)),
        ],
        search=("folded",),
        search_hint=_("Tên người hỏi, đơn vị, nơi ở, mã; không cần dấu"),
        order=("-stated_on", "-code"),
    )


def _due(rows: QuerySet[Any], values: list[str]) -> QuerySet[Any]:
    return rows.filter(due__isnull=False) if WAITS in values else rows


def _first(rows: QuerySet[Any], values: list[str]) -> QuerySet[Any]:
    found = Q()
    for wait in Wait:
        if wait in values:
            found |= waiting_so(wait, clock.today())
    return rows.filter(found)


def _results(seen: QuerySet[Any]) -> list[tuple[str, Any]]:
    rows = seen.order_by("result__code").values_list("result__code", "result__title").distinct()
    return [(code, f"{code} {title}") for code, title in rows]


def _years(seen: QuerySet[Any]) -> Iterable[tuple[str, Any]]:
    return [(str(day.year), str(day.year)) for day in seen.order_by("-stated_on").dates("stated_on", "year", "DESC")]
