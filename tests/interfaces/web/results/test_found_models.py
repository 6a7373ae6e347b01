"""Who looks for a result before everybody is shown the models of it that one may go and see."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gieo.domain.results.services import renew_all_texts, set_access
from gieo.domain.results.vocab import Access
from gieo.domain.uptake.services import follow_access
from gieo.domain.uptake.services.demonstrations import abandon_model
from tests.factories.demonstrations import HOUSEHOLD, planned_model, running_model
from tests.factories.results import make_result
from tests.factories.transfers import a_result
from tests.factories.uptake import NOW, a_place, officer_of

pytestmark = pytest.mark.django_db
QUERIES, WITHOUT_RESULTS = 11, 13
TEA = "Nương chè Shan ở bản Che Căn"


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def page(client: Client, words: str, at: str = "/ket-qua/") -> str:
    cache.clear()
    answer = client.get(at, {"q": words})
    assert answer.status_code == 200
    return html.unescape(answer.content.decode()).partition("<main")[2]


def shown(client: Client, words: str, at: str = "/ket-qua/") -> list[str]:
    """Codes of the models that the page leads to, in its order."""
    return re.findall(r'href="(?:/en)?/mo-hinh/(MH-\d{4}-\d{3})"', page(client, words, at))


def test_a_farmer_finds_the_field_to_go_and_see(client: Client, indexed: Callable[[], int]) -> None:
    tea = running_model(place=a_place("Xã Mường Phăng"), title=TEA, names_household=True)
    cow = running_model(a_result(), title="Nuôi bò sữa")
    indexed()
    for words in ("mô hình chè Mường Phăng", "mo hinh che", "chè shan", "che căn"):
        assert shown(client, words)[0] == tea.code, words
    assert shown(client, "mô hình nuôi bò sữa")[0] == cow.code
    assert shown(client, "nuôi bò", "/en/ket-qua/") == [cow.code]
    assert "Demonstration models" in page(client, "nuôi bò", "/en/ket-qua/")
    found = page(client, "nuôi bò")
    assert "Không tìm thấy kết quả nào" in found, "also where no result answers"
    assert 'href="/mo-hinh/"' in found
    assert shown(client, HOUSEHOLD.partition(",")[0]) == []
    assert shown(client, "") == []


def test_no_more_than_three_the_best_first(client: Client, indexed: Callable[[], int]) -> None:
    made = [running_model(a_result(), title=f"Nuôi ong số {number}") for number in range(4)]
    indexed()
    found = shown(client, "nuôi ong số 2")
    assert (found[0], len(found)) == (made[2].code, 3)


def test_what_is_not_before_everybody_is_not_found(client: Client, indexed: Callable[[], int]) -> None:
    planned_model(title=TEA)
    hidden, left = running_model(a_result(), title=TEA), running_model(a_result(), title=TEA)
    indexed()
    assert set(shown(client, "nương chè")) == {hidden.code, left.code}
    set_access(hidden.use.result, access=Access.RESTRICTED, note="Kín", actor=officer_of(), now=NOW)
    abandon_model(left, reason="Lũ cuốn.", actor=officer_of(), now=NOW)
    assert shown(client, "nương chè") == [], "also before the index has followed"
    follow_access(actor=officer_of(), now=NOW)
    indexed()
    assert shown(client, "nương chè") == []
    assert "tới xem tận mắt" not in page(client, "nương chè")


def test_words_that_a_model_has_are_no_slip_of_the_hand(client: Client, indexed: Callable[[], int]) -> None:
    made = [make_result("transferable", title=f"Trồng chè {number}", plain_sheet="Dễ làm.") for number in range(2)]
    model = running_model(made[0], title="Vườn chề lai")
    indexed()
    with CaptureQueriesContext(connection) as asked:
        assert shown(client, "chề lai") == [model.code]
    assert len(asked) == WITHOUT_RESULTS, [query["sql"][:120] for query in asked]
    assert "Ý bạn là" not in page(client, "chề lai")
    assert "Ý bạn là" in page(client, "chèe")


def test_the_list_of_models_knows_what_they_are_called(client: Client) -> None:
    tea = running_model(place=a_place("Xã Mường Phăng"), title=TEA)
    cow = running_model(a_result(), title="Nuôi bò sữa")
    for words in ("mô hình chè Mường Phăng", "mo hinh che"):
        found = page(client, words, "/mo-hinh/")
        assert tea.code in found
        assert cow.code not in found
    assert cow.code in page(client, "mô hình trình diễn nuôi bò", "/mo-hinh/")


def test_queries_do_not_grow_with_the_models(client: Client, indexed: Callable[[], int]) -> None:
    for number in range(3):
        running_model(a_result("Nuôi ong"), title=f"Nuôi ong số {number}")
        if number in (0, 2):
            renew_all_texts()  # the factory writes results straight to the tables
            indexed()
            page(client, "nuôi ong")
            with CaptureQueriesContext(connection) as asked:
                assert shown(client, "nuôi ong")
            assert len(asked) == QUERIES, [query["sql"][:120] for query in asked]
