"""Vietnamese words of the handover."""

from gieo.domain.handovers.wording.faults import tell
from gieo.domain.handovers.wording.labels import (
    FIELD_LABELS,
    IDENTITY_LABELS,
    LETTER_RECEIPT,
    LETTER_RECEIPT_UNNAMED,
    OUTCOME_LABELS,
    PARTY_LABELS,
    PARTY_SHORT,
    PLACE_HINTS,
    RECEIPT_LABELS,
    RECEIPT_TONES,
    REFUSAL_LABELS,
    REPORT_START_REASON,
    STATE_LABELS,
    STATE_LABELS_RECEIVER,
    STATE_TONES,
    VERBS,
    blocked,
    left_out,
)
from gieo.domain.handovers.wording.succession import passed_words
from gieo.domain.handovers.wording.told import Told, Way

__all__ = [
    "FIELD_LABELS",
    "IDENTITY_LABELS",
    "LETTER_RECEIPT",
    "LETTER_RECEIPT_UNNAMED",
    "OUTCOME_LABELS",
    "PARTY_LABELS",
    "PARTY_SHORT",
    "PLACE_HINTS",
    "RECEIPT_LABELS",
    "RECEIPT_TONES",
    "REFUSAL_LABELS",
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
