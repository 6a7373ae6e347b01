"""In the hall: notes and photographs of whoever is there; one's own are taken back, by who looks after the day all."""

from datetime import timedelta
from uuid import uuid4

import pytest

from gieo.core.actor import Actor, Role
from gieo.core.errors import Invalid, NotAllowed, NotFound, WrongState
from gieo.domain.transfers import services
from gieo.domain.transfers.models import Conference, ConferenceNote, ConferencePhoto
from gieo.domain.transfers.queries.conferences import may_be_shown
from gieo.domain.transfers.queries.day import lines_of_day, told
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.services import store_file
from gieo.foundation.journal.models import Entry
from tests.factories import transfers as make
from tests.factories.accounts import actor
from tests.factories.pictures import telephone_photograph
from tests.fixtures.database import SideBySide

pytestmark = pytest.mark.django_db

DAY = make.moment(make.HELD_ON)
OFFICER = actor(Role.OFFICER, name="Lò Thị Mai", person_id=11)
REGISTRAR = actor(Role.REGISTRAR, name="Vàng A Dơ", person_id=12)
OTHER = actor(Role.REGISTRAR, name="Quàng Văn Én", person_id=13)


def opened() -> Conference:
    return make.open_conference(make.issued_decision(results=1, units=1))


def note(
    conference: Conference, text: str = "Ông Páo hẹn nhận giống ngày 15.", who: Actor = REGISTRAR
) -> ConferenceNote:
    return services.take_note(conference, text=text, key=str(uuid4()), actor=who, now=DAY)


def photograph(who: Actor = REGISTRAR, minutes: int = 0) -> StoredFile:
    return store_file(telephone_photograph(), name="IMG_1.jpg", actor=who, now=DAY + timedelta(minutes=minutes))


def test_a_note_stands_with_who_and_when_and_in_the_journal() -> None:
    conference = opened()
    made = note(conference)
    assert (made.by_id, made.by_name, made.at) == (12, "Vàng A Dơ", DAY)
    entry = Entry.objects.filter(verb="take_notes").get()
    assert entry.actor_name == "Vàng A Dơ"
    assert "hẹn nhận giống" in str(entry.changes)


def test_a_note_sent_twice_stands_once(side_by_side: SideBySide) -> None:
    conference, key = opened(), str(uuid4())
    made = side_by_side(
        *[lambda: services.take_note(conference, text="Một", key=key, actor=OFFICER, now=DAY).pk for _ in range(2)]
    )
    assert made[0] == made[1]
    assert conference.quick_notes.count() == 1


@pytest.mark.parametrize(("text", "words"), [("  \n", "Ghi vài chữ"), ("a" * 2001, "dài nhất 2000")])
def test_an_empty_or_endless_note_is_refused(text: str, words: str) -> None:
    conference = opened()
    with pytest.raises(Invalid, match=words):
        note(conference, text)
    assert not conference.quick_notes.exists()


def test_one_s_own_note_is_taken_back_another_s_only_by_who_prepares_the_day() -> None:
    conference = opened()
    mine, theirs = note(conference), note(conference)
    with pytest.raises(NotAllowed):
        services.remove_note(mine, actor=OTHER, now=DAY)
    assert conference.quick_notes.count() == 2
    services.remove_note(mine, actor=REGISTRAR, now=DAY)
    services.remove_note(theirs, actor=OFFICER, now=DAY)
    assert not conference.quick_notes.exists()
    with pytest.raises(NotFound, match="vừa được bỏ"):
        services.remove_note(mine, actor=REGISTRAR, now=DAY)
    assert Entry.objects.filter(verb="take_notes").count() == 4


def test_a_reported_conference_takes_no_notes_but_photographs() -> None:
    conference = make.closed_conference(make.issued_decision(results=1, units=1))
    services.report_conference(
        conference, report_number="310/BC", reported_on=make.HELD_ON, actor=OFFICER, now=DAY + timedelta(days=3)
    )
    with pytest.raises(WrongState) as refused:
        note(conference)
    assert "hồ sơ khoá lại" in refused.value.message
    assert not conference.quick_notes.exists()
    assert services.take_photographs(conference, files=[photograph()], actor=REGISTRAR, now=DAY)


def test_nobody_from_outside_writes_or_sends() -> None:
    conference, outsider = opened(), actor(Role.UNIT_REP)
    with pytest.raises(NotAllowed, match="cán bộ của Sở"):
        note(conference, who=outsider)
    with pytest.raises(NotAllowed, match="cán bộ của Sở"):
        services.take_photographs(conference, files=[photograph()], actor=outsider, now=DAY)
    assert not ConferencePhoto.objects.exists()


def test_photographs_come_first_and_their_words_later() -> None:
    conference = opened()
    made = services.take_photographs(conference, files=[photograph(), photograph()], actor=REGISTRAR, now=DAY)
    picture = made[0].photograph
    assert (picture.credit, picture.place, picture.taken_on) == ("Vàng A Dơ", conference.place, make.HELD_ON)
    assert [photo.order for photo in made] == [1, 2]
    assert not may_be_shown(made[0])
    said = {"caption": "Bà con nhận giống", "consent": True}
    edited = services.edit_photograph(made[0], values=said, actor=REGISTRAR, now=DAY)
    assert may_be_shown(edited)
    with pytest.raises(NotAllowed):
        services.edit_photograph(made[1], values=said, actor=OTHER, now=DAY)
    with pytest.raises(NotAllowed):
        services.remove_photograph(made[1], actor=OTHER, now=DAY)
    services.remove_photograph(made[1], actor=REGISTRAR, now=DAY)
    assert list(conference.photos.values_list("pk", flat=True)) == [made[0].pk]


def test_the_day_is_read_newest_first_and_told_in_its_order() -> None:
    conference = opened()
    services.take_note(conference, text="Khai mạc", key="a", actor=OFFICER, now=DAY)
    services.take_note(conference, text="Ký xong", key="b", actor=OFFICER, now=DAY + timedelta(minutes=90))
    services.take_photographs(conference, files=[photograph(minutes=30)], actor=REGISTRAR, now=DAY)
    assert [str(line.note or "ảnh") for line in lines_of_day(conference)] == ["Ký xong", "ảnh", "Khai mạc"]
    assert told(conference.quick_notes.all()) == "09:00 Khai mạc\n\n10:30 Ký xong"
