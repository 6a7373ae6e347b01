"""A signature drawn with finger or pen: strokes of points, and the same curve as SVG for paper and page."""

from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]
Stroke: TypeAlias = tuple[Point, ...]

INK = "#1b2a6b"
"""Blue ink (Decree 30/2020, article 13: signed in blue; annex I: the picture of a signature is blue)."""


@dataclass(frozen=True)
class Drawing:
    """Strokes of points (x, y), from 0 to 1 of the pad's width and height; `aspect` is the pad's width ÷ height."""

    strokes: tuple[Stroke, ...]
    aspect: float


@dataclass(frozen=True)
class Fitted:
    """A drawing cut to its ink and laid into a box: points and sizes in one unit (millimetres or pixels)."""

    strokes: tuple[Stroke, ...]
    width: float
    height: float
    pen: float


def fitted(drawing: Drawing, *, width: float, height: float, pen: float = 0.55) -> Fitted:
    """Lay the ink of `drawing` into a box of at most `width` × `height`, keeping its proportions.

    The pad itself would be 1.6 times the box: a small signature grows little, it does not become a banner. `pen` is the
    thickness of the line in the same unit.
    """
    points = [(x * drawing.aspect, y) for stroke in drawing.strokes for x, y in stroke]
    if not points:
        raise ValueError("a drawing without points cannot be laid out")
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    room_x, room_y = width - 2 * pen, height - 2 * pen
    scale = min(room_x / max(right - left, 1e-6), room_y / max(bottom - top, 1e-6), 1.6 * width / drawing.aspect)
    strokes = tuple(
        tuple(
            (round((x * drawing.aspect - left) * scale + pen, 3), round((y - top) * scale + pen, 3)) for x, y in stroke
        )
        for stroke in drawing.strokes
        if stroke
    )
    return Fitted(strokes, round((right - left) * scale + 2 * pen, 3), round((bottom - top) * scale + 2 * pen, 3), pen)


def path_data(fit: Fitted) -> str:
    """SVG path data of all strokes: quadratic curves through the middles of neighbouring points, so no corners show."""
    parts: list[str] = []
    for stroke in fit.strokes:
        (x, y), rest = stroke[0], stroke[1:]
        parts.append(f"M{x:g} {y:g}")
        if not rest:
            # A stroke of no length is drawn by no renderer: a dot is a line as long as a tenth of the pen.
            parts.append(f"L{x + fit.pen / 10:g} {y:g}")
        for (ax, ay), (bx, by) in pairwise(rest):
            parts.append(f"Q{ax:g} {ay:g} {round((ax + bx) / 2, 3):g} {round((ay + by) / 2, 3):g}")
        if rest:
            parts.append(f"L{rest[-1][0]:g} {rest[-1][1]:g}")
    return "".join(parts)


def svg(fit: Fitted, *, unit: str = "mm") -> str:
    """A whole SVG of the drawing. It holds numbers only, no word of anybody."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{fit.width:g}{unit}" height="{fit.height:g}{unit}" '
        f'viewBox="0 0 {fit.width:g} {fit.height:g}"><path d="{path_data(fit)}" fill="none" stroke="{INK}" '
        f'stroke-width="{fit.pen:g}" stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )
