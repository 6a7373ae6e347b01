"""The life of a demonstration model, and of a field day held at it. Costs are often known only after the end."""

from gieo.core.lifecycle import Lifecycle, step
from gieo.domain.uptake.vocab.demonstrations import FieldDayState, ModelState

_S, _D = ModelState, FieldDayState

MODEL = Lifecycle(
    "model",
    step("edit_model", _S.PLANNED, _S.PLANNED),
    step("edit_model", _S.RUNNING, _S.RUNNING),
    step("start_model", _S.PLANNED, _S.RUNNING),
    step("visit_model", _S.RUNNING, _S.RUNNING),
    step("announce_field_day", _S.RUNNING, _S.RUNNING),
    step("spend_on_model", _S.RUNNING, _S.RUNNING),
    step("spend_on_model", _S.CONCLUDED, _S.CONCLUDED),
    step("conclude_model", _S.RUNNING, _S.CONCLUDED),
    step("abandon_model", (_S.PLANNED, _S.RUNNING), _S.ABANDONED),
)

FIELD_DAY = Lifecycle(
    "field_day",
    step("hold_field_day", _D.ANNOUNCED, _D.HELD),
    step("cancel_field_day", _D.ANNOUNCED, _D.CANCELLED),
)
