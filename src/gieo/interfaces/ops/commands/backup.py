"""./gieo backup FILE: database, files, seals and encrypted keys in one archive, while the house is open."""

import tempfile
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from gieo import __version__
from gieo.interfaces.ops import databases, vault
from gieo.interfaces.ops.archive import Writer
from gieo.interfaces.ops.terminal import Failed, answer, step

FOLDERS = ("files", "seals")


def run(options: Namespace) -> int:
    path: Path = options.file.expanduser().absolute()
    home: Path = options.home
    if path.exists():
        raise Failed(f"{path} is there already; a backup never replaces another.")
    databases.refuse_missing_tables(home)
    words = vault.passphrase(twice=True)
    with Writer(path) as archive, tempfile.TemporaryDirectory(prefix="gieo-backup-", dir=home) as folder:
        # The database first: bytes are written before their row, so every file a row names is there afterwards.
        with step("database"):
            add_database(archive, Path(folder))
        with step("files"):
            for name in FOLDERS:
                add_folder(archive, home / name, name)
        with step("keys"):
            archive.add_bytes("keys.locked", vault.lock(home / "keys", words))
        if (home / "demo.json").exists():
            archive.add_file("demo.json", home / "demo.json")
        archive.finish(gieo=__version__, made_at=datetime.now(UTC).isoformat(), database=connection.vendor)
        members = len(archive.members)
    answer(f"{path}: {members} members, {path.stat().st_size / 1e6:.1f} MB. Keep the passphrase apart from it.")
    return 0


def add_database(archive: Writer, folder: Path) -> None:
    if connection.vendor == "sqlite":
        copy = folder / databases.SQLITE
        databases.copy_sqlite(Path(str(settings.DATABASES["default"]["NAME"])), copy)
    else:
        copy = folder / databases.POSTGRESQL
        databases.dump_postgresql(databases.address(), copy)
    archive.add_file(copy.name, copy)


def add_folder(archive: Writer, folder: Path, name: str) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            archive.add_file(f"{name}/{path.relative_to(folder).as_posix()}", path)
