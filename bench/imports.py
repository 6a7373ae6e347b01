"""Bringing in: a messy register of 2,000 rows with 200 faults of 20 kinds, and 20,000 rows in the background.

`python -m bench.imports [rows]`. The register: every planted fault is named at its cell and nothing else is called
faulty, nothing wrong is let in, the same workbook again changes nothing, undone every table is as before. The large
workbook (units): how many rows a second are checked, written and undone, how the progress is seen from beside, and how
much memory that takes. On SQLite, with the disk waited for.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
HOME = tempfile.TemporaryDirectory(prefix="gieo-bench-")
os.environ.update(GIEO_HOME=HOME.name, GIEO_MODE="test", DJANGO_SETTINGS_MODULE="gieo.config.settings")

import django  # noqa: E402 - the environment is laid above

django.setup()

from django.core.management import call_command  # noqa: E402 - as above
from django.db import connection  # noqa: E402 - as above
from openpyxl import Workbook  # noqa: E402 - as above

from bench import budget  # noqa: E402 - as above
from gieo.core.actor import SYSTEM  # noqa: E402 - as above
from gieo.core.errors import Refused  # noqa: E402 - as above
from gieo.domain.imports.models import Import  # noqa: E402 - as above
from gieo.domain.imports.queries.rows import is_at_work  # noqa: E402 - as above
from gieo.domain.imports.services import accept_import, ask_undo, run_import, undo_import  # noqa: E402 - as above
from gieo.domain.imports.vocab import Kind, Outcome  # noqa: E402 - as above
from gieo.domain.results.models import Result  # noqa: E402 - as above
from gieo.foundation.units.models import Unit  # noqa: E402 - as above
from gieo.interfaces.ops.commands.migrate import load_reference  # noqa: E402 - as above
from tests.factories.accounts import NOW  # noqa: E402 - as above
from tests.factories.messy import ENDED, HOSTS, TWINS, messy_results  # noqa: E402 - as above
from tests.factories.units import make_unit  # noqa: E402 - as above
from tests.factories.workbooks import checked, flaws, whole_house  # noqa: E402 - as above

LIMITS = budget("imports")


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    started = time.perf_counter()
    return work(), time.perf_counter() - started


def undone(one: Import) -> Import:
    return undo_import(ask_undo(one, actor=SYSTEM, now=NOW), now=NOW)


def register() -> dict[str, int]:
    """The messy register; how much of it went otherwise than it must."""
    for name in (*HOSTS, ENDED, TWINS, TWINS):
        make_unit(name)
    messy, before = messy_results(2000, 200), whole_house()
    one, read = timed(lambda: checked(kind=Kind.RESULTS, content=messy.content))
    planted = {(row, column, flaw.value) for row, column, flaw in messy.planted}
    amiss = len(planted ^ set(flaws(one)))
    accepted = accept_import(one, changes_existing=False, actor=SYSTEM, now=NOW)
    done, written = timed(lambda: run_import(accepted, now=NOW))
    let_in = abs(Result.objects.count() - messy.sound)
    after = whole_house()
    again = checked(kind=Kind.RESULTS, content=messy.content)
    doubled = again.rows.filter(outcome__in=[Outcome.NEW, Outcome.DIFFERENT]).count()
    try:
        accept_import(again, changes_existing=True, actor=SYSTEM, now=NOW)
    except Refused:
        doubled += sum(after[name] != rows for name, rows in whole_house().items())
    _, back = timed(lambda: undone(done))
    differ = sum(before[name] != rows for name, rows in whole_house().items())
    print(
        f"messy register: 2,000 rows, {len(planted)} faults of 20 kinds; {amiss} not as planted, {let_in} wrong let in"
    )
    print(f"  repeated: {doubled} changes; undone: {differ} of {len(before)} tables differ")
    print(f"  read and checked {read:.1f} s, {messy.sound} written {written:.1f} s, undone {back:.1f} s")
    return {"amiss": amiss, "let_in": let_in, "doubled": doubled, "tables_differ": differ}


def large(rows: int) -> dict[str, float]:
    """So many units through the background, watched from beside."""
    content, start, before = _units(rows), Unit.objects.count(), memory()
    one, read = timed(lambda: checked(content=content))
    accepted = accept_import(one, changes_existing=False, actor=SYSTEM, now=NOW)
    seen: set[int] = set()
    stop = threading.Event()
    watcher = threading.Thread(target=_watch, args=(accepted, seen, stop))
    watcher.start()
    done, written = timed(lambda: run_import(accepted, now=NOW))
    stop.set()
    watcher.join()
    lost = rows - (Unit.objects.count() - start)
    again, reread = timed(lambda: checked(content=content))
    same = again.rows.filter(outcome=Outcome.SAME).count()
    _, back = timed(lambda: undone(done))
    left = Unit.objects.count() - start
    grown = memory() - before
    print(f"{rows:,} units: checked {rows / read:.0f} a second, written {rows / written:.0f}, undone {rows / back:.0f}")
    print(f"  {written:.0f} s in the background, its progress seen {len(seen)} times; checked again {reread:.1f} s")
    print(f"  {lost} lost, {rows - same} differ on repeat, {left} left once undone; {grown:.0f} MB at the most")
    return {
        "lost": lost + rows - same + left,
        "megabytes": grown,
        "written_a_second": rows / written,
        "seen": len(seen),
    }


def memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _units(rows: int) -> BytesIO:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("DS")
    sheet.append(("Tên đơn vị", "Loại đơn vị", "Điện thoại", "Thư điện tử", "Thành lập ngày", "Địa chỉ"))
    for number in range(rows):
        day = f"{number % 28 + 1:02}/{number % 12 + 1:02}/{1990 + number % 30}"
        name, address = f"Hợp tác xã số {number}", f"u{number}@example.vn"
        sheet.append((name, "Hợp tác xã", "0215 000 0101", address, day, "Bản Phiêng"))
    kept = BytesIO()
    book.save(kept)
    kept.seek(0)
    return kept


def _watch(one: Import, seen: set[int], stop: threading.Event) -> None:
    """What the page of the import would show, asked for every half second."""
    while not stop.wait(0.5):
        seen.add(is_at_work(one, one.rows.all())[0])
    connection.close()


def main(rows: int = 20_000) -> int:
    call_command("migrate", verbosity=0)
    load_reference()
    found = register() | large(rows)
    over = [name for name in ("amiss", "let_in", "doubled", "tables_differ", "lost") if found[name] > LIMITS[name]]
    over += ["megabytes"] if found["megabytes"] > LIMITS["megabytes"] else []
    over += ["written_a_second"] if found["written_a_second"] < LIMITS["written_a_second"] else []
    over += ["progress"] if found["seen"] < 3 else []
    print("over budget: " + ", ".join(over) if over else "within budget")
    return bool(over)


if __name__ == "__main__":
    raise SystemExit(main(*(int(word) for word in sys.argv[1:])))
