"""Tablets in the office, and the two addresses at which a device asks."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from gieo.core.actor import Role
from gieo.domain.handovers.models import Arrival, Tablet
from gieo.domain.handovers.services import synchronise_tablet
from gieo.domain.handovers.vocab import MinutesState, Party, TabletState
from gieo.domain.results.models import Result
from gieo.foundation.accounts.models import User
from gieo.foundation.journal.models import Entry
from gieo.foundation.signing.models import Signature
from tests.factories.handovers import (
    STROKES,
    TABLE,
    conference_of,
    opened_tablet,
    prepare,
    seal,
    sealed_minutes,
    sent,
    sign,
)
from tests.interfaces.web.handovers.conftest import visitor

pytestmark = pytest.mark.django_db


def words_of(client: Client, address: str) -> str:
    """What a page says, without its marks."""
    return re.sub(r"<[^>]+>", "", client.get(address).content.decode())


def ask(verb: str, token: str, body: Any = None, *, prefix: str = "") -> Any:
    """As the device does: no cookie, no token of a page, only its secret."""
    device = Client(enforce_csrf_checks=True)
    said = body if isinstance(body, str) else json.dumps(body)
    headers = {"Authorization": f"Bearer {token}"}
    return device.post(f"{prefix}/ky-khong-mang/{verb}", said, content_type="application/json", headers=headers)


def signature(minutes: dict[str, Any], who: str, **changes: Any) -> dict[str, Any]:
    """What the page on the device keeps of one signature."""
    moment = TABLE.isoformat()
    return {
        "id": f"{minutes['code']}-{who}",
        "code": minutes["code"],
        "party": who,
        "digest": minutes["digest"],
        "strokes": STROKES["strokes"],
        "identity": "known",
        "signed_at": moment,
        "device_at": moment,
        "person_name": minutes["people"][who]["name"],
        "title": minutes["people"][who]["title"],
    } | changes


def opened(client: Client, conference: str) -> str:
    """Open a tablet by the form; gives the secret that the browser gets behind the #."""
    answer = client.post(f"/desk/handovers/conference/{conference}/tablets/open", {"name": "Bàn 1"})
    assert answer.status_code == 303
    address, _hash, token = answer.headers["Location"].partition("#mo=")
    assert address == "/ky-khong-mang/"
    return token


def test_from_the_form_to_signed_minutes_without_a_session(client: Client, officer: User) -> None:
    minutes = sealed_minutes(results=2)
    token = opened(client, minutes.conference.code)
    stock = ask("noi-dung", token).json()
    assert (stock["tablet"]["name"], stock["conference"]["code"]) == ("Bàn 1", minutes.conference.code)
    (given,) = stock["minutes"]
    assert given["head"] == f"{given['receiver']} nhận 2 mục"
    assert (len(given["items"]), given["digest"]) == (2, minutes.sealed.digest)
    assert any("BIÊN BẢN" in line for line in given["paper"])
    batch = {"signatures": [signature(given, party) for party in Party], "kept": 3}
    answer = ask("gui", token, batch).json()
    assert [row["refusal"] for row in answer["answers"]] == ["", "", ""]
    assert answer["minutes"][minutes.code]["open"] is False
    assert set(answer["minutes"][minutes.code]["signed"]) == set(Party)
    assert ask("gui", token, batch).json()["answers"] == answer["answers"]
    minutes.refresh_from_db()
    assert minutes.state == MinutesState.SIGNED
    assert {row.identity_confirmed_by_name for row in Signature.objects.all()} == {officer.person.name}
    assert Entry.objects.filter(verb="complete").count() == 1


def test_the_device_is_told_in_its_reader_s_language(client: Client, officer: User) -> None:
    minutes = sealed_minutes()
    token = opened(client, minutes.conference.code)
    (given,) = ask("noi-dung", token, prefix="/en").json()["minutes"]
    assert given["giver"].startswith("Giver: ")
    assert "has not been opened" in ask("noi-dung", "x", prefix="/en").json()["said"]
    officer.language = "en"
    officer.save()
    answer = client.post(f"/desk/handovers/conference/{minutes.conference.code}/tablets/open", {"name": "Desk 2"})
    assert answer.headers["Location"].startswith("/en/ky-khong-mang/#mo=")


@pytest.mark.parametrize("token", ["", "x", "Bearer"])
def test_without_the_secret_nothing_is_given_or_taken(token: str) -> None:
    sealed_minutes()
    for verb in ("noi-dung", "gui"):
        answer = ask(verb, token, {"signatures": [], "kept": 0})
        assert (answer.status_code, set(answer.json())) == (403, {"said"})


def test_a_session_is_no_secret(client: Client, officer: User) -> None:
    sealed_minutes()
    assert client.post("/ky-khong-mang/noi-dung").status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{",
        '{"signatures": 1, "kept": 0}',
        '{"signatures": [], "kept": -1}',
        '{"signatures": [], "kept": true}',
        '{"signatures": [{}], "kept": 1}',
        '{"signatures": [' + ",".join(["{}"] * 51) + '], "kept": 51}',
    ],
)
def test_what_no_page_of_ours_sends_is_refused_in_words(body: str) -> None:
    _tablet, token = opened_tablet(sealed_minutes().conference)
    answer = ask("gui", token, body)
    assert answer.status_code == 422
    assert "không đọc được" in answer.json()["said"]


@pytest.mark.parametrize(
    "changes",
    [{"party": "judge"}, {"signed_at": "yesterday"}, {"device_at": "2023-11-07T10:00"}, {"id": 5}, {"code": "\x00"}],
)
def test_a_malformed_signature_is_refused_in_words(client: Client, officer: User, changes: dict[str, Any]) -> None:
    token = opened(client, sealed_minutes().conference.code)
    (given,) = ask("noi-dung", token).json()["minutes"]
    answer = ask("gui", token, {"signatures": [signature(given, "receiver", **changes)], "kept": 1})
    assert answer.status_code == 422
    assert not Arrival.objects.exists()


def test_a_lost_tablet_is_answered_in_words(client: Client, officer: User) -> None:
    minutes = sealed_minutes()
    token = opened(client, minutes.conference.code)
    (given,) = ask("noi-dung", token).json()["minutes"]
    place = f"/desk/handovers/conference/{minutes.conference.code}/tablets"
    client.post(f"{place}/1/lose", {"reason": "Bỏ quên trên xe"})
    answer = ask("gui", token, {"signatures": [signature(given, "receiver")], "kept": 1})
    assert (answer.status_code, Signature.objects.count()) == (403, 0)
    assert "Bỏ quên trên xe" in answer.json()["said"]
    page = words_of(client, place)
    assert "Đã báo mất" in page
    assert f"{minutes.code}: bên nhận, bên giao, người chứng kiến" in page
    for other in ("ledger", "queue"):
        assert "đã báo mất: Bỏ quên trên xe" in words_of(client, f"{place.removesuffix('tablets')}{other}")
    client.post(f"{place}/1/reopen")
    assert ask("gui", token, {"signatures": [signature(given, "receiver")], "kept": 1}).status_code == 200
    client.post(f"{place}/1/close")
    assert Tablet.objects.get().state == TabletState.CLOSED


def test_refusals_and_what_waits_stand_on_the_office_s_page(client: Client, officer: User) -> None:
    minutes = sealed_minutes()
    tablet, _token = opened_tablet(minutes.conference)
    sign(minutes, [Party.RECEIVER])
    late = sent(minutes, person_name="Cà Thị B")
    synchronise_tablet(tablet, sent=[late], kept=3, now=TABLE + timedelta(hours=1))
    place = f"/desk/handovers/conference/{minutes.conference.code}/tablets"
    page = words_of(client, place)
    assert f"Bàn 1: không nhận chữ ký bên nhận của {minutes.code} (Cà Thị B). " in page
    client.post(f"{place}/1/close")
    assert Tablet.objects.get().state == TabletState.OPEN
    assert "còn giữ 2 chữ ký chưa gửi" in words_of(client, place)


def test_only_the_department_s_table_sees_and_opens_tablets() -> None:
    minutes = sealed_minutes()
    place = f"/desk/handovers/conference/{minutes.conference.code}/tablets"
    for stranger in (visitor(Role.PROVINCE_LEADER), visitor(Role.EDITOR), visitor(Role.UNIT_REP, minutes.receiver)):
        assert stranger.get(place).status_code == 403
        assert stranger.post(f"{place}/open", {"name": "X"}).status_code == 403
    assert not Tablet.objects.exists()


def test_a_restricted_result_never_lies_on_a_device_nor_on_the_page_of_tablets(client: Client, officer: User) -> None:
    conference = conference_of(results=2, units=2)
    prepare(conference)
    secret, plain = seal(conference)
    tablet, token = opened_tablet(conference)
    synchronise_tablet(tablet, sent=[sent(secret, digest="0" * 64)], kept=1, now=TABLE)
    Result.objects.filter(pk=secret.items.get().result_id).update(access="restricted")
    shown = client.get(f"/desk/handovers/conference/{conference.code}/tablets").content.decode()
    told = ask("noi-dung", token).content.decode() + ask("gui", token, {"signatures": [], "kept": 0}).content.decode()
    assert secret.code not in shown + told
    assert plain.code in told


def test_the_page_on_the_device_is_the_same_for_everybody(client: Client, officer: User) -> None:
    page = client.get("/ky-khong-mang/").content.decode()
    assert officer.person.name not in page
    assert "csrfmiddlewaretoken" not in page
    script = client.get("/ky-khong-mang/worker.js")
    assert script.headers["Content-Type"].startswith("text/javascript")
    assert b"respondWith" in script.content


def test_pages_of_tablets_cost_the_same_for_one_and_for_three(
    client: Client, officer: User, django_assert_num_queries: Any
) -> None:
    conference = conference_of(results=2, units=2)
    prepare(conference)
    first, second = seal(conference)
    for number in (1, 3):
        while Tablet.objects.count() < number:
            tablet, _token = opened_tablet(conference)
            synchronise_tablet(tablet, sent=[sent(first), sent(second)], kept=2, now=TABLE)
        with django_assert_num_queries(7):
            client.get(f"/desk/handovers/conference/{conference.code}/tablets")
