"""What a conference still lacks before its minutes can be sealed, receiver by receiver."""

from dataclasses import dataclass

from gieo.core.actor import Actor
from gieo.domain.handovers.access import visible_minutes
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.queries.items import gates_of, result_behind, subject_of
from gieo.domain.handovers.queries.parties import spokesmen
from gieo.domain.handovers.rules.sealing import missing_for_seal
from gieo.domain.handovers.vocab import LIVE_STATES, MinutesState
from gieo.domain.handovers.wording import FIELD_LABELS
from gieo.domain.transfers.access import visible_lines
from gieo.domain.transfers.models import Conference, DecisionLine
from gieo.domain.transfers.queries.figures import conference_decisions
from gieo.foundation.units.models import Unit


@dataclass(frozen=True)
class Lack:
    """One thing that stands in the way, in words; `subject` is the code of the result it concerns, if any."""

    text: str
    subject: str = ""


@dataclass(frozen=True)
class ReceiverRow:
    """A receiver of the conference: what it gets, its minutes if any, and what stands in the way of sealing them."""

    unit: Unit
    results: int
    products: int
    minutes: Minutes | None
    lacks: tuple[Lack, ...]
    waivers: int
    spokesman: str

    @property
    def is_ready(self) -> bool:
        return not self.lacks


def receivers_of(conference: Conference, actor: Actor) -> list[ReceiverRow]:
    """Every unit that the conference's decisions give something, in the order of the decision. About nine queries."""
    seats = {seat.unit_id: seat for seat in conference.units.all()}
    lines = visible_lines(actor).filter(decision__in=[row.pk for row in conference_decisions(conference)])
    if seats:
        lines = lines.filter(unit__in=seats)
    found = list(lines.select_related("result", "product__result", "unit").order_by("decision_id", "order", "id"))
    minutes = {
        row.receiver_id: row
        for row in visible_minutes(actor).filter(conference=conference, state__in=LIVE_STATES).order_by("-pk")
    }
    gates = gates_of(found)
    speak = spokesmen([line.unit for line in found], conference, seats=seats.values())
    groups: dict[int, list[DecisionLine]] = {}
    for line in found:
        groups.setdefault(line.unit_id, []).append(line)
    rows = []
    for unit_id, group in groups.items():
        paper = minutes.get(unit_id)
        lacks: list[Lack] = []
        waivers = 0
        if paper is None or paper.state == MinutesState.DRAFT:
            lacks += _fields(paper, speak[unit_id].name)
            for line in group:
                result = result_behind(line)
                gate = gates.get(result.pk) if result else None
                waivers += bool(gate and gate.ok and gate.waiver)
                if gate is not None and not gate.ok and result is not None:
                    lacks.append(Lack(f"{subject_of(line).code}: {gate.why}", result.code))
        rows.append(
            ReceiverRow(
                unit=group[0].unit,
                results=sum(line.is_result for line in group),
                products=sum(not line.is_result for line in group),
                minutes=paper,
                lacks=tuple(dict.fromkeys(lacks)),
                waivers=waivers,
                spokesman=paper.receiver_name if paper else speak[unit_id].name,
            )
        )
    return rows


def _fields(minutes: Minutes | None, spokesman: str) -> list[Lack]:
    if minutes is None:
        return [] if spokesman else [Lack(str(FIELD_LABELS["receiver_name"]))]
    values = {field.name: getattr(minutes, field.name) for field in minutes._meta.concrete_fields}
    return [Lack(str(FIELD_LABELS[name])) for name in missing_for_seal(values, items=1)]
