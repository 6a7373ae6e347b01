"""Letting decisions and conferences be found as they stand: their texts are written in the deed's own transaction."""

from gieo.domain.transfers.models import Conference, TransferDecision
from gieo.domain.transfers.queries.finding import CONFERENCE, DECISION, text_of_conference, text_of_decision
from gieo.foundation.search.rules import key_of
from gieo.foundation.search.services import drop_texts, put_texts, renew_texts


def say_decision(decision: TransferDecision) -> None:
    put_texts([text_of_decision(decision)])


def unsay_decision(key: int) -> None:
    drop_texts([key_of(DECISION, key)])


def say_conference(conference: Conference) -> None:
    put_texts([text_of_conference(conference)])


def renew_all_texts() -> int:
    """Let every decision and conference be found as it stands now."""
    decisions = TransferDecision.objects.select_related("issuer")
    return renew_texts(DECISION, decisions, text_of_decision) + renew_texts(
        CONFERENCE, Conference.objects.all(), text_of_conference
    )
