"""The page of the day on a phone: notes and photographs, with and without JavaScript, and where they go from there."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gieo.core.actor import SYSTEM, Role
from gieo.domain.news import services as news
from gieo.domain.transfers import services
from gieo.domain.transfers.models import Conference
from gieo.foundation.files.services import store_file
from tests.factories import transfers as make
from tests.factories.accounts import actor
from tests.factories.pictures import telephone_photograph

pytestmark = pytest.mark.django_db

AT = "/desk/transfers/conferences/"
DAY = make.moment(make.HELD_ON)
OFFICER = actor(Role.OFFICER)


def opened() -> Conference:
    return make.open_conference(make.issued_decision(results=1, units=1))


def at(conference: Conference, page: str) -> str:
    return f"{AT}{conference.code}/{page}"


def a_picture() -> SimpleUploadedFile:
    return SimpleUploadedFile("IMG_0001.jpg", telephone_photograph(), "image/jpeg")


def read(client: Client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_same_number_of_queries(officer, number, django_assert_num_queries) -> None:
    conference = opened()
    for _ in range(number):
        services.take_note(conference, text="Ghi", key=str(uuid4()), actor=OFFICER, now=DAY)
        file = store_file(telephone_photograph(), name="a.jpg", actor=OFFICER, now=DAY)
        services.take_photographs(conference, files=[file], actor=OFFICER, now=DAY)
    with django_assert_num_queries(6):
        page = read(officer, at(conference, "day"))
    assert page.count('<li class="card">') == number * 2


def test_a_note_is_written_seen_in_the_office_and_taken_back(officer) -> None:
    conference, key = opened(), str(uuid4())
    for _ in range(2):  # the answer got lost, one presses again
        answer = officer.post(at(conference, "day"), {"text": "Ông Páo hẹn ngày 15", "key": key})
        assert answer.status_code == 303
    page = read(officer, at(conference, "day"))
    assert page.count("Ông Páo hẹn ngày 15") == 1
    assert "Ông Páo hẹn ngày 15" in read(officer, at(conference, ""))
    assert "Ông Páo hẹn ngày 15" in read(officer, at(conference, "notes")), "the text of the day begins with it"
    note = conference.quick_notes.get()
    officer.post(at(conference, f"day/notes/{note.pk}/remove"))
    assert not conference.quick_notes.exists()
    assert officer.post(at(conference, f"day/notes/{note.pk}/remove")).status_code == 404


def test_a_blank_note_is_said_at_its_field(officer) -> None:
    conference = opened()
    answer = officer.post(at(conference, "day"), {"text": " ", "key": str(uuid4())})
    assert answer.status_code == 422
    assert not conference.quick_notes.exists()


def test_photographs_from_the_camera_and_from_the_album(browse) -> None:
    client, conference = browse(Role.REGISTRAR), opened()
    page = read(client, at(conference, "day"))
    assert 'capture="environment"' in page
    sent = {"camera": a_picture(), "files": [a_picture(), a_picture()], "caption": "Bà con xem giống", "consent": "on"}
    assert client.post(at(conference, "day/photographs"), sent).status_code == 303
    photos = list(conference.photos.select_related("photograph__file"))
    assert [photo.photograph.caption for photo in photos] == ["Bà con xem giống"] * 3
    mine = photos[0]
    edit = at(conference, f"photographs/{mine.pk}/edit")
    assert client.get(edit).status_code == 200
    said = {"caption": "Bà con Tủa Chùa", "credit": "Mai", "shown": "on", "consent": "on"}
    answer = client.post(edit, said)
    assert answer.headers["Location"] == at(conference, "day")
    answer = client.post(at(conference, f"photographs/{mine.pk}/remove"), {"from": "day"})
    assert answer.headers["Location"] == at(conference, "day")
    assert conference.photos.count() == 2
    assert client.get(at(conference, "photographs")).status_code == 403


def test_no_photograph_and_no_picture_are_said(officer) -> None:
    conference = opened()
    answer = officer.post(at(conference, "day/photographs"), {"caption": "Không có gì"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Chụp hoặc chọn ít nhất một ảnh." in page
    assert 'value="Không có gì"' in page
    paper = SimpleUploadedFile("a.pdf", b"%PDF-1.7\n")
    answer = officer.post(at(conference, "day/photographs"), {"files": [paper]})
    assert "không thuộc loại được nhận ở đây" in answer.content.decode()
    assert not conference.photos.exists()


def test_another_s_photograph_is_left_alone(officer, browse) -> None:
    conference = opened()
    officer.post(at(conference, "day/photographs"), {"files": [a_picture()]})
    photo, registrar = conference.photos.get(), browse(Role.REGISTRAR)
    assert registrar.get(at(conference, f"photographs/{photo.pk}/edit")).status_code == 403
    assert registrar.post(at(conference, f"photographs/{photo.pk}/remove")).status_code == 403
    assert conference.photos.exists()


def test_who_does_not_work_there_gets_no_page(browse) -> None:
    conference = opened()
    unit = conference.units.get().unit
    for page in ("day", "day/photographs"):
        assert browse(Role.PROVINCE_LEADER).get(at(conference, page)).status_code == 403
        assert browse(Role.UNIT_REP, unit).get(at(conference, page)).status_code == 403
    assert "ghi-chep" not in read(browse(Role.UNIT_REP, unit), at(conference, ""))


def test_the_newsroom_is_offered_the_photographs_of_the_day(browse) -> None:
    conference = make.closed_conference(make.issued_decision(results=1, units=1))
    editor = browse(Role.EDITOR)
    article = news.draft_from_conference(conference, actor=SYSTEM, now=DAY)
    gallery = f"/desk/news/{article.code}/photographs"
    assert "Ảnh của hội nghị chưa có trong bài" not in read(editor, gallery)
    for caption, consent in (("Lễ ký", True), ("Chưa hỏi", False)):
        file = store_file(telephone_photograph() + caption.encode(), name="a.jpg", actor=OFFICER, now=DAY)
        services.take_photographs(conference, files=[file], caption=caption, consent=consent, actor=OFFICER, now=DAY)
    signed, unasked = conference.photos.order_by("pk")
    page = read(editor, gallery)
    assert f'name="photo" value="{signed.pk}"' in page
    assert f'name="photo" value="{unasked.pk}"' not in page
    assert at(conference, f"photographs/{unasked.pk}/edit") in page
    editor.post(f"{gallery}/copy", {"chosen": "1"})
    assert not article.photos.exists(), "nothing was ticked"
    editor.post(f"{gallery}/copy", {"chosen": "1", "photo": [signed.pk, unasked.pk]})
    assert [str(photo) for photo in article.photos.all()] == ["Lễ ký"]
    assert f'name="photo" value="{signed.pk}"' not in read(editor, gallery)
