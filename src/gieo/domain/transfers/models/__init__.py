"""Tables of transfer: decisions and their lines; conferences and what belongs to a day."""

from gieo.domain.transfers.models.conferences import (
    AgendaItem,
    Conference,
    ConferencePhoto,
    ConferenceUnit,
    Guest,
    ReportedFigure,
)
from gieo.domain.transfers.models.decisions import DecisionLine, TransferDecision

__all__ = [
    "AgendaItem",
    "Conference",
    "ConferencePhoto",
    "ConferenceUnit",
    "DecisionLine",
    "Guest",
    "ReportedFigure",
    "TransferDecision",
]
