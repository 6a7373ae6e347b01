"""What machines ask: is it alive, can it work?"""

import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings, settings
from django.db import connection
from django.test import Client

from gieo import __version__

HEART = "worker.heartbeat"


@pytest.fixture
def run_dir(settings: LazySettings, tmp_path: Path) -> Path:
    settings.RUN_DIR = tmp_path
    settings.FILES_DIR = tmp_path / "files"
    return tmp_path


def parts(client: Client, status: int) -> dict[str, str]:
    answer = client.get("/readyz")
    assert answer.status_code == status
    body: dict[str, Any] = answer.json()
    assert body["status"] == ("ok" if status == 200 else "not ready")
    return dict(body["parts"])


def test_alive_without_touching_the_database(client: Client) -> None:
    """No database fixture here: a query would fail the test."""
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "version": __version__})
    assert "no-store" in answer.headers["Cache-Control"]


def test_alive_whoever_asks_under_whatever_name(client: Client) -> None:
    """A session cookie and a foreign host would both be questions to the database or the settings."""
    client.cookies[settings.SESSION_COOKIE_NAME] = "somebody"
    answer = client.get("/healthz", headers={"host": "10.0.0.7:8000"})
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_health_answers_only_questions(client: Client, address: str, method: str) -> None:
    answer = getattr(client, method)(address)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")
    assert answer.content.decode() == f"{method.upper()} is not answered here; ask with GET.\n"


def test_ready_when_every_part_is_well(client: Client, db: None, run_dir: Path) -> None:
    (run_dir / HEART).write_text("idle")
    assert parts(client, 200) == {"database": "ok", "files": "ok", "migrations": "ok", "worker": "ok"}
    assert not list((run_dir / "files").iterdir()), "the question leaves no file behind"


def test_a_missing_worker_is_named(client: Client, db: None, run_dir: Path) -> None:
    assert parts(client, 503)["worker"] == "no worker has started; run ./gieo worker"


@pytest.mark.parametrize(("doing", "seconds", "status"), [("idle", 29, 200), ("idle", 40, 503), ("working", 800, 200)])
def test_a_silent_worker_is_named(
    client: Client, db: None, run_dir: Path, doing: str, seconds: int, status: int
) -> None:
    (run_dir / HEART).write_text(doing)
    at = (run_dir / HEART).stat().st_mtime - seconds
    os.utime(run_dir / HEART, (at, at))
    said = parts(client, status)["worker"]
    assert said == "ok" if status == 200 else said.startswith(f"the worker has been silent for {seconds}")


def test_a_folder_that_is_a_file_is_named(client: Client, db: None, run_dir: Path) -> None:
    (run_dir / "files").write_text("not a folder")
    assert parts(client, 503)["files"].startswith("does not answer (")


def test_waiting_migrations_are_counted(client: Client, db: None, run_dir: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'journal'")
    assert parts(client, 503)["migrations"].endswith("migrations wait; run ./gieo migrate")


def test_a_supervisor_asks_past_the_proxy(client: Client, settings: LazySettings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz").status_code == 200
    assert client.get("/dang-nhap/").status_code == 301
