"""Units, people and their roles: who is there when the story begins."""

from datetime import date, datetime
from functools import cached_property

from django.contrib.auth.hashers import make_password

from gieo.core.actor import SYSTEM, Actor, Role
from gieo.domain.procedures.services import load_code_tables
from gieo.foundation.accounts.models import Person, User
from gieo.foundation.accounts.queries import actor_of_person
from gieo.foundation.accounts.services import create_person, create_user, give_role
from gieo.foundation.duties.services import load_holidays
from gieo.foundation.places.models import Area
from gieo.foundation.places.services import load_areas
from gieo.foundation.places.vocab import AreaKind, Era
from gieo.foundation.units.models import Unit
from gieo.foundation.units.services import add_contact, create_unit
from gieo.foundation.units.vocab import UnitKind
from gieo.interfaces.ops.demo.content import Words, read

BEGIN = date(2014, 1, 2)
PASSWORD = "gieo-2023"  # noqa: S105 - printed by the launcher; such accounts exist in the demo only


class Cast:
    """Units and people by the keys that the story's files use."""

    def __init__(self) -> None:
        self.units: dict[str, Unit] = {}
        self.people: dict[str, Person] = {}
        self._actors: dict[str, Actor] = {}

    def unit(self, key: str) -> Unit:
        return self.units[key]

    def person(self, key: str) -> Person:
        return self.people[key]

    def actor(self, key: str) -> Actor:
        """The person with the roles held from the beginning on."""
        if key not in self._actors:
            self._actors[key] = actor_of_person(self.people[key], BEGIN)
        return self._actors[key]

    def spokesman(self, unit: str) -> Words:
        """Name and title of the person who speaks for a unit, as the story's file has them."""
        return next(row for row in self._people_words if row["unit"] == unit)

    @cached_property
    def _people_words(self) -> list[Words]:
        return list(read("people")["person"])

    def enter(self, now: datetime) -> None:
        """Maps, code tables, holidays, units, people: done once, at the beginning."""
        load_areas()
        load_code_tables(actor=SYSTEM, now=now)
        load_holidays()
        areas = {
            area.code: area
            for area in Area.objects.filter(era=Era.BEFORE_2025, parent__code="11", kind=AreaKind.DISTRICT)
        }
        province = Area.objects.get(era=Era.BEFORE_2025, kind=AreaKind.PROVINCE, code="11")
        rows = {row["key"]: row for row in read("units")["unit"]}
        for key in rows:
            self._enter_unit(key, rows, areas, province, now)
        self._enter_people(now)

    def _enter_unit(
        self, key: str, rows: dict[str, Words], areas: dict[str, Area], province: Area, now: datetime
    ) -> Unit:
        """A unit after the one above it."""
        if key in self.units:
            return self.units[key]
        row = rows[key]
        parent = self._enter_unit(row["parent"], rows, areas, province, now) if "parent" in row else None
        self.units[key] = create_unit(
            actor=SYSTEM, now=now, code=row["code"], name=row["name"], short_name=row["short"],
            kind=UnitKind(row["kind"]), parent=parent, place=areas[row["place"]] if "place" in row else province,
            phone=row.get("phone", ""), address=row.get("address", ""),
            email=f"{row['code'].lower()}@example.vn", illustrative=True,
        )  # fmt: skip
        return self.units[key]

    def _enter_people(self, now: datetime) -> None:
        secret = make_password(PASSWORD)  # once: an honest hash takes a third of a second
        for row in self._people_words:
            email = f"{row.get('account', row['key'])}@example.vn"
            person = create_person(
                actor=SYSTEM, now=now, name=row["name"], title=row.get("degree", ""), email=email, phone=row["phone"],
                illustrative=True,
            )  # fmt: skip
            self.people[row["key"]] = person
            unit = self.units[row["unit"]]
            give_role(person, unit=unit, role=Role(row["role"]), since=BEGIN, title=row["title"], actor=SYSTEM, now=now)
            if row["role"] == Role.UNIT_REP or row.get("contact"):
                add_contact(
                    unit, actor=SYSTEM, now=now, name=person.name, title=row["title"], phone=row["phone"], email=email
                )
            if "account" in row:
                user = create_user(person, email=email, password=None, now=now)
                User.objects.filter(pk=user.pk).update(password=secret)


def accounts() -> list[tuple[str, str, str]]:
    """Who may be tried: role in words, e-mail, password."""
    units = {row["key"]: row["short"] for row in read("units")["unit"]}
    return [
        (f"{row['title']} · {units[row['unit']]}", f"{row['account']}@example.vn", PASSWORD)
        for row in read("people")["person"]
        if "account" in row
    ]
