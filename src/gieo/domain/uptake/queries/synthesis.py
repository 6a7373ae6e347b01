"""The yearly synthesis of the focal point: what was owed, what was answered, which tasks were applied (form 15 of
Circular 14/2014), and the tasks behind these numbers."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import override

from gieo.core.actor import SYSTEM, Actor
from gieo.core.text import sort_key
from gieo.domain.handovers.access import restricted_minutes
from gieo.domain.handovers.models import Minutes
from gieo.domain.transfers.queries.department import giving_unit, locality_of
from gieo.domain.uptake.access.reports import visible_reports
from gieo.domain.uptake.models import Report, ReportSheet
from gieo.domain.uptake.models.reports import SENT_STATES
from gieo.domain.uptake.queries.reports import answers_of, late_on
from gieo.domain.uptake.rules.synthesis import Said, WrittenSynthesis, YearCount, YearTask, compose_synthesis
from gieo.domain.uptake.vocab.reports import Answer, ReportState, TaskRows
from gieo.foundation.duties.vocab import LIVE_STATES
from gieo.foundation.papers.rules import Paper
from gieo.foundation.units.queries import bearer_related, row_label

Task = tuple[int | None, int | None]
"""(result, programme), of which one is set."""


def count_of(year: int, actor: Actor, today: date) -> YearCount:
    """Reports due in a year. A task counts once, however many receivers report on it; one that any of them has applied
    is applied. Only confirmed reports tell which; a task of which none is confirmed waits, and so does one not applied
    of which another report says that it was and is not confirmed yet. Two queries for the office."""
    return _count(_reports(year, actor), today)


def _count(reports: QuerySet[Report], today: date) -> YearCount:
    states = list(reports.values_list("state", "duty__due", "duty__state"))
    said: set[tuple[int | None, int | None, str, str]] = set(
        _sheets(reports).order_by().values_list("result", "programme", "answer", "report__state")
    )
    sure = [(result, programme, answer) for result, programme, answer, state in said if state == ReportState.CONFIRMED]
    tasks = {(result, programme) for result, programme, _answer, _state in said}
    confirmed = {(result, programme) for result, programme, _answer in sure}
    applied = {(result, programme) for result, programme, answer in sure if answer == Answer.APPLIED}
    sent = {(result, programme) for result, programme, answer, state in said if _may_change(answer, state)}
    contested = (confirmed - applied) & sent
    return YearCount(
        owed=len(states),
        answered=sum(state in SENT_STATES for state, _due, _duty in states),
        late=sum(state == ReportState.DRAFT and due < today and duty in LIVE_STATES for state, due, duty in states),
        unconfirmed=sum(state == ReportState.SENT for state, _due, _duty in states),
        tasks=len(tasks),
        applied=len(applied),
        not_applied=len(confirmed - applied),
        waiting=len(tasks - confirmed) + len(contested),
        contested=len(contested),
    )


def _may_change(answer: str, state: str) -> bool:
    """Whether it is said that something was applied, which is not confirmed yet."""
    return answer == Answer.APPLIED and state != ReportState.CONFIRMED


def tasks_of(year: int, actor: Actor, today: date) -> list[YearTask]:
    """Each task that the reports of a year tell of, by its title, with all that its receivers said. One query, for
    the office."""
    return _tasks(_reports(year, actor), today)


def _tasks(reports: QuerySet[Report], today: date) -> list[YearTask]:
    related = ("result", "programme", "report__minutes", *_bearers("report__minutes"))
    found: dict[Task, list[ReportSheet]] = {}
    for row in _sheets(reports).select_related(*related).order_by("report__minutes__receiver__name_order", "pk"):
        found.setdefault((row.result_id, row.programme_id), []).append(row)
    tasks = [_task(rows, today) for rows in found.values()]
    return sorted(tasks, key=lambda task: (sort_key(task.facts.title), task.code))


def synthesis_paper(year: int, actor: Actor, today: date) -> Paper:
    """The synthesis of a year as the department sends it, in Vietnamese. Nothing of restricted results, whoever prints
    it: the paper is the same for all of the office. Raises Missing while no unit is known as the department."""
    with override("vi"):
        return _composed(year, actor, today)


def _composed(year: int, actor: Actor, today: date) -> Paper:
    unit, reports = giving_unit(actor, today), _open_reports(year)
    late = reports.filter(late_on(today)).select_related("duty", "minutes", *_bearers("minutes")).order_by("duty__due")
    written = WrittenSynthesis(
        year=year,
        above=unit.parent.name if unit.parent else "",
        unit=unit.name,
        locality=locality_of(unit),
        day=today,
        illustrative=reports.filter(illustrative=True).exists(),
    )
    owing = [(_unit_of(row.minutes, today), row.code, row.duty.due) for row in late]
    return compose_synthesis(written, _count(reports, today), _tasks(reports, today), owing)


def _reports(year: int, actor: Actor) -> QuerySet[Report]:
    return visible_reports(actor).filter(duty__due__year=year).order_by()


def _open_reports(year: int) -> QuerySet[Report]:
    """Reports due in a year under minutes that name no restricted result."""
    return _reports(year, SYSTEM).exclude(minutes__in=restricted_minutes().order_by().values("pk"))


def _sheets(reports: QuerySet[Report]) -> QuerySet[ReportSheet]:
    """What was said in those that were sent, confirmed or not."""
    sent = reports.filter(state__in=SENT_STATES)
    return ReportSheet.objects.filter(report__in=sent.values("pk")).exclude(answer="")


def _bearers(prefix: str) -> list[str]:
    return [f"{prefix}__{path}" for path in bearer_related("receiver")]


def _unit_of(minutes: Minutes, today: date) -> str:
    return row_label(minutes, minutes.receiver, today)


def _task(rows: Sequence[ReportSheet], today: date) -> YearTask:
    first = rows[0]
    task = first.result or first.programme
    said = [
        Said(
            _unit_of(row.report.minutes, today), row.report.code, answers_of(row),
            is_confirmed=row.report.state == ReportState.CONFIRMED,
        )
        for row in rows
    ]  # fmt: skip
    return YearTask(code=task.code if task else "", facts=max(rows, key=_when).task, said=tuple(said))


def _when(row: ReportSheet) -> tuple[datetime, int]:
    assert row.report.sent_at is not None  # the database holds that a report that was sent says when
    return row.report.sent_at, row.pk


def last_year(known: Sequence[int], today: date) -> int:
    """Of the years in which reports are due, the latest first: the last one that has begun."""
    return next((year for year in known if year <= today.year), today.year)


def narrowed(tasks: Sequence[YearTask], answer: str) -> list[YearTask]:
    """Only the applied, only those that nobody applied, only those that wait, or only the contested of these; all for
    any other word."""
    match answer:
        case TaskRows.WAITING:
            return [task for task in tasks if task.waits]
        case TaskRows.CONTESTED:
            return [task for task in tasks if task.is_contested]
        case TaskRows.APPLIED | TaskRows.NOT_APPLIED:
            return [task for task in tasks if task.answer == answer]
        case _:
            return list(tasks)
