"""What must be filled in before minutes can be sealed, and what of the sealed content the rows must still give."""

from collections.abc import Iterable, Mapping
from typing import Any

from gieo.core.digest import digest_of_plain, plain

REQUIRED = (
    "number",
    "held_on",
    "locality",
    "place",
    "giver_name",
    "giver_title",
    "receiver_name",
    "receiver_title",
    "witness_name",
    "witness_title",
    "report_start",
    "report_start_reason",
)

# What each item must say as well.
DESCRIBED = ("quantity", "quantity_unit", "condition")

# Keys of the content that the rows of the minutes must still give. Units and the conference count by their code: their
# names, addresses and phones stand elsewhere and may change there; then the ledger says "renamed", not "changed".
OWN_KEYS = (
    "code", "number", "illustrative", "held_on", "starts_at", "ends_at", "locality", "place", "people", "items", "plan",
    "texts", "grounds", "reports", "copies", "decisions", "replaces",
)  # fmt: skip
KEYS_BY_CODE = ("conference", "giver", "receiver")


def missing_for_seal(values: Mapping[str, Any], *, items: int) -> tuple[str, ...]:
    """Names of the fields still empty, in the order of the form; "items" when there is nothing to hand over."""
    missing = [name for name in REQUIRED if not values.get(name)]
    return (*missing, "items") if not items else tuple(missing)


def missing_in_items(items: Iterable[Mapping[str, Any]]) -> dict[str, tuple[int, ...]]:
    """Orders of the items that lack a quantity with its unit, or a condition: nothing of it is made up when printing.

    Keys are "quantity" and "condition"; empty when every item says both.
    """
    lacks: dict[str, list[int]] = {}
    for item in items:
        if not item["quantity"] or not item["quantity_unit"]:
            lacks.setdefault("quantity", []).append(item["order"])
        if not item["condition"]:
            lacks.setdefault("condition", []).append(item["order"])
    return {name: tuple(orders) for name, orders in lacks.items()}


def kit_condition(*, parts: int, missing: int, products: int, files: int) -> str:
    """The condition of a result nobody has described, from what its transfer kit holds when the minutes are written.

    "Đủ 8 phần của bộ chuyển giao; 02 sản phẩm, 03 tệp" or "Có 6 trong 8 phần của bộ chuyển giao; 01 sản phẩm".
    """
    kit = f"Có {parts - missing} trong {parts} phần" if missing else f"Đủ {parts} phần"
    things = [f"{products:02d} sản phẩm"] if products else []
    things += [f"{files:02d} tệp"] if files else []
    return f"{kit} của bộ chuyển giao" + (f"; {', '.join(things)}" if things else "")


def changed_parts(content: Mapping[str, Any], rows: Mapping[str, Any]) -> tuple[str, ...]:
    """Keys of the sealed content that the rows no longer give; empty when nobody touched them."""
    own = tuple(key for key in OWN_KEYS if content.get(key) != rows.get(key))
    return own + tuple(key for key in KEYS_BY_CODE if _code(content.get(key)) != _code(rows.get(key)))


def _code(named: Mapping[str, Any] | None) -> str:
    return str(named["code"]) if named else ""


def sealed_state(
    content: Mapping[str, Any], sealed_digest: str, rows: Mapping[str, Any]
) -> tuple[str, tuple[str, ...]]:
    """The digest that sealed content and rows give today, and the parts that the rows no longer give.

    Both the frozen JSON, in plain form as it was stored, and the rows are compared: when neither was touched, the
    digest is `sealed_digest` itself.
    """
    stored, changed = digest_of_plain(content), changed_parts(content, rows)
    if changed:  # rows that are not in plain form differ at first sight only
        given = plain(dict(rows))
        changed = changed_parts(content, given)
        if changed and stored == sealed_digest:
            return digest_of_plain(given), changed
    return stored, changed
