"""Telling the story up to a stage."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from time import monotonic

from gieo.core.errors import Refused
from gieo.domain.handovers.services import render_waiting
from gieo.foundation.journal.services import seal
from gieo.foundation.outbox.services import deliver_due
from gieo.foundation.units.models import Unit
from gieo.interfaces.ops.demo.archive import plan_archive
from gieo.interfaces.ops.demo.cast import BEGIN, Cast, accounts
from gieo.interfaces.ops.demo.conference import plan_conference
from gieo.interfaces.ops.demo.earlier import plan_earlier
from gieo.interfaces.ops.demo.nine import Nine
from gieo.interfaces.ops.demo.records import Books
from gieo.interfaces.ops.demo.timeline import Timeline, moment

MOMENTS = {
    "registry": moment(date(2023, 5, 2), 8),
    "decided": moment(date(2023, 5, 15), 8),
    "conference": moment(date(2023, 11, 7), 7, 30),
    "signed": moment(date(2023, 11, 13), 8),
}
"""Where each stage stands. Nothing later has happened; the demo's clock goes on from there."""


@dataclass(frozen=True)
class Story:
    """What was told: where the story stands now, and who may be tried (role, e-mail, password)."""

    moment: datetime
    accounts: list[tuple[str, str, str]]


def clock_offset(stage: str, real_start: datetime) -> int:
    """Seconds from the real clock to that of the story, when its moment falls on `real_start`."""
    return round((MOMENTS[stage] - real_start).total_seconds())


def load(stage: str, progress: Callable[[str], None]) -> Story:
    """Tell the story up to a stage, into an empty database.

    Every record comes from a deed of a service, done by the person whose work it is, at its moment: the journal reads
    like ten years of work. Raises Refused when there are units already: a story is told once.
    """
    until = MOMENTS[stage]
    if Unit.objects.exists():
        raise Refused("Dữ liệu trình diễn chỉ nạp vào cơ sở dữ liệu trống.")
    started = monotonic()
    cast, timeline = Cast(), Timeline()
    cast.enter(moment(BEGIN, 8))
    progress(f"units, people, maps: {monotonic() - started:.1f} s")
    books = Books(cast, timeline)
    plan_archive(books)
    plan_earlier(books)
    nine = Nine(books)
    nine.plan()
    plan_conference(books, nine)
    timeline.run(until, progress)
    started = monotonic()
    printed = render_waiting(now=until, most=100)
    deliver_due(now=until)
    seal(now=until)
    progress(f"papers of {printed} minutes, letters, seal of the journal: {monotonic() - started:.1f} s")
    return Story(until, accounts())
