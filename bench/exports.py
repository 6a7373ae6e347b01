"""Lists as files: 20,000 rows as Excel, Word and PDF, how long each takes and how much memory.

`python -m bench.exports [rows]`. The list of units, filled with so many; each form in a process of its own, made as the
background makes it (asked for, written, kept, its fingerprint noted), and a small list (200 rows) as it is handed out
at once. Memory is what the process held at its highest above what it held before. On SQLite, with the disk waited for.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
HOME = os.environ.get("GIEO_BENCH_HOME") or tempfile.mkdtemp(prefix="gieo-bench-")
os.environ.update(GIEO_HOME=HOME, GIEO_MODE="test", DJANGO_SETTINGS_MODULE="gieo.config.settings")

import django  # noqa: E402 - the environment is laid above

django.setup()

from django.core.management import call_command  # noqa: E402 - as above

from bench import budget  # noqa: E402 - as above
from gieo.core.actor import Role  # noqa: E402 - as above
from gieo.foundation.accounts.models import User  # noqa: E402 - as above
from gieo.foundation.accounts.queries import actor_for  # noqa: E402 - as above
from gieo.foundation.exports.models import Export  # noqa: E402 - as above
from gieo.foundation.exports.services import Wanted, ask_export  # noqa: E402 - as above
from gieo.foundation.exports.vocab import ExportState, Form  # noqa: E402 - as above
from gieo.foundation.units.models import Unit  # noqa: E402 - as above
from gieo.foundation.units.vocab import UnitKind  # noqa: E402 - as above
from gieo.interfaces.ops.commands.migrate import load_reference  # noqa: E402 - as above
from gieo.interfaces.web.ui.exporting import list_of_address, make_export  # noqa: E402 - as above
from gieo.interfaces.web.ui.extracts import Extract  # noqa: E402 - as above
from tests.factories.accounts import NOW, user_with  # noqa: E402 - as above
from tests.factories.units import make_department, make_unit  # noqa: E402 - as above

LIMITS = budget("exports")
LIST = "/desk/units/export."


def fill(rows: int) -> None:
    """So many units, by the table: what is measured is the way out, not the way in."""
    call_command("migrate", verbosity=0)
    load_reference()
    user_with(Role.OFFICER, make_department())
    model = make_unit("Hợp tác xã dịch vụ nông nghiệp tổng hợp Nà Sự", UnitKind.COOPERATIVE)
    values = {
        field.attname: getattr(model, field.attname) for field in Unit._meta.concrete_fields if not field.primary_key
    }
    made = []
    for number in range(rows - Unit.objects.count()):
        words = {"code": f"B-{number:06}", "name": f"{model.name} số {number}", "short_name": ""}
        made.append(Unit(**{**values, **words}))
    Unit.objects.bulk_create(made, batch_size=500)  # house: not the database


def held() -> int:
    """Megabytes at the highest."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def one(form: Form, rows: int) -> str:
    """Make one file in this process: seconds, megabytes above, size of the file."""
    actor = actor_for(User.objects.get(), NOW.date())
    wanted = Wanted("Đơn vị", (), form, f"{LIST}{form.value}", "", "vi")
    listed = list_of_address(wanted.address, "q=na su so 1999", actor)
    Extract(listed, actor, NOW).write(form, BytesIO())  # fonts and tables are read once in a process
    before, started = held(), time.perf_counter()
    export = ask_export(wanted, rows=rows, actor=actor, now=NOW)
    make_export.func(export.pk)
    took = time.perf_counter() - started
    export = Export.objects.get(pk=export.pk)
    assert export.state == ExportState.READY, export.fault
    assert export.row_count == rows, export.row_count
    size = export.file.size if export.file else 0
    return f"{form.value} {took:.1f} {held() - before} {size // 1024}"


def small(form: Form) -> float:
    """Milliseconds for 200 rows in a warm process."""
    actor = actor_for(User.objects.get(), NOW.date())
    for least in ("B-000200", "B-000400"):  # the first reads fonts and tables
        started = time.perf_counter()
        listed = list_of_address(f"{LIST}{form.value}", "", actor)
        listed.queryset = listed.queryset.filter(code__gte=least, code__lt=f"B-000{int(least[-3:]) + 200}")
        Extract(listed, actor, NOW).write(form, BytesIO())
    return (time.perf_counter() - started) * 1000


def main(rows: int) -> int:
    fill(rows)
    over = []
    for form in Form:
        made = subprocess.run(
            [sys.executable, "-m", "bench.exports", str(rows), form.value], cwd=ROOT, text=True, check=True,
            capture_output=True, env=dict(os.environ, GIEO_BENCH_HOME=HOME),
        ).stdout.split()  # fmt: skip
        seconds, megabytes, kilobytes = float(made[-3]), int(made[-2]), int(made[-1])
        quick = small(form)
        sys.stdout.write(
            f"{form.value}: {rows} rows in {seconds:.1f} s, {megabytes} MB above, a file of {kilobytes} KB; "
            f"200 rows in {quick:.0f} ms\n"
        )
        if seconds > LIMITS["seconds"] or megabytes > LIMITS["megabytes"]:
            over.append(form.value)
    return 1 if over else 0


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    if len(sys.argv) > 2:
        sys.stdout.write(one(Form(sys.argv[2]), count) + "\n")
    else:
        sys.exit(main(count))
