"""Limits: how often a client may knock, and who a client is behind proxies."""

import pytest
from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from gieo.core.errors import TooOften
from gieo.interfaces.web.ui.clients import came_through_a_stranger, client_address
from gieo.interfaces.web.ui.limits import knock, refuse_used_up

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits_left_over(settings):
    cache.clear()
    settings.RATE_LIMITS = {"links": "3/m/ip", "verify": "3/m/ip", "uploads": "3/h/ip"}


@pytest.mark.parametrize(
    ("deed", "wait"),
    [
        (lambda client: client.get("/xac-minh/?ma=BB-2023-001"), 60),
        (lambda client: client.post("/xac-minh/", b"", content_type="application/x-www-form-urlencoded"), 60),
        (lambda client: client.get("/loi-moi/khong-phai-cua-toi/"), 60),
        (lambda client: client.get("/dat-lai-mat-khau/1-khong-phai/"), 60),
        (lambda client: client.post("/dang-nhap/", {"file": SimpleUploadedFile("a.txt", b"a")}), 3600),
    ],
)
def test_who_knocks_too_often_hears_when_to_come_back(client, deed, wait):
    for _ in range(3):
        assert deed(client).status_code != 429
    answer = deed(client)
    assert answer.status_code == 429
    assert wait - 30 < int(answer.headers["Retry-After"]) <= wait  # as long as the first knock is remembered
    assert f"Xin quay lại sau {wait // 60} phút" in answer.content.decode()


def test_looking_at_the_form_is_not_counted(client):
    assert [client.get("/xac-minh/").status_code for _ in range(5)] == [200] * 5


def test_a_refused_deed_is_not_done(rf):
    for _ in range(3):
        knock(rf.get("/"), "links")
    with pytest.raises(TooOften) as refusal:
        knock(rf.get("/"), "links")
    assert 30 < refusal.value.seconds <= 60


def test_who_is_refused_writes_nothing_and_does_not_wait_longer(rf, settings):
    settings.RATE_LIMITS = {"links": "2/m/key"}
    for _ in range(2):
        knock(rf.get("/"), "links", key="a")
    refuse_used_up(rf.get("/"), "links", key="b")
    place = ratelimit.get_cache_key(rf.get("/"), app="gieo", action="links", rate=ratelimit.Rate(2, 60, "key"), key="a")
    before = list(cache.get(place))
    for deed in (knock, refuse_used_up):
        with pytest.raises(TooOften):
            deed(rf.get("/"), "links", key="a")
    assert cache.get(place) == before
    assert len(before) == 2


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "", "10.0.0.1"),
        (0, "203.0.113.9", "10.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.1"),
        (1, "", "10.0.0.1"),
    ],
)
def test_only_named_proxies_are_believed(settings, proxies, forwarded, address):
    settings.PROXIES = proxies
    assert client_address({"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": forwarded}) == address


def test_behind_a_proxy_each_client_has_its_own_limit(client, settings):
    settings.PROXIES = 1

    def knocks(seen: str) -> int:
        return client.get("/xac-minh/?ma=BB-2023-001", headers={"X-Forwarded-For": f"192.0.2.7, {seen}"}).status_code

    assert [knocks("203.0.113.9") for _ in range(4)] == [200, 200, 200, 429]
    assert knocks("203.0.113.10") == 200
    assert [knocks(f"2001:db8:1:2::{n}") for n in range(4)] == [200, 200, 200, 429]
    assert knocks("2001:db8:1:3::1") == 200


@pytest.mark.parametrize(
    ("proxies", "forwarded", "strange"), [(0, "", False), (0, "a", True), (1, "a", False), (1, "a, b", True)]
)
def test_a_request_that_nobody_named_has_passed_on_is_known(settings, proxies, forwarded, strange):
    settings.PROXIES = proxies
    assert came_through_a_stranger({"HTTP_X_FORWARDED_FOR": forwarded}) is strange
