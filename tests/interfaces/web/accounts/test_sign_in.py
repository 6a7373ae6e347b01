"""Signing in, by password and by link; the lock; what exists only in the demo."""

import re
import time
from datetime import UTC, date, datetime, timedelta

import pytest
from allauth.core.internal import ratelimit
from django.conf import settings
from django.core.cache import cache
from django.test import Client, RequestFactory, override_settings
from django.urls import NoReverseMatch, reverse

from gieo.core import clock
from gieo.core.actor import SYSTEM, Role
from gieo.foundation.accounts.models import Person, User, WorkSession
from gieo.foundation.accounts.services import create_user, give_role
from gieo.foundation.journal.models import Entry
from gieo.foundation.journal.queries import history
from gieo.foundation.outbox.models import Letter
from gieo.interfaces.web.accounts.backends import SignedIn
from tests.factories.accounts import person_with, user_with
from tests.factories.units import make_unit
from tests.interfaces.web.accounts.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def try_to_sign_in(client, password: str, email: str = "mai@example.vn"):
    return client.post("/dang-nhap/", {"login": email, "password": password})


def test_the_office_asks_to_sign_in_first(client, officer):
    assert client.get("/desk/accounts/").headers["Location"] == "/dang-nhap/?next=/desk/accounts/"
    answer = client.post("/dang-nhap/?next=/desk/accounts/", {"login": "MAI@example.vn", "password": PASSWORD})
    assert answer.headers["Location"] == "/desk/accounts/"
    assert client.get("/desk/accounts/").status_code == 200


def test_a_wrong_password_is_said_without_saying_which_part_was_wrong(client, officer):
    for email in ("mai@example.vn", "khong-co@example.vn"):
        answer = try_to_sign_in(client, "sai", email)
        assert answer.status_code == 200
        assert "Thư điện tử hoặc mật khẩu không đúng" in answer.content.decode()
        assert f'value="{email}"' in answer.content.decode()


def failures_of(email: str, seconds_ago: float) -> None:
    """Put the failures counted so far that many seconds into the past."""
    rate = ratelimit.parse_rates(settings.SIGN_IN_LOCK)[0]
    request = RequestFactory().post("/dang-nhap/")
    key = ratelimit.get_cache_key(
        request, app="allauth.account", action="login_failed", rate=rate, key=f"testserver:{email}"
    )
    assert len(cache.get(key)) == rate.amount
    cache.set(key, [time.time() - seconds_ago] * rate.amount, rate.duration)


def test_repeated_failures_lock_the_account_for_a_while(client, officer):
    for _ in range(5):
        try_to_sign_in(client, "sai")
    answer = try_to_sign_in(client, PASSWORD)
    assert "Thử sai quá nhiều lần" in answer.content.decode()
    assert "_auth_user_id" not in client.session
    assert [(entry.verb, entry.actor_name) for entry in history(officer)] == [("lock_sign_in", "Hệ thống")]


def test_the_lock_ends_after_a_quarter_of_an_hour(client, officer):
    for _ in range(5):
        try_to_sign_in(client, "sai")
    failures_of("mai@example.vn", seconds_ago=14 * 60)
    assert "Thử sai quá nhiều lần" in try_to_sign_in(client, PASSWORD).content.decode()
    failures_of("mai@example.vn", seconds_ago=15 * 60)
    assert try_to_sign_in(client, PASSWORD).headers["Location"] == "/desk/"


def test_failures_for_no_account_leave_no_word(client, officer):
    for _ in range(5):
        try_to_sign_in(client, "sai", "ai@example.vn")
    assert not Entry.objects.filter(verb="lock_sign_in").exists()


def test_the_session_changes_at_sign_in_and_ends_at_sign_out(client, officer):
    client.get("/dang-nhap/")
    before = client.session.session_key
    try_to_sign_in(client, PASSWORD)
    assert client.session.session_key != before
    assert client.get("/dang-xuat/").status_code == 200
    assert client.post("/dang-xuat/").headers["Location"] == "/"
    assert "_auth_user_id" not in client.session


def test_a_forgotten_password_is_set_anew_by_a_link_that_works_once(client, officer):
    for _ in range(5):
        try_to_sign_in(client, "sai")
    client.post("/quen-mat-khau/", {"email": "mai@example.vn"})
    letter = Letter.objects.get()
    link = re.search(r"http\S+(/dat-lai-mat-khau/\S+/)", letter.body)[1]
    form = client.get(link, follow=True)
    there = form.request["PATH_INFO"]
    new = "mat-khau-moi-2024"
    assert client.post(there, {"password1": new, "password2": new}).status_code == 302
    officer.refresh_from_db()
    assert officer.check_password(new)
    assert try_to_sign_in(Client(), new).headers["Location"] == "/desk/", "the lock is gone with the old password"
    assert "Liên kết không còn dùng được" in client.get(link, follow=True).content.decode()


@pytest.mark.parametrize(
    ("age", "good"), [(timedelta(hours=24, minutes=-1), True), (timedelta(hours=24, minutes=1), False)]
)
def test_a_reset_link_is_good_for_24_hours_as_its_letter_says(client, officer, now, age, good):
    client.post("/quen-mat-khau/", {"email": "mai@example.vn"})
    letter = Letter.objects.get()
    assert "24 giờ" in letter.body
    link = re.search(r"http\S+(/dat-lai-mat-khau/\S+/)", letter.body)[1]
    clock.shift(now + age - datetime.now(UTC))
    assert ("Liên kết không còn dùng được" not in client.get(link, follow=True).content.decode()) is good


def test_a_reset_is_written_in_the_language_of_its_receiver(client, officer):
    client.post("/en/quen-mat-khau/", {"email": "mai@example.vn"})
    assert Letter.objects.get().subject == "Đặt lại mật khẩu Gieo"


def test_after_a_correction_no_reset_goes_to_the_old_address(client, officer):
    client.post("/quen-mat-khau/", {"email": "mai@example.vn"})
    link = re.search(r"http\S+(/dat-lai-mat-khau/\S+/)", Letter.objects.get().body)[1]
    administrator = user_with(Role.ADMINISTRATOR, make_unit(code="DV-6"), name="Quản trị")
    client.force_login(administrator)
    sent = client.post(f"/desk/accounts/{officer.person_id}/sign-in-email", {"email": "lo.mai@example.vn"})
    assert sent.status_code == 303
    client.logout()
    Letter.objects.all().delete()
    client.post("/quen-mat-khau/", {"email": "mai@example.vn"})
    assert not Letter.objects.exists()
    assert "Liên kết không còn dùng được" in client.get(link, follow=True).content.decode()
    client.post("/quen-mat-khau/", {"email": "lo.mai@example.vn"})
    assert Letter.objects.get().to_email == "lo.mai@example.vn"


def test_a_changed_password_leaves_this_session_and_ends_the_others(client, officer):
    other = Client()
    for browser in (client, other):
        try_to_sign_in(browser, PASSWORD)
    new = "mat-khau-moi-2024"
    sent = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post("/doi-mat-khau/", sent).status_code == 302
    assert client.get("/desk/").status_code == 200
    assert other.get("/desk/").status_code == 302
    assert [row.session_key for row in WorkSession.objects.all()] == [client.session.session_key]


def test_a_stopped_sign_in_is_out_at_once_and_back_when_opened_again(client, officer):
    administrator = Client()
    administrator.force_login(user_with(Role.ADMINISTRATOR, make_unit(code="DV-6"), name="Quản trị"))
    try_to_sign_in(client, PASSWORD)
    person = f"/desk/accounts/{officer.person_id}/"
    assert "Ngừng tài khoản" in administrator.get(person).content.decode()
    assert administrator.post(f"{person}suspend", {"reason": ""}).status_code == 422
    assert administrator.post(f"{person}suspend", {"reason": "Nghỉ việc"}).status_code == 303
    assert client.get("/desk/").status_code == 302
    assert try_to_sign_in(client, PASSWORD).headers["Location"] == "/tai-khoan-da-khoa/"
    assert "Đã ngừng" in administrator.get(person).content.decode()
    assert administrator.post(f"{person}restore").status_code == 303
    assert client.get("/desk/").status_code == 302
    try_to_sign_in(client, PASSWORD)
    assert client.get("/desk/").status_code == 200


def test_who_is_signed_in_comes_with_the_person_in_one_query(officer, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = SignedIn().get_user(officer.pk)
        assert found is not None
        assert (found.person.name, found.person.receives) == (officer.person.name, False)
    assert SignedIn().get_user(officer.pk + 1) is None


def test_nothing_tells_whether_an_address_has_an_account(client, officer):
    known = client.post("/quen-mat-khau/", {"email": "mai@example.vn"})
    unknown = client.post("/quen-mat-khau/", {"email": "ai@example.vn"})
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert Letter.objects.count() == 1


def test_an_invited_person_sets_a_password_and_is_in(client, officer):
    person = person_with(Role.UNIT_REP, make_unit(code="DV-9"), name="Cà Văn Hặc")
    client.force_login(officer)
    client.post(reverse("accounts:invite", args=[person.pk]), {"email": "hac@example.vn"})
    client.logout()
    link = re.search(r"http://[^/]+(/loi-moi/\S+/)", Letter.objects.get().body)[1]
    assert "Chào Cà Văn Hặc" in client.get(link).content.decode()
    wrong = client.post(link, {"password1": PASSWORD, "password2": "khac"})
    assert wrong.status_code == 422
    assert "Hai lần gõ không giống nhau" in wrong.content.decode()
    assert client.post(link, {"password1": PASSWORD, "password2": PASSWORD}).headers["Location"] == "/desk/"
    assert client.get(link).status_code == 404


def test_nobody_signs_up_alone_and_the_demo_s_doors_do_not_exist(client):
    assert client.get("/khong-tu-dang-ky/").status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("accounts_public:try_as")
    assert client.post("/thu-vai/", {"email": "x"}).status_code == 404
    Person.objects.create(name="A", illustrative=True)
    assert "Dùng thử" not in client.get("/dang-nhap/").content.decode()


def test_the_directory_is_for_the_office(client, officer):
    client.force_login(user_with(Role.UNIT_REP, make_unit(code="DV-8"), name="Đại diện"))
    for address in ("/desk/accounts/", f"/desk/accounts/{officer.person_id}/"):
        assert client.get(address).status_code == 403
    assert client.post("/desk/accounts/export.xlsx").status_code == 403
    assert client.post("/desk/accounts/new", {"name": "Ai đó"}).status_code == 403
    assert not Person.objects.filter(name="Ai đó").exists()


@pytest.mark.parametrize("extra", [1, 3])
def test_the_directory_asks_the_same_few_questions_for_any_number_of_people(
    client, officer, extra, django_assert_num_queries
):
    unit = make_unit(code="DV-7")
    for number in range(extra):
        person_with(Role.UNIT_REP, unit, name=f"Người {number}")
    client.force_login(officer)
    with django_assert_num_queries(8):
        assert client.get("/desk/accounts/?q=nguoi&role=unit_rep").status_code == 200


@override_settings(PUBLIC_ADDRESS="http://gieo.test")
def test_roles_are_given_and_ended_on_pages(client, officer):
    client.force_login(user_with(Role.ADMINISTRATOR, make_unit(code="DV-6"), name="Quản trị"))
    person = Person.objects.get(name="Lò Thị Mai")
    unit = make_unit(code="DV-5")
    sent = {"role": "director", "unit": unit.pk, "title": "Giám đốc", "since": "01/11/2023"}
    assert client.post(f"/desk/accounts/{person.pk}/give-role", sent).status_code == 303
    held = person.roles.get(role="director")
    assert held.title == "Giám đốc"
    page = client.get(f"/desk/accounts/{person.pk}/").content.decode()
    assert "Giao vai trò" in page
    assert f"/desk/accounts/roles/{held.pk}/end" in page
    client.force_login(officer)  # who gives no role of the department ends none
    assert f"/desk/accounts/roles/{held.pk}/end" not in client.get(f"/desk/accounts/{person.pk}/").content.decode()
    client.force_login(User.objects.get(person__name="Quản trị"))
    assert client.post(f"/desk/accounts/roles/{held.pk}/end", {"until": "30/11/2023"}).status_code == 303
    held.refresh_from_db()
    assert held.until.isoformat() == "2023-11-30"


def test_the_directory_shows_the_roles_of_the_day(client, officer):
    unit = make_unit(code="DV-7")
    for name, since, until in [
        ("Sắp hết", "2020-01-01", "2023-11-07"),
        ("Đã hết", "2020-01-01", "2023-11-06"),
        ("Chưa bắt đầu", "2023-11-08", None),
        ("Đang giữ", "2023-11-07", None),
    ]:
        person = Person.objects.create(name=name, folded=name)
        person.roles.create(
            unit=unit, role="host", since=date.fromisoformat(since), until=until and date.fromisoformat(until)
        )
    client.force_login(officer)
    page = client.get("/desk/accounts/?role=host").content.decode()
    assert [name for name in ("Sắp hết", "Đã hết", "Chưa bắt đầu", "Đang giữ") if name in page] == [
        "Sắp hết",
        "Đang giữ",
    ]
    assert re.search(r"Tổ chức chủ trì, chủ nhiệm.{0,200}?\b2\b", page, re.S)
    everyone = client.get("/desk/accounts/").content.decode()
    assert everyone.count("Tổ chức chủ trì, chủ nhiệm <span") == 2


def test_an_officer_may_not_invite_into_a_role_of_the_office(client, officer):
    director = person_with(Role.DIRECTOR, make_unit(code="DV-4"), name="Giám đốc")
    client.force_login(officer)
    page = client.get(f"/desk/accounts/{director.pk}/").content.decode()
    assert "lời mời do quản trị hệ thống gửi" in page
    for answer in (
        client.get(f"/desk/accounts/{director.pk}/invite"),
        client.post(f"/desk/accounts/{director.pk}/invite", {"email": "ke-gian@example.vn"}),
    ):
        assert answer.status_code == 403
    assert not Letter.objects.exists()


def test_whoever_gives_a_role_sees_whose_mailbox_it_goes_to(client, officer):
    client.force_login(user_with(Role.ADMINISTRATOR, make_unit(code="DV-6"), name="Quản trị"))
    person = person_with(Role.UNIT_REP, make_unit(code="DV-9"), name="Cà Văn Hặc")
    form = f"/desk/accounts/{person.pk}/give-role"
    assert "@example.vn" not in client.get(form).content.decode()
    client.post(f"/desk/accounts/{person.pk}/invite", {"email": "hac@example.vn"})
    assert "ai mở thư ấy sẽ giữ vai trò này" in client.get(form).content.decode()
    create_user(person, email="hac2@example.vn", password=None, now=clock.now())
    assert "bằng tài khoản hac2@example.vn" in client.get(form).content.decode()
    unit = make_unit(code="DV-10")
    give_role(person, unit=unit, role=Role.HOST, since=date(2020, 1, 1), actor=SYSTEM, now=clock.now())
