"""Signing in, by password and by link; the lock; what exists only in the demo."""

import re

import pytest
from django.core.cache import cache
from django.test import override_settings
from django.urls import NoReverseMatch, reverse

from gieo.core.actor import Role
from gieo.foundation.accounts.models import Person, User
from gieo.foundation.outbox.models import Letter
from tests.factories.accounts import person_with, user_with
from tests.factories.units import make_unit

PASSWORD = "mot-mat-khau-tot-2023"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits_left_over():
    cache.clear()


@pytest.fixture
def officer() -> User:
    return user_with(Role.OFFICER, make_unit(), email="mai@example.vn", password=PASSWORD)


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


def test_repeated_failures_lock_the_account_for_a_while(client, officer):
    for _ in range(5):
        try_to_sign_in(client, "sai")
    answer = try_to_sign_in(client, PASSWORD)
    assert "Thử sai quá nhiều lần" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_the_session_changes_at_sign_in_and_ends_at_sign_out(client, officer):
    client.get("/dang-nhap/")
    before = client.session.session_key
    try_to_sign_in(client, PASSWORD)
    assert client.session.session_key != before
    assert client.get("/dang-xuat/").status_code == 200
    assert client.post("/dang-xuat/").headers["Location"] == "/"
    assert "_auth_user_id" not in client.session


def test_a_forgotten_password_is_set_anew_by_a_link_that_works_once(client, officer):
    client.post("/quen-mat-khau/", {"email": "mai@example.vn"})
    letter = Letter.objects.get()
    link = re.search(r"http\S+(/dat-lai-mat-khau/\S+/)", letter.body)[1]
    form = client.get(link, follow=True)
    there = form.request["PATH_INFO"]
    new = "mat-khau-moi-2024"
    assert client.post(there, {"password1": new, "password2": new}).status_code == 302
    officer.refresh_from_db()
    assert officer.check_password(new)
    assert "Liên kết không còn dùng được" in client.get(link, follow=True).content.decode()


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
    for address in ("/desk/accounts/", "/desk/accounts/excel", f"/desk/accounts/{officer.person_id}/"):
        assert client.get(address).status_code == 403
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
    with django_assert_num_queries(10):
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
    assert client.post(f"/desk/accounts/roles/{held.pk}/end", {"until": "30/11/2023"}).status_code == 303
    held.refresh_from_db()
    assert held.until.isoformat() == "2023-11-30"
