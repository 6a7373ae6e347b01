from datetime import date

import pytest

from gieo.core.actor import Role
from gieo.core.errors import Conflict, Invalid, NotAllowed, NotFound, Refused
from gieo.domain.programmes.access import access_priority, access_programme
from gieo.domain.programmes.models import Priority, Programme
from gieo.domain.programmes.queries import priorities_on, running_programmes
from gieo.domain.programmes.services import (
    add_priority,
    add_programme,
    edit_priority,
    edit_programme,
    end_priority,
)
from gieo.domain.programmes.vocab import Level
from gieo.domain.programmes.wording import VERBS
from gieo.foundation.journal.models import Entry
from tests.factories.accounts import actor
from tests.factories.procedures import field, objective
from tests.factories.programmes import make_priority, make_programme

pytestmark = pytest.mark.django_db
OFFICER = actor(Role.OFFICER)


def written():
    return (
        list(Programme.objects.order_by("pk").values()),
        list(Priority.objects.order_by("pk").values()),
        Entry.objects.count(),
    )


def test_a_programme_gets_a_code_of_its_first_year(now):
    programme = add_programme(name=" Tây  Bắc ", level=Level.REGIONAL, since_year=2013, actor=OFFICER, now=now)
    assert (programme.code, programme.name, programme.shown_name) == ("CT-2013-001", "Tây Bắc", "Tây Bắc")
    assert Entry.objects.get().verb in VERBS


@pytest.mark.parametrize("values", [{"name": ""}, {"until_year": 2012}, {"level": "commune"}, {"since_year": None}])
def test_impossible_programmes_are_refused(now, values):
    given = {"name": "Tây Bắc", "level": Level.REGIONAL, "since_year": 2013} | values
    before = written()
    with pytest.raises(Invalid):
        add_programme(actor=OFFICER, now=now, **given)
    assert written() == before


def test_the_later_of_two_editors_is_told(now):
    programme = make_programme()
    edited = edit_programme(programme, actor=OFFICER, now=now, version=1, short_name="Tây Bắc")
    assert (edited.shown_name, edited.version) == ("Tây Bắc", 2)
    before = written()
    with pytest.raises(Conflict):
        edit_programme(programme, actor=OFFICER, now=now, version=1, short_name="TB")
    assert written() == before


def test_programmes_running_in_a_year():
    past, endless = make_programme(), make_programme("Nông thôn miền núi", since_year=2016, until_year=None)
    assert set(running_programmes(2018)) == {past, endless}
    assert list(running_programmes(2019)) == [endless]


def test_priorities_hold_for_their_days(now):
    first, second = make_priority(), make_priority("Du lịch", weight=80, until=date(2024, 12, 31))
    assert list(priorities_on(date(2023, 11, 7))) == [second, first]
    assert list(priorities_on(date(2025, 1, 1))) == [first]
    end_priority(first, until=date(2024, 6, 30), actor=OFFICER, now=now)
    assert not priorities_on(date(2025, 1, 1)).exists()
    before = written()
    with pytest.raises(Refused):
        end_priority(first, until=date(2024, 7, 30), actor=OFFICER, now=now)
    assert written() == before


@pytest.mark.parametrize("weight", [0, 101])
def test_weights_go_from_1_to_100(now, weight):
    before = written()
    with pytest.raises(Invalid):
        add_priority(name="Du lịch", weight=weight, since=date(2023, 1, 1), basis="Kết luận", actor=OFFICER, now=now)
    assert written() == before


def test_a_priority_is_changed(now):
    changed = edit_priority(make_priority(), version=1, weight=70, actor=OFFICER, now=now)
    assert (changed.weight, changed.version, Entry.objects.last().changes) == (70, 2, {"weight": [60, 70]})


def test_of_two_who_change_a_priority_at_once_the_second_is_told(now):
    priority, agriculture = make_priority(), field("4")
    end_priority(priority, until=date(2024, 1, 1), actor=OFFICER, now=now)
    before = written()
    with pytest.raises(Conflict):
        edit_priority(priority, version=1, until=None, weight=70, entries=[agriculture], actor=OFFICER, now=now)
    assert written() == before
    assert not priority.entries.exists()


def test_the_journal_tells_which_codes_belong_to_a_priority(now):
    agriculture, tourism = field("4"), objective("10")
    priority = make_priority(entries=[agriculture])
    assert Entry.objects.last().changes["entries"] == [[], [f"4 {agriculture.name}"]]
    edit_priority(priority, version=1, entries=[agriculture, tourism], actor=OFFICER, now=now)
    said = [f"4 {agriculture.name}", f"10 {tourism.name}"]
    assert Entry.objects.last().changes == {"entries": [said[:1], sorted(said, key=lambda one: one[:1] != "4")]}
    count = Entry.objects.count()
    edit_priority(priority, version=2, entries=[tourism, agriculture], actor=OFFICER, now=now)
    edit_priority(priority, version=2, actor=OFFICER, now=now, weight=priority.weight)
    assert (set(priority.entries.all()), Entry.objects.count()) == ({agriculture, tourism}, count)


@pytest.mark.parametrize("role", [Role.PROVINCE_LEADER, Role.UNIT_REP, Role.HOST, Role.REGISTRAR, Role.EDITOR])
def test_others_write_nothing(now, role):
    who, programme, priority = actor(role), make_programme(), make_priority()
    before = written()
    for do in (
        lambda: add_programme(name="a", level=Level.NATIONAL, since_year=2020, actor=who, now=now),
        lambda: edit_programme(programme, actor=who, now=now, version=1, name="b"),
        lambda: add_priority(name="a", weight=1, since=date(2023, 1, 1), basis="b", actor=who, now=now),
        lambda: edit_priority(priority, actor=who, now=now, version=1, weight=2),
        lambda: end_priority(priority, until=date(2024, 1, 1), actor=who, now=now),
    ):
        with pytest.raises(NotAllowed):
            do()
    assert written() == before


def test_what_does_not_exist_is_not_found():
    with pytest.raises(NotFound):
        access_programme("CT-1999-001", OFFICER)
    with pytest.raises(NotFound):
        access_priority(999, OFFICER)
