"""The table of days off, year by year, and its forms."""

from collections import Counter
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.basis import Mark
from gieo.foundation.duties import services
from gieo.foundation.duties.models import Holiday
from gieo.foundation.duties.permits import may_edit_holidays
from gieo.foundation.duties.queries import holidays_of, work_calendar, years_with_holidays
from gieo.foundation.duties.vocab import HolidayKind
from gieo.foundation.duties.wording import HOLIDAY_LABELS, MARK_LABELS
from gieo.interfaces.web.duties.forms import HolidayForm
from gieo.interfaces.web.ui.components import Deed, Link, Pill
from gieo.interfaces.web.ui.exporting import exported
from gieo.interfaces.web.ui.formats import legal_date
from gieo.interfaces.web.ui.lists import Column, ListPage
from gieo.interfaces.web.ui.pages import deed, filled, fills, page, reads, writes
from gieo.interfaces.web.ui.weekdays import weekday_words

FIRST_YEAR, LAST_YEAR = 2000, 2100
NEIGHBOURS = 2
SHARED = 3  # so many days with one source: it is said once, above them
UNCHECKED = (Mark.MEMORY, Mark.SECOND_HAND)


@reads
def year_table(request: HttpRequest, year: int | None = None) -> HttpResponse:
    year = year or clock.today().year
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    # The year after the last one is at hand too: its table is what an office fills next.
    known = years_with_holidays()
    years = {*known, max(known, default=year) + 1, year}
    shown = [each for each in sorted(years) if abs(each - year) <= NEIGHBOURS]
    days = list(holidays_of(year))
    listed = _listed(request, year)
    usual = _usual(days)
    may_edit = may_edit_holidays(request.actor)
    return page(
        request,
        "duties/holidays.html",
        year=year,
        listed=listed,
        years=[Link(str(each), _year_url(each)) for each in shown],
        year_url=_year_url(year),
        rows=[_row(day, usual) for day in days],
        usual=_row(usual, None) if usual else None,
        working_days=work_calendar().working_between(date(year - 1, 12, 31), date(year, 12, 31)),
        unchecked=sum(day.mark in UNCHECKED for day in days),
        may_edit=may_edit,
        new_url=f"{reverse('duties:new_holiday')}?year={year}",
        trail=_trail(),
    )


def _listed(request: HttpRequest, year: int) -> ListPage:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return ListPage(
        request,
        holidays_of(year),
        [
            Column("date", _("Ngày"), lambda day: day.date, kind="date"),
            Column("weekday", _("Thứ"), lambda day: weekday_words(day.date), kind="pill"),
            Column("name", _("Tên ngày"), lambda day: day.name, width=30),
            Column("kind", _("Loại"), lambda day: str(HOLIDAY_LABELS[day.kind]), kind="pill"),
            Column("source", _("Nguồn"), lambda day: day.source, width=36),
            Column("mark", _("Mức kiểm chứng"), lambda day: str(MARK_LABELS[day.mark])),
        ],
        order=("date", "pk"),
        title=_("Ngày nghỉ năm %(year)s") % {"year": year},
        at=_year_url(year),
    )


export = exported(_listed)


def _usual(days: list[Holiday]) -> Holiday | None:
    """A day that stands for the source most of them share: the table says it once."""
    counted = Counter((day.source, day.mark) for day in days).most_common(1)
    if not counted or counted[0][1] < SHARED:
        return None
    return next(day for day in days if (day.source, day.mark) == counted[0][0])


def _row(day: Holiday, usual: Holiday | None) -> dict[str, Any]:
    is_off = day.kind == HolidayKind.OFF
    return {
        "day": day,
        "weekday": weekday_words(day.date),
        "pill": Pill(
            word=str(HOLIDAY_LABELS[day.kind]),
            tone="plain" if is_off else "info",
            icon="sun" if is_off else "briefcase",
        ),
        "mark": Pill(word=str(MARK_LABELS[day.mark]), tone="ok"),
        "checked": day.mark not in UNCHECKED,
        "as_usual": usual is not None and (day.source, day.mark) == (usual.source, usual.mark),
    }


def _removal(day: Holiday) -> Deed:
    return Deed(
        label=_("Xoá khỏi bảng"),
        url=reverse("duties:remove_holiday", args=[day.pk]),
        icon="trash-2",
        kind="danger",
        consequences=(
            _("Từ nay ngày %(date)s được tính như mọi %(weekday)s.")
            % {"date": legal_date(day.date), "weekday": weekday_words(day.date).lower()},
            _("Các hạn đã tính trước đó giữ nguyên."),
        ),
    )


def _year_url(year: int) -> str:
    return reverse("duties:holidays_of", args=[year])


def _trail(last: str = "", year: int | None = None) -> list[Link]:
    trail = [Link(_("Hạn và việc"), reverse("duties:list"))]
    if not last:
        return [*trail, Link(_("Ngày nghỉ"))]
    back = _year_url(year) if year else reverse("duties:holidays")
    return [*trail, Link(_("Ngày nghỉ"), back), Link(last)]


@fills
def new(request: HttpRequest) -> HttpResponse:
    may_edit_holidays(request.actor).require()
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and FIRST_YEAR <= int(asked) <= LAST_YEAR else clock.today().year
    return filled(
        request,
        HolidayForm(request.POST or None),
        "duties/holiday.html",
        lambda values: services.add_holiday(actor=request.actor, now=clock.now(), **values),
        said=_("Đã thêm ngày vào bảng."),
        to=lambda made: ("duties:holidays_of", made.date.year),
        heading=_("Thêm ngày nghỉ hoặc làm bù"),
        submit=_("Thêm vào bảng"),
        back=_year_url(year),
        removal=None,
        trail=_trail(_("Thêm ngày"), year),
    )


@fills
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    may_edit_holidays(request.actor).require()
    day = get_object_or_404(Holiday, pk=pk)
    initial = {name: getattr(day, name) for name in services.HOLIDAY_FIELDS}
    return filled(
        request,
        HolidayForm(request.POST or None, initial=initial),
        "duties/holiday.html",
        lambda values: services.edit_holiday(day, actor=request.actor, now=clock.now(), **values),
        said=_("Đã lưu."),
        to=lambda saved: ("duties:holidays_of", saved.date.year),
        heading=_("Sửa ngày %(date)s") % {"date": legal_date(day.date)},
        submit=_("Lưu"),
        back=_year_url(day.date.year),
        removal=_removal(day),
        trail=_trail(legal_date(day.date), day.date.year),
    )


@writes
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    may_edit_holidays(request.actor).require()
    day = get_object_or_404(Holiday, pk=pk)
    return deed(
        request,
        lambda: services.remove_holiday(day, actor=request.actor, now=clock.now()),
        said=_("Đã xoá ngày khỏi bảng."),
        to=("duties:holidays_of", str(day.date.year)),
    )
