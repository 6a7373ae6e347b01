"""Telling the story up to a stage."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from time import monotonic

from django.db import connection

from gieo.core.errors import Refused
from gieo.domain.handovers.jobs import print_waiting
from gieo.domain.handovers.queries.printing import waiting_for_print
from gieo.domain.handovers.services import render_minutes
from gieo.foundation.journal.services import seal
from gieo.foundation.outbox.services import deliver_due
from gieo.foundation.units.models import Unit
from gieo.interfaces.ops.demo.absence import plan_absence
from gieo.interfaces.ops.demo.archive import plan_archive
from gieo.interfaces.ops.demo.cast import BEGIN, Cast, accounts
from gieo.interfaces.ops.demo.classes import plan_classes
from gieo.interfaces.ops.demo.conference import plan_conference
from gieo.interfaces.ops.demo.copies import plan_copies
from gieo.interfaces.ops.demo.earlier import plan_earlier
from gieo.interfaces.ops.demo.imports import plan_imports
from gieo.interfaces.ops.demo.interests import plan_interests
from gieo.interfaces.ops.demo.merger import plan_merger
from gieo.interfaces.ops.demo.models import plan_models
from gieo.interfaces.ops.demo.needs import plan_needs
from gieo.interfaces.ops.demo.news import plan_news
from gieo.interfaces.ops.demo.nine import Nine
from gieo.interfaces.ops.demo.practice import make_keys
from gieo.interfaces.ops.demo.readers import plan_readers
from gieo.interfaces.ops.demo.records import Books
from gieo.interfaces.ops.demo.reports import plan_reports
from gieo.interfaces.ops.demo.saved import plan_saved
from gieo.interfaces.ops.demo.timeline import Timeline, moment
from gieo.interfaces.ops.demo.uses import plan_uses
from gieo.interfaces.ops.demo.validity import plan_validity
from gieo.interfaces.ops.demo.voices import plan_voices

MOMENTS = {
    "registry": moment(date(2023, 5, 2), 8),
    "decided": moment(date(2023, 5, 15), 8),
    "conference": moment(date(2023, 11, 7), 7, 30),
    "signed": moment(date(2023, 11, 13), 8),
    "merged": moment(date(2025, 7, 7), 8),
}
"""Where each stage stands. Nothing later has happened; the demo's clock goes on from there."""


@dataclass(frozen=True)
class Story:
    """What was told: where the story stands now, who may be tried (role, e-mail, password), and what opens the key
    files with which one may practise signing."""

    moment: datetime
    accounts: list[tuple[str, str, str]]
    passphrase: str


def clock_offset(stage: str, real_start: datetime) -> int:
    """Seconds from the real clock to that of the story, when its moment falls on `real_start`."""
    return round((MOMENTS[stage] - real_start).total_seconds())


class Telling:
    """The story being told: it can stop at one stage and go on to a later one."""

    def __init__(self) -> None:
        """Raises Refused when there are units already: a story is told once, into an empty database."""
        if Unit.objects.exists():
            raise Refused("Dữ liệu trình diễn chỉ nạp vào cơ sở dữ liệu trống.")
        self._cast, self._timeline = Cast(), Timeline()
        books = Books(self._cast, self._timeline)
        plan_archive(books)
        plan_earlier(books)
        plan_absence(books)
        nine = Nine(books)
        nine.plan()
        self._day = plan_conference(books, nine)
        plan_needs(books, nine)
        plan_saved(books)
        plan_validity(books, nine)
        plan_interests(books, nine)
        plan_classes(books, nine)
        plan_news(books, nine)
        plan_readers(books)
        plan_voices(books)
        plan_reports(books)
        plan_imports(books)
        plan_uses(books)
        plan_merger(books)
        plan_copies(books, nine)
        plan_models(books, nine)

    def go_on(self, stage: str, progress: Callable[[str], None]) -> Story:
        """Everything that has happened by a stage, its papers printed, its letters carried, its journal sealed."""
        until = MOMENTS[stage]
        if not self._cast.units:
            with _timed("units, people, maps", progress):
                self._cast.enter(moment(BEGIN, 8))
                _look_around()
        self._timeline.run(until, progress)
        _look_around()
        with _timed("papers, letters, seal of the journal", progress):
            for minutes in waiting_for_print():
                if minutes.conference_id == self._day.conference_id:
                    render_minutes(minutes, now=until)
            print_waiting.enqueue()  # those of earlier years are the worker's
            deliver_due(now=until)
            seal(now=until)
        return Story(until, accounts(), make_keys())


def load(stage: str, progress: Callable[[str], None]) -> Story:
    """Tell the story up to a stage, into an empty database.

    Every record comes from a deed of a service, done by the person whose work it is, at its moment: the journal reads
    like years of work. Raises Refused when there are units already.
    """
    return Telling().go_on(stage, progress)


def _look_around() -> None:
    """The planner of either database guesses badly about tables that were filled a moment ago: on PostgreSQL a page of
    the freshly told story took seconds instead of milliseconds."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@contextmanager
def _timed(what: str, progress: Callable[[str], None]) -> Iterator[None]:
    started = monotonic()
    yield
    progress(f"{what}: {monotonic() - started:.1f} s")
