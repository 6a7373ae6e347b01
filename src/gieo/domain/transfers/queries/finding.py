"""What decisions and conferences are found by: nothing of what they give, which not everybody may see."""

from gieo.domain.transfers.models import Conference, TransferDecision
from gieo.foundation.search.rules import Entry, entry
from gieo.foundation.search.vocab import Weight

DECISION, CONFERENCE = "decision", "conference"


def text_of_decision(decision: TransferDecision) -> Entry:
    numbers = [decision.code, decision.number, decision.submission_number, decision.revocation_number]
    names = [decision.signer_name, decision.issuer.name]
    texts = {Weight.NUMBER: numbers, Weight.TITLE: [decision.title], Weight.NAMES: names}
    return entry(DECISION, decision.pk, texts)


def text_of_conference(conference: Conference) -> Entry:
    numbers, names = [conference.code, conference.report_number], [conference.place, conference.chair_name]
    return entry(
        CONFERENCE,
        conference.pk,
        {Weight.NUMBER: numbers, Weight.TITLE: [conference.title], Weight.NAMES: names},
    )
