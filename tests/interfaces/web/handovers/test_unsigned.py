"""Who has still to sign, on pages: the list over all conferences, reminders, and a refusal with its reason."""

from __future__ import annotations

import pytest
from django.test import Client

from gieo.core.actor import Role
from gieo.domain.handovers.models import Minutes, SigningRefusal
from gieo.domain.handovers.services import ask_remote
from gieo.domain.handovers.vocab import Party
from gieo.foundation.accounts.models import User
from gieo.foundation.outbox.models import Letter
from tests.factories.exports import table
from tests.factories.handovers import TABLE, conference_of, prepare, seal, sealed_minutes, sign
from tests.factories.handovers import officer as an_officer
from tests.interfaces.web.handovers.conftest import visitor

pytestmark = pytest.mark.django_db
LIST = "/desk/handovers/unsigned/"


def done(client: Client, address: str, **values: str) -> tuple[str, str]:
    """Where a deed leads, and what that page says."""
    answer = client.post(address, values)
    assert answer.status_code == 303
    return answer["Location"], client.get(answer["Location"]).content.decode()


def two() -> list[Minutes]:
    """Of two sealed minutes the receiver of the first has signed."""
    conference = conference_of(results=2, units=2)
    prepare(conference)
    made = seal(conference)
    sign(made[0], [Party.RECEIVER])
    return made


def test_one_row_and_three_take_the_same_queries(client: Client, officer: User, django_assert_num_queries) -> None:
    for rows in (1, 3):
        conference = conference_of(results=rows, units=rows)
        prepare(conference)
        seal(conference)
        with django_assert_num_queries(9):
            page = client.get(LIST)
        assert page.status_code == 200


def test_the_list_says_who_is_missing_and_offers_what_helps(client: Client, officer: User) -> None:
    first, second = two()
    page = client.get(LIST).content.decode()
    assert "bên giao, người chứng kiến" in page
    assert "bên nhận, bên giao, người chứng kiến" in page
    assert f"/desk/handovers/{second.code}/remind" in page
    assert f"/desk/handovers/{first.code}/remind" in page  # the giver has not
    only = client.get(LIST, {"party": "receiver"}).content.decode()
    assert second.code in only
    assert first.code not in only


def test_what_was_sent_away_to_be_signed_is_told(client: Client, officer: User) -> None:
    first, _second = two()
    assert "ký từ xa" not in client.get(LIST).content.decode()
    ask_remote(first, party=Party.GIVER, actor=an_officer(), now=TABLE)
    page = client.get(LIST).content.decode()
    assert page.count("ký từ xa") == 1
    assert f"đã gửi {first.giver_name} ký từ xa" in page


def test_nothing_waits(client: Client, officer: User) -> None:
    assert "Không còn ai phải ký" in client.get(LIST).content.decode()


def test_drafts_that_wait_to_be_sealed_are_told_with_the_way_there(client: Client, officer: User) -> None:
    conference = conference_of(results=2, units=2)
    made = prepare(conference)
    page = client.get(LIST).content.decode()
    assert "Không còn ai phải ký" not in page
    assert "2 bản thảo chờ niêm phong" in page
    assert f'href="/desk/handovers/conference/{conference.code}/"' in page
    theirs = visitor(Role.UNIT_REP, made[0].receiver).get(LIST).content.decode()
    assert "bản thảo" not in theirs
    assert "Không còn ai phải ký" in theirs


def test_excel_holds_what_the_screen_shows(client: Client, officer: User) -> None:
    _first, second = two()
    rows = table(client, LIST, "party=receiver")
    assert [second.code in row for row in rows].count(True) == 1
    assert any("bên nhận, bên giao, người chứng kiến" in row for row in rows)


def test_a_reminder_is_sent_from_the_list_and_said_there(client: Client, officer: User) -> None:
    minutes = sealed_minutes()
    remind = f"/desk/handovers/{minutes.code}/remind"
    place, page = done(client, remind, **{"from": "list"})
    assert place == LIST
    assert "đã nhắc 1 lần" in page
    place, page = done(client, remind)
    assert place == f"/desk/handovers/{minutes.code}"
    assert "Hôm nay đã nhắc" in page
    assert Letter.objects.filter(kind="minutes_unsigned").count() == 1


def test_a_representative_says_why_the_unit_does_not_sign(client: Client, officer: User) -> None:
    minutes = sealed_minutes()
    theirs = visitor(Role.UNIT_REP, minutes.receiver)
    record = f"/desk/handovers/{minutes.code}"
    page = theirs.get(record).content.decode()
    assert "Ghi việc từ chối ký" in page
    assert 'value="receiver"' in page
    assert 'value="giver"' not in page
    assert "/remind" not in page
    _place, told = done(theirs, f"{record}/refuse", party="receiver", reason="Thiếu 200 cây giống")
    assert "Đại diện bên nhận từ chối ký" in told
    assert "Thiếu 200 cây giống" in client.get(record).content.decode()
    assert f"đã gửi thư: {minutes.receiver.name}. Chưa có địa chỉ thư, cần gọi điện: {minutes.giver.name}" in told
    queue = f"/desk/handovers/conference/{minutes.conference.code}/queue"
    for address in (LIST, f"{record}/sign", queue, "/desk/duties/unit/owed/"):
        page = client.get(address).content.decode()
        assert ("Thiếu 200 cây giống" if "duties" not in address else "Bàn lại với bên từ chối ký") in page, address
    assert "từ chối ký" in client.get(queue).content.decode()


def test_parties_that_sign_one_after_another(client: Client, officer: User) -> None:
    conference = conference_of()
    made = prepare(conference)[0]
    values = {"name": "Vàng A", "title": "Phó Chủ tịch", "unit": "", "order": "giver,receiver,witness"}
    _place, page = done(client, f"/desk/handovers/conference/{conference.code}/witness", **values)
    assert '<option value="giver,receiver,witness" selected>' in page
    minutes = seal(conference)[0]
    assert "đến lượt bên giao" in client.get(LIST).content.decode()
    record = f"/desk/handovers/{made.code}"
    for address in (record, f"{record}/sign", f"{record}/sign-digitally", f"{record}/remote"):
        assert "đến lượt bên giao" in client.get(address).content.decode(), address
    page = client.get(f"{record}/sign?party=receiver").content.decode()
    assert 'name="party" value="giver"' in page
    assert "Bên khác ký trước" not in page
    assert "chưa tới lượt" in client.get(f"/desk/handovers/conference/{conference.code}/queue").content.decode()
    theirs = visitor(Role.UNIT_REP, minutes.receiver).get(f"{record}/sign-digitally").content.decode()
    assert "Chưa tới lượt" in theirs


def test_another_unit_meets_nothing(client: Client, officer: User) -> None:
    minutes = sealed_minutes()
    other = visitor(Role.UNIT_REP, sealed_minutes().receiver)
    assert minutes.code not in other.get(LIST).content.decode()
    assert other.post(f"/desk/handovers/{minutes.code}/refuse", {"party": "receiver", "reason": "x"}).status_code == 404
    assert SigningRefusal.objects.count() == 0


def test_a_refusal_without_a_reason_is_told(client: Client, officer: User) -> None:
    minutes = sealed_minutes()
    _place, page = done(client, f"/desk/handovers/{minutes.code}/refuse", party="giver", reason="")
    assert "Ghi lý do từ chối ký" in page
    assert SigningRefusal.objects.count() == 0
