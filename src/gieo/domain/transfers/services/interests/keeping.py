"""What the night does for interests: nobody waits without somebody who owes the answer; what is kept of people ends."""

from datetime import datetime

from django.db import transaction

from gieo.core.actor import SYSTEM, Actor
from gieo.core.clock import local_date
from gieo.domain.transfers.access import restricted_interests
from gieo.domain.transfers.models import Interest
from gieo.domain.transfers.permits import may_follow_interests
from gieo.domain.transfers.queries.finding import INTEREST
from gieo.domain.transfers.queries.interests import DUTY
from gieo.domain.transfers.rules.interests import limits
from gieo.domain.transfers.services.interests.asking import erase
from gieo.domain.transfers.services.interests.parts import lock_interest, owe_reply, save
from gieo.domain.transfers.vocab import InterestState
from gieo.foundation.duties.models import Duty
from gieo.foundation.duties.queries import work_calendar
from gieo.foundation.duties.services import set_confidential
from gieo.foundation.duties.vocab import LIVE_STATES
from gieo.foundation.journal.services import record
from gieo.foundation.search.rules import key_of
from gieo.foundation.search.services import drop_texts

KIND = Interest._meta.label_lower


def mind_interests(*, now: datetime) -> tuple[int, int]:
    """Each night: how many waited for an answer that nobody owed (now somebody does), how many wait past their day."""
    owed = Duty.objects.filter(kind=DUTY, record_kind=KIND, state__in=LIVE_STATES).values("record_code")
    waiting = Interest.objects.filter(due__isnull=False)
    lacking = list(waiting.exclude(code__in=owed).order_by("pk"))
    for interest in lacking:
        with transaction.atomic():
            row = lock_interest(interest)
            if row.due is not None:
                owe_reply(row, min(row.due, local_date(now)), now=now)
    return len(lacking), waiting.filter(due__lt=local_date(now)).count()


def follow_interests(*, actor: Actor, now: datetime) -> int:
    """Mark duties about interests in results that are restricted today, and take the mark off all others; what one
    finds by words follows. Idempotent; returns how many duties changed."""
    may_follow_interests(actor).require()
    with transaction.atomic():
        drop_texts(key_of(INTEREST, pk) for pk in restricted_interests().values_list("pk", flat=True))
        return set_confidential(KIND, restricted_interests().values_list("code", flat=True), actor=actor, now=now)


def forget_askers(*, now: datetime) -> int:
    """Names, ways to reach people and words of conversations that ended long ago go; what counts stays."""
    last = work_calendar().add_months(local_date(now), -limits().kept_months)
    old = Interest.objects.filter(state=InterestState.CLOSED, forgotten_on__isnull=True, closed_on__lte=last)
    found = list(old.order_by("pk"))
    for interest in found:
        with transaction.atomic():
            row = lock_interest(interest)
            erase(row)
            row.forgotten_on = local_date(now)
            save(row)
            record("forget", row, actor=SYSTEM, now=now)
    return len(found)
