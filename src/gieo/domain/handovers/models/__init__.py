"""Tables of the handover."""

from gieo.domain.handovers.models.ledger import FaultNote
from gieo.domain.handovers.models.minutes import IdentityCheck, Minutes, MinutesItem, counted
from gieo.domain.handovers.models.plans import ApplicationPlan, ApplicationPlanRow, PlannedWork, PlanRow
from gieo.domain.handovers.models.receipts import ReceiptNote, ReceiptRow
from gieo.domain.handovers.models.refusals import SigningRefusal
from gieo.domain.handovers.models.remote import RemoteSignature
from gieo.domain.handovers.models.scans import InkScan, InkSheet
from gieo.domain.handovers.models.tablets import Arrival, Tablet
from gieo.domain.handovers.models.texts import WordingBlock

__all__ = [
    "ApplicationPlan",
    "ApplicationPlanRow",
    "Arrival",
    "FaultNote",
    "IdentityCheck",
    "InkScan",
    "InkSheet",
    "Minutes",
    "MinutesItem",
    "PlanRow",
    "PlannedWork",
    "ReceiptNote",
    "ReceiptRow",
    "RemoteSignature",
    "SigningRefusal",
    "Tablet",
    "WordingBlock",
    "counted",
]
