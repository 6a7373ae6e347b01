"""At the door: one tap, two doors at once, a letter that is scanned."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from gieo.core import clock
from gieo.core.actor import SYSTEM, Role
from gieo.core.errors import NotAllowed, Refused
from gieo.domain.transfers import services
from gieo.domain.transfers.models import Conference, ConferenceUnit, InvitationLetter
from gieo.domain.transfers.vocab import Attendance, Reply
from gieo.foundation.journal.models import Entry
from tests.factories import transfers as make
from tests.factories.accounts import actor
from tests.factories.invitations import sent
from tests.fixtures.database import SideBySide
from tests.interfaces.web.transfers.test_invitations import path_of, planned

pytestmark = pytest.mark.django_db

AT = "/desk/transfers/conferences/"
DAY = make.moment(make.HELD_ON)
OFFICER = actor(Role.OFFICER)


def opened(units: int = 1) -> Conference:
    return make.open_conference(make.issued_decision(results=units, units=units))


def at(conference: Conference, page: str) -> str:
    return f"{AT}{conference.code}/{page}"


def tap(client: Client, asked: ConferenceUnit, here: str = "1") -> str:
    answer = client.post(at(asked.conference, f"invitees/{asked.key}/check-in"), {"here": here})
    return client.get(answer.headers["Location"]).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_at_the_door_asks_the_same_number_of_queries(officer, number, django_assert_num_queries) -> None:
    conference = opened(number)
    with django_assert_num_queries(5):
        page = officer.get(at(conference, "door")).content.decode()
    assert page.count('<li class="door">') == conference.units.count()


def test_one_tap_marks_present_twice_is_once_and_it_is_taken_back(officer) -> None:
    seat = opened().units.select_related("conference", "unit").get()
    assert f"Có mặt: {seat.unit.name}." in tap(officer, seat)
    tap(officer, seat)
    seat.refresh_from_db()
    assert seat.attendance == Attendance.PRESENT
    assert Entry.objects.filter(verb="set_attendance").count() == 1
    assert "Bỏ ghi có mặt" in tap(officer, seat, "0")
    seat.refresh_from_db()
    assert seat.attendance == Attendance.INVITED


def test_who_had_said_yes_has_said_yes_again() -> None:
    seat = opened().units.select_related("conference").get()
    seat.reply = Reply.COMES
    services.check_in(seat, here=True, actor=OFFICER, now=DAY)
    services.check_in(seat, here=False, actor=OFFICER, now=DAY)
    assert ConferenceUnit.objects.get(pk=seat.pk).attendance == Attendance.CONFIRMED


def test_guests_are_tapped_too_and_names_are_found_without_accents(officer) -> None:
    conference = opened(3)
    guest = services.add_guest(conference, name="Giàng A Dình", title="Nhà báo", actor=SYSTEM, now=DAY)
    page = officer.get(at(conference, "door"), {"q": "giang a dinh"}).content.decode()
    assert page.count('class="door"') == 1
    services.check_in(guest, here=True, actor=OFFICER, now=DAY)
    guest.refresh_from_db()
    assert guest.present
    assert "Không có ai tên như vậy" in officer.get(at(conference, "door"), {"q": "khong co"}).content.decode()


def test_nobody_is_present_before_the_day_and_strangers_do_not_stand_at_the_door() -> None:
    seat = opened().units.select_related("conference").get()
    with pytest.raises(Refused):
        services.check_in(seat, here=True, actor=OFFICER, now=DAY - timedelta(days=1))
    with pytest.raises(NotAllowed):
        services.check_in(seat, here=True, actor=actor(Role.UNIT_REP), now=DAY)
    assert ConferenceUnit.objects.get(pk=seat.pk).attendance == Attendance.INVITED


@pytest.mark.django_db(transaction=True)
def test_two_doors_at_once_lose_nobody(side_by_side: SideBySide) -> None:
    conference = opened(2)
    first, second = conference.units.values_list("pk", flat=True).order_by("pk")

    def check_in(pk: int) -> int:
        asked = ConferenceUnit.objects.select_related("conference").get(pk=pk)
        return services.check_in(asked, here=True, actor=OFFICER, now=DAY)

    assert side_by_side(lambda: check_in(first), lambda: check_in(second), lambda: check_in(first)).count(1) == 2
    assert not conference.units.exclude(attendance=Attendance.PRESENT).exists()


def test_a_scanned_letter_leads_the_door_to_its_holder_and_the_holder_to_the_invitation(officer) -> None:
    clock.shift(DAY - timedelta(days=19) - datetime.now(UTC))
    conference = sent(planned())
    letter = InvitationLetter.objects.get(conference=conference)
    assert "Trả lời giấy mời" in officer.get(path_of(letter)).content.decode()
    clock.shift(DAY - datetime.now(UTC))
    answer = officer.get(path_of(letter))
    assert answer.status_code == 303
    page = officer.get(answer.headers["Location"]).content.decode()
    assert "Vừa quét giấy mời" in page
    assert letter.unit.unit.name in page
    assert Client().get(path_of(letter)).status_code == 200
    assert officer.get("/tra-loi/khong-co").status_code == 404
