"""What is a drawn signature, and what is not. No database."""

import json
from math import hypot
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gieo.foundation.papers.rules import Drawing
from gieo.foundation.signing.rules import (
    MOST_POINTS,
    MOST_STROKES,
    TOLERANCE,
    NotASignature,
    drawing_of,
    read_strokes,
    simplified,
    stored,
    svg_path,
)
from gieo.foundation.signing.vocab import StrokeFault

LINE = [[0.1, 0.1], [0.9, 0.9]]


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        (None, StrokeFault.MALFORMED),
        ([], StrokeFault.MALFORMED),
        ({"strokes": [LINE]}, StrokeFault.MALFORMED),
        ({"aspect": 0, "strokes": [LINE]}, StrokeFault.MALFORMED),
        ({"aspect": float("nan"), "strokes": [LINE]}, StrokeFault.MALFORMED),
        ({"aspect": True, "strokes": "x"}, StrokeFault.MALFORMED),
        ({"aspect": 2, "strokes": [7]}, StrokeFault.MALFORMED),
        ({"aspect": 2, "strokes": [[[0.1, 0.2, 0.3]]]}, StrokeFault.MALFORMED),
        ({"aspect": 2, "strokes": [[["0.1", 0.2]]]}, StrokeFault.MALFORMED),
        ({"aspect": 2, "strokes": [[[True, 0.2]]]}, StrokeFault.MALFORMED),
        ({"aspect": 2, "strokes": [[[0.1, 1.01]]]}, StrokeFault.OUTSIDE),
        ({"aspect": 2, "strokes": [[[0.1, float("inf")]]]}, StrokeFault.OUTSIDE),
        ({"aspect": 2, "strokes": [[[float("nan"), 0.5]]]}, StrokeFault.OUTSIDE),
        ({"aspect": 2, "strokes": [[[0.5, 0.5]] * (MOST_POINTS + 1)]}, StrokeFault.TOO_MANY),
        ({"aspect": 2, "strokes": [[[0.5, 0.5]]] * (MOST_STROKES + 1)}, StrokeFault.TOO_MANY),
        ({"aspect": 2, "strokes": []}, StrokeFault.EMPTY),
        ({"aspect": 2, "strokes": [[], []]}, StrokeFault.EMPTY),
        ({"aspect": 2, "strokes": [[[0.5, 0.5]]]}, StrokeFault.EMPTY),
        ({"aspect": 2, "strokes": [[[0.5, 0.5]] * 50]}, StrokeFault.EMPTY),
        ({"aspect": 2, "strokes": [[[0.50, 0.50], [0.51, 0.52]]]}, StrokeFault.EMPTY),
    ],
)
def test_what_is_no_signature_is_refused_with_its_reason(value: Any, fault: StrokeFault) -> None:
    with pytest.raises(NotASignature) as refused:
        read_strokes(value)
    assert refused.value.fault is fault


def test_a_line_is_a_signature_and_empty_strokes_fall_away() -> None:
    assert read_strokes({"aspect": 2, "strokes": [[], LINE]}) == Drawing((((0.1, 0.1), (0.9, 0.9)),), 2.0)
    assert read_strokes({"aspect": 2, "strokes": [[[0.5, 0.50], [0.5, 0.55]]]}).strokes


UNIT = st.floats(0, 1, allow_nan=False)
STROKE = st.lists(st.tuples(UNIT, UNIT), min_size=1, max_size=60).map(tuple)


@given(STROKE, st.floats(0.3, 6))
def test_thinning_keeps_ends_and_moves_nothing_further_than_the_tolerance(
    stroke: tuple[tuple[float, float], ...], aspect: float
) -> None:
    thin = simplified(Drawing((stroke,), aspect)).strokes[0]
    assert (thin[0], thin[-1]) == (stroke[0], stroke[-1])
    assert len(thin) <= len(stroke)
    assert set(thin) <= set(stroke)
    for x, y in stroke:
        assert (
            min(_away((x, y), a, b, aspect) for a, b in zip(thin, thin[1:] or thin, strict=False)) <= TOLERANCE + 1e-9
        )


def _away(p: tuple[float, float], a: tuple[float, float], b: tuple[float, float], aspect: float) -> float:
    """Distance to a segment, by walking along it: slow and plain on purpose."""
    (px, py), (ax, ay), (bx, by) = ((x * aspect, y) for x, y in (p, a, b))
    length = hypot(bx - ax, by - ay)
    if not length:
        return hypot(px - ax, py - ay)
    along = ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length / length
    along = min(max(along, 0), 1)
    return hypot(px - ax - along * (bx - ax), py - ay - along * (by - ay))


def test_thinning_saves_most_points_of_a_pad(strokes: dict[str, Any]) -> None:
    drawing = read_strokes(strokes)
    assert sum(map(len, simplified(drawing).strokes)) < sum(map(len, drawing.strokes)) * 0.8


def test_what_is_kept_comes_back(strokes: dict[str, Any]) -> None:
    kept = stored(read_strokes(strokes))
    assert stored(read_strokes(json.loads(json.dumps(kept)))) == kept
    drawing = drawing_of(kept)
    assert drawing is not None
    assert stored(drawing) == kept
    assert drawing_of(None) is None


def test_a_page_gets_view_and_path_of_numbers_only(strokes: dict[str, Any]) -> None:
    view, path = svg_path(stored(read_strokes(strokes)), width=180, height=62)
    assert len(view.split()) == 4
    assert set(path) <= set("MQL0123456789. e-")
    assert path.count("M") == 2
    assert svg_path(None) == ("", "")
