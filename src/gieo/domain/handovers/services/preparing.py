"""Writing minutes for receivers: one, or all of a conference at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.clock import local_date
from gieo.core.codes import make_code
from gieo.core.errors import Refused
from gieo.core.text import squeeze
from gieo.domain.handovers.models import Minutes, MinutesItem, counted
from gieo.domain.handovers.permits import may_prepare_minutes
from gieo.domain.handovers.queries.carried import not_carried
from gieo.domain.handovers.queries.items import (
    gates_of,
    grouped,
    is_restricted,
    item_values,
    lines_to_hand_over,
    result_behind,
)
from gieo.domain.handovers.queries.parties import spokesmen
from gieo.domain.handovers.queries.texts import blocks_in_force
from gieo.domain.handovers.rules.grounds import Certificate, DecisionGround, grounds, office_symbol
from gieo.domain.handovers.rules.reporting import PLAN_DAYS
from gieo.domain.handovers.services.finding import say_minutes
from gieo.domain.handovers.services.locking import lock_in_force
from gieo.domain.handovers.services.numbering import free_numbers, number_once
from gieo.domain.handovers.services.starting import settle_start
from gieo.domain.results.queries.kit import Gate
from gieo.domain.transfers.models import Conference, DecisionLine, TransferDecision
from gieo.domain.transfers.queries.department import Spokesman, giving_spokesman, giving_unit, locality_of
from gieo.domain.transfers.queries.figures import decisions_in_force
from gieo.domain.transfers.services.locking import lock_conference
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.units.models import Unit
from gieo.foundation.units.queries import bearer_related, stands_for


@dataclass(frozen=True)
class Defaults:
    """What is written the same in all minutes of a conference; blanks are filled from the records.

    The reports are counted from `report_start`, with its reason (`settle_start` asks for one); without one from the day
    of the handover, because TT 14/2014/TT-BKHCN Đ19 counts from "nghiệm thu chính thức" without saying what that is.
    """

    giver: Unit | None = None
    giver_name: str = ""
    giver_title: str = ""
    witness_name: str = ""
    witness_title: str = ""
    witness_unit: str = ""
    copies: int = 4
    copies_each: int = 2
    plan_days: int = PLAN_DAYS
    report_start: date | None = None
    report_start_reason: str = ""


def prepare_all_minutes(
    conference: Conference, *, defaults: Defaults | None = None, actor: Actor, now: datetime
) -> list[Minutes]:
    """Write a draft for every receiver of the conference that has none; returns the new ones.

    In order: permit → lock the conference and its decisions, so that two people pressing at once write one set and
    nobody revokes meanwhile → lines of its decisions in force that no minutes carry, to the units invited → one draft a
    receiver with its items, representative, grounds and texts → journal. Restricted results go into minutes of their
    own. Pressing again writes only what lacks.
    """
    may_prepare_minutes(actor).require()
    with number_once(local_date(now).year), transaction.atomic():
        locked = lock_conference(conference)
        invited = list(locked.units.values_list("unit_id", flat=True))
        decisions = lock_in_force(decision.pk for decision in decisions_in_force(locked))
        lines = not_carried(lines_to_hand_over(decisions, actor, unit_ids=invited or None))
        present = Minutes.objects.filter(counted(), conference=locked)
        made = {
            (row.receiver_id, row.restricted, stands_for(row, row.receiver, locked.held_on).pk)
            for row in present.select_related(*bearer_related("receiver"))
        }
        groups = [
            group
            for (unit_id, restricted, _heir), group in grouped(lines).items()
            if (unit_id, restricted, stands_for(group[0], group[0].unit, locked.held_on).pk) not in made
        ]
        return _write(groups, locked, defaults or Defaults(), actor=actor, now=now)


def prepare_minutes(
    decision: TransferDecision,
    receiver: Unit,
    *,
    conference: Conference | None = None,
    lines: Iterable[int] | None = None,
    defaults: Defaults | None = None,
    actor: Actor,
    now: datetime,
) -> list[Minutes]:
    """Write a draft for a receiver outside any conference, or to add to earlier minutes; a second one when restricted
    results are among the lines.

    `lines` are ids of the decision's lines; without them all that no live minutes carry yet. Raises Refused when the
    decision is not in force or nothing is left to hand over.
    """
    may_prepare_minutes(actor).require()
    with number_once(local_date(now).year), transaction.atomic():
        decisions = lock_in_force([decision.pk])
        if not decisions:
            raise Refused(_("Chỉ lập biên bản theo quyết định đã ban hành và đang có hiệu lực."))
        chosen = not_carried(lines_to_hand_over(decisions, actor, unit_ids=[receiver.pk]))
        if lines is not None:
            wanted = set(lines)
            chosen = [row for row in chosen if row.pk in wanted]
        if not chosen:
            raise Refused(_("Quyết định không còn mục nào chưa lập biên bản cho đơn vị này."))
        return _write(list(grouped(chosen).values()), conference, defaults or Defaults(), actor=actor, now=now)


def _write(
    groups: Sequence[list[DecisionLine]],
    conference: Conference | None,
    defaults: Defaults,
    *,
    actor: Actor,
    now: datetime,
) -> list[Minutes]:
    """The drafts of these groups of lines, one for each, with three writes a draft."""
    if not groups:
        return []
    giver = defaults.giver or giving_unit(actor, local_date(now))
    day = conference.held_on if conference else local_date(now)
    head = giving_spokesman(giver, day)
    bearers = [stands_for(group[0], group[0].unit, day) for group in groups]
    spoken = spokesmen(bearers, conference)
    texts = [
        {"key": block.key, "title": block.title, "text": block.text, "version": block.version}
        for block in blocks_in_force()
    ]
    gates = gates_of(line for group in groups for line in group)
    witness = _witness(defaults, conference, defaults.giver_name or head.name)
    numbers, locality = free_numbers(giver, day, office_symbol(giver.name)), locality_of(giver)
    made = []
    for lines, bearer in zip(groups, bearers, strict=True):
        running, number = next(numbers)
        person, passed = spoken[bearer.pk], bearer.pk != lines[0].unit_id
        minutes = Minutes(
            code=make_code("BB", day.year, running, width=2),
            number=number,
            number_year=day.year,
            restricted=is_restricted(lines[0]),
            illustrative=bool(conference and conference.illustrative),
            conference=conference,
            decision=lines[0].decision,
            giver=giver,
            receiver=lines[0].unit,
            heir=bearer if passed else None,
            heir_since=(lines[0].heir_since or lines[0].unit.abolished_on) if passed else None,
            held_on=day,
            starts_at=conference.starts_at if conference else None,
            ends_at=conference.ends_at if conference else None,
            locality=locality,
            place=conference.place if conference else "",
            giver_name=squeeze(defaults.giver_name) or head.name,
            giver_title=squeeze(defaults.giver_title) or head.title,
            receiver_name=person.name,
            receiver_title=person.title,
            witness_name=witness.name,
            witness_title=witness.title,
            witness_unit=squeeze(defaults.witness_unit),
            copies=defaults.copies,
            copies_each=defaults.copies_each,
            grounds=list(grounds_of(lines)),
            texts=texts,
            plan_days=defaults.plan_days,
            report_start=defaults.report_start or day,
            report_start_reason=squeeze(defaults.report_start_reason),
            prepared_at=now,
            prepared_by_name=actor.name_on_record,
        )
        settle_start(minutes)
        minutes.save()
        write_items(minutes, lines, gates)
        changes = {"receiver": ("", minutes.receiver.name), "items": (0, len(lines))}
        write_journal("prepare", minutes, actor=actor, now=now, to_state=minutes.state, changes=changes)
        made.append(minutes)
    say_minutes(made)
    return made


def write_items(minutes: Minutes, lines: Sequence[DecisionLine], gates: Mapping[int, Gate]) -> None:
    """The items of a draft, numbered in the order of the decision."""
    MinutesItem.objects.bulk_create(
        MinutesItem(minutes=minutes, order=order, **item_values(line, gate_of(line, gates)))
        for order, line in enumerate(lines, start=1)
    )


def gate_of(line: DecisionLine, gates: Mapping[int, Gate]) -> Gate | None:
    result = result_behind(line)
    return gates.get(result.pk) if result is not None else None


def _witness(defaults: Defaults, conference: Conference | None, giver_name: str) -> Spokesman:
    """The witness named, else whoever chairs the conference, unless that is the one who gives."""
    if squeeze(defaults.witness_name):
        return Spokesman(squeeze(defaults.witness_name), squeeze(defaults.witness_title))
    if conference is not None and conference.chair_name and conference.chair_name != giver_name:
        return Spokesman(conference.chair_name, conference.chair_title)
    return Spokesman("", "")


def grounds_of(lines: Iterable[DecisionLine]) -> tuple[str, ...]:
    """What minutes of these lines stand on: their decisions, then the certificates of their results."""
    rows = list(lines)
    return grounds(_decisions(rows), _certificates(rows))


def _decisions(lines: Iterable[DecisionLine]) -> list[DecisionGround]:
    rows = {line.decision_id: line.decision for line in lines}
    return [DecisionGround(row.number, row.issued_on, row.issuer.name, row.title) for row in rows.values()]


def _certificates(lines: Iterable[DecisionLine]) -> list[Certificate]:
    found: dict[int, Certificate] = {}
    for line in lines:
        result = result_behind(line)
        if result is not None and result.certificate_no:
            found[result.pk] = Certificate(
                result.certificate_no, result.certificate_on, result.certificate_place, result.code
            )
    return list(found.values())
