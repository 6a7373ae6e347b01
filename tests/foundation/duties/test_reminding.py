"""Who hears of a duty on which night, and the letter about one's own desk."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from gieo.core.actor import SYSTEM, Role
from gieo.foundation.accounts.queries import actor_for
from gieo.foundation.duties.models import DigestChoice, Duty, Escalation
from gieo.foundation.duties.queries import told_to_leaders
from gieo.foundation.duties.services import choose_rhythm, climb_ladder, send_digests, suspend_duty
from gieo.foundation.duties.vocab import Rhythm, Tell
from gieo.foundation.journal.queries import history
from gieo.foundation.outbox.models import Letter
from gieo.foundation.outbox.queries import due_letters
from gieo.foundation.units.models import Contact, Unit
from gieo.foundation.units.services import abolish_unit
from tests.factories.accounts import person_with, user_with
from tests.factories.duties import make_duty
from tests.factories.units import make_department, make_unit
from tests.fixtures.database import SideBySide

pytestmark = pytest.mark.django_db


def receiver(name: str = "Trung tâm A", **fields: str) -> Unit:
    unit = make_unit(name, **fields)
    Contact.objects.create(unit=unit, name="Giàng A Páo", email=f"dau-moi-{unit.pk}@example.vn", is_primary=True)
    return unit


def letters() -> list[tuple[str, int]]:
    """(address, number of lines) of the letters so far."""
    return [(row.to_email, row.body.count("\n- ")) for row in Letter.objects.order_by("to_email", "pk")]


def test_each_rung_is_told_once_to_those_it_names(now: datetime) -> None:
    unit = receiver()
    person_with(Role.UNIT_REP, unit, name="Lò Văn Hặc", email="dai-dien@example.vn")
    person_with(Role.DIRECTOR, make_department(), name="Nguyễn Văn An", email="giam-doc@example.vn")
    duty = make_duty(unit, due=date(2023, 11, 10))
    nights = [now + timedelta(days=step) for step in range(20)]
    climbed = {f"{night:%d/%m}": climb_ladder(now=night) + climb_ladder(now=night) for night in nights}
    assert [day for day, number in climbed.items() if number] == ["07/11", "13/11", "17/11", "24/11"]
    assert set(climbed.values()) == {0, 1}
    assert [row.to_email for row in Letter.objects.order_by("pk")] == [
        "dai-dien@example.vn", "dai-dien@example.vn", f"dau-moi-{unit.pk}@example.vn", "giam-doc@example.vn",
    ]  # fmt: skip
    assert [(row.level, row.told) for row in duty.escalations.all()] == [
        (1, Tell.DEBTOR), (2, Tell.DEBTOR), (3, Tell.HEAD), (4, Tell.LEADER),
    ]  # fmt: skip
    assert [entry.verb for entry in history(duty)].count("escalate") == 4
    assert told_to_leaders(date(2023, 11, 26)) == 1


def test_what_lay_long_climbs_to_its_highest_rung_and_everybody_gets_one_letter(now: datetime) -> None:
    first, second = receiver("Trung tâm A", code="DV-1"), receiver("Trung tâm B", code="DV-2")
    person_with(Role.DIRECTOR, make_department(), email="giam-doc@example.vn")
    for step in range(25):
        make_duty(first, due=date(2022, 1, 3) + timedelta(days=step))
    make_duty(second, due=date(2023, 11, 9))
    assert climb_ladder(now=now) == 26
    assert letters() == [(f"dau-moi-{second.pk}@example.vn", 1), ("giam-doc@example.vn", 20)]
    letter = Letter.objects.get(to_email="giam-doc@example.vn")
    assert (letter.subject, "… và 5 việc nữa." in letter.body) == ("Nhắc việc: 25 việc", True)
    assert "Trung tâm A" in letter.body


def test_a_letter_says_where_a_duty_is_done_without_an_account(now: datetime, settings: Any) -> None:
    """Below its own line, to debtors and heads, never to leaders; a short message leads to the
    one that it tells of first, or to the desk where any needs an account."""
    settings.SHORT_MESSAGES = "gieo.foundation.outbox.engine.FileGateway"
    unit, other = receiver(code="DV-1"), make_unit("Trung tâm B", code="DV-2")
    Contact.objects.create(unit=other, name="Lò Văn Hặc", phone="0912345678", is_primary=True)
    person_with(Role.DIRECTOR, make_department(), email="giam-doc@example.vn")
    first, second = (make_duty(each, due=date(2023, 11, 9)) for each in (unit, other))
    make_duty(unit, due=date(2023, 11, 10), kind="else")
    make_duty(unit, due=date(2022, 1, 3))
    busy = make_unit("Trung tâm C", code="DV-3")
    Contact.objects.create(unit=busy, name="Vừ A Pó", phone="0987654321", is_primary=True)
    mixed = make_unit("Trung tâm D", code="DV-4")
    Contact.objects.create(unit=mixed, name="Lò Thị Mai", phone="0987654322", is_primary=True)
    third = make_duty(busy, due=date(2023, 11, 8))
    make_duty(busy, due=date(2023, 11, 9))
    make_duty(mixed, due=date(2023, 11, 8))
    make_duty(mixed, due=date(2023, 11, 9), kind="else")
    climb_ladder(now=now, ways={first.kind: lambda duty, today: f"https://a.vn/{duty.pk}/{today}/"})
    lines = Letter.objects.get(to_email=f"dau-moi-{unit.pk}@example.vn").body.splitlines()
    below = f"  Trả lời ở đây, không cần tài khoản: https://a.vn/{first.pk}/2023-11-07/"
    told = [line for line in lines if line.startswith(("- ", "  "))]
    assert [line[:2] for line in told] == ["- ", "  ", "- "]
    assert told[1] == below
    assert Letter.objects.get(to_phone="+84912345678").body.endswith(f" https://a.vn/{second.pk}/2023-11-07/")
    assert Letter.objects.get(to_phone="+84987654321").body.endswith(f" https://a.vn/{third.pk}/2023-11-07/")
    assert Letter.objects.get(to_phone="+84987654322").body.endswith("/desk/duties/"), "one of two needs an account"
    assert "https://a.vn" not in Letter.objects.get(to_email="giam-doc@example.vn").body


def test_letters_wait_for_the_morning(now: datetime) -> None:
    make_duty(receiver(), due=date(2023, 11, 9))
    night = now - timedelta(hours=6, minutes=30)  # half past one
    climb_ladder(now=night)
    assert not due_letters(night).exists()
    assert due_letters(now).exists()


def test_the_one_who_took_over_is_told_and_a_limit_at_rest_is_not(now: datetime) -> None:
    old, heir = receiver("Phòng cũ", code="DV-1"), receiver("Phòng mới", code="DV-2")
    make_duty(old, due=date(2023, 11, 9))
    resting = make_duty(heir, due=date(2023, 11, 8))
    suspend_duty(resting, since=date(2023, 11, 7), reason="A", actor=SYSTEM, now=now)
    abolish_unit(old, on=date(2023, 11, 1), successor=heir, actor=SYSTEM, now=now)
    assert climb_ladder(now=now) == 1
    assert letters() == [(f"dau-moi-{heir.pk}@example.vn", 1)]


def test_of_a_confidential_duty_only_the_person_who_owes_it_hears(now: datetime) -> None:
    person = person_with(Role.HOST, make_unit(code="DV-9"), email="chu-tri@example.vn")
    person_with(Role.DIRECTOR, make_department(), email="giam-doc@example.vn")
    unit = make_unit(code="DV-1")
    make_duty(unit, due=date(2023, 9, 1), debtor_person=person, confidential=True)
    assert climb_ladder(now=now) == 1
    letter = Letter.objects.get()
    assert letter.to_email == "chu-tri@example.vn"
    assert "DV-1" not in letter.body


def test_two_workers_tell_once(side_by_side: SideBySide, now: datetime) -> None:
    make_duty(receiver(), due=date(2023, 11, 9))
    outcomes = side_by_side(lambda: climb_ladder(now=now), lambda: climb_ladder(now=now))
    assert 1 in outcomes  # the other found nothing to do, or was refused by the table and tries again next night
    assert (Escalation.objects.count(), Letter.objects.count()) == (1, 1)


def test_the_desk_comes_by_mail_once_a_day_to_those_who_want_it(now: datetime) -> None:
    office, unit = make_department(), make_unit("Trung tâm A")
    officer, representative = user_with(Role.OFFICER, office), user_with(Role.UNIT_REP, unit)
    user_with(Role.EDITOR, office)  # owes nothing: no letter
    make_duty(unit, due=date(2023, 11, 9))
    make_duty(unit, title="Ghi kết quả", due=date(2023, 11, 3), debtor_role=Role.OFFICER)
    tuesday, monday = now, now + timedelta(days=6)
    assert send_digests(now=tuesday) == 1
    assert send_digests(now=tuesday) == 0
    letter = Letter.objects.get()
    assert letter.to_email == officer.email
    assert letter.subject == "Việc của tôi: 1 trễ hạn, 0 trong tuần này"
    assert f"- Ghi kết quả ({unit.code}): 03/11/2023, trễ 2 ngày làm việc" in letter.body
    choose_rhythm(officer.person, Rhythm.NEVER, actor=actor_for(officer, date(2023, 11, 7)), now=now)
    assert send_digests(now=monday) == 1
    assert Letter.objects.latest("pk").to_email == representative.email


def test_the_letter_speaks_the_readers_language(now: datetime) -> None:
    unit = make_unit()
    user = user_with(Role.UNIT_REP, unit)
    type(user).objects.filter(pk=user.pk).update(language="en")
    make_duty(unit, due=date(2023, 11, 3))
    choose_rhythm(user.person, Rhythm.DAILY, actor=actor_for(user, date(2023, 11, 7)), now=now)
    send_digests(now=now)
    assert Letter.objects.get().subject == "My work: 1 late, 0 this week"


def test_two_rounds_at_once_send_one_letter(side_by_side: SideBySide, now: datetime) -> None:
    unit = make_unit()
    user_with(Role.OFFICER, make_department())
    make_duty(unit, due=date(2023, 11, 3), debtor_role=Role.OFFICER)
    side_by_side(lambda: send_digests(now=now), lambda: send_digests(now=now))
    assert (Letter.objects.count(), DigestChoice.objects.count(), Duty.objects.count()) == (1, 1, 1)
