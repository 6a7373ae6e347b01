"""Lines of a draft: many at once from a page, many at once from a pasted list, one by one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.clock import local_date
from gieo.core.errors import Invalid
from gieo.core.text import fold, squeeze
from gieo.domain.results.access import visible_products, visible_results
from gieo.domain.results.models import Product, Result
from gieo.domain.results.vocab import Access
from gieo.domain.transfers.access import visible_lines
from gieo.domain.transfers.models import DecisionLine, TransferDecision
from gieo.domain.transfers.permits import may_edit_decision
from gieo.domain.transfers.rules.lines import parse_pasted, result_fault, unit_fault
from gieo.domain.transfers.services.locking import decision_step, lock_decision
from gieo.domain.transfers.vocab import LineFault
from gieo.domain.transfers.wording import line_fault
from gieo.foundation.journal.services import changes_between
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.units.models import Unit
from gieo.foundation.units.queries import today_unit


@dataclass(frozen=True)
class LinePick:
    """One thing chosen for one unit. Without a quantity a result is given once, a product in its own quantity."""

    unit: Unit
    result: Result | None = None
    product: Product | None = None
    quantity: Decimal | None = None
    quantity_unit: str = ""
    basis: str = ""

    @property
    def item(self) -> Result | Product:
        item = self.result or self.product
        if item is None or (self.result is not None and self.product is not None):
            raise ValueError("a line gives exactly one result or product")
        return item

    @property
    def key(self) -> tuple[bool, int, int]:
        return self.result is not None, self.item.pk, self.unit.pk


@dataclass(frozen=True)
class Added:
    """What a bulk deed did: lines added, and those passed over because they stood there already."""

    lines: tuple[DecisionLine, ...]
    skipped: int


def add_lines(
    decision: TransferDecision, picks: Iterable[LinePick], *, actor: Actor, now: datetime, version: int | None = None
) -> Added:
    """Add many lines to a draft, all or none; what stands in it already is passed over and counted.

    Two officers may add at once: each adds to what the other has written, nothing is lost. Raises Invalid (key "") with
    a sentence for each item that is not registered, withdrawn, expired or not seen by this actor, and for each unit
    that has ended, with its successor's name; WrongState when the decision is no draft.
    """
    may_edit_decision(actor).require()
    chosen = list({pick.key: pick for pick in picks}.values())
    if not chosen:
        raise Invalid({"": [_("Chọn ít nhất một kết quả hoặc sản phẩm và một đơn vị nhận.")]})
    with transaction.atomic():
        decision = lock_decision(decision, version)
        decision_step("add_lines", decision)
        on = decision.expected_on or local_date(now)
        faults = [*_unseen(chosen, actor), *(text for pick in chosen for text in _faults_of(pick.item, pick.unit, on))]
        if faults:
            raise Invalid({"": list(dict.fromkeys(faults))})
        present = {
            (result is not None, result or product, unit)
            for result, product, unit in decision.lines.values_list("result_id", "product_id", "unit_id")
        }
        fresh = [pick for pick in chosen if pick.key not in present]
        last = decision.lines.aggregate(last=Max("order"))["last"] or 0
        lines = DecisionLine.objects.bulk_create(
            [_line(pick, decision, order) for order, pick in enumerate(fresh, start=last + 1)]
        )
        if lines:
            decision.version += 1
            decision.save(update_fields=["version"])
            write_journal(
                "add_lines",
                decision,
                actor=actor,
                now=now,
                changes={"lines": (len(present), len(present) + len(lines)), "added": ([], _told(lines))},
            )
    return Added(tuple(lines), len(chosen) - len(fresh))


def add_lines_from_text(
    decision: TransferDecision, text: str, *, actor: Actor, now: datetime, version: int | None = None
) -> Added:
    """Add lines from a pasted list: item code; unit code or name; quantity; unit of measure; basis.

    All or none: raises Invalid under "rows" with one sentence per faulty row, each naming the row's number.
    """
    may_edit_decision(actor).require()
    rows, unread = parse_pasted(text)
    if not rows and not unread:
        raise Invalid({"rows": [_("Dán ít nhất một dòng.")]})
    on = decision.expected_on or local_date(now)
    codes = {row.item for row in rows}
    results = {result.code: result for result in visible_results(actor).filter(code__in=codes)}
    products = {
        product.code: product for product in visible_products(actor).filter(code__in=codes).select_related("result")
    }
    units = _units_by_name()
    picks: list[LinePick] = []
    faults = [(fault.number, line_fault(fault.fault, item=fault.text)) for fault in unread]
    for row in rows:
        result, product = results.get(row.item), products.get(row.item)
        item, unit = result or product, units.get(fold(row.unit))
        if item is None:
            faults.append((row.number, line_fault(LineFault.UNKNOWN_ITEM, item=row.item)))
        if unit is None:
            faults.append((row.number, line_fault(LineFault.UNKNOWN_UNIT, unit=row.unit)))
        if item is None or unit is None:
            continue
        faults += [(row.number, sentence) for sentence in _faults_of(item, unit, on)]
        pick = LinePick(unit, result, product, row.quantity, row.quantity_unit, row.basis)
        if any(pick.key == earlier.key for earlier in picks):
            faults.append((row.number, line_fault(LineFault.TWICE, item=row.item, unit=unit.name)))
        picks.append(pick)
    if faults:
        sentence = _("Dòng %(number)s: %(fault)s")
        raise Invalid({"rows": [sentence % {"number": number, "fault": fault} for number, fault in sorted(faults)]})
    return add_lines(decision, picks, actor=actor, now=now, version=version)


def edit_line(
    line: DecisionLine,
    *,
    version: int,
    actor: Actor,
    now: datetime,
    quantity: Decimal,
    quantity_unit: str,
    basis: str = "",
) -> DecisionLine:
    """Change quantity, unit of measure and basis of a draft's line. Raises Invalid, Conflict, WrongState."""
    may_edit_decision(actor).require()
    errors: dict[str, list[str]] = {}
    if quantity <= 0:
        errors["quantity"] = [_("Số lượng phải lớn hơn 0.")]
    if not squeeze(quantity_unit):
        errors["quantity_unit"] = [_("Ghi đơn vị tính.")]
    if errors:
        raise Invalid(errors)
    with transaction.atomic():
        decision = lock_decision(line.decision, version)
        decision_step("edit_line", decision)
        line = with_rights(decision, [line.pk], actor)[0]
        fields = ("quantity", "quantity_unit", "basis")
        before = {name: getattr(line, name) for name in fields}
        line.quantity, line.quantity_unit, line.basis = quantity, squeeze(quantity_unit), squeeze(basis)
        changes = changes_between(before, {name: getattr(line, name) for name in fields})
        if changes:
            line.save(update_fields=fields)
            decision.version += 1
            decision.save(update_fields=["version"])
            write_journal(
                "edit_line",
                decision,
                actor=actor,
                now=now,
                changes={f"{_told([line])[0]}: {name}": pair for name, pair in changes.items()},
            )
    return line


def remove_lines(
    decision: TransferDecision, line_ids: Sequence[int], *, version: int, actor: Actor, now: datetime
) -> int:
    """Take lines out of a draft; returns how many. Raises Invalid when none is named or one is not of this decision."""
    may_edit_decision(actor).require()
    with transaction.atomic():
        decision = lock_decision(decision, version)
        decision_step("remove_lines", decision)
        lines = with_rights(decision, line_ids, actor)
        told = _told(lines)
        count = decision.lines.count()
        decision.lines.filter(pk__in=[line.pk for line in lines]).delete()
        decision.version += 1
        decision.save(update_fields=["version"])
        write_journal(
            "remove_lines",
            decision,
            actor=actor,
            now=now,
            changes={"lines": (count, count - len(lines)), "removed": (told, [])},
        )
    return len(lines)


def with_rights(decision: TransferDecision, line_ids: Sequence[int], actor: Actor) -> list[DecisionLine]:
    """The named lines of the decision as far as the actor sees them. Raises Invalid when one is missing."""
    wanted = set(line_ids)
    lines = list(
        visible_lines(actor)
        .filter(decision=decision, pk__in=wanted)
        .select_related("decision", "unit", "result", "product", "product__result")
    )
    if not wanted or len(lines) != len(wanted):
        raise Invalid({"": [_("Chọn dòng còn trong danh mục; có thể người khác vừa bỏ dòng ấy.")]})
    return lines


def line_faults(line: DecisionLine, *, on: date) -> list[str]:
    """Why a line cannot be issued on a day. A line carried over from an amended decision keeps its receiver, even one
    that has since ended: it was rightly named on its own day."""
    item = line.result or line.product
    assert item is not None
    return _item_faults(item) + ([] if line.origin_id else _unit_faults(line.unit, on))


def _faults_of(item: Result | Product, unit: Unit, on: date) -> list[str]:
    return _item_faults(item) + _unit_faults(unit, on)


def _item_faults(item: Result | Product) -> list[str]:
    """A product stands or falls with its result; a product of a programme has no state of its own."""
    result = item if isinstance(item, Result) else item.result
    fault = result_fault(result.state) if result is not None else None
    return [line_fault(fault, item=item.code)] if fault else []


def _unit_faults(unit: Unit, on: date) -> list[str]:
    fault = unit_fault(since=unit.since, abolished_on=unit.abolished_on, on=on)
    if fault is None:
        return []
    successor = today_unit(unit)
    return [
        line_fault(
            fault,
            unit=unit.name,
            successor=successor.name if successor.pk != unit.pk else "",
            day=date_format(unit.abolished_on, "d/m/Y") if unit.abolished_on else "",
        )
    ]


def _unseen(picks: Iterable[LinePick], actor: Actor) -> Iterator[str]:
    """Items the actor does not see are, for him, not there."""
    chosen = list(picks)
    results = {pick.result.pk for pick in chosen if pick.result is not None}
    products = {pick.product.pk for pick in chosen if pick.product is not None}
    seen_results = set(visible_results(actor).filter(pk__in=results).values_list("pk", flat=True))
    seen_products = set(visible_products(actor).filter(pk__in=products).values_list("pk", flat=True))
    for pick in chosen:
        if pick.item.pk not in (seen_results if pick.result is not None else seen_products):
            yield line_fault(LineFault.UNKNOWN_ITEM, item=pick.item.code)


def _units_by_name() -> dict[str, Unit]:
    """Units by folded code, name and short name; a code wins over a name, a name over a short name; a short name
    that two units share names neither."""
    units = list(Unit.objects.select_related("successor"))
    shared = Counter(fold(unit.short_name) for unit in units)
    found = {key: unit for unit in units if (key := fold(unit.short_name)) and shared[key] == 1}
    found.update({fold(unit.name): unit for unit in units})
    found.update({fold(unit.code): unit for unit in units})
    return found


def _line(pick: LinePick, decision: TransferDecision, order: int) -> DecisionLine:
    quantity = pick.quantity or (pick.product.quantity if pick.product is not None else None) or Decimal(1)
    measure = squeeze(pick.quantity_unit) or (pick.product.quantity_unit if pick.product is not None else "")
    return DecisionLine(
        decision=decision,
        result=pick.result,
        product=pick.product,
        unit=pick.unit,
        basis=squeeze(pick.basis),
        quantity=quantity,
        quantity_unit=measure or _("bộ hồ sơ"),
        order=order,
    )


def _told(lines: Iterable[DecisionLine]) -> list[str]:
    """Lines as the journal names them; of a restricted result not even the code, since the journal has more readers."""
    told = []
    for line in lines:
        item = line.result or line.product
        assert item is not None
        result = line.result or (line.product.result if line.product is not None else None)
        hidden = result is not None and result.access == Access.RESTRICTED
        told.append(f"{_('mục hạn chế') if hidden else item.code} → {line.unit.code}")
    return told
