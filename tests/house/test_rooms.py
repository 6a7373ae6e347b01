"""Rooms stand in one order, know only what is below them, and carry every floor that their life cycle asks for."""

import ast
import re
import tomllib
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest
from django.apps import apps

from gieo.core.lifecycle import Lifecycle
from tests.house.sources import PACKAGE, ROOT, STOREYS, rooms

TOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
CYCLES = [room for room in rooms() if (room / "lifecycle.py").exists() or (room / "lifecycle").is_dir()]


def heights() -> dict[str, int]:
    """Height of every room, ground first, read from the import contracts: one order, written once."""
    order: list[list[str]] = []
    for storey in STOREYS:
        contract = next(
            rule for rule in TOOLS["importlinter"]["contracts"] if rule.get("containers") == [f"gieo.{storey}"]
        )
        order += [re.findall(r"\w+", layer) for layer in reversed(contract["layers"])]
    return {room: height for height, layer in enumerate(order) for room in layer}


def test_every_room_has_a_height() -> None:
    assert {room.name for room in rooms()} <= heights().keys()


def test_tables_point_only_to_rooms_below() -> None:
    """Foreign keys written as strings are invisible to the import contracts; here the resolved models are asked."""
    height = heights()
    found = []
    for model in apps.get_models():
        here = model._meta.app_label
        for field in model._meta.get_fields():
            if (
                here not in height
                or not field.is_relation
                or field.auto_created
                or field.related_model in (None, "self")
            ):
                continue
            there = field.related_model._meta.app_label
            if there != here and height.get(there, -1) >= height[here]:
                found.append(f"{model.__name__}.{field.name} ({here}) points to {there}")
    assert not found, (
        "Who needs a thing points at it, never the other way: let the upper room's table hold the key.\n"
        + "\n".join(found)
    )


def test_rooms_are_apps_with_their_own_label() -> None:
    installed = {config.name: config.label for config in apps.get_app_configs()}
    wanted = {f"gieo.{room.parent.name}.{room.name}": room.name for room in rooms()}
    assert {name: installed.get(name) for name in wanted} == wanted


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.name)
def test_the_glossary_knows_the_room(room: Path) -> None:
    table = [line for line in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines() if "|" in line]
    cells = {cell.strip().split(".")[0] for line in table for cell in line.split("|")[-2:-1]}
    assert room.name in cells, f"docs/glossary.md has no term of {room.name}; name its things before they are coded."


def cycles(room: Path) -> list[tuple[str, Lifecycle]]:
    module = import_module(f"gieo.{room.parent.name}.{room.name}.lifecycle")
    return [(name, value) for name, value in vars(module).items() if isinstance(value, Lifecycle)]


def floor(room: Path, name: str) -> ModuleType | None:
    if not (room / f"{name}.py").exists() and not (room / name).is_dir():
        return None
    return import_module(f"gieo.{room.parent.name}.{room.name}.{name}")


def texts(folder: Path, name: str) -> str:
    """The sources of one floor, whether file or folder."""
    paths = [folder / f"{name}.py", *sorted((folder / name).rglob("*.py"))]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths if path.exists())


def tables(module: ModuleType | None, ending: str) -> set[str]:
    """Keys of the module's mappings whose name ends so (VERBS, DECISION_VERBS, …)."""
    found = [
        value for name, value in vars(module or object).items() if name.endswith(ending) and hasattr(value, "keys")
    ]
    return {str(key) for mapping in found for key in mapping}


def deeds(source: str) -> tuple[set[str], set[str]]:
    """Functions that the source defines, and texts by which it asks the table."""
    nodes = list(ast.walk(ast.parse(source)))
    functions = {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
    return functions, {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def is_named(verb: str, names: set[str]) -> bool:
    """As it is or with what it is done to: `submit`, `submit_decision`."""
    return any(name == verb or name.startswith(f"{verb}_") for name in names)


@pytest.mark.parametrize("room", CYCLES, ids=lambda room: room.name)
def test_every_verb_has_permit_wording_service_and_test(room: Path) -> None:
    permits, wording = floor(room, "permits"), floor(room, "wording")
    permitted = tables(permits, "PERMITS") | {name.removeprefix("may_") for name in vars(permits or object)}
    worded, (functions, said) = tables(wording, "VERBS"), deeds(texts(room, "services"))
    tested = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "tests" / room.parent.name / room.name).rglob("*.py")
    )
    found = []
    for cycle, table in cycles(room):
        for verb in table.all_verbs:
            if not is_named(verb, permitted):
                found.append(f"{cycle}.{verb}: permits.py has no may_{verb}")
            if verb not in worded:
                found.append(f"{cycle}.{verb}: wording.py has no word for the button (a mapping named …VERBS)")
            if not is_named(verb, functions) and verb not in said:
                found.append(f"{cycle}.{verb}: no service does it")
            if not re.search(rf"\b{verb}(_\w+)?\b", tested):
                found.append(f"{cycle}.{verb}: no test in tests/{room.parent.name}/{room.name} mentions it")
    assert not found, "A verb rises floor by floor: table, words, permit, deed, test.\n" + "\n".join(found)


def test_the_floors_are_listed_in_the_contracts_from_top_to_bottom() -> None:
    contract = next(rule for rule in TOOLS["importlinter"]["contracts"] if rule["name"] == "Floors inside a room")
    floors = [re.findall(r"\w+", layer) for layer in contract["layers"]]
    order = ["vocab", "rules", "lifecycle", "wording", "engine", "models", "permits", "access", "queries", "services"]
    at = {name: height for height, layer in enumerate(reversed(floors)) for name in layer}
    assert all(at[lower] < at[upper] for lower, upper in pairwise(order))
    assert PACKAGE.is_dir()
