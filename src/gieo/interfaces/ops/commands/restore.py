"""./gieo restore FILE: the archive is checked as a whole, restored beside, and only then takes its place."""

import shutil
from argparse import Namespace
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from gieo.interfaces.ops import archive, databases, vault
from gieo.interfaces.ops.home import DATABASE, WRITTEN, held
from gieo.interfaces.ops.terminal import Failed, answer, step

REPLACED = [name for name in WRITTEN if not name.startswith(("run/", "logs", "static"))]


def run(options: Namespace) -> int:
    path: Path = options.file.expanduser().absolute()
    home: Path = options.home
    with step("checking the whole archive"):
        manifest = archive.verify(path)
    refuse_another_engine(manifest["database"])
    words = vault.passphrase(twice=False)
    stamp = f"{datetime.now(UTC):%Y%m%d_%H%M%S}"
    with ExitStack() as stack:
        for name in ("demo", "worker", "web"):
            stack.enter_context(held(home, name, f"{home} is in use; stop what runs from it, then restore again."))
        beside, aside = home / f".restoring-{stamp}", home / f"before-restore-{stamp}"
        stack.callback(shutil.rmtree, beside, ignore_errors=True)
        with step("restoring beside"):
            restore_beside(path, beside, words)
        fresh = ""
        if manifest["database"] == "postgresql":
            with step("database"):
                dump = beside / databases.POSTGRESQL
                fresh = stack.enter_context(databases.restored_beside(databases.address(), dump))
                dump.unlink()
        with switched(home, beside, aside):  # the database last: a fault there puts the files back
            former = databases.take_place(databases.address(), fresh, stamp) if fresh else ""
    answer(f"{home} is as it was on {manifest['made_at']}.")
    if aside.exists():
        answer(f"What was there before lies in {aside}; remove it when you are sure.")
    if former:
        answer(f"The former database is now called {former}.")
    answer(f"Next: ./gieo migrate --home {home}")
    return 0


def refuse_another_engine(engine: str) -> None:
    by_address = bool(databases.address())
    if engine == "sqlite" and by_address:
        raise Failed("this archive holds an SQLite database; unset GIEO_DATABASE_URL to restore it.")
    if engine == "postgresql" and not by_address:
        raise Failed("this archive holds a PostgreSQL database; set GIEO_DATABASE_URL to where it shall live.")


def restore_beside(path: Path, beside: Path, words: str) -> None:
    beside.mkdir(mode=0o700)
    archive.unpack(path, beside)
    locked = beside / "keys.locked"
    vault.unlock(locked.read_bytes(), words, beside / "keys")
    locked.unlink()
    (beside / archive.MANIFEST).unlink()
    if (beside / databases.SQLITE).exists():
        databases.check_sqlite(beside / databases.SQLITE)
        (beside / databases.SQLITE).rename(beside / DATABASE)


@contextmanager
def switched(home: Path, beside: Path, aside: Path) -> Iterator[None]:
    """Move what is there aside and what was restored into its place; a fault on the way or inside puts it all back."""
    moved: list[tuple[Path, Path]] = []

    def move(source: Path, target: Path) -> None:
        source.rename(target)
        moved.append((source, target))

    try:
        for name in REPLACED:
            if (home / name).exists():
                aside.mkdir(exist_ok=True, mode=0o700)
                move(home / name, aside / name)
        for source in sorted(beside.iterdir()):
            move(source, home / source.name)
        yield
    except BaseException:
        for source, target in reversed(moved):
            target.rename(source)
        with suppress(FileNotFoundError):
            aside.rmdir()
        raise
