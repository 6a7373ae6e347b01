"""Queries and server time of list pages over 3,000 results. `python -m bench.lists [size]`.

Budget: so many queries a page, at every size. Times are of this machine and shown for comparison.
"""

import logging
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
HOME = tempfile.TemporaryDirectory(prefix="gieo-bench-")
os.environ.update(GIEO_HOME=HOME.name, GIEO_MODE="test", DJANGO_SETTINGS_MODULE="gieo.config.settings")

import django  # noqa: E402 - the environment is laid above

django.setup()

from django.conf import settings  # noqa: E402 - as above
from django.core.management import call_command  # noqa: E402 - as above
from django.db import connection  # noqa: E402 - as above
from django.test import Client  # noqa: E402 - as above

from bench import budget  # noqa: E402 - as above
from gieo.core.actor import Role  # noqa: E402 - as above
from tests.factories.accounts import user_with  # noqa: E402 - as above
from tests.factories.results import bulk_results  # noqa: E402 - as above
from tests.factories.units import make_department  # noqa: E402 - as above

PAGES = ("/desk/results/", "/desk/results/?q=lua&sort=-budget", "/ket-qua/", "/desk/", "/desk/units/")
MOST_QUERIES, ROUNDS = budget("lists")["queries"], 7


def measured(client: Client, address: str) -> tuple[int, float]:
    """Queries of one answer, and the median of several answers in milliseconds."""
    queries: list[str] = []

    def count(execute, sql, params, many, context):
        queries.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        assert client.get(address).status_code == 200, address
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        client.get(address)
        times.append((time.perf_counter() - started) * 1000)
    return len(queries), statistics.median(times)


def main(size: int) -> int:
    logging.disable(logging.ERROR)  # each look leaves its line; here the table is to be read
    settings.ALLOWED_HOSTS.append("testserver")
    call_command("migrate", verbosity=0)
    client = Client()
    client.force_login(user_with(Role.OFFICER, make_department()))
    bulk_results(size)
    over = False
    for address in PAGES:
        queries, milliseconds = measured(client, address)
        over |= queries > MOST_QUERIES
        print(f"  {queries:3} queries  {milliseconds:7.1f} ms  {address}")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 3_000))
