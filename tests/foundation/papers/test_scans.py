"""Scans read back: as a scanner or a telephone gives them, and what is no scan at all."""

import io
import struct
import zlib

import pikepdf
import pytest
from PIL import Image

from gieo.foundation.papers import engine
from gieo.foundation.papers.engine import ScanFault, bind, page_count, read_scan, scans
from gieo.foundation.papers.rules import read_sheet
from gieo.foundation.papers.vocab import Unreadable
from tests.foundation.papers.photographing import Shot, photograph, sheets, with_code_hidden
from tests.foundation.papers.test_sheets import numbered


@pytest.fixture(scope="module")
def printed() -> list[Image.Image]:
    return sheets(engine.pdf(numbered(2)), dots=200)


SHOTS = {
    "askew": Shot(turn=7),
    "upside down": Shot(turn=180),
    "on its side on a table": Shot(turn=-83, table=120),
    "seen from a corner": Shot(turn=4, lean=0.12, table=100),
    "in the dark": Shot(dark=0.2),
    "half in shadow": Shot(shadow=0.85, dark=0.7),
    "faint": Shot(faint=0.2),
    "grainy": Shot(grain=40),
    "shaken": Shot(blur=1.5),
    "sent by a messenger": Shot(side=1280, quality=50),
    "cut off at the top": Shot(crop=0.12),
    "all of it a little": Shot(turn=5, lean=0.06, dark=0.7, shadow=0.4, grain=8, blur=0.6, table=60, quality=55),
}


@pytest.mark.parametrize("shot", SHOTS.values(), ids=SHOTS.keys())
def test_a_photograph_finds_its_sheet(printed: list[Image.Image], shot: Shot) -> None:
    (one,) = read_scan(photograph(printed[1], shot, seed=3))
    seen = read_sheet(one.codes[0])
    assert seen is not None
    assert (seen.code, seen.number, seen.of) == ("BB-2023-04", 2, len(printed))


def test_what_is_kept_stands_upright_and_is_no_larger_than_needed(printed: list[Image.Image]) -> None:
    for turn in (90, 180, 270):
        (one,) = read_scan(photograph(printed[0], Shot(turn=turn)))
        kept = Image.open(io.BytesIO(one.picture))
        assert kept.format == "JPEG"
        assert kept.height > kept.width
        assert max(kept.size) <= scans.KEPT_SIDE
        (again,) = read_scan(one.picture)
        assert again.codes == one.codes
        assert again.picture != b""


def test_the_turn_that_a_telephone_notes_is_heeded(printed: list[Image.Image]) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    out = io.BytesIO()
    with_code_hidden(printed[0]).rotate(90, expand=True).save(out, "JPEG", exif=exif)
    (one,) = read_scan(out.getvalue())
    assert one.codes == ()
    kept = Image.open(io.BytesIO(one.picture))
    assert kept.height > kept.width


def test_a_covered_code_is_no_code(printed: list[Image.Image]) -> None:
    (one,) = read_scan(photograph(with_code_hidden(printed[0]), Shot()))
    assert one.codes == ()


def test_pictures_are_bound_into_one_pdf_and_keep_their_bytes(printed: list[Image.Image]) -> None:
    pictures = [next(read_scan(photograph(sheet, Shot()))).picture for sheet in printed]
    book = bind(pictures)
    assert page_count(book) == len(printed)
    assert all(picture in book for picture in pictures)
    assert [one.codes for one in read_scan(book)] == [next(read_scan(picture)).codes for picture in pictures]
    with pikepdf.open(io.BytesIO(book)) as pdf:
        assert {tuple(round(float(n)) for n in page.MediaBox) for page in pdf.pages} == {(0, 0, 595, 842)}


def png_of(width: int, height: int) -> bytes:
    """A picture of so many dots in a few bytes."""

    def part(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(b"\0" * 1000)) + part(b"IEND", b"")


def pdf_with_picture_of(width: int, height: int) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    picture = pikepdf.Stream(pdf, zlib.compress(b"\0" * 1000))
    picture.stream_dict = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=width, Height=height, BitsPerComponent=1,
        ColorSpace=pikepdf.Name.DeviceGray, Filter=pikepdf.Name.FlateDecode,
    )  # fmt: skip
    pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=picture))
    pdf.pages[0].Contents = pikepdf.Stream(pdf, b"q 595 0 0 842 0 0 cm /P Do Q")
    return saved(pdf)


def saved(pdf: pikepdf.Pdf, **how: object) -> bytes:
    out = io.BytesIO()
    pdf.save(out, **how)  # type: ignore[arg-type]
    return out.getvalue()


def blank_pages(count: int, size: tuple[float, float] = (595, 842)) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    for _ in range(count):
        pdf.add_blank_page(page_size=size)
    return pdf


def locked() -> bytes:
    return saved(blank_pages(1), encryption=pikepdf.Encryption(owner="a", user="b"))


WRONG = {
    "no scan": (lambda: b"PK\x03\x04 a letter", Unreadable.NOT_A_SCAN),
    "nothing": (lambda: b"", Unreadable.NOT_A_SCAN),
    "a drawing for the web": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", Unreadable.NOT_A_SCAN),
    "a broken PDF": (lambda: b"%PDF-1.7\nnothing more", Unreadable.DAMAGED),
    "a locked PDF": (locked, Unreadable.LOCKED),
    "a broken picture": (lambda: png_of(800, 800), Unreadable.DAMAGED),
    "ten thousand dots square": (lambda: png_of(10_000, 10_000), Unreadable.TOO_MANY_PIXELS),
    "a bomb": (lambda: png_of(60_000, 60_000), Unreadable.TOO_MANY_PIXELS),
    "a bomb in a PDF": (lambda: pdf_with_picture_of(60_000, 60_000), Unreadable.TOO_MANY_PIXELS),
    "a page as long as a street": (lambda: saved(blank_pages(1, (20, 14_000))), Unreadable.TOO_MANY_PIXELS),
    "a book": (lambda: saved(blank_pages(scans.MOST_PAGES + 1)), Unreadable.TOO_MANY_PAGES),
    "too many bytes": (lambda: bytes(scans.MOST_BYTES + 1), Unreadable.TOO_LARGE),
}


@pytest.mark.parametrize("make, fault", WRONG.values(), ids=WRONG.keys())
def test_what_is_no_scan_is_refused_in_words(make, fault: Unreadable) -> None:
    with pytest.raises(ScanFault) as refused:
        list(read_scan(make()))
    assert refused.value.fault is fault


def test_a_picture_cut_off_in_the_middle_is_damaged(printed: list[Image.Image]) -> None:
    content = photograph(printed[0], Shot())
    with pytest.raises(ScanFault) as refused:
        list(read_scan(content[: len(content) // 2]))
    assert refused.value.fault is Unreadable.DAMAGED
