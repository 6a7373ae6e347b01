"""Letters of invitation: written for many, printed by a job, sent or handed over, answered, written anew."""

import io
from datetime import date, time, timedelta

import pytest
from django.core import mail
from docx import Document
from pikepdf import Pdf

from gieo.core.actor import SYSTEM, Role
from gieo.core.errors import GieoError, Invalid, Missing, NotAllowed, Refused, WrongState
from gieo.domain.transfers import services
from gieo.domain.transfers.jobs import print_invitations
from gieo.domain.transfers.models import InvitationLetter
from gieo.domain.transfers.queries.invitations import (
    answer_link,
    counts,
    invitee_rows,
    invitees,
    letter_paper,
    open_answer,
    texts_in_use,
)
from gieo.domain.transfers.services import AnswerInput, LetterInput
from gieo.domain.transfers.services.chasing import CHASE_DUTY
from gieo.domain.transfers.vocab import Attendance, GuestKind, InvitationState, LinkFault, Reply
from gieo.foundation.duties.models import Duty
from gieo.foundation.files.queries import read_file
from gieo.foundation.journal.models import Entry
from gieo.foundation.outbox.models import Letter
from gieo.foundation.outbox.services import deliver_due
from gieo.foundation.papers.rules import plain_text
from gieo.foundation.units.models import Contact
from tests.factories import transfers as make
from tests.factories.accounts import actor
from tests.factories.invitations import SENT, WRITTEN, an_officer, printed, sent, with_addresses, written

pytestmark = pytest.mark.django_db
COMES = AnswerInput(Reply.COMES, people=[("Lò Thị Mai", "Phó Giám đốc")], coming=2)


def token_of(letter: InvitationLetter) -> str:
    return answer_link(letter).rpartition("/")[2]


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_a_letter_is_a_giay_moi_with_the_programme_enclosed() -> None:
    conference = with_addresses(make.planned_conference(make.issued_decision(units=1)))
    services.add_agenda_item(
        conference, title="Khai mạc", at=time(8), minutes=15, speaker="Giám đốc", actor=SYSTEM, now=WRITTEN
    )
    letter = written(conference, number="12/GM-SKHCN")[0]
    text = plain_text(letter_paper(letter))
    for said in (
        "SỞ KHOA HỌC VÀ CÔNG NGHỆ",
        "Số: 12/GM-SKHCN",
        "GIẤY MỜI",
        "Dự hội nghị bàn giao kết quả",
        f"trân trọng kính mời: {conference.units.get().unit.name}.",
        "Thời gian: từ 08 giờ 00 phút, ngày 07 tháng 11 năm 2023.",
        "Địa điểm: Hội trường Sở.",
        "trước ngày 02/11/2023",
        "Nơi nhận:",
        "Kèm theo Giấy mời số 12/GM-SKHCN",
        "08:00 – 08:15",
    ):
        assert said in text
    assert "Thay đổi" not in text


def test_one_click_writes_to_all_and_the_job_prints_pdf_a_and_word_once() -> None:
    conference = with_addresses(make.planned_conference(make.issued_decision(results=3, units=3)))
    services.add_guest(
        conference, name="Lò Văn Tiến", title="Phó Chủ tịch", kind=GuestKind.GUEST, actor=SYSTEM, now=WRITTEN
    )
    letters = written(conference)
    assert len(letters) == 4
    assert print_invitations.func(conference.pk) == 4
    assert print_invitations.func(conference.pk) == 0
    assert services.print_letters(now=WRITTEN) == 0
    letter = InvitationLetter.objects.select_related("pdf", "docx").order_by("pk")[0]
    with Pdf.open(io.BytesIO(read_file(letter.pdf))) as printed_pdf:
        with printed_pdf.open_metadata() as told:
            assert told["pdfaid:part"] == "2"
        assert "/StructTreeRoot" in printed_pdf.Root
        assert "/OutputIntents" in printed_pdf.Root
    words = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(read_file(letter.docx))).paragraphs)
    assert "trân trọng kính mời" in words


def test_sending_posts_a_mail_with_the_paper_and_names_who_has_no_address() -> None:
    conference = with_addresses(make.planned_conference(make.issued_decision(results=3, units=3)), but=1)
    printed(written(conference))
    sending = services.send_letters(conference, actor=an_officer(), now=SENT)
    assert (len(sending.posted), len(sending.by_hand)) == (2, 1)
    assert {seat.invitation for seat in conference.units.all()} == {InvitationState.SENT, InvitationState.NOT_SENT}
    posted = Letter.objects.filter(kind="conference")
    assert posted.count() == 2
    assert [row.file.name[-4:] for row in posted[0].attachments.all()] == [".pdf"]
    assert "/tra-loi/" in posted[0].body
    services.deliver_letter(sending.by_hand[0], actor=an_officer(), now=SENT)
    assert fresh(sending.by_hand[0].unit).invitation == InvitationState.SENT
    with pytest.raises(Refused):
        services.deliver_letter(sending.by_hand[0], actor=an_officer(), now=SENT)


def test_who_gets_the_paper_by_hand_answers_from_the_telephone(settings) -> None:
    settings.SHORT_MESSAGES = "gieo.foundation.outbox.engine.FileGateway"
    conference = make.planned_conference(make.issued_decision(units=1))
    Contact.objects.create(unit=conference.units.get().unit, name="Lò Thị Lan", phone="0900 000 401")
    (letter,) = written(conference)
    printed([letter])
    services.deliver_letter(letter, actor=an_officer(), now=SENT)
    short = Letter.objects.get(kind="conference")
    assert (short.channel, short.to_phone) == ("short", "+84900000401")
    assert short.body.endswith(f" {answer_link(letter)}")


def test_the_postman_carries_the_paper(settings) -> None:
    settings.CARRIES_MAIL = True
    sent(make.planned_conference(make.issued_decision(units=1)))
    assert deliver_due(now=SENT) == 1
    name, content, kind = mail.outbox[0].attachments[0]
    assert (name[-4:], kind, content[:5]) == (".pdf", "application/pdf", b"%PDF-")


def test_nothing_is_sent_that_is_not_printed_or_not_written() -> None:
    conference = with_addresses(make.planned_conference(make.issued_decision(units=1)))
    with pytest.raises(Missing):
        services.send_letters(conference, actor=an_officer(), now=SENT)
    letter = written(conference)[0]
    for deed in (
        lambda: services.send_letters(conference, actor=an_officer(), now=SENT),
        lambda: services.deliver_letter(letter, actor=an_officer(), now=SENT),
    ):
        with pytest.raises(Refused):
            deed()
    assert not Letter.objects.filter(kind="conference").exists()
    assert conference.units.get().invitation == InvitationState.NOT_SENT


def test_a_letter_that_cannot_be_printed_is_noted_and_holds_up_no_other() -> None:
    conference = with_addresses(make.planned_conference(make.issued_decision(results=2, units=2)))
    broken, whole = written(conference)
    InvitationLetter.objects.filter(pk=broken.pk).update(
        content=broken.content | {"to": "chữ \U0001f33e không có trong phông"}
    )
    assert services.print_letters(now=WRITTEN) == 1
    assert fresh(broken).print_failure
    assert fresh(whole).is_printed


def test_who_is_not_asked_is_passed_over_and_the_deed_is_journalled() -> None:
    conference = with_addresses(make.planned_conference(make.issued_decision(units=1)))
    asked = [conference.units.get().key, "u0", "g77", "x"]
    letters = services.write_letters(
        conference, asked, LetterInput(dated=WRITTEN.date()), actor=an_officer(), now=WRITTEN
    )
    assert len(letters) == 1
    assert Entry.objects.filter(verb="write_letters").count() == 1


def test_writing_again_before_sending_replaces_the_letter() -> None:
    conference = with_addresses(make.planned_conference(make.issued_decision(units=1)))
    written(conference, number="1/GM")
    written(conference, number="2/GM")
    assert [letter.content["number"] for letter in InvitationLetter.objects.all()] == ["2/GM"]


def test_words_of_the_office_are_kept_for_the_next_letter() -> None:
    conference = with_addresses(make.planned_conference(make.issued_decision(units=1)))
    letter = written(conference, texts={"closing": "Trân trọng./."})[0]
    assert "Trân trọng./." in plain_text(letter_paper(letter))
    assert {row.key: row.text for row in texts_in_use()}["closing"] == "Trân trọng./."


@pytest.mark.parametrize(
    "values, field",
    [
        ({"texts": {"answer": "Gọi {số máy}"}}, "answer"),
        ({"answer_by": make.HELD_ON + timedelta(days=1)}, "answer_by"),
        ({"keys": []}, "keys"),
    ],
)
def test_a_letter_that_cannot_be_right_is_refused(values, field) -> None:
    conference = with_addresses(make.planned_conference(make.issued_decision(units=1)))
    with pytest.raises(Invalid) as refused:
        written(conference, **values)
    assert field in refused.value.errors
    assert not InvitationLetter.objects.exists()


def test_a_second_letter_says_what_changed_and_may_ask_again() -> None:
    conference = sent(make.planned_conference(make.issued_decision(units=1)))
    first = conference.letters.get()
    services.answer_by_link(token_of(first), COMES, now=SENT)
    with pytest.raises(Invalid):
        written(fresh(conference))
    services.edit_conference(
        fresh(conference),
        version=fresh(conference).version,
        values={"place": "Trung tâm Văn hoá"},
        actor=an_officer(),
        now=SENT,
    )
    second = printed(written(fresh(conference), number="20/GM-SKHCN"))[0]
    text = plain_text(letter_paper(second))
    assert "Địa điểm: Trung tâm Văn hoá (trước là Hội trường Sở)." in text
    assert "Giấy mời này thay giấy mời" in text
    services.send_letters(fresh(conference), ask_again=True, actor=an_officer(), now=SENT)
    seat = conference.units.get()
    assert (seat.invitation, seat.reply, seat.coming, seat.attendance) == (
        InvitationState.SENT,
        "",
        0,
        Attendance.INVITED,
    )
    assert open_answer(token_of(first), now=SENT).fault is LinkFault.REPLACED
    assert Letter.objects.filter(kind="conference", subject__startswith="Giấy mời thay đổi").count() == 1


def test_a_second_letter_keeps_the_answer_when_nobody_is_asked_again() -> None:
    conference = sent(make.planned_conference(make.issued_decision(units=1)))
    services.answer_by_link(token_of(conference.letters.get()), COMES, now=SENT)
    printed(written(fresh(conference), changed="Thêm một báo cáo."))
    services.send_letters(fresh(conference), actor=an_officer(), now=SENT)
    assert conference.units.get().reply == Reply.COMES


@pytest.mark.django_db(transaction=True)
def test_two_officers_sending_at_once_post_each_letter_once(side_by_side) -> None:
    conference = with_addresses(make.planned_conference(make.issued_decision(results=3, units=3)))
    printed(written(conference))
    who = an_officer()
    outcomes = side_by_side(*[lambda: services.send_letters(conference, actor=who, now=SENT)] * 2)
    assert sum(isinstance(outcome, GieoError) for outcome in outcomes) == 1
    assert Letter.objects.filter(kind="conference").count() == 3


# ---- permits, states, the office's duty


def test_letters_and_answers_are_the_offices_and_only_before_the_day() -> None:
    conference = with_addresses(make.planned_conference(make.issued_decision(units=1)))
    seat, letter = conference.units.get(), printed(written(conference))[0]
    stranger = actor(Role.EDITOR)
    for deed in (
        lambda who: written(conference, who=who),
        lambda who: services.send_letters(conference, actor=who, now=SENT),
        lambda who: services.deliver_letter(letter, actor=who, now=SENT),
        lambda who: services.answer_invitation(seat, COMES, actor=who, now=SENT),
    ):
        with pytest.raises(NotAllowed):
            deed(stranger)
    services.open_conference(fresh(conference), actor=SYSTEM, now=make.moment(make.HELD_ON, 8))
    for deed in (
        lambda: written(conference),
        lambda: services.send_letters(conference, actor=an_officer(), now=SENT),
        lambda: services.answer_invitation(seat, COMES, actor=an_officer(), now=SENT),
    ):
        with pytest.raises(WrongState) as refused:
            deed()
        assert refused.value.message.endswith(".")
    assert not Letter.objects.filter(kind="conference").exists()


def test_the_office_owes_to_ask_until_all_have_answered() -> None:
    conference = sent(make.planned_conference(make.issued_decision(units=1)))
    duty = Duty.objects.get(kind=CHASE_DUTY)
    assert (duty.due, duty.state) == (date(2023, 11, 3), "open")
    current = fresh(conference)
    services.edit_conference(
        current, version=current.version, values={"held_on": date(2023, 11, 14)}, actor=SYSTEM, now=SENT
    )
    assert Duty.objects.get(kind=CHASE_DUTY, state="open").due == date(2023, 11, 10)
    services.answer_invitation(conference.units.get(), COMES, actor=an_officer(), now=SENT)
    assert not Duty.objects.filter(kind=CHASE_DUTY, state="open").exists()


def test_an_uninvited_unit_owes_nothing_and_a_unit_is_asked_for_as_many_as_written() -> None:
    conference = sent(make.planned_conference(make.issued_decision(units=1)))
    seat = conference.units.get()
    services.edit_invited(seat, representative_name="A", representative_title="", expected=3, actor=SYSTEM, now=SENT)
    assert counts(invitees(conference)).chairs == 3
    with pytest.raises(Invalid):
        services.edit_invited(
            seat, representative_name="A", representative_title="", expected=0, actor=SYSTEM, now=SENT
        )
    services.uninvite_unit(seat, actor=SYSTEM, now=SENT)
    assert not Duty.objects.filter(kind=CHASE_DUTY, state="open").exists()
    assert not InvitationLetter.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_invitees_asks_the_same_number_of_queries(number, django_assert_num_queries) -> None:
    conference = sent(make.planned_conference(make.issued_decision(results=number, units=number)))
    with django_assert_num_queries(5):
        rows = invitee_rows(conference, make.HELD_ON)
    assert len(rows) == number
    assert all(row.sent and row.mail for row in rows)


def test_protocol_puts_guests_of_honour_first_and_press_last() -> None:
    conference = make.planned_conference(make.issued_decision(units=1))
    for kind in (GuestKind.PRESS, GuestKind.SPEAKER, GuestKind.GUEST):
        services.add_guest(conference, name=kind, kind=kind, actor=SYSTEM, now=WRITTEN)
    order = [getattr(row, "kind", "unit") for row in invitees(conference)]
    assert order == ["guest", "unit", "speaker", "press"]
