"""States of a letter, and how long the postman waits before he tries again."""

from datetime import timedelta
from enum import StrEnum

PAUSES = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))


class LetterState(StrEnum):
    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
