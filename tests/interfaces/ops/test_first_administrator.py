"""An office is opened by one command: from empty tables to an administrator who lets the others in."""

from __future__ import annotations

import re
from argparse import Namespace

import pytest
from django.test import Client

from gieo.core.actor import Role
from gieo.foundation.accounts.models import Person, RoleHeld, User
from gieo.foundation.journal.models import Entry
from gieo.foundation.outbox.models import Letter
from gieo.foundation.units.models import Unit
from gieo.foundation.units.vocab import UnitKind
from gieo.interfaces.ops.arguments import parse
from gieo.interfaces.ops.commands import first_administrator
from gieo.interfaces.ops.terminal import Failed

pytestmark = pytest.mark.django_db

TYPED = ["--name", "Lò Thị Mai", "--email", "Mai@example.vn", "--department", "Sở Khoa học và Công nghệ tỉnh Điện Biên"]
PASSWORD = "mot-mat-khau-tot-2023"


def options(**changed: str) -> Namespace:
    found = parse(["first-administrator", *TYPED])
    for name, value in changed.items():
        setattr(found, name, value)
    return found


def link_in(text: str) -> str:
    found = re.search(r"http://127\.0\.0\.1:8000(/loi-moi/\S+/)", text)
    assert found, text
    return found[1]


def accept(client: Client, link: str) -> int:
    return client.post(link, {"password1": PASSWORD, "password2": PASSWORD}).status_code


def test_an_office_is_opened_and_lets_the_next_one_in(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    assert first_administrator.run(options()) == 0
    unit, person = Unit.objects.get(), Person.objects.get()
    assert (unit.kind, unit.name) == (UnitKind.DEPARTMENT, TYPED[-1])
    assert (person.name, person.email) == ("Lò Thị Mai", "mai@example.vn")
    assert [(held.role, held.unit) for held in person.roles.all()] == [(Role.ADMINISTRATOR, unit)]
    assert {entry.actor_name for entry in Entry.objects.all()} == {"Hệ thống"}

    link = link_in(capsys.readouterr().out)
    letter = Letter.objects.get()
    assert (letter.to_email, link_in(letter.body)) == ("mai@example.vn", link)
    assert accept(client, link) == 303
    assert client.get("/desk/").status_code == 200

    colleague = {"name": "Quàng Văn Sơn", "title": "", "email": "son@example.vn", "phone": ""}
    assert client.post("/desk/accounts/new", colleague).status_code == 303
    made = Person.objects.get(email="son@example.vn")
    role = {"unit": unit.pk, "role": Role.DIRECTOR, "title": "Giám đốc", "since": "2023-11-01"}
    assert client.post(f"/desk/accounts/{made.pk}/give-role", role).status_code == 303
    assert made.roles.get().role == Role.DIRECTOR


def test_there_is_no_second_first_administrator(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    first_administrator.run(options())
    accept(client, link_in(capsys.readouterr().out))
    before = (Unit.objects.count(), Person.objects.count(), RoleHeld.objects.count(), Entry.objects.count())
    with pytest.raises(Failed, match="Lò Thị Mai is administrator and can sign in"):
        first_administrator.run(options(name="Ai đó", email="ai@example.vn"))
    assert before == (Unit.objects.count(), Person.objects.count(), RoleHeld.objects.count(), Entry.objects.count())
    assert Letter.objects.count() == 1


def test_a_link_that_never_arrived_is_replaced(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    """The address had a slip, or the fortnight is over: the same command again, and the first link is worth nothing."""
    first_administrator.run(options(email="mia@example.vn"))
    lost = link_in(capsys.readouterr().out)
    first_administrator.run(options())
    link = link_in(capsys.readouterr().out)
    assert (Person.objects.get().email, RoleHeld.objects.count(), Unit.objects.count()) == ("mai@example.vn", 1, 1)
    assert accept(client, lost) == 404
    assert accept(client, link) == 303
    assert User.objects.get().email == "mai@example.vn"


def test_the_department_that_is_there_already_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    first_administrator.run(options())
    RoleHeld.objects.all().delete()
    first_administrator.run(options(name="Quàng Văn Sơn", email="son@example.vn"))
    assert RoleHeld.objects.get().unit == Unit.objects.get()


@pytest.mark.parametrize(
    ("field", "value"), [("email", "mai"), ("email", "mai@@example.vn"), ("name", "  "), ("department", " ")]
)
def test_what_is_not_typed_well_is_refused_and_nothing_is_written(field: str, value: str) -> None:
    with pytest.raises(Failed):
        first_administrator.run(options(**{field: value}))
    assert not [model for model in (Unit, Person, Letter, Entry) if model.objects.exists()]


def test_nobody_is_made_past_the_deeds() -> None:
    """A person without a role is nobody here: Django's own command would make one."""
    assert not hasattr(User.objects, "create_superuser")
