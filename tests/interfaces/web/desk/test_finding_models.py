"""Demonstration models in the search of the office: found by those who see them, no trace of them for anybody else."""

from __future__ import annotations

import html
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gieo.core.actor import Role
from gieo.domain.results.services import set_access
from gieo.domain.results.vocab import Access
from gieo.domain.uptake.models import Demonstration
from gieo.domain.uptake.services import follow_access
from gieo.domain.uptake.services.demonstrations import abandon_model
from gieo.foundation.accounts.models import User
from gieo.foundation.units.models import Unit
from tests.factories.accounts import user_with
from tests.factories.copies import a_committee
from tests.factories.demonstrations import HOUSEHOLD, concluded, planned_model, running_model, visited
from tests.factories.handovers import department
from tests.factories.results import make_result
from tests.factories.transfers import a_result
from tests.factories.units import make_unit
from tests.factories.uptake import NOW, a_place, officer_of
from tests.interfaces.web.desk.test_finding import below, page

pytestmark = pytest.mark.django_db
QUERIES, QUERIES_BELOW = 10, 9  # one more than without models

TEA = "Nương chè Shan ở bản Che Căn"


def signed_in(client: Client, role: Role = Role.OFFICER, unit: Unit | None = None) -> User:
    user = user_with(role, unit or department())
    client.force_login(user)
    return user


def address(model: Demonstration) -> str:
    return reverse("models:record", args=[model.code])


@pytest.fixture
def tea() -> Demonstration:
    return running_model(place=a_place("Xã Mường Phăng"), title=TEA)


def test_models_are_found_on_the_page_and_while_one_types(
    client: Client, tea: Demonstration, indexed: Callable[[], int]
) -> None:
    other = running_model(a_result(), title="Nuôi bò sữa", plan="Trồng cỏ voi, ủ chua.")
    signed_in(client)
    indexed()
    for words in ("mô hình chè", "mô hình chè Mường Phăng", "mo hinh che muong phang", "chè che căn"):
        found = page(client, words)
        assert f'href="{address(tea)}"' in found, words
        assert "Mô hình trình diễn" in found
        assert "Đang làm" in found
        assert address(tea) in below(client, words), words
    assert below(client, "mô hình nuôi bò sữa")[0] == address(other), "the best first"
    assert address(other) in below(client, "ủ chu"), "by what is done, the last word unfinished"
    assert address(tea) not in below(client, "ủ chu")
    assert page(client, "nương chè shan").count(f'href="{address(tea)}"') == 1


def test_its_code_leads_straight_to_it(client: Client, tea: Demonstration) -> None:
    signed_in(client)
    answer = client.get("/desk/search/", {"q": tea.code.lower()})
    assert (answer.status_code, answer["Location"]) == (302, address(tea))


def test_how_far_it_has_come_stands_beside_it(client: Client, indexed: Callable[[], int]) -> None:
    signed_in(client)
    planned = planned_model(title=TEA)
    ended, left = running_model(a_result(), title=TEA), running_model(a_result(), title=TEA)
    visited(ended)
    concluded(ended)
    abandon_model(left, reason="Lũ cuốn.", actor=officer_of(), now=NOW)
    indexed()
    found = page(client, "nương chè shan")
    for model, word in ((planned, "Dự kiến"), (ended, "Đáng làm theo"), (left, "Đã bỏ")):
        assert f'href="{address(model)}"' in found
        assert f"{model.use.place.name} · {word}" in found
    assert "3 nơi có" in found, "counted with their kind"


def test_all_of_them_on_a_page_of_their_own_and_in_english(client: Client, indexed: Callable[[], int]) -> None:
    user = signed_in(client)
    made = [running_model(a_result(), title=f"Mô hình nuôi ong số {number}") for number in range(7)]
    indexed()
    assert "Xem cả 7" in page(client, "nuôi ong")
    User.objects.filter(pk=user.pk).update(language="en")
    whole = html.unescape(client.get("/desk/search/", {"q": "nuôi ong", "of": "model"}).content.decode())
    assert all(f'href="{address(model)}"' in whole for model in made)
    assert "Demonstration models" in whole.partition("<main")[2]
    assert "Under way" in whole.partition("<main")[2]


def test_who_may_not_see_it_finds_nothing_not_even_a_count(
    client: Client, tea: Demonstration, indexed: Callable[[], int]
) -> None:
    indexed()
    signed_in(client, Role.UNIT_REP, a_committee(a_place("Xã Mường Pồn")))
    for words in ("nương chè shan", "che căn", "chè shann", "nuong che sha"):
        assert "0 nơi có" in page(client, words)
        assert "Ý bạn là" not in page(client, words)
        assert below(client, words) == []
    signed_in(client, Role.UNIT_REP, a_committee(a_place("Xã Mường Phăng")))
    assert address(tea) in below(client, "nương chè shan"), "the commune answers for its own"


def test_once_its_result_is_restricted_no_word_finds_it(
    client: Client, tea: Demonstration, indexed: Callable[[], int]
) -> None:
    keeper = officer_of()
    set_access(tea.use.result, access=Access.RESTRICTED, note="Kín", actor=keeper, now=NOW)
    signed_in(client, Role.DIRECTOR, make_unit("Sở khác"))
    indexed()
    for told in (False, True):
        for words in ("nương chè shan", "che căn", tea.code, tea.code[:-1]):
            assert "0 nơi có" in page(client, words), (told, words)
            assert below(client, words) == [], (told, words)
        follow_access(actor=keeper, now=NOW)
        indexed()
    assert "Ý bạn là" not in page(client, "nuong che shannn")
    assert "Ý bạn là" not in page(client, "che cănn")


def test_a_household_is_found_by_nobody(client: Client, indexed: Callable[[], int]) -> None:
    signed_in(client)
    running_model(names_household=True)
    indexed()
    name = HOUSEHOLD.partition(",")[0]
    assert below(client, name) == []
    assert "0 nơi có" in page(client, name)


def test_without_an_index_the_database_finds_them(client: Client, tea: Demonstration) -> None:
    signed_in(client)
    assert f'href="{address(tea)}"' in page(client, "nuong che")


def test_queries_do_not_grow_with_the_models(client: Client, indexed: Callable[[], int]) -> None:
    signed_in(client)
    for number in range(3):
        make_result("draft", title=f"Nuôi ong số {number}")
        make_unit(f"Hợp tác xã nuôi ong {number}")
        model = running_model(a_result(), title=f"Nuôi ong số {number}", place=a_place(f"Xã Pa {number}"))
        if number in (0, 2):
            indexed()
            with CaptureQueriesContext(connection) as asked:
                assert address(model) in page(client, "nuôi ong")
            assert len(asked) == QUERIES, [query["sql"][:120] for query in asked]
            with CaptureQueriesContext(connection) as asked:
                assert address(model) in below(client, "nuôi o")
            assert len(asked) == QUERIES_BELOW, [query["sql"][:120] for query in asked]
