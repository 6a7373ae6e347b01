"""Counts of lines, and the rows behind each count."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, Q, QuerySet

from gieo.core.text import sort_key
from gieo.domain.results.models import Product, Result
from gieo.domain.transfers.models import Conference, DecisionLine, TransferDecision
from gieo.domain.transfers.rules.figures import Figures, LineFact, count_lines
from gieo.domain.transfers.vocab import DecisionState, FigureKind
from gieo.foundation.units.models import Unit
from gieo.foundation.units.queries import bearer_related, face_of, faces_of, stands_for
from gieo.foundation.units.vocab import UnitKind
from gieo.foundation.units.wording import formerly


def line_figures(lines: QuerySet[DecisionLine] | Iterable[DecisionLine], on: date | None = None) -> Figures:
    """Distinct results, products, units and enterprises of some lines. `on` is the day whose kind of unit counts: a
    co-operative that became an enterprise later was none on the day; without it, what units are at present."""
    return count_lines(line_facts(lines, on))


def line_facts(lines: QuerySet[DecisionLine] | Iterable[DecisionLine], on: date | None = None) -> list[LineFact]:
    """Lines as plain rows for counting. Two queries for a queryset; one for a list with its units at hand."""
    if isinstance(lines, QuerySet):
        lines = list(lines.order_by().select_related("unit"))
    rows = list(lines)
    kinds = kinds_on((line.unit for line in rows), on)
    return [
        LineFact(line.result_id, line.product_id, line.unit_id, kinds[line.unit_id] == UnitKind.ENTERPRISE)
        for line in rows
    ]


def kinds_on(units: Iterable[Unit], on: date | None) -> dict[int, str]:
    """What units were on a day, by id; what they are at present without a day."""
    known = {unit.pk: unit for unit in units}
    if on is None:
        return {pk: unit.kind for pk, unit in known.items()}
    at_hand = {pk for pk, unit in known.items() if "former_faces" in getattr(unit, "_prefetched_objects_cache", {})}
    kinds: dict[int, str] = {pk: face_of(known[pk], on).kind for pk in at_hand}
    asked = [unit for pk, unit in known.items() if pk not in at_hand]
    return kinds | {pk: face.kind for pk, face in (faces_of(asked, on) if asked else {}).items()}


def with_items(lines: QuerySet[DecisionLine]) -> QuerySet[DecisionLine]:
    """The same lines with result, product, unit and decision at hand, in the order of the decision."""
    return lines.select_related(
        "decision", "result", "product", "product__result", "product__programme", *bearer_related("unit")
    ).order_by("decision_id", "order", "id")


def lines_in_force(decision: TransferDecision) -> QuerySet[DecisionLine]:
    """Lines of the decision that stands today in a chain of amendments; none when it was revoked.

    Follows the chain upward: an amended decision gives way to the one that amends it once that one is issued.
    """
    return DecisionLine.objects.filter(decision=decision_in_force(decision))


def decision_in_force(decision: TransferDecision) -> TransferDecision:
    """The newest issued decision of the chain that a decision belongs to: itself unless it was amended."""
    standing = standing_key(decision.pk, amendments())
    return decision if standing == decision.pk else TransferDecision.objects.get(pk=standing)


def family(decision: TransferDecision) -> list[TransferDecision]:
    """The decision and all that it amends, newest first."""
    chain = [decision]
    while chain[-1].amends is not None:
        chain.append(chain[-1].amends)
    return chain


def amendments() -> dict[int, int]:
    """Every amended decision → the issued one that amends it, by id. One query for any number of chains."""
    pairs = TransferDecision.objects.filter(amends__isnull=False, issued_on__isnull=False)
    return {old: new for old, new in pairs.values_list("amends_id", "pk") if old is not None}


def standing_key(decision_id: int, amended: Mapping[int, int]) -> int:
    """The id of the decision that stands today for this one."""
    while decision_id in amended:
        decision_id = amended[decision_id]
    return decision_id


def conference_decisions(conference: Conference) -> list[TransferDecision]:
    """The decisions a conference carries out, each as it now stands, in the order of their dates. One query; three when
    one of them was amended."""
    decisions = list(conference.decisions.select_related("issuer", "scan"))
    if any(decision.state == DecisionState.AMENDED for decision in decisions):
        amended = amendments()
        keys = {standing_key(decision.pk, amended) for decision in decisions}
        decisions = list(TransferDecision.objects.filter(pk__in=keys).select_related("issuer", "scan"))
    return sorted(decisions, key=lambda decision: (decision.issued_on is None, decision.issued_on, decision.pk))


def decisions_in_force(conference: Conference) -> list[TransferDecision]:
    """Those of a conference's decisions that nobody has revoked: what may still be handed over."""
    return [decision for decision in conference_decisions(conference) if decision.state == DecisionState.ISSUED]


def gives_on(decision: TransferDecision, day: date) -> bool:
    """Whether a decision still gave something on a day: what was revoked later was rightly counted on that day."""
    return decision.revoked_on is None or decision.revoked_on > day


def lines_of_conference(conference: Conference, lines: QuerySet[DecisionLine]) -> QuerySet[DecisionLine]:
    """Those of `lines` that the conference hands over: of its decisions as they stand, to the units invited.

    Before anybody is invited all lines of its decisions count; those of a decision revoked by its day do not. A unit
    invited that receives nothing adds no row: that is how two papers came to write 11 and 12 receivers of one day.
    """
    keys = [decision.pk for decision in conference_decisions(conference) if gives_on(decision, conference.held_on)]
    chosen = lines.filter(decision__in=keys)
    invited = conference.units.values("unit_id")
    return chosen.filter(Q(unit_id__in=invited) | ~Exists(invited))


@dataclass
class UnitGroup:
    """A receiver with its lines; `kind` is what it was on the day asked for."""

    unit: Unit
    kind: str
    lines: list[DecisionLine] = field(default_factory=list)

    @property
    def result_count(self) -> int:
        return len({line.result_id for line in self.lines} - {None})

    @property
    def product_count(self) -> int:
        return len({line.product_id for line in self.lines} - {None})

    @property
    def is_enterprise(self) -> bool:
        return self.kind == UnitKind.ENTERPRISE


@dataclass
class ItemGroup:
    """A result or a product with its receivers."""

    item: Result | Product
    is_result: bool
    lines: list[DecisionLine] = field(default_factory=list)


def by_unit(lines: Iterable[DecisionLine], on: date | None = None) -> list[UnitGroup]:
    """Lines gathered by receiver, receivers in the order they first stand in the decision."""
    rows = list(lines)
    kinds = kinds_on((line.unit for line in rows), on)
    groups: dict[int, UnitGroup] = {}
    for line in rows:
        groups.setdefault(line.unit_id, UnitGroup(line.unit, kinds[line.unit_id])).lines.append(line)
    return list(groups.values())


def by_standing_unit(groups: Iterable[UnitGroup], today: date) -> list[tuple[str, UnitGroup]]:
    """Groups gathered by the unit that stands for each receiver today, named with who it was; no line is lost."""
    found: dict[int, tuple[list[str], UnitGroup]] = {}
    for group in groups:
        for line in group.lines:
            unit = stands_for(line, line.unit, today)
            names, whole = found.setdefault(unit.pk, ([], UnitGroup(unit, unit.kind)))
            whole.lines.append(line)
            if unit.pk != line.unit_id and line.unit.name not in names:
                names.append(line.unit.name)
    return [
        (formerly(whole.unit.name, "; ".join(names)) if names else whole.unit.name, whole)
        for names, whole in found.values()
    ]


def by_item(lines: Iterable[DecisionLine]) -> list[ItemGroup]:
    """Lines gathered by what is given: results first, then products, each by code."""
    groups: dict[tuple[str, int], ItemGroup] = {}
    for line in lines:
        item = line.result or line.product
        assert item is not None
        groups.setdefault(line.item_key, ItemGroup(item, line.is_result)).lines.append(line)
    return sorted(groups.values(), key=lambda group: (not group.is_result, group.item.code))


def figure_rows(
    lines: Iterable[DecisionLine], kind: FigureKind, on: date | None = None
) -> list[UnitGroup] | list[ItemGroup]:
    """The rows behind one count, exactly as many as the count says."""
    rows = list(lines)
    match kind:
        case FigureKind.RESULTS:
            return by_item(line for line in rows if line.is_result)
        case FigureKind.PRODUCTS:
            return by_item(line for line in rows if not line.is_result)
        case FigureKind.UNITS:
            return sorted(by_unit(rows, on), key=lambda group: sort_key(group.unit.name))
        case FigureKind.ENTERPRISES:
            enterprises = [group for group in by_unit(rows, on) if group.is_enterprise]
            return sorted(enterprises, key=lambda group: sort_key(group.unit.name))
