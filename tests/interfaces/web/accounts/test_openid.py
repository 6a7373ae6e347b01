"""In by a provider of OpenID Connect: a real one on this machine, and everything it or a stranger may do wrong."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.test import Client

from gieo.core.actor import SYSTEM, Role
from gieo.foundation.accounts.engine.openid import Vouched
from gieo.foundation.accounts.models import LinkedAccount, User, WorkSession
from gieo.foundation.accounts.services import (
    add_totp,
    change_sign_in_email,
    recognise,
    set_second_factor_need,
    suspend_user,
)
from gieo.foundation.accounts.vocab import Need
from gieo.foundation.journal.models import Entry
from gieo.foundation.journal.queries import history
from gieo.foundation.outbox.models import Letter
from tests.factories.accounts import NOW, actor, user_with
from tests.factories.openid import Provider, key_of, provider_here
from tests.factories.units import make_unit
from tests.interfaces.web.accounts.conftest import PASSWORD

pytestmark = pytest.mark.django_db
OUT, BACK = "/dang-nhap/openid/", "/dang-nhap/openid/tro-ve/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def provider(settings: LazySettings) -> Iterator[Provider]:
    with provider_here() as made:
        settings.OPENID = made.settings
        yield made


def way_back(client: Client, provider: Provider, then: str = "") -> str:
    """Out to the provider and through its page; the address that leads back."""
    out = client.get(OUT + then)
    assert out.status_code == 303
    return provider.authorize(out.headers["Location"])


def words(answer) -> str:
    assert "Về trang đăng nhập" in answer.content.decode()
    return answer.content.decode()


def nobody_came_in(client: Client) -> bool:
    return not ("_auth_user_id" in client.session or LinkedAccount.objects.exists() or Letter.objects.exists())


def test_without_a_provider_nothing_of_it_is_there(client, officer):
    assert [client.get(address).status_code for address in (OUT, BACK)] == [404, 404]
    assert "openid" not in client.get("/dang-nhap/").content.decode()


def test_the_page_of_sign_in_leads_there_and_back_to_where_one_was_going(client, officer, provider):
    page = client.get("/dang-nhap/?next=/desk/me/").content.decode()
    assert "Đăng nhập bằng tài khoản tỉnh" in page
    assert f'href="{OUT}?next=%2Fdesk%2Fme%2F"' in page
    answer = client.get(way_back(client, provider, "?next=/desk/me/"))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/me/")
    assert client.get("/desk/me/").status_code == 200
    assert client.get(OUT).headers["Location"] == "/desk/"


def test_the_first_time_links_and_tells_and_the_session_is_one_like_others(client, officer, provider):
    client.get(way_back(client, provider))
    assert client.session["_auth_user_id"] == str(officer.pk)
    linked = LinkedAccount.objects.get()
    assert (linked.user, linked.issuer, linked.subject) == (officer, provider.issuer, "nguoi-1")
    told = Entry.objects.get(verb="link_account")
    assert (told.actor_id, told.changes) == (officer.person_id, {"issuer": ["", provider.issuer]})
    assert provider.issuer in Letter.objects.get().body
    assert WorkSession.objects.get().user == officer
    client.post("/dang-xuat/")
    client.get(way_back(client, provider))
    assert "_auth_user_id" in client.session
    assert (LinkedAccount.objects.count(), Letter.objects.count()) == (1, 1)


def test_once_linked_the_subject_counts_and_no_address(client, officer, provider):
    client.get(way_back(client, provider))
    client.post("/dang-xuat/")
    change_sign_in_email(officer, email="mai.moi@example.vn", actor=SYSTEM, now=NOW)
    heir = user_with(Role.OFFICER, make_unit(code="DV-8"), email="mai@example.vn", name="Người sau")
    client.get(way_back(client, provider))
    assert client.session["_auth_user_id"] == str(officer.pk)
    assert not heir.linked_accounts.exists()


def test_another_subject_with_the_same_address_is_refused_and_told(client, officer, provider):
    client.get(way_back(client, provider))
    client.post("/dang-xuat/")
    provider.claims["sub"] = "nguoi-2"
    answer = client.get(way_back(client, provider))
    assert answer.status_code == 403
    assert "đã nối với một người khác" in words(answer)
    assert "_auth_user_id" not in client.session
    assert LinkedAccount.objects.get().subject == "nguoi-1"


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ({"email": "khong-co@example.vn"}, "chưa có tài khoản ở đây"),
        ({"email_verified": False}, "chưa kiểm tra địa chỉ thư"),
        ({"email_verified": "true"}, "chưa kiểm tra địa chỉ thư"),
        ({"email": ""}, "chưa kiểm tra địa chỉ thư"),
    ],
)
def test_nobody_signs_up_and_no_unverified_address_opens_anything(client, officer, provider, claims, said):
    provider.claims |= claims
    answer = client.get(way_back(client, provider))
    assert answer.status_code == 403
    assert said in words(answer)
    assert nobody_came_in(client)
    assert User.objects.count() == 1


def test_who_is_suspended_reads_so_linked_or_not(client, officer, provider):
    suspend_user(officer, reason="nghỉ việc", actor=SYSTEM, now=NOW)
    answer = client.get(way_back(client, provider))
    assert answer.status_code == 403
    assert "Tài khoản này đã ngừng" in words(answer)
    assert nobody_came_in(client)
    LinkedAccount.objects.create(user=officer, issuer=provider.issuer, subject="nguoi-1", linked_at=NOW)
    assert "Tài khoản này đã ngừng" in words(client.get(way_back(client, provider)))
    assert "_auth_user_id" not in client.session


def test_an_answer_belongs_to_the_browser_that_asked_and_once(client, officer, provider):
    back = way_back(client, provider)
    stranger = Client()
    forged = back[: back.index("state=")] + "state=doan-mo"
    assert [stranger.get(back).status_code, stranger.get(BACK).status_code] == [400, 400]
    answer = client.get(forged)
    assert answer.status_code == 400
    assert "Bắt đầu lại" in words(answer)
    assert client.get(back).status_code == 400
    assert nobody_came_in(client)


def test_who_stops_at_the_provider_reads_that_nothing_changed(client, officer, provider):
    back = way_back(client, provider)
    answer = client.get(f"{BACK}?error=access_denied&{back[back.index('state=') :]}")
    assert answer.status_code == 403
    assert "Chưa có gì thay đổi" in words(answer)
    assert nobody_came_in(client)


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "cua-lan-khac"},
        {"nonce": None},
        {"iss": "https://noi-khac.example"},
        {"aud": "ung-dung-khac"},
        {"aud": ["gieo", "ung-dung-khac"], "azp": "ung-dung-khac"},
        {"exp": 1_600_000_000},
        {"sub": ""},
    ],
)
def test_a_word_that_is_not_for_this_question_is_not_believed(client, officer, provider, claims):
    provider.claims |= claims
    answer = client.get(way_back(client, provider))
    assert answer.status_code == 400
    assert "Không tin được" in words(answer)
    assert nobody_came_in(client)


@pytest.mark.parametrize("algorithm", ["RS256", "none"])
def test_a_word_without_the_provider_s_signature_is_not_believed(client, officer, provider, algorithm):
    provider.signs_with, provider.algorithm = key_of("a stranger's"), algorithm
    assert "Không tin được" in words(client.get(way_back(client, provider)))
    assert nobody_came_in(client)


def test_an_address_may_come_by_userinfo_of_the_same_person_alone(client, officer, provider):
    for name in ("email", "email_verified"):
        provider.userinfo[name] = provider.claims.pop(name)
    provider.userinfo["sub"] = "nguoi-khac"
    assert "Không tin được" in words(client.get(way_back(client, provider)))
    provider.userinfo["sub"] = "nguoi-1"
    client.get(way_back(client, provider))
    assert client.session["_auth_user_id"] == str(officer.pk)


@pytest.mark.parametrize(
    ("lost", "described"),
    [
        ("openid-configuration", {}),
        ("", {"issuer": "https://noi-khac.example"}),
        ("", {"authorization_endpoint": "javascript:alert(1)"}),
    ],
)
def test_a_provider_that_is_down_holds_nobody_up_who_has_a_password(client, officer, provider, lost, described):
    provider.lost, provider.described = lost, described
    answer = client.get(OUT)
    assert answer.status_code == 503
    assert "đăng nhập bằng mật khẩu" in words(answer)
    sent = client.post("/dang-nhap/", {"login": "mai@example.vn", "password": PASSWORD})
    assert sent.headers["Location"] == "/desk/"


def test_what_answers_there_and_is_no_web_server_counts_as_down(client, officer, provider):
    provider.speaks_http = False
    answer = client.get(OUT)
    assert answer.status_code == 503
    assert "đăng nhập bằng mật khẩu" in words(answer)


@pytest.mark.parametrize("lost", ["/token", "/keys"])
def test_a_provider_that_goes_down_on_the_way_is_told_too(client, officer, provider, lost):
    back = way_back(client, provider)
    provider.lost = lost
    answer = client.get(back)
    assert answer.status_code == 503
    assert "không trả lời" in words(answer)
    assert nobody_came_in(client)


@pytest.mark.parametrize("asked", ["//noi-khac.example/", "https://noi-khac.example/", "javascript:alert(1)"])
def test_it_leads_nowhere_outside(client, officer, provider, asked):
    assert client.get(way_back(client, provider, f"?next={asked}")).headers["Location"] == "/desk/"


def test_the_second_factor_is_still_asked_for(client, officer, provider):
    add_totp(officer, secret=SECRET, now=NOW)
    answer = client.get(way_back(client, provider))
    assert answer.headers["Location"] == "/lop-bao-ve-thu-hai/"
    assert client.get("/desk/").status_code == 302
    assert client.get("/lop-bao-ve-thu-hai/").status_code == 200


def test_whose_role_asks_for_a_second_factor_sets_it_up_first(client, officer, provider):
    set_second_factor_need(Role.OFFICER, Need.REQUIRED, actor=actor(Role.ADMINISTRATOR), now=NOW)
    client.get(way_back(client, provider))
    assert client.get("/desk/").headers["Location"] == "/desk/me/second-factor/"


def test_its_owner_takes_the_link_off(client, officer, provider):
    client.get(way_back(client, provider))
    assert provider.issuer in client.get("/desk/me/").content.decode()
    assert client.post("/desk/me/unlink").headers["Location"] == "/desk/me/"
    assert not LinkedAccount.objects.exists()
    assert provider.issuer not in client.get("/desk/me/").content.decode()
    assert history(officer)[0].verb == "unlink_account"
    assert client.post("/desk/me/unlink").headers["Location"] == "/desk/me/"
    assert Entry.objects.filter(verb="unlink_account").count() == 1


def test_the_administrator_takes_it_off_and_its_sessions_end(client, officer, provider):
    client.get(way_back(client, provider))
    page, deed = f"/desk/accounts/{officer.person_id}/", f"/desk/accounts/{officer.person_id}/unlink"
    chief = Client()
    chief.force_login(user_with(Role.ADMINISTRATOR, make_unit(code="DV-6"), name="Quản trị"))
    assert deed in chief.get(page).content.decode()
    assert chief.post(deed).headers["Location"] == page
    assert not LinkedAccount.objects.exists()
    assert client.get("/desk/").status_code == 302
    assert Letter.objects.order_by("id").last().body.count("bỏ nối") == 1
    assert deed not in chief.get(page).content.decode()


def test_nobody_else_takes_it_off(client, officer, provider):
    LinkedAccount.objects.create(user=officer, issuer=provider.issuer, subject="nguoi-1", linked_at=NOW)
    client.force_login(user_with(Role.DIRECTOR, make_unit(code="DV-6"), name="Lãnh đạo"))
    assert client.post(f"/desk/accounts/{officer.person_id}/unlink").status_code == 403
    assert LinkedAccount.objects.exists()
    assert not Entry.objects.filter(verb="unlink_account").exists()


def test_tries_are_limited(client, officer, provider):
    for _ in range(30):
        client.get(BACK)
    assert client.get(OUT).status_code == 429


def test_two_first_times_at_once_make_one_link(side_by_side):
    """Two tabs of one person: both come in."""
    officer = user_with(Role.OFFICER, make_unit(), email="mai@example.vn")
    word = Vouched("https://login.example", "nguoi-1", "mai@example.vn", True)
    answers = side_by_side(lambda: recognise(word, now=NOW), lambda: recognise(word, now=NOW))
    assert answers == [officer, officer]
    assert LinkedAccount.objects.count() == 1
