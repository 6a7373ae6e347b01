"""Explaining what the ledger found."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.clock import local_date
from gieo.core.errors import Invalid, NotFound
from gieo.core.text import nfc
from gieo.domain.handovers.models import FaultNote
from gieo.domain.handovers.permits import may_explain_fault
from gieo.domain.handovers.queries.ledger import ledger_of_conference, ledger_of_decision
from gieo.domain.transfers.models import Conference, TransferDecision
from gieo.foundation.journal.services import record as write_journal


def explain_fault(
    place: Conference | TransferDecision, *, fault_key: str, text: str, actor: Actor, now: datetime
) -> FaultNote:
    """Write an explanation of a fault that the ledger lists now. The fault stays listed, with the explanation.

    Raises Invalid without text, NotFound when the ledger lists no such fault (any more).
    """
    may_explain_fault(actor).require()
    words = nfc(text).strip()
    if not words:
        raise Invalid({"text": [_("Ghi lời giải thích.")]})
    today = local_date(now)
    page = (
        ledger_of_conference(place, actor, today=today)
        if isinstance(place, Conference)
        else ledger_of_decision(place, actor, today=today)
    )
    fault = next((row for row in page.ledger.faults if row.key == fault_key), None)
    if fault is None:
        raise NotFound(_("Sổ không còn chỗ chưa khớp này."))
    with transaction.atomic():
        note = FaultNote.objects.create(
            conference=place if isinstance(place, Conference) else None,
            decision=place if isinstance(place, TransferDecision) else None,
            fault_key=fault.key,
            measure=fault.measure,
            text=words,
            written_at=now,
            written_by_name=actor.name_on_record,
        )
        write_journal("explain_fault", place, actor=actor, now=now, changes={"fault": (fault.key, words)})
    return note
