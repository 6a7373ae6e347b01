"""What a decision's line becomes in the minutes: the words, quantities, rights and files of a result or product."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import override

from gieo.core.actor import Actor
from gieo.core.clock import local_date
from gieo.domain.handovers.rules.sealing import kit_condition
from gieo.domain.results import wording as result_words
from gieo.domain.results.models import Product, ProductFile, Result
from gieo.domain.results.queries.kit import Gate, handover_gates
from gieo.domain.results.vocab import KitKey
from gieo.domain.transfers.access import visible_lines
from gieo.domain.transfers.models import DecisionLine, TransferDecision
from gieo.foundation.units.queries import bearer_related

_FILES = Prefetch("files", ProductFile.objects.select_related("file").order_by("order", "id"))
_PRODUCTS = Prefetch("result__products", Product.objects.prefetch_related(_FILES).order_by("order", "id"))
RESULT_WORDS = "Kết quả nghiên cứu"  # on the paper, which is Vietnamese whoever prints it


def lines_to_hand_over(
    decisions: Iterable[TransferDecision], actor: Actor, *, unit_ids: Iterable[int] | None = None
) -> list[DecisionLine]:
    """Lines of these decisions that the actor may see, with everything an item is made from. Six queries."""
    lines = visible_lines(actor).filter(decision__in=[row.pk for row in decisions])
    if unit_ids is not None:
        lines = lines.filter(unit_id__in=list(unit_ids))
    return list(_with_things(lines))


def _with_things(lines: QuerySet[DecisionLine]) -> QuerySet[DecisionLine]:
    return (
        lines.select_related("decision__issuer", "result", "product__result", "unit__parent", *bearer_related("unit"))
        .prefetch_related(_PRODUCTS, Prefetch("product__files", ProductFile.objects.select_related("file")))
        .order_by("decision_id", "order", "id")
    )


def gates_of(lines: Iterable[DecisionLine]) -> dict[int, Gate]:
    """The gate of every result behind the lines, by the result's id. A programme's own product has none."""
    results: dict[int, Result] = {}
    for line in lines:
        result = result_behind(line)
        if result is not None:
            results[result.pk] = result
    return handover_gates(results.values())


def subject_of(line: DecisionLine) -> Result | Product:
    """What the line gives."""
    subject = line.result or line.product
    assert subject is not None  # a line has one of the two (constraint)
    return subject


def result_behind(line: DecisionLine) -> Result | None:
    """The line's result, or that of its product."""
    if line.result is not None:
        return line.result
    return line.product.result if line.product is not None else None


def is_restricted(line: DecisionLine) -> bool:
    """Whether the line gives a restricted result, or a product of one."""
    result = result_behind(line)
    return result is not None and result.is_restricted


Paper = tuple[int, bool, int | None]
"""What goes into one paper: the receiver of the decision, whether restricted, another heir than the principal one."""


def grouped(lines: Iterable[DecisionLine]) -> dict[Paper, list[DecisionLine]]:
    """Lines by paper, receivers in the order of the decision."""
    groups: dict[Paper, list[DecisionLine]] = {}
    for line in lines:
        groups.setdefault((line.unit_id, is_restricted(line), line.heir_id), []).append(line)
    return groups


def item_values(line: DecisionLine, gate: Gate | None) -> dict[str, Any]:
    """Fields of the item this line becomes. The words are Vietnamese, as they stand on the paper."""
    with override("vi"):
        words = _of_result(line.result) if line.result is not None else _of_product(line.product)
    return (
        words
        | {
            "line": line,
            "result": line.result,
            "product": line.product,
            "quantity": line.quantity,
            "quantity_unit": line.quantity_unit,
        }
        | standing_values(line, gate)
    )


def standing_values(line: DecisionLine, gate: Gate | None) -> dict[str, Any]:
    """Fields that follow the records until the minutes are sealed: the kit, its waiver, the condition nobody typed."""
    waiver = gate.waiver if gate and gate.missing else None
    with override("vi"):
        missing = [word.lower() for word in gate.missing_labels] if gate else []
    return {
        "condition": line.product.condition if line.product is not None else _held(line.result, len(missing)),
        "kit_missing": missing,
        "kit_waiver": waiver.reason if waiver else "",
        "kit_waived_by": waiver.granted_by_name if waiver else "",
        "kit_waived_on": local_date(waiver.granted_at) if waiver else None,
    }


def _held(result: Result | None, missing: int) -> str:
    assert result is not None  # a line has a result or a product (constraint)
    products = list(result.products.all())
    files = sum(len(product.files.all()) for product in products)
    return kit_condition(parts=len(KitKey), missing=missing, products=len(products), files=files)


def _of_result(result: Result) -> dict[str, Any]:
    products = list(result.products.all())
    return {
        "subject_code": result.code,
        "title": result.title,
        "nature_label": _listed([result_words.NATURES[product.nature] for product in products]) or RESULT_WORDS,
        "delivery_label": _listed([result_words.DELIVERIES[product.delivery] for product in products]),
        "rights": _rights(result),
        "restriction": result.restriction_note,
        "files": [file for product in products for file in files_of(product)],
    }


def _of_product(product: Product | None) -> dict[str, Any]:
    assert product is not None  # a line has one of the two (constraint)
    return {
        "subject_code": product.code,
        "title": product.title,
        "nature_label": str(result_words.NATURES[product.nature]),
        "delivery_label": str(result_words.DELIVERIES[product.delivery]),
        "rights": _rights(product.result) if product.result else "",
        "restriction": product.restriction_note,
        "files": files_of(product),
    }


def files_of(product: Product) -> list[dict[str, Any]]:
    """Files of a product as minutes write them: key of the row, name, size in bytes, SHA-256."""
    return [
        {"key": str(row.pk), "name": row.file.name, "size": row.file.size, "digest": row.file.digest}
        for row in product.files.all()
    ]


def _rights(result: Result) -> str:
    holder = f"bên nắm quyền: {result.rights_holder}" if result.rights_holder else ""
    return "; ".join(part for part in (holder, result.rights_note) if part)


def _listed(labels: Sequence[Any]) -> str:
    """Different labels in their order, at most three: "Quy trình công nghệ; báo cáo"."""
    words = list(dict.fromkeys(str(label) for label in labels))
    shown = [word if at == 0 else word[:1].lower() + word[1:] for at, word in enumerate(words[:3])]
    return "; ".join(shown) + (" …" if len(words) > 3 else "")
