"""Sheets as they come from a scanner or a phone: turned, seen from the side, in bad light, shaken, shrunk."""

import io
import random
from dataclasses import dataclass

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageOps


def sheets(pdf: bytes, *, dots: int = 200) -> list[Image.Image]:
    """The pages of a PDF as pictures, so many dots an inch."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=dots / 72).to_pil().convert("RGB") for page in document]


@dataclass(frozen=True)
class Shot:
    """How a sheet was taken. The defaults change nothing."""

    turn: float = 0.0  # degrees
    lean: float = 0.0  # how far a corner is drawn in, as a share of the side
    dark: float = 1.0  # brightness
    shadow: float = 0.0  # how much darker one side is than the other
    faint: float = 1.0  # contrast
    blur: float = 0.0  # dots
    grain: float = 0.0  # spread of noise
    side: int = 0  # long side in dots; 0 leaves it
    table: int = 0  # width of the dark table round the sheet, dots
    crop: float = 0.0  # share cut away at the top and the left
    quality: int = 80


def photograph(sheet: Image.Image, shot: Shot, *, seed: int = 0) -> bytes:
    """The sheet as a JPEG; the same every time for the same seed."""
    chance = random.Random(seed)
    picture = ImageOps.expand(sheet, shot.table, fill=(74, 60, 48)) if shot.table else sheet
    if shot.lean:
        picture = _leaned(picture, shot.lean, chance)
    if shot.turn:
        picture = picture.rotate(shot.turn, Image.Resampling.BICUBIC, expand=True, fillcolor=(74, 60, 48))
    if shot.crop:
        picture = picture.crop((int(picture.width * shot.crop), int(picture.height * shot.crop), *picture.size))
    if shot.side:
        scale = shot.side / max(picture.size)
        picture = picture.resize([round(n * scale) for n in picture.size], Image.Resampling.LANCZOS)
    if shot.blur:
        picture = picture.filter(ImageFilter.GaussianBlur(shot.blur))
    if shot.faint != 1:
        picture = ImageEnhance.Contrast(picture).enhance(shot.faint)
    if shot.shadow:
        picture = _shaded(picture, shot.shadow, chance)
    if shot.dark != 1:
        picture = ImageEnhance.Brightness(picture).enhance(shot.dark)
    if shot.grain:
        noise = Image.effect_noise(picture.size, shot.grain).convert("RGB")
        picture = ImageChops.add(picture, noise, scale=1, offset=-128)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=shot.quality)
    return out.getvalue()


def _leaned(picture: Image.Image, lean: float, chance: random.Random) -> Image.Image:
    """Seen from the side: every corner drawn in by its own share."""
    width, height = picture.size
    corners = [(0, 0), (0, height), (width, height), (width, 0)]
    moved = [(abs(x - chance.uniform(0, lean) * width), abs(y - chance.uniform(0, lean) * height)) for x, y in corners]
    data = _perspective(moved, corners)
    return picture.transform(
        picture.size, Image.Transform.PERSPECTIVE, data, Image.Resampling.BICUBIC, fillcolor=(74, 60, 48)
    )


def _perspective(to: list[tuple[float, float]], source: list[tuple[float, float]]) -> list[float]:
    """The eight numbers by which Pillow takes each dot of the new picture from the old one."""
    rows = []
    for (x, y), (u, v) in zip(to, source, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y, u], [0, 0, 0, x, y, 1, -v * x, -v * y, v]]
    for column in range(8):
        best = max(range(column, 8), key=lambda row: abs(rows[row][column]))
        rows[column], rows[best] = rows[best], rows[column]
        rows[column] = [value / rows[column][column] for value in rows[column]]
        for row in range(8):
            if row != column:
                rows[row] = [a - rows[row][column] * b for a, b in zip(rows[row], rows[column], strict=True)]
    return [row[8] for row in rows]


def _shaded(picture: Image.Image, shadow: float, chance: random.Random) -> Image.Image:
    light = ImageOps.invert(Image.linear_gradient("L")).rotate(chance.choice((0, 90, 180, 270)))
    ground = light.point(lambda value: round(255 * (1 - shadow) + value * shadow)).resize(picture.size)
    return ImageChops.multiply(picture, ground.convert("RGB"))


def with_code_hidden(sheet: Image.Image) -> Image.Image:
    """A thumb on the code."""
    covered = sheet.copy()
    width, height = covered.size
    ImageDraw.Draw(covered).ellipse((0, height * 0.9, width * 0.32, height), fill=(190, 150, 120))
    return covered
