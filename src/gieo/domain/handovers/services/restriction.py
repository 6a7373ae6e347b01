"""Keeping minutes and duties in step with who may see the results they hand over."""

from datetime import datetime

from django.db import transaction

from gieo.core.actor import Actor
from gieo.domain.handovers.access import restricted_minutes
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.permits import may_follow_access
from gieo.foundation.duties.services import set_confidential
from gieo.foundation.journal.services import record as write_journal

KIND = Minutes._meta.label_lower


def follow_access(*, actor: Actor, now: datetime) -> int:
    """Mark minutes that hand over a result restricted today, and duties about them; take the mark off all others.

    `results` stands below and cannot call: the page that changes the access of a result does, and the nightly round
    heals whatever came another way. Idempotent; returns how many minutes and duties changed. What must not wait for
    it (pages, lists, /xac-minh/, letters, new duties) asks the results themselves.
    """
    may_follow_access(actor).require()
    changed = 0
    with transaction.atomic():
        held = restricted_minutes()
        for restricted, wrong in (
            (True, Minutes.objects.filter(restricted=False, pk__in=held.values("pk"))),
            (False, Minutes.objects.filter(restricted=True).exclude(pk__in=held.values("pk"))),
        ):
            for minutes in wrong.select_for_update(of=("self",)).order_by("pk"):
                minutes.restricted = restricted
                minutes.save(update_fields=["restricted"])
                changes = {"restricted": (not restricted, restricted)}
                write_journal("follow_access", minutes, actor=actor, now=now, changes=changes)
                changed += 1
        changed += set_confidential(KIND, held.values_list("code", flat=True), actor=actor, now=now)
    return changed
