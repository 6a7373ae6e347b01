"""Days as people say them: weekdays, today, yesterday."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gieo.core import clock
from gieo.interfaces.web.ui.formats import date_words, legal_date

WEEKDAYS = (
    gettext_lazy("Thứ Hai"),
    gettext_lazy("Thứ Ba"),
    gettext_lazy("Thứ Tư"),
    gettext_lazy("Thứ Năm"),
    gettext_lazy("Thứ Sáu"),
    gettext_lazy("Thứ Bảy"),
    gettext_lazy("Chủ nhật"),
)


def weekday_words(day: date) -> str:
    """ "Thứ Hai"."""
    return str(WEEKDAYS[day.weekday()])


def day_words(day: date) -> str:
    """ "Thứ Hai, ngày 13 tháng 11 năm 2023"."""
    return f"{weekday_words(day)}, {date_words(day)}"


def moment_words(moment: datetime, today: date) -> str:
    """ "Hôm nay, 08:42", "Hôm qua, 16:10", "Thứ Sáu, 16:10" within the last week, else the date and time."""
    local = clock.local(moment)
    time, day = f"{local:%H:%M}", local.date()
    if day == today:
        return _("Hôm nay, %(time)s") % {"time": time}
    if day == today - timedelta(days=1):
        return _("Hôm qua, %(time)s") % {"time": time}
    if today - timedelta(days=7) < day < today:
        return f"{weekday_words(day)}, {time}"
    return f"{legal_date(day)}, {time}"
