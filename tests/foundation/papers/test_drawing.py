"""Drawn signatures laid into a box."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gieo.foundation.papers.rules import Drawing, fitted, path_data, svg

UNIT = st.floats(0, 1, allow_nan=False)
STROKES = st.lists(st.lists(st.tuples(UNIT, UNIT), min_size=1, max_size=30).map(tuple), min_size=1, max_size=6).map(
    tuple
)


@given(STROKES, st.floats(0.3, 6))
def test_ink_never_leaves_its_box(strokes: tuple[tuple[tuple[float, float], ...], ...], aspect: float) -> None:
    fit = fitted(Drawing(strokes, aspect), width=52, height=19)
    assert fit.width <= 52.01
    assert fit.height <= 19.01
    for stroke in fit.strokes:
        for x, y in stroke:
            assert fit.pen - 0.01 <= x <= fit.width - fit.pen + 0.01
            assert fit.pen - 0.01 <= y <= fit.height - fit.pen + 0.01


def test_proportions_are_kept_and_small_ink_is_not_blown_up() -> None:
    square = fitted(Drawing((((0.4, 0.4), (0.5, 0.6)),), aspect=2.0), width=52, height=19)
    assert square.width - 2 * square.pen == pytest.approx(square.height - 2 * square.pen)
    assert square.width < 10


def test_path_is_smooth_and_shows_dots() -> None:
    fit = fitted(Drawing((((0, 0), (0.5, 0.5), (1, 0)), ((0.5, 1),)), aspect=1), width=11.1, height=11.1)
    data = path_data(fit)
    assert re.fullmatch(r"(M[\d. ]+)(Q[\d. ]+)(L[\d. ]+)M[\d. ]+L[\d. ]+", data)
    assert f'd="{data}"' in svg(fit)


def test_nothing_drawn_cannot_be_laid_out() -> None:
    with pytest.raises(ValueError, match="without points"):
        fitted(Drawing((), 2), width=52, height=19)
