"""Posting duties and closing them: called by the rooms above, which have asked for permission."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from gieo.core.actor import Actor, Role
from gieo.core.basis import NO_BASIS, Basis
from gieo.core.calendar import LastDay, Limit
from gieo.core.clock import local_date
from gieo.core.errors import Invalid
from gieo.core.text import fold, squeeze
from gieo.foundation.accounts.models import Person
from gieo.foundation.duties.lifecycle import DUTY
from gieo.foundation.duties.models import Duty
from gieo.foundation.duties.permits import (
    may_cancel,
    may_fulfil,
    may_pass,
    may_post,
    may_reopen,
    may_set_confidential,
)
from gieo.foundation.duties.queries import work_calendar
from gieo.foundation.duties.vocab import LIVE_STATES, DutyState
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.units.models import Unit


def post_duty(
    *,
    kind: str,
    title: str | Promise,
    record: Model,
    debtor_unit: Unit | None = None,
    debtor_person: Person | None = None,
    debtor_role: Role | None = None,
    due: date | None = None,
    start: date | None = None,
    limit: Limit | None = None,
    last_day: LastDay = LastDay.STAYS,
    basis: Basis = NO_BASIS,
    owed_to: Unit | None = None,
    note: str = "",
    confidential: bool = False,
    actor: Actor,
    now: datetime,
) -> Duty:
    """Post what somebody owes about a record, in the transaction of the deed that gives rise to it.

    Exactly one debtor: a unit, a person, or a role of the office. Either `due`, or `limit` counted from `start` (the
    day of the event, which does not count) with the holidays known today; a later change of holidays moves no date.
    `title` is best a gettext_lazy text without the record's code: it is stored in Vietnamese and shown in the reader's
    language. For a restricted record name a person and set `confidential`. Posting the same duty again while it is
    to be done gives the one there is.
    Of permission only a named actor is asked: the deed above has asked the rest.
    """
    may_post(actor).require()
    if sum(debtor is not None for debtor in (debtor_unit, debtor_person, debtor_role)) != 1:
        raise TypeError("a duty has exactly one debtor: a unit, a person or a role")
    if due is None:
        if start is None or limit is None:
            raise TypeError("give the due date, or a start and a limit")
        due = work_calendar().due(start, limit, last_day=last_day)
    with override("vi"):
        words = squeeze(str(title))
    with transaction.atomic():
        asleep = _narrowed(kind, record, debtor_unit=debtor_unit, debtor_person=debtor_person, due=due).filter(
            state=DutyState.SUSPENDED, debtor_role=debtor_role or ""
        )
        if (before := asleep.first()) is not None:
            return before
        duty, is_new = Duty.objects.get_or_create(
            kind=kind,
            record_kind=record._meta.label_lower,
            record_code=_code(record),
            debtor_unit=debtor_unit,
            debtor_person=debtor_person,
            debtor_role=debtor_role or "",
            due=due,
            state=DutyState.OPEN.value,
            defaults={
                "title": words,
                "owed_to": owed_to,
                "opened_on": start or min(local_date(now), due),
                "count": limit.count if limit else None,
                "count_unit": limit.unit.value if limit else "",
                "basis_document": basis.document,
                "basis_article": basis.article,
                "basis_mark": basis.mark.value,
                "note": note,
                "confidential": confidential,
                "posted_at": now,
                "posted_by_id": actor.principal_id,
                "posted_by_name": actor.name_on_record,
                "folded": fold(f"{words} {_code(record)} {debtor_unit or debtor_person or ''}"),
            },
        )
        if is_new:
            changes = {"record": (None, duty.record_code), "due": (None, due)}
            write_journal("post", duty, actor=actor, now=now, to_state=duty.state, changes=changes)
    return duty


def fulfil(
    kind: str,
    record: Model,
    *,
    debtor_unit: Unit | None = None,
    debtor_person: Person | None = None,
    due: date | None = None,
    note: str = "",
    actor: Actor,
    now: datetime,
) -> int:
    """Fulfil the duties to be done of a kind about a record (of one debtor, or due on one day, if named).

    Returns how many; 0 is no fault, since the deed may have been done before anybody owed it.
    """
    may_fulfil(actor).require()
    narrowed = _open(kind, record, debtor_unit=debtor_unit, debtor_person=debtor_person, due=due)
    return _move("fulfil", narrowed, {"fulfilled_at": now, "note": squeeze(note)}, actor=actor, now=now)


def cancel(
    kind: str,
    record: Model,
    *,
    reason: str,
    debtor_unit: Unit | None = None,
    debtor_person: Person | None = None,
    due: date | None = None,
    actor: Actor,
    now: datetime,
) -> int:
    """Cancel the duties of a kind about a record that no longer need doing; says why. Returns how many."""
    may_cancel(actor).require()
    if not squeeze(reason):
        raise Invalid({"reason": [_("Ghi lý do thôi việc này.")]})
    narrowed = _open(kind, record, debtor_unit=debtor_unit, debtor_person=debtor_person, due=due)
    return _move("cancel", narrowed, {"cancelled_at": now, "note": squeeze(reason)}, actor=actor, now=now)


def reopen(
    kind: str,
    record: Model,
    *,
    debtor_unit: Unit | None = None,
    debtor_person: Person | None = None,
    due: date | None = None,
    actor: Actor,
    now: datetime,
) -> int:
    """Open again what was fulfilled or cancelled, because the deed was undone. Due dates stay. Returns how many.

    What is open already stays as it is: a duty that was posted anew meanwhile is not doubled.
    """
    may_reopen(actor).require()
    closed = _narrowed(kind, record, debtor_unit=debtor_unit, debtor_person=debtor_person, due=due).exclude(
        state__in=LIVE_STATES
    )
    open_ones = Duty.objects.filter(
        state__in=LIVE_STATES,
        kind=models.OuterRef("kind"),
        record_kind=models.OuterRef("record_kind"),
        record_code=models.OuterRef("record_code"),
        due=models.OuterRef("due"),
    ).filter(
        models.Q(debtor_unit=models.OuterRef("debtor_unit"))
        | models.Q(debtor_person=models.OuterRef("debtor_person"))
        | (models.Q(debtor_role=models.OuterRef("debtor_role")) & ~models.Q(debtor_role=""))
    )
    again = closed.filter(~models.Exists(open_ones))
    return _move("reopen", again, {"fulfilled_at": None, "cancelled_at": None, "note": ""}, actor=actor, now=now)


def set_confidential(record_kind: str, codes: Collection[str], *, actor: Actor, now: datetime) -> int:
    """Of the duties about one kind of record, show exactly those about these records to debtor and poster only.

    Called when the access to records changes; closed duties follow too. Returns how many changed; journals each.
    """
    may_set_confidential(actor).require()
    named = models.Q(record_code__in=list(codes))
    wrong = named & models.Q(confidential=False) | ~named & models.Q(confidential=True)
    with transaction.atomic():
        found = list(Duty.objects.filter(wrong, record_kind=record_kind).select_for_update().order_by("pk"))
        for duty in found:
            duty.confidential = not duty.confidential
            duty.save(update_fields=["confidential"])
            changes = {"confidential": (not duty.confidential, duty.confidential)}
            write_journal("set_confidential", duty, actor=actor, now=now, changes=changes)
    return len(found)


def pass_duties(
    duties: Iterable[int], *, heir: Unit | None, since: date | None, actor: Actor, now: datetime
) -> list[Duty]:
    """Let another heir than the principal one owe these duties of a unit from a day on; None gives them back.

    Called by the deed that splits a unit, or corrects what it said, in its transaction. What is fulfilled or cancelled
    stays as it was. Returns those changed.
    """
    may_pass(actor).require()
    with transaction.atomic():
        rows = Duty.objects.select_for_update(of=("self",)).filter(pk__in=set(duties), state__in=LIVE_STATES)
        wanted = (heir.pk if heir else None, since)
        changed = [row for row in rows.order_by("pk") if (row.heir_id, row.heir_since) != wanted]
        for row in changed:
            before, row.heir, row.heir_since = row.heir, heir, since
            row.save(update_fields=["heir", "heir_since"])
            changes = {"heir": (before, heir), "heir_since": (None, since)}
            write_journal("pass", row, actor=actor, now=now, changes=changes)
    return changed


def _code(record: Model) -> str:
    return str(getattr(record, "code", ""))


def _narrowed(
    kind: str,
    record: Model,
    *,
    debtor_unit: Unit | None,
    debtor_person: Person | None,
    due: date | None,
) -> QuerySet[Duty]:
    duties = Duty.objects.filter(kind=kind, record_kind=record._meta.label_lower, record_code=_code(record))
    if debtor_unit is not None:
        duties = duties.filter(debtor_unit=debtor_unit)
    if debtor_person is not None:
        duties = duties.filter(debtor_person=debtor_person)
    return duties.filter(due=due) if due is not None else duties


def _open(kind: str, record: Model, **narrow: Any) -> QuerySet[Duty]:
    return _narrowed(kind, record, **narrow).filter(state__in=LIVE_STATES)


def _move(verb: str, duties: QuerySet[Duty], values: dict[str, Any], *, actor: Actor, now: datetime) -> int:
    with transaction.atomic():
        moved = list(duties.select_for_update().order_by("pk"))
        for duty in moved:
            before = duty.state
            duty.state = DUTY.target(verb, before)
            for name, value in values.items():
                setattr(duty, name, value)
            duty.save(update_fields=["state", *values])
            write_journal(
                verb,
                duty,
                actor=actor,
                now=now,
                from_state=before,
                to_state=duty.state,
                changes={"record": (duty.record_code, duty.record_code), "note": (None, duty.note)},
            )
    return len(moved)
