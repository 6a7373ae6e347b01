"""What follows from deeds elsewhere: a result's access changes, a receiver is split."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from gieo.core.actor import Actor
from gieo.domain.uptake.access import restricted_uses
from gieo.domain.uptake.access.copies import restricted_copies
from gieo.domain.uptake.access.demonstrations import restricted_models
from gieo.domain.uptake.models import Copy, Demonstration, Use
from gieo.domain.uptake.permits import may_follow_access, may_pass_uses
from gieo.domain.uptake.services.texts import hide_restricted_models, say_models_at, say_uses
from gieo.foundation.duties.services import set_confidential
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.units.models import Unit

KIND, COPY_KIND, MODEL_KIND = (each._meta.label_lower for each in (Use, Copy, Demonstration))


def follow_access(*, actor: Actor, now: datetime) -> int:
    """Mark duties about uses, copies and models of results restricted today, and take the mark off all others; such
    models are found by words no more. Idempotent; returns how many duties changed. Pages, lists, letters and new duties
    ask the results themselves."""
    may_follow_access(actor).require()
    with transaction.atomic():
        hide_restricted_models()
        marked = set_confidential(KIND, restricted_uses().values_list("code", flat=True), actor=actor, now=now)
        copies = restricted_copies().values_list("code", flat=True)
        marked += set_confidential(COPY_KIND, copies, actor=actor, now=now)
        models = restricted_models().values_list("code", flat=True)
        return marked + set_confidential(MODEL_KIND, models, actor=actor, now=now)


def pass_uses(uses: Iterable[int], *, heir: Unit | None, since: date | None, actor: Actor, now: datetime) -> list[Use]:
    """Let another heir than the principal one have these uses from a day on; None gives them back. What was claimed and
    verified stays. Returns those changed."""
    may_pass_uses(actor).require()
    with transaction.atomic():
        rows = Use.objects.select_for_update(of=("self",)).filter(pk__in=set(uses)).order_by("pk")
        changed = [row for row in rows if (row.heir_id, row.heir_since) != (heir.pk if heir else None, since)]
        for row in changed:
            before, row.heir, row.heir_since = row.heir, heir, since
            row.save(update_fields=["heir", "heir_since"])
            changes = {"heir": (before, heir), "heir_since": (None, since)}
            write_journal("pass", row, actor=actor, now=now, changes=changes)
        say_uses(changed)
        say_models_at(changed)
    return changed
