"""Elements of WordprocessingML: the few shapes of a paper. Letters in half points, spaces in points, widths in mm."""

import io
from typing import Any

from docx.document import Document
from docx.opc.oxml import serialize_part_xml
from docx.oxml.ns import nsdecls, nsmap
from docx.oxml.parser import oxml_parser, parse_xml
from docx.parts.story import StoryPart
from docx.shared import Length, Pt

from gieo.foundation.papers.rules.tree import Node

LEFT, CENTRE = "left", "center"
TWIPS_PER_MM = 1440 / 25.4
FONT, STAND_IN = "Times New Roman", "Tinos"
INDENT_MM = 10.0

_W = f"{{{nsmap['w']}}}"
_NAMES = {"w": nsmap["w"]}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def w(name: str, /, **attributes: str | int) -> Any:
    """An element of the w: namespace with attributes of the same."""
    return oxml_parser.makeelement(
        f"{_W}{name}", {f"{_W}{key}": str(value) for key, value in attributes.items()}, nsmap=_NAMES
    )


def qn(name: str) -> str:
    """ "w:p" as lxml names it."""
    return f"{_W}{name[2:]}"


def grown(element: Any, *children: Any) -> Any:
    """`element` with `children` appended."""
    for child in children:
        element.append(child)
    return element


def run(text: str, *, bold: bool = False, italic: bool = False, size: int = 0) -> Any:
    """Words in one style. A `size` of 0 leaves it to the paragraph's style."""
    words = w("t")
    words.text = text
    words.set(_SPACE, "preserve")
    return grown(w("r"), *_run_style(bold, italic, size), words)


def _run_style(bold: bool, italic: bool, size: int) -> list[Any]:
    style = w("rPr")
    if bold:
        style.append(w("b"))
    if italic:
        style.append(w("i"))
    if size:
        style.append(w("sz", val=size))
        style.append(w("szCs", val=size))
    return [style] if len(style) else []


def runs(line: list[Node], *, size: int = 0) -> list[Any]:
    return [run(piece["text"], bold=piece["bold"], italic=piece["italic"], size=size) for piece in line]


def field(code: str, *, size: int = 0) -> Any:
    """A field that Word fills, such as PAGE."""
    return grown(w("fldSimple", instr=f" {code} "), run("1", size=size))


def paragraph(
    children: list[Any],
    *,
    align: str,
    style: str = "",
    indent: bool = False,
    before: float = 0,
    after: float = 0,
    keep: bool = False,
    new_page: bool = False,
) -> Any:
    """A paragraph; `keep` holds it on one sheet with the next one."""
    shape = w("pPr")
    if style:
        shape.append(w("pStyle", val=style))
    if keep:
        shape.append(w("keepNext"))
    if new_page:
        shape.append(w("pageBreakBefore"))
    shape.append(w("spacing", before=round(before * 20), after=round(after * 20)))
    if indent:
        shape.append(w("ind", firstLine=round(INDENT_MM * TWIPS_PER_MM)))
    shape.append(w("jc", val=align))
    return grown(w("p"), shape, *children)


def blank(height: float, *, keep: bool = False) -> Any:
    """An empty paragraph of exactly `height` points."""
    shape = w("pPr")
    if keep:
        shape.append(w("keepNext"))
    shape.append(w("spacing", before=0, after=0, line=max(round(height * 20), 20), lineRule="exact"))
    return grown(w("p"), shape)


def rule(width: float, *, within: float, after: float = 0) -> Any:
    """A solid line of `width` millimetres in the middle of `within`: the border of an empty paragraph."""
    side = round((within - width) / 2 * TWIPS_PER_MM)
    shape = w("pPr")
    shape.append(grown(w("pBdr"), w("top", val="single", sz=6, space=1, color="000000")))
    shape.append(w("spacing", before=20, after=round(after * 20), line=60, lineRule="exact"))
    shape.append(w("ind", left=side, right=side))
    shape.append(w("jc", val=CENTRE))
    return grown(w("p"), shape)


def table(
    widths: list[float],
    rows: list[list[list[Any]]],
    *,
    head: list[list[Any]] | None = None,
    total: tuple[int, list[list[Any]]] | None = None,
    ruled: bool = False,
    top_rule: bool = False,
) -> Any:
    """A table of fixed `widths` (millimetres). `head` is repeated on every sheet; `total` is (columns spanned, cells).

    Without rules it only lays things side by side: no head, rows never broken over two sheets.
    """
    twips = [round(width * TWIPS_PER_MM) for width in widths]
    shape = w("tblPr")
    shape.append(w("tblW", w=sum(twips), type="dxa"))
    if ruled or top_rule:
        sides = ("top", "left", "bottom", "right", "insideH", "insideV") if ruled else ("top",)
        shape.append(grown(w("tblBorders"), *(w(s, val="single", sz=4, space=0, color="000000") for s in sides)))
    shape.append(w("tblLayout", type="fixed"))
    across, down = (68, 34) if ruled else (0, 34 if top_rule else 0)
    edges = (("top", down), ("left", across), ("bottom", down), ("right", across))
    shape.append(grown(w("tblCellMar"), *(w(side, w=edge, type="dxa") for side, edge in edges)))
    grid = grown(w("tblGrid"), *(w("gridCol", w=width) for width in twips))
    made = grown(w("tbl"), shape, grid)
    if head:
        made.append(grown(w("tr"), grown(w("trPr"), w("cantSplit"), w("tblHeader")), *map(_cell, twips, head)))
    for row in rows:
        whole = [] if ruled else [grown(w("trPr"), w("cantSplit"))]
        made.append(grown(w("tr"), *whole, *map(_cell, twips, row)))
    if total:
        span, cells = total
        spanned = [sum(twips[:span]), *twips[span:]]
        spans = [span] + [1] * (len(cells) - 1)
        made.append(grown(w("tr"), grown(w("trPr"), w("cantSplit")), *map(_cell, spanned, cells, spans)))
    return made


def _cell(width: int, content: list[Any], span: int = 1) -> Any:
    shape = grown(w("tcPr"), w("tcW", w=width, type="dxa"))
    if span > 1:
        shape.append(w("gridSpan", val=span))
    return grown(w("tc"), shape, *content)


def picture(part: StoryPart, png: bytes, size: tuple[Length, Length], alt: str) -> Any:
    """A run with a picture in the line, with its words for those who do not see it."""
    inline = part.new_pic_inline(io.BytesIO(png), *size)
    inline.docPr.set("descr", alt)
    for side in "TBLR":
        inline.set(f"dist{side}", "0")
    return grown(w("r"), grown(w("drawing"), inline))


def set_styles(document: Document) -> None:
    """Normal in 13 points of the decree's font, line 1.1; the headings and the title plain and black like the body."""
    normal = document.styles["Normal"]
    normal.font.size = Pt(13)
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3", "Title"):
        style = document.styles[name]
        made = style.element.get_or_add_rPr()
        for old in made.findall(qn("w:rFonts")):
            made.remove(old)
        made.insert(0, w("rFonts", ascii=FONT, hAnsi=FONT, cs=FONT, eastAsia=FONT))
        if name == "Normal":
            made.append(w("lang", val="vi-VN", eastAsia="vi-VN", bidi="ar-SA"))
            continue
        for tag in ("color", "sz", "szCs", "b", "bCs", "spacing", "kern"):
            for old in made.findall(qn(f"w:{tag}")):
                made.remove(old)
        shape = style.element.get_or_add_pPr()
        for old in shape.findall(qn("w:pBdr")):
            shape.remove(old)
    form = normal.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing = 1.1
    default = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in default.findall(qn("w:lang")):
        default.remove(old)
    default.append(w("lang", val="vi-VN", eastAsia="vi-VN", bidi="ar-SA"))
    settings = document.settings.element
    compat = settings.find(qn("w:compat"))
    if compat is None:
        compat = w("compat")
        settings.append(compat)
    mode = w("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    compat.append(mode)
    _name_stand_in(document)


def _name_stand_in(document: Document) -> None:
    """Say in the font table which face has the same measures, for machines without Times New Roman."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/fontTable"):
            table = parse_xml(relation.target_part.blob)
            for font in table.findall(qn("w:font")):
                if font.get(qn("w:name")) == FONT:
                    table.remove(font)
            table.append(
                parse_xml(
                    f'<w:font {nsdecls("w")} w:name="{FONT}"><w:altName w:val="{STAND_IN}"/>'
                    '<w:panose1 w:val="02020603050405020304"/><w:charset w:val="00"/><w:family w:val="roman"/>'
                    '<w:pitch w:val="variable"/></w:font>'
                )
            )
            relation.target_part._blob = serialize_part_xml(table)
