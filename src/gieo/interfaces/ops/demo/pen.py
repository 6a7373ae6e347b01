"""Signatures as a hand would draw them on a tablet: made from the letters of the name, the same every time."""

from math import cos, pi, sin
from random import Random
from typing import Any

from gieo.interfaces.ops.demo import chance

ASPECT = 2.9


def strokes(name: str, role: str = "") -> dict[str, Any]:
    """Strokes as the signature pad sends them: points from 0 to 1 of its width and height."""
    luck = chance.luck(f"{name}/{role}")
    drawn = [_initial(luck), _running(luck, len(name.split()[-1])), _flourish(luck)]
    if luck.random() < 0.5:
        drawn.append(_tick(luck))
    return {"aspect": ASPECT, "strokes": [[[_in(x), _in(y)] for x, y in stroke] for stroke in drawn]}


def _in(value: float) -> float:
    return round(min(max(value, 0.02), 0.98), 4)


def _initial(luck: Random) -> list[tuple[float, float]]:
    """A tall looped letter at the left."""
    x, y = luck.uniform(0.14, 0.2), luck.uniform(0.5, 0.58)
    wide, tall, lean = luck.uniform(0.05, 0.08), luck.uniform(0.3, 0.38), luck.uniform(0.04, 0.1)
    turns = luck.uniform(1.15, 1.5)
    points = []
    for step in range(46):
        angle = -pi / 2 + turns * 2 * pi * step / 45
        shrink = 1 - 0.35 * step / 45
        rise = tall * sin(angle) * shrink
        points.append((x + wide * cos(angle) * shrink - lean * rise + 0.03 * step / 45, y + rise))
    return points


def _running(luck: Random, letters: int) -> list[tuple[float, float]]:
    """Small waves that grow flat towards the right, one for each letter."""
    waves = max(3, min(letters + 1, 6))
    left, right = 0.24, luck.uniform(0.66, 0.78)
    base, slope = luck.uniform(0.54, 0.62), luck.uniform(-0.16, -0.04)
    heights = [luck.uniform(0.07, 0.17) * (1 - 0.55 * wave / waves) for wave in range(waves)]
    points = []
    total = waves * 14
    for step in range(total + 1):
        part = step / total
        wave = min(int(part * waves), waves - 1)
        angle = 2 * pi * (part * waves - wave)
        loop = 0.012 * sin(angle * 2)
        points.append((left + (right - left) * part + loop, base + slope * part - heights[wave] * (1 - cos(angle)) / 2))
    return points


def _flourish(luck: Random) -> list[tuple[float, float]]:
    """A line back under the name and out again."""
    start, end = luck.uniform(0.72, 0.8), luck.uniform(0.84, 0.94)
    low = luck.uniform(0.74, 0.84)
    points = []
    for step in range(31):
        part = step / 30
        if part < 0.5:
            x = start - (start - 0.22) * part * 2
            y = low - 0.06 * sin(pi * part * 2)
        else:
            x = 0.22 + (end - 0.22) * (part - 0.5) * 2
            y = low + 0.05 * sin(pi * (part - 0.5) * 2) - 0.1 * (part - 0.5)
        points.append((x, y))
    return points


def _tick(luck: Random) -> list[tuple[float, float]]:
    """The mark of a tone above."""
    x, y = luck.uniform(0.4, 0.6), luck.uniform(0.2, 0.28)
    return [(x + 0.01 * step, y - 0.012 * step) for step in range(5)]
