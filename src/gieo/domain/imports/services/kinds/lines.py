"""Lines of decisions that are still drafts: the same by decision, thing and receiver."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext as _

from gieo.core.errors import Refused
from gieo.domain.imports.queries.names import Names
from gieo.domain.imports.rules.reading import Wrong, wrong
from gieo.domain.imports.services.kinds.bringer import Bringer, Look, Said
from gieo.domain.imports.services.kinds.products import take_measure
from gieo.domain.imports.services.kinds.results import ResultNames
from gieo.domain.imports.services.kinds.units import unit_names
from gieo.domain.imports.vocab import Flaw, Kind
from gieo.domain.results.access import visible_products
from gieo.domain.results.models import Product, Result
from gieo.domain.results.vocab import Access
from gieo.domain.transfers.access import visible_decisions
from gieo.domain.transfers.models import DecisionLine, TransferDecision
from gieo.domain.transfers.services import LinePick, add_lines, edit_line, remove_lines
from gieo.domain.transfers.services.lines import line_faults
from gieo.domain.transfers.vocab import DecisionState
from gieo.foundation.units.models import Unit

FIELDS = ("quantity", "quantity_unit", "basis")


class Lines(Bringer):
    kind = Kind.LINES

    def prepare(self) -> None:
        decisions = list(visible_decisions(self.actor))
        self.decisions = {one.pk: one for one in decisions}
        self.decision_names = Names((one.pk, one.code, (one.title, one.number)) for one in decisions)
        units = list(Unit.objects.select_related("successor"))
        self.units, self.unit_names = {unit.pk: unit for unit in units}, unit_names(units)
        self.results = ResultNames(self)
        seen = visible_products(self.actor).exclude(result__access=Access.RESTRICTED)
        self.product_names = Names((pk, code, (title,)) for pk, code, title in seen.values_list("pk", "code", "title"))

    def model(self) -> type[Model]:
        return DecisionLine

    def look(self, row: Said) -> Look:
        look = Look(row, {name: value for name, value in row.values.items() if name in FIELDS}, key_column="item")
        take_measure(look)
        decision = look.try_("decision", lambda: self._decision(str(row.values.get("decision", ""))))
        item = look.try_("item", lambda: self._item(str(row.values.get("item", ""))))
        unit = look.try_("unit", lambda: self.units[self.unit_names.find(str(row.values.get("unit", "")))])
        if not isinstance(decision, TransferDecision) or item is None or not isinstance(unit, Unit):
            return look
        of_item: dict[str, Any] = {"result": item} if isinstance(item, Result) else {"product": item}
        look.keys = (f"{decision.pk} {type(item).__name__} {item.pk} {unit.pk}",)
        look.owner = decision
        look.values |= {"unit": unit, **of_item}
        look.target = DecisionLine.objects.filter(decision=decision, unit=unit, **of_item).first()
        if isinstance(look.target, DecisionLine):
            target = look.target
            told = {name: look.values[name] for name in FIELDS if name in look.values}
            look.values = told
            look.compare({name: getattr(target, name) for name in FIELDS})
        else:
            on = decision.expected_on or self.today
            for sentence in line_faults(DecisionLine(decision=decision, unit=unit, **of_item), on=on):
                look.flaws.append(("item", wrong(Flaw.REFUSED, why=sentence)))
        return look

    def _decision(self, text: str) -> TransferDecision:
        found = self.decisions[self.decision_names.find(text)]
        if found.state != DecisionState.DRAFT:
            raise wrong(Flaw.REFUSED, why=_("%(code)s không còn là bản thảo.") % {"code": found.code})
        return found

    def _item(self, text: str) -> Result | Product:
        """A code says which of the two it is; a name is looked for among results first."""
        if self.product_names.keys(text) and not self.results.names.keys(text):
            return Product.objects.select_related("result").get(pk=self.product_names.find(text))
        try:
            return self.results.find(text)
        except Wrong as fault:
            if fault.flaw is Flaw.UNKNOWN_RECORD and not fault.words.get("guess"):
                self.product_names.find(text)  # the nearest product, in its own words
            raise

    def make(self, look: Look) -> DecisionLine:
        assert isinstance(look.owner, TransferDecision)
        added = add_lines(look.owner, [LinePick(**look.values)], actor=self.actor, now=self.now)
        if not added.lines:
            raise Refused(_("Vừa có người ghi dòng này vào quyết định."))
        return added.lines[0]

    def change(self, look: Look) -> DecisionLine:
        assert isinstance(look.target, DecisionLine)
        line = DecisionLine.objects.select_related("decision").get(pk=look.target.pk)
        return self._edit(line, {name: getattr(line, name) for name in FIELDS} | look.values)

    def _edit(self, line: DecisionLine, values: Mapping[str, Any]) -> DecisionLine:
        return edit_line(line, version=line.decision.version, actor=self.actor, now=self.now, **values)

    def told_at(self, record: Model) -> Model:
        assert isinstance(record, DecisionLine)
        return record.decision

    def snapshots(self, keys: Sequence[int]) -> dict[int, dict[str, Any]]:
        lines = DecisionLine.objects.filter(pk__in=keys).select_related("decision")
        return {line.pk: _kept(line) for line in lines}

    def take_out(self, keys: Sequence[int]) -> None:
        of_decision: dict[int, list[int]] = defaultdict(list)
        for of, key in DecisionLine.objects.filter(pk__in=keys).values_list("decision_id", "pk"):
            of_decision[of].append(key)
        for decision in TransferDecision.objects.filter(Q(pk__in=of_decision)).order_by("pk"):
            lines = of_decision[decision.pk]
            remove_lines(decision, lines, version=decision.version, actor=self.actor, now=self.now)

    def put_back(self, key: int, before: Mapping[str, Any]) -> None:
        line = DecisionLine.objects.select_related("decision").get(pk=key)
        values = {name: before[name] for name in FIELDS} | {"quantity": Decimal(before["quantity"])}
        self._edit(line, values)


def _kept(line: DecisionLine) -> dict[str, Any]:
    return {
        "decision": line.decision_id, "state": line.decision.state, "result": line.result_id,
        "product": line.product_id, "unit": line.unit_id, "quantity": f"{line.quantity.normalize():f}",
        "quantity_unit": line.quantity_unit, "basis": line.basis, "heir": line.heir_id,
    }  # fmt: skip
