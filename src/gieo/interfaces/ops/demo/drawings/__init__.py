"""Pictures of the story, drawn by the program: flat, in the colours of the house, the same every time."""

from functools import cache

from gieo.interfaces.ops.demo.drawings.canvas import Canvas
from gieo.interfaces.ops.demo.drawings.fields import cattle, coffee, forest, pass_road, slope, tea, terraces
from gieo.interfaces.ops.demo.drawings.people import clinic, display, hall, handover, loom, signing

SCENES = {
    "terraces": terraces, "tea": tea, "cattle": cattle, "loom": loom, "pass": pass_road, "forest": forest,
    "coffee": coffee, "clinic": clinic, "slope": slope, "hall": hall, "signing": signing, "handover": handover,
    "display": display,
}  # fmt: skip


@cache
def picture(scene: str) -> bytes:
    """A PNG of 1200 × 800 for a scene."""
    canvas = Canvas()
    SCENES[scene](canvas)
    return canvas.png()
