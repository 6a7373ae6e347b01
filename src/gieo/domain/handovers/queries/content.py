"""What minutes say, as plain values: the one content that is previewed, sealed, printed and compared."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import override

from gieo.core.clock import local
from gieo.domain.handovers.models import InkScan, Minutes, MinutesItem, PlanRow
from gieo.domain.handovers.queries.scans import scan_by_party
from gieo.domain.handovers.rules.paper import Ink, paper_number
from gieo.domain.handovers.rules.reporting import report_dates
from gieo.domain.handovers.rules.sealing import DESCRIBED, missing_for_seal, missing_in_items
from gieo.domain.handovers.vocab import Party
from gieo.foundation.signing.models import Signature
from gieo.foundation.units.models import Unit
from gieo.foundation.units.queries import face_of
from gieo.foundation.units.wording import formerly

SCHEMA = 3


def own_content(minutes: Minutes, items: Iterable[MinutesItem], plan: Iterable[PlanRow]) -> dict[str, Any]:
    """What the rows of the minutes alone say, with dates and numbers as text; units and the conference by their code.

    No query when `minutes` has its units, conference, decision and what it replaces at hand, and `items` the decisions
    of their lines.
    """
    rows = list(items)
    return {
        "schema": SCHEMA,
        "illustrative": minutes.illustrative,
        "code": minutes.code,
        "number": minutes.number,
        "held_on": _iso(minutes.held_on),
        "starts_at": _iso(minutes.starts_at),
        "ends_at": _iso(minutes.ends_at),
        "locality": minutes.locality,
        "place": minutes.place,
        "replaces": _replaced(minutes),
        "conference": {"code": minutes.conference.code} if minutes.conference else None,
        "decisions": _decisions(minutes, rows),
        "giver": {"code": minutes.giver.code},
        "receiver": {"code": minutes.receiver.code},
        "people": {
            "giver": {"name": minutes.giver_name, "title": minutes.giver_title},
            "receiver": {"name": minutes.receiver_name, "title": minutes.receiver_title},
            "witness": {
                "name": minutes.witness_name,
                "title": minutes.witness_title,
                "unit": minutes.witness_unit,
            },
        },
        "items": [_item(row) for row in rows],
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
    """The whole content, names of units as they were on the day of the minutes. About five queries."""
    items = minutes.items.select_related("line__decision").order_by("order")
    own = own_content(minutes, items, minutes.plan.order_by("order"))
    conference = minutes.conference
    return own | {
        "conference": {"code": conference.code, "title": conference.title} if conference else None,
        "giver": _unit(minutes.giver, minutes),
        "receiver": _receiver(minutes),
    }


def shown_content(minutes: Minutes) -> Mapping[str, Any]:
    """The frozen content once sealed, else what the rows say now."""
    return minutes.sealed.content if minutes.sealed else content_of(minutes)


@dataclass(frozen=True)
class ShownItem:
    """An item in the words of the paper, beside the row that keeps its receipt."""

    said: Mapping[str, Any]
    row: MinutesItem | None

    @property
    def amount(self) -> str:
        return f"{paper_number(self.said['quantity'])} {self.said['measure']}".strip()


def shown_items(content: Mapping[str, Any], rows: Iterable[MinutesItem]) -> list[ShownItem]:
    """The items of `shown_content` in their order, each with its row. No query."""
    by_order = {row.order: row for row in rows}
    return [ShownItem(said, by_order.get(said["order"])) for said in content["items"]]


def ink_of(
    signatures: Iterable[Signature], content: Mapping[str, Any], scans: Iterable[InkScan] = ()
) -> dict[Party, Ink]:
    """Signatures as the paper draws them, hours in local time; who signed by authority is named, and by which scan one
    knows who signed on paper."""
    ink: dict[Party, Ink] = {}
    by_party = scan_by_party(scans)
    for row in signatures:
        party = Party(row.party)
        other = row.person_name != content["people"][party.value]["name"]
        scan = by_party.get(party)
        ink[party] = Ink(
            row.drawing,
            local(row.signed_at),
            name=row.person_name if other else "",
            title=row.title if other else "",
            on_paper=scan.signed_on if scan else None,
            scan=scan.file.digest if scan else "",
        )
    return ink


def missing_to_seal(minutes: Minutes, items: Sequence[MinutesItem]) -> tuple[str, ...]:
    """Names of what a draft still lacks before it can be sealed: fields of its form, and of its items. No query."""
    values = {field.name: getattr(minutes, field.name) for field in minutes._meta.concrete_fields}
    return (*missing_for_seal(values, items=len(items)), *missing_in_items(items_described(items)))


def items_described(items: Iterable[MinutesItem]) -> list[dict[str, Any]]:
    """What `missing_in_items` judges."""
    return [{name: getattr(item, name) for name in ("order", *DESCRIBED)} for item in items]


def _decisions(minutes: Minutes, items: Iterable[MinutesItem]) -> list[dict[str, Any]]:
    """The decisions carried out: those of the items' lines in their order, then that of the minutes."""
    rows = {item.line.decision_id: item.line.decision for item in items if item.line is not None}
    rows.setdefault(minutes.decision_id, minutes.decision)
    return [{"code": row.code, "number": row.number, "issued_on": _iso(row.issued_on)} for row in rows.values()]


def _replaced(minutes: Minutes) -> dict[str, Any] | None:
    """The minutes whose place these take, by number and day as papers name each other, and why."""
    old = minutes.replaces
    if old is None:
        return None
    named = {"code": old.code, "number": old.number, "held_on": _iso(old.held_on)}
    return named | {"reason": minutes.replace_reason}


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
        "waiver": _waiver(row),
        "files": row.files,
    }


def _waiver(row: MinutesItem) -> dict[str, Any] | None:
    """What lets the kit lack something: the parts in words, the reason, who gave it and when."""
    if not row.kit_waiver:
        return None
    return {
        "missing": row.kit_missing,
        "reason": row.kit_waiver,
        "by": row.kit_waived_by,
        "on": _iso(row.kit_waived_on),
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


def in_heirs_name(minutes: Minutes) -> bool:
    """Whether the paper is (or, as a draft, will be) drawn up for the unit that has taken over from the receiver."""
    if minutes.sealed is not None:
        return "heir" in minutes.sealed.content["receiver"]
    since = minutes.heir_since
    return since is not None and (minutes.held_on is None or since <= minutes.held_on)


def _receiver(minutes: Minutes) -> dict[str, str]:
    """The receiver of the decision; where another has taken over by the day, that one, with whom it was before."""
    old, heir = minutes.receiver, minutes.heir
    if heir is None or minutes.heir_since is None or not in_heirs_name(minutes):
        return _unit(old, minutes)
    said = _unit(heir, minutes)
    with override("vi"):
        name = formerly(said["unit"], face_of(old, minutes.heir_since - timedelta(days=1)).name)
    return said | {"code": old.code, "heir": heir.code, "unit": name}


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
