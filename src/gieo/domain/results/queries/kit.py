"""The transfer kit of a result and the gate that stands before its handover."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from gieo.domain.needs.rules.fit import Asked
from gieo.domain.needs.vocab import Labour, Season, Water
from gieo.domain.results import wording
from gieo.domain.results.models import KitWaiver, Product, ProductFile, Result
from gieo.domain.results.rules import (
    KIT_CONDITIONS,
    KitFile,
    KitPart,
    KitProduct,
    KitValues,
    kit_parts,
    lacking,
    waiver_covers,
)
from gieo.domain.results.vocab import KitKey, ResultState

_FILES = Prefetch("files", ProductFile.objects.select_related("file"))
KIT_LINES = (
    Prefetch("products", Product.objects.prefetch_related(_FILES)),
    Prefetch("kit_waivers", KitWaiver.objects.filter(ended_at__isnull=True), to_attr="waivers_in_force"),
)


def kit_values(result: Result) -> KitValues:
    """What the kit is judged by. Reads the products and their files (two queries, none when prefetched)."""
    return KitValues(
        plain_sheet=result.plain_sheet,
        cost_text=result.cost_text,
        cost_amount=result.cost_amount,
        inputs_text=result.inputs_text,
        fit_places=result.fit_places,
        conditions={name: getattr(result, name) for name in KIT_CONDITIONS},
        risks_text=result.risks_text,
        contact_name=result.contact_name,
        contact_phone=result.contact_phone,
        contact_email=result.contact_email,
        products=tuple(
            KitProduct(product.delivery, tuple(KitFile(row.role, row.file.digest) for row in product.files.all()))
            for product in result.products.all()
        ),
    )


def conditions_of(result: Result) -> Asked:
    """What a result asks of place and people, as far as it is stated so that it can be compared."""
    return Asked(
        result.altitude_min,
        result.altitude_max,
        frozenset(Season(season) for season in result.seasons),
        Water(result.water_least) if result.water_least else None,
        Labour(result.labour_least) if result.labour_least else None,
        result.cost_amount,
    )


@dataclass(frozen=True)
class KitLine:
    """A part of the kit in words: what it is, whether it is there, what to do when it is not, where."""

    key: KitKey
    label: str
    filled: bool
    hint: str
    field: str


def kit_of(result: Result) -> tuple[KitLine, ...]:
    """The eight parts of a result's kit, in the order in which a receiver needs them."""
    return tuple(map(_line, _parts(result)))


def kit_in_force(result: Result) -> tuple[KitPart, ...]:
    """The same without words."""
    return _parts(result)


def _parts(result: Result) -> tuple[KitPart, ...]:
    _fetch([result])
    return kit_parts(kit_values(result))


def _line(part: KitPart) -> KitLine:
    hint = str(wording.KIT_HINTS[part.key])
    return KitLine(part.key, str(wording.KIT_PARTS[part.key]), part.filled, "" if part.filled else hint, part.field)


@dataclass(frozen=True)
class Gate:
    """Whether a result may be handed over now: `ok`, else `why` in a sentence.

    `missing` are the parts of the kit that lack; `waiver` is the paper that lets them lack, to be printed in the
    minutes with its reason.
    """

    ok: bool
    why: str
    missing: tuple[KitKey, ...] = ()
    waiver: KitWaiver | None = None

    @property
    def missing_labels(self) -> tuple[str, ...]:
        return tuple(str(wording.KIT_PARTS[key]) for key in self.missing)


def handover_gate(result: Result) -> Gate:
    """The gate of one result: it must be on offer, and its kit complete or waived."""
    return handover_gates([result])[result.pk]


def handover_gates(results: Iterable[Result]) -> dict[int, Gate]:
    """The gates of many results, by id. Three queries, however many there are."""
    rows = list(results)
    _fetch(rows)
    return {result.pk: _gate(result) for result in rows}


def _fetch(results: list[Result]) -> None:
    fresh = [result for result in results if not hasattr(result, "waivers_in_force")]
    prefetch_related_objects(fresh, *KIT_LINES)


def _gate(result: Result) -> Gate:
    missing = lacking(kit_parts(kit_values(result)))
    in_force: list[KitWaiver] = getattr(result, "waivers_in_force", [])
    waiver = in_force[0] if in_force else None
    if result.state != ResultState.TRANSFERABLE:
        state = wording.STATES[result.state]
        why = _("Chưa giao được: kết quả %(code)s đang ở tình trạng “%(state)s”.")
        return Gate(False, why % {"code": result.code, "state": state}, missing, waiver)
    if not missing:
        return Gate(True, "")
    if waiver is not None and waiver_covers(missing, waiver.parts):
        return Gate(True, "", missing, waiver)
    labels = ", ".join(str(wording.KIT_PARTS[key]).lower() for key in missing)
    why = _("Chưa giao được: bộ chuyển giao còn thiếu %(parts)s. Bổ sung, hoặc xin lãnh đạo Sở miễn và nêu lý do.")
    return Gate(False, why % {"parts": labels}, missing, None)


def files_of(result: Result) -> list[ProductFile]:
    """All files of a result's products in order, each with its stored file and its product."""
    return list(
        ProductFile.objects.filter(product__result=result)
        .select_related("file", "product")
        .order_by("product__order", "product_id", "order", "id")
    )
