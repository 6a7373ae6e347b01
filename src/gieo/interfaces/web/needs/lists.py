"""The two lists of needs: the office's, with limits, and the public one."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.domain.needs import wording
from gieo.domain.needs.access import public_needs, visible_needs
from gieo.domain.needs.lifecycle import PUBLIC_STATES
from gieo.domain.needs.models import Need
from gieo.domain.needs.queries import late_needs, with_names
from gieo.domain.procedures.models import CodeEntry
from gieo.foundation.places.models import Area
from gieo.foundation.units.models import Unit
from gieo.foundation.units.queries import label_related, unit_label
from gieo.interfaces.web.needs import shown
from gieo.interfaces.web.ui.fields import row_numbers
from gieo.interfaces.web.ui.lists import Column, Filter, ListPage

LATE = "late"


def office_list(request: HttpRequest) -> ListPage:
    """Needs that this person sees, those without an answer by their limit first."""
    today, seen = clock.today(), visible_needs(request.actor)
    return ListPage(
        request,
        with_names(seen),
        title=_("Nhu cầu"),
        noun=_noun,
        columns=[
            Column("code", _("Mã"), lambda row: row.code, on_screen=False, on_paper=True, width=13),
            Column("title", _("Nhu cầu"), lambda row: row.title, width=40),
            Column("unit", _("Đơn vị"), shown.unit_of, on_screen=False, on_paper=True, width=20),
            Column("places", _("Ở đâu"), shown.places_of, on_screen=False, on_paper=True, width=20),
            Column("problem", _("Đang vướng gì"), lambda row: row.problem, on_screen=False, width=40),
            Column("concerned", _("Bao nhiêu người"), shown.concerned_of, on_screen=False),
            Column("users", _("Ai sẽ dùng"), lambda row: row.users, on_screen=False),
            Column("tried", _("Đã thử gì"), lambda row: row.tried, on_screen=False),
            Column("wanted_by", _("Cần có trước ngày"), lambda row: row.wanted_by, kind="date", on_screen=False),
            Column("stated_on", _("Ngày nêu"), lambda row: row.stated_on, kind="date", sort=("stated_on",)),
            Column("due", _("Hạn trả lời"), lambda row: row.due, kind="date", sort=("due",)),
            Column("state", _("Tình trạng"), lambda row: shown.pill_of(row, today).word, kind="pill", sort=("state",)),
            Column("answered_on", _("Trả lời ngày"), lambda row: row.answered_on, kind="date", on_screen=False),
            Column("answer", _("Trả lời"), lambda row: str(wording.ANSWERS.get(row.answer, "")), on_screen=False),
            Column("answer_words", _("Lời trả lời"), lambda row: row.answer_words, on_screen=False),
            Column("met_by", _("Kết quả đáp ứng"), lambda row: row.met_by, on_screen=False),
        ],
        filters=[
            Filter("state", _("Tình trạng"), "state", lambda: list(wording.STATES.items())),
            Filter("late", _("Hạn trả lời"), "", lambda: [(LATE, _("Quá hạn"))], narrow=_late, counted=False),
            Filter("answer", _("Trả lời"), "answer", lambda: list(wording.ANSWERS.items())),
            Filter("year", _("Năm nêu"), "stated_on__year", lambda: _years(seen), counted=False),
            Filter("unit", _("Đơn vị"), "unit__code", lambda: _units(seen, today), counted=False),
            Filter("channel", _("Cách nêu"), "channel", lambda: list(wording.CHANNELS.items())),
            Filter("field", _("Lĩnh vực"), "field__code", lambda: _fields(seen), counted=False),
        ],
        search=("folded",),
        search_hint=_("Cần gì, đơn vị, mã; không cần dấu"),
        order=("-stated_on", "-code"),
    )


def public_list(request: HttpRequest) -> ListPage:
    """What units agreed to show, the newest first."""
    seen = public_needs()
    return ListPage(
        request,
        with_names(seen),
        title=_("Nhu cầu của đơn vị và người dân"),
        noun=_noun,
        columns=[
            Column("title", _("Nhu cầu"), lambda row: row.title, width=40),
            Column("unit", _("Đơn vị"), shown.unit_of, width=20),
            Column("places", _("Ở đâu"), shown.places_of, width=20),
            Column("stated_on", _("Ngày nêu"), lambda row: row.stated_on, kind="date", sort=("stated_on",)),
            Column("state", _("Tình trạng"), lambda row: shown.pill_of(row, row.due).word, kind="pill"),
        ],
        filters=[
            Filter("place", _("Địa bàn"), "places__code", lambda: _places(seen), narrow=_at, counted=False),
            Filter("field", _("Lĩnh vực"), "field__code", lambda: _fields(seen), counted=False),
            Filter(
                "state", _("Tình trạng"), "state", lambda: [(each, wording.STATES[each]) for each in PUBLIC_STATES]
            ),
        ],
        search=("folded",),
        search_hint=_("Ví dụ: giong lua, may say; không cần dấu"),
        order=("-stated_on", "-code"),
    )  # fmt: skip


def _noun(count: int) -> str:
    return ngettext("%(count)s nhu cầu", "%(count)s nhu cầu", count)


def _late(rows: QuerySet[Any], values: list[str]) -> QuerySet[Any]:
    return late_needs(rows, clock.today()) if LATE in values else rows


def _at(rows: QuerySet[Any], values: list[str]) -> QuerySet[Any]:
    """Each once, however many of its places were chosen."""
    return rows.filter(pk__in=Need.places.through.objects.filter(area__pk__in=row_numbers(values)).values("need"))


def _places(seen: QuerySet[Need]) -> list[tuple[str, Any]]:
    used = Need.places.through.objects.filter(need__in=seen.values("pk")).values("area")
    return [(str(pk), name) for pk, name in Area.objects.filter(pk__in=used).order_by("name").values_list("pk", "name")]


def _years(seen: QuerySet[Need]) -> list[tuple[str, Any]]:
    return [(str(day.year), str(day.year)) for day in seen.order_by().dates("stated_on", "year", order="DESC")]


def _units(seen: QuerySet[Need], today: date) -> list[tuple[str, Any]]:
    rows = Unit.objects.filter(pk__in=seen.order_by().values("unit")).order_by("name_order")
    return [(row.code, unit_label(row, today)) for row in rows.select_related(*label_related())]


def _fields(seen: QuerySet[Need]) -> list[tuple[str, Any]]:
    rows = CodeEntry.objects.filter(pk__in=seen.order_by().values("field")).order_by("order")
    return [(row.code, row.shown_name) for row in rows]
