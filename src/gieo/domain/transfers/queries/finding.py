"""What decisions, conferences and interests are found by: nothing of what they give or ask, nor of who asks."""

from gieo.domain.results.vocab import Access
from gieo.domain.transfers.models import Conference, Interest, TransferDecision
from gieo.domain.transfers.vocab import InterestState
from gieo.foundation.search.rules import Entry, entry
from gieo.foundation.search.vocab import Weight

DECISION, CONFERENCE, INTEREST = "decision", "conference", "interest"


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


def text_of_interest(interest: Interest) -> Entry | None:
    """Its code, its result, its unit, where: nobody's name, nor what they wrote. None once there is nothing to find."""
    if interest.state == InterestState.TAKEN_BACK or interest.result.access != Access.OPEN:
        return None
    names = [interest.unit.name if interest.unit else "", interest.organisation, interest.where]
    numbers, title = [interest.code, interest.result.code], [interest.result.shown_title]
    return entry(INTEREST, interest.pk, {Weight.NUMBER: numbers, Weight.TITLE: title, Weight.NAMES: names})
