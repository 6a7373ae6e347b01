"""How many read the portal: in all, now, day by day, page by page; and the number the counter begins with."""

from datetime import timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gieo.core import clock
from gieo.foundation.audience.permits.visits import may_see_visits, may_set_counter
from gieo.foundation.audience.queries.visits import days_between, figures, pages_between, tally
from gieo.foundation.audience.services.visits import set_counter
from gieo.interfaces.web.ui.charts import Bar
from gieo.interfaces.web.ui.formats import legal_date
from gieo.interfaces.web.ui.pages import filled, fills

DAYS = 30
DAYS_DRAWN = 14
MOST_PAGES = 30


class CounterForm(forms.Form):
    """Where the counter begins, and how long a reader counts as present."""

    start = forms.IntegerField(
        label=gettext_lazy("Số ban đầu"),
        help_text=gettext_lazy("Số lượt truy cập mà trang trước đây đã đếm; Gieo đếm tiếp từ số này."),
    )
    window = forms.IntegerField(
        label=gettext_lazy("Số phút coi là đang xem"),
        help_text=gettext_lazy("Người mở một trang trong chừng ấy phút gần nhất được đếm là đang xem."),
    )


@fills
def visits(request: HttpRequest) -> HttpResponse:
    may_see_visits(request.actor).require()
    if request.method == "POST":
        may_set_counter(request.actor).require()
    counter, now, today = tally(), clock.now(), clock.today()
    since = today - timedelta(days=DAYS - 1)
    by_day = days_between(since, today)
    drawn = [today - timedelta(days=back) for back in range(DAYS_DRAWN)]
    return filled(
        request,
        CounterForm(request.POST or None, initial={"start": counter.start, "window": counter.window}),
        "audience/visits.html",
        lambda values: set_counter(actor=request.actor, now=now, **values),
        said=_("Đã đặt bộ đếm."),
        to="audience:visits",
        counter=counter,
        seen=figures("", now),
        lately=sum(by_day.values()),
        days_back=DAYS,
        rows=list(pages_between(since, today)[:MOST_PAGES]),
        bars=[Bar(label=legal_date(day), value=by_day.get(day, 0)) for day in drawn],
        may_set=may_set_counter(request.actor),
    )
