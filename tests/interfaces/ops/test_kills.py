"""The drill of bench/kills.py in small: processes die at seeded points; nothing is lost, doubled or half-written."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.fixtures.copies import Copies
from tests.interfaces.ops.conftest import ROOT

KILLS, SEED = "6", "11"


@pytest.mark.slow
@pytest.mark.django_db
def test_nothing_is_lost_doubled_or_half_written_however_processes_die(copies: Copies, empty_tables: str) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("GIEO_", "DJANGO_"))}
    mine = copies.own("kills")
    if base := os.environ.get("GIEO_TEST_DATABASE_URL"):
        copies.copy(empty_tables, mine)
        environment["GIEO_DATABASE_URL"] = re.sub(r"/\w+\?", f"/{mine}?", base)
    command = [sys.executable, "-m", "bench.kills", KILLS, SEED, "--here"]
    try:
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    finally:
        copies.drop(mine)
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
    assert re.search(r"^(sqlite|postgresql): 6 kills", done.stdout, re.MULTILINE)
    confirmed, found, there = map(
        int, re.findall(r"(\d+) confirmed, (\d+) of them found, (\d+) in all", done.stdout)[0]
    )
    assert confirmed == found == there > 0
    assert "faults: 0" in done.stdout
