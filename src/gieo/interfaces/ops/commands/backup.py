"""./gieo backup FILE: database, files, seals and encrypted keys in one archive, while the house is open."""

import json
import tempfile
from argparse import Namespace
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Max

from gieo import __version__
from gieo.foundation.files.models import StoredFile
from gieo.foundation.journal.models import Seal
from gieo.foundation.journal.queries import copies
from gieo.interfaces.ops import databases, vault
from gieo.interfaces.ops.archive import Writer
from gieo.interfaces.ops.terminal import Failed, answer, say, step


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
            seals = add_database(archive, Path(folder))
        with step("files"):
            named = digests_named()
            add_files(archive, home / "files", "files")
            for number, copy in sorted(copies().items()):
                if number <= seals:
                    archive.add_file(f"seals/{copy.name}", copy)
        with step("keys"):
            archive.add_bytes("keys.locked", vault.lock(home / "keys", words))
        if (home / "demo.json").exists():
            archive.add_file("demo.json", home / "demo.json")
        made_at = datetime.now(UTC).isoformat()
        archive.finish(gieo=__version__, made_at=made_at, database=connection.vendor)
    answer(f"{path}: {len(archive.members)} members, {path.stat().st_size / 1e6:.1f} MB. Keep the passphrase apart.")
    lost = named & digests_named() - {name.rsplit("/", 1)[-1] for name in archive.members}
    if lost:
        say(f"gieo: {len(lost)} of the files that records name are gone from {home}/files, and so from here:")
        for digest in sorted(lost):
            say(f"  {digest}")
        return 1
    (home / "run").mkdir(exist_ok=True)
    (home / "run" / "backup.json").write_text(json.dumps({"made_at": made_at}))  # /metrics tells its age
    return 0


def add_database(archive: Writer, folder: Path) -> int:
    """Add a consistent copy of the database; returns the number of the newest seal in it."""
    while True:
        seals = newest_seal()
        if connection.vendor == "sqlite":
            copy = folder / databases.SQLITE
            databases.copy_sqlite(Path(str(settings.DATABASES["default"]["NAME"])), copy)
        else:
            copy = folder / databases.POSTGRESQL
            databases.dump_postgresql(databases.address(), copy)
        if newest_seal() == seals:
            archive.add_file(copy.name, copy)
            return seals
        copy.unlink()  # the journal was sealed meanwhile: copy again, so that seals and their copies agree


def newest_seal() -> int:
    return Seal.objects.aggregate(newest=Max("number", default=0))["newest"]


def digests_named() -> set[str]:
    return set(StoredFile.objects.values_list("digest", flat=True))


def add_files(archive: Writer, folder: Path, name: str) -> None:
    """Every file as it is met; one that was swept since it was listed belongs to no record any more."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            with suppress(FileNotFoundError):
                archive.add_file(f"{name}/{path.relative_to(folder).as_posix()}", path)
