"""The directory of people."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.errors import Invalid, Refused
from gieo.core.text import fold, squeeze
from gieo.foundation.accounts.models import Person, RoleHeld
from gieo.foundation.accounts.permits import may_choose_reach, may_edit_people, may_give_role
from gieo.foundation.accounts.queries import PERSON, text_of
from gieo.foundation.journal.services import changes_between, require_valid
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.outbox.rules import mobile_number
from gieo.foundation.outbox.vocab import Reach
from gieo.foundation.search.rules import key_of
from gieo.foundation.search.services import drop_texts, put_texts, renew_texts

PERSON_FIELDS = ("name", "title", "email", "phone")
_PERSONAL = ("email", "phone")


def create_person(*, actor: Actor, now: datetime, name: str, **fields: Any) -> Person:
    """Enter a person in the directory. Raises NotAllowed, or Invalid without a name."""
    may_edit_people(actor).require()
    if not squeeze(name):
        raise Invalid({"name": [_("Ghi họ và tên.")]})
    with transaction.atomic():
        person = Person(name=squeeze(name), **fields)
        person.folded = _folded(person)
        person.save()
        put_texts([text_of(person)])
        write_journal("create", person, actor=actor, now=now, changes={"name": ("", person.name)})
    return person


def _folded(person: Person) -> str:
    """What the directory is searched by: name, e-mail and phone, without accents."""
    return fold(f"{person.name} {person.email} {person.phone}")[:300]


def renew_all_texts() -> int:
    """Let everybody in the directory be found as it stands now."""
    return renew_texts(PERSON, Person.objects.all(), text_of)


def edit_person(person: Person, *, actor: Actor, now: datetime, values: Mapping[str, Any]) -> Person:
    """Change a person's name, title or contacts; contacts are journalled as keyed digests."""
    may_edit_people(actor).require()
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        before = {name: getattr(person, name) for name in PERSON_FIELDS}
        for name in PERSON_FIELDS:
            if name in values:
                setattr(person, name, squeeze(values[name]))
        if not person.name:
            raise Invalid({"name": [_("Ghi họ và tên.")]})
        person.folded = _folded(person)
        person.save()
        put_texts([text_of(person)])
        changes = changes_between(before, {name: getattr(person, name) for name in PERSON_FIELDS})
        write_journal("edit", person, actor=actor, now=now, changes=changes, personal=_PERSONAL)
    return person


def choose_reach(person: Person, reach: Reach, *, phone: str, actor: Actor, now: datetime) -> Person:
    """Remember by which ways somebody wants to be told, and the number for it. Raises NotAllowed, or Invalid when short
    messages are wished for and the number takes none."""
    may_choose_reach(actor, person).require()
    if reach is not Reach.MAIL and not mobile_number(phone):
        raise Invalid({"phone": [_("Ghi một số di động: mười chữ số, đầu 03, 05, 07, 08 hoặc 09.")]})
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        before = {"phone": person.phone, "reach": person.reach}
        person.phone, person.reach = squeeze(phone), reach
        require_valid(person)
        person.folded = _folded(person)
        person.save()
        put_texts([text_of(person)])
        changes = changes_between(before, {"phone": person.phone, "reach": person.reach})
        if changes:
            write_journal("choose_reach", person, actor=actor, now=now, changes=changes, personal=_PERSONAL)
    return person


def take_out_people(keys: Sequence[int], *, actor: Actor, now: datetime) -> int:
    """Remove people who were entered by mistake, with the roles given with them, all or none; returns how many.

    Only who has no sign-in and whom no record names; else it is refused for all (Refused). Raises NotAllowed when the
    actor may not give one of the roles. The journal keeps that they were there.
    """
    may_edit_people(actor).require()
    with transaction.atomic():
        people = list(Person.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
        held = RoleHeld.objects.filter(person__in=people)
        for role in held.order_by("pk"):
            may_give_role(actor, role.role).require()
        for person in people:
            write_journal(
                "remove", person, actor=actor, now=now, changes={"name": (person.name, "")}, personal=["name"]
            )
        try:
            with transaction.atomic():
                held.delete()
                Person.objects.filter(pk__in=[person.pk for person in people]).delete()
                drop_texts(key_of(PERSON, person.pk) for person in people)
        except ProtectedError:
            raise Refused(_("Người này đã có tài khoản hoặc đã nằm trong hồ sơ nên không bỏ được.")) from None
    return len(people)
