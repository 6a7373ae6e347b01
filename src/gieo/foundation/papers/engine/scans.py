"""Scanned sheets: from a PDF or photographs to one upright picture a sheet and what its code says, sheet after sheet.

zxing-cpp reads the codes, pypdfium2 draws the pages of a PDF and binds pictures into one. Whatever a file holds beside
pictures (scripts, forms, hidden text) does not come through.
"""

import io
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pypdfium2
import zxingcpp
from PIL import Image, ImageFilter, ImageOps, UnidentifiedImageError
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from gieo.foundation.papers.rules import read_sheet
from gieo.foundation.papers.vocab import Unreadable

MOST_BYTES = 40_000_000
MOST_PIXELS = 60_000_000
MOST_PAGES = 60
DRAWN_SIDE = 3508
"""Dots of an A4 sheet at 300 an inch: how pages of a PDF are drawn."""
READ_SIDE = 4500
"""Larger photographs are shrunk to this before their code is looked for."""
KEPT_SIDE = 2339
"""An A4 sheet at 200 dots an inch: what is kept, the least that Decree 30/2020/NĐ-CP asks of a scan (M)."""
QUALITY = 80
A4 = (595.276, 841.89)
LONGEST = 20  # times as long as A4, or as wide: a page of a PDF beyond it is no sheet

QR = zxingcpp.barcode_formats_from_str("QRCode")

_ONE_AT_A_TIME = threading.Lock()
"""PDFium is not safe for several threads."""


class ScanFault(ValueError):
    """A file that cannot be read as sheets; `fault` says why."""

    def __init__(self, fault: Unreadable) -> None:
        self.fault = fault
        super().__init__(fault.value)


@dataclass(frozen=True)
class Scanned:
    """One sheet: its picture (JPEG, upright where a code was found) and the words of its codes."""

    page: int
    picture: bytes
    codes: tuple[str, ...]


def read_scan(content: bytes) -> Iterator[Scanned]:
    """The sheets of a PDF, or the one of a JPEG, PNG or WebP picture; a sheet at a time is held in memory.

    Raises ScanFault for what is too large, of another kind, locked or damaged, also between two sheets.
    """
    if len(content) > MOST_BYTES:
        raise ScanFault(Unreadable.TOO_LARGE)
    pictures = _pages(content) if content.startswith(b"%PDF-") else _photograph(content)
    for number, picture in enumerate(pictures, start=1):
        codes, turned = _codes(picture)
        yield Scanned(number, _kept(picture, turned), codes)


def _photograph(content: bytes) -> Iterator[Image.Image]:
    try:
        picture = Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP"))
        if picture.width * picture.height > MOST_PIXELS:
            raise ScanFault(Unreadable.TOO_MANY_PIXELS)
        picture.draft("RGB", (READ_SIDE, READ_SIDE))
        yield _fitted(_on_white(ImageOps.exif_transpose(picture)), READ_SIDE)
    except ScanFault:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ScanFault(Unreadable.TOO_MANY_PIXELS) from error
    except UnidentifiedImageError as error:
        raise ScanFault(Unreadable.NOT_A_SCAN) from error
    except (OSError, ValueError, SyntaxError) as error:
        raise ScanFault(Unreadable.DAMAGED) from error


def _on_white(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")


def _fitted(picture: Image.Image, side: int) -> Image.Image:
    if max(picture.size) <= side:
        return picture
    scale = side / max(picture.size)
    return picture.resize([max(round(n * scale), 1) for n in picture.size], Image.Resampling.LANCZOS, reducing_gap=2)


def _pages(content: bytes) -> Iterator[Image.Image]:
    with _ONE_AT_A_TIME:
        document = _opened(content)
        count = len(document)
    try:
        if count > MOST_PAGES:
            raise ScanFault(Unreadable.TOO_MANY_PAGES)
        for number in range(count):
            with _ONE_AT_A_TIME:
                picture = _drawn(document, number)
            yield picture
    finally:
        with _ONE_AT_A_TIME:
            document.close()


def _opened(content: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower() or "security" in str(error).lower()
        raise ScanFault(Unreadable.LOCKED if locked else Unreadable.DAMAGED) from error
    if not len(document):
        document.close()
        raise ScanFault(Unreadable.DAMAGED)
    return document


def _drawn(document: pypdfium2.PdfDocument, number: int) -> Image.Image:
    try:
        page = document[number]
        long, short = max(page.get_size()), min(page.get_size())
        pictures = page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=4)
        within = all(wide * high <= MOST_PIXELS for wide, high in (one.get_px_size() for one in pictures))
        if not within or not 0 < long <= short * LONGEST or long > A4[1] * LONGEST:
            raise ScanFault(Unreadable.TOO_MANY_PIXELS)
        bitmap = page.render(scale=DRAWN_SIDE / long)
        picture = bitmap.to_pil().convert("RGB")
        bitmap.close()
        page.close()
    except pypdfium2.PdfiumError as error:
        raise ScanFault(Unreadable.DAMAGED) from error
    return picture


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has. Raises ScanFault when it cannot be read."""
    with _ONE_AT_A_TIME:
        document = _opened(pdf)
        try:
            return len(document)
        finally:
            document.close()


def _codes(picture: Image.Image) -> tuple[tuple[str, ...], int]:
    """What the QR codes on a sheet say, and by how many degrees the sheet is turned (0, 90, 180, 270)."""
    for attempt in _attempts(ImageOps.grayscale(picture)):
        found = zxingcpp.read_barcodes(attempt, formats=QR, try_invert=False)
        if found:
            # The turn of a code of ours, where the sheet carries others beside it.
            first = next((one for one in found if read_sheet(one.text)), found[0])
            return tuple(dict.fromkeys(one.text for one in found)), round(first.orientation / 90) % 4 * 90
    return (), 0


def _attempts(grey: Image.Image) -> Iterator[Image.Image]:
    """The sheet as it came; then against grain, against shaking, larger, smaller. Most are read at the first."""
    yield grey
    yield grey.filter(ImageFilter.GaussianBlur(1))
    yield grey.filter(ImageFilter.UnsharpMask(2, 250, 0))
    double = grey.resize((grey.width * 2, grey.height * 2), Image.Resampling.BICUBIC)
    yield double
    yield double.filter(ImageFilter.GaussianBlur(2))
    yield ImageOps.scale(grey, 0.6)


def _kept(picture: Image.Image, turned: int) -> bytes:
    upright = _fitted(picture, KEPT_SIDE).rotate(turned, expand=True) if turned else _fitted(picture, KEPT_SIDE)
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def bind(pictures: Iterable[bytes]) -> bytes:
    """One PDF of the pictures (JPEG) in their order, each laid into an A4 sheet; the pictures keep their bytes."""
    with _ONE_AT_A_TIME:
        book = pypdfium2.PdfDocument.new()
        for jpeg in pictures:
            picture = pypdfium2.PdfImage.new(book)
            picture.load_jpeg(io.BytesIO(jpeg), inline=True)
            width, height = picture.get_px_size()
            sheet = A4 if height >= width else A4[::-1]
            scale = min(sheet[0] / width, sheet[1] / height)
            wide, high = width * scale, height * scale
            left, below = (sheet[0] - wide) / 2, (sheet[1] - high) / 2
            picture.set_matrix(pypdfium2.PdfMatrix().scale(wide, high).translate(left, below))
            page = book.new_page(*sheet)
            page.insert_obj(picture)
            page.gen_content()
            page.close()
        out = io.BytesIO()
        book.save(out)
        book.close()
    return out.getvalue()
