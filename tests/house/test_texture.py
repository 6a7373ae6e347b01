"""What no linter knows about how files of this house are written. Each message says how to mend the fault."""

import ast
import re
from pathlib import Path

import pytest

from tests.house.sources import PACKAGE, ROOT, Source, calls, parse, python

LONGEST = 400
DISTANT = {"django.dispatch", "django.db.models.signals", "GenericForeignKey"}
CLOCK_READERS = {"src/gieo/core/clock.py"}
ENVIRONMENT_READERS = ("src/gieo/config/", "src/gieo/interfaces/ops/")


def ours(*endings: str) -> list[Path]:
    found = [path for folder in ("src", "tests", "bench", "tools") for path in (ROOT / folder).rglob("*")]
    return [path for path in [*found, ROOT / "gieo"] if path.suffix in endings and "migrations" not in path.parts]


def test_no_file_is_longer_than_one_can_hold_in_mind() -> None:
    paths = ours(".py", ".html", ".css", ".js", "")
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in paths if path.is_file()}
    long = [f"{path.relative_to(ROOT)}: {lines}" for path, lines in lengths.items() if lines > LONGEST]
    assert not long, f"Longer than {LONGEST} lines: make a folder of the same name, split by topic.\n" + "\n".join(long)


def test_exceptions_from_lint_carry_their_reason() -> None:
    bare = [
        f"{source.name}:{line}: {comment}"
        for folder in ("src/gieo", "tests", "bench")
        for source in python(folder)
        for line, comment in source.remarks(re.compile(r"\b(noqa|type: ignore)\b"))
        if " - " not in comment and "type: ignore[" not in comment
    ]
    assert not bare, "Say why, in the same comment: `# noqa: S603 - our own command`.\n" + "\n".join(bare)


def test_nothing_is_left_for_later() -> None:
    words = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    found = [
        f"{source.name}:{line}: {comment}"
        for folder in ("src/gieo", "tests", "bench")
        for source in python(folder)
        for line, comment in source.remarks(words)
    ]
    assert not found, "Do it now, or write an issue.\n" + "\n".join(found)


def reads_the_clock(source: Source) -> list[str]:
    readings = {("datetime", "now"), ("datetime", "utcnow"), ("date", "today"), ("timezone", "now"), ("time", "time")}
    return [
        f"{source.name}:{node.lineno}: {on}.{method}()"
        for node, on, method in calls(source)
        if (on.split(".")[-1], method) in readings
    ]


def test_below_the_faces_nobody_reads_the_clock() -> None:
    below = [source for source in python() if "interfaces" not in source.parts and source.name not in CLOCK_READERS]
    found = [line for source in below for line in reads_the_clock(source)]
    assert not found, "Take `now` as a keyword; faces pass gieo.core.clock.now().\n" + "\n".join(found)


def test_the_web_reads_no_clock_but_ours() -> None:
    web = [source for source in python() if "web" in source.parts and "health" not in source.parts]
    found = [line for source in web for line in reads_the_clock(source)]
    assert not found, "Ask gieo.core.clock.now(): the demo's clock stands on another day.\n" + "\n".join(found)


@pytest.mark.parametrize("line", ["datetime.now(UTC)", "date.today()", "timezone.now()", "datetime.datetime.now()"])
def test_a_reading_of_the_clock_is_seen(line: str) -> None:
    assert reads_the_clock(parse(line))


def test_one_place_reads_the_environment() -> None:
    found = [
        f"{source.name}:{node.lineno}"
        for source in python()
        if not source.name.startswith(ENVIRONMENT_READERS)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
    ]
    assert not found, (
        "config/env.py alone reads the environment; take the value from django.conf.settings.\n" + "\n".join(found)
    )


def surprises(source: Source) -> list[str]:
    """Things that act at a distance: overridden save and delete, signal receivers, generic foreign keys."""
    found = []
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef):
            found += [
                f"{source.name}:{part.lineno}: {node.name}.{part.name}"
                for part in node.body
                if isinstance(part, ast.FunctionDef) and part.name in {"save", "delete"}
            ]
        if isinstance(node, ast.ImportFrom):
            words = {node.module, *(name.name for name in node.names)}
            found += [f"{source.name}:{node.lineno}: {word}" for word in words & DISTANT]
    return found


def said_too_early(source: Source) -> list[str]:
    """Where a text is translated while a module is read, and so stays in the language of that moment."""
    found, waiting = [], [node for node in source.tree.body if not isinstance(node, ast.FunctionDef)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in eager(source):
            found.append(f"{source.name}:{node.lineno}")
        waiting += [one for one in ast.iter_child_nodes(node) if not isinstance(one, ast.FunctionDef | ast.Lambda)]
    return found


def eager(source: Source) -> set[str]:
    """How this file calls the functions that translate at once."""
    return {
        name.asname or name.name
        for node in source.tree.body
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for name in node.names
        if name.name in ("gettext", "ngettext", "pgettext")
    }


def test_no_text_is_translated_before_its_reader_is_there() -> None:
    found = [place for source in python() for place in said_too_early(source)]
    assert not found, f"Write gettext_lazy there: {', '.join(found)}."


@pytest.mark.parametrize(
    "line",
    [
        "class Form:\n    name = line(label=_('Tên'))",
        "SAID = {'end': _('Hết')}",
        "if True:\n    LATE = (len(_('Hết')),)",
    ],
)
def test_a_text_translated_too_early_is_seen(line: str) -> None:
    head = "from django.utils.translation import gettext as _\n"
    assert said_too_early(parse(head + line))
    assert not said_too_early(parse(head + "def say():\n    return _('Hết')\n\n\nSAY = {'end': lambda: _('Hết')}"))


def test_nothing_acts_at_a_distance() -> None:
    inside = [source for source in python() if {"foundation", "domain"} & set(source.parts)]
    found = [line for source in inside for line in surprises(source)]
    assert not found, "A deed does what it does in plain sight: write it in the service.\n" + "\n".join(found)


def test_tests_neither_sleep_nor_pretend() -> None:
    forbidden = re.compile(r"\b(time\.sleep|MagicMock|mock\.patch|monkeypatch\.setattr|wait_for_timeout)\b")
    found = [
        f"{source.name}:{number}: {line.strip()}"
        for source in python("tests")
        if not source.name.endswith("test_texture.py")
        for number, line in enumerate(source.text.splitlines(), 1)
        if forbidden.search(line)
    ]
    assert not found, "Wait for what you expect, and test the real thing.\n" + "\n".join(found)


def test_there_is_no_drawer_for_odds_and_ends() -> None:
    names = {"utils", "helpers", "common", "misc"}
    found = [str(path.relative_to(ROOT)) for path in PACKAGE.rglob("*") if path.stem in names]
    assert not found, f"Give it the name of what it does: {found}"
