"""Who is invited to a conference, and who came."""

from datetime import date, timedelta

import pytest

from gieo.core.actor import Role
from gieo.core.errors import Invalid, Refused
from gieo.domain.transfers import services
from gieo.domain.transfers.models import Guest
from gieo.domain.transfers.services import SeatMark
from gieo.domain.transfers.vocab import Attendance
from gieo.foundation.journal.models import Entry
from tests.factories import transfers as make
from tests.factories.accounts import actor, person_with
from tests.factories.units import make_district, make_unit

pytestmark = pytest.mark.django_db

OFFICER, EDITOR = actor(Role.OFFICER), actor(Role.EDITOR)


def test_receivers_are_invited_with_one_click_and_bring_their_representatives(now):
    units = make.receivers(2)
    person_with(Role.UNIT_REP, units[0], name="Quàng Văn Sơn", title="Giám đốc")
    conference = make.planned_conference(make.issued_decision(results=2, units=units), invite=False)
    seats = services.invite_receivers(conference, actor=OFFICER, now=now)
    assert {seat.unit for seat in seats} == set(units)
    seat = conference.units.get(unit=units[0])
    assert (seat.representative_name, seat.representative_title) == ("Quàng Văn Sơn", "Giám đốc")
    assert services.invite_receivers(conference, actor=OFFICER, now=now) == []
    assert Entry.objects.filter(verb="invite").count() == 1


def test_an_heir_speaks_for_a_receiver_that_has_ended():
    district, commune = make_district()
    person_with(Role.UNIT_REP, commune, name="Giàng A Dình", title="Chủ tịch")
    decision = make.issued_decision(units=[district])
    conference = make.planned_conference(decision, held_on=date(2025, 8, 1))
    seat = conference.units.get()
    assert (seat.unit, seat.representative_name) == (district, "Giàng A Dình")


def test_a_unit_that_receives_nothing_may_be_invited_while_it_exists(now):
    conference = make.planned_conference()
    guest = make_unit("Hội Khuyến học")
    assert [seat.unit for seat in services.invite_units(conference, [guest], actor=OFFICER, now=now)] == [guest]
    late = make.planned_conference(held_on=date(2025, 8, 1))
    district, commune = make_district()
    with pytest.raises(Invalid, match=commune.name):
        services.invite_units(late, [district], actor=OFFICER, now=now)


def test_an_invitation_is_taken_back_until_the_unit_has_come():
    conference = make.open_conference(make.issued_decision(results=2, units=2))
    here, absent = conference.units.all()
    now = make.moment(make.HELD_ON)
    services.set_attendance(conference, {here.pk: SeatMark(Attendance.PRESENT)}, actor=OFFICER, now=now)
    services.uninvite_unit(absent, actor=OFFICER, now=now)
    with pytest.raises(Refused, match="đã có mặt"):
        services.uninvite_unit(here, actor=OFFICER, now=now)
    assert list(conference.units.all()) == [here]


def test_attendance_is_written_for_many_at_once_and_only_where_named():
    conference = make.open_conference(make.issued_decision(results=3, units=3))
    first, second, third = conference.units.all()
    guest = services.add_guest(conference, name="Lò Văn Tiến", actor=OFFICER, now=make.moment(make.HELD_ON))
    now = make.moment(make.HELD_ON)
    services.set_attendance(conference, {third.pk: SeatMark(Attendance.ABSENT)}, actor=OFFICER, now=now)
    changed = services.set_attendance(
        conference,
        {first.pk: SeatMark(Attendance.PRESENT, "Cà Văn An", "Phó Giám đốc"), second.pk: SeatMark(Attendance.INVITED)},
        guests={guest.pk: True},
        actor=EDITOR,
        now=now,
    )
    assert changed == 2
    assert [seat.attendance for seat in conference.units.all()] == ["present", "invited", "absent"]
    assert Guest.objects.get().present
    first.refresh_from_db()
    assert (first.representative_name, first.representative_title) == ("Cà Văn An", "Phó Giám đốc")


def test_nobody_is_present_before_the_day(now):
    conference = make.planned_conference()
    seat = conference.units.get()
    early = make.moment(make.HELD_ON - timedelta(days=1))
    services.set_attendance(conference, {seat.pk: SeatMark(Attendance.CONFIRMED)}, actor=OFFICER, now=early)
    with pytest.raises(Refused, match="07/11/2023"):
        services.set_attendance(conference, {seat.pk: SeatMark(Attendance.PRESENT)}, actor=OFFICER, now=early)
    seat.refresh_from_db()
    assert seat.attendance == Attendance.CONFIRMED


def test_a_seat_of_another_conference_is_refused(now):
    mine, other = make.open_conference(), make.open_conference()
    with pytest.raises(Invalid):
        services.set_attendance(
            mine, {other.units.get().pk: SeatMark(Attendance.PRESENT)}, actor=OFFICER, now=make.moment(make.HELD_ON)
        )
