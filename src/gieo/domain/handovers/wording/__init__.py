"""Vietnamese words of the handover."""

from gieo.domain.handovers.wording.faults import Told, Way, tell
from gieo.domain.handovers.wording.labels import (
    FIELD_LABELS,
    IDENTITY_LABELS,
    LETTER_RECEIPT,
    LETTER_RECEIPT_UNNAMED,
    PARTY_LABELS,
    PARTY_SHORT,
    PLACE_HINTS,
    RECEIPT_LABELS,
    REPORT_START_REASON,
    STATE_LABELS,
    STATE_LABELS_RECEIVER,
    STATE_TONES,
    VERBS,
    blocked,
    left_out,
)
from gieo.domain.handovers.wording.succession import passed_words

__all__ = [
    "FIELD_LABELS",
    "IDENTITY_LABELS",
    "LETTER_RECEIPT",
    "LETTER_RECEIPT_UNNAMED",
    "PARTY_LABELS",
    "PARTY_SHORT",
    "PLACE_HINTS",
    "RECEIPT_LABELS",
    "REPORT_START_REASON",
    "STATE_LABELS",
    "STATE_LABELS_RECEIVER",
    "STATE_TONES",
    "VERBS",
    "Told",
    "Way",
    "blocked",
    "left_out",
    "passed_words",
    "tell",
]
