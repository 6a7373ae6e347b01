"""Deeds on interests in results. Import a deed from here."""

from gieo.domain.transfers.services.interests.answering import (
    renew_link_of_interest,
    reply_interest,
    settle_interest,
    take_up_interest,
)
from gieo.domain.transfers.services.interests.asking import (
    ask_new_link,
    express_interest,
    take_back_interest,
    take_down_interest,
    write_down_words,
    write_on_interest,
)
from gieo.domain.transfers.services.interests.keeping import follow_interests, forget_askers, mind_interests

__all__ = [
    "ask_new_link",
    "express_interest",
    "follow_interests",
    "forget_askers",
    "mind_interests",
    "renew_link_of_interest",
    "reply_interest",
    "settle_interest",
    "take_back_interest",
    "take_down_interest",
    "take_up_interest",
    "write_down_words",
    "write_on_interest",
]
