"""Delegation: given, counted day by day, taken back; never more than one holds, never handed on."""

from datetime import UTC, date, datetime, timedelta

import pytest

from gieo.core.actor import SYSTEM, Actor, Held, Role
from gieo.core.errors import Invalid, NotAllowed, Refused, WrongState
from gieo.foundation.accounts.models import Delegation, Person, User
from gieo.foundation.accounts.permits import may_delegate, may_give_role, may_revoke, may_see_delegation
from gieo.foundation.accounts.queries import (
    acting,
    actor_for,
    actor_of_person,
    colleagues,
    deeds_by,
    delegations_in_force,
    delegations_open,
    roles_on,
    second_factor_need,
    signed_in,
)
from gieo.foundation.accounts.rules import delegation_state
from gieo.foundation.accounts.services import (
    create_user,
    delegate,
    edit_person,
    end_role,
    give_role,
    revoke_delegation,
    set_second_factor_need,
)
from gieo.foundation.accounts.services.delegations import state_of
from gieo.foundation.accounts.vocab import DelegationState, Need
from gieo.foundation.journal.models import Entry
from gieo.foundation.outbox.models import Letter
from tests.factories.accounts import actor, instead, person_with
from tests.factories.units import make_department, make_unit

NOW = datetime(2023, 11, 7, 1, 0, tzinfo=UTC)
TODAY = date(2023, 11, 7)
FIRST, LAST = date(2023, 11, 8), date(2023, 11, 12)


class Office:
    """A director, an officer of the same department, and somebody from elsewhere."""

    def __init__(self) -> None:
        self.unit = make_department()
        self.director = person_with(Role.DIRECTOR, self.unit, name="Giàng A Páo")
        self.officer = person_with(Role.OFFICER, self.unit, name="Lò Thị Mai")
        self.stranger = person_with(Role.UNIT_REP, make_unit(code="DV-9"), name="Cà Văn Hặc")
        self.user = create_user(self.officer, email="mai@example.vn", password=None, now=NOW)

    def me(self, person: Person) -> Actor:
        return Actor(person.pk, person.name, frozenset(Held(Role(h.role), h.unit_id) for h in person.roles.all()))

    def give(self, **changed) -> Delegation:
        values = {
            "held": list(self.director.roles.all()),
            "delegate": self.officer,
            "since": FIRST,
            "until": LAST,
            "actor": self.me(self.director),
            "now": NOW,
        }
        return delegate(changed.pop("delegator", self.director), **{**values, **changed})


@pytest.fixture
def office(db) -> Office:
    return Office()


def on_day(office: Office, given: Delegation, day: date) -> Actor | None:
    found = acting(User.objects.get(pk=office.user.pk), given.pk, day)
    return found[1] if found else None


@pytest.mark.parametrize(
    ("day", "revoked", "state"),
    [
        (FIRST - timedelta(days=1), False, DelegationState.PLANNED),
        (FIRST, False, DelegationState.IN_FORCE),
        (LAST, False, DelegationState.IN_FORCE),
        (LAST + timedelta(days=1), False, DelegationState.ENDED),
        (FIRST, True, DelegationState.REVOKED),
    ],
)
def test_days_move_a_delegation(day, revoked, state):
    assert delegation_state(FIRST, LAST, revoked=revoked, on=day) == state


def test_a_delegate_has_the_roles_and_the_name_of_the_delegator_from_the_first_day_to_the_last(office):
    given = office.give(reason="Đi công tác")
    assert on_day(office, given, FIRST - timedelta(days=1)) is None
    for day in (FIRST, LAST):
        whom = on_day(office, given, day)
        assert (whom.person_id, whom.name) == (office.officer.pk, "Lò Thị Mai")
        assert (whom.behalf_id, whom.behalf_name) == (office.director.pk, "Giàng A Páo")
        assert whom.held == {Held(Role.DIRECTOR, office.unit.pk, office.unit.name)}
    assert on_day(office, given, LAST + timedelta(days=1)) is None
    told = Entry.objects.get(verb="delegate")
    assert (told.actor_name, told.changes["roles"], told.changes["delegate"][1]) == (
        "Giàng A Páo",
        [[], ["director"]],
        "Lò Thị Mai",
    )
    assert list(Letter.objects.values_list("to_email", flat=True)) == ["mai@example.vn"]


def test_nobody_else_acts_by_it(office):
    given = office.give()
    other = create_user(office.stranger, email="hac@example.vn", password=None, now=NOW)
    assert acting(other, given.pk, FIRST) is None
    assert acting(User.objects.get(pk=office.user.pk), given.pk + 1, FIRST) is None


def test_the_person_is_known_to_have_a_delegation_without_a_further_question(office, django_assert_num_queries):
    office.give()
    for day, receives, has in [(TODAY, False, True), (FIRST, True, True), (LAST + timedelta(days=1), False, False)]:
        with django_assert_num_queries(1):
            user = signed_in(office.user.pk, day)
            assert user is not None
            known = (user.person.receives, user.person.has_delegations, actor_for(user, day).held)
        assert known == (receives, has, actor_of_person(Person.objects.get(pk=user.person_id), day).held)


def test_one_delegates_only_what_one_holds_all_that_time(office):
    elsewhere = person_with(Role.OFFICER, office.unit, name="Khác")
    held = office.director.roles.get()
    later = give_role(office.director, unit=office.unit, role=Role.EDITOR, since=LAST, actor=SYSTEM, now=NOW)
    away = give_role(office.director, unit=make_unit(code="DV-7"), role=Role.HOST, since=TODAY, actor=SYSTEM, now=NOW)
    end_role(away, until=FIRST, actor=SYSTEM, now=NOW)
    before = Entry.objects.count()
    for wrong, field in [
        ({"held": []}, "held"),
        ({"held": list(elsewhere.roles.all())}, "held"),
        ({"held": [held, later]}, "held"),
        ({"held": [held, away]}, "held"),
        ({"until": FIRST - timedelta(days=1)}, "until"),
        ({"since": date(2023, 11, 1), "until": TODAY - timedelta(days=1)}, "until"),
        ({"delegate": office.director}, "delegate"),
    ]:
        with pytest.raises(Invalid) as refused:
            office.give(**{"held": [held], **wrong})
        assert list(refused.value.errors) == [field], wrong
    with pytest.raises(Refused, match="không giữ vai trò nào ở"):
        office.give(held=[held], delegate=office.stranger)
    assert (Delegation.objects.count(), Letter.objects.count(), Entry.objects.count()) == (0, 0, before)


def test_a_role_lost_meanwhile_is_lost_to_the_delegate(office):
    given = office.give()
    end_role(office.director.roles.get(), until=FIRST, actor=SYSTEM, now=NOW)
    assert on_day(office, given, FIRST).has(Role.DIRECTOR)
    assert on_day(office, given, FIRST + timedelta(days=1)).held == frozenset()


def test_a_delegate_never_delegates_on_nor_gives_roles_of_the_office(office):
    given = office.give()
    deputy = on_day(office, given, FIRST)
    for person in (office.director, office.officer):
        assert not may_delegate(deputy, person)
        with pytest.raises(NotAllowed, match="không uỷ quyền tiếp"):
            office.give(delegator=person, held=list(person.roles.all()), delegate=office.stranger, actor=deputy)
    assert not may_revoke(deputy, given)
    borrowed = instead(actor(Role.ADMINISTRATOR))
    assert not may_give_role(borrowed, Role.DIRECTOR)
    assert may_give_role(borrowed, Role.UNIT_REP)
    assert Delegation.objects.count() == 1


def test_the_administrator_enters_a_delegation_on_its_paper(office):
    administrator = actor(Role.ADMINISTRATOR)
    with pytest.raises(Invalid) as refused:
        office.give(actor=administrator)
    assert set(refused.value.errors) == {"paper_number", "paper_date"}
    with pytest.raises(NotAllowed):
        office.give(actor=office.me(office.officer), paper_number="12/GUQ", paper_date=TODAY)
    assert not Delegation.objects.exists()
    given = office.give(actor=administrator, paper_number=" 12/GUQ-SKHCN ", paper_date=TODAY)
    assert (given.paper_number, given.paper_date) == ("12/GUQ-SKHCN", TODAY)


def test_the_same_is_not_delegated_twice_for_the_same_days(office):
    office.give()
    with pytest.raises(Refused, match="Đã có uỷ quyền"):
        office.give(since=LAST, until=LAST + timedelta(days=3))
    office.give(since=LAST + timedelta(days=1), until=LAST + timedelta(days=3))
    second = person_with(Role.OFFICER, office.unit, name="Người thứ hai")
    office.give(delegate=second)
    assert delegations_open(TODAY).count() == 3
    assert set(delegations_in_force(FIRST).values_list("delegate", flat=True)) == {office.officer.pk, second.pk}


@pytest.mark.django_db(transaction=True)
def test_two_windows_give_one_delegation(side_by_side):
    office = Office()
    outcomes = side_by_side(office.give, office.give)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Delegation", "Refused"]
    assert (Delegation.objects.count(), Entry.objects.filter(verb="delegate").count()) == (1, 1)


def test_a_delegation_is_taken_back_at_once_with_a_reason(office):
    given = office.give()
    for other in (office.me(office.officer), office.me(office.stranger)):
        with pytest.raises(NotAllowed):
            revoke_delegation(given, reason="x", actor=other, now=NOW)
    with pytest.raises(Invalid, match="lý do"):
        revoke_delegation(given, reason=" ", actor=office.me(office.director), now=NOW)
    assert state_of(Delegation.objects.get(), FIRST) == DelegationState.IN_FORCE
    taken = revoke_delegation(given, reason="Về sớm", actor=office.me(office.director), now=NOW)
    assert (taken.revoked_at, taken.revoked_reason) == (NOW, "Về sớm")
    assert on_day(office, given, FIRST) is None
    told = Entry.objects.get(verb="revoke")
    assert (told.from_state, told.to_state) == ("planned", "revoked")
    with pytest.raises(WrongState):
        revoke_delegation(given, reason="Nữa", actor=office.me(office.director), now=NOW)
    office.give()


def test_what_has_ended_cannot_be_taken_back(office):
    given = office.give()
    after = datetime(2023, 11, 12, 17, 0, tzinfo=UTC)  # 24:00 of the last day in Vietnam
    with pytest.raises(WrongState):
        revoke_delegation(given, reason="Muộn", actor=office.me(office.director), now=after)
    revoke_delegation(given, reason="Kịp", actor=office.me(office.director), now=after - timedelta(seconds=1))


@pytest.mark.django_db(transaction=True)
def test_two_take_back_one_delegation(side_by_side):
    office = Office()
    given = office.give()
    deeds = [
        lambda: revoke_delegation(given, reason="Về sớm", actor=office.me(office.director), now=NOW),
        lambda: revoke_delegation(given, reason="Theo văn bản", actor=actor(Role.ADMINISTRATOR), now=NOW),
    ]
    assert sorted(type(outcome).__name__ for outcome in side_by_side(*deeds)) == ["Delegation", "WrongState"]
    assert Entry.objects.filter(verb="revoke").count() == 1


def test_deeds_done_by_it_say_so_and_are_found(office):
    given = office.give()
    deputy = on_day(office, given, FIRST)
    at = datetime(2023, 11, 8, 2, 0, tzinfo=UTC)
    with pytest.raises(NotAllowed):
        edit_person(office.stranger, actor=deputy, now=at, values={"phone": "0912"})
    officer = actor(Role.OFFICER, person_id=office.officer.pk, name="Lò Thị Mai")
    by = instead(officer, behalf_id=office.director.pk)
    edit_person(office.stranger, actor=by, now=at, values={"phone": "0912"})
    edit_person(office.stranger, actor=officer, now=at, values={"phone": "0913"})
    edit_person(office.stranger, actor=by, now=datetime(2023, 11, 12, 17, 0, tzinfo=UTC), values={"phone": "0914"})
    assert [(entry.verb, entry.behalf_name) for entry in deeds_by(given)] == [("edit", "Giàng A Páo")]
    assert by.name_on_record == "Lò Thị Mai, thay mặt Giàng A Páo"
    assert officer.name_on_record == "Lò Thị Mai"
    assert (by.principal_id, officer.principal_id) == (office.director.pk, office.officer.pk)


def test_who_may_see_a_delegation(office):
    given = office.give()
    assert may_see_delegation(office.me(office.director), given)
    assert may_see_delegation(office.me(office.officer), given)
    assert may_see_delegation(actor(Role.EDITOR), given)
    assert not may_see_delegation(office.me(office.stranger), given)


def test_colleagues_are_those_of_the_same_unit(office):
    assert list(colleagues(office.director, TODAY)) == [office.officer]
    end_role(office.officer.roles.get(), until=TODAY, actor=SYSTEM, now=NOW)
    assert not colleagues(office.director, FIRST).exists()
    assert roles_on(TODAY).filter(person=office.officer).exists()


def test_a_delegated_role_asks_its_delegate_for_a_second_factor_too(office):
    set_second_factor_need(Role.DIRECTOR, Need.REQUIRED, actor=actor(Role.ADMINISTRATOR), now=NOW)
    office.give()
    assert second_factor_need(office.officer.pk, TODAY) == Need.OPTIONAL
    assert second_factor_need(office.officer.pk, FIRST) == Need.REQUIRED
    assert second_factor_need(office.officer.pk, LAST + timedelta(days=1)) == Need.OPTIONAL
