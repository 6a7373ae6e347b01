"""Needs and results by the table of texts and its index: within bounds, with reasons, nothing of what is gone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override

from gieo.foundation.search.engine import Stand
from gieo.foundation.search.queries import match, stand_at
from gieo.foundation.search.rules import EVERYWHERE, Bounds, Entry
from gieo.foundation.search.rules.kin import Tie
from gieo.foundation.search.rules.reasons import Reason
from gieo.foundation.search.services import drop_texts, follow, put_texts
from gieo.foundation.search.vocab import Weight
from gieo.foundation.search.wording import why

pytestmark = pytest.mark.django_db(transaction=True)  # an index follows only what has been committed

PUBLIC = Bounds(("result",), (frozenset({"public"}),))


@pytest.fixture
def stand(settings: Any, tmp_path: Path) -> Iterator[Stand]:
    settings.INDEX_DIR = tmp_path / "index"
    yield stand_at(settings.INDEX_DIR)
    stand_at.cache_clear()


def text(key: str, title: str, body: str, *marks: str) -> Entry:
    return Entry(key, key.partition(":")[0], {Weight.TITLE: title, Weight.BODY: body}, frozenset(marks))


def keys(title: str, said: str, bounds: Bounds = PUBLIC) -> list[str]:
    found = match(title, said, bounds)
    assert found is not None
    return [fit.key for fit in found]


def test_a_need_is_met_and_a_result_meets_needs(stand: Stand, django_assert_num_queries: Any) -> None:
    assert match("Nuôi heo", "", PUBLIC) is None, "no index yet"
    put_texts(
        [
            text("result:1", "Nuôi lợn sạch", "đệm lót sinh học, không mùi hôi", "public"),
            text("result:2", "Nuôi lợn đen thả đồi", "", "office"),
            text("need:1", "Heo nuôi trong bản hôi quá", "bà con mong đỡ mùi", "public"),
        ]
    )
    follow(stand)
    assert keys("Heo nuôi hôi", "mùi bay cả bản") == ["result:1"], "within the bounds alone"
    assert keys("Nuôi lợn sạch", "không mùi", Bounds(("need",))) == ["need:1"]
    assert set(keys("nuôi heo", "", EVERYWHERE)) == {"result:1", "result:2", "need:1"}
    assert keys("?", "") == []
    with django_assert_num_queries(2):  # what was said since, and the texts
        keys("Heo nuôi hôi", "mùi bay cả bản")
    drop_texts(["result:1"])
    assert keys("Heo nuôi hôi", "") == [], "what is gone is left out before the index knows"


def test_the_reasons_in_words(stand: Stand) -> None:
    put_texts([text("result:1", "Nuôi lợn sạch", "không mùi hôi", "public")])
    follow(stand)
    (fit,) = match("Nuôi heo hôi", "", PUBLIC) or []
    assert set(why(fit.why)) == {"“lợn” cũng là “heo”", "tên có “nuôi”", "cùng nói “hôi”"}
    with override("en"):
        assert set(why(fit.why)) == {"“lợn” is another word for “heo”", "its title says “nuôi”", "both say “hôi”"}


def test_every_tie_has_words() -> None:
    said = why(Reason("a", False, 1.0, "b", tie) for tie in Tie)
    assert all("“a”" in one and "“b”" in one for one in said)
