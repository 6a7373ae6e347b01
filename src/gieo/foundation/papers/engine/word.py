"""The same paper as Word (python-docx), in the same order and layout, for offices that must edit or file it.

The font named is Times New Roman, as the decree asks and as every office machine has it; Tinos, of the same measures,
is given as its stand-in. The XML of the body is written directly: python-docx's own tables take seconds for 40 rows.
"""

import io
import zipfile
from collections.abc import Iterable
from datetime import UTC
from functools import cache
from typing import Any

import docx as python_docx
from docx.document import Document
from docx.shared import Mm
from PIL import Image, ImageDraw

from gieo.foundation.papers.engine import ooxml
from gieo.foundation.papers.engine.ooxml import CENTRE, LEFT, blank, paragraph, rule, run, runs
from gieo.foundation.papers.engine.typesetting import qr_png
from gieo.foundation.papers.rules import Paper, tree
from gieo.foundation.papers.rules.drawing import INK
from gieo.foundation.papers.rules.tree import SIGNATURE_BOX, TEXT_WIDTH, Node

BODY, SMALL, NOTE = 26, 24, 21
"""Half points: 13, 12 and 10.5."""

DOTS_PER_MM = 300 / 25.4
WORDS_OF_A_PROPERTY = 255
"""Letters that Office Open XML allows in a property of the file."""
EPOCH = (1980, 1, 1, 0, 0, 0)


def docx(paper: Paper) -> bytes:
    """`paper` as a .docx; equal papers give equal bytes."""
    root = tree(paper)
    document = python_docx.Document(io.BytesIO(_blank_document()))
    _properties(document, root, paper)
    body = document.element.body
    section = body[-1]
    writer = _Writer(document)
    for element in writer.elements(root):
        section.addprevious(element)
    _feet(document, root["foot"])
    out = io.BytesIO()
    document.save(out)
    return _steady(out.getvalue())


class _Writer:
    """Turns the nodes of a tree into the elements of a Word body."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def elements(self, root: Node) -> Iterable[Any]:
        yield from self._heads(root["head"])
        yield paragraph([run(root["kind"], bold=True, size=28)], align=CENTRE, style="Title", before=14)
        if root["subject"]:
            yield paragraph([run(root["subject"], bold=True, size=28)], align=CENTRE, before=3)
            yield rule(45, within=TEXT_WIDTH, after=12)
        for node in root["blocks"]:
            yield from getattr(self, f"_{node['is']}")(node)

    def _heads(self, head: Node) -> Iterable[Any]:
        left, right = 73.0, 92.0
        own = min(len(head["own"]) * 2.6, left)
        issuer = [paragraph([run(head["above"], size=SMALL)], align=CENTRE)] if head["above"] else []
        issuer += [paragraph([run(head["own"], bold=True, size=SMALL)], align=CENTRE), rule(own * 0.42, within=left)]
        nation = [
            paragraph([run(head["nation"], bold=True, size=SMALL)], align=CENTRE),
            paragraph([run(head["motto"], bold=True)], align=CENTRE),
            rule(56, within=right),
        ]
        number = [paragraph([run(head["number"])], align=CENTRE)]
        date = [paragraph([run(head["place_and_date"], italic=True)], align=CENTRE)]
        yield ooxml.table([left, right], [[issuer, nation], [number, date]])
        if head["mark"]:
            yield paragraph([run(head["mark"], italic=True, size=22)], align=CENTRE, before=6)

    def _paragraph(self, node: Node) -> Iterable[Any]:
        align = "both" if node["align"] == "justify" else node["align"]
        yield paragraph(runs(node["line"]), align=align, indent=node["indent"], after=6)

    def _heading(self, node: Node) -> Iterable[Any]:
        italic = node["level"] == 3
        words = [run(node["text"], bold=True, italic=italic)]
        yield paragraph(words, align=LEFT, style=f"Heading{node['level']}", indent=True, before=4, after=6, keep=True)

    def _table(self, node: Node) -> Iterable[Any]:
        aligns = [LEFT if align == "justify" else align for align in node["aligns"]]
        head = [[paragraph([run(words, bold=True, size=SMALL)], align=CENTRE, keep=True)] for words in node["titles"]]
        rows = [[_cell(cell, align) for cell, align in zip(row, aligns, strict=True)] for row in node["rows"]]
        total = None
        if node["total"]:
            label = [paragraph([run(node["total"]["label"], bold=True, size=SMALL)], align=LEFT)]
            span = node["total"]["span"]
            cells = [_cell(cell, align) for cell, align in zip(node["total"]["cells"], aligns[span:], strict=True)]
            total = (span, [label, *cells])
        yield ooxml.table(node["widths"], rows, head=head, total=total, ruled=True)
        yield blank(8)

    def _signatures(self, node: Node) -> Iterable[Any]:
        yield blank(8, keep=True)
        for number, row in enumerate(node["rows"]):
            last = number == len(node["rows"]) - 1
            cells = [self._party(party, keep=not last) for party in row]
            if len(node["rows"]) == len(row) == 1:
                cells.insert(0, [blank(8, keep=True)])
            yield ooxml.table([TEXT_WIDTH / len(cells)] * len(cells), [cells])
            yield blank(8, keep=not last)

    def _party(self, party: Node, *, keep: bool) -> list[Any]:
        centred: dict[str, Any] = {"align": CENTRE, "keep": True}
        lines = [paragraph([run(words, bold=True)], **centred) for words in party["title"]]
        lines.append(paragraph([run(party["hint"], italic=True)], **centred))
        if party["drawing"]:
            lines.append(paragraph([self._picture(party["drawing"])], before=4, after=4, **centred))
        else:
            lines += [blank(SIGNATURE_BOX[1] / 25.4 * 72, keep=True)]
        notes = party["note"]
        lines.append(paragraph([run(party["name"], bold=True)], align=CENTRE, keep=keep or bool(notes)))
        lines += [
            paragraph([run(words, size=NOTE)], align=CENTRE, keep=keep or number < len(notes))
            for number, words in enumerate(notes, 1)
        ]
        return lines

    def _picture(self, drawing: Node) -> Any:
        size = Mm(drawing["width"]), Mm(drawing["height"])
        return ooxml.picture(self._document.part, _ink(drawing), size, drawing["alt"])

    def _recipients(self, node: Node) -> Iterable[Any]:
        yield paragraph([run(node["word"], bold=True, italic=True, size=SMALL)], align=LEFT, before=8, keep=True)
        last = len(node["lines"])
        for number, words in enumerate(node["lines"], 1):
            yield paragraph([run(words, size=22)], align=LEFT, keep=number < last)

    def _annex(self, node: Node) -> Iterable[Any]:
        words = [run(node["word"], bold=True, size=28)]
        yield paragraph(words, align=CENTRE, style="Heading1", after=4, new_page=True, keep=True)
        if node["title"]:
            yield paragraph([run(node["title"], bold=True, size=28)], align=CENTRE, after=4, keep=True)
        if node["note"]:
            yield paragraph([run(node["note"], italic=True)], align=CENTRE, after=10, keep=True)


def _cell(lines: list[list[Node]], align: str) -> list[Any]:
    return [paragraph(runs(line, size=SMALL), align=align) for line in lines] or [paragraph([], align=align)]


def _ink(drawing: Node) -> bytes:
    """The strokes as a transparent PNG of 300 dots an inch, in blue (Decree 30/2020, annex I)."""
    finer = 2
    scale = DOTS_PER_MM * finer
    size = (max(int(drawing["width"] * scale), finer), max(int(drawing["height"] * scale), finer))
    mask = Image.new("L", size)
    pen = ImageDraw.Draw(mask)
    thick = drawing["pen"] * scale
    for stroke in drawing["strokes"]:
        points = [(x * scale, y * scale) for x, y in stroke]
        if len(points) > 1:
            pen.line(points, fill=255, width=round(thick), joint="curve")
        for x, y in (points[0], points[-1]):
            pen.ellipse((x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2), fill=255)
    mask = mask.reduce(finer)
    picture = Image.new("RGBA", mask.size, INK)
    picture.putalpha(mask)
    out = io.BytesIO()
    picture.save(out, "PNG", dpi=(300, 300))
    return out.getvalue()


def _feet(document: Document, foot: Node) -> None:
    """The foot of the first sheet and of the others; the others carry their number on top, in the middle."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    top = section.header
    top.is_linked_to_previous = False
    _fill(top, [paragraph([ooxml.field("PAGE")], align=CENTRE)])
    for bottom in (section.first_page_footer, section.footer):
        bottom.is_linked_to_previous = False
        lines = [paragraph(words, align=LEFT) for words in _foot_lines(foot)]
        cells, widths = [lines], [float(TEXT_WIDTH)]
        if foot["link"]:
            code = ooxml.picture(bottom.part, qr_png(foot["link"]), (Mm(12), Mm(12)), foot["link_alt"])
            cells.insert(0, [paragraph([code], align=LEFT)])
            widths = [15.0, TEXT_WIDTH - 15.0]
        _fill(bottom, [ooxml.table(widths, [cells], top_rule=True), blank(1)])


def _foot_lines(foot: Node) -> list[list[Any]]:
    """The small print; Word itself counts the sheets, so their codes stand in the PDF alone."""
    lines = [[run(words, size=16)] for words in foot["lines"]]
    if foot["sheet_word"]:
        lines[0] += [run(f" · {foot['sheet_word']} ", size=16), ooxml.field("PAGE", size=16)]
        lines[0] += [run("/", size=16), ooxml.field("NUMPAGES", size=16)]
    return lines


def _fill(part: Any, elements: list[Any]) -> None:
    for old in list(part._element):
        part._element.remove(old)
    for element in elements:
        part._element.append(element)


def _properties(document: Document, root: Node, paper: Paper) -> None:
    properties = document.core_properties
    moment = paper.dated.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    author = root["author"][:WORDS_OF_A_PROPERTY]
    properties.title, properties.author, properties.last_modified_by = (
        root["title"][:WORDS_OF_A_PROPERTY],
        author,
        author,
    )
    properties.created = properties.modified = moment
    properties.language, properties.identifier, properties.comments = "vi-VN", root["foot"]["code"], ""
    properties.revision = 1


@cache
def _blank_document() -> bytes:
    """An empty A4 document with the decree's margins, font and headings; made once per process."""
    document = python_docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = (
        Mm(20),
        Mm(15),
        Mm(22),
        Mm(30),
    )
    section.header_distance, section.footer_distance = Mm(9), Mm(5)
    ooxml.set_styles(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _steady(archive: bytes) -> bytes:
    """The same archive with every member dated 1980: equal papers give equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(zipfile.ZipInfo(member.filename, EPOCH), old.read(member), zipfile.ZIP_DEFLATED, 6)
    return out.getvalue()
