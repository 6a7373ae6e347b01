"""Tables of transfer: decisions and their lines; conferences and what belongs to a day."""

from gieo.domain.transfers.models.conferences import (
    AgendaItem,
    Conference,
    ConferenceNote,
    ConferencePhoto,
    HallBoard,
    ReportedFigure,
)
from gieo.domain.transfers.models.decisions import DecisionLine, TransferDecision
from gieo.domain.transfers.models.interests import Interest, InterestMessage
from gieo.domain.transfers.models.invitees import ConferenceUnit, Guest, InvitationLetter, Invitee, RoomSeat
from gieo.domain.transfers.models.weighings import Offering, Suggestion, Weighing

__all__ = [
    "AgendaItem",
    "Conference",
    "ConferenceNote",
    "ConferencePhoto",
    "ConferenceUnit",
    "DecisionLine",
    "Guest",
    "HallBoard",
    "Interest",
    "InterestMessage",
    "InvitationLetter",
    "Invitee",
    "Offering",
    "ReportedFigure",
    "RoomSeat",
    "Suggestion",
    "TransferDecision",
    "Weighing",
]
