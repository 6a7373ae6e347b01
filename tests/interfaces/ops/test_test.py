"""./gieo test: two processes share the work when everything is run; a late browser is asked once more."""

import subprocess
import sys
from pathlib import Path

import pytest

from gieo.interfaces.ops.commands.test import failures, may_be_asked_again, runs_everything
from tests.conftest import told_elsewhere
from tests.fixtures.together import TOGETHER, taken_with
from tests.interfaces.ops.conftest import ROOT


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        ([], True),
        (["--all"], True),
        (["--all", "-q", "--durations=25"], True),
        (["--seed=7"], True),
        (["tests/core"], False),
        (["-q", "tests/core/test_text.py::test_fold"], False),
        (["-n", "4"], False),
        (["-kledger"], False),
        (["-x"], False),
        (["--pdb"], False),
        (["--collect-only"], False),
    ],
)
def test_when_two_share_the_work(arguments: list[str], answer: bool) -> None:
    assert runs_everything(arguments) is answer


def test_each_story_is_told_on_one_of_two_databases() -> None:
    stories = ["day[360]", "day[1280]", "news[360]", "news[1280]", "paper"]
    first, second = (set(stories) - set(told_elsewhere(stories, half)) for half in ("first", "second"))
    assert (first | second, first & second) == (set(stories), set())
    assert len(first & {"day[360]", "day[1280]"}) == len(first & {"news[360]", "news[1280]"}) == 1


def test_names_of_what_failed_are_read_from_the_run_itself(tmp_path: Path) -> None:
    written = tmp_path / "test_two.py"
    written.write_text("def test_good():\n    pass\n\n\ndef test_bad():\n    assert False\n")
    kept = tmp_path / "kept"
    assert failures(kept) == []
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:django", "-c", "/dev/null", "-o", f"cache_dir={kept}"]
    run = subprocess.run([*command, "--rootdir", str(tmp_path), str(written)], check=False, capture_output=True)
    assert (run.returncode, failures(kept)) == (1, ["test_two.py::test_bad"]), run.stderr.decode()


@pytest.mark.parametrize(
    ("failed", "answer"),
    [
        ([], False),
        (["tests/browser/test_day.py::test_day[vi]"], True),
        (["tests/browser/test_day.py::test_day[vi]", "tests/core/test_text.py::test_fold"], False),
        (["tests/browser/test_day.py"], False),
        ([f"tests/browser/test_{name}.py::test_it" for name in "abcd"], False),
    ],
)
def test_only_a_few_tests_of_the_browser_are_asked_again(failed: list[str], answer: bool) -> None:
    assert may_be_asked_again(failed) is answer


def test_files_that_stand_on_what_is_long_in_the_making_stay_with_one_process() -> None:
    for path in TOGETHER:
        assert (ROOT / path).exists()
        assert taken_with(f"{path}::test_one[a::b]") == path
    assert taken_with("tests/core/test_text.py::test_one[a::b]") == "tests/core/test_text.py::test_one[a::b]"
