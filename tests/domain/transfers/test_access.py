import pytest

from gieo.core.actor import ANONYMOUS, SYSTEM, Role
from gieo.core.errors import NotFound
from gieo.domain.results.models import ResultReader
from gieo.domain.results.vocab import Access
from gieo.domain.transfers import access
from gieo.domain.transfers.models import DecisionLine
from gieo.domain.transfers.services import LinePick, add_lines
from gieo.foundation.accounts.models import Person
from tests.factories import transfers as make
from tests.factories.accounts import actor
from tests.factories.units import make_district

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [Role.OFFICER, Role.DIRECTOR, Role.REGISTRAR, Role.EDITOR, Role.PROVINCE_LEADER])
def test_the_office_and_the_province_see_every_decision(role):
    draft, issued = make.draft_decision(), make.issued_decision()
    assert set(access.visible_decisions(actor(role))) == {draft, issued}
    assert access.access_decision(draft.code, actor(role)) == draft


def test_a_unit_sees_issued_decisions_that_give_it_something_and_only_its_lines():
    mine, other = make.receivers(2)
    issued = make.issued_decision(results=2, units=[mine, other])
    draft = make.draft_decision(units=[mine])
    elsewhere = make.issued_decision(units=[other])
    rep = actor(Role.UNIT_REP, unit_id=mine.pk)
    assert list(access.visible_decisions(rep)) == [issued]
    assert [line.unit for line in access.visible_lines(rep)] == [mine]
    for hidden in (draft, elsewhere):
        with pytest.raises(NotFound):
            access.access_decision(hidden.code, rep)


def test_an_heir_sees_what_its_predecessor_received():
    district, commune = make_district()
    issued = make.issued_decision(units=[district])
    assert list(access.visible_decisions(actor(Role.UNIT_REP, unit_id=commune.pk))) == [issued]


def test_a_unit_sees_the_conferences_it_is_invited_to():
    mine, other = make.receivers(2)
    conference = make.planned_conference(make.issued_decision(units=[mine]))
    assert access.access_conference(conference.code, actor(Role.UNIT_REP, unit_id=mine.pk)) == conference
    with pytest.raises(NotFound):
        access.access_conference(conference.code, actor(Role.UNIT_REP, unit_id=other.pk))


@pytest.mark.parametrize("stranger", [ANONYMOUS, actor(Role.HOST)])
def test_strangers_see_nothing_in_the_office(stranger):
    make.open_conference()
    assert not access.visible_decisions(stranger).exists()
    assert not access.visible_conferences(stranger).exists()
    assert not access.visible_lines(stranger).exists()


def test_a_restricted_result_stands_in_no_list_but_its_readers():
    reader = Person.objects.create(name="Cà Thị Ín")
    secret, plain = make.a_result(access=Access.RESTRICTED), make.a_result()
    ResultReader.objects.create(result=secret, person=reader)
    inner = make.a_product(result=secret)
    decision = make.draft_decision(results=[plain])
    unit, late = decision.lines.get().unit, make.moment(make.HELD_ON)
    add_lines(
        decision, [LinePick(unit, result=secret), LinePick(unit, product=inner)], actor=SYSTEM, now=late
    )  # fmt: skip
    assert DecisionLine.objects.count() == 3
    assert access.visible_lines(actor(Role.OFFICER)).count() == 1
    assert access.visible_lines(actor(Role.UNIT_REP, unit_id=unit.pk)).count() == 0  # a draft
    assert access.visible_lines(actor(Role.OFFICER, person_id=reader.pk)).count() == 3


def test_nothing_unpublished_is_public():
    conference = make.closed_conference()
    with pytest.raises(NotFound):
        access.access_public_conference(conference.code)
    published = make.published_conference()
    assert list(access.public_conferences()) == [published]
    assert access.access_public_conference(published.code) == published
