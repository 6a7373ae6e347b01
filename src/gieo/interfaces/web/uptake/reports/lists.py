"""The yearly synthesis of the focal point: who owes a report, who answered, what was applied."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.core.actor import Actor
from gieo.domain.uptake.models import Report
from gieo.domain.uptake.queries.reports import late_on, listed_reports, reported_minutes, years_of
from gieo.domain.uptake.queries.synthesis import count_of
from gieo.domain.uptake.vocab.reports import Answer, ReportState
from gieo.domain.uptake.wording.reports import ANSWER_LABELS, CHANNEL_LABELS, STATE_LABELS, STATE_TONES
from gieo.foundation.units.queries import row_label
from gieo.interfaces.web.ui.bearers import bearer_filter
from gieo.interfaces.web.ui.components import Link, Pill
from gieo.interfaces.web.ui.exporting import exported
from gieo.interfaces.web.ui.formats import who_did
from gieo.interfaces.web.ui.lists import Column, Filter, ListPage
from gieo.interfaces.web.ui.pages import page, reads
from gieo.interfaces.web.uptake.reports.synthesis import year_of


@reads
def listing(request: HttpRequest) -> HttpResponse:
    listed, today = _listing(request), clock.today()
    year = year_of(request)
    return page(
        request,
        "uptake/reports/list.html",
        list=listed,
        rows=[
            (row, state_pill(row), _answer(row), row_label(row.minutes, row.minutes.receiver, today))
            for row in listed.rows
        ],
        year=str(year),
        count=count_of(year, request.actor, today),
        trail=(Link(_("Báo cáo ứng dụng")),),
    )


def state_pill(report: Report) -> Pill:
    """Whether it was answered; a draft past its day is late."""
    if report.state == ReportState.DRAFT and report.duty.due < clock.today():
        return Pill(word=_("Trễ hạn"), tone="late")
    return Pill(word=str(STATE_LABELS[report.state]), tone=STATE_TONES[report.state])


def _answer(row: Any) -> str:
    """What a row says of use, once it was sent."""
    if not row.is_sent:
        return ""
    if row.applies and row.applies_not:
        return _("Ứng dụng một phần")
    return str(ANSWER_LABELS[Answer.APPLIED if row.applies else Answer.NOT_APPLIED])


def _listing(request: HttpRequest) -> ListPage:
    today = clock.today()
    return ListPage(
        request,
        listed_reports(request.actor),
        title=_("Báo cáo ứng dụng"),
        noun=lambda n: ngettext("%(count)s báo cáo", "%(count)s báo cáo", n),
        columns=_columns(today),
        filters=[
            Filter("year", _("Năm đến hạn"), "duty__due__year", lambda: _years(request.actor)),
            Filter("state", _("Tình trạng"), "state", lambda: list(STATE_LABELS.items())),
            Filter("show", _("Cần để ý"), "", _shows, narrow=_narrow),
            Filter("answer", _("Trả lời"), "", lambda: list(ANSWER_LABELS.items()), narrow=_answered),
            bearer_filter(request, reported_minutes(request.actor), "receiver", within="minutes"),
            Filter("channel", _("Cách trả lời"), "channel", lambda: list(CHANNEL_LABELS.items())),
        ],
        search=("minutes__receiver__folded", "minutes__heir__folded", "code"),
        search_hint=_("Tên đơn vị, mã báo cáo, không cần dấu"),
        order=("duty__due", "code"),
    )


def _columns(today: date) -> list[Column]:
    return [
        Column(
            "unit",
            _("Đơn vị"),
            lambda row: row_label(row.minutes, row.minutes.receiver, today),
            sort=("minutes__receiver__name_order", "code"),
        ),
        Column("code", _("Báo cáo"), lambda row: row.code, sort=("code",)),
        Column("due", _("Hạn"), lambda row: row.duty.due, kind="date", sort=("duty__due", "code")),
        Column("state", _("Tình trạng"), lambda row: state_pill(row).word, kind="pill", sort=("state", "duty__due")),
        Column("answer", _("Trả lời"), _answer),
        Column("channel", _("Cách trả lời"), _channel, on_screen=False),
        Column("sent", _("Ngày gửi"), _sent_on, kind="date", on_screen=False, on_paper=True),
        Column("confirmed", _("Người xác nhận"), lambda row: who_did(row.confirmed_by_name), on_screen=False),
        Column(
            "forwarded",
            _("Gửi hệ thống quốc gia"),
            lambda row: row.forwarded_on,
            kind="date",
            sort=("forwarded_on", "code"),
        ),
    ]


def _channel(row: Report) -> str:
    return str(CHANNEL_LABELS[row.channel]) if row.is_sent else ""


def _sent_on(row: Report) -> date | None:
    return clock.local_date(row.sent_at) if row.sent_at else None


export = exported(_listing)


def _years(actor: Actor) -> list[tuple[str, str]]:
    return [(str(year), str(year)) for year in years_of(actor)]


def _shows() -> list[tuple[str, Any]]:
    return [
        ("late", _("Trễ hạn")),
        ("asks", _("Xin liên kết mới")),
        ("forwarded", _("Đã gửi hệ thống quốc gia")),
        ("kept", _("Chưa gửi hệ thống quốc gia")),
    ]


def _narrow(rows: QuerySet[Report], chosen: list[str]) -> QuerySet[Report]:
    wanted = {
        "late": late_on(clock.today()),
        "asks": Q(asks_link=True, state=ReportState.DRAFT),
        "forwarded": Q(forwarded_on__isnull=False),
        "kept": Q(forwarded_on=None, state=ReportState.CONFIRMED),
    }
    found = Q()
    for one in chosen:
        found |= wanted.get(one, Q())
    return rows.filter(found)


def _answered(rows: QuerySet[Report], chosen: list[str]) -> QuerySet[Report]:
    sent = rows.exclude(state=ReportState.DRAFT)
    wanted = {Answer.APPLIED.value: Q(applies=True), Answer.NOT_APPLIED.value: Q(applies_not=True)}
    found = Q()
    for one in chosen:
        found |= wanted.get(one, Q())
    return sent.filter(found)
