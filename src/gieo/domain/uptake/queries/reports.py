"""Reading yearly reports: the list, sheets with what is known of their tasks, the count of the year."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import override

from gieo.core.actor import Actor
from gieo.core.permits import Permit, first_refusal, no
from gieo.domain.handovers.models import Minutes, MinutesItem
from gieo.domain.handovers.queries.plans import plan_in_force
from gieo.domain.programmes.models import Programme
from gieo.domain.results.models import Result, ResultMember
from gieo.domain.results.vocab import MemberRole
from gieo.domain.results.wording import ORIGINS
from gieo.domain.uptake.access.reports import visible_reports
from gieo.domain.uptake.engine.links import seal_link
from gieo.domain.uptake.lifecycle.reports import REPORT
from gieo.domain.uptake.models import Report, ReportLink, ReportSheet
from gieo.domain.uptake.models.reports import SENT_STATES
from gieo.domain.uptake.permits.reports import (
    may_confirm_report,
    may_fill_report,
    may_forward_report,
    may_read_report,
    may_scan_report,
    may_send_back_report,
)
from gieo.domain.uptake.queries.reported import task_of
from gieo.domain.uptake.rules.reports import first_answers
from gieo.domain.uptake.vocab.reports import Answer, Answers, Facts, ReportState
from gieo.domain.uptake.wording.reports import blocked
from gieo.foundation.duties.vocab import LIVE_STATES
from gieo.foundation.units.models import Unit
from gieo.foundation.units.permits import passed
from gieo.foundation.units.queries import bearer_related, stands_for

ANSWER_FIELDS = tuple(Answers.__dataclass_fields__)


def listed_reports(actor: Actor) -> QuerySet[Report]:
    """What the actor may see, with all that a row says: whose, due when, and whether anything was applied."""
    sheets = ReportSheet.objects.filter(report=OuterRef("pk"))
    return (
        visible_reports(actor)
        .annotate(
            applies=Exists(sheets.filter(answer=Answer.APPLIED)),
            applies_not=Exists(sheets.filter(answer=Answer.NOT_APPLIED)),
            has_link=Exists(ReportLink.objects.filter(report=OuterRef("pk"), withdrawn_at=None, used_at=None)),
            asks_link=Exists(ReportLink.objects.filter(report=OuterRef("pk"), asked_at__isnull=False)),
        )
        .select_related("duty", "minutes", *(f"minutes__{path}" for path in bearer_related("receiver")))
    )


def late_on(day: date) -> Q:
    """Reports that were to be sent by that day and were not."""
    return Q(state=ReportState.DRAFT, duty__due__lt=day, duty__state__in=LIVE_STATES)


def years_of(actor: Actor) -> list[int]:
    """Years in which reports are due, the latest first."""
    days = visible_reports(actor).order_by().values_list("duty__due__year", flat=True).distinct()
    return sorted(days, reverse=True)


def reported_minutes(actor: Actor) -> QuerySet[Minutes]:
    """Minutes under which there are reports that the actor sees: they say whose these are."""
    return Minutes.objects.filter(pk__in=visible_reports(actor).order_by().values("minutes"))


@dataclass(frozen=True)
class UnitCount:
    """How many reports there are of a unit, how many of them are not sent yet, and how many of these are late."""

    every: int
    waiting: int
    late: int


def count_of_unit(unit_ids: frozenset[int], actor: Actor, today: date) -> UnitCount:
    """Of units with all they took over from (`with_predecessors`), as far as the actor sees them. One query, besides
    those of `visible_minutes`."""
    theirs = Minutes.objects.filter(passed(unit_ids, today, "receiver"))
    found = visible_reports(actor).filter(minutes__in=theirs.order_by().values("pk")).order_by()
    waiting = Q(state=ReportState.DRAFT)
    counted = found.aggregate(
        every=Count("pk"), waiting=Count("pk", filter=waiting), late=Count("pk", filter=late_on(today))
    )
    return UnitCount(**counted)


# ---- one report


@dataclass(frozen=True)
class ShownSheet:
    """A sheet with fields 1 to 4 and 12, and what the receiver says or begins with."""

    row: ReportSheet
    facts: Facts
    answers: Answers


def sheets_of(report: Report) -> list[ShownSheet]:
    """The sheets in order. What the records say is read anew until the report is sent, then as it was sent."""
    rows = list(
        report.sheets.select_related("result__host", "result__field", "result__objective", "programme").order_by(
            "order"
        )
    )
    if report.is_sent:
        return [ShownSheet(row, row.task, answers_of(row)) for row in rows]
    members = _leaders([row.result for row in rows if row.result is not None])
    begun = {} if report.started_at else _beginnings(report, rows)
    return [ShownSheet(row, facts_of(row, members), begun.get(row.pk) or answers_of(row)) for row in rows]


def answers_of(row: ReportSheet) -> Answers:
    return Answers(**{name: getattr(row, name) for name in ANSWER_FIELDS} | {"methods": tuple(row.methods)})


def facts_of(row: ReportSheet, leaders: Mapping[int, str]) -> Facts:
    """What the records know of a task, in Vietnamese, as the form is."""
    with override("vi"):
        if row.result is None:
            assert row.programme is not None
            return Facts(title=row.programme.name, kind=str(ORIGINS["programme_task"]))
        result = row.result
        host = [leaders.get(result.pk, ""), result.host.name if result.host else ""]
        field = [entry.name for entry in (result.field, result.objective) if entry is not None]
        certificate = f"Giấy chứng nhận đăng ký kết quả số {result.certificate_no}" if result.certificate_no else ""
        return Facts(
            title=result.title,
            kind=str(ORIGINS[result.origin]),
            host="; ".join(filter(None, host)),
            field="; ".join(field),
            property=". ".join(part.rstrip(".") for part in (certificate, result.rights_note) if part),
        )


def _leaders(results: Iterable[Result]) -> dict[int, str]:
    rows = ResultMember.objects.filter(result__in=[result.pk for result in results], role=MemberRole.LEADER)
    return {row.result_id: f"{row.degree} {row.name}".strip() for row in rows.order_by("-order", "-pk")}


def _beginnings(report: Report, rows: Iterable[ReportSheet]) -> dict[int, Answers]:
    """What an untouched report begins with, by sheet."""
    minutes = report.minutes
    sent = plan_in_force(minutes)
    plan: list[Any] = list(sent.rows.all()) if sent else list(minutes.plan.order_by("order"))
    place = next((row.place for row in plan if row.place), "")
    scale = next((row.scale for row in plan if row.scale), "")
    before = _said_before(report)
    return {
        row.pk: first_answers(
            field=row.result.field.name if row.result and row.result.field else "",
            planned_place=place,
            planned_scale=scale,
            unit_place=_where(minutes.receiver),
            before=before.get((row.result_id, row.programme_id)),
        )
        for row in rows
    }


def _said_before(report: Report) -> dict[tuple[int | None, int | None], Answers]:
    """The last answers of earlier years, by task."""
    earlier = ReportSheet.objects.filter(
        report__minutes__receiver=report.minutes.receiver_id, report__state__in=SENT_STATES,
        report__duty__due__lt=report.duty.due,
    )  # fmt: skip
    return {
        (row.result_id, row.programme_id): answers_of(row)
        for row in earlier.order_by("report__duty__due", "report_id", "order")
    }


def _where(unit: Unit) -> str:
    return unit.place.name if unit.place else unit.address


def tasks_received(minutes: Minutes) -> list[tuple[Result | None, Programme | None]]:
    """The tasks of whose results something was received, in the order of the minutes: a product counts for its result,
    one without for its programme. One query."""
    items = MinutesItem.objects.filter(minutes=minutes, received_quantity__gt=0).order_by("order")
    found: dict[tuple[int | None, int | None], tuple[Result | None, Programme | None]] = {}
    for item in items.select_related("result", "product__result", "product__programme"):
        result = item.result or (item.product.result if item.product else None)
        programme = item.product.programme if item.product and result is None else None
        if result is not None or programme is not None:
            key = (result.pk if result else None, programme.pk if programme else None)
            found.setdefault(key, (result, programme))
    return list(found.values())


def items_of_task(report: Report) -> dict[tuple[int | None, int | None], list[str]]:
    """What was received of each task, by (result, programme), in the words of the minutes. One query."""
    items = MinutesItem.objects.filter(minutes=report.minutes_id, received_quantity__gt=0).order_by("order")
    found: dict[tuple[int | None, int | None], list[str]] = {}
    for item in items.select_related("product"):
        found.setdefault(task_of(item), []).append(item.title)
    return found


def owed_by(report: Report, on: date) -> Unit:
    """The unit that owes the report on a day: the receiver, or who took over."""
    return stands_for(report.minutes, report.minutes.receiver, on)


def current_link(report: Report) -> ReportLink | None:
    """The link that is neither used nor taken back; it may have run out."""
    return report.links.filter(withdrawn_at=None, used_at=None).first()


def link_address(link: ReportLink) -> str:
    """The public address that opens the report: to be sent, printed, or copied by hand."""
    return f"{settings.PUBLIC_ADDRESS.rstrip('/')}/bao-cao/{seal_link(link.pk)}/"


def deeds_on_report(report: Report, actor: Actor) -> dict[str, Permit]:
    """Whether this actor may do each deed now, by verb."""
    asked = {
        "fill": may_fill_report(actor, report),
        "read": may_read_report(actor, report),
        "confirm": may_confirm_report(actor, report),
        "confirm_paper": may_scan_report(actor, report),
        "send_back": may_send_back_report(actor),
        "forward": may_forward_report(actor),
    }
    found = {}
    for verb, who in asked.items():
        does = REPORT.allows("confirm" if verb == "confirm_paper" else verb, report.state)
        found[verb] = first_refusal(who, no(blocked(verb, report.state)) if not does else who)
    return found


def reminders_of_report(report: Report) -> list[tuple[date, str, str]]:
    """(day, who was told, addresses) of the letters about a report, in order."""
    return list(report.reminders.values_list("on", "told", "to"))
