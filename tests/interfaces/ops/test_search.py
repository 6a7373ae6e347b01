"""The worker's index: it follows what deeds say, the nightly round mends it, one command makes it anew."""

from __future__ import annotations

import shutil
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gieo.core import clock
from gieo.domain.results.queries.finding import find_public
from gieo.foundation.search.queries import stand_at
from gieo.foundation.search.services import rebuild
from gieo.interfaces.ops import nightly
from gieo.interfaces.ops.commands import search
from gieo.interfaces.ops.home import WRITTEN, held
from gieo.interfaces.ops.indexing import at_the_index
from gieo.interfaces.ops.terminal import Failed
from gieo.interfaces.ops.work import Loop
from tests.factories.results import make_result

pytestmark = pytest.mark.django_db


def search_public(words: str) -> tuple[int, ...] | None:
    found = find_public(words, {})
    return tuple(found.numbers(0, found.total)) if found is not None else None


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Iterator[Path]:
    settings.HOME, settings.INDEX_DIR, settings.RUN_DIR = tmp_path, tmp_path / "index", tmp_path / "run"
    yield settings.INDEX_DIR
    stand_at.cache_clear()


def test_a_turn_of_the_worker_takes_in_what_a_deed_has_said(folder: Path) -> None:
    result = make_result("transferable", title="Nuôi bò sữa vùng cao")
    assert search_public("bo sua") is None
    Loop().index()
    assert search_public("bo sua") == (result.pk,)


def test_the_command_makes_it_anew_and_tells_how_far_it_is(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = make_result("transferable", title="Nuôi bò sữa vùng cao")
    make_result("draft", host=result.host)
    assert search.run(Namespace(home=folder.parent)) == 0
    said = capsys.readouterr()
    assert said.out == "The index holds 3 texts.\n", "both results and their host"
    assert "3 of 3" in said.err
    assert search_public("bo sua") == (result.pk,)


def test_the_night_builds_what_is_lost(folder: Path) -> None:
    result = make_result("transferable", title="Nuôi bò sữa vùng cao")
    Loop().index()
    assert nightly.renew_index(clock.now()) == "0 texts said anew"
    shutil.rmtree(folder)
    stand_at.cache_clear()
    assert nightly.renew_index(clock.now()) == "0 texts said anew"
    assert search_public("bo sua") == (result.pk,)


def test_two_processes_do_not_write_it_at_once(folder: Path) -> None:
    make_result("transferable", title="Nuôi bò sữa vùng cao")
    with held(folder.parent, "index", "busy"):
        with pytest.raises(Failed, match="another process is writing"):
            at_the_index(rebuild, patience=0)
        Loop().index()
    assert search_public("bo sua") is None, "the worker waits for its next turn"
    assert at_the_index(rebuild, patience=0) == 2


def test_where_it_cannot_be_written_the_worker_looks_again_later(folder: Path) -> None:
    folder.touch()
    loop = Loop()
    with pytest.raises(FileExistsError):
        loop.index()
    loop.index()
    assert search_public("bo sua") is None


def test_a_restore_sets_the_index_aside() -> None:
    assert "index" in WRITTEN
