"""Figures drawn on the server. Geometry is worked out here in plain numbers; templates/ui draws it.

Each chart carries its table one click away, reads without colour and prints.
"""

from collections.abc import Sequence
from dataclasses import dataclass

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
