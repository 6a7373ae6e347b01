"""Duties as rows of a desk."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from gieo.core.calendar import WorkCalendar
from gieo.foundation.duties.models import Duty
from gieo.foundation.duties.queries import debtor_label
from gieo.foundation.duties.rules import standing
from gieo.foundation.duties.vocab import DutyState, Urgency
from gieo.foundation.duties.wording import STATE_LABELS, STATE_TONES, TONES, standing_label
from gieo.interfaces.web.ui.components import Deed, Pill, Todo
from gieo.interfaces.web.ui.formats import ground
from gieo.interfaces.web.ui.records import record_url


def duty_title(duty: Duty) -> str:
    """The title in the reader's language where the catalogue has it."""
    return _(duty.title) if duty.title else ""


def duty_pill(duty: Duty, today: date, calendar: WorkCalendar) -> Pill:
    """How it stands: late, due today, days left, or closed."""
    if duty.state != DutyState.OPEN:
        return Pill(word=str(STATE_LABELS[duty.state]), tone=STATE_TONES[duty.state])
    stands = standing(duty.due, today, calendar)
    return Pill(word=standing_label(stands), tone=TONES[stands.urgency])


def todos(duties: Iterable[Duty], today: date, calendar: WorkCalendar, *, names_debtor: bool = False) -> list[Todo]:
    """Rows for `{% todo %}`: the day, the title with the way to its record, how it stands, who, on which basis."""
    return [_todo(duty, today, calendar, names_debtor=names_debtor) for duty in duties]


def _todo(duty: Duty, today: date, calendar: WorkCalendar, *, names_debtor: bool) -> Todo:
    url = record_url(duty.record_kind, duty.record_code)
    stands = standing(duty.due, today, calendar)
    who = debtor_label(duty, today) if names_debtor else ""
    detail = [standing_label(stands), duty.record_code, who, ground(duty.basis)]
    late = stands.urgency is Urgency.LATE
    return Todo(
        title=duty_title(duty),
        url=url,
        due=duty.due,
        detail=" · ".join(part for part in detail if part),
        late=late,
        deed=Deed(label=_("Mở hồ sơ"), url=url, kind="plain") if url else None,
    )
