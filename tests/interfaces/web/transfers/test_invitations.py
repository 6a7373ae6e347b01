"""Pages of invitations, answers and seats."""

import io
import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from docx import Document

from gieo.core import clock
from gieo.core.actor import SYSTEM, Role
from gieo.domain.transfers import services
from gieo.domain.transfers.models import Conference, ConferenceUnit, InvitationLetter
from gieo.domain.transfers.queries.invitations import answer_link
from gieo.domain.transfers.vocab import Attendance, GuestKind, InvitationState, Reply
from gieo.foundation.outbox.models import Letter
from tests.factories import transfers as make
from tests.factories.invitations import SENT, WRITTEN, printed, sent, with_addresses, written

pytestmark = pytest.mark.django_db

AT = "/desk/transfers/conferences/"


@pytest.fixture(autouse=True)
def _in_october():
    clock.shift(SENT - datetime.now(UTC))


def planned(units=1, **values):
    return with_addresses(make.planned_conference(make.issued_decision(results=units, units=units)), **values)


def path_of(letter):
    return f"/tra-loi/{answer_link(letter).rpartition('/')[2]}"


def only_seat(conference):
    return ConferenceUnit.objects.get(conference=conference)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_invitations_asks_the_same_number_of_queries(officer, number, django_assert_num_queries):
    conference = sent(planned(number))
    with django_assert_num_queries(8):
        page = officer.get(f"{AT}{conference.code}/invitations").content.decode()
    assert page.count("@example.vn") >= number


def test_what_cannot_be_changed_any_more_is_not_offered(officer):
    conference = make.closed_conference(make.issued_decision())
    page = officer.get(f"{AT}{conference.code}/invitations").content.decode()
    assert "Thêm, bớt khách mời" in page  # who came unasked is still written down
    for offered in ("Thêm, bớt đơn vị", f"/units/{only_seat(conference).pk}/edit"):
        assert offered not in page


def test_letters_are_written_looked_at_and_sent(officer):
    conference = planned(3, but=1)
    where = f"{AT}{conference.code}/"
    form = officer.get(f"{where}write-letters")
    assert form.content.decode().count("checked") == 3
    initial = form.context["form"].initial
    sending = {
        "keys": initial["keys"], "number": "12/GM-SKHCN", "dated": "23/10/2023", "answer_by": "02/11/2023",
        "signer_title": "Giám đốc", "signer_name": "Vũ Văn Minh", "purpose": "Mời dự.", "answer": "Gọi {điện thoại}.",
        "closing": "Trân trọng./.",
    }  # fmt: skip
    wrong = officer.post(f"{where}write-letters", sending | {"closing": "{gì đó}"})
    assert wrong.status_code == 422
    assert "Không có chỗ điền nào tên là {gì đó}" in wrong.content.decode()
    assert officer.post(f"{where}write-letters", sending).status_code == 303
    printed(InvitationLetter.objects.all())
    letter = InvitationLetter.objects.order_by("pk")[0]
    assert officer.get(f"{where}letters/{letter.pk}/pdf").content[:5] == b"%PDF-"
    word = Document(io.BytesIO(officer.get(f"{where}letters/{letter.pk}/word").content))
    assert any("Trân trọng./." in paragraph.text for paragraph in word.paragraphs)
    assert officer.post(f"{where}send-letters").status_code == 303
    answer = officer.get(f"{where}invitations").content.decode()
    assert "Đã đặt 2 giấy mời vào hộp thư đi." in answer
    assert "In giấy mời, trao tay" in answer
    waiting = InvitationLetter.objects.get(sent_at__isnull=True)
    assert officer.post(f"{where}letters/{waiting.pk}/deliver").status_code == 303
    assert not ConferenceUnit.objects.exclude(invitation=InvitationState.SENT).exists()
    assert Letter.objects.filter(kind="conference").count() == 2
    assert "Chưa có giấy mời" not in officer.get(f"{where}invitations", {"show": "waiting"}).content.decode()


def test_an_invitee_answers_without_account_and_may_change_it(officer):
    conference = sent(planned())
    path, visitor = path_of(InvitationLetter.objects.get()), Client()
    page = visitor.get(path)
    assert page.status_code == 200
    assert page["Cache-Control"] == "no-store"
    assert conference.title in page.content.decode()
    empty = visitor.post(path, {"reply": "declines", "seen": "0"})
    assert empty.status_code == 422
    assert "Ghi vì sao không dự được" in empty.content.decode()
    done = visitor.post(
        path,
        {"reply": "comes", "people": "Lò Thị Mai, Phó Giám đốc\nGiàng A Páo", "coming": "", "reason": "", "seen": "0"},
    )
    assert (done.status_code, done["Location"]) == (303, path)
    seat = only_seat(conference)
    assert (seat.reply, seat.coming, seat.attendance) == (Reply.COMES, 2, Attendance.CONFIRMED)
    assert "Lò Thị Mai, Phó Giám đốc" in visitor.get(path).content.decode()
    old = visitor.post(path, {"reply": "declines", "reason": "Bận", "seen": "0"})
    assert old.status_code == 422
    assert "Vừa có một câu trả lời khác" in old.content.decode()
    assert visitor.post(path, {"reply": "declines", "reason": "Bận", "seen": "1"}).status_code == 303
    assert only_seat(conference).reply == Reply.DECLINES
    assert "Bận" in officer.get(f"{AT}{conference.code}/invitations").content.decode()


def test_the_link_speaks_english_and_a_broken_one_leads_on():
    sent(planned())
    path = path_of(InvitationLetter.objects.get())
    english = Client().get(f"/en{path}").content.decode()
    assert "Reply to the invitation" in english
    assert "Send the reply" in english
    for broken in (path[:-3], "/tra-loi/x"):
        answer = Client().get(broken)
        assert answer.status_code == 404
        assert "Mở lại từ thư hoặc mã QR" in answer.content.decode()
    assert Client().post("/tra-loi/x", {"reply": "comes", "seen": "0"}).status_code == 404


def test_a_link_that_was_replaced_names_the_newer_letter(officer):
    conference = sent(planned())
    path = path_of(InvitationLetter.objects.get())
    printed(written(conference, changed="Đổi giờ."))
    officer.post(f"{AT}{conference.code}/send-letters")
    answer = Client().get(path)
    assert answer.status_code == 410
    assert "Sở đã gửi giấy mời mới hơn" in answer.content.decode()
    assert Client().post(path, {"reply": "comes", "seen": "0"}).status_code == 410
    assert only_seat(conference).reply == ""


def test_links_cannot_be_tried_out(settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"links": "2/m/ip"}
    assert [Client().get("/tra-loi/x").status_code for _ in range(3)] == [404, 404, 429]


def test_the_office_types_in_an_answer_and_a_unit_answers_for_itself(officer, browse):
    conference = planned(2)
    mine, other = conference.units.select_related("unit").order_by("pk")
    where = f"{AT}{conference.code}/invitees/"
    assert officer.post(f"{where}{mine.key}/answer", {"reply": "comes", "coming": "3", "seen": "0"}).status_code == 303
    rep = browse(Role.UNIT_REP, mine.unit)
    assert "Trả lời giấy mời" in rep.get(f"{AT}{conference.code}/").content.decode()
    assert rep.post(f"{where}{mine.key}/answer", {"reply": "declines", "reason": "Bận", "seen": "1"}).status_code == 303
    assert rep.get(f"{where}{other.key}/answer").status_code == 403
    assert rep.get(f"{AT}{conference.code}/invitations").status_code == 403
    assert rep.get(f"{AT}{conference.code}/seats").status_code == 403
    assert other.unit.name not in rep.get(f"{AT}{conference.code}/").content.decode()
    assert ConferenceUnit.objects.get(pk=mine.pk).reason == "Bận"
    assert officer.get(f"{where}u999999/answer").status_code == 404
    assert officer.get(f"{where}x/answer").status_code == 404


def test_whom_a_unit_sends_and_how_many_is_changed(officer):
    conference = planned()
    seat = only_seat(conference)
    where = f"{AT}{conference.code}/units/{seat.pk}/edit"
    assert officer.get(where).status_code == 200
    sent_form = {"representative_name": "Lò Văn Ơn", "representative_title": "Giám đốc", "expected": "2"}
    assert officer.post(where, sent_form).status_code == 303
    assert (only_seat(conference).expected, only_seat(conference).representative_name) == (2, "Lò Văn Ơn")


def test_the_room_is_laid_filled_changed_and_printed(officer):
    conference = planned(2)
    services.add_guest(conference, name="Toà soạn Báo", kind=GuestKind.PRESS, actor=SYSTEM, now=WRITTEN)
    where = f"{AT}{conference.code}/seats"
    assert "Phòng chưa bày ghế" in officer.get(where).content.decode()
    assert officer.post(f"{where}/lay", {"plan": "A"}).status_code == 422
    assert officer.post(f"{where}/lay", {"plan": "A: 4"}).status_code == 303
    assert officer.post(f"{where}/fill").status_code == 303
    page = officer.get(where).content.decode()
    assert re.findall(r'name="chairs-\w+" value="(\w*)"', page) == ["A1", "A2", "A3"]
    first, second, _press = [row.asked for row in officer.get(where).context["room"].seated]
    taken = officer.post(where, {f"chairs-{first.key}": "A2", f"was-{first.key}": "A1"})
    assert taken.status_code == 422
    assert "Ghế A2 đã xếp cho" in taken.content.decode()
    assert 'value="A2"' in taken.content.decode()
    swapped = {
        f"chairs-{first.key}": "A2",
        f"was-{first.key}": "A1",
        f"chairs-{second.key}": "a1",
        f"was-{second.key}": "A2",
    }
    assert officer.post(where, swapped).status_code == 303
    assert officer.get(f"{where}/list/pdf").content[:5] == b"%PDF-"
    assert officer.get(f"{where}/list/word").status_code == 200
    assert officer.get(f"{where}/list/exe").status_code == 404
    assert "Toà soạn Báo" in officer.get(f"{where}/cards").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_seats_ask_the_same_number_of_queries(officer, number, django_assert_num_queries):
    conference = planned(number)
    services.lay_room(conference, "A: 9", actor=SYSTEM, now=SENT)
    services.seat_in_order(conference, actor=SYSTEM, now=SENT)
    with django_assert_num_queries(6):
        officer.get(f"{AT}{conference.code}/seats")


def test_the_programme_is_printed_once_it_has_items(officer):
    conference = planned()
    where = f"{AT}{conference.code}/programme/"
    assert officer.get(f"{where}pdf").status_code != 200
    officer.post(
        f"{AT}{conference.code}/agenda", {"at": "8:00", "minutes": "15", "title": "Khai mạc", "speaker": "Giám đốc"}
    )
    assert officer.get(f"{where}pdf").content[:5] == b"%PDF-"
    word = Document(io.BytesIO(officer.get(f"{where}word").content))
    assert any("08:00 – 08:15" in cell.text for table in word.tables for row in table.rows for cell in row.cells)
    assert Conference.objects.get(pk=conference.pk).agenda.get().minutes == 15


def test_letters_of_another_conference_are_not_found(officer):
    one, other = planned(), planned()
    letter = written(one)[0]
    for part in ("pdf", "word"):
        assert officer.get(f"{AT}{other.code}/letters/{letter.pk}/{part}").status_code == 404
    assert officer.post(f"{AT}{other.code}/letters/{letter.pk}/deliver").status_code == 404
