"""Pictures of the story, drawn by the program: flat, in the colours of the house, the same every time."""

from datetime import datetime
from functools import cache
from io import BytesIO

from PIL import ExifTags, Image

from gieo.core.clock import local
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


def as_a_phone_sends(scene: bytes, taken: datetime) -> bytes:
    """As a telephone held upright makes it: a JPEG that lies on its side and tells place, hour and camera."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Make] = "minh hoa"
    exif[ExifTags.Base.DateTime] = f"{local(taken):%Y:%m:%d %H:%M:%S}"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (21.0, 23.0, 12.0), 3: "E", 4: (103.0, 1.0, 7.0)})
    content = BytesIO()
    with Image.open(BytesIO(scene)) as picture:
        picture.convert("RGB").rotate(90, expand=True).save(content, "JPEG", quality=82, exif=exif)
    return content.getvalue()
