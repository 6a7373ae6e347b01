"""The pages people open all day, with 10,000 results and 5,000 handovers, on SQLite and on PostgreSQL.

`python -m bench.scale [results handovers]`; the budget: queries, median, and what 95 of 100 answers stay within.
Beside each page stands the bare framework: as many bytes in table rows from one template, no middleware and no query,
in turn with the page. Times are of this machine; the ratio holds on others.
"""

from __future__ import annotations

import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
os.environ.setdefault("GIEO_HOME", tempfile.gettempdir())
os.environ.update(GIEO_MODE="test", DJANGO_SETTINGS_MODULE="gieo.config.settings")

import django  # noqa: E402 - the environment is laid above

django.setup()

from django.conf import settings  # noqa: E402 - as above
from django.core.cache import caches  # noqa: E402 - as above
from django.core.management import call_command  # noqa: E402 - as above
from django.db import connection  # noqa: E402 - as above
from django.http import HttpResponse  # noqa: E402 - as above
from django.template import Context, Engine  # noqa: E402 - as above
from django.test import Client  # noqa: E402 - as above

from bench import budget  # noqa: E402 - as above
from bench.province import fill  # noqa: E402 - as above
from gieo.core.actor import Role  # noqa: E402 - as above
from gieo.domain.transfers.models import Conference  # noqa: E402 - as above
from gieo.foundation.search.queries import stand_at  # noqa: E402 - as above
from gieo.foundation.search.services import follow, rebuild  # noqa: E402 - as above
from gieo.interfaces.ops import postgres  # noqa: E402 - as above
from gieo.interfaces.ops.indexing import renew_all_texts  # noqa: E402 - as above
from tests.factories.accounts import user_with  # noqa: E402 - as above
from tests.factories.handovers import department  # noqa: E402 - as above

RESULTS, HANDOVERS, ROUNDS = 10_000, 5_000, 40
LIMITS = budget("scale")
MOST_QUERIES, MEDIAN_MS, P95_MS = LIMITS["queries"], LIMITS["median_milliseconds"], LIMITS["p95_milliseconds"]
COLD_MS = LIMITS["after_a_deed_milliseconds"]
PAGES = {
    "list": "/desk/results/",
    "list, searched and sorted": "/desk/results/?q=vung+12&sort=-budget",
    "list, a common word": "/desk/results/?q=lua",
    "list, filtered": "/desk/results/?state=transferable&year=2021",
    "list, page 40": "/desk/results/?page=40",
    "list, last page": "/desk/results/?page=400",
    "handovers": "/desk/handovers/",
    "handovers, searched": "/desk/handovers/?q=don+vi&sort=-items",
    "handovers, page 40": "/desk/handovers/?page=40",
    "desk": "/desk/",
    "ledger of 11 receivers": "/desk/handovers/conference/{conference}/ledger",
    "leaders' desk": "/desk/figures/",
    "front door": "/",
    "search, a common word": "/desk/search/?q=lua",
    "search, while one types": "/desk/search/?q=quy+tr",
    "catalogue": "/ket-qua/",
    "catalogue, in all": "/ket-qua/?q=lua",
    "catalogue, in all, accents": "/ket-qua/?q=lúa+nếp+nương",
    "catalogue, in few": "/ket-qua/?q=vung+1234",
    "catalogue, a phrase": '/ket-qua/?q="quy+trình+canh+tác"',
    "catalogue, a question": "/ket-qua/?q=làm+thế+nào+để+phục+tráng+giống+lúa+nếp+nương?",
    "catalogue, in none": "/ket-qua/?q=xyzzy",
    "catalogue, filtered": "/ket-qua/?state=transferable&year=2021",
    "catalogue, both": "/ket-qua/?q=lua&state=transferable&year=2021&year=2020",
    "catalogue, by who has it": "/ket-qua/?q=lua&given=received&place=tinh",
    "catalogue, sorted": "/ket-qua/?q=lua&sort=title",
    "catalogue, page 400": "/ket-qua/?q=lua&page=400",
}
IN_PART = {"search, while one types"}
"""Answers that htmx asks for."""
COLD = ("leaders' desk", "front door", "catalogue", "catalogue, in all")
"""Pages with figures kept until the next deed: their first look after one has a line of its own."""
BARE = Engine().from_string(
    "<!doctype html><table>{% for row in rows %}<tr><td class='title'><a href='/{{ row.0 }}'>{{ row.1 }}</a></td>"
    "<td>{{ row.2 }}</td><td>{{ row.3 }}</td></tr>{% endfor %}</table>"
)
ROW = ("KQ-2021-00001", "Quy trình thâm canh lúa nương, vùng cao số 12", "Đã đăng ký", "01/12/2021")


def bare(rows: int) -> HttpResponse:
    return HttpResponse(BARE.render(Context({"rows": [ROW] * rows})))


def timed(deed: Callable[[], Any]) -> float:
    started = time.perf_counter()
    deed()
    return (time.perf_counter() - started) * 1000


def queries_of(client: Client, address: str) -> tuple[int, int]:
    """Queries and bytes of one answer."""
    queries: list[str] = []

    def count(execute, sql, params, many, context):
        queries.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return len(queries), len(answer.content)


def measure(name: str, client: Client, address: str) -> bool:
    """Print one line; whether it keeps to the budget."""
    client.get(address)
    queries, size = queries_of(client, address)
    rows = max(size // (len(bare(1).content) - len(bare(0).content)), 1)
    pairs = [(timed(lambda: client.get(address)), timed(lambda: bare(rows))) for _ in range(ROUNDS)]
    times, floor = [page for page, _ in pairs], statistics.median(least for _, least in pairs)
    median, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    kept = queries <= MOST_QUERIES and median <= MEDIAN_MS and p95 <= P95_MS
    print(
        f"  {name:26} {queries:3} queries {size / 1024:5.0f} KiB   median {median:6.1f} ms   p95 {p95:6.1f} ms   "
        f"bare {floor:5.1f} ms   ratio {median / floor:5.1f}{'' if kept else '   OVER'}",
        flush=True,
    )
    return kept


def first_look(name: str, client: Client, address: str) -> bool:
    """Print one line for the look that counts every figure again, as after a deed; whether it keeps to the budget."""

    def look() -> None:
        caches["figures"].clear()
        client.get(address)

    times = [timed(look) for _ in range(ROUNDS // 4)]
    caches["figures"].clear()
    queries, _size = queries_of(client, address)
    median = statistics.median(times)
    kept = median <= COLD_MS
    print(
        f"  {name + ', after a deed':26} {queries:3} queries {'':9}   median {median:6.1f} ms   "
        f"worst {max(times):6.1f} ms{'' if kept else '   OVER'}",
        flush=True,
    )
    return kept


def fill_it(results: int, handovers: int) -> int:
    """Fill the database this process is pointed at."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    started = time.monotonic()
    fill(results=results, handovers=handovers)
    renew_all_texts()
    rebuild(stand_at(Path(settings.INDEX_DIR)))
    filled = time.monotonic() - started
    print(f"{connection.vendor}: {results} results, {handovers} handovers, filled in {filled:.0f} s", flush=True)
    return 0


def measure_it(*_sizes: int) -> int:
    """Measure a filled database in a process that has done nothing else, and was started as a server starts."""
    import_module("gieo.config.wsgi")
    settings.ALLOWED_HOSTS.append("testserver")
    logging.disable(logging.ERROR)  # each look leaves its line; here the table is to be read
    conference = Conference.objects.latest("held_on").code
    officer, visitor, typing = Client(), Client(), Client(headers={"HX-Request": "true"})
    for client in (officer, typing):
        client.force_login(user_with(Role.OFFICER, department()))
    follow(stand_at(Path(settings.INDEX_DIR)))

    def who(name: str) -> Client:
        return typing if name in IN_PART else officer if PAGES[name].startswith("/desk") else visitor

    kept = [measure(name, who(name), address.format(conference=conference)) for name, address in PAGES.items()]
    kept += [first_look(name, who(name), PAGES[name]) for name in COLD]
    return 0 if all(kept) else 1


def on_both(module: str, sizes: list[int]) -> int:
    """Fill and measure on each database in processes of their own; PostgreSQL in a cluster of its own."""
    code = _filled_and_measured(module, sizes, {})
    found = postgres.tools()
    if found is None:
        print(f"PostgreSQL: not measured, needs {postgres.HOW}")
        return code
    with postgres.Cluster(found) as cluster:
        again = _filled_and_measured(module, sizes, {"GIEO_DATABASE_URL": cluster.url})
    return code or again


def _filled_and_measured(module: str, sizes: list[int], more: dict[str, str]) -> int:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIEO_")}
    with tempfile.TemporaryDirectory(prefix="gieo-bench-") as home:
        environment = clean | {"GIEO_HOME": home} | more
        for deed in ("fill", "measure"):
            command = [sys.executable, "-m", module, deed, *map(str, sizes)]
            code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
            if code:
                return code
    return 0


def main(*sizes: int) -> int:
    return on_both("bench.scale", list(sizes))


DEEDS = {"fill": fill_it, "measure": measure_it}

if __name__ == "__main__":
    asked = sys.argv[1:]
    sizes = [int(word) for word in asked if word.isdecimal()] or [RESULTS, HANDOVERS]
    sys.exit(DEEDS.get(asked[0] if asked else "", main)(*sizes))
