"""Units: entering, changing, ending them, and the people to call there. Every deed leaves its entry in the journal."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.collation import sort_text
from gieo.core.errors import Conflict, Invalid, NotFound, Refused
from gieo.core.text import fold, squeeze
from gieo.foundation.journal.services import changes_between, next_number
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.places.models import Area
from gieo.foundation.units.models import Contact, FormerFace, Unit
from gieo.foundation.units.permits import heirs, may_abolish, may_edit_contacts, may_edit_units
from gieo.foundation.units.rules import makes_circle
from gieo.foundation.units.vocab import UnitKind

FACE_FIELDS = ("name", "short_name", "kind")
UNIT_FIELDS = (*FACE_FIELDS, "parent", "place", "address", "phone", "email", "since", "illustrative")
CONTACT_FIELDS = ("name", "title", "phone", "email", "is_primary")
_PERSONAL = ("name", "phone", "email")


class UnitValues(TypedDict, total=False):
    """What may be written in a unit's form."""

    name: str
    short_name: str
    kind: UnitKind
    parent: Unit | None
    place: Area | None
    address: str
    phone: str
    email: str
    since: date | None
    illustrative: bool


class ContactValues(TypedDict, total=False):
    """What may be written in a contact's form."""

    name: str
    title: str
    phone: str
    email: str
    is_primary: bool


def create_unit(*, actor: Actor, now: datetime, code: str = "", **values: Unpack[UnitValues]) -> Unit:
    """Enter a unit. Without a code it gets the next of the series DV-0001, DV-0002 …

    Raises NotAllowed; Invalid when a field is wrong or the code is taken.
    """
    may_edit_units(actor).require()
    with transaction.atomic():
        unit = Unit(code=squeeze(code).upper() or f"DV-{next_number('units'):04d}")
        _write(unit, values, UNIT_FIELDS)
        _save_unit(unit)
        changes = changes_between({}, {name: value for name, value in _values(unit, UNIT_FIELDS).items() if value})
        write_journal("create", unit, actor=actor, now=now, changes=changes)
    return unit


def edit_unit(
    unit: Unit,
    *,
    version: int,
    actor: Actor,
    now: datetime,
    changed_on: date | None = None,
    **values: Unpack[UnitValues],
) -> Unit:
    """Change what is written about a unit, provided that nobody did since `version` was read.

    A new name or kind with `changed_on` is a change in life: the former one is kept for the days before it. Without
    `changed_on` it corrects a mistake and leaves no trace but in the journal. Nothing is written when nothing changed.
    Raises NotAllowed, Conflict, Invalid.
    """
    may_edit_units(actor).require()
    with transaction.atomic():
        unit = _locked(unit, version)
        before = _values(unit, UNIT_FIELDS)
        _write(unit, values, UNIT_FIELDS)
        changes = changes_between(before, _values(unit, UNIT_FIELDS))
        if not changes:
            return unit
        if unit.parent is not None and _is_under(unit.parent, unit):
            raise Invalid({"parent": [_("Đơn vị này đang nằm dưới chính đơn vị đang sửa.")]})
        if changed_on is not None and any(name in changes for name in FACE_FIELDS):
            _keep_face(unit, before, changed_on)
            changes["changed_on"] = (None, changed_on)
        _save_unit(unit)
        write_journal("edit", unit, actor=actor, now=now, changes=changes)
    return unit


def abolish_unit(
    unit: Unit, *, on: date, successor: Unit | None, act_number: str = "", actor: Actor, now: datetime
) -> Unit:
    """Record that a unit no longer exists from `on`, and which unit takes over its duties.

    Order: permit, lock, rules, save, journal. What the unit owes is not moved: who answers for a unit answers for those
    it inherited from (units.queries.with_predecessors). A successor may itself end later; the chain may not close.
    Raises NotAllowed; Invalid when a public body names no successor or the dates disagree; Refused when the chain of
    successors would close to a circle.
    """
    may_edit_units(actor).require()
    with transaction.atomic():
        both = [unit.pk, successor.pk] if successor is not None else [unit.pk]
        rows = {row.pk: row for row in Unit.objects.select_for_update().filter(pk__in=both).order_by("pk")}
        unit, successor = rows[unit.pk], rows[successor.pk] if successor is not None else None
        may_abolish(actor, unit).require()
        if successor is not None:
            _check_successor(unit, successor, on)
        unit.abolished_on, unit.successor, unit.abolishing_act = on, successor, squeeze(act_number)
        _save_unit(unit)
        write_journal(
            "abolish",
            unit,
            actor=actor,
            now=now,
            changes={
                "abolished_on": (None, on),
                "successor": (None, successor),
                "abolishing_act": ("", unit.abolishing_act),
            },
        )
    return unit


def add_contact(unit: Unit, *, actor: Actor, now: datetime, **values: Unpack[ContactValues]) -> Contact:
    """Add somebody to call. The first one, and one marked so, is called first; the former first steps back."""
    may_edit_contacts(actor, unit).require()
    with transaction.atomic():
        unit = _locked(unit)
        contact = Contact(unit=unit)
        _write(contact, values, CONTACT_FIELDS)
        contact.is_primary = contact.is_primary or not unit.contacts.exists()
        _save_contact(contact)
        _journal_contact("add_contact", unit, {}, _values(contact, CONTACT_FIELDS), actor=actor, now=now)
    return contact


def edit_contact(contact: Contact, *, actor: Actor, now: datetime, **values: Unpack[ContactValues]) -> Contact:
    """Change a contact. Nothing is written when nothing changed."""
    may_edit_contacts(actor, contact.unit).require()
    with transaction.atomic():
        unit, contact = _locked_contact(contact)
        before = _values(contact, CONTACT_FIELDS)
        _write(contact, values, CONTACT_FIELDS)
        after = _values(contact, CONTACT_FIELDS)
        if after == before:
            return contact
        _save_contact(contact)
        _journal_contact("edit_contact", unit, before, after, actor=actor, now=now)
    return contact


def remove_contact(contact: Contact, *, actor: Actor, now: datetime) -> None:
    """Remove a contact; if it was the one called first, the next by name is."""
    may_edit_contacts(actor, contact.unit).require()
    with transaction.atomic():
        unit, contact = _locked_contact(contact)
        before = _values(contact, CONTACT_FIELDS)
        contact.delete()
        following = unit.contacts.first()
        if before["is_primary"] and following is not None:
            following.is_primary = True
            following.save(update_fields=["is_primary"])
        _journal_contact("remove_contact", unit, before, dict.fromkeys(before, ""), actor=actor, now=now)


def _check_successor(unit: Unit, successor: Unit, on: date) -> None:
    if makes_circle(unit.pk, successor.pk, heirs()):
        raise Refused(
            _("%(successor)s đã được kế thừa bởi chính đơn vị này. Chọn đơn vị khác.") % {"successor": successor.name}
        )
    if successor.abolished_on is not None and successor.abolished_on <= on:
        raise Invalid({"successor": [_("Đơn vị này cũng không còn từ ngày đó. Chọn đơn vị đang hoạt động.")]})


def _locked(unit: Unit, version: int | None = None) -> Unit:
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if version is not None and unit.version != version:
        raise Conflict
    return unit


def _locked_contact(contact: Contact) -> tuple[Unit, Contact]:
    """The unit is locked first, as by every deed on its contacts."""
    unit = _locked(contact.unit)
    found = Contact.objects.select_for_update().filter(pk=contact.pk).first()
    if found is None:
        raise NotFound(_("Người liên hệ này đã được xoá."))
    return unit, found


def _write(record: models.Model, values: Mapping[str, Any], allowed: tuple[str, ...]) -> None:
    for name, value in values.items():
        if name not in allowed:
            raise TypeError(f"{name} is not a field of this form")
        setattr(record, name, squeeze(value) if isinstance(value, str) else value)


def _values(record: models.Model, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names}


def _save_unit(unit: Unit) -> None:
    unit.folded = fold(" ".join([unit.code, unit.name, unit.short_name, unit.place.name if unit.place else ""]))
    unit.name_order = sort_text(unit.name)
    if unit.pk is not None:
        unit.version += 1
    _check(unit)
    unit.save()


def _save_contact(contact: Contact) -> None:
    if contact.is_primary:
        Contact.objects.filter(unit=contact.unit, is_primary=True).exclude(pk=contact.pk).update(is_primary=False)
    _check(contact)
    contact.save()


def _check(record: models.Model) -> None:
    """The model's own rules, as a refusal by field."""
    try:
        record.full_clean()
    except ValidationError as wrong:
        errors = wrong.message_dict
        raise Invalid({("" if name == NON_FIELD_ERRORS else name): said for name, said in errors.items()}) from None


def _keep_face(unit: Unit, before: Mapping[str, Any], changed_on: date) -> None:
    if unit.since is not None and changed_on <= unit.since:
        raise Invalid({"changed_on": [_("Ngày đổi phải sau ngày thành lập.")]})
    if unit.former_faces.filter(until__gte=changed_on).exists():
        raise Invalid({"changed_on": [_("Đã có một lần đổi tên hoặc loại vào ngày này hoặc sau ngày này.")]})
    FormerFace.objects.create(unit=unit, until=changed_on, **{name: before[name] for name in FACE_FIELDS})


def _is_under(unit: Unit, head: Unit) -> bool:
    """Whether `unit` is `head` or stands below it."""
    step: Unit | None = unit
    seen: set[int] = set()
    while step is not None and step.pk not in seen:
        if step.pk == head.pk:
            return True
        seen.add(step.pk)
        step = step.parent
    return False


def _journal_contact(
    verb: str, unit: Unit, before: Mapping[str, Any], after: Mapping[str, Any], *, actor: Actor, now: datetime
) -> None:
    """On the unit's own record; names, numbers and addresses as keyed digests."""
    changes = {f"contact_{name}": pair for name, pair in changes_between(before, after).items() if any(pair)}
    write_journal(verb, unit, actor=actor, now=now, changes=changes, personal=[f"contact_{name}" for name in _PERSONAL])
