"""The office's duty to ask those who have not answered their invitation.

It follows from what happens to letters, whoever does it, the holder of a link among them; so the system keeps it.
"""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from gieo.core.actor import SYSTEM, Role
from gieo.domain.transfers.models import Conference
from gieo.domain.transfers.vocab import ConferenceState, InvitationState
from gieo.foundation.duties.queries import work_calendar
from gieo.foundation.duties.services import cancel, fulfil, post_duty

CHASE_DUTY = "transfers.chase_answers"
CHASE_DAYS = 2


def mind_answers(conference: Conference, *, now: datetime) -> None:
    """Keep the office's duty to ask who has not answered: there as long as somebody owes an answer, due two working
    days before the day (a proposal [P]), done when all have answered or the day has begun."""
    open_units = conference.units.filter(invitation=InvitationState.SENT).exists()
    owed = open_units or conference.guests.filter(invitation=InvitationState.SENT).exists()
    if conference.state != ConferenceState.PLANNED or not owed:
        fulfil(CHASE_DUTY, conference, actor=SYSTEM, now=now)
        return
    due = work_calendar().add_working(conference.held_on, -CHASE_DAYS)
    post_duty(
        kind=CHASE_DUTY,
        title=gettext_lazy("Hỏi những nơi chưa trả lời giấy mời"),
        record=conference,
        debtor_role=Role.OFFICER,
        due=due,
        actor=SYSTEM,
        now=now,
    )


def moved_reason() -> str:
    """Why what was owed by the old day is owed no more: a record, so Vietnamese."""
    with override("vi"):
        return _("Đổi ngày hội nghị.")


def move_answers(conference: Conference, *, now: datetime) -> None:
    """The same after the day of the conference was moved."""
    cancel(CHASE_DUTY, conference, reason=moved_reason(), actor=SYSTEM, now=now)
    mind_answers(conference, now=now)
