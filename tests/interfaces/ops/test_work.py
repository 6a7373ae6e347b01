"""The worker: failed tasks are tried again, abandoned ones taken up, and one bad part does not stop the others."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from gieo.core import clock
from gieo.domain.news.access import public_articles
from gieo.domain.news.models import ArticleVersion
from gieo.foundation.audience.engine import Spool
from gieo.foundation.audience.queries.visits import figures
from gieo.foundation.audience.rules.visits import Visit, line_of
from gieo.foundation.audience.vocab.visits import VisitKind
from gieo.foundation.outbox.models import Letter
from gieo.foundation.outbox.services import post_letter
from gieo.foundation.outbox.vocab import LetterState
from gieo.interfaces.ops import nightly
from gieo.interfaces.ops.work import PAUSES, Every, Loop, again_after_failure
from tests.factories.handovers import sealed_minutes
from tests.factories.news import approved_article

DONE: list[str] = []


@task
def note(word: str) -> None:
    DONE.append(word)


@task
def stumble() -> None:
    raise RuntimeError("a stone on the path")


@pytest.fixture
def loop(transactional_db: None, settings: LazySettings, tmp_path: Path) -> Loop:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
    settings.HOME, settings.RUN_DIR = tmp_path, tmp_path / "run"
    settings.KEYS_DIR, settings.SEALS_DIR, settings.FILES_DIR = (
        tmp_path / "keys",
        tmp_path / "seals",
        tmp_path / "files",
    )
    settings.VISITS_DIR, settings.INDEX_DIR = tmp_path / "run" / "visits", tmp_path / "index"
    settings.WHOLE_DIR = tmp_path / "run" / "whole"
    DONE.clear()
    return Loop()


def only_task() -> DBTaskResult:
    return DBTaskResult.objects.get()


def test_waiting_tasks_are_done_and_the_heart_beats(loop: Loop, tmp_path: Path) -> None:
    for word in ("a", "b"):
        note.enqueue(word)
    loop.turn()
    assert DONE == ["a", "b"]
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {TaskResultStatus.SUCCESSFUL}
    assert (tmp_path / "run" / "worker.heartbeat").exists()


def test_news_come_out_at_their_hour_and_once(loop: Loop, now: datetime) -> None:
    hour = now + timedelta(hours=5)
    article = approved_article(scheduled_for=hour, photos=0)
    loop.turn()
    assert not public_articles().exists()
    clock.shift(hour - timezone.now())
    for _turn in range(2):
        Loop().publish()
    assert public_articles().get().article == article
    assert ArticleVersion.objects.count() == 1


def test_a_failed_task_is_tried_again_after_growing_pauses_and_then_left(loop: Loop) -> None:
    stumble.enqueue()
    for attempt, pause in enumerate(PAUSES, 1):
        loop.work()
        failed = only_task()
        assert (failed.status, len(failed.worker_ids)) == (TaskResultStatus.FAILED, attempt)
        assert again_after_failure() == 1
        queued = only_task()
        assert (queued.status, queued.run_after) == (TaskResultStatus.READY, failed.finished_at + pause)
        loop.work()
        assert len(only_task().worker_ids) == attempt, "it waits its pause out"
        DBTaskResult.objects.update(run_after=timezone.now() - timedelta(seconds=1))
    loop.work()
    dead = only_task()
    assert (dead.status, len(dead.worker_ids), again_after_failure()) == (TaskResultStatus.FAILED, len(PAUSES) + 1, 0)
    assert "a stone on the path" in dead.traceback


def test_what_this_worker_abandoned_is_taken_up_at_its_start(loop: Loop) -> None:
    note.enqueue("a")
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=timezone.now(), worker_ids=[loop.name])
    loop.turn()
    assert DONE == [], "another turn of the same worker does not take what may be running"
    loop.take_up_abandoned(all_of_mine=True)
    loop.turn()
    assert DONE == ["a"]


def test_a_clock_that_ran_ahead_and_was_set_right_holds_up_no_task_and_no_letter(loop: Loop, now: datetime) -> None:
    """Both were queued with a moment of next year; so was a second try of a letter."""
    next_year = now + timedelta(days=365)
    note.enqueue("a")
    DBTaskResult.objects.update(run_after=timezone.now() + timedelta(days=365))
    post_letter(to_email="a@example.vn", subject="Mời họp", body="…", kind="test", now=next_year)
    post_letter(to_email="b@example.vn", subject="Mời họp", body="…", kind="test", now=now)
    Letter.objects.filter(to_email="b@example.vn").update(attempts=1, due_at=next_year)
    loop.turn()
    assert DONE == ["a"]
    assert set(Letter.objects.values_list("state", flat=True)) == {LetterState.SENT}


def test_a_clock_set_back_does_not_stop_the_loop(loop: Loop, now: datetime) -> None:
    loop.turn()
    clock.shift(timedelta(days=-400))
    loop.letters = Every(0)
    post_letter(to_email="a@example.vn", subject="Mời họp", body="…", kind="test", now=clock.now())
    loop.turn()
    assert Letter.objects.get().state == LetterState.SENT


def test_papers_whose_task_was_lost_are_printed_by_the_worker_that_starts(loop: Loop) -> None:
    """The process that sealed died before it had asked for the print."""
    minutes = sealed_minutes()
    loop.take_up_lost()
    loop.work()
    assert minutes.sealed.renderings.count() == 2
    loop.take_up_lost()
    assert not DBTaskResult.objects.ready().exists(), "nothing is asked for when nothing waits"


def test_what_another_worker_runs_is_left_alone_until_it_is_old(loop: Loop) -> None:
    note.enqueue("a")
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=timezone.now(), worker_ids=["other"])
    assert loop.take_up_abandoned(all_of_mine=True) == 0
    DBTaskResult.objects.update(started_at=timezone.now() - timedelta(minutes=16))
    assert loop.take_up_abandoned() == 1


def test_a_part_that_fails_does_not_stop_the_letters(
    loop: Loop, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    post_letter(to_email="a@example.vn", subject="Mời họp", body="…", kind="test", now=now)

    def broken() -> None:
        raise OSError("the disk is tired")

    broken.__name__ = "work"
    loop.work = broken  # type: ignore[method-assign] - the fault is played, everything else is real
    loop.turn()
    assert Letter.objects.get().state == LetterState.SENT


def test_the_nightly_round_runs_once_a_day_after_its_hour(loop: Loop) -> None:
    evening = datetime(2023, 11, 7, 1, 29, tzinfo=clock.TZ)
    assert not nightly.is_due(evening)
    at_its_hour = evening + timedelta(minutes=1)
    assert nightly.is_due(at_its_hour)
    outcomes = nightly.round_of(at_its_hour)
    assert [(outcome.step, outcome.ok) for outcome in outcomes] == [(name, True) for name in nightly.STEPS]
    assert not nightly.is_due(at_its_hour)
    assert nightly.is_due(at_its_hour + timedelta(days=1))


def test_a_round_with_a_failed_step_goes_on_and_is_due_again(loop: Loop, tmp_path: Path) -> None:
    (tmp_path / "seals").write_text("a file where a folder should be")
    post = datetime(2023, 11, 7, 2, 0, tzinfo=clock.TZ)
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "nightly.json").write_text(json.dumps({"date": "2023-11-06"}))
    steps = dict(nightly.STEPS)

    def fail(_now: datetime) -> str:
        raise OSError("no space left")

    nightly.STEPS["sweep"] = fail
    try:
        outcomes = {outcome.step: outcome for outcome in nightly.round_of(post)}
    finally:
        nightly.STEPS.update(steps)
    assert (outcomes["sweep"].ok, outcomes["sweep"].said) == (False, "OSError: no space left")
    assert outcomes["tasks"].ok
    assert nightly.is_due(post)


def test_visits_are_taken_in_every_two_seconds(loop: Loop, settings: LazySettings) -> None:
    now = clock.now()
    spool = Spool(settings.VISITS_DIR)
    for _turn in range(2):
        spool.write(line_of(Visit("/", "a", int(now.timestamp() // 60), VisitKind.PERSON)), at=now.timestamp())
        loop.turn()
    assert figures("/", clock.now()).visits == 1
    loop.visits = Every(0)
    loop.turn()
    assert figures("/", clock.now()).visits == 2
