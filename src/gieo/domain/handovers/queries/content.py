"""What minutes say, as plain values: the one content that is previewed, sealed, printed and compared."""

from collections.abc import Iterable, Mapping
from typing import Any

from gieo.core.clock import local
from gieo.domain.handovers.models import Minutes, MinutesItem, PlanRow
from gieo.domain.handovers.rules.paper import Ink
from gieo.domain.handovers.rules.reporting import report_dates
from gieo.domain.handovers.vocab import Party
from gieo.foundation.signing.models import Signature
from gieo.foundation.units.models import Unit
from gieo.foundation.units.queries import face_of

SCHEMA = 1


def own_content(minutes: Minutes, items: Iterable[MinutesItem], plan: Iterable[PlanRow]) -> dict[str, Any]:
    """What the rows of the minutes alone say, with dates and numbers as text. No query."""
    return {
        "schema": SCHEMA,
        "code": minutes.code,
        "number": minutes.number,
        "held_on": _iso(minutes.held_on),
        "place": minutes.place,
        "people": {
            "giver": {"name": minutes.giver_name, "title": minutes.giver_title},
            "receiver": {"name": minutes.receiver_name, "title": minutes.receiver_title},
            "witness": {
                "name": minutes.witness_name,
                "title": minutes.witness_title,
                "unit": minutes.witness_unit,
            },
        },
        "items": [_item(row) for row in items],
        "plan": [_plan_row(row) for row in plan],
        "texts": minutes.texts,
        "grounds": minutes.grounds,
        "reports": {
            "start": _iso(minutes.report_start),
            "reason": minutes.report_start_reason,
            "dates": [_iso(day) for day in report_dates(minutes.report_start)] if minutes.report_start else [],
            "plan_days": minutes.plan_days,
        },
        "copies": {"total": minutes.copies, "each": minutes.copies_each},
    }


def content_of(minutes: Minutes) -> dict[str, Any]:
    """The whole content, names of units as they were on the day of the minutes. About six queries."""
    decisions = {line.decision_id: line.decision for line in _lines(minutes)}
    decisions.setdefault(minutes.decision_id, minutes.decision)
    return own_content(minutes, minutes.items.order_by("order"), minutes.plan.order_by("order")) | {
        "illustrative": minutes.illustrative,
        "starts_at": _iso(minutes.starts_at),
        "ends_at": _iso(minutes.ends_at),
        "locality": minutes.locality,
        "conference": {"code": minutes.conference.code, "title": minutes.conference.title}
        if minutes.conference
        else None,
        "decisions": [
            {"code": row.code, "number": row.number, "issued_on": _iso(row.issued_on)} for row in decisions.values()
        ],
        "giver": _unit(minutes.giver, minutes),
        "receiver": _unit(minutes.receiver, minutes),
    }


def shown_content(minutes: Minutes) -> Mapping[str, Any]:
    """The frozen content once sealed, else what the rows say now."""
    return minutes.sealed.content if minutes.sealed else content_of(minutes)


def ink_of(signatures: Iterable[Signature], content: Mapping[str, Any]) -> dict[Party, Ink]:
    """Signatures as the paper draws them, hours in local time; who signed by authority is named."""
    ink: dict[Party, Ink] = {}
    for row in signatures:
        party = Party(row.party)
        other = row.person_name != content["people"][party.value]["name"]
        ink[party] = Ink(
            row.drawing,
            local(row.signed_at),
            name=row.person_name if other else "",
            title=row.title if other else "",
        )
    return ink


def _lines(minutes: Minutes) -> list[Any]:
    rows = minutes.items.filter(line__isnull=False).select_related("line__decision").order_by("order")
    return [row.line for row in rows]


def _item(row: MinutesItem) -> dict[str, Any]:
    return {
        "order": row.order,
        "code": row.subject_code,
        "kind": "result" if row.result_id else "product",
        "title": row.title,
        "nature": row.nature_label,
        "quantity": format(row.quantity.normalize(), "f") if row.quantity is not None else None,
        "measure": row.quantity_unit,
        "delivery": row.delivery_label,
        "condition": row.condition,
        "rights": row.rights,
        "restriction": row.restriction,
        "waiver": row.kit_waiver,
        "files": row.files,
    }


def _plan_row(row: PlanRow) -> dict[str, Any]:
    return {
        "order": row.order,
        "work": row.work,
        "person": row.person,
        "due": _iso(row.due),
        "place": row.place,
        "scale": row.scale,
        "money": row.money,
    }


def _unit(unit: Unit, minutes: Minutes) -> dict[str, str]:
    name = face_of(unit, minutes.held_on).name if minutes.held_on else unit.name
    return {
        "code": unit.code,
        "unit": name,
        "above": unit.parent.name if unit.parent else "",
        "address": unit.address,
        "phone": unit.phone,
    }


def _iso(value: Any) -> str | None:
    return value.isoformat() if value is not None else None
