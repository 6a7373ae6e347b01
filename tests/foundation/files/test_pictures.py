"""Copies for readers: turned as the camera was held, shrunk, and nothing in them but the picture."""

from io import BytesIO

import pytest
from PIL import ExifTags, Image, ImageCms

from gieo.foundation.files.engine.pictures import cut, drawn_anew, is_whole, measure

NORTH = {1: "N", 2: (21.0, 23.0, 9.0), 3: "E", 4: (103.0, 1.0, 0.0)}


def from_a_phone(width: int = 1200, height: int = 800, orientation: int = 6) -> BytesIO:
    """Left half red, right half blue, held upright; with place, camera and author."""
    picture = Image.new("RGB", (width, height), "red")
    picture.paste("blue", (width // 2, 0, width, height))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Make] = "Phone of somebody"
    exif[ExifTags.Base.Artist] = "Somebody"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(NORTH)
    kept = BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture.save(kept, "JPEG", exif=exif, icc_profile=profile, comment=b"tai nha", xmp=b"<x:xmpmeta>home</x:xmpmeta>")
    kept.seek(0)
    return kept


def seen(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def test_the_phone_s_picture_tells_where_it_was_taken() -> None:
    assert seen(from_a_phone().getvalue()).getexif().get_ifd(ExifTags.IFD.GPSInfo)


@pytest.mark.parametrize("made", [lambda file: drawn_anew(file, 480), lambda file: cut(file, (600, 315))])
def test_nothing_but_the_picture_is_in_a_copy(made) -> None:
    copy = made(from_a_phone())
    shown = seen(copy)
    shown.load()
    assert not dict(shown.getexif())
    assert {"icc_profile", "exif", "xmp", "comment"} & set(shown.info) == set()
    assert not any(word in copy for word in (b"Phone of", b"Somebody", b"tai nha", b"home", b"GPS"))


def test_a_copy_is_turned_right_and_shrunk() -> None:
    shown = seen(drawn_anew(from_a_phone(), 480)).convert("RGB")
    assert shown.size == (480, 720)
    top, bottom = shown.getpixel((240, 100)), shown.getpixel((240, 620))
    assert top[0] > 200 > top[2]
    assert bottom[2] > 200 > bottom[0]


def test_a_share_card_is_exactly_so_large() -> None:
    assert seen(cut(from_a_phone(), (600, 315))).size == (600, 315)


def test_a_small_picture_is_not_blown_up() -> None:
    assert seen(drawn_anew(from_a_phone(100, 50, 1), 480)).size == (100, 50)


def test_measures_are_those_that_are_shown() -> None:
    size = measure(from_a_phone(), "image/jpeg")
    assert size is not None
    assert (size.width, size.height, size.progressive) == (800, 1200, False)
    assert measure(from_a_phone(), "image/png") is None


def test_a_picture_that_breaks_off_is_found() -> None:
    whole = from_a_phone().getvalue()
    assert is_whole(BytesIO(whole))
    assert not is_whole(BytesIO(whole[: len(whole) // 2]))


@pytest.mark.parametrize("how", [{"lossless": True}, {"quality": 50}, {"quality": 50, "exif": b"Exif\0\0"}])
def test_a_webp_is_measured_without_being_opened(how) -> None:
    kept = BytesIO()
    Image.new("RGB", (321, 123), "red").save(kept, "WEBP", **how)
    kept.seek(0)
    size = measure(kept, "image/webp")
    assert size is not None
    assert (size.width, size.height) == (321, 123)
    assert measure(BytesIO(b"RIFF....WEBP"), "image/webp") is None
