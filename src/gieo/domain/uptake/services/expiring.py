"""The night's work: receivers hear before what their uses stand on runs out."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from gieo.core.actor import SYSTEM
from gieo.core.clock import local_date
from gieo.domain.uptake.models import ExpiryNotice, Period
from gieo.domain.uptake.queries.evidence import waiting_claim
from gieo.domain.uptake.queries.standing import on_day
from gieo.domain.uptake.rules.expiry import notice_days, notice_due
from gieo.domain.uptake.services.letters import tell_expiring
from gieo.domain.uptake.services.locking import lock_use
from gieo.foundation.journal.services import record as write_journal


def tell_of_expiry(*, now: datetime) -> int:
    """Tell receivers of uses whose claim runs out soon (rules.expiry); returns how many uses were told of.

    Each notice once, however often it runs; none while a newer claim waits to be verified, none where nobody can be
    written to (the list shows it all the same). Each use in a transaction of its own.
    """
    today = local_date(now)
    near = Period.objects.filter(
        on_day(today), end=F("claim__good_until"), end__lte=today + timedelta(days=notice_days()[0])
    )
    return sum(_told(pk, now=now) for pk in near.order_by("end", "pk").values_list("pk", flat=True))


def _told(period_id: int, *, now: datetime) -> bool:
    with transaction.atomic():
        period = Period.objects.select_related("claim__use").filter(pk=period_id).first()
        if period is None or period.end is None:
            return False  # another deed has written the periods anew
        use = lock_use(period.use)
        told = min(period.claim.notices.values_list("days", flat=True), default=None)
        due = notice_due(period.end, local_date(now), told)
        if due is None or waiting_claim(use) is not None or not tell_expiring(period.claim, period.end, now=now):
            return False
        ExpiryNotice.objects.create(claim=period.claim, days=due, on=local_date(now))
        changes = {"number": (period.claim.number, period.claim.number), "days": (None, due)}
        write_journal("expiry_notice", use, actor=SYSTEM, now=now, changes=changes)
    return True
