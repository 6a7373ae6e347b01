"""States of a letter, the ways it goes, and how long the postman waits before he tries again."""

from datetime import timedelta
from enum import StrEnum

PAUSES = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))

TAKEN_FOR = timedelta(minutes=5)
"""How long a letter belongs to the postman who took it; then it was left by one who died on the way."""

ONE_PART = 160
"""Characters of the GSM alphabet (GSM 03.38) that one short message holds."""

JOINED_PART = 153
"""The same for each of several that the receiver's telephone joins: seven go to saying which is which."""

MOST_PARTS = 2


class LetterState(StrEnum):
    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"


class Channel(StrEnum):
    """By which way one letter goes."""

    MAIL = "mail"
    SHORT = "short"  # SMS, Zalo: whatever the gateway is


class Reach(StrEnum):
    """By which ways somebody wants to be told."""

    MAIL = "mail"
    SHORT = "short"
    BOTH = "both"
