"""A class from its draft to its end: announced, enrolled in, changed, called off, held; who takes part, what stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from gieo.core.actor import ANONYMOUS, SYSTEM, Role
from gieo.core.errors import Conflict, GieoError, Invalid, NotAllowed, NotFound, Refused, Stale, WrongState
from gieo.domain.results.services import set_access
from gieo.domain.results.vocab import Access
from gieo.domain.training import services
from gieo.domain.training.access import (
    access_course,
    access_material,
    access_public_course,
    open_enrolment,
    public_courses,
    visible_courses,
)
from gieo.domain.training.engine import seal_seat
from gieo.domain.training.models import Course, Enrolment, Material
from gieo.domain.training.permits import COURSE_PERMITS
from gieo.domain.training.queries.courses import coming, coming_on, seat_address, token_of, with_counts
from gieo.domain.training.queries.finding import KIND, text_of_course
from gieo.domain.training.vocab import CourseState, EnrolmentState, SeatFault
from gieo.foundation.audience.models import SpentCode
from gieo.foundation.files.models import StoredFile
from gieo.foundation.journal.models import Entry
from gieo.foundation.outbox.models import Letter
from gieo.foundation.search.models import Text
from gieo.foundation.search.rules import key_of
from tests.factories.accounts import actor, person_with
from tests.factories.audience import right_code
from tests.factories.results import make_result, pdf
from tests.factories.training import AFTER, FIRST, NOW, ON_THE_DAY, enrol, make_course
from tests.factories.units import make_unit
from tests.fixtures.database import SideBySide

pytestmark = pytest.mark.django_db
OFFICER, EDITOR = actor(Role.OFFICER), actor(Role.EDITOR)


def written() -> tuple[Any, ...]:
    kept = (Course, Enrolment, Material, Letter, Entry, SpentCode, Text)
    return tuple(list(table.objects.order_by("pk").values()) for table in kept)


def refused(deed: Callable[[], Any], error: type[GieoError]) -> GieoError:
    before = written()
    with pytest.raises(error) as caught:
        deed()
    assert written() == before
    return caught.value


def states(course: Course) -> list[str]:
    return list(course.enrolments.order_by("number").values_list("state", flat=True))


def kinds() -> list[str]:
    return list(Letter.objects.order_by("pk").values_list("kind", flat=True))


def test_a_class_is_drafted_changed_and_announced() -> None:
    result = make_result("transferable")
    refused(lambda: make_course(result, announced=False, actor=EDITOR), NotAllowed)
    refused(lambda: services.draft_course(results=[], title="x", actor=OFFICER, now=NOW), Invalid)
    course = make_course(result, announced=False, actor=OFFICER)
    assert (course.code, course.state) == ("LH-2023-001", CourseState.DRAFT)
    assert not public_courses().exists()
    wrong: list[dict[str, Any]] = [{"ends_on": date(2023, 11, 1)}, {"seats": 0}, {"title": " "}, {"seats": 5000}]
    for values in wrong:
        refused(
            lambda values=values: services.edit_course(course, results=[result], actor=OFFICER, now=NOW, **values),
            Invalid,
        )
    row = services.edit_course(course, results=[result], version=1, actor=OFFICER, now=NOW, seats=2)
    assert (row.seats, row.version) == (2, 2)
    refused(lambda: services.edit_course(course, results=[result], version=1, actor=OFFICER, now=NOW, seats=3), Stale)
    refused(lambda: services.hold_course(course, actor=OFFICER, now=AFTER), WrongState)
    refused(lambda: services.cancel_course(course, reason="Mưa.", actor=OFFICER, now=NOW), WrongState)
    refused(lambda: services.announce_course(course, actor=EDITOR, now=NOW), NotAllowed)
    refused(lambda: services.announce_course(course, actor=OFFICER, now=AFTER), Invalid)
    row = services.announce_course(course, actor=OFFICER, now=NOW)
    assert (row.state, row.announced_on) == (CourseState.ANNOUNCED, NOW.date())
    assert access_public_course(course.code) == course
    assert coming_on(result, FIRST) == [course]
    assert not coming(public_courses(), AFTER.date())
    refused(lambda: services.discard_course(course, actor=OFFICER, now=NOW), WrongState)


def test_a_draft_is_thrown_away_and_found_no_more() -> None:
    course = make_course(announced=False)
    assert Text.objects.filter(key=key_of(KIND, course.pk), gone=False).exists()
    refused(lambda: services.discard_course(course, actor=EDITOR, now=NOW), NotAllowed)
    services.discard_course(course, actor=OFFICER, now=NOW)
    assert not Course.objects.exists()
    assert not Text.objects.filter(key=key_of(KIND, course.pk), gone=False).exists()


def test_anybody_enrols_and_hears_by_letter_with_a_link_of_their_own() -> None:
    course = make_course()
    one = enrol(course)
    assert (one.number, one.state) == (1, EnrolmentState.ENROLLED)
    letter = Letter.objects.get()
    assert letter.to_email == "pao@example.vn"
    assert seat_address(one) in letter.body
    assert "20/11/2023 đến 21/11/2023, 8 giờ đến 16 giờ" in letter.body
    entry = Entry.objects.get(verb="enrol")
    assert entry.actor_name == "Người đăng ký lớp"
    assert not any(said in str(entry.changes) for said in ("Giàng", "pao@", "0215"))
    assert "/en/lop-tap-huan/dang-ky/" in seat_address(enrol(course, "Anna", phone="", email="a@b.vn", language="en"))


def test_who_left_a_telephone_alone_hears_by_short_message(settings) -> None:
    settings.SHORT_MESSAGES = "gieo.foundation.outbox.engine.FileGateway"
    one = enrol(make_course(), phone="0900 000 203", email="")
    letter = Letter.objects.get()
    assert (letter.channel, letter.to_phone) == ("short", "+84900000203")
    assert letter.body.endswith(f" {seat_address(one)}")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "  "}, "name"),
        ({"email": "", "phone": ""}, "phone"),
        ({"phone": "123"}, "phone"),
        ({"email": "không phải"}, "email"),
        ({"consents": False}, "consents"),
        ({"where": "x" * 500}, "where"),
    ],
)
def test_what_lacks_or_cannot_be_is_said_beside_the_field(values: dict[str, Any], field: str) -> None:
    course = make_course()
    error = refused(lambda: enrol(course, **values), Invalid)
    assert isinstance(error, Invalid)
    assert field in error.errors


def test_nobody_enrols_twice_nor_with_a_used_code_nor_when_it_is_too_late() -> None:
    course, given = make_course(), right_code(NOW)
    enrol(course, given=given)
    refused(lambda: enrol(course, "Lò Thị Ánh", given=given), Invalid)
    refused(lambda: enrol(course, "giàng a páo"), Invalid)
    enrol(course, "Giàng A Páo", phone="0215 999 9999", email="")  # somebody of the same name
    refused(lambda: enrol(course, "Lò Thị Ánh", now=AFTER), Refused)
    draft = make_course(announced=False)
    refused(lambda: enrol(draft), NotFound)


def test_the_queue_moves_up_when_a_seat_becomes_free() -> None:
    course = make_course(seats=1)
    first, second, third = (enrol(course, name) for name in ("Một A", "Hai B", "Ba C"))
    assert states(course) == ["enrolled", "waiting", "waiting"]
    assert kinds() == ["course_enrolled", "course_waiting", "course_waiting"]
    gone = services.withdraw_by_link(token_of(first), now=NOW)
    assert (gone.state, gone.name, gone.email, gone.folded.strip()) == (EnrolmentState.WITHDRAWN, "", "", "")
    assert states(course) == ["withdrawn", "enrolled", "waiting"]
    assert Letter.objects.get(kind="course_promoted").to_name == "Hai B"
    assert Entry.objects.get(verb="promote").changes == {"number": [None, second.number]}
    refused(lambda: services.withdraw_by_link(token_of(first), now=NOW), NotFound)
    services.withdraw_participant(course, third.number, actor=OFFICER, now=NOW)  # who waits may leave the queue too
    refused(lambda: services.withdraw_participant(course, third.number, actor=OFFICER, now=NOW), Refused)
    refused(lambda: services.withdraw_participant(course, second.number, actor=EDITOR, now=NOW), NotAllowed)
    assert states(course) == ["withdrawn", "enrolled", "withdrawn"]
    counted = with_counts(Course.objects.all()).get()
    assert (counted.taken, counted.queue, counted.came) == (1, 0, 0)


def test_seats_added_go_to_who_waits_and_another_day_is_told_to_all() -> None:
    course, results = make_course(seats=1), list(Course.objects.none())
    for name in ("Một A", "Hai B", "Ba C"):
        enrol(course, name)
    results = list(course.results.all())
    services.edit_course(course, results=results, actor=OFFICER, now=NOW, seats=2)
    assert states(course) == ["enrolled", "enrolled", "waiting"]
    refused(lambda: services.edit_course(course, results=results, actor=OFFICER, now=NOW, seats=1), Invalid)
    services.edit_course(course, results=results, actor=OFFICER, now=NOW, starts_on=date(2023, 11, 21))
    assert kinds().count("course_changed") == 3
    hidden = make_result("draft")
    refused(lambda: services.edit_course(course, results=[hidden], actor=OFFICER, now=NOW), Refused)


def test_a_class_called_off_tells_everybody_and_says_why() -> None:
    course = make_course(seats=1)
    enrol(course)
    enrol(course, "Hai B", email="")
    enrol(course, "Ba C")
    refused(lambda: services.cancel_course(course, reason=" ", actor=OFFICER, now=NOW), Invalid)
    refused(lambda: services.cancel_course(course, reason="Mưa lũ.", actor=EDITOR, now=NOW), NotAllowed)
    row = services.cancel_course(course, reason="Mưa lũ, đường tắc.", actor=OFFICER, now=NOW)
    assert (row.state, row.ended_words, row.ended_on) == (CourseState.CANCELLED, "Mưa lũ, đường tắc.", NOW.date())
    letters = Letter.objects.filter(kind="course_cancelled").order_by("pk")
    assert [letter.to_name for letter in letters] == ["Giàng A Páo", "Ba C"]
    assert "Mưa lũ, đường tắc." in letters[0].body
    refused(lambda: enrol(course, "Bốn D"), WrongState)
    with pytest.raises(IntegrityError), transaction.atomic():
        Course.objects.filter(pk=course.pk).update(ended_words="")


def test_attendance_is_ticked_from_the_first_day_and_the_class_is_held() -> None:
    course = make_course(seats=2)
    for name in ("Một A", "Hai B", "Ba C"):
        enrol(course, name)
    refused(lambda: services.set_attendance(course, {1}, actor=EDITOR, now=NOW), Refused)
    refused(lambda: services.set_attendance(course, {1}, actor=actor(Role.UNIT_REP), now=ON_THE_DAY), NotAllowed)
    refused(lambda: services.set_attendance(course, {3}, actor=EDITOR, now=ON_THE_DAY), Conflict)
    refused(lambda: services.hold_course(course, actor=OFFICER, now=AFTER), Refused)
    assert services.set_attendance(course, {1}, actor=EDITOR, now=ON_THE_DAY) == 1
    entries = Entry.objects.count()
    assert services.set_attendance(course, {1}, actor=EDITOR, now=ON_THE_DAY) == 1
    assert Entry.objects.count() == entries
    assert list(course.enrolments.order_by("number").values_list("attended", flat=True)) == [True, False, None]
    refused(lambda: services.hold_course(course, actor=OFFICER, now=ON_THE_DAY), Refused)
    refused(lambda: services.cancel_course(course, reason="Mưa.", actor=OFFICER, now=ON_THE_DAY), Refused)
    row = services.hold_course(course, actor=OFFICER, now=AFTER)
    assert (row.state, row.ended_on) == (CourseState.HELD, AFTER.date())
    assert services.set_attendance(course, {1, 2}, actor=EDITOR, now=AFTER) == 2
    refused(lambda: enrol(course, "Bốn D", now=ON_THE_DAY), WrongState)
    one = services.withdraw_by_link(token_of(course.enrolments.get(number=1)), now=AFTER)
    assert (one.state, one.attended, one.name) == (EnrolmentState.ENROLLED, True, "")  # that somebody came still counts


def test_an_officer_writes_down_who_calls_and_a_unit_enrols_its_own() -> None:
    course, unit = make_course(), make_unit("UBND xã Na Sang")
    who = {"name": "Lò Văn Inh", "phone": "0215 333 4444", "consents": True}
    refused(lambda: services.enrol_caller(course, actor=EDITOR, now=NOW, **who), NotAllowed)
    called = services.enrol_caller(course, unit=unit, actor=OFFICER, now=ON_THE_DAY, **who)
    assert (called.unit, called.state) == (unit, EnrolmentState.ENROLLED)
    assert not Letter.objects.exists()
    rep, stranger = (actor(Role.UNIT_REP, unit_id=pk) for pk in (unit.pk, unit.pk + 1))
    assert enrol(course, "Đại diện", unit=unit, actor=rep).unit == unit
    refused(lambda: enrol(course, "Người lạ", unit=unit, actor=stranger), NotAllowed)
    refused(lambda: enrol(course, "Người lạ", unit=unit, actor=ANONYMOUS), NotAllowed)
    assert not visible_courses(rep)
    leader = actor(Role.PROVINCE_LEADER)
    make_course(announced=False)
    assert (visible_courses(OFFICER).count(), visible_courses(leader).count()) == (2, 1)
    assert all(COURSE_PERMITS[verb](rep).ok is False for verb in COURSE_PERMITS)


def test_files_come_through_the_gate_and_are_for_who_they_are_for() -> None:
    course = make_course()
    refused(lambda: services.add_material(course, b"MZ\x90", name="a.pdf", actor=OFFICER, now=NOW), Invalid)
    refused(lambda: services.add_material(course, pdf(), name="a.pdf", actor=EDITOR, now=NOW), NotAllowed)
    for_all = services.add_material(course, pdf("a"), name="to-roi.pdf", is_public=True, actor=OFFICER, now=NOW)
    own = services.add_material(course, pdf("b"), name="bai-giang.pdf", actor=OFFICER, now=NOW)
    before = written()
    with pytest.raises(Refused):
        services.add_material(course, pdf("a"), name="to-roi-2.pdf", actor=OFFICER, now=NOW)
    assert written() == before
    assert access_material(course, for_all.pk, public=True) == for_all
    with pytest.raises(NotFound):
        access_material(course, own.pk, public=True)
    refused(lambda: services.remove_material(own, actor=EDITOR, now=NOW), NotAllowed)
    services.remove_material(own, actor=OFFICER, now=NOW)
    refused(lambda: services.remove_material(own, actor=OFFICER, now=NOW), NotFound)
    assert not StoredFile.objects.filter(name="bai-giang.pdf").exists()


def test_a_link_opens_its_own_enrolment_alone() -> None:
    one = enrol(make_course())
    assert open_enrolment(token_of(one)).enrolment == one
    for wrong in (f"{token_of(one)}x", "1", str(one.pk), seal_seat(one.pk + 99), ""):
        assert open_enrolment(wrong).fault is SeatFault.FORGED
        refused(lambda wrong=wrong: services.withdraw_by_link(wrong, now=NOW), NotFound)


def test_a_class_on_a_restricted_result_is_nowhere_but_with_its_readers() -> None:
    keeper = actor(Role.OFFICER, person_id=person_with(Role.OFFICER, make_unit("Sở")).pk)
    hidden = make_result("transferable", restricted=True, actor=keeper, title="Giống kín")
    refused(lambda: make_course(hidden, announced=False, actor=OFFICER), Invalid)
    draft = make_course(hidden, announced=False, actor=keeper)
    assert text_of_course(draft) is None
    refused(lambda: services.announce_course(draft, actor=keeper, now=NOW), Refused)
    assert not visible_courses(OFFICER)
    assert access_course(draft.code, keeper) == draft
    assert hidden.code not in str(Entry.objects.get(verb="draft", record_code=draft.code).changes)
    open_one = make_course()
    one = enrol(open_one)
    set_access(open_one.results.get(), access=Access.RESTRICTED, note="Kín", actor=keeper, now=NOW)
    assert services.hide_restricted() == 1
    assert not public_courses()
    refused(lambda: enrol(open_one, "Lò Thị Ánh"), NotFound)
    assert open_enrolment(token_of(one)).fault is SeatFault.HELD_BACK
    assert services.remind_participants(now=ON_THE_DAY - timedelta(days=1)) == 0
    with pytest.raises(NotFound):
        access_course(open_one.code, OFFICER)


def test_who_has_a_seat_is_reminded_once_the_day_before() -> None:
    course = make_course(seats=2)
    for name, email in (("Một A", "a@b.vn"), ("Hai B", ""), ("Ba C", "c@b.vn")):
        enrol(course, name, email=email)
    assert services.remind_participants(now=ON_THE_DAY - timedelta(days=2)) == 0
    assert services.remind_participants(now=ON_THE_DAY - timedelta(days=1)) == 1
    assert services.remind_participants(now=ON_THE_DAY) == 0
    assert Letter.objects.get(kind="course_reminder").to_email == "a@b.vn"


def test_what_is_kept_of_people_ends_and_what_counts_stays() -> None:
    course = make_course()
    one = enrol(course)
    services.set_attendance(course, {1}, actor=OFFICER, now=ON_THE_DAY)
    services.hold_course(course, actor=OFFICER, now=AFTER)
    assert services.forget_participants(now=AFTER + timedelta(days=700)) == 0
    assert services.forget_participants(now=AFTER + timedelta(days=735)) == 1
    assert services.forget_participants(now=AFTER + timedelta(days=735)) == 0
    one.refresh_from_db()
    assert (one.name, one.email, one.phone, one.where, one.attended) == ("", "", "", "", True)
    assert open_enrolment(token_of(one)).fault is SeatFault.GONE
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.filter(pk=one.pk).update(phone="0215")


@pytest.mark.django_db(transaction=True)
def test_the_last_seat_is_given_once(side_by_side: SideBySide) -> None:
    course = make_course(seats=1)
    two = [lambda name=name: enrol(course, name) for name in ("Một A", "Hai B")]
    outcomes = side_by_side(*two)
    assert sorted(one.state for one in outcomes) == [EnrolmentState.ENROLLED, EnrolmentState.WAITING]
    assert sorted(one.number for one in outcomes) == [1, 2]
    assert SYSTEM.is_system
