"""People and the role they hold in a unit: the same by e-mail, or by name and telephone. No letter is sent."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Model

from gieo.core.actor import Role
from gieo.core.text import fold
from gieo.domain.imports.rules.reading import wrong
from gieo.domain.imports.rules.texts import split_degree
from gieo.domain.imports.services.kinds.bringer import Bringer, Look, Said
from gieo.domain.imports.services.kinds.units import standing_unit, unit_names
from gieo.domain.imports.vocab import Flaw, Kind
from gieo.foundation.accounts.models import Person, RoleHeld
from gieo.foundation.accounts.permits import may_give_role
from gieo.foundation.accounts.services import (
    PERSON_FIELDS,
    create_person,
    edit_person,
    give_role,
    take_back_role,
    take_out_people,
)
from gieo.foundation.accounts.wording import ROLE_LABELS
from gieo.foundation.units.models import Unit

ROLE = "role"


class People(Bringer):
    kind = Kind.PEOPLE
    own_rows = frozenset({"roles"})

    def prepare(self) -> None:
        units = list(Unit.objects.select_related("successor"))
        self.units, self.unit_names = {unit.pk: unit for unit in units}, unit_names(units)
        self.by_email: dict[str, list[int]] = {}
        self.by_name: dict[str, list[int]] = {}
        for person in Person.objects.all():
            self.know(person)

    def model(self) -> type[Model]:
        return Person

    def know(self, record: Model) -> None:
        assert isinstance(record, Person)
        if record.email:
            self.by_email.setdefault(record.email.lower(), []).append(record.pk)
        self.by_name.setdefault(_name_key(record.name, record.phone), []).append(record.pk)

    def look(self, row: Said) -> Look:
        look = Look(row, {name: value for name, value in row.values.items() if name in PERSON_FIELDS})
        degree, name = split_degree(str(row.values.get("name", "")))
        look.values["name"] = name
        if degree and "title" not in look.values:
            look.values["title"] = degree
        email, phone = str(row.values.get("email", "")), str(row.values.get("phone", ""))
        look.key_column = "email" if email else "name"
        if email or phone:
            look.keys = (f"email {email}" if email else _name_key(name, phone),)
        elif not look.flaws:
            look.flaws.append(("email", wrong(Flaw.EMPTY)))
        look.target = look.try_(look.key_column, lambda: self._same(email, name, phone))
        role, unit = self._role(look)
        if isinstance(look.target, Person):
            target = look.target
            look.compare({field: getattr(target, field) for field in PERSON_FIELDS})
            if role and unit is not None and not target.roles.filter(role=role, unit=unit, until=None).exists():
                look.changes[ROLE] = ("—", f"{ROLE_LABELS[role]} · {unit.name}")
        return look

    def _same(self, email: str, name: str, phone: str) -> Person | None:
        found = self.by_email.get(email.lower(), []) if email else self.by_name.get(_name_key(name, phone), [])
        if len(found) > 1:
            raise wrong(Flaw.SEVERAL_RECORDS, codes=", ".join(f"NG-{key}" for key in found[:6]))
        return Person.objects.get(pk=found[0]) if found else None

    def _role(self, look: Look) -> tuple[Role | None, Unit | None]:
        """The role that the row gives: both role and unit, or neither; and one that this actor may give."""
        said = look.row.values
        unit = (
            look.try_("unit", lambda: standing_unit(self.units[self.unit_names.find(str(said["unit"]))]))
            if "unit" in said
            else None
        )
        if ROLE not in said:
            return None, None
        role = Role(str(said[ROLE]))
        if "unit" not in said:
            look.flaws.append(("unit", wrong(Flaw.EMPTY)))
        if not (permit := may_give_role(self.actor, role)):
            look.flaws.append((ROLE, wrong(Flaw.NOT_YOURS, why=permit.why)))
        return role, unit

    def make(self, look: Look) -> Person:
        person = create_person(actor=self.actor, now=self.now, **look.values)
        self._give(person, look)
        return person

    def change(self, look: Look) -> Person:
        assert isinstance(look.target, Person)
        values = {name: look.values[name] for name in look.changes if name in PERSON_FIELDS}
        person = edit_person(look.target, actor=self.actor, now=self.now, values=values) if values else look.target
        if ROLE in look.changes:
            self._give(person, look)
        return person

    def _give(self, person: Person, look: Look) -> None:
        said = look.row.values
        if ROLE not in said:
            return
        since = said.get("since", self.today)
        assert isinstance(since, date)
        unit = self.units[self.unit_names.find(str(said["unit"]))]
        title = str(said.get("position", ""))
        role = Role(str(said[ROLE]))
        give_role(person, unit=unit, role=role, since=since, title=title, actor=self.actor, now=self.now)

    def snapshots(self, keys: Sequence[int]) -> dict[int, dict[str, Any]]:
        found = Person.objects.filter(pk__in=keys).prefetch_related("roles")
        return {person.pk: _kept(person) for person in found}

    def take_out(self, keys: Sequence[int]) -> None:
        take_out_people(keys, actor=self.actor, now=self.now)

    def put_back(self, key: int, before: Mapping[str, Any]) -> None:
        person = Person.objects.get(pk=key)
        values = {name: before[name] for name in PERSON_FIELDS}
        edit_person(person, actor=self.actor, now=self.now, values=values)
        known = {role[0] for role in before["roles"]}
        for held in RoleHeld.objects.filter(person=person).exclude(pk__in=known).order_by("pk"):
            take_back_role(held, actor=self.actor, now=self.now)


def _name_key(name: str, phone: str) -> str:
    return f"{fold(name)} {re.sub(r'[^0-9]', '', phone)}"


def _kept(person: Person) -> dict[str, Any]:
    roles = sorted(
        [held.pk, held.unit_id, held.role, held.title, held.since.isoformat(), str(held.until or "")]
        for held in person.roles.all()
    )
    return {name: getattr(person, name) for name in PERSON_FIELDS} | {"roles": roles}
