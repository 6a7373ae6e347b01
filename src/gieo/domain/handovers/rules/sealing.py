"""What must be filled in before minutes can be sealed, and what of the sealed content the rows must still give."""

from collections.abc import Mapping
from typing import Any

from gieo.core.digest import digest

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

# Keys of the content that come from the rows of the minutes alone. Names of units and decisions come from elsewhere and
# may change there; then the ledger says "renamed" or "amended", not "content changed".
OWN_KEYS = ("code", "number", "held_on", "place", "people", "items", "plan", "texts", "grounds", "reports", "copies")


def missing_for_seal(values: Mapping[str, Any], *, items: int) -> tuple[str, ...]:
    """Names of the fields still empty, in the order of the form; "items" when there is nothing to hand over."""
    missing = [name for name in REQUIRED if not values.get(name)]
    return (*missing, "items") if not items else tuple(missing)


def own_digest(content: Mapping[str, Any]) -> str:
    """Fingerprint of what the rows of the minutes alone say; equal for sealed content and rows nobody touched."""
    return digest({key: content.get(key) for key in OWN_KEYS})


def sealed_state(content: Mapping[str, Any], sealed_digest: str, rows: Mapping[str, Any]) -> str:
    """The digest that sealed content and rows give today: `sealed_digest` itself when nothing was touched.

    Both the frozen JSON and the rows are compared: a change of either gives another digest.
    """
    stored = digest(dict(content))
    if stored != sealed_digest:
        return stored
    return sealed_digest if own_digest(content) == own_digest(rows) else digest(dict(rows))
