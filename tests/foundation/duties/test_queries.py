"""Whose duties are whose, who sees them, and the figures of a desk."""

from datetime import date, datetime, timedelta

import pytest

from gieo.core.actor import ANONYMOUS, SYSTEM, Actor, Held, Role
from gieo.foundation.accounts.models import Person
from gieo.foundation.accounts.queries import actor_of_person
from gieo.foundation.duties.access import visible_duties
from gieo.foundation.duties.models import Duty
from gieo.foundation.duties.permits import may_see_scope
from gieo.foundation.duties.queries import (
    Desk,
    awaited_duties,
    counts,
    debtor_label,
    duties_of,
    duties_of_unit,
    open_duties,
)
from gieo.foundation.duties.services import fulfil
from gieo.foundation.duties.vocab import DutyCounts, Scope
from gieo.foundation.units.models import Unit
from gieo.foundation.units.permits import with_predecessors
from gieo.foundation.units.vocab import UnitKind
from tests.factories.accounts import actor, person_with
from tests.factories.duties import TODAY, make_duty
from tests.factories.units import make_department, make_district, make_unit

pytestmark = pytest.mark.django_db


class Office:
    """A department with its information centre, a college outside, and somebody in each."""

    def __init__(self) -> None:
        self.department = make_department()
        self.centre = make_unit("Trung tâm Thông tin", UnitKind.INFORMATION_CENTRE)
        self.college = make_unit("Trường Cao đẳng", UnitKind.COLLEGE)
        self.officer = self._person(Role.OFFICER, self.department, "Lò Thị Mai")
        self.director = self._person(Role.DIRECTOR, self.department, "Vàng Văn Hương")
        self.registrar = self._person(Role.REGISTRAR, self.centre, "Cà Văn Chung")
        self.rep = self._person(Role.UNIT_REP, self.college, "Lường Thị Ánh")
        self.leader = self._person(Role.PROVINCE_LEADER, make_unit("UBND tỉnh"), "Phạm Đức Toàn")

    def _person(self, role: Role, unit: Unit, name: str) -> Actor:
        return actor_of_person(person_with(role, unit, name=name), TODAY)

    def person(self, who: Actor) -> Person:
        return Person.objects.get(pk=who.person_id)


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def duties(office: Office) -> dict[str, Duty]:
    about = office.college
    return {
        "college": make_duty(about, title="Xác nhận", owed_to=office.department),
        "department": make_duty(about, debtor_unit=office.department),
        "centre": make_duty(about, debtor_unit=office.centre),
        "role": make_duty(about, debtor_role=Role.REGISTRAR),
        "person": make_duty(about, debtor_person=office.person(office.director)),
    }


def kinds(found: object, duties: dict[str, Duty]) -> set[str]:
    names = {duty.pk: name for name, duty in duties.items()}
    return {names[duty.pk] for duty in found}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("who", "scope", "owed", "awaited"),
    [
        ("officer", "me", {"department"}, {"college"}),
        ("officer", "unit", {"department"}, {"college"}),
        ("officer", "office", {"department", "centre", "role", "person"}, {"college"}),
        ("director", "me", {"person"}, set()),
        ("director", "unit", {"person", "department"}, {"college"}),
        ("director", "office", {"department", "centre", "role", "person"}, {"college"}),
        ("registrar", "me", {"role"}, set()),
        ("registrar", "unit", {"role", "centre"}, set()),
        ("rep", "me", {"college"}, set()),
        ("rep", "unit", {"college"}, set()),
        ("leader", "me", set(), set()),
        ("leader", "office", {"department", "centre", "role", "person"}, {"college"}),
    ],
)
def test_each_scope_holds_what_is_owed_and_what_is_awaited(
    who: str, scope: str, owed: set[str], awaited: set[str], office: Office, duties: dict[str, Duty]
) -> None:
    me = getattr(office, who)
    assert kinds(open_duties(me, scope, TODAY), duties) == owed
    assert kinds(awaited_duties(me, scope, TODAY), duties) == awaited


def test_who_posted_a_duty_waits_for_it(office: Office, now: datetime) -> None:
    duty = make_duty(office.college, actor=office.director)
    assert list(awaited_duties(office.director, "me", TODAY)) == [duty]
    own = make_duty(office.department, actor=office.officer)
    assert own not in awaited_duties(office.officer, "me", TODAY)
    fulfil("test.confirm", office.college, actor=SYSTEM, now=now)
    assert list(awaited_duties(office.director, "me", TODAY)) == []


@pytest.mark.parametrize("who", ["officer", "director", "registrar", "leader"])
def test_the_office_sees_all_duties(who: str, office: Office, duties: dict[str, Duty]) -> None:
    assert visible_duties(getattr(office, who), TODAY).count() == 5


def test_others_see_what_they_owe_and_what_is_owed_to_them(office: Office, duties: dict[str, Duty]) -> None:
    assert kinds(visible_duties(office.rep, TODAY), duties) == {"college"}
    awaited = make_duty(office.college, debtor_unit=office.centre, kind="test.answer", owed_to=office.college)
    assert {duty.pk for duty in visible_duties(office.rep, TODAY)} == {duties["college"].pk, awaited.pk}
    assert visible_duties(ANONYMOUS, TODAY).count() == 0


def test_a_confidential_duty_is_seen_by_its_debtor_and_who_posted_it(office: Office) -> None:
    secret = make_duty(
        office.college,
        debtor_person=office.person(office.registrar),
        owed_to=office.department,
        confidential=True,
        actor=office.director,
    )
    for who, seen in (("officer", 0), ("leader", 0), ("rep", 0), ("registrar", 1), ("director", 1)):
        me = getattr(office, who)
        assert visible_duties(me, TODAY).filter(pk=secret.pk).count() == seen, who
        for scope in Scope:
            found = {*open_duties(me, scope, TODAY), *awaited_duties(me, scope, TODAY)}
            assert secret not in found or seen, (who, scope)
    assert counts(office.officer, "office", TODAY).this_week == 0
    assert counts(office.registrar, "me", TODAY).this_week == 1


def test_a_successor_owes_what_it_inherited() -> None:
    district, commune = make_district()
    duty = make_duty(district)
    rep = Actor(1, "Đại diện", frozenset({Held(Role.UNIT_REP, commune.pk)}))
    assert not open_duties(rep, "me", date(2025, 6, 30)).exists()
    assert list(open_duties(rep, "me", date(2025, 7, 1))) == [duty]
    assert debtor_label(duty, date(2025, 6, 30)) == "UBND huyện Mường Chà"
    assert debtor_label(duty, date(2025, 7, 1)) == "UBND xã Na Sang (trước là UBND huyện Mường Chà)"
    assert list(duties_of_unit(with_predecessors([commune.pk]), SYSTEM, TODAY)) == [duty]


def test_what_is_closed_is_looked_back_at(office: Office, duties: dict[str, Duty], now: datetime) -> None:
    earlier = make_duty(office.department, due=date(2023, 11, 8))
    fulfil("test.confirm", office.college, debtor_unit=office.department, actor=SYSTEM, now=now)
    fulfil("test.confirm", office.department, actor=SYSTEM, now=now)
    assert list(Desk(office.officer, "me", TODAY).closed()) == [duties["department"], earlier]
    assert list(Desk(office.rep, "me", TODAY).closed()) == []


def test_a_duty_is_found_by_its_words(office: Office) -> None:
    duty = make_duty(office.college, title="Xác nhận đã nhận", debtor_unit=office.department)
    assert duty.folded == f"xac nhan da nhan {office.college.code.lower()} so khoa hoc va cong nghe"


def test_the_figures_of_a_desk(office: Office) -> None:
    for due in (
        date(2023, 10, 30),
        date(2023, 11, 6),
        date(2023, 11, 7),
        date(2023, 11, 12),
        date(2023, 11, 13),
        date(2023, 12, 7),
        date(2023, 12, 8),
    ):
        make_duty(office.college, debtor_unit=office.department, due=due)
    make_duty(office.college, owed_to=office.department)
    assert counts(office.officer, "me", TODAY) == DutyCounts(
        late=2, this_week=2, waiting=1, next_30_days=4, oldest_due=date(2023, 10, 30)
    )
    assert counts(office.leader, "me", TODAY) == DutyCounts(0, 0, 0, 0)


def test_a_desk_begins_with_the_first_of_each_part(office: Office, django_assert_num_queries) -> None:
    days = {
        name: TODAY + timedelta(days=away) for name, away in {"past": -9, "past too": -2, "now": 0, "far": 60}.items()
    }
    for name, due in days.items():
        make_duty(office.college, title=name, debtor_person=office.person(office.officer), due=due)
        make_duty(office.college, title=f"{name} of others", debtor_person=office.person(office.director), due=due)
    desk = Desk(office.officer, Scope.ME, TODAY)
    with django_assert_num_queries(4):
        heads = desk.heads(1)
    assert [[duty.title for duty in part] for part in (heads.late, heads.this_week, heads.coming)] == [
        ["past"], ["now"], ["far"],
    ]  # fmt: skip
    assert [duty.title for duty in desk.heads(7).late] == ["past", "past too"]


def test_figures_take_few_queries_however_many_rows(office: Office, django_assert_num_queries) -> None:
    for rows in (1, 3):
        for number in range(rows):
            make_duty(office.college, debtor_unit=office.department, due=date(2024, 1, 1 + number))
        with django_assert_num_queries(3):
            counts(office.officer, "me", TODAY)
        with django_assert_num_queries(4):
            counts(office.officer, "office", TODAY)


def test_lists_take_as_many_queries_for_three_rows_as_for_one(office: Office, django_assert_num_queries) -> None:
    for rows in (1, 3):
        for number in range(rows):
            make_duty(office.college, due=date(2024, 1, 1 + number))
            make_duty(office.college, debtor_person=office.person(office.director), due=date(2024, 1, 1 + number))
        with django_assert_num_queries(2):
            assert all(debtor_label(duty, TODAY) for duty in awaited_duties(office.officer, "me", TODAY))
        with django_assert_num_queries(1):
            assert all(debtor_label(duty, TODAY) for duty in duties_of(office.college))


def test_open_duties_of_a_record_come_first(office: Office, now: datetime) -> None:
    late = make_duty(office.college, due=date(2023, 11, 30))
    done = make_duty(office.college, due=date(2023, 11, 8), kind="test.done")
    fulfil("test.done", office.college, actor=SYSTEM, now=now)
    assert list(duties_of(office.college)) == [late, done]


def test_the_office_is_looked_at_by_those_who_may() -> None:
    for role in Role:
        allowed = role not in (Role.UNIT_REP, Role.HOST)
        assert bool(may_see_scope(actor(role), Scope.OFFICE)) is allowed
        assert may_see_scope(actor(role), Scope.UNIT)
    assert not may_see_scope(ANONYMOUS, Scope.OFFICE)


def test_a_role_is_named_as_people_call_it(office: Office, duties: dict[str, Duty]) -> None:
    labels = {name: debtor_label(duty, TODAY) for name, duty in duties.items()}
    assert labels == {
        "college": "Trường Cao đẳng",
        "department": "Sở Khoa học và Công nghệ",
        "centre": "Trung tâm Thông tin",
        "role": "Cán bộ đăng ký kết quả",
        "person": "Vàng Văn Hương",
    }
