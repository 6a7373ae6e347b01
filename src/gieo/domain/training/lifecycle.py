"""What may follow what, for a class and for one person in it. Buttons, checks, drawings read these tables."""

from gieo.core.lifecycle import Lifecycle, step
from gieo.domain.training.vocab import CourseState, EnrolmentState

_C = CourseState

COURSE = Lifecycle(
    "class",
    step("edit", _C.DRAFT, _C.DRAFT),
    step("edit", _C.ANNOUNCED, _C.ANNOUNCED),
    step("announce", _C.DRAFT, _C.ANNOUNCED),
    step("discard", _C.DRAFT, _C.DRAFT),
    step("enrol", _C.ANNOUNCED, _C.ANNOUNCED),
    step("add_material", _C.DRAFT, _C.DRAFT),
    step("add_material", _C.ANNOUNCED, _C.ANNOUNCED),
    step("add_material", _C.HELD, _C.HELD),
    step("remove_material", _C.DRAFT, _C.DRAFT),
    step("remove_material", _C.ANNOUNCED, _C.ANNOUNCED),
    step("remove_material", _C.HELD, _C.HELD),
    step("set_attendance", _C.ANNOUNCED, _C.ANNOUNCED),
    step("set_attendance", _C.HELD, _C.HELD),
    step("issue_certificates", _C.HELD, _C.HELD),
    step("hold", _C.ANNOUNCED, _C.HELD),
    step("cancel", _C.ANNOUNCED, _C.CANCELLED),
)

_E = EnrolmentState

# Of one person in one class. A seat that becomes free goes to who has waited longest; nobody presses that.
ENROLMENT = Lifecycle(
    "enrolment",
    step("promote", _E.WAITING, _E.ENROLLED),
    step("withdraw", [_E.WAITING, _E.ENROLLED], _E.WITHDRAWN),
)
