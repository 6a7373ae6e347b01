"""Letting decisions, conferences, interests be found as they stand: texts are written in the deed's transaction."""

from gieo.domain.transfers.models import Conference, Interest, TransferDecision
from gieo.domain.transfers.queries.finding import (
    CONFERENCE,
    DECISION,
    INTEREST,
    text_of_conference,
    text_of_decision,
    text_of_interest,
)
from gieo.foundation.search.rules import key_of
from gieo.foundation.search.services import drop_texts, put_texts, renew_texts


def say_decision(decision: TransferDecision) -> None:
    put_texts([text_of_decision(decision)])


def unsay_decision(key: int) -> None:
    drop_texts([key_of(DECISION, key)])


def say_conference(conference: Conference) -> None:
    put_texts([text_of_conference(conference)])


def say_interest(interest: Interest) -> None:
    text = text_of_interest(interest)
    if text is None:
        drop_texts([key_of(INTEREST, interest.pk)])
    else:
        put_texts([text])


def renew_all_texts() -> int:
    """Let every decision, conference and interest be found as it stands now."""
    interests = Interest.objects.select_related("result", "unit")
    decisions = TransferDecision.objects.select_related("issuer")
    return (
        renew_texts(DECISION, decisions, text_of_decision)
        + renew_texts(CONFERENCE, Conference.objects.all(), text_of_conference)
        + renew_texts(INTEREST, interests, text_of_interest)
    )
