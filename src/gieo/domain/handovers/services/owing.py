"""What follows from receipts: reports on use that the receiver owes, deliveries that the giver still owes."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from gieo.core.actor import Actor
from gieo.core.calendar import Limit, SpanUnit
from gieo.core.clock import local_date
from gieo.domain.handovers.access import holds_restricted
from gieo.domain.handovers.models import Minutes, MinutesItem
from gieo.domain.handovers.queries.receipts import deliveries_owed, owes_reports, reports_sent
from gieo.domain.handovers.rules.reminding import REFUSAL_BASIS, REFUSAL_LIMIT
from gieo.domain.handovers.rules.reporting import DELIVERY_BASIS, REPORT_BASIS, REPORT_MONTHS
from gieo.domain.handovers.vocab import MinutesState, Receipt
from gieo.foundation.duties.services import cancel, fulfil, post_duty
from gieo.foundation.units.queries import stands_for

PLAN_DUTY, REPORT_DUTY, DELIVERY_DUTY = "application_plan", "application_report", "delivery"
REFUSAL_DUTY = "signing_refusal"
REPORT_DUTIES = (
    gettext_lazy("Báo cáo ứng dụng kết quả, năm thứ nhất"),
    gettext_lazy("Báo cáo ứng dụng kết quả, năm thứ hai"),
    gettext_lazy("Báo cáo ứng dụng kết quả, năm thứ ba"),
    gettext_lazy("Báo cáo ứng dụng kết quả, năm thứ tư"),
    gettext_lazy("Báo cáo ứng dụng kết quả, năm thứ năm"),
)
DELIVERY_TITLE = gettext_lazy("Giao tiếp các mục còn lại của biên bản")
REFUSAL_TITLE = gettext_lazy("Bàn lại với bên từ chối ký biên bản")


def owe_answer(minutes: Minutes, *, who: Actor, now: datetime) -> None:
    """A party will not sign: the giver talks with it, mends the minutes, or lets them go."""
    post_duty(
        kind=REFUSAL_DUTY,
        title=REFUSAL_TITLE,
        record=minutes,
        debtor_unit=minutes.giver,
        start=local_date(now),
        limit=REFUSAL_LIMIT,
        basis=REFUSAL_BASIS,
        confidential=holds_restricted(minutes),
        actor=who,
        now=now,
    )


def owe_reports(minutes: Minutes, *, who: Actor, now: datetime) -> None:
    """The five reports, 12 to 60 months after the start agreed in the minutes (TT 14/2014/TT-BKHCN Đ19–20), once
    something was received; none while nothing is, and none anew that was sent under the version before."""
    if minutes.state == MinutesState.SIGNED:
        with override("vi"):
            reason = _("Đã thu hồi việc xác nhận nhận.")
        cancel(REPORT_DUTY, minutes, reason=reason, actor=who, now=now)
        return
    if owes_reports(minutes):
        return
    sent, confidential = reports_sent(minutes), holds_restricted(minutes)
    for months, title in zip(REPORT_MONTHS, REPORT_DUTIES, strict=True):
        with override("vi"):
            if str(title) in sent:
                continue
        post_duty(
            kind=REPORT_DUTY,
            title=title,
            record=minutes,
            debtor_unit=stands_for(minutes, minutes.receiver, local_date(now)),
            start=minutes.report_start,
            limit=Limit(months, SpanUnit.MONTH),
            basis=REPORT_BASIS,
            owed_to=minutes.giver,
            confidential=confidential,
            actor=who,
            now=now,
        )


def owe_deliveries(
    minutes: Minutes,
    items: Mapping[int, MinutesItem],
    before: Mapping[int, date | None],
    *,
    who: Actor,
    now: datetime,
) -> None:
    """One duty of the giver for each day on which something is promised; `before` are the days promised until now.

    A day on which nothing is awaited any more was kept when its items came; it is dropped when they were promised
    anew, refused, or the promise was taken back.
    """
    promised = {item.expected_on for item in items.values() if item.expected_on}
    for due in sorted(deliveries_owed(minutes) - promised):
        of_day = [items[pk].receipt for pk, day in before.items() if day == due]
        if of_day and all(receipt == Receipt.RECEIVED for receipt in of_day):
            fulfil(DELIVERY_DUTY, minutes, due=due, actor=who, now=now)
            continue
        with override("vi"):
            reason = _("Không còn mục nào hẹn giao ngày này.")
        cancel(DELIVERY_DUTY, minutes, reason=reason, due=due, actor=who, now=now)
    confidential = holds_restricted(minutes) if promised else False
    for due in sorted(promised):
        post_duty(
            kind=DELIVERY_DUTY,
            title=DELIVERY_TITLE,
            record=minutes,
            debtor_unit=minutes.giver,
            due=due,
            basis=DELIVERY_BASIS,
            owed_to=stands_for(minutes, minutes.receiver, local_date(now)),
            confidential=confidential,
            actor=who,
            now=now,
        )
