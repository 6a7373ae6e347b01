"""./gieo restore FILE: the archive is checked as a whole, restored beside, and only then takes its place."""

import shutil
from argparse import Namespace
from contextlib import ExitStack
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
    now = datetime.now(UTC)
    with ExitStack() as stack:
        for name in ("demo", "worker", "web"):
            stack.enter_context(held(home, name, f"{home} is in use; stop what runs from it, then restore again."))
        beside = home / f".restoring-{now:%Y%m%d-%H%M%S}"
        stack.callback(shutil.rmtree, beside, ignore_errors=True)
        with step("restoring beside"):
            restore_beside(path, beside, words)
        former = ""
        if manifest["database"] == "postgresql":
            with step("database"):
                former = databases.restore_postgresql(databases.address(), beside / databases.POSTGRESQL, now)
                (beside / databases.POSTGRESQL).unlink()
        aside = switch(home, beside, home / f"before-restore-{now:%Y%m%d-%H%M%S}")
    answer(f"{home} is as it was on {manifest['made_at']}.")
    if aside:
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


def switch(home: Path, beside: Path, aside: Path) -> Path | None:
    """Move what is there aside and what was restored into its place; a fault on the way puts everything back."""
    moved: list[tuple[Path, Path]] = []
    try:
        for name in REPLACED:
            if (home / name).exists():
                aside.mkdir(exist_ok=True, mode=0o700)
                _move(home / name, aside / name, moved)
        for source in sorted(beside.iterdir()):
            _move(source, home / source.name, moved)
    except OSError:
        for source, target in reversed(moved):
            target.rename(source)
        raise
    return aside if aside.exists() else None


def _move(source: Path, target: Path, moved: list[tuple[Path, Path]]) -> None:
    source.rename(target)
    moved.append((source, target))
