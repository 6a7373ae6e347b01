"""A list of any length as PDF/A-2b and as Word, written row by row: memory does not grow with the rows.

typst keeps a whole document in memory (100 KB a row), so a long list is set part by part and bound; Word's body is
written into the archive as it comes.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC
from functools import cache
from itertools import chain, islice
from typing import Any, BinaryIO
from xml.sax.saxutils import escape

import docx as python_docx
from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Pt
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PdfFileWriter, copy_into_new_writer

from gieo.foundation.papers.engine import ooxml
from gieo.foundation.papers.engine.ooxml import CENTRE, LEFT, paragraph, run
from gieo.foundation.papers.engine.typesetting import Unprintable, press
from gieo.foundation.papers.rules.listing import Listing, plain, shares
from gieo.foundation.papers.rules.tree import Node

WHOLE = 1_000
"""Rows of a list that is set in one piece and knows the number of its sheets."""
PART = 250
"""Rows of a part of a longer list."""
UNKNOWN = "?"
"""Stands for a letter that the font of papers has not."""
ROOM = 270.0
"""Millimetres between the margins of a sheet across."""
SMALL = 19
"""Half points of a cell."""

Row = Sequence[str]


# ---- PDF/A


def listing_pdf(listing: Listing, rows: Iterable[Row], out: BinaryIO) -> None:
    """Write the list as PDF/A-2b; a letter that the font has not becomes a question mark."""
    left = iter(rows)
    first = list(islice(left, WHOLE + 1))
    if len(first) <= WHOLE:
        out.write(_set(listing, first, first_page=1, is_last=True, whole=True))
        return
    book: PdfFileWriter | None = None
    sheets, part = 0, first[:PART]
    left = chain(first[PART:], left)
    while part:
        following = list(islice(left, PART))
        printed = _set(listing, part, first_page=sheets + 1, is_last=not following, whole=False)
        read = PdfFileReader(io.BytesIO(printed))
        if book is None:
            book = copy_into_new_writer(read)
        else:
            _bind(book, read)
        sheets += int(read.root["/Pages"]["/Count"])
        part = following
    assert book is not None  # there were more than WHOLE rows
    book.write(out)


def _set(listing: Listing, rows: list[Row], *, first_page: int, is_last: bool, whole: bool) -> bytes:
    tree: Node = {
        "title": plain(listing.title),
        "author": plain(listing.author),
        "language": listing.language,
        "mark": plain(listing.mark),
        "facts": [plain(fact) for fact in listing.facts],
        "heads": [plain(head.label) for head in listing.heads],
        "numbers": [head.is_number for head in listing.heads],
        "shares": shares(listing),
        "rows": [[plain(cell) for cell in row] for row in rows],
        "sums": [plain(words) for words in listing.sums] if is_last else [],
        "page_word": plain(listing.page_word),
        "empty_word": plain(listing.empty_word),
        "first_page": first_page,
        "pages_known": whole,
    }
    desk = press("listing.typ")
    try:
        return desk.print(tree, listing.dated, tags=whole)[0]
    except Unprintable as error:
        spoken = str.maketrans(dict.fromkeys(error.characters, UNKNOWN))
        return desk.print(_translated(tree, spoken), listing.dated, tags=whole)[0]


def _translated(node: Any, table: dict[int, str]) -> Any:
    match node:
        case str():
            return node.translate(table)
        case list():
            return [_translated(each, table) for each in node]
        case dict():
            return {key: _translated(each, table) for key, each in node.items()}
    return node


def _bind(book: PdfFileWriter, read: PdfFileReader) -> None:
    """Lay the sheets of a part behind those that are there."""
    pages = book.root["/Pages"]
    for reference in read.root["/Pages"]["/Kids"]:
        sheet = reference.get_object()
        copied = generic.DictionaryObject(
            {key: book.import_object(sheet.raw_get(key)) for key in sheet if key != "/Parent"}
        )
        copied["/Parent"] = book.root.raw_get("/Pages")
        pages["/Kids"].append(book.add_object(copied))
    pages["/Count"] = generic.NumberObject(len(pages["/Kids"]))


# ---- Word

_HERE = "\ue000"


def listing_docx(listing: Listing, rows: Iterable[Row], out: BinaryIO) -> None:
    """Write the list as an editable .docx, the head of its table repeated on every sheet."""
    shell = _shell(listing)
    with zipfile.ZipFile(io.BytesIO(shell)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            if member.filename != "word/document.xml":
                new.writestr(member.filename, old.read(member))
                continue
            before, after = _around(old.read(member))
            with new.open(member.filename, "w", force_zip64=True) as body:
                body.write(before)
                for row in _word_rows(listing, rows):
                    body.write(row)
                body.write(after)


def _shell(listing: Listing) -> bytes:
    """The document with one row, which marks where the rows come."""
    document = python_docx.Document(io.BytesIO(_blank()))
    section = document.element.body[-1]
    words = [(listing.mark, 20, True, False), (listing.title, 30, False, True)]
    for text, size, italic, bold in words:
        if text:
            style = "Title" if bold else ""
            line = [run(plain(text), bold=bold, italic=italic, size=size)]
            section.addprevious(paragraph(line, align=LEFT, style=style, after=3))
    for fact in listing.facts:
        section.addprevious(paragraph([run(plain(fact), size=20)], align=LEFT, after=2))
    section.addprevious(paragraph([], align=LEFT, after=2))
    widths = [share * ROOM for share in shares(listing)]
    head = [[paragraph([run(plain(one.label), bold=True, size=SMALL)], align=LEFT)] for one in listing.heads]
    marker = [[paragraph([run(_HERE)], align=LEFT)] for _ in listing.heads]
    section.addprevious(ooxml.table(widths, [marker], head=head, ruled=True))
    section.addprevious(paragraph([], align=LEFT))
    _foot(document, listing)
    properties = document.core_properties
    properties.title, properties.author = plain(listing.title)[:255], plain(listing.author)[:255]
    properties.last_modified_by, properties.comments = properties.author, ""
    properties.created = properties.modified = listing.dated.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _foot(document: Any, listing: Listing) -> None:
    foot = document.sections[0].footer
    foot.is_linked_to_previous = False
    for old in list(foot._element):
        foot._element.remove(old)
    words = [run(f"{plain(listing.page_word)} ", size=16), ooxml.field("PAGE", size=16)]
    words += [run("/", size=16), ooxml.field("NUMPAGES", size=16)]
    foot._element.append(paragraph(words, align=CENTRE))


def _around(body: bytes) -> tuple[bytes, bytes]:
    """The body before and after the row that marks the place."""
    at = body.index(_HERE.encode())
    start = body.rindex(b"<w:tr>", 0, at)
    end = body.index(b"</w:tr>", body.rindex(_HERE.encode())) + len(b"</w:tr>")
    return body[:start], body[end:]


def _word_rows(listing: Listing, rows: Iterable[Row]) -> Iterator[bytes]:
    sides = ["right" if head.is_number else LEFT for head in listing.heads]
    for row in rows:
        yield _word_row(row, sides, bold=False)
    if listing.sums:
        yield _word_row(listing.sums, sides, bold=True)


def _word_row(row: Row, sides: list[str], *, bold: bool) -> bytes:
    """A row of the body as text: ten thousand of them as elements would fill the memory."""
    weight = "<w:b/>" if bold else ""
    cells = (
        f'<w:tc><w:p><w:pPr><w:spacing w:before="0" w:after="0"/><w:jc w:val="{side}"/></w:pPr>'
        f'<w:r><w:rPr>{weight}<w:sz w:val="{SMALL}"/><w:szCs w:val="{SMALL}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(plain(words))}</w:t></w:r></w:p></w:tc>'
        for words, side in zip(row, sides, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>".encode()


@cache
def _blank() -> bytes:
    """An empty document, A4 across, in the font and headings of papers; made once per process."""
    document = python_docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin, section.bottom_margin = Mm(14), Mm(15)
    section.left_margin, section.right_margin = Mm(15), Mm(12)
    section.footer_distance = Mm(6)
    ooxml.set_styles(document)
    document.styles["Normal"].font.size = Pt(10)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
