"""The drill: what was saved comes back row for row and byte for byte; damage is refused before anything is touched."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest
from psycopg import sql

from gieo.interfaces.ops.archive import Writer
from gieo.interfaces.ops.commands.restore import switched
from gieo.interfaces.ops.home import held
from tests.interfaces.ops.conftest import Cli

DATABASES = ("old", "busy", "new", "from_busy")
OFFICE = {"GIEO_PUBLIC_ADDRESS": "https://gieo.example"}
WORDS = {"GIEO_BACKUP_PASSPHRASE": "bảy hạt giống"}
FILL = """
import os; os.umask(0o077)  # as every command does
import django; django.setup()
from django.db import transaction
from gieo.core import clock
from gieo.core.actor import SYSTEM
from gieo.foundation.files.services import store_file
from gieo.foundation.outbox.services import post_letter
from gieo.foundation.journal import services as journal
for n in range(3):
    stored = store_file(f"Kết quả số {n}".encode(), name=f"ketqua-{n}.txt", actor=SYSTEM, now=clock.now())
    with transaction.atomic():
        letter = post_letter(to_email="a@example.vn", subject=f"Thư {n}", body="Kính gửi", kind="test", now=clock.now())
        journal.record("write", letter, actor=SYSTEM, now=clock.now())
journal.seal(now=clock.now())
"""
WRITE_ON = (
    FILL.partition("for n in")[0]
    + """
import sys
from datetime import timedelta
from gieo.foundation.files.services import sweep_orphans
n = 0
while True:
    n += 1
    stored = store_file(f"Kết quả số {n}".encode(), name=f"ketqua-{n}.txt", actor=SYSTEM, now=clock.now())
    passing = store_file(f"Tạm {n}".encode(), name=f"tam-{n}.txt", actor=SYSTEM, now=clock.now())
    passing.delete()
    sweep_orphans(older_than=clock.now() - timedelta(minutes=5))  # as at night: longer than a backup takes
    with transaction.atomic():
        letter = post_letter(
            to_email="a@example.vn", subject=stored.digest, body="Kính gửi", kind="test", now=clock.now()
        )
        journal.record("write", letter, actor=SYSTEM, now=clock.now())
    if n % 5 == 0:
        journal.seal(now=clock.now())
    print(n, flush=True)
"""
)
CHECK = """
import django; django.setup()
from hashlib import sha256
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.queries import read_file
from gieo.foundation.journal.models import Entry
from gieo.foundation.outbox.models import Letter
stored = {row.digest: sha256(read_file(row)).hexdigest() for row in StoredFile.objects.all()}
letters = list(Letter.objects.values_list("subject", flat=True))
assert all(kept == digest for digest, kept in stored.items())
assert all(digest in stored for digest in letters)
assert Entry.objects.filter(verb="write").count() == len(letters)
print(len(letters))
"""
TELL = """
import django; django.setup()
import json
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
models = apps.get_models(include_auto_created=True)
rows = {model._meta.label: sorted(map(str, model._base_manager.values_list())) for model in models}
print(json.dumps(rows, cls=DjangoJSONEncoder))
"""


class Installation:
    """A home and its database, on the engine of this run."""

    def __init__(self, cli: Cli, name: str, database: str) -> None:
        self.cli, self.home = cli, cli.home / name
        self.environment = {
            "GIEO_MODE": "production",
            **OFFICE,
            "GIEO_HOME": str(self.home),
            "DJANGO_SETTINGS_MODULE": "gieo.config.settings",
            **({"GIEO_DATABASE_URL": database} if database else {}),
        }

    def run(self, *arguments: str, code: int = 0, **more: str) -> str:
        done = self.cli(*arguments, "--home", str(self.home), **self.environment, **more)
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr, done.stderr
        return done.stdout + done.stderr

    def ask(self, source: str) -> str:
        done = self.cli.python("-c", source, **self.environment)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def rows(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = json.loads(self.ask(TELL))
        return found

    def files(self) -> dict[str, str]:
        """Digest of every file that a backup keeps."""
        return {
            str(path.relative_to(self.home)): sha256(path.read_bytes()).hexdigest()
            for folder in ("files", "seals", "keys")
            for path in sorted((self.home / folder).rglob("*"))
            if path.is_file()
        }


@pytest.fixture(scope="module")
def cli(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    return Cli(tmp_path_factory.mktemp("drill"))


@pytest.fixture(scope="module")
def addresses() -> Iterator[dict[str, str]]:
    """Addresses of two databases beside the one of this run; empty ones for SQLite, which lives in the home."""
    base = os.environ.get("GIEO_TEST_DATABASE_URL")
    if not base:
        yield dict.fromkeys(DATABASES, "")
        return
    parts = urlsplit(base)
    names = {name: f"drill_{name}_{os.getpid()}" for name in DATABASES}
    where = {"host": parse_qs(parts.query)["host"][0], "user": parts.username or "", "dbname": "postgres"}
    with psycopg.connect(**where, autocommit=True) as server:
        for name in ("old", "busy"):  # the others are made by restores
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(names[name])))
    yield {name: base.replace("/gieo?", f"/{database}?") for name, database in names.items()}
    with psycopg.connect(**where, autocommit=True) as server:
        made = server.execute("SELECT datname FROM pg_database WHERE datname ~ %s", [f"^drill_.*_{os.getpid()}"])
        for (name,) in made.fetchall():
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="module")
def old(cli: Cli, addresses: dict[str, str]) -> Installation:
    """One installation for all drills: none of them may change it, and each proves that it did not."""
    made = Installation(cli, "old", addresses["old"])
    made.run("migrate")
    made.ask(FILL)
    return made


@pytest.fixture
def archive(cli: Cli) -> Iterator[Path]:
    path = cli.home / "gieo.tar"
    yield path
    path.unlink(missing_ok=True)


@pytest.mark.slow
@pytest.mark.django_db
def test_what_was_saved_comes_back_row_for_row_and_byte_for_byte(
    old: Installation, cli: Cli, addresses: dict[str, str], archive: Path
) -> None:
    old.run("backup", str(archive), **WORDS)
    rows, files = old.rows(), old.files()
    assert len(rows["outbox.Letter"]) == len(rows["files.StoredFile"]) == 3
    assert archive.stat().st_mode & 0o777 == 0o600
    with tarfile.open(archive) as packed:
        assert not [name for name in packed.getnames() if "cookies.key" in name], "keys travel locked"

    new = Installation(cli, "new", addresses["new"])
    said = new.run("restore", str(archive), **WORDS)
    assert "Next: ./gieo migrate" in said
    assert (new.rows(), new.files()) == (rows, files)
    assert "The sealed journal is whole." in new.run("journal", "verify")
    assert all(path.stat().st_mode & 0o077 == 0 for path in (new.home / "keys").iterdir())
    assert not list(new.home.glob(".restoring-*"))

    again = new.run("restore", str(archive), **WORDS)
    assert "What was there before lies in" in again
    assert (new.rows(), new.files()) == (rows, files)
    assert len(list(new.home.glob("before-restore-*"))) == 1


@pytest.mark.slow
@pytest.mark.django_db
def test_a_backup_taken_while_people_work_is_one_moment_of_their_work(
    cli: Cli, addresses: dict[str, str], archive: Path
) -> None:
    """Somebody stores files, deletes some, sweeps, writes and seals the whole time."""
    busy = Installation(cli, "busy", addresses["busy"])
    busy.run("migrate")
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITE_ON],
        cwd=cli.home,
        env=cli.environment(**busy.environment),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    try:
        before = next(number for number in map(int, writer.stdout) if number >= 5)
        busy.run("backup", str(archive), **WORDS)
    finally:
        writer.kill()
        written = [*map(int, writer.communicate()[0].splitlines())]
    assert written, "the backup did not hold the writer up to its end"

    new = Installation(cli, "from_busy", addresses["from_busy"])
    new.run("restore", str(archive), **WORDS)
    assert before <= int(new.ask(CHECK)) <= written[-1] + 1
    assert "The sealed journal is whole." in new.run("journal", "verify")


@pytest.mark.slow
@pytest.mark.django_db
def test_files_that_are_lost_are_named_and_the_rest_is_kept(
    old: Installation, cli: Cli, addresses: dict[str, str], archive: Path
) -> None:
    lost = next(path for path in (old.home / "files").rglob("*") if path.is_file())
    lost.rename(cli.home / "lost")
    try:
        said = old.run("backup", str(archive), code=1, **WORDS)
    finally:
        (cli.home / "lost").rename(lost)
    assert f"1 of the files that records name are gone from {old.home}/files" in said
    assert lost.name in said
    with tarfile.open(archive) as packed:
        assert sum(name.startswith("files/") for name in packed.getnames()) == 2


@pytest.mark.slow
@pytest.mark.django_db
def test_a_restore_that_cannot_give_the_database_its_name_puts_the_files_back(
    old: Installation, cli: Cli, addresses: dict[str, str], archive: Path
) -> None:
    if not addresses["old"]:
        return  # an SQLite database is a file among the others: see the test of the switch
    old.run("backup", str(archive), **WORDS)
    rows, files = old.rows(), (old.files(), sorted(path.name for path in old.home.iterdir()))
    with psycopg.connect(addresses["old"]):
        assert "somebody is connected to" in old.run("restore", str(archive), code=1, **WORDS)
    assert (old.rows(), (old.files(), sorted(path.name for path in old.home.iterdir()))) == (rows, files)
    with psycopg.connect(addresses["old"]) as server:
        names = [name for (name,) in server.execute("SELECT datname FROM pg_database")]
    assert not [name for name in names if name.endswith("_restoring")]


def test_a_switch_that_fails_puts_everything_back(tmp_path: Path) -> None:
    home, beside, aside = tmp_path / "home", tmp_path / "beside", tmp_path / "aside"
    for path in (home / "files" / "old", home / "keys" / "old", home / "static" / "x", beside / "files" / "new"):
        path.mkdir(parents=True)
    (beside / "static").write_text("a file cannot take the place of a folder")
    with pytest.raises(OSError, match="static"), switched(home, beside, aside):
        pass
    with pytest.raises(KeyError), switched(home, tmp_path / "home" / "static", aside):
        raise KeyError("the database kept its name")
    found = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*"))
    assert found == [
        "beside", "beside/files", "beside/files/new", "beside/static",
        "home", "home/files", "home/files/old", "home/keys", "home/keys/old", "home/static", "home/static/x",
    ]  # fmt: skip


@pytest.mark.slow
@pytest.mark.django_db
def test_nobody_else_on_the_machine_reads_a_home(old: Installation) -> None:
    paths = [old.home, *old.home.rglob("*")]
    assert len(paths) > 20
    assert not [str(path) for path in paths if path.stat().st_mode & 0o077]


@pytest.mark.slow
@pytest.mark.django_db
def test_damage_is_refused_before_anything_is_touched(old: Installation, cli: Cli, archive: Path) -> None:
    old.run("backup", str(archive), **WORDS)
    whole = archive.read_bytes()
    rows, before = old.rows(), (old.files(), sorted(path.name for path in old.home.iterdir()))
    place = whole.index("Kết quả số 1".encode())
    damages = {
        "one bit": whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :],
        "cut off": whole[: len(whole) // 2],
        "empty": b"",
        "another file": b"not a tar at all" * 1000,
    }
    for name, content in damages.items():
        archive.write_bytes(content)
        said = old.run("restore", str(archive), code=1, **WORDS)
        assert "damaged" in said, name
        assert (old.files(), sorted(path.name for path in old.home.iterdir())) == before, name
    assert old.rows() == rows


@pytest.mark.slow
@pytest.mark.django_db
def test_refusals_in_one_line(old: Installation, cli: Cli, archive: Path) -> None:
    assert "set GIEO_BACKUP_PASSPHRASE" in old.run("backup", str(archive), code=1)
    assert "8 characters or more" in old.run("backup", str(archive), code=1, GIEO_BACKUP_PASSPHRASE="short")
    assert not list(cli.home.glob("gieo.tar*")), "a refused backup leaves nothing behind"
    old.run("backup", str(archive), **WORDS)
    assert "never replaces another" in old.run("backup", str(archive), code=1, **WORDS)
    before = (old.rows(), old.files())
    wrong = old.run("restore", str(archive), code=1, GIEO_BACKUP_PASSPHRASE="another passphrase")
    assert "does not open the keys" in wrong
    assert "there is no archive" in old.run("restore", str(cli.home / "none.tar"), code=1, **WORDS)
    assert (old.rows(), old.files()) == before
    assert not list(old.home.glob(".restoring-*"))


def test_an_archive_cannot_reach_outside(cli: Cli) -> None:
    outside = cli.home / "evil.tar"
    with tarfile.open(outside, "w") as packed:
        packed.addfile(tarfile.TarInfo("../outside"))
    done = cli("restore", str(outside), "--home", str(cli.home / "home"), **OFFICE, **WORDS)
    assert (done.returncode, "“../outside” has no place" in done.stderr) == (1, True)
    assert not (cli.home / "outside").exists()


def test_a_home_in_use_is_not_restored_into(cli: Cli, tmp_path: Path) -> None:
    with Writer(tmp_path / "small.tar") as packed:
        packed.finish(made_at="2023-11-07", database="sqlite")
    home = tmp_path / "home"
    with held(home, "worker", ""):
        done = cli("restore", str(tmp_path / "small.tar"), "--home", str(home), **OFFICE, **WORDS)
    assert done.returncode == 1
    assert f"{home} is in use" in done.stderr
    assert [path.name for path in home.iterdir()] == ["run"]
