"""Products: the same by code, or by owner, title and form."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext as _

from gieo.core.text import fold
from gieo.domain.imports.rules.reading import wrong
from gieo.domain.imports.services.kinds.bringer import Bringer, Look, Said
from gieo.domain.imports.services.kinds.results import ResultNames, programme_names
from gieo.domain.imports.vocab import Flaw, Kind
from gieo.domain.programmes.models import Programme
from gieo.domain.results.access import visible_products
from gieo.domain.results.models import Product, Result
from gieo.domain.results.services import add_product, edit_product, remove_product
from gieo.domain.results.services.products import FIELDS
from gieo.domain.results.vocab import Access
from gieo.foundation.places.queries import choosable_areas

OWN_CELL = "measure_in_cell"


class Products(Bringer):
    kind = Kind.PRODUCTS

    def prepare(self) -> None:
        self.proper = frozenset(area.short_name for area in choosable_areas())
        programmes = list(Programme.objects.all())
        self.programmes = {one.pk: one for one in programmes}
        self.programme_names = programme_names(programmes)
        self.results = ResultNames(self)

    def model(self) -> type[Model]:
        return Product

    def look(self, row: Said) -> Look:
        look = Look(row, {name: value for name, value in row.values.items() if name in FIELDS})
        take_measure(look)
        owner = self._owner(look)
        code, title, form = (str(row.values.get(key, "")) for key in ("code", "title", "delivery"))
        look.key_column = "code" if code else "title"
        if code or (owner is not None and title):
            told = f"{type(owner).__name__} {owner.pk}" if owner is not None else ""
            look.keys = (f"code {fold(code)}" if code else f"{told} {fold(title)} {form}",)
        look.target = look.try_(look.key_column, lambda: self._same(code, owner, title, form))
        look.owner = owner
        if isinstance(look.target, Product):
            look.compare({name: getattr(look.target, name) for name in FIELDS})
        return look

    def _owner(self, look: Look) -> Result | Programme | None:
        said = look.row.values
        if "result" in said and "programme" in said:
            why = _("Sản phẩm thuộc đúng một kết quả hoặc đúng một chương trình.")
            look.flaws.append(("programme", wrong(Flaw.REFUSED, why=why)))
            return None
        if "programme" in said:
            name = str(said["programme"])
            found = look.try_("programme", lambda: self.programmes[self.programme_names.find(name)])
            return found if isinstance(found, Programme) else None
        if "result" in said:
            found = look.try_("result", lambda: self.results.find(str(said["result"])))
            return found if isinstance(found, Result) else None
        if "code" not in said:
            look.flaws.append(("result", wrong(Flaw.EMPTY)))
        return None

    def _same(self, code: str, owner: Result | Programme | None, title: str, form: str) -> Product | None:
        seen = visible_products(self.actor).exclude(result__access=Access.RESTRICTED).select_related("result")
        if code:
            found = seen.filter(code__iexact=code).first()
            if found is None:
                raise wrong(Flaw.UNKNOWN_RECORD, guess="")
            return found
        if owner is None:
            return None
        of_owner = Q(result=owner) if isinstance(owner, Result) else Q(programme=owner)
        alike = [one for one in seen.filter(of_owner, delivery=form) if fold(one.title) == fold(title)]
        if len(alike) > 1:
            raise wrong(Flaw.SEVERAL_RECORDS, codes=", ".join(one.code for one in alike[:6]))
        return alike[0] if alike else None

    def make(self, look: Look) -> Product:
        assert isinstance(look.owner, Result | Programme)
        return add_product(look.owner, actor=self.actor, now=self.now, **look.values)

    def change(self, look: Look) -> Product:
        assert isinstance(look.target, Product)
        values = {name: look.values[name] for name in look.changes}
        return edit_product(look.target, version=look.target.version, actor=self.actor, now=self.now, **values)

    def snapshots(self, keys: Sequence[int]) -> dict[int, dict[str, Any]]:
        return {one.pk: _kept(one) for one in Product.objects.filter(pk__in=keys)}

    def take_out(self, keys: Sequence[int]) -> None:
        for product in Product.objects.filter(pk__in=keys).select_related("result").order_by("-pk"):
            remove_product(product, actor=self.actor, now=self.now)

    def put_back(self, key: int, before: Mapping[str, Any]) -> None:
        product = Product.objects.select_related("result").get(pk=key)
        values = {name: before[name] for name in FIELDS} | {"quantity": Decimal(before["quantity"])}
        edit_product(product, version=product.version, actor=self.actor, now=self.now, **values)


def take_measure(look: Look) -> None:
    """The measure that stands in the cell of the quantity, unless its own column says otherwise (a flaw)."""
    here, there = str(look.row.values.get(OWN_CELL, "")), str(look.row.values.get("quantity_unit", ""))
    if here and there and fold(here) != fold(there):
        look.flaws.append(("quantity", wrong(Flaw.TWO_MEASURES, here=here, there=there)))
    elif here and not there:
        look.values["quantity_unit"] = here


def _kept(product: Product) -> dict[str, Any]:
    values = {name: getattr(product, name) for name in FIELDS}
    return values | {
        "quantity": f"{product.quantity.normalize():f}", "result": product.result_id, "programme": product.programme_id,
    }  # fmt: skip
