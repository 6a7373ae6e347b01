"""What was handed over and of which nothing has been heard since."""

from datetime import date, datetime, time

from django.db.models import Exists, OuterRef, Q, QuerySet

from gieo.core.actor import Actor
from gieo.core.clock import TZ
from gieo.domain.handovers.access import visible_minutes
from gieo.domain.handovers.models import MinutesItem, counted
from gieo.domain.handovers.vocab import Receipt
from gieo.domain.insights.rules.spans import months_before
from gieo.domain.uptake.models import Period, Report
from gieo.domain.uptake.models.reports import SENT_STATES
from gieo.domain.uptake.queries.standing import on_day


def silent_items(actor: Actor, *, today: date, months: int) -> QuerySet[MinutesItem]:
    """Items received at least so many months ago, with no report sent in these months and no use that is good today
    (a verified stop is an answer, not silence)."""
    since = months_before(today, months)
    sent = Report.objects.filter(
        minutes=OuterRef("minutes"), state__in=SENT_STATES, sent_at__gte=datetime.combine(since, time.min, TZ)
    )
    holder = Q(use__receiver=OuterRef("minutes__receiver")) | Q(use__receiver=OuterRef("minutes__heir"))
    stands = Period.objects.filter(on_day(today)).filter(holder)
    minutes = visible_minutes(actor).filter(counted()).order_by().values("pk")
    items = MinutesItem.objects.filter(minutes__in=minutes, receipt=Receipt.RECEIVED, received_on__lte=since)
    return items.exclude(
        Exists(sent)
        | Exists(stands.filter(use__result=OuterRef("result")))
        | Exists(stands.filter(use__product=OuterRef("product")))
    )
