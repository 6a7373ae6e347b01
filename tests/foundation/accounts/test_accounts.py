"""People, roles in units for a period, invitations that work once."""

from datetime import UTC, date, datetime, timedelta

import pytest

from gieo.core.actor import SYSTEM, Actor, Held, Role
from gieo.core.errors import Invalid, NotAllowed, NotFound, Refused
from gieo.foundation.accounts.models import Delegation, Invitation, Person, RoleHeld, User
from gieo.foundation.accounts.permits import may_give_role, may_see_people
from gieo.foundation.accounts.queries import (
    acting,
    actor_for,
    actor_of_person,
    open_invitation,
    people,
    representatives,
    roles_without_unit,
)
from gieo.foundation.accounts.services import (
    accept_invitation,
    create_person,
    create_user,
    delegate,
    edit_person,
    end_role,
    give_role,
    invite,
    pass_roles,
)
from gieo.foundation.journal.models import Entry
from gieo.foundation.outbox.models import Letter
from gieo.foundation.units.permits import answers_for
from tests.factories.accounts import actor, person_with
from tests.factories.units import MERGER, make_district, make_unit

NOW = datetime(2023, 11, 7, 1, 0, tzinfo=UTC)
GOOD = "mot-mat-khau-tot-2023"
pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return make_unit()


def test_an_actor_has_the_roles_of_the_day(unit):
    person = person_with(Role.OFFICER, unit)
    user = create_user(person, email="Mai@Example.vn", password=None, now=NOW)
    assert user.email == "mai@example.vn"
    assert actor_for(user, date(2023, 11, 7)) == Actor(
        person.pk, "Lò Thị Mai", frozenset({Held(Role.OFFICER, unit.pk, unit.name)})
    )
    assert actor_for(user, date(2019, 12, 31)).held == frozenset()

    end_role(person.roles.get(), until=date(2023, 11, 7), actor=SYSTEM, now=NOW)
    assert actor_for(user, date(2023, 11, 7)).has(Role.OFFICER)
    assert not actor_for(user, date(2023, 11, 8)).held


def test_from_the_day_its_unit_has_ended_a_role_gives_no_right(django_assert_num_queries):
    district, commune = make_district()
    person = person_with(Role.UNIT_REP, district)
    eve, day = MERGER - timedelta(days=1), MERGER
    assert actor_of_person(person, eve).has(Role.UNIT_REP, unit_id=district.pk)
    assert answers_for(actor_of_person(person, eve)) == {district.pk}
    with django_assert_num_queries(1):
        after = actor_of_person(person, day)
    assert after.held == frozenset()
    assert answers_for(after) == frozenset()
    assert [held.unit for held in roles_without_unit(person, day)] == [district]
    assert not roles_without_unit(person, eve)
    assert people(day).get(pk=person.pk).held_now[0].unit == district, "the directory still tells it"
    pass_roles(person.roles.all(), heir=commune, since=day, actor=SYSTEM, now=NOW)
    assert answers_for(actor_of_person(person, day)) == {district.pk, commune.pk}


def test_nor_does_a_delegation_that_goes_on():
    district, _commune = make_district()
    giver, taker = person_with(Role.UNIT_REP, district), person_with(Role.UNIT_REP, district, name="Lò Thị Ban")
    user = create_user(taker, email="ban@example.vn", password=None, now=NOW)
    by = Actor(giver.pk, giver.name)
    days = {"held": list(giver.roles.all()), "delegate": taker, "since": MERGER - timedelta(days=2), "actor": by}
    with pytest.raises(Invalid, match="suốt thời gian"):
        delegate(giver, until=MERGER, now=NOW, **days)
    given = delegate(giver, until=MERGER - timedelta(days=1), now=NOW, **days)
    Delegation.objects.filter(pk=given.pk).update(until=MERGER + timedelta(days=9))  # an act recorded afterwards
    assert acting(user, given.pk, MERGER - timedelta(days=1))[1].has(Role.UNIT_REP)
    assert acting(user, given.pk, MERGER)[1].held == frozenset()


def test_a_role_is_held_once_and_ends_after_it_begins(unit):
    person = person_with(Role.UNIT_REP, unit)
    with pytest.raises(Refused, match="đang giữ vai trò đó"):
        give_role(person, unit=unit, role=Role.UNIT_REP, since=date(2023, 1, 1), actor=SYSTEM, now=NOW)
    with pytest.raises(Invalid, match="không được trước"):
        end_role(person.roles.get(), until=date(2019, 1, 1), actor=SYSTEM, now=NOW)
    assert RoleHeld.objects.get().until is None
    assert next(iter(representatives(unit.pk, date(2023, 11, 7)))).person == person


def test_roles_of_the_office_are_given_by_the_administrator_only(unit):
    person = person_with(Role.UNIT_REP, unit)
    entries = Entry.objects.count()
    with pytest.raises(NotAllowed, match="quản trị hệ thống giao"):
        give_role(person, unit=unit, role=Role.DIRECTOR, since=NOW.date(), actor=actor(Role.OFFICER), now=NOW)
    assert (RoleHeld.objects.count(), Entry.objects.count()) == (1, entries)
    assert may_give_role(actor(Role.OFFICER), Role.HOST)
    assert may_give_role(actor(Role.ADMINISTRATOR), Role.DIRECTOR)
    assert not may_see_people(actor(Role.UNIT_REP))


def test_a_person_is_entered_and_changed_with_contacts_kept_out_of_the_journal():
    officer = actor(Role.OFFICER)
    person = create_person(actor=officer, now=NOW, name="  Cà  Văn Hặc ", email="hac@example.vn")
    edit_person(person, actor=officer, now=NOW, values={"name": "Cà Văn Hặc", "phone": "0912 000 000"})
    person.refresh_from_db()
    assert (person.name, person.phone, person.folded) == (
        "Cà Văn Hặc",
        "0912 000 000",
        "ca van hac hac@example.vn 0912 000 000",
    )
    assert "0912" not in str(list(Entry.objects.values()))
    with pytest.raises(Invalid, match="họ và tên"):
        create_person(actor=officer, now=NOW, name=" ")
    with pytest.raises(NotAllowed):
        create_person(actor=actor(Role.UNIT_REP), now=NOW, name="A")
    assert Person.objects.count() == 1


def invited(unit) -> tuple[Person, str]:
    person = person_with(Role.UNIT_REP, unit)
    token = invite(person, email="Hac@example.vn", link_to="http://x/{token}/", actor=actor(Role.OFFICER), now=NOW)
    return person, token


def test_an_invitation_makes_a_sign_in_once(unit):
    person, token = invited(unit)
    assert f"http://x/{token}/" in Letter.objects.get().body
    assert token not in Invitation.objects.get().token_digest
    user = accept_invitation(token, password=GOOD, now=NOW)
    assert (user.person, user.email, user.check_password(GOOD)) == (person, "hac@example.vn", True)
    with pytest.raises(NotFound, match="đã dùng hoặc đã hết hạn"):
        accept_invitation(token, password=GOOD, now=NOW)
    with pytest.raises(Refused, match="đã có tài khoản"):
        invite(person, email="b@example.vn", link_to="{token}", actor=actor(Role.OFFICER), now=NOW)


def test_an_invitation_ends_when_it_is_old_forged_or_replaced(unit):
    person, token = invited(unit)
    assert open_invitation(token, NOW + timedelta(days=13))
    for wrong, moment in [(token, NOW + timedelta(days=14)), (token + "x", NOW), ("", NOW)]:
        with pytest.raises(NotFound):
            accept_invitation(wrong, password=GOOD, now=moment)
    invite(person, email="hac@example.vn", link_to="{token}", actor=actor(Role.OFFICER), now=NOW)
    assert open_invitation(token, NOW) is None
    assert not User.objects.exists()


@pytest.mark.parametrize("weak", ["ngan", "1234567890123", "hac@example.vn"])
def test_a_weak_password_is_refused_and_the_link_stays_good(unit, weak):
    _person, token = invited(unit)
    with pytest.raises(Invalid):
        accept_invitation(token, password=weak, now=NOW)
    assert open_invitation(token, NOW)
    assert not User.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_browsers_open_one_invitation(side_by_side):
    _person, token = invited(make_unit())
    outcomes = side_by_side(*[lambda: accept_invitation(token, password=GOOD, now=NOW)] * 2)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NotFound", "User"]
    assert User.objects.count() == 1
