"""/metrics: whom it answers, what it counts, how processes count together."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client

from gieo.core.actor import Role
from gieo.foundation.journal.services import seal
from gieo.foundation.outbox.models import Letter
from gieo.foundation.outbox.services import post_letter
from gieo.foundation.outbox.vocab import LetterState
from gieo.interfaces.web.ui.counters import Count, Counters, counts
from tests.factories.accounts import user_with
from tests.factories.units import make_unit

pytestmark = pytest.mark.django_db

LINE = re.compile(r'(?:# (?:HELP|TYPE) gieo_\w+ .+|gieo_\w+(?:\{\w+="[^"]*"(?:,\w+="[^"]*")*\})? -?\d[\d.e+-]*)')


@pytest.fixture(autouse=True)
def fresh_counters(settings, tmp_path: Path):
    """Counted by this test alone."""
    cache.clear()
    settings.RUN_DIR = tmp_path


def figures(client: Client) -> dict[str, float]:
    answer = client.get("/metrics")
    assert answer.status_code == 200, answer.content
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    lines = answer.content.decode().splitlines()
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    samples = [line.rsplit(" ", 1) for line in lines if not line.startswith("#")]
    assert len({name for name, _value in samples}) == len(samples)
    return {name: float(value) for name, value in samples}


@pytest.mark.parametrize(
    ("asks", "allowed", "proxies", "forwarded", "status"),
    [
        ("127.0.0.1", "127.0.0.1/32", 0, "", 200),
        ("10.20.1.7", "127.0.0.1/32", 0, "", 403),
        ("10.20.1.7", "10.20.0.0/16", 0, "", 200),
        ("2001:db8::7", "10.20.0.0/16", 0, "", 403),
        ("127.0.0.1", "127.0.0.1/32", 0, "203.0.113.9", 403),  # a proxy nobody has named hides who asks
        ("127.0.0.1", "127.0.0.1/32", 1, "203.0.113.9", 403),
        ("127.0.0.1", "10.20.0.0/16", 1, "10.20.1.7", 200),
        ("127.0.0.1", "10.20.0.0/16", 1, "10.20.1.7, 203.0.113.9", 403),
        ("", "127.0.0.1/32", 0, "", 403),
    ],
)
def test_figures_are_for_the_administrators_network(client, settings, asks, allowed, proxies, forwarded, status):
    settings.METRICS_FROM, settings.PROXIES = (ip_network(allowed),), proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert client.get("/metrics", REMOTE_ADDR=asks, headers=headers).status_code == status


def test_requests_are_counted_by_kind_of_page_and_status(client: Client):
    client.get("/hoi-nghi/")
    client.get("/hoi-nghi/")
    client.get("/khong-co/")
    client.get("/loi-moi/mot-ma-bi-mat/")
    client.get("/desk/")
    client.get("/dang-nhap/")
    client.get("/healthz")
    found = figures(client)
    requests = {name: n for name, n in found.items() if name.startswith("gieo_requests_total")}
    assert requests == {
        'gieo_requests_total{class="public",status="200"}': 2,
        'gieo_requests_total{class="public",status="404"}': 1,
        'gieo_requests_total{class="office",status="302"}': 1,
        'gieo_requests_total{class="sign_in",status="200"}': 1,
        'gieo_requests_total{class="nowhere",status="404"}': 1,
    }
    assert found['gieo_request_seconds_bucket{class="public",le="+Inf"}'] == 3
    assert found['gieo_request_seconds_count{class="public"}'] == 3
    assert found['gieo_request_seconds_sum{class="public"}'] > 0
    assert found['gieo_queries_total{class="public"}'] == 7
    buckets = [n for name, n in found.items() if name.startswith('gieo_request_seconds_bucket{class="public"')]
    assert buckets == sorted(buckets)


def test_what_waits_in_the_house(client: Client, now: datetime, tmp_path: Path):
    user_with(Role.OFFICER, make_unit())
    seal(now=now)
    for number in range(3):
        post_letter(to_email="a@example.vn", subject=f"Thư {number}", body="b", kind="x", now=now)
    Letter.objects.filter(subject="Thư 0").update(state=LetterState.FAILED)
    Letter.objects.filter(subject="Thư 1").update(due_at=now + timedelta(days=1))
    heart = tmp_path / "worker.heartbeat"
    heart.write_text("idle")
    os.utime(heart, (heart.stat().st_mtime - 40,) * 2)
    (tmp_path / "backup.json").write_text(json.dumps({"made_at": now.isoformat()}))
    found = figures(client)
    assert found['gieo_letters{state="waiting"}'] == 1
    assert found['gieo_letters{state="failed"}'] == 1
    assert found['gieo_tasks{state="failed"}'] == 0
    assert found["gieo_last_seal_timestamp_seconds"] == now.timestamp()
    assert found["gieo_last_backup_timestamp_seconds"] == now.timestamp()
    assert 40 <= found["gieo_worker_heartbeat_age_seconds"] < 60
    assert found["gieo_database_up"] == 1


def test_what_never_happened_is_left_out(client: Client):
    found = figures(client)
    assert not {name for name in found if "seal" in name or "backup" in name or "heartbeat" in name}


def test_a_duration_falls_into_its_bucket_and_an_odd_status_into_other():
    mine = Counters()
    mine.add("public", 200, 0.005, 2)
    mine.add("public", 418, 0.0051, 1)
    mine.add("public", 200, 99.0, 0)
    assert counts() == [Count("public", {200: 2, 0: 1}, (1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1), 99.0101, 3)]


def test_where_no_file_can_be_made_nobody_is_refused(client: Client, settings, tmp_path: Path):
    (tmp_path / "metrics").write_text("a file where the folder should be")
    mine = Counters()
    mine.add("public", 200, 0.1, 1)
    mine.add("public", 200, 0.1, 1)
    assert counts() == []


COUNTING = """
from gieo.interfaces.web.ui.counters import COUNTERS, counts
for _ in range({times}):
    COUNTERS.add("office", 200, 0.001, 3)
print([(row.place, row.statuses, row.queries) for row in counts()])
"""


def process(home: Path, times: int) -> str:
    """One process of a server that this test is the parent of."""
    more = {"GIEO_HOME": str(home), "GIEO_MODE": "test", "DJANGO_SETTINGS_MODULE": "gieo.config.settings"}
    environ = dict(os.environ, PYTHONPATH=os.pathsep.join(sys.path), **more)
    command = [sys.executable, "-c", COUNTING.format(times=times)]
    return subprocess.run(command, env=environ, check=True, capture_output=True, text=True).stdout.strip()


def test_processes_of_one_server_count_together_and_forget_the_server_before(tmp_path: Path):
    before = tmp_path / "run" / "metrics" / "1-2"
    before.parent.mkdir(parents=True)
    before.write_bytes(b"\0" * 8)
    assert process(tmp_path, 3) == "[('office', {200: 3}, 9)]"
    assert process(tmp_path, 4) == "[('office', {200: 7}, 21)]"
    assert not before.exists()
