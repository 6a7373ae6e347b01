"""Pictures: measured by their header; drawn anew for readers: turned right, shrunk, and nothing but the picture."""

import struct
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from PIL import ExifTags, Image, ImageCms, ImageOps

Image.MAX_IMAGE_PIXELS = None  # we ask every picture ourselves, by its header, and say in words what is too large

FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
NO_PICTURE = (
    Image.UnidentifiedImageError, OSError, SyntaxError, ValueError, LookupError, TypeError, EOFError, OverflowError,
    struct.error,
)  # fmt: skip
"""What Pillow raises on bytes that are no picture, or one that is damaged."""
_LYING = (5, 6, 7, 8)
"""Orientations of a camera held upright."""


@dataclass(frozen=True)
class Measured:
    """As the picture is shown: turned as the camera was held."""

    width: int
    height: int
    progressive: bool


def measure(content: BinaryIO, mime: str) -> Measured | None:
    """Width and height as the header says, or None for what is no picture of this type. Nothing is decoded."""
    try:
        if mime == "image/webp":  # Pillow makes room for the whole picture as soon as it is opened
            return _webp(content.read(30))
        with Image.open(content, formats=[FORMATS[mime]]) as picture:
            exif = Image.Exif()  # picture.getexif() decodes a PNG to look behind it
            exif.load(picture.info.get("exif", b""))
            width, height = picture.size
            if exif.get(ExifTags.Base.Orientation) in _LYING:
                width, height = height, width
            return Measured(width, height, progressive=bool(picture.info.get("progressive")))
    except NO_PICTURE:
        return None
    finally:
        content.seek(0)


def _webp(head: bytes) -> Measured | None:
    """Each of the three kinds of WebP writes its size elsewhere."""

    def number(start: int, length: int) -> int:
        return int.from_bytes(head[start : start + length], "little")

    if len(head) < 30:
        return None
    sizes = {
        b"VP8 ": (number(26, 2) & 0x3FFF, number(28, 2) & 0x3FFF),
        b"VP8L": ((number(21, 4) & 0x3FFF) + 1, (number(21, 4) >> 14 & 0x3FFF) + 1),
        b"VP8X": (number(24, 3) + 1, number(27, 3) + 1),
    }
    size = sizes.get(head[12:16])
    return Measured(*size, progressive=False) if size else None


def is_whole(content: BinaryIO) -> bool:
    """The picture can be drawn. JPEG is decoded at an eighth of its size."""
    try:
        _upright(content, 1)
    except NO_PICTURE:
        return False
    finally:
        content.seek(0)
    return True


def drawn_anew(content: BinaryIO, width: int) -> bytes:
    """The picture as WebP at most so wide (and twice as high), without any data of camera, place or author."""
    picture = _upright(content, width * 2)
    picture.thumbnail((width, width * 2))
    return _bare(picture, "WEBP", quality=78, method=4)


def cut(content: BinaryIO, size: tuple[int, int]) -> bytes:
    """The middle of the picture as JPEG of exactly this size, as bare as drawn_anew makes it."""
    fitted = ImageOps.fit(_upright(content, max(size)), size, Image.Resampling.LANCZOS)
    return _bare(fitted, "JPEG", quality=82, optimize=True)


def _upright(content: BinaryIO, side: int) -> Image.Image:
    """Decoded no larger than needed to be shown `side` wide or high, turned as the camera was held, in sRGB."""
    with Image.open(content, formats=list(FORMATS.values())) as picture:
        picture.draft(None, (side, side))
        turned = ImageOps.exif_transpose(picture)
    profile = turned.info.get("icc_profile")
    if profile and turned.mode == "RGB":
        try:
            screen = ImageCms.createProfile("sRGB")
            ImageCms.profileToProfile(turned, ImageCms.ImageCmsProfile(BytesIO(profile)), screen, inPlace=True)
        except (ImageCms.PyCMSError, OSError):
            pass  # a profile that is none: the colours stay as they are
    return turned.convert("RGB")


def _bare(picture: Image.Image, kind: str, **how: object) -> bytes:
    """The pixels alone: what a picture carries beside them (camera, place, author, profile) stays behind."""
    picture.info.clear()
    content = BytesIO()
    picture.save(content, kind, **how)
    return content.getvalue()
