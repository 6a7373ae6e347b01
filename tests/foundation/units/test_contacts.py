"""The people to call in a unit."""

from datetime import datetime

import pytest

from gieo.core.actor import Role
from gieo.core.errors import Invalid, NotAllowed, NotFound
from gieo.foundation.journal.models import Entry
from gieo.foundation.journal.queries import history
from gieo.foundation.outbox.rules import Address
from gieo.foundation.units.models import Contact, Unit
from gieo.foundation.units.permits import may_see_contacts
from gieo.foundation.units.queries import contact_addresses
from gieo.foundation.units.services import add_contact, edit_contact, remove_contact
from tests.factories.accounts import actor
from tests.factories.units import make_unit

pytestmark = pytest.mark.django_db
OFFICER = actor(Role.OFFICER)


@pytest.fixture
def unit() -> Unit:
    return make_unit()


def test_the_first_is_called_first_until_another_is(unit: Unit, now: datetime) -> None:
    one = add_contact(unit, name="Vàng A Sùng", phone="0912 000 001", actor=OFFICER, now=now)
    two = add_contact(unit, name="Lường Thị Ánh", phone="0912 000 002", actor=OFFICER, now=now)
    assert (one.is_primary, two.is_primary) == (True, False)
    edit_contact(two, is_primary=True, actor=OFFICER, now=now)
    assert list(unit.contacts.values_list("name", "is_primary")) == [("Lường Thị Ánh", True), ("Vàng A Sùng", False)]
    remove_contact(two, actor=OFFICER, now=now)
    assert list(unit.contacts.values_list("name", "is_primary")) == [("Vàng A Sùng", True)]


def test_the_journal_keeps_no_names_or_numbers(unit: Unit, now: datetime) -> None:
    contact = add_contact(unit, name="Vàng A Sùng", title="Văn thư", phone="0912 000 001", actor=OFFICER, now=now)
    edit_contact(contact, phone="0912 000 009", actor=OFFICER, now=now)
    remove_contact(contact, actor=OFFICER, now=now)
    entries = list(history(unit))[:3]
    assert [entry.verb for entry in entries] == ["remove_contact", "edit_contact", "add_contact"]
    assert set(entries[1].changes) == {"contact_phone"}
    assert entries[2].changes["contact_title"] == [None, "Văn thư"]
    written = str([entry.changes for entry in entries])
    assert "Vàng A Sùng" not in written
    assert "0912" not in written


def test_a_unit_keeps_its_own_contacts_and_no_others(unit: Unit, now: datetime) -> None:
    other = make_unit("Đơn vị khác")
    mine = actor(Role.UNIT_REP, unit_id=unit.pk)
    contact = add_contact(unit, name="Vàng A Sùng", phone="1", actor=mine, now=now)
    edit_contact(contact, title="Phó giám đốc", actor=mine, now=now)
    theirs = add_contact(other, name="Cà Văn Chung", phone="2", actor=OFFICER, now=now)
    entries = Entry.objects.count()
    with pytest.raises(NotAllowed, match="Chỉ đại diện của đơn vị"):
        add_contact(other, name="Ai đó", phone="3", actor=mine, now=now)
    with pytest.raises(NotAllowed, match="Chỉ đại diện của đơn vị"):
        edit_contact(theirs, phone="4", actor=mine, now=now)
    with pytest.raises(NotAllowed, match="Chỉ đại diện của đơn vị"):
        remove_contact(theirs, actor=mine, now=now)
    assert (Contact.objects.get(pk=theirs.pk).phone, Contact.objects.count(), Entry.objects.count()) == (
        "2",
        2,
        entries,
    )


@pytest.mark.parametrize(
    ("role", "own", "elsewhere"),
    [
        (Role.OFFICER, True, True),
        (Role.DIRECTOR, True, True),
        (Role.PROVINCE_LEADER, True, True),
        (Role.REGISTRAR, True, True),
        (Role.EDITOR, True, True),
        (Role.ADMINISTRATOR, True, True),
        (Role.UNIT_REP, True, False),
        (Role.HOST, True, False),
    ],
)
def test_contacts_are_shown_to_the_office_and_the_unit(role: Role, own: bool, elsewhere: bool, unit: Unit) -> None:
    assert bool(may_see_contacts(actor(role, unit_id=unit.pk), unit)) is own
    assert bool(may_see_contacts(actor(role, unit_id=unit.pk + 1), unit)) is elsewhere


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"name": " "}, "name"), ({"email": "khong"}, "email"), ({"phone": ""}, "")],
)
def test_a_wrong_contact_is_refused(wrong: dict[str, str], field: str, unit: Unit, now: datetime) -> None:
    entries = Entry.objects.count()
    with pytest.raises(Invalid) as refusal:
        add_contact(unit, **{"name": "Vàng A Sùng", "phone": "1", **wrong}, actor=OFFICER, now=now)
    assert set(refusal.value.errors) == {field}
    assert (Contact.objects.count(), Entry.objects.count()) == (0, entries)


def test_a_removed_contact_stays_removed(unit: Unit, now: datetime) -> None:
    contact = add_contact(unit, name="Vàng A Sùng", phone="1", actor=OFFICER, now=now)
    again = Contact.objects.get(pk=contact.pk)
    remove_contact(contact, actor=OFFICER, now=now)
    with pytest.raises(NotFound):
        edit_contact(again, phone="2", actor=OFFICER, now=now)
    with pytest.raises(NotFound):
        remove_contact(again, actor=OFFICER, now=now)


def test_nothing_changed_nothing_written(unit: Unit, now: datetime) -> None:
    contact = add_contact(unit, name="Vàng A Sùng", phone="1", actor=OFFICER, now=now)
    entries = Entry.objects.count()
    edit_contact(contact, name="Vàng  A Sùng ", phone="1", actor=OFFICER, now=now)
    assert Entry.objects.count() == entries


def test_a_unit_is_told_by_mail_first_and_else_by_telephone(unit: Unit, now: datetime, settings) -> None:
    assert contact_addresses([unit]) == {}
    Unit.objects.filter(pk=unit.pk).update(phone="0900 000 111")
    assert contact_addresses() == {}, "no gateway, no message"
    settings.SHORT_MESSAGES = "gieo.foundation.outbox.engine.FileGateway"
    assert contact_addresses()[unit.pk].phone == "0900 000 111"
    add_contact(unit, name="Vàng A Sùng", phone="0900 000 001", actor=OFFICER, now=now)
    assert contact_addresses([unit])[unit.pk] == Address("Vàng A Sùng", "", "0900 000 001")
    add_contact(unit, name="Lường Thị Ánh", email="anh@example.vn", phone="0900 000 002", actor=OFFICER, now=now)
    assert contact_addresses([unit])[unit.pk].email == "anh@example.vn"
