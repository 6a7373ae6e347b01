"""Duties as rows of a desk."""

from collections.abc import Iterable, Set
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.calendar import WorkCalendar
from gieo.foundation.duties.models import Duty
from gieo.foundation.duties.queries import debtor_label
from gieo.foundation.duties.rules import standing
from gieo.foundation.duties.vocab import DutyState, Urgency
from gieo.foundation.duties.wording import STATE_LABELS, STATE_TONES, TONES, standing_label
from gieo.interfaces.web.ui.components import Deed, Link, Pill, Todo
from gieo.interfaces.web.ui.formats import ground
from gieo.interfaces.web.ui.records import record_url, visible_codes


def duty_title(duty: Duty) -> str:
    """The title in the reader's language where the catalogue has it."""
    return _(duty.title) if duty.title else ""


def duty_pill(duty: Duty, today: date, calendar: WorkCalendar) -> Pill:
    """How it stands: late, due today, days left, or closed."""
    if duty.state != DutyState.OPEN:
        return Pill(word=str(STATE_LABELS[duty.state]), tone=STATE_TONES[duty.state])
    stands = standing(duty.due, today, calendar)
    return Pill(word=standing_label(stands), tone=TONES[stands.urgency])


def of_record(duty: Duty) -> tuple[str, str]:
    """What a duty is about, as ui.records names it."""
    return duty.record_kind, duty.record_code


def open_records(actor: Actor, duties: Iterable[Duty]) -> set[tuple[str, str]]:
    """Those of the records that the duties are about which the actor may open. One query."""
    return visible_codes(actor, map(of_record, duties))


def way_of(duty: Duty, open_to: Set[tuple[str, str]]) -> Link:
    """Where a duty leads: to its record, or for those who may not open that, to the duty itself."""
    url = record_url(*of_record(duty)) if of_record(duty) in open_to else ""
    return Link(_("Mở hồ sơ"), url) if url else Link(_("Xem việc"), reverse("duties:record", args=[duty.pk]))


def todos(
    duties: Iterable[Duty],
    today: date,
    calendar: WorkCalendar,
    *,
    open_to: Set[tuple[str, str]],
    names_debtor: bool = False,
) -> list[Todo]:
    """Rows for `{% todo %}`: the day, the title with its way, how it stands, who, on which basis.

    `open_to`: records that the reader may open (`open_records`)."""
    return [_todo(duty, today, calendar, open_to, names_debtor=names_debtor) for duty in duties]


def _todo(
    duty: Duty, today: date, calendar: WorkCalendar, open_to: Set[tuple[str, str]], *, names_debtor: bool
) -> Todo:
    way = way_of(duty, open_to)
    stands = standing(duty.due, today, calendar)
    who = debtor_label(duty, today) if names_debtor else ""
    detail = [standing_label(stands), duty.record_code, who, ground(duty.basis)]
    late = stands.urgency is Urgency.LATE
    return Todo(
        title=duty_title(duty),
        url=way.url,
        due=duty.due,
        detail=" · ".join(part for part in detail if part),
        late=late,
        deed=Deed(label=way.label, url=way.url, kind="plain"),
    )
