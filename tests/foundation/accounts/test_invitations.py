"""An invitation hands over every role its person holds: who may not give them may not invite."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from gieo.core.actor import SYSTEM, Role
from gieo.core.errors import NotAllowed
from gieo.foundation.accounts.models import Invitation, Person
from gieo.foundation.accounts.permits import may_invite
from gieo.foundation.accounts.queries import sign_in_address
from gieo.foundation.accounts.services import accept_invitation, create_user, end_role, give_role, invite
from gieo.foundation.journal.models import Entry
from gieo.foundation.outbox.models import Letter
from tests.factories.accounts import actor, person_with
from tests.factories.units import make_unit

NOW = datetime(2023, 11, 7, 1, 0, tzinfo=UTC)
TODAY = date(2023, 11, 7)
OFFICER, ADMINISTRATOR = actor(Role.OFFICER), actor(Role.ADMINISTRATOR)
pytestmark = pytest.mark.django_db


def ask(person: Person, by=OFFICER) -> str:
    return invite(person, email="ai@example.vn", link_to="http://x/{token}/", actor=by, now=NOW)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.DIRECTOR, Role.OFFICER, Role.REGISTRAR, Role.EDITOR])
def test_an_officer_cannot_invite_whoever_holds_a_role_of_the_office(role):
    unit = make_unit()
    person = person_with(Role.UNIT_REP, unit)
    give_role(person, unit=unit, role=role, since=date(2020, 1, 1), actor=SYSTEM, now=NOW)
    entries = Entry.objects.count()
    with pytest.raises(NotAllowed, match="quản trị hệ thống gửi"):
        ask(person)
    assert (Invitation.objects.count(), Letter.objects.count(), Entry.objects.count()) == (0, 0, entries)
    assert ask(person, ADMINISTRATOR)


def test_a_role_that_begins_later_counts_and_one_that_has_ended_does_not():
    unit = make_unit()
    person = person_with(Role.UNIT_REP, unit)
    held = give_role(person, unit=unit, role=Role.DIRECTOR, since=date(2024, 1, 1), actor=SYSTEM, now=NOW)
    with pytest.raises(NotAllowed):
        ask(person)
    end_role(held, until=date(2024, 1, 31), actor=SYSTEM, now=NOW)
    assert not may_invite(OFFICER, person, date(2024, 1, 31))
    assert may_invite(OFFICER, person, date(2024, 2, 1))
    assert not may_invite(actor(Role.REGISTRAR), person, date(2024, 2, 1))


@pytest.mark.django_db(transaction=True)
def test_a_role_given_while_an_invitation_is_written_is_seen_by_one_of_the_two(side_by_side):
    unit = make_unit()
    person = person_with(Role.UNIT_REP, unit)

    def give():
        give_role(person, unit=unit, role=Role.ADMINISTRATOR, since=TODAY, actor=ADMINISTRATOR, now=NOW)
        return sign_in_address(person, NOW)[1]

    invited, address = side_by_side(lambda: ask(person), give)
    assert isinstance(invited, NotAllowed) or address == "ai@example.vn"


def test_an_invitation_speaks_the_language_of_who_gets_it_not_of_who_writes_it():
    with translation.override("en"):
        ask(person_with(Role.UNIT_REP, make_unit()))
    letter = Letter.objects.get()
    assert letter.subject == "Lời mời vào Gieo"
    assert "Kính gửi Lò Thị Mai" in letter.body


def test_who_invites_in_somebodys_place_says_so_in_the_letter():
    delegate = actor(Role.OFFICER).on_behalf_of("Cà Thị Ban")
    ask(person_with(Role.UNIT_REP, make_unit()), delegate)
    assert f"{delegate.name}, thay mặt Cà Thị Ban mời ông/bà dùng Gieo" in Letter.objects.get().body


def test_whose_mailbox_a_role_goes_to_is_known_before_it_is_given():
    person = person_with(Role.UNIT_REP, make_unit())
    assert sign_in_address(person, NOW) == (None, "")
    token = ask(person)
    assert sign_in_address(person, NOW) == (None, "ai@example.vn")
    assert sign_in_address(person, datetime(2024, 1, 1, tzinfo=UTC)) == (None, "")
    user = accept_invitation(token, password="mot-mat-khau-tot-2023", now=NOW)
    assert sign_in_address(person, NOW) == (user, "ai@example.vn")
    other = create_user(person_with(Role.HOST, make_unit(code="DV-2")), email="b@example.vn", password=None, now=NOW)
    assert sign_in_address(other.person, NOW) == (other, "b@example.vn")
