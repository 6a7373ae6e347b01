"""Photographs as telephones make them: lying on their side, with the place in them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import ExifTags, Image

SIZE = (60, 40)
"""As it lies in the file; turned right it is 40 wide and 60 high."""


def telephone_photograph() -> bytes:
    """A JPEG with GPS, camera and orientation (turn right by a quarter)."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Make] = "Máy thử"
    exif[ExifTags.IFD.GPSInfo] = {
        ExifTags.GPS.GPSLatitudeRef: "N", ExifTags.GPS.GPSLatitude: (21.0, 23.0, 12.0),
        ExifTags.GPS.GPSLongitudeRef: "E", ExifTags.GPS.GPSLongitude: (103.0, 1.0, 7.0),
    }  # fmt: skip
    content = BytesIO()
    Image.new("RGB", SIZE, "green").save(content, "JPEG", exif=exif, comment=b"nha ong A")
    return content.getvalue()


def tells(content: bytes) -> dict[str, Any]:
    """What a picture tells beside itself: size, metadata, place."""
    with Image.open(BytesIO(content)) as picture:
        exif = picture.getexif()
        return {
            "size": picture.size,
            "camera": dict(exif),
            "place": dict(exif.get_ifd(ExifTags.IFD.GPSInfo)),
            "more": sorted(set(picture.info) & {"exif", "xmp", "comment", "icc_profile", "photoshop"}),
        }
