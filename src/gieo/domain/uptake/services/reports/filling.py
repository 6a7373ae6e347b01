"""Answers as they come in: saved as one types, sent once; by a link, by an account, by an officer for somebody."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gieo.core.actor import SYSTEM, Actor
from gieo.core.calendar import Limit, SpanUnit
from gieo.core.clock import local_date
from gieo.core.errors import Invalid
from gieo.core.text import squeeze
from gieo.domain.handovers.access import holds_restricted
from gieo.domain.handovers.services.owing import REPORT_DUTY
from gieo.domain.uptake.models import Report, ReportSheet
from gieo.domain.uptake.permits.reports import may_fill_report, may_send_report
from gieo.domain.uptake.queries.reports import ANSWER_FIELDS, answers_of, owed_by, sheets_of
from gieo.domain.uptake.rules.reports import CONFIRM_BASIS, faults, is_late_arrival, kept, limits, squeezed
from gieo.domain.uptake.services.reports.locking import lock_by_link, lock_report, require_open, step
from gieo.domain.uptake.vocab.reports import Answers, ReportChannel
from gieo.domain.uptake.wording.reports import ANSWER_FAULTS
from gieo.foundation.duties.services import fulfil, post_duty
from gieo.foundation.journal.services import record as write_journal

CONFIRM_DUTY = "report_confirmation"
CONFIRM_TITLE = gettext_lazy("Xác nhận báo cáo ứng dụng đã gửi")
PERSONAL = ("reporter_name", "reporter_phone")


@dataclass(frozen=True)
class ReportInput:
    """What was typed: who answers, and the answers by sheet (its id). A sheet that is not named keeps what it says."""

    reporter_name: str = ""
    reporter_title: str = ""
    reporter_phone: str = ""
    sheets: Mapping[int, Answers] = field(default_factory=dict)


def fill_report(
    report: Report,
    values: ReportInput,
    *,
    channel: ReportChannel,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Report:
    """Keep what was typed, whatever is still missing. Raises Conflict when somebody else changed it since `version`."""
    with transaction.atomic():
        locked = lock_report(report, version)
        may_fill_report(actor, locked).require()
        step("fill", locked)
        return _keep(locked, values, channel, actor=actor, now=now)


def fill_by_link(token: str, values: ReportInput, *, client: str = "", number: int = 0, now: datetime) -> Report:
    """The same by the link, which is the permit. `client` is made on the device and `number` counts its saves: one that
    comes late, after a newer one, changes nothing. Raises NotFound with the way on when the link does not open."""
    with transaction.atomic():
        held = lock_by_link(token, now=now)
        require_open(held)
        report = held.report
        step("fill", report)
        if is_late_arrival(client, number, last_client=report.draft_client, last_number=report.draft_number):
            return report
        report.draft_client, report.draft_number = client[:40], number
        return _keep(report, values, ReportChannel.LINK, actor=held.holder, now=now)


def send_report(
    report: Report,
    values: ReportInput,
    *,
    channel: ReportChannel,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Report:
    """Send what was typed in a unit's own account, or by an officer on its behalf.

    In order: lock, compare version → permit → life cycle → every sheet answered → saved, facts frozen → journal → the
    duty to report fulfilled, the one to confirm posted. Raises Invalid, WrongState once it was sent.
    """
    with transaction.atomic():
        locked = lock_report(report, version)
        may_send_report(actor, locked).require()
        return _send(locked, values, channel, submission="", actor=actor, now=now)


def send_by_link(token: str, values: ReportInput, *, submission: str, now: datetime) -> Report:
    """The same by the link, which is used up by it. `submission` is made on the device: sent twice, because the answer
    was lost on the line, it is one report. Raises NotFound with the way on, Invalid."""
    with transaction.atomic():
        held = lock_by_link(token, now=now)
        if held.report.is_sent and submission and held.report.submission == submission[:40]:
            return held.report
        require_open(held)
        sent = _send(held.report, values, ReportChannel.LINK, submission=submission[:40], actor=held.holder, now=now)
        held.link.used_at = now
        held.link.save(update_fields=["used_at"])
    return sent


def _keep(report: Report, values: ReportInput, channel: ReportChannel, *, actor: Actor, now: datetime) -> Report:
    first = report.started_at is None
    rows = _take(report, values)
    report.channel, report.started_at = channel, report.started_at or now
    report.version += 1
    report.save()
    ReportSheet.objects.bulk_update(rows, ANSWER_FIELDS)
    if first:  # every letter typed would fill the journal: it tells who began, and then who sent what
        write_journal("fill", report, actor=actor, now=now, changes={"channel": ("", channel.value)})
    return report


def _take(report: Report, values: ReportInput) -> list[ReportSheet]:
    """Put what was typed into the report and its sheets; returns the sheets. A sheet that nobody has touched yet takes
    what it was shown with."""
    report.reporter_name = squeeze(values.reporter_name)[:120]
    report.reporter_title = squeeze(values.reporter_title)[:160]
    report.reporter_phone = squeeze(values.reporter_phone)[:40]
    shown = sheets_of(report)
    for sheet in shown:
        answers = squeezed(values.sheets.get(sheet.row.pk, sheet.answers))
        put_answers(sheet.row, answers)
    return [sheet.row for sheet in shown]


def put_answers(row: ReportSheet, answers: Answers) -> None:
    """Write answers into a sheet; who calls saves it."""
    for name, value in asdict(answers).items():
        setattr(row, name, list(value) if name == "methods" else value)


def _send(
    report: Report, values: ReportInput, channel: ReportChannel, *, submission: str, actor: Actor, now: datetime
) -> Report:
    target = step("send", report)
    facts = {sheet.row.pk: asdict(sheet.facts) for sheet in sheets_of(report)}
    rows = _take(report, values)
    _require_answered(report, rows)
    for row in rows:
        put_answers(row, kept(answers_of(row)))
        row.facts = facts[row.pk]
    before, report.state = report.state, target
    report.channel, report.submission = channel, submission
    report.started_at, report.sent_at, report.sent_by_name = report.started_at or now, now, actor.name_on_record
    report.unread, report.sent_back_reason = [], ""
    report.version += 1
    report.save()
    ReportSheet.objects.bulk_update(rows, (*ANSWER_FIELDS, "facts"))
    who = _in_whose_name(actor, report, channel, local_date(now))
    changes: dict[str, tuple[Any, Any]] = {
        "channel": ("", channel.value),
        "answers": ("", [f"{row.order}: {row.answer}" for row in rows]),
        "reporter_name": ("", report.reporter_name),
        "reporter_phone": ("", report.reporter_phone),
    }
    write_journal(
        "send", report, actor=who, now=now, from_state=before, to_state=report.state, changes=changes, personal=PERSONAL
    )
    _move_duties(report, who, now)
    return report


def _require_answered(report: Report, rows: list[ReportSheet]) -> None:
    errors = {
        f"{row.pk}-{name}": [str(ANSWER_FAULTS[fault])]
        for row in rows
        for name, fault in faults(answers_of(row)).items()
    }
    if not report.reporter_name:
        errors["reporter_name"] = [_("Ghi họ tên người trả lời.")]
    if errors:
        raise Invalid(errors)


def _in_whose_name(actor: Actor, report: Report, channel: ReportChannel, today: date) -> Actor:
    """What an officer types in for a unit is that unit's."""
    if channel in (ReportChannel.PHONE, ReportChannel.WORD):
        return actor.on_behalf_of(owed_by(report, today).name)
    return actor


def in_duties(actor: Actor) -> Actor:
    """Who moves a duty: whoever holds a link is nobody the house knows, so the house does it in that name."""
    return SYSTEM.on_behalf_of(actor.name) if actor.is_anonymous else actor


def _move_duties(report: Report, actor: Actor, now: datetime) -> None:
    """The report is there; now its head has to answer for it (Circular 14/2014, Article 20)."""
    mover, today = in_duties(actor), local_date(now)
    fulfil(REPORT_DUTY, report.minutes, due=report.duty.due, actor=mover, now=now)
    post_duty(
        kind=CONFIRM_DUTY,
        title=CONFIRM_TITLE,
        record=report,
        debtor_unit=owed_by(report, today),
        start=today,
        limit=Limit(limits().confirm_days, SpanUnit.WORKING),
        basis=CONFIRM_BASIS,
        owed_to=report.minutes.giver,
        confidential=holds_restricted(report.minutes),
        actor=mover,
        now=now,
    )
