"""The first and last steps of every deed on a demonstration model: locked, asked of the table, saved, owed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.errors import Invalid, NotFound, Stale, WrongState
from gieo.core.text import fold
from gieo.domain.uptake.access import is_restricted
from gieo.domain.uptake.lifecycle import FIELD_DAY, MODEL
from gieo.domain.uptake.models import Demonstration, FieldDay
from gieo.domain.uptake.rules.demonstrations import MODEL_BASIS
from gieo.domain.uptake.services.locking import lock_use
from gieo.domain.uptake.services.texts import say_models
from gieo.domain.uptake.vocab.demonstrations import ModelState
from gieo.domain.uptake.wording import demonstrations as wording
from gieo.foundation.audience.rules.comments import plain_line, plain_text, says_something
from gieo.foundation.duties.services import cancel, post_duty
from gieo.foundation.journal.services import require_valid

VISIT_DUTY, CONCLUDE_DUTY = "visit_model", "conclude_model"


def lock_model(model: Demonstration, version: int | None = None) -> Demonstration:
    """The model as it stands now with its use, both locked to the end of the transaction."""
    use = lock_use(model.use)
    rows = Demonstration.objects.select_for_update(of=("self",)).select_related("keeper")
    row = rows.filter(pk=model.pk).first()
    if row is None:
        raise NotFound(_("Không có mô hình trình diễn mang mã này."))
    if version is not None and row.version != version:
        raise Stale(row)
    row.use = use
    return row


def step(verb: str, model: Demonstration) -> str:
    """Where `verb` leads from the present state. Raises WrongState with a sentence for the user."""
    try:
        return MODEL.target(verb, model.state)
    except WrongState as wrong:
        wrong.message = wording.model_blocked(verb, model.state)
        raise


def step_of(verb: str, day: FieldDay) -> str:
    try:
        return FIELD_DAY.target(verb, day.state)
    except WrongState as wrong:
        wrong.message = wording.field_day_blocked(day.state)
        raise


def save(model: Demonstration) -> None:
    """Checked, saved, found as it stands; lists read what is written with it. A household's name is in no list."""
    use = model.use
    words = (model.code, model.title, use.code, use.subject.code, use.subject.title)
    places = (use.place.name, model.where, use.receiver.name, use.receiver.short_name)
    model.folded = fold(" ".join((*words, *places)))
    require_valid(model)
    model.save()
    say_models([model])


def tidy(values: Mapping[str, Any], lines: Mapping[str, int], texts: Mapping[str, int] | None = None) -> dict[str, Any]:
    """Words put in order: `lines` in one line, `texts` in several, each no longer than said. Raises Invalid."""
    found = dict(values)
    errors: dict[str, list[str]] = {}
    for name, most in {**lines, **(texts or {})}.items():
        clean = plain_line if name in lines else plain_text
        found[name] = clean(str(found.get(name) or "")[: 10 * most])
        if len(found[name]) > most:
            errors[name] = [_("Không quá %(most)s ký tự.") % {"most": most}]
    if errors:
        raise Invalid(errors)
    return found


def require_words(values: Mapping[str, Any], *names: str) -> None:
    """Something is said of each. Raises Invalid."""
    errors = {name: [str(wording.NEED_WORDS)] for name in names if not says_something(values[name])}
    if errors:
        raise Invalid(errors)


def owe(model: Demonstration, *, actor: Actor, now: datetime) -> None:
    """What its keeper owes as it stands now: the visit promised, the conclusion when its last day has come."""
    runs = model.state == ModelState.RUNNING
    owed = {
        VISIT_DUTY: (wording.DUTY_VISIT, model.next_visit_on if runs else None),
        CONCLUDE_DUTY: (wording.DUTY_CONCLUDE, model.ends_on if runs else None),
    }
    for kind, (title, due) in owed.items():
        cancel(kind, model, reason=_("Mô hình đã đổi hẹn, đổi người phụ trách hoặc đã xong."), actor=actor, now=now)
        if due is not None:
            post_duty(
                kind=kind,
                title=title,
                record=model,
                debtor_person=model.keeper,
                due=due,
                basis=MODEL_BASIS,
                confidential=is_restricted(model.use),
                actor=actor,
                now=now,
            )
