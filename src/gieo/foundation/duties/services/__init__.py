"""Deeds of duties. Rooms above post, fulfil and cancel; the office suspends limits; the night reminds and tells."""

from gieo.foundation.duties.services.holidays import (
    DATA,
    HOLIDAY_FIELDS,
    add_holiday,
    edit_holiday,
    load_holidays,
    remove_holiday,
)
from gieo.foundation.duties.services.posting import cancel, fulfil, pass_duties, post_duty, reopen, set_confidential
from gieo.foundation.duties.services.reminding import choose_rhythm, climb_ladder, send_digests
from gieo.foundation.duties.services.suspending import resume_duty, suspend_duty

__all__ = [
    "DATA",
    "HOLIDAY_FIELDS",
    "add_holiday",
    "cancel",
    "choose_rhythm",
    "climb_ladder",
    "edit_holiday",
    "fulfil",
    "load_holidays",
    "pass_duties",
    "post_duty",
    "remove_holiday",
    "reopen",
    "resume_duty",
    "send_digests",
    "set_confidential",
    "suspend_duty",
]
