"""Search in the office: by number and by words, everything one may see and nothing else, not even as a count."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gieo.core.actor import Role
from gieo.foundation.accounts.models import User
from gieo.foundation.accounts.queries import actor_for
from gieo.foundation.search.queries import stand_at
from gieo.foundation.search.services import rebuild
from tests.factories.accounts import NOW, user_with
from tests.factories.handovers import conference_of, prepare
from tests.factories.results import make_result
from tests.factories.units import make_department, make_unit

pytestmark = pytest.mark.django_db
QUERIES = 11


@pytest.fixture
def indexed(settings: Any, tmp_path: Path) -> Iterator[Callable[[], int]]:
    settings.INDEX_DIR = tmp_path / "index"
    yield lambda: rebuild(stand_at(settings.INDEX_DIR))
    stand_at.cache_clear()


def page(client: Client, words: str) -> str:
    answer = client.get("/desk/search/", {"q": words})
    assert answer.status_code == 200
    return html.unescape(answer.content.decode()).partition("<main")[2]


@pytest.fixture
def officer(client: Client) -> User:
    user = user_with(Role.OFFICER, make_department())
    client.force_login(user)
    return user


def test_results_are_found_best_first_with_or_without_accents(
    client: Client, officer: User, indexed: Callable[[], int]
) -> None:
    fallow, cow = make_result("draft", title="Bỏ hoang đất dốc"), make_result("draft", title="Nuôi bò vùng cao")
    indexed()
    for words in ("bò", "nuoi bo"):
        assert cow.code in page(client, words)
    found = page(client, "bò")
    assert found.index(cow.code) < found.index(fallow.code)


def test_every_kind_is_found_by_words_and_by_number(client: Client, officer: User, indexed: Callable[[], int]) -> None:
    conference = conference_of(results=1, products=0, units=1, enterprises=0)
    (minutes,) = prepare(conference)
    indexed()
    decision = conference.decisions.get()
    for words, name, key in (
        (decision.number, "transfers:decision", decision.code),
        (conference.title, "transfers:conference", conference.code),
        (minutes.receiver.name, "handovers:record", minutes.code),
        (minutes.receiver.name, "units:record", minutes.receiver.code),
        (officer.person.name, "accounts:person", officer.person.pk),
    ):
        assert f'href="{reverse(name, args=[key])}"' in page(client, words), words


def test_a_number_of_ours_leads_straight_to_its_record(client: Client, officer: User) -> None:
    result = make_result("draft")
    answer = client.get("/desk/search/", {"q": result.code.lower()})
    assert (answer.status_code, answer["Location"]) == (302, reverse("results:record", args=[result.code]))


def test_nobody_finds_what_they_may_not_see(client: Client, indexed: Callable[[], int]) -> None:
    officer = user_with(Role.OFFICER, make_department())
    hidden = make_result(
        "draft", title="Tinh dầu mắc khén", restricted=True, actor=actor_for(officer, NOW.date()), now=NOW
    )
    draft = make_result("draft", title="Tinh dầu màng tang")
    indexed()
    other = user_with(Role.DIRECTOR, make_unit("Sở Khoa học và Công nghệ khác"))
    rep = user_with(Role.UNIT_REP, make_unit("Ủy ban nhân dân huyện Mường Nhé"))

    client.force_login(officer)
    found = page(client, "tinh dầu")
    assert hidden.code in found, "its reader finds it"
    assert draft.code in found
    assert "2 nơi có" in found

    client.force_login(other)
    found = page(client, "tinh dầu")
    assert hidden.code not in found
    assert "1 nơi có" in found
    assert client.get("/desk/search/", {"q": hidden.code}).status_code == 200

    client.force_login(rep)
    for words in ("tinh dầu", "tinh dau", "khenn", hidden.code, draft.code, officer.person.name):
        found = page(client, words)
        assert "0 nơi có" in found
        assert "Ý bạn là" not in found


def test_queries_stay_within_the_budget(client: Client, officer: User, indexed: Callable[[], int]) -> None:
    for number in range(3):
        make_result("draft", title=f"Nuôi ong số {number}")
        make_unit(f"Hợp tác xã nuôi ong {number}")
        if number in (0, 2):
            indexed()
            with CaptureQueriesContext(connection) as asked:
                assert "Nuôi ong số 0" in page(client, "nuôi ong")
            assert len(asked) == QUERIES, [query["sql"][:120] for query in asked]


def test_without_an_index_and_without_words_it_is_a_page_all_the_same(client: Client, officer: User) -> None:
    result = make_result("draft", title="Nuôi bò vùng cao")
    assert result.code in page(client, "nuoi bo")
    assert "nơi có" not in page(client, "")
