"""./gieo test: two processes share the work when everything is run."""

import pytest

from gieo.interfaces.ops.commands.test import runs_everything


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
