"""./gieo test: every test on SQLite, those that touch a table again on PostgreSQL; then, in words, what was not run.

Where all are run, the stories in a browser are shared between the two databases (decision 0033).
With `--all` a browser's test that failed is asked once more, alone and by name (decision 0030).
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from argparse import Namespace
from pathlib import Path

from gieo.interfaces.ops import postgres
from gieo.interfaces.ops.terminal import answer

ROOT = Path(__file__).resolve().parents[5]
ONLY_ASKING = {"-h", "--help", "--version", "-V", "--co", "--collect-only", "--fixtures", "--markers"}
FAILED, NOTHING_COLLECTED = 1, 5
IN_A_BROWSER = "tests/browser/"
FEW = 3


def run(options: Namespace) -> int:
    arguments: list[str] = options.pytest
    found = postgres.tools()
    first: list[str] = []
    second = ["--tables"]
    if runs_everything(arguments):
        arguments = [*arguments, "-n", "2", "--dist", "load"]
        if found:
            first, second = ["--half=first"], [*second, "--half=second"]
    # pytest ends by itself on Ctrl-C; what we made (a database cluster) must go in every case.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="gieo-test-") as folder:
        notes = Path(folder) / "notes"
        answer("On SQLite")
        code = asked([*arguments, *first], notes)
        if ONLY_ASKING & set(arguments) or code in (2, 3, 4):
            return code
        if found:
            with postgres.Cluster(found) as cluster:
                answer("\nOn PostgreSQL: the tests that touch a table, but for those of how pages look")
                again = asked([*arguments, *second], notes, cluster.url)
            code = code or (0 if again == NOTHING_COLLECTED else again)
        elif "--all" in arguments:
            code = code or 1
        tell(notes, has_postgres=bool(found))
    return code


def runs_everything(arguments: list[str]) -> bool:
    """Whether no test was chosen, and nothing asked that needs one process: then two share the work."""
    alone = ("-n", "-k", "-m", "-x", "-s", "--pdb", "--lf", "--ff", *ONLY_ASKING)
    return not any(not argument.startswith("-") or argument.startswith(alone) for argument in arguments)


def asked(arguments: list[str], notes: Path, database: str = "") -> int:
    """One run. Where all are run, a few tests of the browser that alone failed are asked once more, each by its name:
    a browser on a shared machine may be late by itself, and what fails twice is no accident."""
    if "--all" not in arguments:
        return pytest(arguments, notes, database)
    with tempfile.TemporaryDirectory(prefix="gieo-test-") as kept:
        code = pytest([*arguments, "-o", f"cache_dir={kept}"], notes, database)
        failed = failures(Path(kept))
    if code != FAILED or not may_be_asked_again(failed):
        return code
    answer("\nOnce more, alone: " + ", ".join(failed))
    again = pytest([*failed, *(one for one in arguments if one in ("--all", "--tables"))], notes, database)
    if again == 0:
        answer("Failed among the others and passed alone: " + ", ".join(failed))
    return again


def failures(cache: Path) -> list[str]:
    """Names of the tests that failed in the run that kept its notes here."""
    found = cache / "v" / "cache" / "lastfailed"
    return sorted(json.loads(found.read_text(encoding="utf-8"))) if found.exists() else []


def may_be_asked_again(failed: list[str]) -> bool:
    """Whether only a few failed, all of them in a browser."""
    return 0 < len(failed) <= FEW and all(name.startswith(IN_A_BROWSER) and "::" in name for name in failed)


def pytest(arguments: list[str], notes: Path, database: str = "") -> int:
    environment = dict(os.environ, GIEO_TEST_NOTES=str(notes), PYTHONPATH=str(ROOT / "src"))
    if database:
        environment["GIEO_TEST_DATABASE_URL"] = database
    command = [sys.executable, "-m", "pytest", *arguments]
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                continue  # pytest has heard it too and is putting things away
            except SystemExit:
                process.send_signal(signal.SIGINT)
                process.wait()
                raise


def tell(notes: Path, *, has_postgres: bool) -> None:
    """What was not run, and how to get it."""
    reasons: dict[str, int] = {}
    for line in notes.read_text(encoding="utf-8").splitlines() if notes.exists() else []:
        note = json.loads(line)
        reasons[note["reason"]] = reasons.get(note["reason"], 0) + note["tests"]
    answer("")
    if not reasons and has_postgres:
        answer("Nothing was left out: SQLite, PostgreSQL and every tool these tests ask for were here.")
        return
    answer("Not run:")
    for reason, tests in sorted(reasons.items()):
        answer(f"  {tests:4} {'test' if tests == 1 else 'tests'}: {reason}")
    if not has_postgres:
        answer(f"  all tests that touch a table, a second time: needs {postgres.HOW}")
