"""The bench every test stands on. Stricter than production on purpose: see docs/how-to/run-tests.md."""

from __future__ import annotations

import ipaddress
import json
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import caches
from django.template import engines
from django.utils import translation

from gieo.core import clock
from tests.fixtures.browser import browser, chromium, open_page
from tests.fixtures.copies import SHARED, copies, django_db_setup, empty_tables
from tests.fixtures.database import side_by_side, tables_can_be_emptied, touches_tables
from tests.fixtures.index import indexed
from tests.fixtures.story import original, own_copy, stages, told, told_for_all
from tests.fixtures.templates import UnknownVariable
from tests.fixtures.together import pytest_xdist_make_scheduler
from tests.fixtures.tokens import token, token_module
from tests.settings import HOME

__all__ = [  # fixtures for every test
    "browser", "copies", "django_db_setup", "empty_tables", "indexed", "open_page", "original", "own_copy",
    "pytest_xdist_make_scheduler", "side_by_side", "stages", "tables_can_be_emptied", "token", "told", "told_for_all",
]  # fmt: skip

# The same examples in every run, and no failure because the machine is busy with something else.
hypothesis.settings.register_profile(
    "gieo", derandomize=True, deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("gieo")

NOW = datetime(2023, 11, 7, 1, 0, tzinfo=UTC)  # 8 o'clock in Điện Biên, the morning of the conference

HALVES = ("first", "second")

# marker: what must be there, and how to get it
TOOLS: dict[str, tuple[Callable[[], object], str]] = {
    "browser": (chromium, "Debian's chromium (apt install chromium)"),
    "pdfsig": (
        lambda: shutil.which("pdfsig") and shutil.which("pdftotext"),
        "pdfsig and pdftotext (apt install poppler-utils)",
    ),
    "nss": (lambda: shutil.which("pk12util"), "certutil and pk12util (apt install libnss3-tools)"),
    "openssl": (lambda: shutil.which("openssl"), "openssl (apt install openssl)"),
    "softhsm": (lambda: token_module() and shutil.which("softhsm2-util"), "a token of software (apt install softhsm2)"),
    "clamd": (
        lambda: shutil.which("clamd", path=f"{os.environ['PATH']}:/usr/sbin"),
        "clamd (apt install clamav-daemon)",
    ),
    "libreoffice": (lambda: shutil.which("soffice"), "LibreOffice (apt install libreoffice-writer-nogui)"),
}


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("gieo")
    group.addoption("--all", action="store_true", help="a skipped test is a failed test")
    group.addoption("--tables", action="store_true", help="only tests that touch a table")
    group.addoption("--half", choices=HALVES, help="of what is told once (decision 0033), which half")
    group.addoption("--seed", type=int, default=20231107, help="order of the tests is shuffled with this number")


def shuffle(items: list[pytest.Item], dice: random.Random) -> None:
    """Files in a random order, slow ones first, and inside each its tests; what a file sets up is still set up once.

    Slow ones first, so that at the end no process waits for another's long test.
    """
    files: dict[Path, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    groups = list(files.values())
    dice.shuffle(groups)
    groups.sort(key=lambda group: not any(item.get_closest_marker("slow") for item in group))
    for group in groups:
        dice.shuffle(group)
    items[:] = [item for group in groups for item in group]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    shuffle(items, random.Random(config.getoption("--seed")))
    missing = {marker: how for marker, (find, how) in TOOLS.items() if not find()}
    for item in items:
        if {"browser", "open_page"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")
        for marker, how in missing.items():
            if item.get_closest_marker(marker):
                # A machine may lack a tool; the run says so at its end, and `--all` (as in CI) makes it a failure.
                item.add_marker(pytest.mark.skip(reason=f"needs {how}"))
    if config.getoption("--tables"):
        leave_out(config, items, [item for item in items if not touches_tables(item)])
    if half := config.getoption("--half"):
        stories = {item.nodeid: item for item in items if is_told_once(item) and touches_tables(item)}
        leave_out(config, items, [stories[name] for name in told_elsewhere(stories, half)])


def is_told_once(item: pytest.Item) -> bool:
    return any(item.get_closest_marker(marker) for marker in ("browser", "told_once"))


def told_elsewhere(stories: Iterable[str], half: str) -> list[str]:
    """Of these stories those of the other half: every second one by name, so that neighbours (360, 1280 px) part."""
    return sorted(stories)[1 - HALVES.index(half) :: 2]


def leave_out(config: pytest.Config, items: list[pytest.Item], other: list[pytest.Item]) -> None:
    config.hook.pytest_deselected(items=other)
    gone = set(other)
    items[:] = [item for item in items if item not in gone]


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    outcome: Any = yield
    report = outcome.get_result()
    if report.skipped and item.config.getoption("--all") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, but --all allows no skip: {report.longrepr}"


def pytest_configure(config: pytest.Config) -> None:
    """A folder that the processes of xdist share: they are started with the environment of this one."""
    if not hasattr(config, "workerinput"):
        os.environ[SHARED] = tempfile.mkdtemp(prefix="gieo-test-shared-")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Also in the processes of xdist, which end without saying goodbye."""
    shutil.rmtree(HOME, ignore_errors=True)
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ[SHARED], ignore_errors=True)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Leave a note of what was not run: `./gieo test` runs pytest more than once and closes with all of it."""
    notes = os.environ.get("GIEO_TEST_NOTES")
    if not notes or hasattr(terminalreporter.config, "workerinput"):
        return
    reasons: dict[str, int] = {}
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reasons[reason.removeprefix("Skipped: ")] = reasons.get(reason.removeprefix("Skipped: "), 0) + 1
    with Path(notes).open("a", encoding="utf-8") as file:
        file.writelines(
            json.dumps({"reason": why, "tests": n}, ensure_ascii=False) + "\n" for why, n in reasons.items()
        )


def _stay_at_home(event: str, args: tuple[Any, ...]) -> None:
    """A test never meets the network: connecting anywhere but this machine fails at once, with the address."""
    if event != "socket.connect" or not isinstance(args[1], tuple):
        return
    host = str(args[1][0])
    try:
        local = ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = host == "localhost"
    if not local:
        raise AssertionError(f"a test wanted to reach {host}: tests stay on this machine")


sys.addaudithook(_stay_at_home)


@pytest.fixture
def now() -> datetime:
    """The fixed moment of every test: 7 November 2023, 8:00 in Điện Biên."""
    return NOW


@pytest.fixture(autouse=True)
def _morning_of_the_conference() -> Iterator[None]:
    """Faces read the clock; every test begins at NOW, so that no page depends on today's date."""
    clock.shift(NOW - datetime.now(UTC))
    yield
    clock.shift(timedelta(0))


@pytest.fixture
def home() -> Path:
    """The directory this test process writes to (database, files, keys); removed at the end."""
    return Path(settings.HOME)


@pytest.fixture(autouse=True)
def _nobody_has_knocked() -> None:
    """How often a client came is counted in the cache, which outlives a test: every test begins with none."""
    for cache in caches.all():
        cache.clear()


@pytest.fixture(autouse=True, scope="session")
def _strict_templates() -> None:
    """A variable that a template of ours does not know is a failure, not an empty place on the page."""
    for backend in engines.all():
        if hasattr(backend, "engine"):
            backend.engine.string_if_invalid = UnknownVariable()


@pytest.fixture(autouse=True)
def source_language() -> Iterator[None]:
    """Every test begins in Vietnamese: a page asked for in English leaves its language behind in the thread."""
    with translation.override("vi"):
        yield
