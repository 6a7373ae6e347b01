"""Taking the spools of the web server into the tables, and setting the number the counter begins with."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.errors import Invalid
from gieo.foundation.audience.engine import finished, spools, unread
from gieo.foundation.audience.models import OnlineMinute, PageVisits, SpoolTaken, VisitTally
from gieo.foundation.audience.permits.visits import may_set_counter
from gieo.foundation.audience.rules.visits import Counts, Sum, Visit, online, summed, visits_in
from gieo.foundation.journal.services import changes_between
from gieo.foundation.journal.services import record as write_journal

PEOPLE_KEPT = 60
"""Minutes after which the digests of visitors are forgotten."""
COUNTS_KEPT = timedelta(days=35)
"""How long it is kept how many were online in a minute."""
HIGHEST_START = 10**12


def take_in(folder: Path, *, now: datetime) -> int:
    """Add what the web server has noted since the last time; returns how many looks were taken.

    In one transaction: the tally is locked, each spool is read from where its row says, pages, minutes and tally are
    added up, and the rows of the spools move on. Killed before its end nothing has happened; a spool that is taken
    twice counts once. Then spools that were read to their end and that nobody writes to any more are removed. When
    nothing was noted, something is written once a minute: who is online changes then.
    """
    found = spools(folder)
    if not _has_news(found, now):
        return 0
    with transaction.atomic():
        tally = _locked_tally()
        taken = dict(SpoolTaken.objects.values_list("name", "taken"))
        visits: list[Visit] = []
        for path in found:
            lines, taken[path.name] = unread(path, taken.get(path.name, 0))
            visits += visits_in(lines)
        added = summed(visits)
        _add_pages(added)
        _add_people(added)
        _move_on(taken)
        _bring_up_to_date(tally, added.total, now)
    _remove_finished(found, taken, now)
    return len(visits)


def _has_news(found: list[Path], now: datetime) -> bool:
    counted = VisitTally.objects.values_list("online_at", flat=True).first()
    if counted is None or _minute(counted) != _minute(now):
        return True
    taken = dict(SpoolTaken.objects.values_list("name", "taken"))
    return any(path.stat().st_size > taken.get(path.name, 0) for path in found)


def _minute(moment: datetime) -> int:
    return int(moment.timestamp() // 60)


def _move_on(taken: dict[str, int]) -> None:
    SpoolTaken.objects.bulk_create(
        [SpoolTaken(name=name, taken=end) for name, end in taken.items()],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["taken"],
    )


def _locked_tally() -> VisitTally:
    VisitTally.objects.get_or_create(id=1)
    return VisitTally.objects.select_for_update().get(id=1)


def _add_pages(added: Sum) -> None:
    days = {day for _page, day in added.pages}
    pages = {page for page, _day in added.pages}
    rows = {(row.page, row.day): row for row in PageVisits.objects.filter(day__in=days, page__in=pages)}
    for (page, day), counts in added.pages.items():
        _add(rows.setdefault((page, day), PageVisits(page=page, day=day)), counts)
    PageVisits.objects.bulk_create(
        [rows[key] for key in added.pages],
        update_conflicts=True,
        unique_fields=["page", "day"],
        update_fields=list(vars(Counts())),
    )


def _add(row: PageVisits | VisitTally, counts: Counts) -> None:
    row.visits += counts.visits
    row.robots += counts.robots
    row.prefetches += counts.prefetches


def _add_people(added: Sum) -> None:
    rows = OnlineMinute.objects.in_bulk(list(added.people))
    for minute, people in added.people.items():
        row = rows.setdefault(minute, OnlineMinute(minute=minute))
        row.people = sorted({*row.people, *people})
        row.count = max(row.count, len(row.people))
    OnlineMinute.objects.bulk_create(
        list(rows.values()), update_conflicts=True, unique_fields=["minute"], update_fields=["people", "count"]
    )


def _bring_up_to_date(tally: VisitTally, total: Counts, now: datetime) -> None:
    """The numbers that pages show; and once a minute, what need not be known any longer is forgotten."""
    minute = _minute(now)
    if tally.online_at is None or _minute(tally.online_at) != minute:
        OnlineMinute.objects.filter(minute__lte=minute - PEOPLE_KEPT).exclude(people=[]).update(people=[])
        OnlineMinute.objects.filter(minute__lte=minute - int(COUNTS_KEPT.total_seconds() // 60)).delete()
    recent = OnlineMinute.objects.filter(minute__gt=minute - tally.window, minute__lte=minute)
    _add(tally, total)
    tally.online = online(recent.values_list("people", flat=True))
    tally.online_at = now
    tally.save()


def _remove_finished(found: Iterable[Path], taken: dict[str, int], now: datetime) -> None:
    """The file first: a row without a file is swept the next time, a file without its row would count again."""
    at = now.timestamp()
    gone = taken.keys() - {path.name for path in found}
    for path in found:
        if finished(path, taken.get(path.name, 0), at=at):
            path.unlink()
            gone |= {path.name}
    if gone:
        SpoolTaken.objects.filter(name__in=gone).delete()


@transaction.atomic
def set_counter(*, start: int, window: int, actor: Actor, now: datetime) -> VisitTally:
    """Set the number the counter begins with (what the page before Gieo showed) and how many minutes "now" lasts."""
    tally = _locked_tally()
    may_set_counter(actor).require()
    errors = {}
    if not 0 <= start <= HIGHEST_START:
        errors["start"] = [_("Số ban đầu là một số nguyên không âm, không quá 1.000.000.000.000.")]
    if not 1 <= window <= 60:
        errors["window"] = [_("Số phút coi là đang xem từ 1 đến 60.")]
    if errors:
        raise Invalid(errors)
    before = {"start": tally.start, "window": tally.window}
    tally.start, tally.window = start, window
    tally.save(update_fields=["start", "window"])
    changes = changes_between(before, {"start": start, "window": window})
    write_journal("set_counter", tally, actor=actor, now=now, changes=changes)
    return tally
