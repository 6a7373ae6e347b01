"""Answers: by the link of a letter, told to the office, given by the unit; what links do not do."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from gieo.core.actor import SYSTEM, Role
from gieo.core.errors import Conflict, Invalid, NotAllowed, NotFound
from gieo.domain.transfers import services
from gieo.domain.transfers.models import InvitationLetter
from gieo.domain.transfers.queries.invitations import (
    answer_link,
    counts,
    invitees,
    open_answer,
)
from gieo.domain.transfers.services import AnswerInput
from gieo.domain.transfers.vocab import Attendance, GuestKind, InvitationState, LinkFault, Reply
from gieo.foundation.journal.models import Entry
from tests.factories import transfers as make
from tests.factories.accounts import actor
from tests.factories.invitations import SENT, WRITTEN, an_officer, sent

pytestmark = pytest.mark.django_db
COMES = AnswerInput(Reply.COMES, people=[("Lò Thị Mai", "Phó Giám đốc")], coming=2)


def token_of(letter: InvitationLetter) -> str:
    return answer_link(letter).rpartition("/")[2]


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_an_answer_by_link_feeds_the_list_of_the_day() -> None:
    conference = sent(make.planned_conference(make.issued_decision(results=2, units=2)))
    letter, other = conference.letters.order_by("pk")
    services.answer_by_link(token_of(letter), COMES, now=SENT)
    seat = fresh(letter.unit)
    assert (seat.invitation, seat.attendance, seat.coming) == (InvitationState.ANSWERED, Attendance.CONFIRMED, 2)
    assert (seat.representative_name, seat.representative_title) == ("Lò Thị Mai", "Phó Giám đốc")
    services.answer_by_link(token_of(letter), AnswerInput(Reply.DECLINES, reason="Trùng lịch họp", seen=1), now=SENT)
    seat = fresh(seat)
    assert (seat.reply, seat.coming, seat.people, seat.attendance) == (Reply.DECLINES, 0, [], Attendance.ABSENT)
    told = counts(invitees(conference))
    assert (told.asked, told.sent, told.answered, told.declined, told.coming, told.chairs) == (2, 2, 1, 1, 0, 1)
    entry = Entry.objects.filter(verb="take_answers").order_by("-id")[0]
    assert entry.actor_name.startswith("Người giữ giấy mời của")
    assert fresh(other).unit.invitation == InvitationState.SENT


def test_the_record_of_an_answer_given_in_english_is_vietnamese() -> None:
    conference = sent(make.planned_conference(make.issued_decision()))
    letter = conference.letters.get()
    with override("en"):
        services.answer_by_link(token_of(letter), COMES, now=SENT)
    entry = Entry.objects.filter(verb="take_answers").order_by("-id")[0]
    assert entry.actor_name.startswith("Người giữ giấy mời của")
    assert any("Sẽ dự" in str(new) for _old, new in entry.changes.values())
    assert fresh(letter.unit).answered_by_name == "người giữ liên kết trong giấy mời"


def test_a_guest_answers_too_and_is_counted_once() -> None:
    conference = make.planned_conference(make.issued_decision(units=1))
    guest = services.add_guest(
        conference,
        name="Toà soạn Báo",
        kind=GuestKind.PRESS,
        email="bao@example.vn",
        expected=2,
        actor=SYSTEM,
        now=WRITTEN,
    )
    sent(conference)
    letter = conference.letters.get(guest=guest)
    services.answer_by_link(
        token_of(letter), AnswerInput(Reply.SENDS_OTHER, people=[("Vì Văn Pâng", "Phóng viên")]), now=SENT
    )
    assert (fresh(guest).reply, fresh(guest).coming) == (Reply.SENDS_OTHER, 1)
    assert counts(invitees(conference)).chairs == 2


@pytest.mark.parametrize(
    "values, field",
    [
        (AnswerInput(Reply.DECLINES), "reason"),
        (AnswerInput(Reply.SENDS_OTHER), "people"),
        (AnswerInput(Reply.COMES, coming=51), "coming"),
    ],
)
def test_an_answer_that_says_too_little_is_refused(values, field) -> None:
    conference = sent(make.planned_conference(make.issued_decision(units=1)))
    with pytest.raises(Invalid) as refused:
        services.answer_by_link(token_of(conference.letters.get()), values, now=SENT)
    assert field in refused.value.errors
    assert conference.units.get().invitation == InvitationState.SENT


def test_links_forged_withdrawn_expired_and_too_late() -> None:
    conference = sent(make.planned_conference(make.issued_decision(results=2, units=2)))
    letter, other = conference.letters.order_by("pk")
    token, after = token_of(letter), make.moment(make.HELD_ON + timedelta(days=1))

    def fault(token, now=SENT):
        with pytest.raises(NotFound):
            services.answer_by_link(token, COMES, now=now)
        return open_answer(token, now=now).fault

    number, _dot, signature = token.partition(".")
    assert fault("x") is LinkFault.FORGED
    assert fault(f"{other.pk}-{number.partition('-')[2]}.{signature}") is LinkFault.FORGED
    assert fault(token, now=after) is LinkFault.EXPIRED
    services.uninvite_unit(other.unit, actor=SYSTEM, now=SENT)
    assert fault(token_of(other)) is LinkFault.WITHDRAWN
    services.open_conference(fresh(conference), actor=SYSTEM, now=make.moment(make.HELD_ON, 8))
    assert fault(token, now=make.moment(make.HELD_ON, 9)) is LinkFault.HELD
    assert conference.units.get().reply == ""


def test_the_office_types_in_what_was_told_by_telephone_and_a_unit_answers_for_itself_alone() -> None:
    conference = make.planned_conference(make.issued_decision(results=2, units=2))
    mine, other = conference.units.order_by("pk")
    services.answer_invitation(mine, COMES, actor=an_officer(), now=SENT)
    assert fresh(mine).answered_by_name == an_officer().name_on_record
    rep = actor(Role.UNIT_REP, unit_id=mine.unit_id)
    services.answer_invitation(fresh(mine), AnswerInput(Reply.COMES, coming=1, seen=1), actor=rep, now=SENT)
    with pytest.raises(NotAllowed):
        services.answer_invitation(other, COMES, actor=rep, now=SENT)
    assert fresh(other).reply == ""


def test_an_old_page_does_not_undo_a_newer_answer() -> None:
    conference = sent(make.planned_conference(make.issued_decision(units=1)))
    token = token_of(conference.letters.get())
    services.answer_by_link(token, COMES, now=SENT)
    with pytest.raises(Conflict):
        services.answer_by_link(token, AnswerInput(Reply.DECLINES, reason="Bận"), now=SENT)
    assert conference.units.get().reply == Reply.COMES


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_by_one_link_give_one(side_by_side) -> None:
    conference = sent(make.planned_conference(make.issued_decision(units=1)))
    token = token_of(conference.letters.get())
    outcomes = side_by_side(
        lambda: services.answer_by_link(token, COMES, now=SENT),
        lambda: services.answer_by_link(token, AnswerInput(Reply.DECLINES, reason="Bận"), now=SENT),
    )
    assert sum(isinstance(outcome, Conflict) for outcome in outcomes) == 1
    assert conference.units.get().answers == 1
    assert Entry.objects.filter(verb="take_answers").count() == 1
