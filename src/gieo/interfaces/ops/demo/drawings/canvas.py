"""A flat picture of 1200 × 800: shapes in plain colours, drawn at twice the size and then halved for smooth edges."""

import io
from collections.abc import Callable, Iterable
from math import cos, pi, sin

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1200, 800
SCALE = 2

SKY, DUSK, SUN = "#f6e6bf", "#f3d9a4", "#e0b040"
FAR, MID, GREEN, DARK = "#a9c3ad", "#6fa07c", "#2f6b4f", "#1b4635"
RICE, STRAW, EARTH, CLAY = "#f0d58a", "#d9a537", "#9b6a3f", "#7a4f2e"
INDIGO, MADDER, PAPER, INK = "#27306e", "#b1402a", "#fffaf0", "#33302a"
SKIN, HAIR, MIST, WATER = "#d9a074", "#2b211b", "#fff7e0", "#cfe0d8"

Point = tuple[float, float]


class Canvas:
    """Draws in units of the finished picture."""

    def __init__(self, ground: str = SKY) -> None:
        self._image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), ground)
        self._draw = ImageDraw.Draw(self._image)

    def polygon(self, points: Iterable[Point], fill: str) -> None:
        self._draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)

    def box(self, x: float, y: float, width: float, height: float, fill: str, radius: float = 0) -> None:
        corners = [x * SCALE, y * SCALE, (x + width) * SCALE, (y + height) * SCALE]
        self._draw.rounded_rectangle(corners, radius * SCALE, fill=fill)

    def oval(self, x: float, y: float, across: float, high: float, fill: str) -> None:
        """Around its middle (x, y)."""
        self._draw.ellipse(
            [(x - across / 2) * SCALE, (y - high / 2) * SCALE, (x + across / 2) * SCALE, (y + high / 2) * SCALE],
            fill=fill,
        )

    def line(self, points: Iterable[Point], fill: str, width: float) -> None:
        self._draw.line(
            [(x * SCALE, y * SCALE) for x, y in points], fill=fill, width=round(width * SCALE), joint="curve"
        )

    def below(self, height: Callable[[float], float], fill: str, *, left: float = 0, right: float = WIDTH) -> None:
        """Everything under a curve."""
        steps = 160
        xs = [left + (right - left) * step / steps for step in range(steps + 1)]
        self.polygon([*((x, height(x)) for x in xs), (right, HEIGHT), (left, HEIGHT)], fill)

    def edge(self, height: Callable[[float], float], fill: str, width: float) -> None:
        self.line([(x, height(x)) for x in range(-20, WIDTH + 30, 10)], fill, width)

    def png(self) -> bytes:
        out = io.BytesIO()
        flat = self._image.reduce(SCALE).quantize(96, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        flat.save(out, "PNG")  # house: not the database
        return out.getvalue()


def hill(base: float, *waves: tuple[float, float, float]) -> Callable[[float], float]:
    """A ridge around `base`: waves of (height, length in pixels, shift)."""
    return lambda x: base + sum(high * sin(2 * pi * (x + shift) / length) for high, length, shift in waves)


def sky(canvas: Canvas, *, sun: Point = (930, 170), clouds: bool = True) -> None:
    """Morning over three ridges."""
    canvas.box(0, 300, WIDTH, 260, DUSK)
    canvas.oval(*sun, 128, 128, SUN)
    if clouds:
        for x, y, wide in ((210, 150, 190), (620, 96, 150), (1090, 262, 120)):
            cloud(canvas, x, y, wide)
    canvas.below(hill(330, (46, 820, 90), (22, 330, 40)), FAR)
    canvas.below(hill(404, (34, 640, 300), (14, 260, 10)), MID)


def cloud(canvas: Canvas, x: float, y: float, wide: float) -> None:
    canvas.box(x, y, wide, wide * 0.16, MIST, radius=wide * 0.08)
    canvas.oval(x + wide * 0.38, y + wide * 0.03, wide * 0.34, wide * 0.3, MIST)
    canvas.oval(x + wide * 0.62, y + wide * 0.06, wide * 0.24, wide * 0.2, MIST)


def house(canvas: Canvas, x: float, y: float, wide: float) -> None:
    """A house on stilts; (x, y) is the middle of its foot."""
    high = wide * 0.62
    for step in (-0.4, -0.14, 0.14, 0.4):
        canvas.box(x + wide * step - wide * 0.025, y - high * 0.42, wide * 0.05, high * 0.42, CLAY)
    canvas.box(x - wide * 0.46, y - high * 0.72, wide * 0.92, high * 0.34, EARTH)
    for step in (-0.3, 0.0, 0.3):
        canvas.box(x + wide * step - wide * 0.06, y - high * 0.64, wide * 0.12, high * 0.2, CLAY)
    canvas.polygon(
        [
            (x - wide * 0.6, y - high * 0.66),
            (x - wide * 0.34, y - high * 1.18),
            (x + wide * 0.34, y - high * 1.18),
            (x + wide * 0.6, y - high * 0.66),
        ],
        "#57422f",
    )
    canvas.line([(x - wide * 0.36, y - high * 1.18), (x + wide * 0.36, y - high * 1.18)], STRAW, wide * 0.022)


def tree(canvas: Canvas, x: float, y: float, high: float, leaf: str = GREEN) -> None:
    canvas.box(x - high * 0.04, y - high * 0.4, high * 0.08, high * 0.4, CLAY)
    canvas.oval(x, y - high * 0.64, high * 0.62, high * 0.66, leaf)
    canvas.oval(x - high * 0.16, y - high * 0.5, high * 0.36, high * 0.36, leaf)
    canvas.oval(x + high * 0.12, y - high * 0.8, high * 0.26, high * 0.24, MID if leaf == GREEN else GREEN)


def ring(x: float, y: float, radius: float, count: int) -> list[Point]:
    """Points on a circle."""
    return [(x + radius * cos(2 * pi * at / count), y + radius * sin(2 * pi * at / count)) for at in range(count)]
