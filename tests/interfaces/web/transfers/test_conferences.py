"""Pages of conferences in the office."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from gieo.core.actor import SYSTEM, Role
from gieo.domain.results.services import add_photograph, withdraw_photograph
from gieo.domain.transfers import services
from gieo.domain.transfers.models import Conference
from gieo.domain.transfers.vocab import Attendance, ConferenceState, FigureKind
from gieo.foundation.journal.models import Entry
from tests.factories import transfers as make
from tests.factories.accounts import NOW
from tests.factories.exports import cells

pytestmark = pytest.mark.django_db

AT = "/desk/transfers/conferences/"
CONSENTED = {"caption": "Lễ ký", "credit": "Nguyễn An", "consent": True}


def fresh(conference):
    return Conference.objects.get(pk=conference.pk)


def picture(name="le-ky.png"):
    content = BytesIO()
    Image.new("RGB", (1200, 800), "green").save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), "image/png")


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_number_of_queries(officer, number, django_assert_num_queries):
    for _ in range(number):
        make.planned_conference(make.issued_decision(results=2, units=2))
    with django_assert_num_queries(9):
        answer = officer.get(AT)
    assert answer.status_code == 200
    assert answer.content.decode().count("07/11/2023") >= number


def test_the_list_is_filtered_found_and_exported(officer):
    planned, closed = make.planned_conference(title="Hội nghị ở Mường Ảng"), make.closed_conference(title="Đã xong")
    page = officer.get(AT, {"state": "closed"}).content.decode()
    assert closed.code in page
    assert planned.code not in page
    assert planned.code in officer.get(AT, {"q": "muong ang"}).content.decode()
    assert set(cells(officer, AT, "Hội nghị")) == {planned.title, closed.title}


STAGES = [make.planned_conference, make.open_conference, make.closed_conference, make.published_conference]


@pytest.mark.parametrize("make_one", STAGES)
@pytest.mark.parametrize("role", [Role.OFFICER, Role.DIRECTOR, Role.EDITOR, Role.PROVINCE_LEADER])
def test_a_conference_is_shown_in_every_state(browse, make_one, role):
    conference = make_one(make.issued_decision(results=3, products=2, units=3, enterprises=1, number="797/QĐ-UBND"))
    page = browse(role).get(f"{AT}{conference.code}/").content.decode()
    assert "797/QĐ-UBND" in page
    assert "sau 179 ngày" in page
    for seat in conference.units.all():
        assert seat.unit.name in page


def test_the_record_of_a_full_conference_asks_a_fixed_number_of_queries(officer, django_assert_num_queries):
    small = make.open_conference(make.issued_decision(results=1, units=1))
    large = make.open_conference(make.issued_decision(results=9, products=31, units=11, enterprises=1))
    for conference in (small, large):
        with django_assert_num_queries(17):
            officer.get(f"{AT}{conference.code}/")


@pytest.mark.parametrize("kind", FigureKind)
def test_every_figure_opens_its_rows(officer, kind):
    conference = make.open_conference(make.issued_decision(results=3, products=2, units=2, enterprises=1))
    address = f"{AT}{conference.code}/rows/{kind.value}"
    assert f'href="{address}"' in officer.get(f"{AT}{conference.code}/").content.decode()
    rows = officer.get(address).content.decode()
    shown = {"results": 3, "products": 2, "units": 2, "enterprises": 1}
    assert rows.count("handed__row") + rows.count("receiver__name") == shown[kind]


def test_the_whole_day_by_forms(officer):
    decision = make.issued_decision(results=2, units=2, number="797/QĐ-UBND")
    assert "797/QĐ-UBND" in officer.get(f"{AT}plan", {"decision": decision.code}).content.decode()
    officer.post(
        f"{AT}plan",
        {
            "title": "Hội nghị bàn giao",
            "decisions": [decision.pk],
            "held_on": "07/11/2023",
            "starts_at": "8h00",
            "ends_at": "11:30",
            "place": "Hội trường",
            "chair_name": "Vũ Văn Minh",
        },
    )
    conference = Conference.objects.get()
    at = f"{AT}{conference.code}/"
    officer.post(f"{at}edit", edit_values(conference) | {"place": "Nhà văn hoá"})
    assert fresh(conference).place == "Nhà văn hoá"
    officer.post(f"{at}invite-receivers")
    assert conference.units.count() == 2

    officer.post(f"{at}agenda", {"at": "08:00", "title": "Khai mạc"})
    officer.post(f"{at}agenda", {"title": "Ký biên bản"})
    item = conference.agenda.last()
    officer.post(f"{at}agenda/{item.pk}/move", {"by": "up"})
    assert [row.title for row in conference.agenda.all()] == ["Ký biên bản", "Khai mạc"]
    officer.post(f"{at}agenda/{item.pk}/edit", {"title": "Ký và trao biên bản"})
    officer.post(f"{at}guests", {"name": "Lò Văn Tiến", "title": "Phó Chủ tịch", "organisation": "UBND tỉnh"})
    guest = conference.guests.get()
    officer.post(f"{at}guests/{guest.pk}/edit", {"name": "Lò Văn Tiến", "title": "Phó Chủ tịch Thường trực"})

    officer.post(f"{at}open", {"version": fresh(conference).version})
    assert fresh(conference).state == ConferenceState.OPEN
    first, second = conference.units.order_by("pk")
    officer.post(
        f"{at}attendance", door(conference, {first.pk: "present"}, guests=[guest.pk], names={first.pk: "Cà An"})
    )
    first.refresh_from_db()
    assert (first.attendance, first.representative_name) == (Attendance.PRESENT, "Cà An")
    assert conference.guests.get().present
    officer.post(f"{at}notes", {"version": fresh(conference).version, "notes": "Phó Chủ tịch phát biểu."})
    officer.post(f"{at}figures", {"what": "units", "value": "12", "source": "Báo Điện Biên Phủ"})
    page = officer.get(at).content.decode()
    assert "Báo Điện Biên Phủ viết 12, các dòng đếm được 2" in page
    assert f"Ghi vắng mặt cho đơn vị chưa điểm danh: {second.unit.name}." in page

    assert officer.post(f"{at}close", {"version": fresh(conference).version}).status_code == 303
    assert fresh(conference).state == ConferenceState.OPEN  # one unit is not noted yet
    officer.post(f"{at}close", {"version": fresh(conference).version, "rest_absent": "1"})
    assert fresh(conference).state == ConferenceState.CLOSED

    answer = officer.post(
        f"{at}photographs", {"file": picture(), "caption": "Lễ ký", "credit": "Nguyễn An", "shown": "on"}
    )
    assert answer.status_code == 303
    photo = conference.photos.get()
    officer.post(f"{at}publish", {"version": fresh(conference).version})
    assert not fresh(conference).is_public
    assert "chưa có đồng ý của người trong ảnh" in officer.get(f"{at}photographs").content.decode().lower()
    officer.post(
        f"{at}photographs/{photo.pk}/edit",
        {"caption": "Lễ ký", "credit": "Nguyễn An", "consent": "on", "shown": "on"},
    )
    officer.post(f"{at}publish", {"version": fresh(conference).version})
    assert fresh(conference).is_public
    officer.post(
        f"{at}report",
        {"version": fresh(conference).version, "report_number": "310/BC-SKHCN", "reported_on": "07/11/2023"},
    )
    assert fresh(conference).state == ConferenceState.REPORTED
    assert "Đã báo cáo và công bố" in officer.get(at).content.decode()


def edit_values(conference):
    return {
        "version": fresh(conference).version,
        "title": conference.title,
        "decisions": [row.pk for row in conference.decisions.all()],
        "held_on": f"{conference.held_on:%d/%m/%Y}",
        "place": conference.place,
    }


def door(conference, marks, *, guests=(), names=None, were=None):
    """What the page at the door sends."""
    sent = {"guests": list(guests)}
    for seat in conference.units.all():
        was = (were or {}).get(seat.pk, seat.attendance)
        sent |= {f"mark-{seat.pk}": marks.get(seat.pk, was), f"was-{seat.pk}": was}
        sent |= {f"name-{seat.pk}": (names or {}).get(seat.pk, ""), f"was-name-{seat.pk}": ""}
        sent |= {f"title-{seat.pk}": "", f"was-title-{seat.pk}": ""}
    return sent


def test_an_old_page_at_the_door_does_not_undo_a_colleague(officer):
    conference = make.open_conference(make.issued_decision(results=2, units=2))
    first, second = conference.units.order_by("pk")
    stale = {first.pk: "invited", second.pk: "invited"}
    services.set_attendance(
        conference,
        {first.pk: services.SeatMark(Attendance.PRESENT)},
        actor=SYSTEM,
        now=make.moment(make.HELD_ON),
    )
    officer.post(f"{AT}{conference.code}/attendance", door(conference, {second.pk: "absent"}, were=stale))
    assert [seat.attendance for seat in conference.units.order_by("pk")] == ["present", "absent"]


def test_two_officers_edit_and_the_second_keeps_what_was_typed(officer):
    conference = make.planned_conference()
    seen = edit_values(conference)
    assert officer.post(f"{AT}{conference.code}/edit", seen | {"place": "Nhà A"}).status_code == 303
    answer = officer.post(f"{AT}{conference.code}/edit", seen | {"place": "Nhà B"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Người khác vừa đổi hội nghị này" in page
    assert 'value="Nhà B"' in page
    assert fresh(conference).place == "Nhà A"


def test_the_day_cannot_be_opened_before_it_comes(officer):
    conference = make.planned_conference(held_on=make.HELD_ON.replace(day=20))
    page = officer.get(f"{AT}{conference.code}/").content.decode()
    assert "Tới ngày 20/11/2023 mới khai mạc được, hoặc sửa ngày." in page
    officer.post(f"{AT}{conference.code}/open", {"version": conference.version})
    assert fresh(conference).state == ConferenceState.PLANNED


def test_choosing_units_to_invite(officer):
    conference = make.planned_conference(invite=False)
    extra = make.receivers(1)[0]
    page = officer.get(f"{AT}{conference.code}/invite").content.decode()
    assert extra.name in page
    officer.post(f"{AT}{conference.code}/invite", {"units": [extra.pk]})
    seat = conference.units.get()
    assert seat.unit == extra
    officer.post(f"{AT}{conference.code}/units/{seat.pk}/uninvite")
    assert not conference.units.exists()
    answer = officer.post(f"{AT}{conference.code}/invite", {"units": ["99999999999999999999"]})
    assert answer.headers["Location"].endswith("/invite")


def test_announcing_unpublishing_and_reopening(browse):
    director = browse(Role.DIRECTOR)
    planned, closed = make.planned_conference(), make.closed_conference()
    director.post(f"{AT}{planned.code}/announce", {"version": planned.version})
    assert fresh(planned).is_public
    director.post(f"{AT}{planned.code}/unpublish", {"version": fresh(planned).version, "reason": "Hoãn"})
    assert not fresh(planned).is_public
    director.post(f"{AT}{closed.code}/reopen", {"version": closed.version, "reason": "Sót"})
    assert fresh(closed).state == ConferenceState.OPEN


def test_pictures_are_made_small_and_kept_from_strangers(officer, client, browse):
    conference = make.open_conference()
    officer.post(
        f"{AT}{conference.code}/photographs",
        {"file": picture(), "caption": "Lễ ký", "credit": "Nguyễn An", "consent": "on", "shown": "on"},
    )
    photo = conference.photos.get()
    address = f"{AT}{conference.code}/photographs/{photo.pk}"
    small, large = officer.get(address, {"w": "480"}), officer.get(address)
    assert Image.open(BytesIO(small.content)).size == (480, 320)
    assert small.headers["Content-Type"] == "image/webp"
    assert large.headers["Content-Type"] == "image/png"
    assert large.getvalue().startswith(b"\x89PNG")
    assert small.headers["Cache-Control"] == "private, no-cache"
    assert officer.get(address, {"w": "480"}, headers={"If-None-Match": small.headers["ETag"]}).status_code == 304
    assert client.get(address).status_code == 302
    assert browse(Role.HOST).get(address).status_code == 404
    officer.post(f"{AT}{conference.code}/photographs/{photo.pk}/move", {"by": "up"})
    officer.post(f"{AT}{conference.code}/photographs/{photo.pk}/remove")
    assert officer.get(address).status_code == 404


def test_a_form_that_was_open_does_not_bring_a_consent_back(officer):
    conference = make.open_conference()
    words = {"caption": "Lễ ký", "credit": "Nguyễn An", "consent": "on", "shown": "on"}
    officer.post(f"{AT}{conference.code}/photographs", words | {"file": picture()})
    address = f"{AT}{conference.code}/photographs/{conference.photos.get().pk}/edit"
    page = officer.get(address).content.decode()
    assert '<input type="hidden" name="initial-consent" value="True"' in page
    assert "Bỏ tích thì ảnh rời mọi trang công khai có ảnh này ngay" in page
    result = make.a_result()
    copy = add_photograph(result, picture(), name="a.png", actor=SYSTEM, now=NOW, **CONSENTED)
    withdraw_photograph(copy, actor=SYSTEM, now=NOW)
    assert officer.post(address, words | {"initial-consent": "True", "caption": "Lễ ký sớm"}).status_code == 303
    shown = conference.photos.get().photograph
    assert (shown.caption, shown.consent) == ("Lễ ký sớm", False)


def test_a_file_that_is_no_picture_is_refused_with_what_was_typed(officer):
    conference = make.open_conference()
    answer = officer.post(
        f"{AT}{conference.code}/photographs",
        {"file": SimpleUploadedFile("anh.png", b"not a picture"), "caption": "Lễ ký", "credit": "Nguyễn An"},
    )
    assert answer.status_code == 422
    assert "Lễ ký" in answer.content.decode()
    assert not conference.photos.exists()


WRITES = [
    "edit",
    "open",
    "close",
    "reopen",
    "report",
    "publish",
    "announce",
    "unpublish",
    "notes",
    "figures",
    "invite",
    "invite-receivers",
    "guests",
    "agenda",
    "photographs",
]


@pytest.mark.parametrize("role", [Role.PROVINCE_LEADER, Role.REGISTRAR, Role.ADMINISTRATOR])
def test_readers_read_and_write_nothing(browse, role):
    conference = make.open_conference()
    now = make.moment(make.HELD_ON)
    item = services.add_agenda_item(conference, title="Khai mạc", actor=SYSTEM, now=now)
    guest = services.add_guest(conference, name="Khách", actor=SYSTEM, now=now)
    seat = conference.units.get()
    client, before, entries = browse(role), fresh(conference).version, None
    assert client.get(f"{AT}{conference.code}/").status_code == 200
    entries = Entry.objects.count()
    paths = [
        *WRITES,
        f"agenda/{item.pk}/edit",
        f"agenda/{item.pk}/move",
        f"agenda/{item.pk}/remove",
        f"guests/{guest.pk}/edit",
        f"guests/{guest.pk}/remove",
        f"units/{seat.pk}/uninvite",
    ]
    for path in paths:
        assert client.post(f"{AT}{conference.code}/{path}", {"version": before}).status_code == 403, path
    assert client.post(f"{AT}plan", {"title": "X"}).status_code == 403
    assert fresh(conference).version == before
    assert Entry.objects.count() == entries


def test_the_editor_sees_to_photographs_and_the_page_only(browse):
    conference, editor = make.closed_conference(), browse(Role.EDITOR)
    assert editor.get(f"{AT}{conference.code}/photographs").status_code == 200
    assert editor.post(f"{AT}{conference.code}/notes", {"notes": "X", "version": 1}).status_code == 403
    editor.post(f"{AT}{conference.code}/publish", {"version": conference.version})
    assert fresh(conference).is_public


def test_a_unit_reads_its_own_part(browse):
    mine, other = make.receivers(2)
    conference = make.open_conference(make.issued_decision(results=2, units=[mine, other]))
    services.add_guest(conference, name="Lò Văn Tiến", actor=SYSTEM, now=make.moment(make.HELD_ON))
    client = browse(Role.UNIT_REP, mine)
    page = client.get(f"{AT}{conference.code}/").content.decode()
    assert mine.name in page
    assert other.name not in page
    assert "Lò Văn Tiến" not in page
    assert client.post(f"{AT}{conference.code}/attendance", {}).status_code == 403
    elsewhere = make.open_conference(make.issued_decision(units=[other]))
    assert client.get(f"{AT}{elsewhere.code}/").status_code == 404


@pytest.mark.parametrize("path", ["", "plan", "HN-2023-01/", "HN-2023-01/attendance"])
def test_strangers_are_sent_to_sign_in(client, department, path):
    make.planned_conference()
    answer = client.get(f"{AT}{path}")
    assert answer.status_code == 302
    assert "dang-nhap" in answer.headers["Location"]


def test_the_plan_begins_with_the_newest_decision_that_no_conference_has_carried_out(officer):
    held = make.planned_conference(make.issued_decision(number="1/QĐ-UBND")).decisions.get()
    older = make.issued_decision(number="2/QĐ-UBND", issued_on=date(2023, 5, 12))
    newer = make.issued_decision(number="3/QĐ-UBND", issued_on=date(2023, 6, 1))
    form = officer.get(f"{AT}plan").context["form"]
    assert list(form.initial["decisions"]) == [newer]
    labels = {value.instance: str(label) for value, label in form.fields["decisions"].choices}
    assert "(đã có hội nghị 07/11/2023)" in labels[held]
    assert "đã có hội nghị" not in labels[older]
    asked = officer.get(f"{AT}plan", {"decision": older.code}).context["form"]
    assert list(asked.initial["decisions"]) == [older]
