"""The worker's loop: tasks, letters, news that is due, visits, the index of texts, the nightly round, a heartbeat."""

import logging
import socket
import time
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from gieo.core import clock
from gieo.domain.handovers.jobs import print_waiting
from gieo.domain.handovers.queries.printing import waiting_for_print
from gieo.domain.news.services import publish_due
from gieo.foundation.audience.services.visits import take_in
from gieo.foundation.outbox.services import deliver_due
from gieo.foundation.search.services import follow
from gieo.interfaces.ops import nightly
from gieo.interfaces.ops.bell import Bell
from gieo.interfaces.ops.indexing import at_the_index
from gieo.interfaces.ops.terminal import Failed

logger = logging.getLogger(__name__)

PAUSES = (timedelta(seconds=30), timedelta(minutes=5), timedelta(hours=1))  # then the task is a dead letter
ABANDONED = timedelta(minutes=15)


class Every:
    """Something to be done again after so many seconds, by a clock that never jumps."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self._next = seconds, 0.0

    def is_due(self) -> bool:
        """True at most once in that time."""
        moment = time.monotonic()
        if moment < self._next:
            return False
        self._next = moment + self.seconds
        return True

    def later(self, seconds: float) -> None:
        """Not before so many seconds from now."""
        self._next = time.monotonic() + seconds


class Loop:
    """One worker of one home. Tasks carry database times of their own, so real time counts here, not the demo's."""

    def __init__(self, interval: float = 0.5) -> None:
        self.interval = interval
        self.stopping = Bell()
        self.name = f"{socket.gethostname()}:{settings.HOME}"[:64]
        self.letters, self.news, self.visits, self.nightly = Every(5), Every(2), Every(2), Every(30 * 60)
        self.texts = Every(0.5)

    def run(self) -> None:
        self.take_up_lost()
        while not self.stopping.rung:
            self.turn()
            self.stopping.wait(self.interval)

    def turn(self) -> None:
        """One round through everything that is due. A fault of one part is logged and does not stop the others."""
        close_old_connections()
        beat("idle")
        for part in (self.index, self.work, self.post, self.publish, self.count, self.night):
            try:
                part()
            except Exception:  # a worker that dies of one bad letter helps nobody
                logger.exception("the worker met a fault in %s", part.__name__)
        close_old_connections()

    def work(self) -> None:
        """Run waiting tasks one by one; between two of them the heart beats."""
        again_after_failure()
        self.take_up_abandoned()
        while not self.stopping.rung and DBTaskResult.objects.ready().exists():
            beat("working")
            Worker(
                queue_names=["*"],
                interval=0,
                batch=True,
                backend_name="default",
                startup_delay=False,
                max_tasks=1,
                worker_id=self.name,
                excluded_queue_names=[],
            ).run()
            self.index()

    def post(self) -> None:
        if self.letters.is_due():
            deliver_due(now=clock.now())

    def publish(self) -> None:
        """Put before the public what was approved for a moment that has come, by the story's clock in a demo."""
        if self.news.is_due():
            publish_due(now=clock.now())

    def count(self) -> None:
        """Take in what the web server has noted of visits."""
        if self.visits.is_due():
            take_in(Path(settings.VISITS_DIR), now=clock.now())

    def index(self) -> None:
        """Take into this node's index what deeds have said since; also between two tasks, which may be many."""
        if self.texts.is_due():
            try:
                with suppress(Failed):  # a command rebuilds it; the next turn looks again
                    at_the_index(follow, patience=0)
            except Exception:  # a full disk is not told twice a second
                self.texts.later(30)
                raise

    def night(self) -> None:
        if nightly.is_due(clock.now()) and self.nightly.is_due():
            beat("working")
            for outcome in nightly.round_of(clock.now()):
                logger.info("nightly %s: %s", outcome.step, outcome.said)

    def take_up_lost(self) -> None:
        """At the start: what was begun and not ended, and papers whose task was lost with the process that meant it."""
        self.take_up_abandoned(all_of_mine=True)
        if waiting_for_print().exists():
            print_waiting.enqueue()

    def take_up_abandoned(self, *, all_of_mine: bool = False) -> int:
        """Give back to the queue what a worker left unfinished when it was killed: every task may be run twice.

        One worker holds a home at a time, so at its start all running tasks under its own name are abandoned.
        """
        taken = 0
        for task in DBTaskResult.objects.running():
            is_mine = bool(task.worker_ids) and task.worker_ids[-1] == self.name
            is_old = task.started_at is not None and task.started_at < timezone.now() - ABANDONED
            if is_old or (all_of_mine and is_mine):
                taken += requeue(task, from_status=TaskResultStatus.RUNNING, after=timezone.now())
        return taken


def again_after_failure() -> int:
    """Queue failed tasks again after 30 seconds, 5 minutes and 1 hour; after that they are dead letters."""
    ahead = DBTaskResult.objects.filter(status=TaskResultStatus.READY, run_after__gt=timezone.now() + PAUSES[-1])
    for task in ahead:  # queued when the clock of this machine ran ahead
        requeue(task, from_status=TaskResultStatus.READY, after=timezone.now())
    again = 0
    for task in DBTaskResult.objects.failed().order_by():
        attempts = len(task.worker_ids)
        if 0 < attempts <= len(PAUSES) and task.finished_at is not None:
            again += requeue(task, from_status=TaskResultStatus.FAILED, after=task.finished_at + PAUSES[attempts - 1])
    return again


def requeue(task: DBTaskResult, *, from_status: TaskResultStatus, after: datetime) -> int:
    """Only if nobody else has touched the task meanwhile."""
    same = DBTaskResult.objects.filter(pk=task.pk, status=from_status)
    fields = {"status": TaskResultStatus.READY, "run_after": after, "finished_at": None}
    return same.update(**fields)  # house: the queue's own table


def beat(doing: str) -> None:
    """Touch `run/worker.heartbeat`; its age and its word are what /readyz reads."""
    path = Path(settings.RUN_DIR) / "worker.heartbeat"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(doing)
