"""./gieo check: what a machine can judge without running the tests. One line each; details only of what failed."""

import os
import subprocess
import sys
import tempfile
import time
from argparse import Namespace
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from gieo.interfaces.ops.checks import licences, texts
from gieo.interfaces.ops.terminal import answer, say

ROOT = Path(__file__).resolve().parents[5]
Verdict = tuple[bool, str, float]  # well, details, seconds


def program(*command: str) -> Callable[[], tuple[bool, str]]:
    """A check that is a program of the environment: well when it exits 0."""

    def ask() -> tuple[bool, str]:
        with tempfile.TemporaryDirectory(prefix="gieo-check-") as home:
            environment = {name: value for name, value in os.environ.items() if not name.startswith("GIEO_")}
            environment |= {"GIEO_HOME": home, "GIEO_MODE": "test", "DJANGO_SETTINGS_MODULE": "gieo.config.settings"}
            environment["PYTHONPATH"] = str(ROOT / "src")
            tool = [sys.executable, "-m", command[0], *command[1:]]
            if command[0] == "lint-imports":
                tool = [str(Path(sys.executable).with_name("lint-imports")), *command[1:]]
            done = subprocess.run(tool, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        return done.returncode == 0, (done.stdout + done.stderr).strip()

    return ask


def translations() -> tuple[bool, str]:
    try:
        found = texts.faults()
    except texts.NoGettext as missing:
        return False, str(missing)
    return not found, "\n".join([*found, "Mend with: ./gieo translations collect, then fill in what is empty."])


def licensing() -> tuple[bool, str]:
    found = licences.refused()
    return not found, "\n".join([*found, "Choose another part, or read its licence and name it in checks/licences.py."])


CHECKS: dict[str, Callable[[], tuple[bool, str]]] = {
    "types": program("mypy"),
    "format": program("ruff", "format", "--check", "."),
    "lint": program("ruff", "check", "--output-format=concise", "."),
    "walls of the house": program("lint-imports"),
    "migrations": program("django", "makemigrations", "--check", "--dry-run"),
    "settings": program("django", "check"),
    "translations": translations,
    "licences": licensing,
}


def run(options: Namespace) -> int:
    with ThreadPoolExecutor(max_workers=2) as pool:
        waiting = {name: pool.submit(timed, check) for name, check in CHECKS.items()}
        failed = [name for name, future in waiting.items() if not tell(name, future)]
    answer(f"Failed: {', '.join(failed)}." if failed else "All is well.")
    return 1 if failed else 0


def timed(check: Callable[[], tuple[bool, str]]) -> Verdict:
    started = time.monotonic()
    well, details = check()
    return well, details, time.monotonic() - started


def tell(name: str, future: Future[Verdict]) -> bool:
    well, details, seconds = future.result()
    answer(f"{'ok' if well else 'FAILED':<8}{name:<22}{seconds:5.1f} s")
    if not well:
        lines = details.splitlines()
        if len(lines) > 60:  # what matters stands at one of the two ends
            lines = [*lines[:30], f"… {len(lines) - 60} lines more …", *lines[-30:]]
        for line in lines:
            say(f"        {line}")
    return well
