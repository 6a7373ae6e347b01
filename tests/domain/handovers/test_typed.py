"""What is typed of a code or a number of a paper means what the paper says."""

import pytest

from gieo.domain.handovers.rules.typed import code_typed, numbers_typed


@pytest.mark.parametrize(
    "typed",
    [
        "BB-2023-01",
        "bb 2023 01",
        "BB2023-01",
        "bb-2023-1",
        " BB\u20112023\u201101 ",
        "BB\u00a02023\u00a001",
        "bb/2023/001",
    ],
)
def test_a_code_however_it_is_typed(typed: str) -> None:
    assert code_typed(typed) == "BB-2023-01"


def test_longer_codes_keep_their_digits() -> None:
    assert code_typed("bb 2023 123") == "BB-2023-123"


@pytest.mark.parametrize("typed", ["", "BB-2023", "KQ-2023-01", "BB-20233-01", "01/BB-SKHCN", "BB-2023-01x"])
def test_what_is_no_code(typed: str) -> None:
    assert code_typed(typed) == ""


@pytest.mark.parametrize("typed", ["01/BB-SKHCN", "1/bb-skhcn", "số 01/BB\u2013SKHCN", "Số: 1 / BB - SKHCN"])
def test_a_number_however_it_is_typed(typed: str) -> None:
    assert "01/BB-SKHCN" in numbers_typed(typed)


@pytest.mark.parametrize("typed", ["", "BB-2023-01", "01", "a/BB"])
def test_what_is_no_number(typed: str) -> None:
    assert numbers_typed(typed) == ()
