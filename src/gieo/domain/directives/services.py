"""Writing requests down, carrying them out, leaving them."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from gieo.core.actor import Actor
from gieo.core.basis import Basis, Mark
from gieo.core.clock import local_date
from gieo.core.codes import make_code
from gieo.core.errors import Invalid, NotFound, Stale
from gieo.core.permits import Permit
from gieo.core.text import nfc, squeeze
from gieo.domain.directives import permits
from gieo.domain.directives.lifecycle import DIRECTIVE
from gieo.domain.directives.models import Directive
from gieo.domain.directives.vocab import DirectiveState
from gieo.foundation.duties.services import cancel, fulfil, post_duty
from gieo.foundation.journal.services import changes_between, next_number, record, require_valid

FIELDS = (
    "text", "order", "issued_on", "issuer_name", "issuer_unit", "source", "owner_unit", "due", "indicator_key",
)  # fmt: skip
DUTY = "directives.carry_out"
SHOWN_BY_DUTY = frozenset({"text", "issued_on", "issuer_name", "issuer_unit", "owner_unit", "due"})
LONGEST_DUTY = 400


def add_directive(*, actor: Actor, now: datetime, illustrative: bool = False, **values: Any) -> Directive:
    """Write a request down: text, day, who gave it, where it stands, who carries it out by when, its measure.

    Code CD-<year of the request>-<number>. With an owner and a day it becomes due. Raises NotAllowed, Invalid.
    """
    permits.may_add(actor).require()
    with transaction.atomic():
        directive = Directive(illustrative=illustrative)
        changes = _fill(directive, values)
        year = (directive.issued_on or local_date(now)).year
        directive.code = make_code("CD", year, next_number(f"CD-{year}"))
        require_valid(directive)
        directive.save()
        record("add", directive, actor=actor, now=now, changes=changes, to_state=directive.state)
        _post_duty(directive, actor=actor, now=now)
    return directive


def edit_directive(directive: Directive, *, actor: Actor, now: datetime, version: int, **values: Any) -> Directive:
    """Change what was written down. Raises Conflict when somebody else did so since `version`."""
    with transaction.atomic():
        row = _lock(directive)
        permits.may_edit(actor, row).require()
        if row.version != version:
            raise Stale(row)
        changes = _fill(row, values)
        if not changes:
            return row
        _save(row)
        record("edit", row, actor=actor, now=now, changes=changes)
        if SHOWN_BY_DUTY & changes.keys():
            cancel(DUTY, row, reason=_("Chỉ đạo được sửa, việc được giao lại"), actor=actor, now=now)
            _post_duty(row, actor=actor, now=now)
    return row


def close_directive(directive: Directive, *, outcome: str, actor: Actor, now: datetime) -> Directive:
    """Say that a request is carried out, and how."""
    return _end(directive, "close", permits.may_close, outcome, actor=actor, now=now)


def drop_directive(directive: Directive, *, reason: str, actor: Actor, now: datetime) -> Directive:
    """A director leaves a request undone, and says why."""
    return _end(directive, "drop", permits.may_drop, reason, actor=actor, now=now)


def reopen_directive(directive: Directive, *, actor: Actor, now: datetime) -> Directive:
    """Take up a request again."""
    with transaction.atomic():
        row = _lock(directive)
        permits.may_reopen(actor, row).require()
        source, target = row.state, DIRECTIVE.target("reopen", row.state)
        changes = {"outcome": (row.outcome, ""), "ended_on": (row.ended_on, None)}
        row.state, row.outcome, row.ended_on = target, "", None
        _save(row)
        record("reopen", row, actor=actor, now=now, changes=changes, from_state=source, to_state=target)
        _post_duty(row, actor=actor, now=now)
    return row


def _end(
    directive: Directive,
    verb: str,
    may: Callable[[Actor, Directive], Permit],
    words: str,
    *,
    actor: Actor,
    now: datetime,
) -> Directive:
    said = nfc(words).strip()
    with transaction.atomic():
        row = _lock(directive)
        may(actor, row).require()
        source, target = row.state, DIRECTIVE.target(verb, row.state)
        if not said:
            field, message = (
                ("outcome", _("Ghi kết quả thực hiện.")) if verb == "close" else ("reason", _("Ghi lý do."))
            )
            raise Invalid({field: [message]})
        day: date = local_date(now)
        changes = {"outcome": (row.outcome, said), "ended_on": (row.ended_on, day)}
        row.state, row.outcome, row.ended_on = target, said, day
        _save(row)
        record(verb, row, actor=actor, now=now, changes=changes, from_state=source, to_state=target)
        if verb == "close":
            fulfil(DUTY, row, actor=actor, now=now)
        else:
            cancel(DUTY, row, reason=_("Thôi thực hiện chỉ đạo"), actor=actor, now=now)
    return row


def _post_duty(row: Directive, *, actor: Actor, now: datetime) -> None:
    """The owner owes an open request by its day; who gave it waits. No law sets the day, the request is the ground."""
    if row.state != DirectiveState.OPEN or row.owner_unit is None or row.due is None:
        return
    with override("vi"):
        ground = _("Chỉ đạo ngày %(day)s, %(issuer)s") % {
            "day": f"{row.issued_on:%d/%m/%Y}",
            "issuer": row.issuer_name or row.issuer_unit or row.code,
        }
    post_duty(
        kind=DUTY,
        title=row.text[:LONGEST_DUTY],
        record=row,
        debtor_unit=row.owner_unit,
        due=row.due,
        owed_to=row.issuer_unit,
        basis=Basis(document=ground[:200], mark=Mark.PROPOSAL),
        actor=actor,
        now=now,
    )


def _lock(directive: Directive) -> Directive:
    row = Directive.objects.select_for_update().filter(pk=directive.pk).first()
    if row is None:
        raise NotFound(_("Không có chỉ đạo “%(code)s”.") % {"code": directive.code})
    return row


def _fill(row: Directive, values: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    unknown = set(values) - set(FIELDS)
    if unknown:
        raise TypeError(f"a directive has no {', '.join(sorted(unknown))}")
    before = {name: getattr(row, name) for name in values}
    for name, value in values.items():
        clean = nfc(value).strip() if name == "text" else squeeze(value) if isinstance(value, str) else value
        setattr(row, name, clean)
    return changes_between(before, {name: getattr(row, name) for name in values})


def _save(row: Directive) -> None:
    row.version += 1
    require_valid(row)
    row.save()
