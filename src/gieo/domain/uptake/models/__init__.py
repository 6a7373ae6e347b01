"""Tables of use."""

from gieo.domain.uptake.models.claims import Claim, Effect, Evidence, Scale
from gieo.domain.uptake.models.copies import Copy
from gieo.domain.uptake.models.demonstrations import (
    Demonstration,
    FieldDay,
    Measurement,
    ModelCost,
    ModelVisit,
    VisitPhoto,
)
from gieo.domain.uptake.models.reports import Report, ReportLink, ReportPhoto, ReportReminder, ReportSheet
from gieo.domain.uptake.models.signed_papers import SignedSheet
from gieo.domain.uptake.models.uses import ExpiryNotice, Period, Use

__all__ = [
    "Claim",
    "Copy",
    "Demonstration",
    "Effect",
    "Evidence",
    "ExpiryNotice",
    "FieldDay",
    "Measurement",
    "ModelCost",
    "ModelVisit",
    "Period",
    "Report",
    "ReportLink",
    "ReportPhoto",
    "ReportReminder",
    "ReportSheet",
    "Scale",
    "SignedSheet",
    "Use",
    "VisitPhoto",
]
