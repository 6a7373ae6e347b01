"""Who owes what by when: the list for a person, a unit, the whole office."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Case, CharField, Count, Exists, OuterRef, QuerySet, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.core.calendar import WorkCalendar
from gieo.foundation.duties.models import Duty, Escalation
from gieo.foundation.duties.permits import may_see_scope
from gieo.foundation.duties.queries import Desk, debtor_label, work_calendar
from gieo.foundation.duties.rules import COMING_DAYS, week_end
from gieo.foundation.duties.vocab import DutyState, Scope, Tell
from gieo.foundation.duties.wording import MARK_LABELS, SCOPE_TITLES, limit_label
from gieo.interfaces.web.ui.bearers import bearer_filter
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.exporting import exported
from gieo.interfaces.web.ui.formats import ground, who_did
from gieo.interfaces.web.ui.lists import Column, Filter, ListPage
from gieo.interfaces.web.ui.pages import page, reads
from gieo.interfaces.web.ui.records import RECORDS, record_label, record_url
from gieo.interfaces.web.ui.todos import duty_pill, duty_title, of_record, open_records

OWED, AWAITED, CLOSED = "owed", "awaited", "closed"
LATE, WEEK, MONTH, LATER = "late", "week", "month", "later"
ESCALATED, SUSPENDED = "escalated", "suspended"
_TO_LEADER = Escalation.objects.filter(duty=OuterRef("pk"), told=Tell.LEADER)


@reads
def mine(request: HttpRequest) -> HttpResponse:
    return _answer(request, Scope.ME, OWED)


@reads
def listed(request: HttpRequest, scope: str, show: str) -> HttpResponse:
    return _answer(request, *_chosen(scope, show))


def _chosen(scope: str, show: str) -> tuple[Scope, str]:
    if scope not in list(Scope) or show not in (OWED, AWAITED, CLOSED):
        raise Http404
    return Scope(scope), show


def _answer(request: HttpRequest, scope: Scope, show: str) -> HttpResponse:
    today, calendar = clock.today(), work_calendar()
    found = _list(request, scope, show, calendar)
    duties = list(found.rows)
    open_to = open_records(request.actor, duties)
    rows = [
        {
            "duty": duty,
            "title": duty_title(duty),
            "url": record_url(*of_record(duty)) if of_record(duty) in open_to else "",
            "kind": record_label(duty.record_kind),
            "debtor": debtor_label(duty, today),
            "basis": ground(duty.basis),
            "pill": duty_pill(duty, today, calendar),
        }
        for duty in duties
    ]
    return page(
        request,
        "duties/list.html",
        list=found,
        rows=rows,
        show=show,
        scopes=[Link(SCOPE_TITLES[each], _url(each, show)) for each in Scope if may_see_scope(request.actor, each)],
        shows=[Link(label, _url(scope, each)) for each, label in _shows().items()],
        scope_url=_url(scope, show),
        show_url=_url(scope, show),
    )


def _url(scope: Scope, show: str) -> str:
    return reverse("duties:scope", args=[scope.value, show])


def _shows() -> dict[str, str]:
    return {OWED: _("Phải làm"), AWAITED: _("Đang chờ người khác"), CLOSED: _("Đã xong")}


def _list(request: HttpRequest, scope: Scope, show: str, calendar: WorkCalendar) -> ListPage:
    may_see_scope(request.actor, scope).require()
    today = clock.today()
    desk = Desk(request.actor, scope, today)
    duties = {OWED: desk.owed, AWAITED: desk.awaited, CLOSED: desk.closed}[show]()
    filters = [
        Filter("title", _("Việc"), "title", lambda: _repeated(duties)),
        Filter("record", _("Loại hồ sơ"), "record_kind", _kinds),
        bearer_filter(request, duties, "debtor_unit", label=_("Đơn vị phải làm")),
    ]
    if show != CLOSED:
        filters.insert(0, Filter("urgency", _("Hạn"), "urgency", _urgencies))
    return ListPage(
        request,
        _with_urgency(duties, today),
        title=f"{_('Hạn và việc')}, {SCOPE_TITLES[scope]}",
        noun=lambda n: ngettext("%(count)s việc", "%(count)s việc", n),
        columns=[
            Column("due", _("Hạn"), lambda duty: duty.due, kind="date", sort=("due",)),
            Column("title", _("Việc"), duty_title, sort=("title", "due")),
            Column("debtor", _("Ai phải làm"), lambda duty: debtor_label(duty, today)),
            Column("standing", _("Tình trạng"), lambda duty: duty_pill(duty, today, calendar).word, kind="pill"),
            Column("record", _("Hồ sơ"), lambda duty: duty.record_code, on_screen=False, on_paper=True, width=11),
            Column("basis", _("Căn cứ"), lambda duty: ground(duty.basis), on_screen=False, on_paper=True),
            Column("note", _("Ghi chú"), lambda duty: duty.note, on_screen=False, on_paper=True, width=14),
            Column("opened_on", _("Tính từ ngày"), lambda duty: duty.opened_on, kind="date", on_screen=False),
            Column("limit", _("Thời hạn"), _limit, on_screen=False),
            Column("mark", _("Kiểm chứng căn cứ"), _mark, on_screen=False),
            Column("posted_by", _("Người giao"), lambda duty: who_did(duty.posted_by_name), on_screen=False),
        ],
        filters=filters,
        search=("folded",),
        search_hint=_("Việc, mã hồ sơ, đơn vị"),
        order=("-due", "-id") if show == CLOSED else ("due", "id"),
    )


def _limit(duty: Duty) -> str:
    return limit_label(duty.count, duty.count_unit) if duty.count else ""


def _mark(duty: Duty) -> str:
    return str(MARK_LABELS[duty.basis_mark]) if str(duty.basis) else ""


def _scoped(request: HttpRequest, scope: str, show: str) -> ListPage:
    return _list(request, *_chosen(scope, show), work_calendar())


def _mine(request: HttpRequest) -> ListPage:
    return _list(request, Scope.ME, OWED, work_calendar())


export, export_mine = exported(_scoped), exported(_mine)


def _with_urgency(duties: QuerySet[Duty], today: date) -> QuerySet[Any]:
    return duties.annotate(
        urgency=Case(
            When(state=DutyState.SUSPENDED, then=Value(SUSPENDED)),
            When(Exists(_TO_LEADER), due__lt=today, then=Value(ESCALATED)),
            When(due__lt=today, then=Value(LATE)),
            When(due__lte=week_end(today), then=Value(WEEK)),
            When(due__lte=today + timedelta(days=COMING_DAYS), then=Value(MONTH)),
            default=Value(LATER),
            output_field=CharField(),
        )
    )


def _urgencies() -> list[tuple[str, str]]:
    return [
        (ESCALATED, _("Trễ, đã báo lãnh đạo Sở")),
        (LATE, _("Trễ hạn")),
        (WEEK, _("Trong tuần này")),
        (MONTH, _("Sau tuần này, trong 30 ngày")),
        (LATER, _("Muộn hơn")),
        (SUSPENDED, _("Tạm dừng tính hạn")),
    ]


def _repeated(duties: QuerySet[Duty]) -> list[tuple[str, Any]]:
    """Things that more than one owes, in the reader's language."""
    found = duties.order_by().values("title").annotate(n=Count("pk")).filter(n__gt=1).order_by("-n", "title")
    return [(row["title"], _(row["title"])) for row in found]


def _kinds() -> list[tuple[str, Any]]:
    return [(kind, known.label) for kind, known in RECORDS.items()]
