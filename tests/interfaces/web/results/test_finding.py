"""The catalogue asks the index: with or without accents, best first, and it helps where nothing is found."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gieo.core.actor import SYSTEM
from gieo.domain.results.models import Result
from gieo.domain.results.services import renew_all_texts, withdraw_result
from gieo.foundation.search.queries import stand_at
from gieo.foundation.search.services import rebuild
from tests.factories.accounts import NOW
from tests.factories.exports import cells
from tests.factories.handovers import conference_of, prepare, receive, seal, sign
from tests.factories.results import make_result
from tests.factories.units import make_unit

pytestmark = pytest.mark.django_db
QUERIES = 10
EMPTY_QUERIES = 15
PLAIN = {
    "kit": False,
    "plain_sheet": "Giới thiệu dễ hiểu.",
    "abstract": "Tóm tắt của đề tài.",
}
TITLES = {
    "cow": "Nuôi bò sữa vùng cao",
    "fallow": "Bỏ hoang đất dốc trồng rừng",
    "ill": "Phòng bệnh cho bò",
    "rice": "Trồng lúa nếp nương",
    "yoghurt": "Sữa chua từ sữa dê",
}


@pytest.fixture
def made() -> dict[str, Result]:
    return {name: make_result("transferable", title=title, **PLAIN) for name, title in TITLES.items()}


@pytest.fixture
def find(client: Client, made: dict[str, Result], settings: Any, tmp_path: Path) -> Iterator[Callable[..., list[str]]]:
    """Names of the results that the catalogue shows for a query, in its order."""
    settings.INDEX_DIR = tmp_path / "index"
    rebuild(stand_at(settings.INDEX_DIR))
    names = {result.code: name for name, result in made.items()}

    def shown(query: str, **more: str) -> list[str]:
        answer = client.get("/ket-qua/", {"q": query, **more})
        assert answer.status_code == 200
        return [names[code] for code in re.findall(r'href="/ket-qua/(KQ-\d{4}-\d{3})"', answer.content.decode())]

    yield shown
    stand_at.cache_clear()


def test_with_or_without_accents_best_first(find: Callable[..., list[str]]) -> None:
    assert find("bo sua") == find("bò sữa") == ["cow"]
    assert find("bò")[-1] == "fallow"
    assert set(find("bò")) == {"cow", "ill", "fallow"}
    assert find("bỏ")[0] == "fallow"
    assert find('"sữa chua"') == ["yoghurt"]
    assert find("làm thế nào để nuôi bò sữa?") == ["cow"]


def test_another_order_may_be_chosen_and_the_address_keeps_the_words(
    find: Callable[..., list[str]], client: Client
) -> None:
    assert find("bò", sort="title") == ["fallow", "cow", "ill"]
    assert find("bò", sort="-title") == ["ill", "cow", "fallow"]
    page = client.get("/ket-qua/", {"q": "bò", "sort": "title"}).content.decode()
    assert 'href="/ket-qua/?q=b%C3%B2"' in page, "back to what fits best"


def test_excel_holds_what_the_list_shows_in_its_order(
    find: Callable[..., list[str]], client: Client, made: dict[str, Result]
) -> None:
    codes = cells(client, "/ket-qua/", "Mã", "q=bò")
    assert codes == [made[name].code for name in find("bò")]


def test_facets_count_what_the_words_find(find: Callable[..., list[str]], client: Client) -> None:
    page = client.get("/ket-qua/", {"q": "bò"}).content.decode()
    counts = re.findall(r'name="state" value="(\w+)".*?facet__count">(\d+)<', page)
    assert ("transferable", "3") in counts
    assert "3 trong 5 kết quả" in page


def test_filters_say_how_many_by_whom_and_where_results_were_received(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    conference = conference_of(results=3, products=0, units=2, enterprises=0)
    prepare(conference)
    first, second = seal(conference)
    for minutes in (first, second):
        sign(minutes)
    receive(first)
    renew_all_texts()  # the factory writes results straight to the tables
    settings.INDEX_DIR = tmp_path / "index"
    rebuild(stand_at(settings.INDEX_DIR))

    def counts(**asked: str) -> dict[str, int]:
        page = client.get("/ket-qua/", {"q": "ket qua", **asked}).content.decode()
        found = re.findall(r'name="(given|place|receiver)" value="([^"]+)".*?facet__count">(\d+)<', page)
        return {f"{facet} {value}": int(count) for facet, value, count in found}

    held = first.items.count()
    handed = held + second.items.count()
    assert counts() == {
        "given decided": 3, "given handed_over": handed, "given received": held, "place tinh": held,
        f"receiver {first.receiver.code}": held,
    }  # fmt: skip
    assert counts(receiver=first.receiver.code)["given decided"] == held
    assert f"{held} trong 3 kết quả" in client.get("/ket-qua/", {"place": "tinh"}).content.decode()
    stand_at.cache_clear()
    settings.INDEX_DIR = tmp_path / "none"
    assert f"{held} trong 3 kết quả" in client.get("/ket-qua/", {"place": "tinh"}).content.decode(), "without an index"


def test_the_address_shares_what_the_list_shows(find: Callable[..., list[str]], client: Client) -> None:
    page = html.unescape(client.get("/ket-qua/", {"q": "bò", "state": "transferable"}).content.decode())
    assert '<meta property="og:title" content="Kết quả nghiên cứu: “bò”; Tình trạng: Sẵn sàng chuyển giao">' in page
    assert re.search(r'rel="canonical" href="https?://[^/]+/ket-qua/\?q=b%C3%B2&state=transferable"', page)
    card = re.search(r'property="og:image" content="https?://[^/]+(/[^"]+)"', page)
    assert card is not None
    assert client.get(card[1])["Content-Type"].startswith("image/")
    assert client.get("/the-chia-se/danh-muc/khac").status_code == 404


def test_what_may_have_been_meant_what_is_near_and_whom_to_ask(find: Callable[..., list[str]], client: Client) -> None:
    make_unit("Sở Khoa học và Công nghệ tỉnh Điện Biên", phone="0215 000 0001")
    page = html.unescape(client.get("/ket-qua/", {"q": "bo suaa"}).content.decode())
    assert "Không tìm thấy kết quả nào" in page
    assert re.search(r'href="/ket-qua/\?q=b%C3%B2\+s%E1%BB%AFa"[^>]*>bò sữa<', page)
    assert "tel:02150000001" in page
    assert find("bo suaa")[0] == "cow", "what comes near is shown"
    assert find("lúa cà phê") == ["rice"]
    assert find("xyzzy") == []


def test_where_only_the_filters_hide_everything_they_may_be_dropped(
    find: Callable[..., list[str]], client: Client
) -> None:
    page = client.get("/ket-qua/", {"q": "bo sua", "state": "registered"}).content.decode()
    assert 'href="/ket-qua/?q=bo+sua"' in page
    assert "Bỏ bộ lọc, xem 1 kết quả" in page


def test_what_is_not_public_is_in_no_row_count_or_suggestion(
    find: Callable[..., list[str]], client: Client, made: dict[str, Result], settings: Any
) -> None:
    make_result("draft", title="Trồng mắc khén", **PLAIN)
    make_result("accepted", title="Hạt dổi, mắc khén", **PLAIN)
    withdraw_result(made["rice"], reason="Nhập trùng", actor=SYSTEM, now=NOW)
    assert find("nếp nương") == [], "also before the index has followed"
    rebuild(stand_at(settings.INDEX_DIR))
    for words in ("khén", "khenn", "mackhen", "nuongg", "nepnuong", "hạt dổi", "hat doii"):
        page = html.unescape(client.get("/ket-qua/", {"q": words}).content.decode())
        assert "0 trong 4 kết quả" in page, words
        assert not re.search("mắc khén|nếp nương|hạt dổi", page.partition("<main")[2].replace(words, "")), words


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_rows(find: Callable[..., list[str]], client: Client, count: int) -> None:
    words = {1: "lúa", 3: "bò"}[count]
    with CaptureQueriesContext(connection) as asked:
        assert len(find(words)) == count
    assert len(asked) == QUERIES, [query["sql"][:120] for query in asked]


def test_the_help_stays_within_the_budget(find: Callable[..., list[str]]) -> None:
    with CaptureQueriesContext(connection) as asked:
        find("bo suaa")
    assert len(asked) == EMPTY_QUERIES, [query["sql"][:120] for query in asked]


def test_without_an_index_the_database_answers(client: Client, made: dict[str, Result], settings: Any) -> None:
    page = client.get("/ket-qua/", {"q": "bo sua"}).content.decode()
    assert made["cow"].code in page
    page = client.get("/ket-qua/", {"q": "bo suaa"}).content.decode()
    assert "Không tìm thấy kết quả nào" in page
