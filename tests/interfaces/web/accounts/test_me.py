"""“Tài khoản của tôi”: where one is signed in, and how one ends it."""

from __future__ import annotations

import pytest
from django.test import Client

from gieo.core.actor import Role
from gieo.core.errors import NotAllowed
from gieo.foundation.accounts.models import WorkSession
from gieo.foundation.accounts.services import choose_reach
from gieo.foundation.journal.models import Entry
from gieo.foundation.outbox.vocab import Reach
from gieo.interfaces.web.accounts.devices import device_in_words
from gieo.interfaces.web.accounts.me import owner
from tests.factories.accounts import user_with
from tests.factories.units import make_unit
from tests.interfaces.web.accounts.conftest import PASSWORD

pytestmark = pytest.mark.django_db
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605 (KHTML, like Gecko) Version/17 Safari/604"
)
COC_COC = CHROME.replace("Chrome", "coc_coc_browser/120 Chrome")


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (CHROME, "Chrome trên Windows"),
        (IPHONE, "Safari trên iPhone"),
        (COC_COC, "Cốc Cốc trên Windows"),
        (f"{CHROME} Edg/120", "Edge trên Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0", "Firefox trên Linux"),
        ("curl/8", "Thiết bị không rõ"),
        ("", "Thiết bị không rõ"),
    ],
)
def test_a_browser_is_named_in_words(agent, words):
    assert device_in_words(agent) == words


def browser(agent: str, address: str) -> Client:
    client = Client(headers={"User-Agent": agent}, REMOTE_ADDR=address)
    client.post("/dang-nhap/", {"login": "mai@example.vn", "password": PASSWORD})
    return client


def test_one_s_sessions_are_listed_and_ended(officer):
    here, phone, library = browser(CHROME, "203.113.131.7"), browser(IPHONE, "2001:db8:1::5"), browser("", "10.0.0.9")
    page = here.get("/desk/me/").content.decode()
    for word in ("Chrome trên Windows", "203.113.131.x", "Safari trên iPhone", "2001:db8:1::/48", "10.0.0.x"):
        assert word in page
    assert "203.113.131.7" not in page
    assert page.count("Máy này") == 1
    other = WorkSession.objects.get(place="2001:db8:1::/48")
    assert here.post(f"/desk/me/sessions/{other.pk}/end").headers["Location"] == "/desk/me/"
    assert phone.get("/desk/").status_code == 302
    assert library.get("/desk/").status_code == 200
    assert here.post("/desk/me/sessions/end-others").status_code == 303
    assert (library.get("/desk/").status_code, here.get("/desk/").status_code) == (302, 200)
    told = list(Entry.objects.filter(verb__startswith="end_").order_by("id").values_list("verb", "actor_id"))
    assert told == [("end_session", officer.person_id), ("end_other_sessions", officer.person_id)]


def test_a_stranger_s_session_is_nowhere(officer, client):
    browser(CHROME, "203.113.131.7")
    session = WorkSession.objects.get()
    client.force_login(user_with(Role.ADMINISTRATOR, make_unit(code="DV-6")))
    assert client.post(f"/desk/me/sessions/{session.pk}/end").status_code == 404
    assert WorkSession.objects.count() == 1


@pytest.mark.parametrize("others", [0, 2])
def test_the_page_asks_the_same_few_questions(officer, others, django_assert_num_queries):
    for _ in range(others):
        browser(CHROME, "203.113.131.7")
    here = browser(CHROME, "203.113.131.7")
    with django_assert_num_queries(9):
        assert here.get("/desk/me/").status_code == 200


def test_one_chooses_by_which_ways_one_is_told(officer, client, settings):
    client.force_login(officer)
    page = client.get("/desk/me/reach").content.decode()
    assert "Sở chưa đặt cổng tin nhắn" in page
    refused = client.post("/desk/me/reach", {"reach": "both", "phone": "0215 3825 668"})
    assert "Ghi một số di động" in refused.content.decode()
    assert "0215 3825 668" in refused.content.decode(), "what was typed stays"
    assert not Entry.objects.filter(verb="choose_reach").exists()
    assert client.post("/desk/me/reach", {"reach": "both", "phone": "0900 000 601"}).status_code == 303
    person = type(officer.person).objects.get(pk=officer.person_id)
    assert (person.reach, person.phone) == ("both", "0900 000 601")
    changes = Entry.objects.get(verb="choose_reach").changes
    assert changes["reach"] == ["mail", "both"]
    assert "0900" not in str(changes)
    assert "Chưa đặt cổng tin nhắn" in client.get("/desk/me/").content.decode()
    settings.SHORT_MESSAGES = "gieo.foundation.outbox.engine.FileGateway"
    assert "Chưa đặt cổng tin nhắn" not in client.get("/desk/me/").content.decode()
    assert "chưa đặt cổng" not in client.get("/desk/me/reach").content.decode()


def test_nobody_chooses_for_another(officer, now):
    other = user_with(Role.OFFICER, make_unit("Đơn vị khác"))
    with pytest.raises(NotAllowed):
        choose_reach(officer.person, Reach.BOTH, phone="0900 000 601", actor=owner(other), now=now)
    officer.person.refresh_from_db()
    assert officer.person.reach == Reach.MAIL
