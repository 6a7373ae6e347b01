"""The portal's readers: the count that the page of 2023 showed, and the days after the conference."""

import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from gieo.core.clock import local_date
from gieo.domain.news.access import public_articles
from gieo.domain.results.access import public_results
from gieo.domain.transfers.access import public_conferences
from gieo.foundation.audience.engine import Spool
from gieo.foundation.audience.rules.visits import Visit, line_of
from gieo.foundation.audience.services.visits import set_counter, take_in
from gieo.foundation.audience.vocab.visits import VisitKind
from gieo.interfaces.ops.demo.chance import luck
from gieo.interfaces.ops.demo.records import Books
from gieo.interfaces.ops.demo.timeline import moment

SHOWN_IN_2023 = 445_462
DAY = date(2023, 11, 7)
LOOKS = (310, 690, 540, 380, 220, 260)
"""Made-up looks of people on the day and the five after it; robots beside them."""


def plan_readers(books: Books) -> None:
    """The editor takes over the old page's count; later the pages of the day are read."""
    add = books.timeline.add
    add(moment(date(2023, 4, 28), 8, 30), lambda now: take_over(books, now))
    for number, looks in enumerate(LOOKS):
        add(moment(DAY + timedelta(days=number), 22), lambda now, looks=looks: read_for_a_day(looks, now))


def take_over(books: Books, now: datetime) -> None:
    set_counter(start=SHOWN_IN_2023, window=5, actor=books.cast.actor("editor"), now=now)


def read_for_a_day(looks: int, now: datetime) -> None:
    """Looks of one day, as the web server would have noted them, the newest pages first in favour."""
    dice = luck(f"readers {local_date(now)}")
    pages = ["/", "/ket-qua/", "/tin-tuc/"]
    pages += [f"/tin-tuc/{code}" for code in _newest(public_articles().order_by("-published_at"), "article__code")]
    pages += [f"/hoi-nghi/{code}" for code in _newest(public_conferences().order_by("-held_on"), "code")]
    pages += [f"/ket-qua/{code}" for code in _newest(public_results().order_by("-certificate_on", "-code"), "code")]
    weights = [1 / (place + 1) for place in range(len(pages))]
    kinds = [VisitKind.PERSON] * 9 + [VisitKind.ROBOT] * 3
    with tempfile.TemporaryDirectory() as folder:
        spool = Spool(Path(folder))
        for _look in range(looks):
            at = (now - timedelta(minutes=dice.randrange(14 * 60))).timestamp()
            page, visitor = dice.choices(pages, weights)[0], f"{dice.randrange(looks // 2):016x}"
            spool.write(line_of(Visit(page, visitor, int(at // 60), dice.choice(kinds))), at=now.timestamp())
        take_in(Path(folder), now=now)


def _newest(rows: QuerySet[Any], field: str) -> list[str]:
    return list(rows.values_list(field, flat=True)[:12])
