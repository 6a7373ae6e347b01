"""The people to call in a unit. Every deed leaves its entry in the journal of the unit."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.errors import NotFound
from gieo.foundation.journal.services import changes_between, require_valid
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.units.models import Contact, Unit
from gieo.foundation.units.permits import may_edit_contacts
from gieo.foundation.units.services.writing import lock_unit, values_of, write

CONTACT_FIELDS = ("name", "title", "phone", "email", "is_primary")
_PERSONAL = ("name", "phone", "email")


class ContactValues(TypedDict, total=False):
    """What may be written in a contact's form."""

    name: str
    title: str
    phone: str
    email: str
    is_primary: bool


def add_contact(unit: Unit, *, actor: Actor, now: datetime, **values: Unpack[ContactValues]) -> Contact:
    """Add somebody to call. The first one, and one marked so, is called first; the former first steps back."""
    may_edit_contacts(actor, unit).require()
    with transaction.atomic():
        unit = lock_unit(unit)
        contact = Contact(unit=unit)
        write(contact, values, CONTACT_FIELDS)
        contact.is_primary = contact.is_primary or not unit.contacts.exists()
        _save_contact(contact)
        _journal_contact("add_contact", unit, {}, values_of(contact, CONTACT_FIELDS), actor=actor, now=now)
    return contact


def edit_contact(contact: Contact, *, actor: Actor, now: datetime, **values: Unpack[ContactValues]) -> Contact:
    """Change a contact. Nothing is written when nothing changed."""
    may_edit_contacts(actor, contact.unit).require()
    with transaction.atomic():
        unit, contact = _locked_contact(contact)
        before = values_of(contact, CONTACT_FIELDS)
        write(contact, values, CONTACT_FIELDS)
        after = values_of(contact, CONTACT_FIELDS)
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
        before = values_of(contact, CONTACT_FIELDS)
        contact.delete()
        following = unit.contacts.first()
        if before["is_primary"] and following is not None:
            following.is_primary = True
            following.save(update_fields=["is_primary"])
        _journal_contact("remove_contact", unit, before, dict.fromkeys(before, ""), actor=actor, now=now)


def _locked_contact(contact: Contact) -> tuple[Unit, Contact]:
    """The unit is locked first, as by every deed on its contacts."""
    unit = lock_unit(contact.unit)
    found = Contact.objects.select_for_update().filter(pk=contact.pk).first()
    if found is None:
        raise NotFound(_("Người liên hệ này đã được xoá."))
    return unit, found


def _save_contact(contact: Contact) -> None:
    if contact.is_primary:
        Contact.objects.filter(unit=contact.unit, is_primary=True).exclude(pk=contact.pk).update(is_primary=False)
    require_valid(contact)
    contact.save()


def _journal_contact(
    verb: str, unit: Unit, before: Mapping[str, Any], after: Mapping[str, Any], *, actor: Actor, now: datetime
) -> None:
    """On the unit's own record; names, numbers and addresses as keyed digests."""
    changes = {f"contact_{name}": pair for name, pair in changes_between(before, after).items() if any(pair)}
    write_journal(verb, unit, actor=actor, now=now, changes=changes, personal=[f"contact_{name}" for name in _PERSONAL])
