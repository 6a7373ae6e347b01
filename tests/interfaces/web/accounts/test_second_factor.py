"""A second factor at the door and on one's own pages."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client

from gieo.core import clock
from gieo.core.actor import Role
from gieo.foundation.accounts.models import User
from gieo.foundation.accounts.queries import main_factors, recovery_codes
from gieo.foundation.accounts.services import add_totp, set_second_factor_need
from gieo.foundation.accounts.vocab import Need
from gieo.foundation.journal.models import Entry
from gieo.interfaces.web.accounts.entering import MUST_SET_UP, PROVED
from tests.factories.accounts import NOW, actor, user_with
from tests.factories.units import make_unit
from tests.interfaces.web.accounts.conftest import PASSWORD

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
MINE = "/desk/me/second-factor/"
DOOR = "/lop-bao-ve-thu-hai/"


def code_of(secret: str) -> str:
    """What an app shows just now."""
    _before, present, _after = yield_hotp_counters_from_time()
    return format_hotp_value(hotp_value(secret, present))


def wrong(code: str) -> str:
    return f"{(int(code) + 500_000) % 1_000_000:06}"


def sign_in(client: Client, email: str = "mai@example.vn", then: str = "") -> str:
    """Through the first door; where it leads."""
    answer = client.post(f"/dang-nhap/{then}", {"login": email, "password": PASSWORD})
    return answer.headers["Location"]


@pytest.fixture
def guarded(officer) -> User:
    add_totp(officer, secret=SECRET, now=NOW)
    return officer


def test_an_app_is_set_up_with_a_code_and_asked_for_from_then_on(client, officer):
    sign_in(client)
    page = client.get(f"{MINE}app").content.decode()
    secret = re.search(r"data-copy-value>([A-Z2-7 ]+)<", page)[1].replace(" ", "")
    assert "<svg" in page
    assert client.get(f"{MINE}app").content.decode().count(page[page.index("data-copy-value") :][:40]) == 1
    refused = client.post(f"{MINE}app", {"code": wrong(code_of(secret))})
    assert (refused.status_code, main_factors(officer).count()) == (422, 0)
    assert "Mã không đúng" in refused.content.decode()
    code = code_of(secret)
    done = client.post(f"{MINE}app", {"code": f"{code[:3]} {code[3:]}"})
    assert (done.status_code, done.headers["Location"]) == (303, f"{MINE}codes")
    client.post("/dang-xuat/")
    assert sign_in(client, then="?next=/desk/accounts/") == DOOR
    assert client.get("/desk/").status_code == 302, "the password alone opens nothing"
    assert "Mật khẩu đúng rồi" in client.get(DOOR).content.decode()
    cache.clear()
    answer = client.post(DOOR, {"code": wrong(code_of(secret))})
    assert "Mã không đúng" in answer.content.decode()
    assert client.post(DOOR, {"code": code_of(secret)}).headers["Location"] == "/desk/accounts/"
    assert client.get("/desk/").status_code == 200


def test_a_code_works_once(client, guarded):
    code = code_of(SECRET)
    sign_in(client)
    client.post(DOOR, {"code": code})
    other = Client()
    sign_in(other)
    other.post(DOOR, {"code": code})
    assert other.get("/desk/").status_code == 302


def test_guessing_codes_is_stopped(client, guarded):
    sign_in(client)
    for _ in range(5):
        client.post(DOOR, {"code": wrong(code_of(SECRET))})
    answer = client.post(DOOR, {"code": code_of(SECRET)})
    assert "Thử sai quá nhiều lần" in answer.content.decode()
    assert client.get("/desk/").status_code == 302


def test_a_recovery_code_opens_once_and_is_struck(client, guarded):
    code = recovery_codes(guarded)[3][0]
    sign_in(client)
    assert client.post(DOOR, {"code": f" {code[:4]} {code[4:]}"}).headers["Location"] == "/desk/"
    page = client.get(f"{MINE}codes").content.decode()
    assert page.count("<s>") == 1
    assert f"<s>{code[:4]} {code[4:]}</s>" in page
    assert code not in client.get(f"{MINE}codes/file").content.decode()
    assert Entry.objects.filter(verb="use_recovery_code", actor_id=guarded.person_id).count() == 1
    other = Client()
    sign_in(other)
    other.post(DOOR, {"code": code})
    assert other.get("/desk/").status_code == 302


def test_recovery_codes_are_downloaded_and_made_anew(client, guarded):
    client.force_login(guarded)
    session = client.session
    session[PROVED] = NOW.timestamp()
    session.save()
    before = client.get(f"{MINE}codes/file")
    assert before.headers["Content-Disposition"] == 'attachment; filename="gieo-ma-du-phong.txt"'
    assert len(re.findall(r"^\d{8}$", before.content.decode(), re.M)) == 10
    assert client.post(f"{MINE}codes/new").status_code == 303
    assert before.content != client.get(f"{MINE}codes/file").content


def test_what_guards_the_sign_in_is_shown_and_changed_only_after_the_password(client, guarded, now):
    client.force_login(guarded)
    factor = main_factors(guarded).get()
    for address in (f"{MINE}app", f"{MINE}passkey", f"{MINE}codes", f"{MINE}codes/file"):
        assert client.get(address).headers["Location"].startswith("/desk/me/prove?next=")
    for address in (f"{MINE}{factor.pk}/remove", f"{MINE}codes/new", f"{MINE}passkey/add"):
        assert client.post(address).headers["Location"].startswith("/desk/me/prove?next=")
    assert main_factors(guarded).count() == 1
    asked = f"/desk/me/prove?next={MINE}codes"
    assert "Mật khẩu không đúng" in client.post(asked, {"password": "sai"}).content.decode()
    assert client.post(asked, {"password": PASSWORD}).headers["Location"] == f"{MINE}codes"
    assert client.get(f"{MINE}codes").status_code == 200
    clock.shift(now + timedelta(minutes=14) - datetime.now(UTC))
    assert client.get(f"{MINE}codes").status_code == 200
    clock.shift(now + timedelta(minutes=16) - datetime.now(UTC))
    assert client.get(f"{MINE}codes").status_code == 303


def test_guessing_the_password_again_is_locked_like_signing_in(client, officer):
    client.force_login(officer)
    for _ in range(5):
        client.post("/desk/me/prove", {"password": "sai"})
    assert "Thử sai quá nhiều lần" in client.post("/desk/me/prove", {"password": PASSWORD}).content.decode()


def test_the_way_on_after_the_password_never_leads_elsewhere(client, officer):
    client.force_login(officer)
    answer = client.post("/desk/me/prove?next=//ke-gian.example/", {"password": PASSWORD})
    assert answer.headers["Location"] == "/desk/me/"


def test_a_role_that_asks_for_it_comes_first_at_the_next_sign_in(client, officer):
    running = Client()
    sign_in(running)
    set_second_factor_need(Role.OFFICER, Need.REQUIRED, actor=actor(Role.ADMINISTRATOR), now=NOW)
    assert running.get("/desk/").status_code == 200, "who is in goes on till the next sign-in"
    assert sign_in(client) == "/desk/"
    for address in ("/desk/", "/desk/accounts/", "/desk/results/"):
        assert client.get(address).headers["Location"] == MINE
    assert client.post("/desk/accounts/language", {"language": "en"}).headers["Location"] == MINE
    assert "bắt buộc có lớp bảo vệ thứ hai" in client.get(MINE).content.decode()
    assert client.get("/").status_code == 200
    client.get(f"{MINE}app")
    secret = client.session["totp_secret"]
    client.post(f"{MINE}app", {"code": code_of(secret)})
    assert client.get("/desk/").status_code == 200
    assert MUST_SET_UP not in client.session


def test_the_administrator_takes_a_lost_device_off(client, guarded):
    client.force_login(user_with(Role.ADMINISTRATOR, make_unit(code="DV-6"), name="Quản trị"))
    person = f"/desk/accounts/{guarded.person_id}/"
    assert "Xoá vì mất thiết bị" in client.get(person).content.decode()
    assert client.post(f"{person}reset-second-factor", {"reason": ""}).status_code == 422
    assert client.post(f"{person}reset-second-factor", {"reason": "Mất máy, đã gặp"}).status_code == 303
    assert not main_factors(guarded).exists()
    assert sign_in(Client()) == "/desk/"
    client.force_login(user_with(Role.EDITOR, make_unit(code="DV-7"), name="Biên tập"))
    assert client.get(f"{person}reset-second-factor").status_code == 403


def test_a_forged_passkey_is_refused(client, officer):
    sign_in(client)
    client.get(f"{MINE}passkey")
    for credential in (
        "{}",
        "[]",
        "null",
        '{"id": "x", "rawId": "eA", "type": "public-key", "response": {}}',
        "kein json",
    ):
        answer = client.post(f"{MINE}passkey/add", {"credential": credential})
        assert answer.headers["Location"] == f"{MINE}passkey"
    assert not main_factors(officer).exists()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_pages_of_the_second_factor_speak_the_language_chosen(client, guarded, language):
    User.objects.update(language=language)
    sign_in(client)
    client.post(DOOR, {"code": code_of(SECRET)})
    words = {
        "vi": ("Lớp bảo vệ thứ hai", "Mã dự phòng", "Khoá truy cập"),
        "en": ("Second factor", "Recovery codes", "Passkey"),
    }
    for address, word in zip((MINE, f"{MINE}codes", f"{MINE}passkey"), words[language], strict=True):
        assert word in client.get(address).content.decode()
