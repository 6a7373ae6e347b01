"""What counts as a drawn signature, and how it is kept: checked, thinned, ready for paper and page."""

import math
from typing import Any

from gieo.core.text import fold, squeeze
from gieo.foundation.papers.rules import Drawing, fitted, path_data
from gieo.foundation.papers.rules.drawing import Point, Stroke
from gieo.foundation.signing.vocab import StrokeFault

MOST_POINTS = 20_000
MOST_STROKES = 400
"""Half a minute of writing on a pad that reports 240 points a second leaves room to spare."""

ASPECTS = (0.2, 10.0)
LEAST_INK = 0.05
"""The ink must reach over at least a twentieth of the pad's height: a tap is no signature."""

TOLERANCE = 0.0015
"""How far, in heights of the pad, a point may lie from the line that replaces it: less than the pen is thick."""


class NotASignature(ValueError):
    """The strokes are no signature; `fault` says why."""

    def __init__(self, fault: StrokeFault) -> None:
        self.fault = fault
        super().__init__(fault.value)


def read_strokes(value: Any) -> Drawing:
    """The drawing in `value` as a pad sends it: {"aspect": width ÷ height, "strokes": [[[x, y], …], …]}.

    Points are finite numbers from 0 to 1 of the pad's width and height. Raises NotASignature for any other shape, for
    too many points or strokes, and for what is empty, one dot or one tap.
    """
    match value:
        case {"aspect": int() | float() as aspect, "strokes": list() as strokes}:
            pass
        case _:
            raise NotASignature(StrokeFault.MALFORMED)
    if not math.isfinite(aspect) or not ASPECTS[0] <= aspect <= ASPECTS[1]:
        raise NotASignature(StrokeFault.MALFORMED)
    if len(strokes) > MOST_STROKES or sum(len(s) for s in strokes if isinstance(s, list)) > MOST_POINTS:
        raise NotASignature(StrokeFault.TOO_MANY)
    drawing = Drawing(tuple(_stroke(stroke) for stroke in strokes if stroke != []), float(aspect))
    if _ink(drawing) < LEAST_INK:
        raise NotASignature(StrokeFault.EMPTY)
    return drawing


def _stroke(value: Any) -> Stroke:
    if not isinstance(value, list):
        raise NotASignature(StrokeFault.MALFORMED)
    return tuple(map(_point, value))


def _point(value: Any) -> Point:
    if not isinstance(value, list) or len(value) != 2 or any(type(number) not in (int, float) for number in value):
        raise NotASignature(StrokeFault.MALFORMED)
    x, y = value
    if not (0 <= x <= 1 and 0 <= y <= 1):  # NaN and infinity are in no range
        raise NotASignature(StrokeFault.OUTSIDE)
    return float(x), float(y)


def _ink(drawing: Drawing) -> float:
    """The larger side of the ink's bounding box, in heights of the pad."""
    xs = [x * drawing.aspect for stroke in drawing.strokes for x, _ in stroke]
    ys = [y for stroke in drawing.strokes for _, y in stroke]
    return max(max(xs) - min(xs), max(ys) - min(ys)) if xs else 0.0


def simplified(drawing: Drawing, *, tolerance: float = TOLERANCE) -> Drawing:
    """The same drawing with fewer points (Ramer, Douglas, Peucker): ends stay, nothing moves beyond `tolerance`."""
    return Drawing(tuple(_thinned(stroke, drawing.aspect, tolerance) for stroke in drawing.strokes), drawing.aspect)


def _thinned(stroke: Stroke, aspect: float, tolerance: float) -> Stroke:
    if len(stroke) < 3:
        return stroke
    keep = {0, len(stroke) - 1}
    waiting = [(0, len(stroke) - 1)]
    while waiting:
        first, last = waiting.pop()
        farthest, where = tolerance, 0
        for middle in range(first + 1, last):
            away = _distance(stroke[middle], stroke[first], stroke[last], aspect)
            if away > farthest:
                farthest, where = away, middle
        if where:
            keep.add(where)
            waiting += [(first, where), (where, last)]
    return tuple(stroke[index] for index in sorted(keep))


def _distance(point: Point, start: Point, end: Point, aspect: float) -> float:
    """From `point` to the segment, in heights of the pad."""
    px, py = point[0] * aspect, point[1]
    ax, ay = start[0] * aspect, start[1]
    dx, dy = end[0] * aspect - ax, end[1] - ay
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, ((px - ax) * dx + (py - ay) * dy) / length)) if length else 0.0
    return math.hypot(px - ax - along * dx, py - ay - along * dy)


def stored(drawing: Drawing) -> dict[str, Any]:
    """The form in which a drawing is kept: as a pad sends it, five digits behind the point."""
    return {
        "aspect": round(drawing.aspect, 5),
        "strokes": [[[round(x, 5), round(y, 5)] for x, y in stroke] for stroke in drawing.strokes],
    }


def drawing_of(value: Any) -> Drawing | None:
    """The drawing kept in a signature; None for a signature without strokes (ink, certificate)."""
    if not value:
        return None
    return Drawing(
        tuple(tuple((float(x), float(y)) for x, y in stroke) for stroke in value["strokes"]), float(value["aspect"])
    )


def svg_path(value: Any, *, width: float = 180, height: float = 62, pen: float = 2.2) -> tuple[str, str]:
    """(viewBox, path data "d") of kept strokes for a page, laid into `width` × `height` pixels. Numbers only.

    `<svg viewBox="…"><path d="…" fill="none" stroke="currentColor" stroke-width="2.2"/></svg>`; both empty without
    strokes.
    """
    drawing = drawing_of(value)
    if drawing is None:
        return "", ""
    fit = fitted(drawing, width=width, height=height, pen=pen)
    return f"0 0 {fit.width:g} {fit.height:g}", path_data(fit)


def same_person(certified: str, written: str) -> bool:
    """Whether the name in a certificate is the name in the minutes: letters of either case, and where the certificate
    has no accents at all (older ones had none) also without them."""
    one, other = squeeze(certified).casefold(), squeeze(written).casefold()
    return bool(one) and (one == other or (one.isascii() and one == fold(written)))
