"""Chairs: the room laid out, given by hand, dealt in order; two who give one chair away."""

import pytest

from gieo.core.actor import SYSTEM, Role
from gieo.core.errors import Conflict, Invalid, NotAllowed, Refused, WrongState
from gieo.domain.transfers import services
from gieo.domain.transfers.models import Conference, RoomSeat
from gieo.domain.transfers.queries.seats import room_of, seat_rows
from gieo.domain.transfers.services import AnswerInput, ChairInput
from gieo.domain.transfers.vocab import GuestKind, Reply
from gieo.foundation.journal.models import Entry
from tests.factories import transfers as make
from tests.factories.accounts import actor
from tests.factories.invitations import SENT, an_officer

pytestmark = pytest.mark.django_db
AT = {"actor": SYSTEM, "now": SENT}


def a_room(units: int = 2, plan: str = "A: 3\nBàn 1: 2") -> Conference:
    conference = make.planned_conference(make.issued_decision(results=units, units=units))
    services.lay_room(conference, plan, **AT)
    return conference


def keys(conference: Conference) -> list[str]:
    return [row.asked.key for row in room_of(conference).seated]


def sitting(conference: Conference) -> dict[str, str]:
    return {row.asked.key: row.labels for row in room_of(conference).seated}


def test_a_room_is_laid_out_by_rows_and_tables_and_keeps_who_sits() -> None:
    conference = a_room()
    assert [chair.label for chair in conference.room.all()] == ["A1", "A2", "A3", "Bàn 1-1", "Bàn 1-2"]
    first, _second = keys(conference)
    services.assign_chairs(conference, {first: ChairInput("a2, ban 1-1", "")}, **AT)
    assert sitting(conference)[first] == "A2, Bàn 1-1"
    services.lay_room(conference, "Bàn 1: 2\nA: 2", **AT)
    assert [chair.label for chair in conference.room.all()] == ["Bàn 1-1", "Bàn 1-2", "A1", "A2"]
    assert sitting(conference)[first] == "Bàn 1-1, A2"
    with pytest.raises(Refused, match="A2"):
        services.lay_room(conference, "Bàn 1: 2\nA: 1", **AT)
    assert conference.room.count() == 4


@pytest.mark.parametrize("plan", ["", "A", "A: 0", "A: 3\na: 4", "\n".join(f"H{n}: 99" for n in range(9))])
def test_a_plan_that_cannot_be_read_is_refused(plan) -> None:
    conference = a_room()
    with pytest.raises(Invalid) as refused:
        services.lay_room(conference, plan, **AT)
    assert "plan" in refused.value.errors
    assert conference.room.count() == 5


def test_a_chair_is_given_once_and_refusal_writes_nothing() -> None:
    conference = a_room()
    first, second = keys(conference)
    services.assign_chairs(conference, {first: ChairInput("A1", "")}, **AT)
    with pytest.raises(Refused, match="A1 đã xếp cho"):
        services.assign_chairs(conference, {second: ChairInput("A2, A1", "")}, **AT)
    assert sitting(conference) == {first: "A1", second: ""}
    with pytest.raises(Invalid):
        services.assign_chairs(conference, {second: ChairInput("Z9", "")}, **AT)
    with pytest.raises(Conflict):
        services.assign_chairs(conference, {first: ChairInput("A3", "")}, **AT)
    assert services.assign_chairs(conference, {first: ChairInput("A1", "A1")}, **AT) == 0
    assert services.assign_chairs(conference, {first: ChairInput("A2", "A1"), second: ChairInput("A1", "")}, **AT) == 2
    assert sitting(conference) == {first: "A2", second: "A1"}
    assert Entry.objects.filter(verb="set_seats").count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_officers_giving_one_chair_at_once_give_it_to_one(side_by_side) -> None:
    conference = a_room()
    first, second = keys(conference)
    outcomes = side_by_side(
        lambda: services.assign_chairs(conference, {first: ChairInput("A1", "")}, **AT),
        lambda: services.assign_chairs(conference, {second: ChairInput("A1", "")}, **AT),
    )
    assert sorted(map(str, map(type, outcomes))) == sorted([str(int), str(Refused)])
    assert sorted(sitting(conference).values()) == ["", "A1"]


def test_dealing_in_order_seats_those_who_come_and_only_them() -> None:
    conference = a_room(plan="A: 6")
    guest = services.add_guest(conference, name="Lò Văn Tiến", expected=1, **AT)
    press = services.add_guest(conference, name="Báo", kind=GuestKind.PRESS, **AT)
    one, two = conference.units.order_by("unit__name_order", "pk")
    services.answer_invitation(
        one, AnswerInput(Reply.COMES, people=[("Mai", ""), ("Páo", "")], coming=2), actor=an_officer(), now=SENT
    )
    services.answer_invitation(two, AnswerInput(Reply.DECLINES, reason="Bận"), actor=an_officer(), now=SENT)
    services.assign_chairs(conference, {press.key: ChairInput("A1", "")}, **AT)
    assert services.seat_in_order(conference, **AT) == 3
    assert sitting(conference) == {guest.key: "A2", one.key: "A3, A4", two.key: "", press.key: "A1"}
    assert services.seat_in_order(conference, **AT) == 0
    room = room_of(conference)
    assert (room.chairs, room.taken, room.free, room.lacking) == (6, 4, 2, 0)
    assert [person for _chair, _whose, person in seat_rows(room, conference)] == ["Báo", "Lò Văn Tiến", "Mai", "Páo"]


def test_too_few_chairs_are_said_and_nobody_is_seated() -> None:
    conference = a_room(units=3, plan="A: 2")
    with pytest.raises(Refused, match="thiếu 1 ghế"):
        services.seat_in_order(conference, **AT)
    assert not RoomSeat.objects.filter(unit__isnull=False).exists()


def test_who_is_uninvited_leaves_the_chair_free() -> None:
    conference = a_room()
    first, _second = keys(conference)
    services.assign_chairs(conference, {first: ChairInput("A1", "")}, **AT)
    services.uninvite_unit(conference.units.get(pk=int(first[1:])), **AT)
    assert room_of(conference).taken == 0


def test_the_office_alone_seats_and_not_after_the_day() -> None:
    conference = a_room()
    first, _second = keys(conference)
    wanted = {first: ChairInput("A1", "")}
    deeds = (
        lambda **who: services.lay_room(conference, "B: 9", **who),
        lambda **who: services.assign_chairs(conference, wanted, **who),
        lambda **who: services.seat_in_order(conference, **who),
    )
    for deed in deeds:
        with pytest.raises(NotAllowed):
            deed(actor=actor(Role.UNIT_REP), now=SENT)
    Conference.objects.filter(pk=conference.pk).update(state="closed", opened_at=SENT, closed_at=SENT)
    for deed in deeds:
        with pytest.raises(WrongState):
            deed(**AT)
    assert sitting(conference)[first] == ""


@pytest.mark.parametrize("number", [1, 3])
def test_the_room_asks_the_same_number_of_queries(number, django_assert_num_queries) -> None:
    conference = a_room(units=number)
    services.seat_in_order(conference, **AT)
    with django_assert_num_queries(3):
        room = room_of(conference)
    assert room.taken == number
