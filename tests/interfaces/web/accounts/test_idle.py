"""A browser left alone signs out by itself; whoever comes back finds the page again."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from gieo.config.env import WrongEnvironment, read_env
from gieo.core import clock
from gieo.foundation.accounts.models import WorkSession
from gieo.interfaces.web.accounts.entering import SEEN
from tests.interfaces.web.accounts.conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client, officer, settings):
    settings.IDLE = timedelta(minutes=60)
    client.post("/dang-nhap/", {"login": "mai@example.vn", "password": PASSWORD})
    return client


def at(now: datetime, **later: float) -> None:
    """Put the clock so long after the sign-in, which happened at `now`."""
    clock.shift(now + timedelta(**later) - datetime.now(UTC))


def test_just_under_an_hour_is_no_absence_and_every_click_counts_anew(signed_in, now):
    at(now, minutes=59)
    assert signed_in.get("/desk/").status_code == 200
    at(now, minutes=118)
    assert signed_in.get("/desk/").status_code == 200


def test_the_board_on_the_wall_keeps_nobody_signed_in(signed_in, now):
    for minutes in (30, 59):
        at(now, minutes=minutes)
        assert signed_in.get("/bang/khong-co").status_code == 404
    at(now, minutes=61)
    assert signed_in.get("/desk/").headers["Location"].startswith("/het-phien/")


def test_after_an_hour_one_signs_in_again_and_is_back_where_one_was(signed_in, now):
    at(now, minutes=61)
    answer = signed_in.get("/desk/accounts/?q=mai&page=2")
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/het-phien/?next=%2Fdesk%2Faccounts%2F%3Fq%3Dmai%26page%3D2")
    assert not Session.objects.exists()
    page = signed_in.get(answer.headers["Location"]).content.decode()
    assert "Đã 60 phút không có thao tác" in page
    assert "/dang-nhap/?next=%2Fdesk%2Faccounts%2F%3Fq%3Dmai%26page%3D2" in page
    again = signed_in.post("/dang-nhap/?next=/desk/accounts/?q=mai", {"login": "mai@example.vn", "password": PASSWORD})
    assert again.headers["Location"] == "/desk/accounts/?q=mai"
    assert WorkSession.objects.count() == 1


def test_a_form_sent_too_late_does_nothing_and_leads_back_to_itself(signed_in, officer, now):
    at(now, minutes=61)
    answer = signed_in.post(
        reverse("accounts:language"), {"language": "en"}, headers={"Referer": "http://testserver/desk/units/new?a=1"}
    )
    assert parse_qs(urlsplit(answer.headers["Location"]).query) == {"next": ["/desk/units/new?a=1"]}
    officer.refresh_from_db()
    assert officer.language == "vi"


def test_a_part_asked_for_too_late_sends_the_whole_page_on(signed_in, now):
    at(now, minutes=61)
    answer = signed_in.get("/desk/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/desk/duties/"})
    assert (answer.status_code, "next=%2Fdesk%2Fduties%2F" in answer.headers["HX-Redirect"]) == (204, True)


def test_the_portal_goes_on_for_one_who_was_away(signed_in, now):
    at(now, minutes=61)
    assert signed_in.get("/").status_code == 200
    assert "_auth_user_id" not in signed_in.session


@pytest.mark.parametrize("stranger", ["https://ke-gian.example/desk/", "//ke-gian.example/desk"])
def test_the_way_back_never_leads_elsewhere(client, stranger):
    assert "next=%2Fdesk%2F" in client.get("/het-phien/", {"next": stranger}).content.decode()


def test_a_session_that_never_said_when_it_was_seen_is_ended(client, officer, settings):
    client.force_login(officer)
    assert client.get("/desk/").status_code == 200
    settings.IDLE = timedelta(minutes=60)
    assert client.get("/desk/").status_code == 303


def test_the_moment_is_written_at_most_once_a_minute(signed_in, now, django_assert_num_queries):
    first = signed_in.session[SEEN]
    at(now, seconds=20)
    signed_in.get("/desk/")
    assert signed_in.session[SEEN] == first
    at(now, seconds=100)
    signed_in.get("/desk/")
    second = signed_in.session[SEEN]
    assert second == pytest.approx(first + 100, abs=40)
    at(now, seconds=120)
    signed_in.get("/desk/")
    assert signed_in.session[SEEN] == second


@pytest.mark.parametrize(
    ("environ", "minutes"),
    [
        ({"GIEO_MODE": "production"}, 60),
        ({"GIEO_MODE": "production", "GIEO_IDLE_MINUTES": "15"}, 15),
        ({"GIEO_MODE": "production", "GIEO_IDLE_MINUTES": "0"}, 0),
        ({"GIEO_MODE": "demo"}, 0),
    ],
)
def test_the_limit_comes_from_the_environment(environ, minutes):
    assert read_env({"GIEO_PUBLIC_ADDRESS": "https://x.vn", **environ}).idle == timedelta(minutes=minutes)
    with pytest.raises(WrongEnvironment, match="GIEO_IDLE_MINUTES"):
        read_env({**environ, "GIEO_PUBLIC_ADDRESS": "https://x.vn", "GIEO_IDLE_MINUTES": "một giờ"})
