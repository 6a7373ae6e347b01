"""What cannot be done is said in one line that names the reason; nothing is left behind."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests.interfaces.ops.conftest import Cli, pick_port

OFFICE = {"GIEO_PUBLIC_ADDRESS": "https://gieo.example"}


def complaint(cli: Cli, *typed: str, code: int = 1, **environment: str) -> str:
    """The one line a command ended with."""
    done = cli(*typed, **OFFICE | environment)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    line = done.stderr.splitlines()[-1]
    assert line.startswith("gieo: "), done.stderr
    return line


@pytest.fixture
def prepared(cli: Cli) -> Path:
    """As much of a home as a web server asks for before it opens its door."""
    home = cli.home / "home"
    for name in ("keys/cookies.key", "static/staticfiles.json"):
        (home / name).parent.mkdir(parents=True)
        (home / name).touch()
    return home


@pytest.mark.parametrize("typed", ["worker", "nightly", "journal verify", "backup gieo.tar", "serve"])
def test_an_empty_home_is_told_how_to_prepare_it_and_stays_empty(cli: Cli, typed: str) -> None:
    line = complaint(cli, *typed.split(), "--home", str(cli.home / "none"))
    assert line == f"gieo: {cli.home}/none is not prepared; run: ./gieo migrate --home {cli.home}/none"
    assert not list(cli.home.iterdir())


@pytest.mark.parametrize("typed", ["worker", "journal verify", "backup gieo.tar"])
def test_a_home_without_its_database_gets_no_empty_one(cli: Cli, prepared: Path, typed: str) -> None:
    line = complaint(cli, *typed.split(), "--home", str(prepared))
    assert "is not prepared; run: ./gieo migrate" in line
    assert not list(prepared.glob("gieo.sqlite3*"))


def test_a_demo_keeps_to_its_home_whatever_is_exported(cli: Cli, prepared: Path) -> None:
    (prepared / "demo.json").write_text("{}")
    nobody = f"postgresql://gieo@127.0.0.1:{pick_port()}/gieo"
    line = complaint(cli, "worker", "--home", str(prepared), GIEO_DATABASE_URL=nobody, GIEO_MAIL_URL="nonsense")
    assert "is not prepared" in line


def test_a_home_that_cannot_be_made(cli: Cli) -> None:
    (cli.home / "file").write_text("no folder")
    assert "/file/home" in complaint(cli, "migrate", "--home", str(cli.home / "file" / "home"))


def test_a_database_that_does_not_answer(cli: Cli) -> None:
    nobody = f"postgresql://gieo:bi-mat@127.0.0.1:{pick_port()}/gieo"
    line = complaint(cli, "migrate", "--home", str(cli.home / "home"), GIEO_DATABASE_URL=nobody)
    assert line.startswith("gieo: the database: ")
    assert "bi-mat" not in line


@pytest.mark.parametrize(
    ("name", "value"),
    [("GIEO_MAIL_URL", "smtp://so.example:x"), ("GIEO_DATABASE_URL", "postgresql://h:x/gieo"), ("GIEO_MODE", "true")],
)
@pytest.mark.parametrize("typed", ["migrate", "serve", "restore none.tar"])
def test_a_wrong_setting_is_wrong_use(cli: Cli, typed: str, name: str, value: str) -> None:
    assert complaint(cli, *typed.split(), code=2, **{name: value}).startswith(f"gieo: {name} ")
    assert not list(cli.home.iterdir())


def test_a_used_port(cli: Cli, prepared: Path) -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        port = str(door.getsockname()[1])
        line = complaint(cli, "serve", "--home", str(prepared), "--port", port)
    assert line.startswith(f"gieo: port {port} is in use; stop what uses it, or choose another")


@pytest.mark.parametrize(("host", "said"), [("no host", "there is no address “no host”"), ("192.0.2.1", "192.0.2.1")])
def test_a_host_that_is_none(cli: Cli, prepared: Path, host: str, said: str) -> None:
    assert said in complaint(cli, "serve", "--home", str(prepared), "--host", host, "--port", str(pick_port()))
