"""Lines of a unit that was split, given to another of its heirs."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby

from django.db import transaction

from gieo.core.actor import Actor
from gieo.domain.transfers.models import DecisionLine
from gieo.domain.transfers.permits import may_pass_lines
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.units.models import Unit


def pass_lines(
    lines: Iterable[int], *, heir: Unit | None, since: date | None, actor: Actor, now: datetime
) -> list[DecisionLine]:
    """Let another heir than the principal one receive what these lines give, from a day on; None gives them back.

    Called by the deed that splits a unit, or corrects what it said, in its transaction. The decision stays as it was
    issued: its journal tells what was passed to whom. Returns the lines changed.
    """
    may_pass_lines(actor).require()
    with transaction.atomic():
        rows = DecisionLine.objects.select_for_update(of=("self",)).filter(pk__in=set(lines))
        changed = [
            row
            for row in rows.select_related("decision", "result", "product", "unit").order_by("decision_id", "pk")
            if (row.heir_id, row.heir_since) != (heir.pk if heir else None, since)
        ]
        for row in changed:
            row.heir, row.heir_since = heir, since
            row.save(update_fields=["heir", "heir_since"])
        for decision, group in groupby(changed, key=lambda row: row.decision):
            said = {"lines": ([], [str(row) for row in group]), "heir": ("", heir), "heir_since": (None, since)}
            write_journal("pass_lines", decision, actor=actor, now=now, changes=said)
    return changed
