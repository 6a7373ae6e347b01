"""What the plan and the budget name is there, and what is there they name."""

import re
import tomllib
from pathlib import Path

from gieo.interfaces.ops.commands.bench import measures
from tests.house.sources import PACKAGE, ROOT, STOREYS, rooms

PLAN = (ROOT / "docs" / "house.md").read_text(encoding="utf-8")


def planned() -> dict[str, set[str]]:
    """Storey → its rooms in docs/house.md that are not marked “later”."""
    tree = PLAN.split("## The tree")[1].split("```")[1]
    found: dict[str, set[str]] = {}
    storey = ""
    for line in tree.splitlines():
        if match := re.match(r"│   [├└]── (\w+)/", line):
            storey = match[1]
        elif (match := re.match(r"│   [│ ]   [├└]── (\w+)/\s+(.*)", line)) and not match[2].startswith("later"):
            found.setdefault(storey, set()).add(match[1])
    return found


def test_the_plan_names_the_rooms_that_stand() -> None:
    for storey in STOREYS:
        standing = {room.name for room in rooms() if room.parent.name == storey}
        assert planned()[storey] == standing, (
            f"docs/house.md, {storey}: take “later” off what stands, put it on the rest."
        )
    faces = {path.name for path in (PACKAGE / "interfaces").iterdir() if (path / "__init__.py").exists()}
    assert planned()["interfaces"] == faces


def test_every_measure_reads_its_budget() -> None:
    budgets = tomllib.loads((ROOT / "bench" / "budget.toml").read_text(encoding="utf-8"))
    assert budgets.keys() == measures().keys()
    for name in measures():
        source = Path(ROOT / "bench" / f"{name}.py").read_text(encoding="utf-8")
        assert f'budget("{name}")' in source, f"bench/{name}.py has a limit of its own; write it into budget.toml."
