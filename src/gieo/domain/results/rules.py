"""What must be filled in by when, and when a transfer kit is complete. Plain values in, plain answers out."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from gieo.core.basis import Basis, Mark
from gieo.core.text import fold
from gieo.domain.results.vocab import Delivery, FileRole, KitKey, Origin, ResultState, Stage

# What must be filled in before a deed; each deed also needs what the deeds before it needed. Names are form fields;
# "leader" and "products" are lines of their own tables.
# Sources: field and socio-economic objective, TT 14/2014 Đ4; who hosted, who led, money, years, summary, acceptance and
# code, the registration form of TT 14/2014 Đ12 as far as it is known; number, day and place as certificates carry
# them. Holder of the rights before registration and everything for transfer: our own proposal.
REQUIRED: Mapping[Stage, tuple[str, ...]] = {
    Stage.ACCEPT: (
        "title", "field", "objective", "host", "leader", "start_year", "end_year", "budget_state", "abstract",
        "accepted_on", "grade",
    ),
    Stage.REGISTER: ("certificate_no", "certificate_on", "certificate_place", "rights_holder", "products"),
    Stage.TRANSFER: ("readiness", "plain_sheet", "contact_name", "contact_phone"),
}  # fmt: skip

STAGES = tuple(Stage)

REACHED: Mapping[ResultState, Stage | None] = {
    ResultState.DRAFT: None,
    ResultState.ACCEPTED: Stage.ACCEPT,
    ResultState.REGISTERED: Stage.REGISTER,
    ResultState.TRANSFERABLE: Stage.TRANSFER,
    ResultState.WITHDRAWN: None,
    ResultState.EXPIRED: Stage.REGISTER,
}

KIT_CONDITIONS = ("season", "water", "labour", "capital", "altitude_min", "altitude_max")


def required_by(stage: Stage, origin: str = Origin.PROVINCIAL_TASK) -> tuple[str, ...]:
    """Everything that must be filled in for a deed, earliest first.

    A programme's task names its programme from its acceptance on, a provincial task its code from its registration on.
    """
    names = [name for reached in STAGES[: STAGES.index(stage) + 1] for name in REQUIRED[reached]]
    if origin == Origin.PROGRAMME_TASK:
        names.insert(names.index("objective") + 1, "programme")
    if origin == Origin.PROVINCIAL_TASK and "certificate_no" in names:
        names.insert(names.index("certificate_no"), "task_code")
    return tuple(names)


def is_filled(value: Any) -> bool:
    """Zero is a value; blanks, nothing and an empty list are not."""
    if isinstance(value, str):
        return bool(value.strip())
    return value is not None and value != [] and value != ()


def missing_for(stage: Stage, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Names still to be filled in for a deed, in the order of the form."""
    return tuple(name for name in required_by(stage, str(values.get("origin", ""))) if not is_filled(values.get(name)))


@dataclass(frozen=True)
class KitFile:
    role: str
    digest: str


@dataclass(frozen=True)
class KitProduct:
    delivery: str
    files: tuple[KitFile, ...] = ()


@dataclass(frozen=True)
class KitValues:
    """What a transfer kit is judged by."""

    plain_sheet: str = ""
    cost_text: str = ""
    cost_amount: int | None = None
    inputs_text: str = ""
    fit_places: str = ""
    conditions: Mapping[str, Any] | None = None
    risks_text: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""
    products: tuple[KitProduct, ...] = ()


@dataclass(frozen=True)
class KitPart:
    """One part of the kit. `field` is where in the forms it is filled in."""

    key: KitKey
    filled: bool
    field: str


def kit_parts(values: KitValues) -> tuple[KitPart, ...]:
    """The eight parts of the transfer kit and whether each is there (all of it our own proposal, no legal force).

    Conditions need the places that suit and at least one of season, water, labour, capital or altitude. The procedure
    is a file marked as such on any product. Files are complete when there is a product and every product that changes
    hands as a file or as source code has one, with its SHA-256.
    """
    files = [file for product in values.products for file in product.files]
    conditions = values.conditions or {}
    filled = {
        KitKey.PLAIN_SHEET: is_filled(values.plain_sheet),
        KitKey.PROCEDURE: any(file.role == FileRole.PROCEDURE and file.digest for file in files),
        KitKey.COST: is_filled(values.cost_text),
        KitKey.INPUTS: is_filled(values.inputs_text),
        KitKey.CONDITIONS: is_filled(values.fit_places)
        and any(is_filled(conditions.get(name)) for name in KIT_CONDITIONS),
        KitKey.RISKS: is_filled(values.risks_text),
        KitKey.CONTACT: is_filled(values.contact_name)
        and (is_filled(values.contact_phone) or is_filled(values.contact_email)),
        KitKey.FILES: bool(values.products) and all(map(_has_its_files, values.products)),
    }
    return tuple(KitPart(key, filled[key], KIT_FIELDS[key]) for key in KitKey)


KIT_FIELDS: Mapping[KitKey, str] = {
    KitKey.PLAIN_SHEET: "plain_sheet",
    KitKey.PROCEDURE: "products",
    KitKey.COST: "cost_text",
    KitKey.INPUTS: "inputs_text",
    KitKey.CONDITIONS: "fit_places",
    KitKey.RISKS: "risks_text",
    KitKey.CONTACT: "contact_name",
    KitKey.FILES: "products",
}


def _has_its_files(product: KitProduct) -> bool:
    if product.delivery not in (Delivery.FILE, Delivery.SOURCE_CODE):
        return True
    return any(file.digest and file.role != FileRole.PROOF for file in product.files)


def lacking(parts: Iterable[KitPart]) -> tuple[KitKey, ...]:
    """Keys of the parts that are not there."""
    return tuple(part.key for part in parts if not part.filled)


def waiver_covers(missing: Iterable[str], waived: Iterable[str]) -> bool:
    """A waiver holds for the parts that lacked when it was given, not for holes that came later."""
    return set(missing) <= set(waived)


def put_in_order(ids: Sequence[int], wanted: Sequence[int]) -> list[int]:
    """The wanted order made whole: unknown ids are dropped, those not named keep their order at the end."""
    known = list(dict.fromkeys(row for row in wanted if row in ids))
    return known + [row for row in ids if row not in known]


SHORTEST_NAME = 8
"""Letters of a name that is looked for: a shorter one stands in words that mean something else."""


def names_of(*words: str) -> tuple[str, ...]:
    """Names as they are looked for: folded, without those that are too short."""
    return tuple(dict.fromkeys(fold(word) for word in words if len(word) >= SHORTEST_NAME))


def speaks_of(names: Sequence[str], text: str) -> bool:
    """Whether a text, with accents or without, says one of the names."""
    folded = fold(text)
    return any(name in folded for name in names)


@dataclass(frozen=True)
class SavedLimits:
    """The office's own numbers for searches that readers keep."""

    confirm_days: int
    most: int
    most_told: int


@cache
def saved_limits() -> SavedLimits:
    path = Path(__file__).parent / "data" / "saved.toml"
    return SavedLimits(**tomllib.loads(path.read_text(encoding="utf-8")))


@dataclass(frozen=True)
class ValidityLimits:
    """The office's own numbers for answers by link whether a result still holds."""

    link_days: int
    decide_days: int


DECIDE_BASIS = Basis("Quy ước về kết quả được báo là không còn dùng được", "", Mark.PROPOSAL)


@cache
def validity_limits() -> ValidityLimits:
    path = Path(__file__).parent / "data" / "validity.toml"
    return ValidityLimits(**tomllib.loads(path.read_text(encoding="utf-8")))


def validity_link_ends(due: date, today: date) -> date:
    """The last day on which a link made today opens a question whose answer is due on that day."""
    return max(due, today) + timedelta(days=validity_limits().link_days)
