"""What a conference still lacks before its minutes can be sealed, receiver by receiver."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from gieo.core.actor import Actor
from gieo.domain.handovers.access import visible_minutes
from gieo.domain.handovers.models import Minutes, MinutesItem, counted
from gieo.domain.handovers.queries.carried import items_by_line
from gieo.domain.handovers.queries.content import missing_to_seal
from gieo.domain.handovers.queries.items import gates_of, grouped, result_behind, subject_of
from gieo.domain.handovers.queries.parties import spokesmen
from gieo.domain.handovers.vocab import MinutesState
from gieo.domain.handovers.wording import FIELD_LABELS, left_out
from gieo.domain.transfers.access import visible_lines
from gieo.domain.transfers.models import Conference
from gieo.domain.transfers.queries.figures import decisions_in_force
from gieo.foundation.units.models import Unit
from gieo.foundation.units.queries import label_related


@dataclass(frozen=True)
class Lack:
    """One thing that stands in the way, in words; `subject` is the code of the result it concerns, if any."""

    text: str
    subject: str = ""


@dataclass(frozen=True)
class ReceiverRow:
    """A receiver of the conference: what it gets, the minutes that carry it, what stands in the way of sealing them.

    Restricted results stand in a row of their own, as they stand in minutes of their own. `unwritten` lines are in no
    minutes yet; `waits` says that all with one click would write them down.
    """

    unit: Unit
    restricted: bool
    results: int
    products: int
    papers: tuple[Minutes, ...]
    unwritten: int
    waits: bool
    lacks: tuple[Lack, ...]
    waivers: int
    spokesman: str

    @property
    def is_ready(self) -> bool:
        return not self.lacks

    @property
    def drafts(self) -> tuple[Minutes, ...]:
        return tuple(paper for paper in self.papers if paper.state == MinutesState.DRAFT)

    @property
    def waiting(self) -> tuple[Minutes, ...]:
        """Sealed and not yet signed by all."""
        return tuple(paper for paper in self.papers if paper.state == MinutesState.SEALED)


def receivers_of(conference: Conference, actor: Actor) -> list[ReceiverRow]:
    """Every unit that the conference's decisions in force give something, in their order. About ten queries."""
    seats = {seat.unit_id: seat for seat in conference.units.all()}
    lines = visible_lines(actor).filter(decision__in=[row.pk for row in decisions_in_force(conference)])
    if seats:
        lines = lines.filter(unit__in=seats)
    related = lines.select_related("result", "product__result", *label_related("unit"))
    found = list(related.order_by("decision_id", "order", "id"))
    carried = items_by_line(found)
    papers = _papers(conference, actor, [item for items in carried.values() for item in items])
    gates = gates_of(found)
    speak = spokesmen([line.unit for line in found], conference, seats=seats.values())
    rows = []
    for (unit_id, restricted, heir_id), group in grouped(found).items():
        own = {item.minutes_id for line in group for item in carried[line.pk]}
        written = tuple(
            paper
            for paper in papers
            if paper.receiver_id == unit_id
            and heir_id in (None, paper.heir_id)
            and (paper.pk in own or (paper.conference_id == conference.pk and paper.restricted == restricted))
        )
        open_lines = [line for line in group if not any(item.minutes.is_frozen for item in carried[line.pk])]
        unwritten = sum(not carried[line.pk] for line in group)
        waits = bool(unwritten) and all(paper.conference_id != conference.pk for paper in written)
        items = [item for line in group for item in carried[line.pk]]
        lacks = [
            lack for paper in written for lack in _fields(paper, [row for row in items if row.minutes_id == paper.pk])
        ]
        if not written and not speak[unit_id].name:
            lacks.append(Lack(str(FIELD_LABELS["receiver_name"])))
        if unwritten and not waits:
            lacks.append(Lack(left_out(unwritten)))
        waivers = 0
        for line in open_lines:
            result = result_behind(line)
            gate = gates.get(result.pk) if result else None
            waivers += bool(gate and gate.ok and gate.waiver)
            if gate is not None and not gate.ok and result is not None:
                lacks.append(Lack(f"{subject_of(line).code}: {gate.why}", result.code))
        rows.append(
            ReceiverRow(
                unit=group[0].unit,
                restricted=restricted,
                results=sum(line.is_result for line in group),
                products=sum(not line.is_result for line in group),
                papers=written,
                unwritten=unwritten,
                waits=waits,
                lacks=tuple(dict.fromkeys(lacks)),
                waivers=waivers,
                spokesman=written[0].receiver_name if written else speak[unit_id].name,
            )
        )
    return rows


def _papers(conference: Conference, actor: Actor, items: Iterable[MinutesItem]) -> list[Minutes]:
    """Live minutes of the conference, and those written beside it that carry some of its lines."""
    own = Q(conference=conference) | Q(pk__in={item.minutes_id for item in items})
    return list(visible_minutes(actor).filter(own, counted()).order_by("pk"))


def _fields(minutes: Minutes, items: Sequence[MinutesItem]) -> list[Lack]:
    """What a draft still lacks, in its form and of its items."""
    if minutes.state != MinutesState.DRAFT:
        return []
    return [Lack(str(FIELD_LABELS[name])) for name in missing_to_seal(minutes, items) if name != "items"]
