"""From a spool to the tables: exact, once, in few rows."""

from __future__ import annotations

import random
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from gieo.core.actor import SYSTEM, Role
from gieo.core.errors import Invalid, NotAllowed
from gieo.foundation.accounts.queries import actor_for
from gieo.foundation.audience.engine import Spool, salt_of, spools
from gieo.foundation.audience.engine.spool import GRACE, SLOT
from gieo.foundation.audience.models import OnlineMinute, PageVisits, SpoolTaken, VisitTally
from gieo.foundation.audience.queries.visits import Figures, days_between, figures, pages_between
from gieo.foundation.audience.rules.visits import Visit, line_of
from gieo.foundation.audience.services.visits import set_counter, take_in
from gieo.foundation.audience.vocab.visits import VisitKind
from gieo.foundation.journal.models import Entry
from tests.factories.accounts import user_with
from tests.factories.units import make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "visits"


def look(
    spool: Spool, moment: datetime, visitor: str = "a", page: str = "/", kind: VisitKind = VisitKind.PERSON
) -> None:
    at = moment.timestamp()
    assert spool.write(line_of(Visit(page, visitor, int(at // 60), kind)), at=at)


def test_a_thousand_visitors_are_counted_exactly_in_few_rows(folder: Path, now: datetime):
    """Ten minutes, three processes, robots and prefetches among them; taken in at odd moments."""
    dice = random.Random(2023)
    processes = [Spool(folder) for _ in range(3)]
    pages = ["/", "/ket-qua/", "/ket-qua/KQ-2023-014"]
    kinds = [VisitKind.PERSON] * 8 + [VisitKind.ROBOT] * 2 + [VisitKind.PREFETCH]
    expected: Counter[tuple[str, VisitKind]] = Counter()
    people: dict[int, set[str]] = {}
    taken = 0
    for step in range(6000):
        moment = now + timedelta(seconds=step / 10)
        visitor, page, kind = f"{dice.randrange(1000):016x}", dice.choice(pages), dice.choice(kinds)
        look(dice.choice(processes), moment, visitor, page, kind)
        expected[page, kind] += 1
        if kind is VisitKind.PERSON:
            people.setdefault(int(moment.timestamp() // 60), set()).add(visitor)
        if dice.random() < 0.005:
            taken += take_in(folder, now=moment)
            minute = int(moment.timestamp() // 60)
            window = [people.get(minute - back, set()) for back in range(5)]
            assert figures("/", moment).online == len(set().union(*window))
    taken += take_in(folder, now=moment)
    assert taken == 6000
    rows = {row.page: row for row in PageVisits.objects.all()}
    assert {page: rows[page].visits for page in pages} == {page: expected[page, VisitKind.PERSON] for page in pages}
    assert {page: rows[page].robots for page in pages} == {page: expected[page, VisitKind.ROBOT] for page in pages}
    tally = VisitTally.objects.get()
    assert tally.visits + tally.robots + tally.prefetches == 6000
    assert tally.robots == sum(n for (_page, kind), n in expected.items() if kind is VisitKind.ROBOT)
    assert {row.minute: row.count for row in OnlineMinute.objects.all()} == {m: len(v) for m, v in people.items()}
    written = [PageVisits, OnlineMinute, VisitTally, SpoolTaken]
    assert [model.objects.count() for model in written] == [3, 10, 1, len(spools(folder))]


def test_what_was_taken_counts_once(folder: Path, now: datetime):
    spool = Spool(folder)
    look(spool, now)
    assert [take_in(folder, now=now), take_in(folder, now=now)] == [1, 0]
    look(spool, now, "b")
    assert take_in(folder, now=now) == 1
    assert figures("/", now) == Figures(visits=2, online=2, page=2)


def test_a_worker_killed_before_its_end_has_done_nothing(folder: Path, now: datetime):
    look(Spool(folder), now)
    with transaction.atomic():
        assert take_in(folder, now=now) == 1
        transaction.set_rollback(True)
    assert figures("/", now) == Figures(0, None, 0)
    assert take_in(folder, now=now) == 1
    assert figures("/", now) == Figures(1, 1, 1)


def test_two_workers_at_once_count_once(folder: Path, now: datetime, side_by_side):
    spool = Spool(folder)
    for number in range(50):
        look(spool, now, f"{number:016x}")
    assert sorted(side_by_side(*[lambda: take_in(folder, now=now)] * 2)) == [0, 50]
    assert figures("/", now) == Figures(50, 50, 50)


def test_half_a_line_waits_for_its_other_half(folder: Path, now: datetime):
    spool = Spool(folder)
    look(spool, now)
    [path] = spools(folder)
    with path.open("ab") as file:
        file.write(b"\np\t28")
    assert take_in(folder, now=now) == 1
    assert take_in(folder, now=now) == 0
    look(spool, now, "b")
    assert take_in(folder, now=now) == 1, "what was cut off spoils only itself"


def test_a_spool_is_removed_when_it_is_over_and_was_taken(folder: Path, now: datetime):
    start = datetime.fromtimestamp(now.timestamp() // SLOT * SLOT, now.tzinfo)
    spool = Spool(folder)
    look(spool, start)
    take_in(folder, now=start)
    look(spool, start + timedelta(seconds=SLOT))
    assert len(spools(folder)) == 2
    take_in(folder, now=start + timedelta(seconds=SLOT + GRACE))
    assert len(spools(folder)) == 2, "somebody may still write to it"
    take_in(folder, now=start + timedelta(seconds=SLOT + GRACE + 61))
    assert [path.name for path in spools(folder)] == [row.name for row in SpoolTaken.objects.all()]
    assert len(spools(folder)) == 1


def test_a_row_whose_file_is_gone_is_swept(folder: Path, now: datetime):
    SpoolTaken.objects.create(name="1-gone.spool", taken=9)
    look(Spool(folder), now)
    take_in(folder, now=now)
    take_in(folder, now=now + timedelta(minutes=1))
    assert not SpoolTaken.objects.filter(name="1-gone.spool").exists()


def test_people_leave_after_five_minutes_and_are_forgotten_after_an_hour(folder: Path, now: datetime):
    look(Spool(folder), now)
    seen = {}
    for minutes in (0, 4, 5, 59, 60, 35 * 24 * 60):
        moment = now + timedelta(minutes=minutes)
        take_in(folder, now=moment)
        row = OnlineMinute.objects.filter(minute=now.timestamp() // 60).first()
        seen[minutes] = (figures("/", moment).online, (row.people, row.count) if row else None)
    assert seen == {
        0: (1, (["a"], 1)),
        4: (1, (["a"], 1)),
        5: (0, (["a"], 1)),
        59: (0, (["a"], 1)),
        60: (0, ([], 1)),
        35 * 24 * 60: (0, None),
    }


def test_nothing_is_written_while_nobody_looks(folder: Path, now: datetime):
    take_in(folder, now=now)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        for seconds in (2, 4, 58):
            take_in(folder, now=now + timedelta(seconds=seconds))
    assert {query["sql"].split()[0] for query in asked} == {"SELECT"}
    assert len(asked) == 6


@pytest.mark.parametrize("pages", [1, 3])
def test_taking_in_asks_the_same_few_questions(folder: Path, now: datetime, pages: int, django_assert_num_queries):
    take_in(folder, now=now)
    spool = Spool(folder)
    for number in range(pages * 10):
        look(spool, now, f"{number}", f"/ket-qua/{number % pages}")
    with django_assert_num_queries(14):
        take_in(folder, now=now)


def test_the_number_of_people_online_is_not_told_when_nobody_counts(folder: Path, now: datetime):
    look(Spool(folder), now)
    take_in(folder, now=now)
    assert figures("/", now + timedelta(seconds=119)).online == 1
    assert figures("/", now + timedelta(seconds=120)).online is None


def test_a_full_disk_loses_a_look_and_refuses_nobody(tmp_path: Path, now: datetime):
    (tmp_path / "visits").write_text("a file where the folder should be")
    assert Spool(tmp_path / "visits").write(b"\n", at=now.timestamp()) is False


def test_the_salt_is_one_for_a_day_and_gone_the_next(tmp_path: Path, now: datetime):
    today = salt_of(now.date(), tmp_path)
    assert salt_of(now.date(), tmp_path) == today
    assert len(today) == 32
    assert [path.stat().st_mode & 0o777 for path in tmp_path.iterdir()] == [0o600]
    tomorrow = salt_of(now.date() + timedelta(days=1), tmp_path)
    assert tomorrow != today
    assert [path.name for path in tmp_path.iterdir()] == ["2023-11-08.salt"]


def test_processes_that_start_the_day_together_get_one_salt(tmp_path: Path, now: datetime, side_by_side):
    assert len(set(side_by_side(*[lambda: salt_of(now.date(), tmp_path)] * 8))) == 1


def test_pages_and_days_for_the_office(folder: Path, now: datetime):
    spool = Spool(folder)
    for days, page in ((0, "/"), (0, "/a"), (1, "/a"), (1, "/a"), (9, "/b")):
        look(spool, now + timedelta(days=days), page=page)
    take_in(folder, now=now + timedelta(days=9))
    since, until = now.date(), now.date() + timedelta(days=1)
    assert [(row["page"], row["visits_sum"]) for row in pages_between(since, until)] == [("/a", 3), ("/", 1)]
    assert days_between(since, until) == {since: 2, until: 2}


def test_the_counter_begins_with_what_the_page_before_showed(folder: Path, now: datetime):
    editor = actor_for(user_with(Role.EDITOR, make_unit()), now.date())
    look(Spool(folder), now)
    take_in(folder, now=now)
    set_counter(start=445_462, window=5, actor=editor, now=now)
    assert figures("/", now).visits == 445_463
    entry = Entry.objects.get(verb="set_counter")
    assert entry.changes == {"start": [0, 445_462]}


@pytest.mark.parametrize(
    ("start", "window", "field"), [(-1, 5, "start"), (10**13, 5, "start"), (0, 0, "window"), (0, 61, "window")]
)
def test_a_number_that_makes_no_sense_is_refused(now: datetime, start: int, window: int, field: str):
    with pytest.raises(Invalid) as refusal:
        set_counter(start=start, window=window, actor=SYSTEM, now=now)
    assert list(refusal.value.errors) == [field]
    assert not Entry.objects.filter(verb="set_counter").exists()


def test_others_do_not_set_the_counter(now: datetime):
    officer = actor_for(user_with(Role.OFFICER, make_unit()), now.date())
    with pytest.raises(NotAllowed):
        set_counter(start=1, window=5, actor=officer, now=now)
    assert not VisitTally.objects.filter(start=1).exists()
