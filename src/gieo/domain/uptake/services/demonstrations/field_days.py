"""Field days: neighbours are asked to come and see; afterwards it is told who came and what they said."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.clock import local_date
from gieo.core.errors import Invalid, NotFound, Refused
from gieo.domain.results.access import public_results
from gieo.domain.uptake.models import Demonstration, FieldDay
from gieo.domain.uptake.permits.demonstrations import (
    may_announce_field_day,
    may_cancel_field_day,
    may_hold_field_day,
)
from gieo.domain.uptake.rules.demonstrations import is_too_far
from gieo.domain.uptake.services.demonstrations.parts import lock_model, require_words, step, step_of, tidy
from gieo.domain.uptake.vocab.demonstrations import LONGEST_LINE, LONGEST_REASON, LONGEST_WORDS, MOST_GUESTS
from gieo.domain.uptake.wording import demonstrations as wording
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.journal.services import require_valid


def announce_field_day(
    model: Demonstration, *, on: date, place: str, hours: str = "", about: str = "", actor: Actor, now: datetime
) -> FieldDay:
    """Ask everybody to come and see. What is shown is public; the day lies ahead.

    Raises NotAllowed, WrongState, Refused, Invalid by field.
    """
    with transaction.atomic():
        row = lock_model(model)
        may_announce_field_day(actor, row).require()
        step("announce_field_day", row)
        values = tidy(
            {"place": place, "hours": hours, "about": about},
            {"place": LONGEST_LINE, "hours": 60},
            {"about": LONGEST_WORDS},
        )
        require_words(values, "place")
        if on < local_date(now):
            raise Invalid({"on": [str(wording.PAST)]})
        if is_too_far(on, local_date(now)):
            raise Invalid({"on": [str(wording.TOO_FAR)]})
        if not public_results().filter(uses=row.use).exists():
            raise Refused(_("Kết quả chưa công khai hoặc hạn chế người xem: không mời mọi người tới xem được."))
        last = row.field_days.order_by("-number").first()
        day = FieldDay(demonstration=row, number=last.number + 1 if last else 1, on=on, **values)
        require_valid(day)
        day.save()
        changes = {"on": (None, on)} | {name: (None, value) for name, value in values.items() if value}
        write_journal("announce_field_day", row, actor=actor, now=now, changes=changes)
    return day


def hold_field_day(day: FieldDay, *, men: int, women: int, said: str, actor: Actor, now: datetime) -> FieldDay:
    """Tell what came of it: how many men and women, and what they said. Raises NotAllowed, WrongState, Invalid."""
    with transaction.atomic():
        row = _lock(day)
        may_hold_field_day(actor, row.demonstration).require()
        row.state = step_of("hold_field_day", row)
        if row.on > local_date(now):
            raise Refused(_("Chưa tới ngày hội thảo."))
        values = tidy({"said": said}, {}, {"said": LONGEST_WORDS})
        require_words(values, "said")
        errors = {
            name: [_("Từ 0 đến %(most)s người.") % {"most": MOST_GUESTS}]
            for name, count in (("men", men), ("women", women))
            if not 0 <= count <= MOST_GUESTS
        }
        if not errors and not men + women:
            errors["men"] = [str(wording.NEED_GUESTS)]
        if errors:
            raise Invalid(errors)
        row.men, row.women, row.said = men, women, values["said"]
        _save(row, "hold_field_day", {"men": men, "women": women, "said": row.said}, actor=actor, now=now)
    return row


def cancel_field_day(day: FieldDay, *, reason: str, actor: Actor, now: datetime) -> FieldDay:
    """Call it off, with a reason that stands on its page. Raises NotAllowed, WrongState, Invalid ("reason")."""
    with transaction.atomic():
        row = _lock(day)
        may_cancel_field_day(actor, row.demonstration).require()
        row.state = step_of("cancel_field_day", row)
        values = tidy({"reason": reason}, {"reason": LONGEST_REASON})
        require_words(values, "reason")
        row.reason = values["reason"]
        _save(row, "cancel_field_day", values, actor=actor, now=now)
    return row


def call_off(model: Demonstration, reason: str) -> None:
    """The days announced of a model that is abandoned, inside that deed."""
    for day in model.field_days.filter(state="announced"):
        day.state, day.reason = step_of("cancel_field_day", day), reason
        require_valid(day)
        day.save()


def _lock(day: FieldDay) -> FieldDay:
    model = lock_model(day.demonstration)
    row = FieldDay.objects.select_for_update(of=("self",)).filter(pk=day.pk).first()
    if row is None:
        raise NotFound(_("Không có hội thảo này."))
    row.demonstration = model
    return row


def _save(row: FieldDay, verb: str, told: dict[str, Any], *, actor: Actor, now: datetime) -> None:
    require_valid(row)
    row.save()
    changes = {"on": (row.on, row.on)} | {name: (None, value) for name, value in told.items()}
    write_journal(verb, row.demonstration, actor=actor, now=now, changes=changes)
