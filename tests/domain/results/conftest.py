"""People of the department, of the information centre and of a host, and a watch that nothing is written."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers

from gieo.core.actor import Actor, Held, Role
from gieo.foundation.accounts.models import Person
from gieo.foundation.accounts.queries import actor_of_person
from gieo.foundation.units.models import Unit
from gieo.foundation.units.vocab import UnitKind
from tests.factories.accounts import NOW, person_with
from tests.factories.results import make_host
from tests.factories.units import make_unit

DAY = NOW.date()


@pytest.fixture
def department(db: None) -> Unit:
    return make_unit("Sở Khoa học và Công nghệ", UnitKind.DEPARTMENT)


@pytest.fixture
def people(department: Unit) -> Callable[[Role], Actor]:
    """An actor with a row behind it, for each role."""
    made: dict[Role, Actor] = {}

    def find(role: Role) -> Actor:
        if role not in made:
            unit = make_host() if role in (Role.HOST, Role.UNIT_REP) else department
            made[role] = actor_of_person(person_with(role, unit, name=f"Người {role.value}"), DAY)
        return made[role]

    return find


@pytest.fixture
def officer(people: Callable[[Role], Actor]) -> Actor:
    return people(Role.OFFICER)


@pytest.fixture
def registrar(people: Callable[[Role], Actor]) -> Actor:
    return people(Role.REGISTRAR)


@pytest.fixture
def director(people: Callable[[Role], Actor]) -> Actor:
    return people(Role.DIRECTOR)


@pytest.fixture
def host(people: Callable[[Role], Actor]) -> Actor:
    return people(Role.HOST)


@pytest.fixture
def stranger(db: None) -> Actor:
    """Represents a unit that has nothing to do with anything here."""
    person = Person.objects.create(name="Người lạ")
    return Actor(person.pk, person.name, frozenset({Held(Role.UNIT_REP, 0, "Đơn vị khác")}))


WATCHED = ("journal", "files", "outbox", "duties", "procedures", "programmes", "results")


def everything() -> dict[str, list[Any]]:
    """Every row of every table that a deed on results could touch."""
    return {
        model._meta.label: serializers.serialize("python", model._base_manager.order_by("pk"))
        for room in WATCHED
        for model in apps.get_app_config(room).get_models()
    }


@pytest.fixture
def nothing_written(db: None) -> Callable[[], AbstractContextManager[None]]:
    """`with nothing_written(): …` fails when any row of any table changed."""

    @contextmanager
    def watch() -> Iterator[None]:
        before = everything()
        yield
        after = everything()
        assert {label for label in after if after[label] != before[label]} == set()

    return watch
