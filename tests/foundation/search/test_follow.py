"""A table of texts is the truth; the index of a node follows it, is built anew at will, and may be missing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from gieo.foundation.search.engine import Position, Stand
from gieo.foundation.search.models import Text
from gieo.foundation.search.queries import did_you_mean, find, stand_at, unread, written_after
from gieo.foundation.search.rules import Bounds, Entry, number_of
from gieo.foundation.search.services import drop_texts, follow, mend, put_texts, rebuild
from gieo.foundation.search.vocab import Weight

pytestmark = pytest.mark.django_db(transaction=True)  # an index follows only what has been committed

PUBLIC = Bounds(marks=(frozenset({"public"}),))


@pytest.fixture
def stand(settings: Any, tmp_path: Path) -> Iterator[Stand]:
    settings.INDEX_DIR = tmp_path / "index"
    yield stand_at(settings.INDEX_DIR)
    stand_at.cache_clear()


def result(key: str, title: str, *marks: str) -> Entry:
    return Entry(key, "result", {Weight.TITLE: title}, frozenset(marks))


def found(query: str) -> list[str]:
    hits = find(query)
    assert hits is not None
    return [key for key, _score in hits.found]


def test_what_is_written_is_found_after_following(stand: Stand) -> None:
    put_texts([result("r1", "Nuôi bò sữa"), result("r2", "Trồng chè cổ thụ")])
    assert find("bò") is None, "no index yet: the page finds another way"
    assert follow(stand) == 2
    assert found("bo sua") == ["r1"]
    put_texts([result("r1", "Nuôi dê núi")])
    drop_texts(["r2"])
    assert found("bò") == ["r1"], "not followed yet"
    assert found("chè") == [], "what is gone is left out at once"
    assert follow(stand) == 2
    assert (found("bò"), found("dê"), found("chè")) == ([], ["r1"], [])
    assert follow(stand) == 0


def test_a_text_that_says_the_same_is_not_written_again(stand: Stand, django_assert_num_queries: Any) -> None:
    assert put_texts([result("r1", "Nuôi bò sữa", "public")]) == 1
    follow(stand)
    with django_assert_num_queries(3):  # one, and its transaction
        assert put_texts([result("r1", "Nuôi bò sữa", "public")]) == 0
    assert put_texts([result("r1", "Nuôi bò sữa")]) == 1, "it is no longer public"
    assert follow(stand) == 1


def test_what_a_deed_took_back_was_never_said(stand: Stand) -> None:
    follow(stand)

    def deed() -> None:
        with transaction.atomic():
            put_texts([result("r1", "Nuôi bò sữa")])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        deed()
    assert follow(stand) == 0
    put_texts([result("r2", "Trồng chè")])
    follow(stand)
    assert (found("bò"), found("chè")) == ([], ["r2"])


def test_dropped_twice_or_never_there(stand: Stand) -> None:
    put_texts([result("r1", "Nuôi bò sữa")])
    assert (drop_texts(["r1", "r9"]), drop_texts(["r1"])) == (1, 0)
    follow(stand)
    assert found("bò") == []
    put_texts([result("r1", "Nuôi bò sữa")])
    follow(stand)
    assert found("bò") == ["r1"]


def test_a_rebuild_tells_how_far_it_is_and_answers_meanwhile(stand: Stand) -> None:
    put_texts([result("r1", "Nuôi bò sữa"), result("r2", "Trồng chè")])
    follow(stand)
    told: list[tuple[int, int, list[str]]] = []
    assert rebuild(stand, lambda done, total: told.append((done, total, found("bò")))) == 2
    assert told == [(2, 2, ["r1"])]
    assert found("chè") == ["r2"]
    assert [path.name for path in stand.folder.iterdir() if path.is_dir()] == ["2"]


def test_a_lost_or_damaged_index_breaks_nothing_and_is_built_anew(stand: Stand) -> None:
    put_texts([result("r1", "Nuôi bò sữa")])
    follow(stand)
    for path in (stand.folder / "1").iterdir():
        path.write_bytes(b"\0" * 10)
    stand_at.cache_clear()
    assert find("bò") is None
    again = stand_at(stand.folder)
    assert follow(again) == 1
    assert found("bò") == ["r1"]
    shutil.rmtree(stand.folder)
    stand_at.cache_clear()
    assert find("bò") is None


def test_an_index_that_breaks_while_it_is_open_is_given_up_and_built_anew(stand: Stand) -> None:
    put_texts([result("r1", "Nuôi bò sữa")])
    follow(stand)
    shutil.rmtree(stand.folder / "1")
    put_texts([result("r2", "Trồng chè")])
    assert follow(stand) == 2, "both, in another index"
    assert (found("bò"), found("chè")) == (["r1"], ["r2"])


def test_a_folder_that_is_gone_is_no_empty_index(stand: Stand) -> None:
    put_texts([result("r1", "Nuôi bò sữa")])
    follow(stand)
    shutil.rmtree(stand.folder / "1")
    stand_at.cache_clear()
    assert find("bò") is None
    assert not (stand.folder / "1").exists()


def test_by_night_an_index_that_lacks_texts_or_is_of_another_database_is_built_anew(stand: Stand) -> None:
    put_texts([result("r1", "Nuôi bò sữa"), result("r2", "Trồng chè")])
    follow(stand)
    assert mend(stand) is None
    index = stand.current()
    assert index is not None
    index.write([], ["r1"])
    assert mend(stand) == 2
    stand.reached(stand.current() or index, Position(2**62, 0))
    put_texts([result("r1", "Nuôi dê núi")])
    assert follow(stand) == 0, "it stands ahead of this database"
    assert mend(stand) == 2
    assert found("dê") == ["r1"]


def test_texts_that_come_from_another_cluster_are_all_taken_in(stand: Stand) -> None:
    put_texts([result("r1", "Nuôi bò sữa")])
    Text.objects.update(written_in=2**61)  # transactions counted higher there
    follow(stand)
    assert found("bò") == ["r1"]
    put_texts([result("r2", "Trồng chè")])
    follow(stand)
    assert found("chè") == ["r2"]


def test_what_may_have_been_meant_is_spelled_as_the_best_text_spells_it(stand: Stand) -> None:
    put_texts([result("r1", "Nuôi bò sữa", "public"), result("r2", "Trồng dâu nuôi tằm")])
    follow(stand)
    assert did_you_mean("bo suaa", Bounds()) == "bò sữa"
    assert did_you_mean("bosua", PUBLIC) == "bò sữa"
    assert did_you_mean("nuoi tamm", Bounds()) == "nuôi tằm"
    assert did_you_mean("nuoi tamm", PUBLIC) == ""
    assert did_you_mean("bò sữa", Bounds()) == ""
    put_texts([result("r1", "Nuôi bò sữa")])
    assert did_you_mean("bosua", PUBLIC) == "", "it is public no more, whatever the index still says"


def test_two_deeds_side_by_side_are_both_taken_in(stand: Stand, side_by_side: Any) -> None:
    follow(stand)

    def deed(number: int) -> Any:
        def run() -> int:
            with transaction.atomic():
                return put_texts([result(f"r{number}", f"Nuôi bò số {number}")])

        return run

    assert side_by_side(deed(1), deed(2), deed(3)) == [1, 1, 1]
    follow(stand)
    assert set(found("bò")) == {"r1", "r2", "r3"}
    assert Text.objects.count() == 3


def test_an_index_made_in_the_midst_of_a_deed_is_not_said_to_hold_what_the_deed_says_later(stand: Stand) -> None:
    put_texts([result("result:3", "Nuôi dê núi")])
    with transaction.atomic():
        put_texts([result("result:1", "Nuôi bò sữa")])
        if connection.vendor == "postgresql":  # where others go on meanwhile, and are counted higher
            another = connection.copy()
            with another.cursor() as cursor:
                cursor.execute("SELECT pg_current_xact_id()")
            another.close()
        rebuild(stand)
        assert not written_after(stand.position()).filter(key="result:3").exists(), "what was there before is held"
        put_texts([result("result:2", "Trồng chè")])
        assert unread("result") == {number_of("result:2")}
        assert found("bò") == ["result:1"]
    follow(stand)
    assert unread("result") == set()
    assert found("chè") == ["result:2"]


def test_an_index_made_while_a_deed_has_just_begun_holds_what_was_said_before(stand: Stand) -> None:
    put_texts([result("result:1", "Nuôi bò sữa")])
    with transaction.atomic():
        put_texts([result("result:2", "Trồng chè")])  # no transaction has ended since: its number is the coming one
        rebuild(stand)
        assert not written_after(stand.position()).filter(key="result:1").exists()
    assert (found("bò"), found("chè")) == (["result:1"], ["result:2"])
