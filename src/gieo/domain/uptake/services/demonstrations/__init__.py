"""Deeds of demonstration models. Import a deed from here; the files part them by what they touch."""

from gieo.domain.uptake.services.demonstrations.ending import Ending, abandon_model, conclude_model, spend_on_model
from gieo.domain.uptake.services.demonstrations.field_days import (
    announce_field_day,
    cancel_field_day,
    hold_field_day,
)
from gieo.domain.uptake.services.demonstrations.planning import PlanInput, edit_model, plan_model, start_model
from gieo.domain.uptake.services.demonstrations.visiting import (
    MeasurementInput,
    PhotoInput,
    VisitInput,
    visit_model,
    withdraw_photo,
)

__all__ = [
    "Ending",
    "MeasurementInput",
    "PhotoInput",
    "PlanInput",
    "VisitInput",
    "abandon_model",
    "announce_field_day",
    "cancel_field_day",
    "conclude_model",
    "edit_model",
    "hold_field_day",
    "plan_model",
    "spend_on_model",
    "start_model",
    "visit_model",
    "withdraw_photo",
]
