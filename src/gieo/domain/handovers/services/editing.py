"""Changing a draft: the form, the plan, the texts, the witness."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.errors import Invalid
from gieo.core.text import nfc, squeeze
from gieo.domain.handovers.access import visible_minutes
from gieo.domain.handovers.models import Minutes, PlanRow
from gieo.domain.handovers.permits import may_edit_minutes
from gieo.domain.handovers.rules.texts import unknown_places
from gieo.domain.handovers.services.finding import say_minutes
from gieo.domain.handovers.services.locking import lock_minutes, step
from gieo.domain.handovers.services.numbering import number_once
from gieo.domain.handovers.services.plans import PlanInput, checked, planned
from gieo.domain.handovers.services.starting import START_FIELDS, settle_start
from gieo.domain.handovers.vocab import MinutesState
from gieo.domain.handovers.wording import ORDER_LABELS
from gieo.domain.transfers.models import Conference
from gieo.foundation.journal.services import changes_between
from gieo.foundation.journal.services import record as write_journal

FIELDS = (
    "number",
    "held_on",
    "starts_at",
    "ends_at",
    "locality",
    "place",
    "giver_name",
    "giver_title",
    "receiver_name",
    "receiver_title",
    "witness_name",
    "witness_title",
    "witness_unit",
    "copies",
    "copies_each",
    "plan_days",
    "report_start",
    "report_start_reason",
    "signing_order",
)


@dataclass(frozen=True)
class TextInput:
    """A standing text as these minutes use it."""

    key: str
    text: str


def edit_minutes(
    minutes: Minutes,
    *,
    version: int,
    values: Mapping[str, Any] | None = None,
    grounds: Sequence[str] | None = None,
    plan: Sequence[PlanInput] | None = None,
    texts: Sequence[TextInput] | None = None,
    actor: Actor,
    now: datetime,
) -> Minutes:
    """Change a draft. What is not given stays.

    In order: permit → lock, compare version → life cycle → check → save → journal with what changed. Raises Invalid by
    field (a number that other minutes of the giver bear in that year, a start of the reports other than the day of the
    handover without a reason of its own among them), Conflict when somebody changed it
    meanwhile, WrongState once it is sealed.
    """
    may_edit_minutes(actor).require()
    day = (values or {}).get("held_on") or minutes.held_on
    with number_once(day.year if day else minutes.number_year), transaction.atomic():
        locked = lock_minutes(minutes, version)
        step("edit", locked)
        before = {name: getattr(locked, name) for name in FIELDS}
        for name, value in (values or {}).items():
            if name not in FIELDS:
                raise TypeError(f"{name} is not a field of this form")
            setattr(locked, name, squeeze(value) if isinstance(value, str) else value)
        if START_FIELDS & (values or {}).keys():
            settle_start(locked)
        if locked.held_on is not None:
            locked.number_year = locked.held_on.year
        changes: dict[str, tuple[Any, Any]] = {}
        if grounds is not None:
            lines = [squeeze(line) for line in grounds if squeeze(line)]
            changes |= changes_between({"grounds": locked.grounds}, {"grounds": lines})
            locked.grounds = lines
        if texts is not None:
            changes |= _set_texts(locked, texts)
        changes |= changes_between(before, {name: getattr(locked, name) for name in FIELDS})
        _save(locked)
        if plan is not None:
            changes |= _set_plan(locked, plan)
        if changes:
            write_journal("edit", locked, actor=actor, now=now, changes=changes)
    return locked


def _save(minutes: Minutes) -> None:
    minutes.version += 1
    try:
        minutes.full_clean(exclude=["giver", "receiver", "conference", "decision", "sealed"])
    except ValidationError as wrong:
        errors = wrong.message_dict
        raise Invalid({("" if name == NON_FIELD_ERRORS else name): said for name, said in errors.items()}) from None
    minutes.save()
    say_minutes([minutes])


def _set_texts(minutes: Minutes, texts: Sequence[TextInput]) -> dict[str, tuple[Any, Any]]:
    given = {row.key: nfc(row.text).strip() for row in texts}
    errors: dict[str, list[str]] = {}
    changes: dict[str, tuple[Any, Any]] = {}
    kept = []
    for block in minutes.texts:
        text = given.get(block["key"], block["text"])
        if unknown := unknown_places(text):
            names = ", ".join(f"{{{name}}}" for name in unknown)
            errors[f"text_{block['key']}"] = [_("Không có chỗ điền nào tên là %(names)s.") % {"names": names}]
        changes |= changes_between({f"text_{block['key']}": block["text"]}, {f"text_{block['key']}": text})
        kept.append({**block, "text": text})
    if errors:
        raise Invalid(errors)
    minutes.texts = kept
    return changes


def _set_plan(minutes: Minutes, plan: Sequence[PlanInput]) -> dict[str, tuple[Any, Any]]:
    before = list(minutes.plan.order_by("order").values("work", "person", "due", "place", "scale", "money"))
    after = planned(plan)
    if before == after:
        return {}
    minutes.plan.all().delete()
    fresh = [PlanRow(minutes=minutes, order=order, **row) for order, row in enumerate(after, start=1)]
    PlanRow.objects.bulk_create(checked(fresh, exclude="minutes"))
    return {"plan": (before, after)}


def set_witness(conference: Conference, *, name: str, title: str, unit: str, actor: Actor, now: datetime) -> int:
    """Write one witness into every draft of a conference; returns how many changed. Raises Invalid without a name."""
    may_edit_minutes(actor).require()
    return _edit_drafts(conference, _witness(name, title, unit), actor=actor, now=now)


def set_for_signing(
    conference: Conference, *, name: str, title: str, unit: str, order: str | None, actor: Actor, now: datetime
) -> int:
    """The witness, and the order in which the parties sign (rules.turns; None: any), for every draft of a conference;
    returns how many changed. Raises Invalid without a name, or for an order that is none."""
    may_edit_minutes(actor).require()
    if order is not None and order not in ORDER_LABELS:
        raise Invalid({"signing_order": [_("Chọn thứ tự ký.")]})
    values = _witness(name, title, unit) | {"signing_order": order}
    return _edit_drafts(conference, values, actor=actor, now=now)


def _witness(name: str, title: str, unit: str) -> dict[str, str | None]:
    if not squeeze(name):
        raise Invalid({"witness_name": [_("Ghi họ tên người chứng kiến.")]})
    return {"witness_name": squeeze(name), "witness_title": squeeze(title), "witness_unit": squeeze(unit)}


def _edit_drafts(conference: Conference, values: Mapping[str, Any], *, actor: Actor, now: datetime) -> int:
    drafts: Iterable[Minutes] = (
        visible_minutes(actor).filter(conference=conference, state=MinutesState.DRAFT).order_by("pk")
    )
    with transaction.atomic():
        changed = [
            edit_minutes(row, version=row.version, values=values, actor=actor, now=now)
            for row in drafts
            if any(getattr(row, field) != value for field, value in values.items())
        ]
    return len(changed)
