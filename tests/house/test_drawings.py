"""Every table of states has its drawing in docs, made from the table.

`GIEO_TEST_WRITE_DRAWINGS=1 ./gieo test tests/house/test_drawings.py` writes docs/life-cycles.md anew.
"""

import os

from gieo.core.lifecycle import Lifecycle
from tests.house.sources import ROOT, rooms
from tests.house.test_rooms import CYCLES, cycles

PAGE = ROOT / "docs" / "life-cycles.md"
HEAD = """# Life cycles

What may follow what, drawn from the tables in each room's `lifecycle.py`. Not written by hand:
`GIEO_TEST_WRITE_DRAWINGS=1 ./gieo test tests/house/test_drawings.py`.
"""


def chapter(place: str, cycle: Lifecycle) -> str:
    lines = [f"## {cycle.name.capitalize()} (`{place}`)", "", "```mermaid", cycle.drawing().rstrip(), "```"]
    stays = [(state, cycle.stays(state)) for state in cycle.states if cycle.stays(state)]
    if stays:
        lines += ["", "| while it is | what leaves it so |", "|---|---|"]
        lines += [f"| {state} | {', '.join(verbs)} |" for state, verbs in stays]
    return "\n".join(lines) + "\n"


def test_every_table_has_its_drawing():
    assert set(CYCLES) <= set(rooms())
    chapters = [chapter(f"{room.name}.{name}", cycle) for room in CYCLES for name, cycle in cycles(room)]
    page = "\n".join([HEAD, *chapters])
    if os.environ.get("GIEO_TEST_WRITE_DRAWINGS"):
        PAGE.write_text(page, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page, (
        "docs/life-cycles.md is behind: GIEO_TEST_WRITE_DRAWINGS=1 ./gieo test tests/house/test_drawings.py"
    )
