"""Who came: ticked by anybody of the office who is there."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.clock import local_date
from gieo.core.errors import Conflict, Refused
from gieo.domain.training.models import Course
from gieo.domain.training.permits import may_set_attendance
from gieo.domain.training.queries.courses import seated
from gieo.domain.training.services.parts import lock_course, step
from gieo.foundation.journal.services import record


def set_attendance(course: Course, came: Collection[int], *, actor: Actor, now: datetime) -> int:
    """Note which of those who have a seat came, by their numbers; all others did not. Returns how many came.

    From the first day on, and still once the class was held: a sheet is read again. The same ticks again write nothing.
    """
    with transaction.atomic():
        row = lock_course(course)
        may_set_attendance(actor).require()
        step("set_attendance", row)
        if local_date(now) < row.starts_on:
            raise Refused(_("Lớp chưa bắt đầu (%(day)s).") % {"day": f"{row.starts_on:%d/%m/%Y}"})
        here = {one.number: one for one in seated(row)}
        if set(came) - set(here):
            raise Conflict(_("Có người không có chỗ ở lớp này, hoặc vừa rút. Xem lại rồi ghi."))
        changed = [one for number, one in here.items() if one.attended is not (number in set(came))]
        if not changed:
            return len(set(came))
        if any(hasattr(one, "certificate") for one in changed if one.number not in set(came)):
            raise Refused(_("Có người đã có giấy chứng nhận: không ghi vắng được nữa."))
        for one in changed:
            one.attended = one.number in set(came)
            one.save(update_fields=["attended"])
        numbers = sorted(one.number for one in changed if one.attended)
        absent = sorted(one.number for one in changed if not one.attended)
        record("set_attendance", row, actor=actor, now=now, changes={"came": (None, numbers), "absent": (None, absent)})
        return len(set(came))
