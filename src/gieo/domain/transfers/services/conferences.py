"""Deeds on a conference: planned, held, closed, reported."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gieo.core.actor import Actor, Role
from gieo.core.basis import Basis, Mark
from gieo.core.clock import local_date
from gieo.core.codes import make_code
from gieo.core.errors import Invalid, Missing, Refused
from gieo.core.text import fold, nfc, squeeze
from gieo.domain.transfers.models import Conference, TransferDecision
from gieo.domain.transfers.permits import (
    may_close_conference,
    may_edit_conference,
    may_open_conference,
    may_plan_conference,
    may_reopen_conference,
    may_report_conference,
)
from gieo.domain.transfers.queries.figures import conference_decisions
from gieo.domain.transfers.services.chasing import mind_answers, move_answers, moved_reason
from gieo.domain.transfers.services.finding import say_conference
from gieo.domain.transfers.services.locking import conference_step, lock_conference, require_text
from gieo.domain.transfers.vocab import Attendance, DecisionState
from gieo.foundation.duties.services import cancel, fulfil, post_duty
from gieo.foundation.journal.services import Changes, changes_between, next_number
from gieo.foundation.journal.services import record as write_journal

HOLD_DUTY = "transfers.hold_conference"
_EDITED = ("title", "held_on", "starts_at", "ends_at", "place", "chair_name", "chair_title")
_TEXTS = ("title", "place", "chair_name", "chair_title")


def plan_conference(
    *,
    actor: Actor,
    now: datetime,
    decisions: Iterable[TransferDecision],
    title: str,
    held_on: date,
    place: str,
    starts_at: time | None = None,
    ends_at: time | None = None,
    chair_name: str = "",
    chair_title: str = "",
    illustrative: bool = False,
) -> Conference:
    """Plan a conference for one or more decisions in force, HN-<year>-<number>; the year is that of its day.

    Raises Invalid for blank fields, an end before the start, a day before a decision's; Refused when a decision is not
    issued or no longer in force.
    """
    may_plan_conference(actor).require()
    chosen = list(decisions)
    with transaction.atomic():
        conference = Conference(
            title=squeeze(title),
            held_on=held_on,
            place=squeeze(place),
            starts_at=starts_at,
            ends_at=ends_at,
            chair_name=squeeze(chair_name),
            chair_title=squeeze(chair_title),
            illustrative=illustrative,
        )
        _check(conference, chosen)
        conference.code = make_code("HN", held_on.year, next_number(f"HN-{held_on.year}"), width=2)
        _fold(conference)
        conference.save(force_insert=True)
        say_conference(conference)
        conference.decisions.set(chosen)
        changes: Changes = {"held_on": (None, held_on), "decisions": ([], [decision.code for decision in chosen])}
        write_journal("plan", conference, actor=actor, now=now, to_state=conference.state, changes=changes)
        _post_duty(conference, chosen, actor=actor, now=now)
    return conference


def edit_conference(
    conference: Conference,
    *,
    version: int,
    actor: Actor,
    now: datetime,
    values: Mapping[str, Any],
    decisions: Iterable[TransferDecision] | None = None,
) -> Conference:
    """Change what is named in `values`, and the decisions if they are given. Raises as plan_conference does, Conflict
    when somebody changed the conference since `version`, WrongState once it is closed."""
    may_edit_conference(actor).require()
    with transaction.atomic():
        conference = lock_conference(conference, version)
        conference_step("edit", conference)
        before = {name: getattr(conference, name) for name in _EDITED}
        present = list(conference.decisions.order_by("pk"))
        chosen = present if decisions is None else sorted(decisions, key=lambda decision: decision.pk)
        for name in _EDITED:
            if name in values:
                setattr(conference, name, squeeze(values[name]) if name in _TEXTS else values[name])
        _check(conference, chosen, standing={decision.pk for decision in present})
        changes = changes_between(before, {name: getattr(conference, name) for name in _EDITED})
        if present != chosen:
            changes["decisions"] = ([row.code for row in present], [row.code for row in chosen])
            conference.decisions.set(chosen)
        if changes:
            touch(conference, *_EDITED)
            write_journal("edit", conference, actor=actor, now=now, changes=changes)
        if "held_on" in changes:
            cancel(HOLD_DUTY, conference, reason=moved_reason(), actor=actor, now=now)
            _post_duty(conference, chosen, actor=actor, now=now)
            move_answers(conference, now=now)
    return conference


def write_notes(conference: Conference, *, version: int, notes: str, actor: Actor, now: datetime) -> Conference:
    """Replace the notes of what happened. Raises Conflict rather than overwrite what a colleague wrote meanwhile."""
    may_edit_conference(actor).require()
    with transaction.atomic():
        conference = lock_conference(conference, version)
        conference_step("write_notes", conference)
        before, conference.notes = conference.notes, nfc(notes).strip()
        if before != conference.notes:
            touch(conference, "notes")
            changes = {"notes": (before, conference.notes)}
            write_journal("write_notes", conference, actor=actor, now=now, changes=changes)
    return conference


def open_conference(conference: Conference, *, version: int | None = None, actor: Actor, now: datetime) -> Conference:
    """Open the conference: from now on minutes are signed under it.

    Needs its day to have come, at least one unit invited, and every decision it carries out still in force.
    Raises Refused or Missing with what is lacking.
    """
    may_open_conference(actor).require()
    with transaction.atomic():
        conference = lock_conference(conference, version)
        target = conference_step("open", conference)
        if local_date(now) < conference.held_on:
            raise Refused(
                _("Hội nghị ghi ngày %(day)s: tới ngày đó mới khai mạc, hoặc sửa ngày trước.")
                % {"day": date_format(conference.held_on, "d/m/Y")}
            )
        if not conference.units.exists():
            raise Missing([("units", _("Đơn vị được mời"))], _("Chưa mời đơn vị nào."))
        for decision in conference_decisions(conference):
            _require_in_force(decision)
        before, conference.state, conference.opened_at = conference.state, target, now
        touch(conference, "state", "opened_at")
        write_journal("open", conference, actor=actor, now=now, from_state=before, to_state=target)
        mind_answers(conference, now=now)
    return conference


def close_conference(
    conference: Conference, *, version: int | None = None, rest_absent: bool = False, actor: Actor, now: datetime
) -> Conference:
    """Close the conference. Every unit must be noted present or absent; with `rest_absent` those not yet noted become
    absent in the same deed. Raises Missing with their names otherwise."""
    may_close_conference(actor).require()
    with transaction.atomic():
        conference = lock_conference(conference, version)
        target = conference_step("close", conference)
        open_seats = conference.units.exclude(attendance__in=[Attendance.PRESENT, Attendance.ABSENT])
        names = list(open_seats.values_list("unit__name", flat=True))
        if names and not rest_absent:
            raise Missing(
                [("attendance", name) for name in names],
                _("Chưa ghi có mặt hay vắng mặt: %(units)s.") % {"units": ", ".join(names)},
            )
        open_seats.update(attendance=Attendance.ABSENT)
        before, conference.state, conference.closed_at = conference.state, target, now
        touch(conference, "state", "closed_at")
        changes: Changes | None = {"absent": ([], names)} if names else None
        write_journal("close", conference, actor=actor, now=now, from_state=before, to_state=target, changes=changes)
        fulfil(HOLD_DUTY, conference, actor=actor, now=now)
    return conference


def reopen_conference(
    conference: Conference, *, version: int | None = None, reason: str, actor: Actor, now: datetime
) -> Conference:
    """A leader reopens a closed conference to mend it, with the reason. A published page stays published."""
    may_reopen_conference(actor).require()
    if not squeeze(reason):
        raise Invalid({"reason": [_("Ghi lý do mở lại.")]})
    with transaction.atomic():
        conference = lock_conference(conference, version)
        target = conference_step("reopen", conference)
        before, conference.state, conference.closed_at = conference.state, target, None
        touch(conference, "state", "closed_at")
        write_journal(
            "reopen",
            conference,
            actor=actor,
            now=now,
            from_state=before,
            to_state=target,
            changes={"reason": ("", squeeze(reason))},
        )
    return conference


def report_conference(
    conference: Conference,
    *,
    version: int | None = None,
    report_number: str,
    reported_on: date,
    actor: Actor,
    now: datetime,
) -> Conference:
    """Write down that the department has reported to the People's Committee: number and day of the paper."""
    may_report_conference(actor).require()
    errors = require_text({"report_number": report_number}, {"report_number": _("Ghi số báo cáo.")})
    if reported_on > local_date(now):
        errors["reported_on"] = [_("Ngày báo cáo không thể ở tương lai.")]
    elif reported_on < conference.held_on:
        errors["reported_on"] = [_("Ngày báo cáo không thể trước ngày hội nghị.")]
    if errors:
        raise Invalid(errors)
    with transaction.atomic():
        conference = lock_conference(conference, version)
        target = conference_step("report", conference)
        before, conference.state = conference.state, target
        conference.report_number, conference.reported_on = squeeze(report_number), reported_on
        touch(conference, "state", "report_number", "reported_on")
        changes = {"report_number": ("", conference.report_number), "reported_on": (None, reported_on)}
        write_journal("report", conference, actor=actor, now=now, from_state=before, to_state=target, changes=changes)
    return conference


def touch(conference: Conference, *fields: str) -> None:
    """Save the named fields with a new version, so that whoever still shows the old one is told."""
    conference.version += 1
    _fold(conference)
    conference.save(update_fields=[*fields, "version", "folded"])
    say_conference(conference)


def _fold(conference: Conference) -> None:
    conference.folded = fold(f"{conference.code} {conference.title} {conference.place} {conference.chair_name}")


def _post_duty(conference: Conference, decisions: list[TransferDecision], *, actor: Actor, now: datetime) -> None:
    """The office owes the conference on its day; no law sets that day, the decision is the ground."""
    numbers = ", ".join(str(decision) for decision in decisions)
    post_duty(
        kind=HOLD_DUTY,
        title=gettext_lazy("Tổ chức hội nghị bàn giao"),
        record=conference,
        debtor_role=Role.OFFICER,
        due=conference.held_on,
        basis=Basis(document=f"Quyết định số {numbers}", mark=Mark.PROPOSAL),
        actor=actor,
        now=now,
    )


def _check(
    conference: Conference, decisions: list[TransferDecision], standing: frozenset[int] | set[int] = frozenset()
) -> None:
    """Raise Invalid or Refused when the conference cannot be so. Decisions in `standing` were accepted before."""
    errors = require_text(
        {"title": conference.title, "place": conference.place},
        {"title": _("Ghi tên hội nghị."), "place": _("Ghi địa điểm.")},
    )
    if not decisions:
        errors["decisions"] = [_("Chọn ít nhất một quyết định đã ban hành.")]
    if conference.starts_at and conference.ends_at and conference.ends_at <= conference.starts_at:
        errors["ends_at"] = [_("Giờ kết thúc phải sau giờ bắt đầu.")]
    late = [row for row in decisions if row.issued_on is not None and row.issued_on > conference.held_on]
    if late:
        errors["held_on"] = [
            _("Ngày hội nghị không thể trước ngày ban hành %(number)s.") % {"number": row.number} for row in late
        ]
    if errors:
        raise Invalid(errors)
    for decision in decisions:
        if decision.pk not in standing:
            _require_in_force(decision)


def _require_in_force(decision: TransferDecision) -> None:
    if decision.state == DecisionState.ISSUED:
        return
    raise Refused(
        _("%(decision)s không phải quyết định đang có hiệu lực, nên không bàn giao theo quyết định ấy được.")
        % {"decision": str(decision)}
    )
