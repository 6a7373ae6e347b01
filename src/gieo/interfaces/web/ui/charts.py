"""Figures drawn on the server. Geometry is worked out here in plain numbers; templates/ui draws it.

Each chart carries its table one click away, reads without colour and prints.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt

import segno


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar: its words, its value, the rows behind it. `mark` sets it off (the step we want shorter)."""

    label: str
    value: int
    url: str = ""
    note: str = ""
    mark: bool = False


@dataclass(frozen=True)
class DrawnBar:
    bar: Bar
    width: float
    share: int


@dataclass(frozen=True)
class BarChart:
    bars: tuple[DrawnBar, ...]
    top: int

    @property
    def has_marks(self) -> bool:
        return any(drawn.bar.mark for drawn in self.bars)


def bar_chart(bars: Sequence[Bar]) -> BarChart:
    """Widths in hundredths of the longest bar (above zero never thinner than 1.5) and shares of the first."""
    top = max((bar.value for bar in bars), default=0)
    first = bars[0].value if bars else 0
    return BarChart(
        tuple(
            DrawnBar(
                bar=bar,
                width=max(round(bar.value * 100 / top, 2), 1.5) if bar.value > 0 and top else 0,
                share=(bar.value * 200 + first) // (2 * first) if first else 0,
            )
            for bar in bars
        ),
        top,
    )


@dataclass(frozen=True)
class Terrace:
    bar: Bar
    level: int


def terrace_steps(bars: Sequence[Bar]) -> tuple[Terrace, ...]:
    """The public funnel: each step's height in twentieths of the highest, as the style sheet knows them."""
    top = max((bar.value for bar in bars), default=0)
    return tuple(Terrace(bar, -(-bar.value * 20 // top) if top else 0) for bar in bars)


@dataclass(frozen=True)
class QrPath:
    size: int
    path: str


def qr_path(data: str) -> QrPath:
    """The dark squares of a QR code (error level M) as one path of horizontal runs, with the quiet zone of four."""
    border = 4
    steps: list[str] = []
    rows = segno.make(data, error="m", micro=False).matrix
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            run = 0
            while x + run < len(row) and row[x + run]:
                run += 1
            if run:
                steps.append(f"M{x + border} {y + border}h{run}v1h-{run}z")
            x += max(run, 1)
    return QrPath(size=len(rows) + 2 * border, path="".join(steps))


@dataclass(frozen=True, kw_only=True)
class Spot:
    """Something at a true place: its degrees north and east, its number, the rows behind it."""

    label: str
    lat: float
    lon: float
    value: int = 0
    url: str = ""


@dataclass(frozen=True)
class Circle:
    spot: Spot
    x: float
    y: float
    r: float
    named: bool

    @property
    def drop(self) -> float:
        """How far below its middle the name stands."""
        return self.r + 12


@dataclass(frozen=True)
class CircleMap:
    """Circles whose area is their number, the largest first, so that none hides another; and bare places as dots."""

    circles: tuple[Circle, ...]
    dots: tuple[Circle, ...]
    width: float
    height: float


MAP_WIDTH, MAP_EDGE, LARGEST, SMALLEST, NAMED = 360.0, 40.0, 22.0, 7.5, 6


def circle_map(spots: Sequence[Spot]) -> CircleMap:
    """Places as they lie, a degree east shortened as it is at their latitude. The `NAMED` largest carry their name, all
    of them where the map has few places."""
    if not spots:
        return CircleMap((), (), MAP_WIDTH, 2 * MAP_EDGE)
    south, north = min(spot.lat for spot in spots), max(spot.lat for spot in spots)
    west, east = min(spot.lon for spot in spots), max(spot.lon for spot in spots)
    shrink = cos(radians((south + north) / 2))
    scale = (MAP_WIDTH - 2 * MAP_EDGE) / max((east - west) * shrink, north - south, 0.01)
    top = max((spot.value for spot in spots), default=0)
    largest = sorted((spot for spot in spots if spot.value), key=lambda spot: (-spot.value, spot.label))

    def drawn(spot: Spot) -> Circle:
        return Circle(
            spot,
            round(MAP_WIDTH / 2 + (spot.lon - (west + east) / 2) * shrink * scale, 1),
            round(MAP_EDGE + (north - spot.lat) * scale, 1),
            round(max(LARGEST * sqrt(spot.value / top), SMALLEST), 1) if spot.value else 2.5,
            len(spots) <= 2 * NAMED or spot in largest[:NAMED],
        )

    dots = tuple(drawn(spot) for spot in spots if not spot.value)
    return CircleMap(tuple(map(drawn, largest)), dots, MAP_WIDTH, round(2 * MAP_EDGE + (north - south) * scale, 1))
