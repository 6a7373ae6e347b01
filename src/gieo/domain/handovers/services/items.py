"""The items of a draft: what is said of each, and taking them anew from the decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.errors import Invalid, NotFound, Refused
from gieo.core.text import squeeze
from gieo.domain.handovers.models import Minutes, MinutesItem
from gieo.domain.handovers.permits import may_edit_minutes
from gieo.domain.handovers.queries.carried import not_carried
from gieo.domain.handovers.queries.items import gates_of, is_restricted, lines_to_hand_over
from gieo.domain.handovers.rules.sealing import DESCRIBED
from gieo.domain.handovers.services.locking import lock_in_force, lock_minutes, step
from gieo.domain.handovers.services.preparing import grounds_of, write_items
from gieo.domain.transfers.models import DecisionLine
from gieo.domain.transfers.queries.figures import decision_in_force, decisions_in_force
from gieo.foundation.journal.services import changes_between
from gieo.foundation.journal.services import record as write_journal


@dataclass(frozen=True)
class ItemInput:
    """What somebody typed of one item. Blanks may wait until the minutes are sealed."""

    pk: int
    quantity: Decimal | None
    quantity_unit: str
    condition: str


def edit_items(minutes: Minutes, *, version: int, items: Sequence[ItemInput], actor: Actor, now: datetime) -> Minutes:
    """Say how much of each item changes hands and in which condition. Items not named stay.

    In order: permit → lock, compare version → life cycle → check → save → journal with what changed. A condition typed
    here stays when the items are taken anew; left blank, it follows the record again. Raises Invalid by field
    ("quantity_<pk>", …), NotFound for items of other minutes, Conflict, WrongState once it is sealed.
    """
    may_edit_minutes(actor).require()
    with transaction.atomic():
        locked = lock_minutes(minutes, version)
        step("edit_items", locked)
        rows = {row.pk: row for row in locked.items.order_by("order")}
        changes: dict[str, tuple[Any, Any]] = {}
        errors: dict[str, list[str]] = {}
        for given in items:
            row = rows.get(given.pk)
            if row is None:
                raise NotFound(_("Có mục không thuộc biên bản này."))
            changes |= _describe(row, given)
            errors |= _wrong(row)
        if errors:
            raise Invalid(errors)
        if not changes:
            return locked
        MinutesItem.objects.bulk_update(rows.values(), [*DESCRIBED, "condition_typed"])
        locked.version += 1
        locked.save(update_fields=["version"])
        write_journal("edit_items", locked, actor=actor, now=now, changes=changes)
    return locked


def _describe(row: MinutesItem, given: ItemInput) -> dict[str, tuple[Any, Any]]:
    before = {name: getattr(row, name) for name in DESCRIBED}
    row.quantity, row.quantity_unit = given.quantity, squeeze(given.quantity_unit)
    condition = squeeze(given.condition)
    if condition != row.condition:
        row.condition, row.condition_typed = condition, bool(condition)
    found = changes_between(before, {name: getattr(row, name) for name in DESCRIBED})
    return {f"{row.subject_code} {name}": change for name, change in found.items()}


def _wrong(row: MinutesItem) -> dict[str, list[str]]:
    """What fields and constraints say of an item, by the name of the field in the form."""
    try:
        row.clean_fields(exclude=[field.name for field in row._meta.fields if field.name not in DESCRIBED])
        row.validate_constraints(exclude=["minutes", "order", "receipt", "received_at", "received_by_name"])
    except ValidationError as wrong:
        return {
            f"{'quantity' if name == NON_FIELD_ERRORS else name}_{row.pk}": said
            for name, said in wrong.message_dict.items()
        }
    return {}


def refresh_items(minutes: Minutes, *, version: int | None = None, actor: Actor, now: datetime) -> Minutes:
    """Take the items anew from the decisions as they now stand: lines added or dropped, titles, fingerprints, kit.

    Grounds that named the old decisions and certificates give way to the new ones; those typed by hand stay. Quantities
    are the decision's again, for the decision is the source; a condition somebody typed stays with its item.
    """
    may_edit_minutes(actor).require()
    with transaction.atomic():
        locked = lock_minutes(minutes, version)
        step("refresh_items", locked)
        before = {"items": _codes(locked), "grounds": locked.grounds}
        _rewrite_items(locked, actor)
        locked.version += 1
        locked.save(update_fields=["version", "decision", "grounds"])
        changes = {"items": (before["items"], _codes(locked))}
        changes |= changes_between({"grounds": before["grounds"]}, {"grounds": locked.grounds})
        write_journal("refresh_items", locked, actor=actor, now=now, changes=changes)
    return locked


def _codes(minutes: Minutes) -> list[str]:
    return list(minutes.items.order_by("order").values_list("subject_code", flat=True))


def _rewrite_items(minutes: Minutes, actor: Actor) -> None:
    """Replace the items of a locked draft, and the grounds that follow from them, by what the decisions give today."""
    lines = _lines_for(minutes, actor)
    if not lines:
        raise Refused(_("Quyết định không còn giao mục nào cho đơn vị này. Huỷ biên bản nếu không bàn giao nữa."))
    written = DecisionLine.objects.filter(items__minutes=minutes).select_related(
        "decision__issuer", "result", "product__result"
    )
    old = grounds_of(written.order_by("items__order"))
    minutes.grounds = [*grounds_of(lines), *(ground for ground in minutes.grounds if ground not in old)]
    typed = dict(minutes.items.filter(condition_typed=True).values_list("subject_code", "condition"))
    minutes.items.all().delete()
    write_items(minutes, lines, gates_of(lines))
    for code, condition in typed.items():
        minutes.items.filter(subject_code=code).update(condition=condition, condition_typed=True)
    minutes.decision = lines[0].decision


def _lines_for(minutes: Minutes, actor: Actor) -> list[DecisionLine]:
    """Lines these minutes should carry: of the conference's decisions, or of their own, not carried by others."""
    decisions = decisions_in_force(minutes.conference) if minutes.conference else [decision_in_force(minutes.decision)]
    locked = lock_in_force(decision.pk for decision in decisions)
    found = not_carried(lines_to_hand_over(locked, actor, unit_ids=[minutes.receiver_id]), besides=minutes)
    return [line for line in found if is_restricted(line) == minutes.restricted]
