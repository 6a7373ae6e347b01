"""The door as the web server asks it: what is given from a copy, what never is, and which visits are noted."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as product
from django.db import connection
from django.test import Client, RequestFactory
from django.test.client import ClientHandler
from django.test.utils import CaptureQueriesContext

from gieo.core.actor import Role
from gieo.foundation.audience.engine import spools
from gieo.foundation.audience.rules.visits import Visit, visits_in
from gieo.foundation.audience.vocab.visits import VisitKind
from gieo.interfaces.web.front import Front
from gieo.interfaces.web.front.copies import FRESH, Copies
from gieo.interfaces.web.front.requests import LONGEST_QUERY, without_trackers
from gieo.interfaces.web.ui.pages import SHARED
from tests.factories.accounts import user_with
from tests.factories.results import make_result
from tests.factories.units import make_unit
from tests.interfaces.web.front.test_copies import Clock

pytestmark = pytest.mark.django_db

BROWSER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0"


class Said:
    """One answer of the door."""

    def __init__(self, status: str, headers: list[tuple[str, str]], body: bytes, queries: int) -> None:
        self.status = int(status.split()[0])
        self.headers = dict(headers)
        self.body = body
        self.queries = queries
        """0: it came from a copy. (Every page asks for its readers at least.)"""


class Django(ClientHandler):
    """Django as the front asks it, on the connection of the test: that of the server would close it after the page."""

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        response = super().__call__(environ)
        start_response(f"{response.status_code} {response.reason_phrase}", list(response.items()))
        return list(response)


class Door:
    def __init__(self) -> None:
        self.clock = Clock()
        self.front = Front(Django(), Copies(self.clock))

    def __call__(self, path: str, method: str = "GET", *, agent: str = BROWSER, **environ: Any) -> Said:
        request = RequestFactory().generic(method, path, HTTP_USER_AGENT=agent, **environ)
        said: list[Any] = []
        with CaptureQueriesContext(connection) as asked:
            answer = self.front(request.environ, lambda status, headers, *_: said.extend((status, headers)))
            body = b"".join(answer)
            getattr(answer, "close", bool)()
        return Said(said[0], said[1], body, len(asked))


@pytest.fixture
def door(settings, tmp_path: Path) -> Door:
    settings.VISITS_DIR, settings.SALTS_DIR = tmp_path / "visits", tmp_path / "salts"
    settings.ALLOWED_HOSTS = ["testserver"]
    return Door()


@pytest.fixture
def noted(settings) -> Callable[[], list[Visit]]:
    return lambda: [visit for path in spools(settings.VISITS_DIR) for visit in visits_in(path.read_bytes())]


def test_a_page_is_made_once_a_second(door: Door):
    first, second = door("/hoi-nghi/"), door("/hoi-nghi/")
    door.clock.at += FRESH
    third = door("/hoi-nghi/")
    assert [bool(said.queries) for said in (first, second, third)] == [True, False, True]
    assert first.body == second.body
    assert (second.status, second.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert second.headers["Content-Length"] == str(len(second.body))
    assert second.headers["Content-Security-Policy"].startswith("default-src 'self'")


def test_what_was_published_is_seen_within_two_seconds(door: Door):
    assert "Chưa có kết quả nào" not in door("/ket-qua/").body.decode()
    result = make_result("transferable")
    door.clock.at += 2
    assert result.shown_title in door("/ket-qua/").body.decode()


@pytest.mark.parametrize(
    ("path", "environ"),
    [
        ("/hoi-nghi/", {"method": "POST"}),
        ("/hoi-nghi/", {"HTTP_COOKIE": f"{product.SESSION_COOKIE_NAME}=abc"}),
        ("/hoi-nghi/", {"HTTP_COOKIE": "csrftoken=a; messages=abc"}),
        ("/hoi-nghi/", {"HTTP_HX_REQUEST": "true"}),
        ("/hoi-nghi/", {"HTTP_AUTHORIZATION": "Bearer abc"}),
        ("/xac-minh/", {}),
        ("/dang-nhap/", {}),
        ("/khong-co-trang-nay/", {}),
        ("/ket-qua/?q=" + "x" * LONGEST_QUERY, {}),
        ("/hoi-nghi/", {"HTTP_HOST": "elsewhere.example"}),
    ],
)
def test_what_may_be_personal_or_is_no_page_is_never_kept(door: Door, path: str, environ: dict[str, Any]):
    door(path)
    first, second = door(path, **environ), door(path, **environ)
    assert "ETag" not in first.headers
    assert "ETag" not in second.headers
    assert SHARED not in first.headers


def test_signed_in_people_see_their_own_page(door: Door):
    client = Client()
    client.force_login(user_with(Role.OFFICER, make_unit()))
    cookie = f"{product.SESSION_COOKIE_NAME}={client.cookies[product.SESSION_COOKIE_NAME].value}"
    mine, everybodys = door("/", HTTP_COOKIE=cookie), door("/")
    assert "Việc của tôi" in mine.body.decode()
    assert mine.headers["Cache-Control"] == "private, no-cache"
    assert "Việc của tôi" not in everybodys.body.decode()
    assert everybodys.headers["Cache-Control"] == "no-cache"


def test_a_public_page_holds_nothing_of_who_asks(door: Door):
    for path in ("/", "/ket-qua/", "/hoi-nghi/", "/tin-tuc/"):
        said = door(path)
        assert "Set-Cookie" not in said.headers, path
        assert "csrf" not in said.body.decode().lower(), path
        assert "X-Request-Number" not in said.headers


def test_languages_queries_and_hosts_have_copies_of_their_own(door: Door):
    paths = ("/ket-qua/", "/en/ket-qua/", "/ket-qua/?q=lua", "/ket-qua/?q=che")
    assert len({door(path).body for path in paths}) == 4
    assert "Results" in door("/en/ket-qua/").body.decode()


def test_what_follows_people_is_taken_from_the_request(door: Door):
    tracked = door("/ket-qua/?utm_source=zalo&q=lua&fbclid=IwAR0")
    assert b"fbclid" not in tracked.body
    assert b"utm_" not in tracked.body
    assert door("/ket-qua/?q=lua").queries == 0
    assert without_trackers("a=1&utm_medium=x&b=2") == "a=1&b=2"
    assert without_trackers("gclid=1") == ""
    assert without_trackers("a=1&zarsrc=30") == "a=1"
    assert without_trackers("mygclid=1&q=utm_x") == "mygclid=1&q=utm_x"


def test_a_browser_that_has_the_page_gets_nothing_again(door: Door):
    etag = door("/hoi-nghi/").headers["ETag"]
    said = door("/hoi-nghi/", HTTP_IF_NONE_MATCH=etag)
    assert (said.status, said.body, said.headers["ETag"]) == (304, b"", etag)
    assert "Content-Length" not in said.headers
    door.clock.at += FRESH
    assert door("/hoi-nghi/", HTTP_IF_NONE_MATCH=f'"x", {etag}').status == 304, "made anew, and the same"
    assert door("/hoi-nghi/", HTTP_IF_NONE_MATCH='"x"').status == 200


def test_who_takes_a_packed_page_gets_one(door: Door):
    plain = door("/hoi-nghi/")
    packed = door("/hoi-nghi/", HTTP_ACCEPT_ENCODING="br, gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert "Content-Encoding" not in door("/hoi-nghi/", HTTP_ACCEPT_ENCODING="gzip;q=0").headers


def test_a_feed_is_kept_and_not_counted(door: Door, noted):
    assert [bool(door("/feeds/tin-tuc.xml").queries) for _ in range(2)] == [True, False]
    assert noted() == []


def test_visits_are_noted_from_copies_and_without_them(door: Door, noted, now):
    code = make_result("transferable").code
    door("/")
    door("/en/")
    door("/")
    door("/", HTTP_IF_NONE_MATCH=door("/", agent="").headers["ETag"])
    door(f"/ket-qua/{code}", HTTP_COOKIE=f"{product.SESSION_COOKIE_NAME}=abc")
    door("/", "HEAD")
    door("/", HTTP_SEC_PURPOSE="prefetch")
    door("/", agent="Mozilla/5.0 (compatible; Googlebot/2.1)")
    seen = [(visit.page, visit.kind) for visit in noted()]
    assert seen == [
        ("/", VisitKind.PERSON),
        ("/", VisitKind.PERSON),
        ("/", VisitKind.PERSON),
        ("/", VisitKind.ROBOT),
        ("/", VisitKind.PERSON),
        (f"/ket-qua/{code}", VisitKind.PERSON),
        ("/", VisitKind.ROBOT),
        ("/", VisitKind.PREFETCH),
        ("/", VisitKind.ROBOT),
    ]
    assert {visit.minute for visit in noted()} <= {int(now.timestamp() // 60), int(now.timestamp() // 60) + 1}


def test_what_is_no_public_page_is_not_counted(door: Door, noted):
    for path in (
        "/dang-nhap/",
        "/loi-moi/mot-ma-bi-mat/",
        "/xac-minh/",
        "/khong-co/",
        "/desk/",
        "/healthz",
        "/ket-qua/khong-co",
    ):
        door(path)
    door("/", "POST")
    assert noted() == []


def test_one_visitor_is_one_and_no_address_is_kept(door: Door, noted, settings):
    settings.PROXIES = 1
    for address, agent in (("203.0.113.9", BROWSER), ("203.0.113.9", BROWSER), ("203.0.113.10", BROWSER)):
        door("/", agent=agent, HTTP_X_FORWARDED_FOR=address)
    assert len({visit.visitor for visit in noted()}) == 2
    kept = b"".join(path.read_bytes() for path in spools(settings.VISITS_DIR))
    assert b"203.0" not in kept
    assert b"Mozilla" not in kept


def test_a_full_disk_refuses_nobody(door: Door, settings, tmp_path: Path):
    (tmp_path / "visits").write_text("a file where the folder should be")
    (tmp_path / "salts").write_text("the same")
    assert door("/").status == 200


def test_a_page_asked_for_by_its_head_alone_is_not_made_for_the_copies(door: Door):
    assert door("/hoi-nghi/", "HEAD").status == 200
    assert door("/hoi-nghi/").queries > 0
