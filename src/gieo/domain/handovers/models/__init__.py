"""Tables of the handover."""

from gieo.domain.handovers.models.ledger import FaultNote
from gieo.domain.handovers.models.minutes import IdentityCheck, Minutes, MinutesItem, PlanRow
from gieo.domain.handovers.models.texts import WordingBlock

__all__ = ["FaultNote", "IdentityCheck", "Minutes", "MinutesItem", "PlanRow", "WordingBlock"]
