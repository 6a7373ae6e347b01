"""Is a file PDF/A-2b by its structure? The checks that need no renderer, on pikepdf.

veraPDF is not used: it cannot be had on the machines that run these tests. What is looked at here is what ISO 19005-2
demands of the parts a program such as ours writes (identification, colour, fonts, tags, nothing active, nothing
hidden); colour arithmetic and glyph widths are left to the makers of the file (typst validates them on export).
"""

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name

FORBIDDEN_ACTIONS = {
    "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide", "/SetOCGState", "/Rendition", "/Trans",
    "/GoTo3DView", "/JavaScript", "/SubmitForm",
}  # fmt: skip
ALLOWED_ANNOTATIONS = {"/Widget", "/Link"}


def faults(content: bytes) -> list[str]:
    """What keeps `content` from being tagged PDF/A-2b, one line each; an empty list is a pass."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [*_identity(pdf), *_colour(pdf), *_tags(pdf), *_fonts(pdf), *_active(pdf), *_annotations(pdf)]


def _identity(pdf: pikepdf.Pdf) -> Iterator[str]:
    if pdf.is_encrypted:
        yield "encrypted"
    if "/ID" not in pdf.trailer:
        yield "no file identifier"
    if pdf.pdf_version > "1.7" or str(pdf.Root.get("/Version", "/1.7")) > "/1.7":
        yield "PDF version above 1.7"
    with pdf.open_metadata() as meta:
        if meta.get("pdfaid:part") != "2" or meta.get("pdfaid:conformance") != "B":
            yield f"identified as PDF/A-{meta.get('pdfaid:part')}{meta.get('pdfaid:conformance')}"
        if not meta.get("dc:title"):
            yield "no title in the metadata"


def _colour(pdf: pikepdf.Pdf) -> Iterator[str]:
    intents = [intent for intent in pdf.Root.get("/OutputIntents", []) if intent.S == Name.GTS_PDFA1]
    if len(intents) != 1 or bytes(intents[0].DestOutputProfile.read_bytes())[36:40] != b"acsp":
        yield "no output intent with an ICC profile"


def _tags(pdf: pikepdf.Pdf) -> Iterator[str]:
    if "/StructTreeRoot" not in pdf.Root:
        yield "no structure tree"
    if pdf.Root.get("/MarkInfo", {}).get("/Marked") is not True:
        yield "not marked as tagged"
    if not str(pdf.Root.get("/Lang", "")).startswith("vi"):
        yield "language is not Vietnamese"


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for item in pdf.objects:
        if isinstance(item, Dictionary | pikepdf.Stream):
            yield item


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for item in _dictionaries(pdf):
        if item.get("/Type") == Name.Font and item.get("/Subtype") != Name.Type0:
            if item.get("/Subtype") == Name.Type3:
                continue
            descriptor = item.get("/FontDescriptor", Dictionary())
            if not any(f"/FontFile{kind}" in descriptor for kind in ("", "2", "3")):
                yield f"font {item.get('/BaseFont')} is not embedded"
        if item.get("/Type") == Name.Font and item.get("/Subtype") == Name.Type0 and "/ToUnicode" not in item:
            yield f"font {item.get('/BaseFont')} does not say its letters"


def _active(pdf: pikepdf.Pdf) -> Iterator[str]:
    if "/AA" in pdf.Root or "/JavaScript" in pdf.Root.get("/Names", {}):
        yield "the document acts by itself"
    for item in _dictionaries(pdf):
        if str(item.get("/S", "")) in FORBIDDEN_ACTIONS and "/Type" in item and item.Type == Name.Action:
            yield f"forbidden action {item.S}"
        if "/JS" in item:
            yield "script"
        if item.get("/Type") == Name.Filespec or "/EmbeddedFiles" in item:
            yield "embedded file"
        if isinstance(item, pikepdf.Stream) and "/LZWDecode" in str(item.get("/Filter", "")):
            yield "LZW compression"
    form = pdf.Root.get("/AcroForm", Dictionary())
    if form.get("/NeedAppearances") is True or "/XFA" in form:
        yield "a form without its own appearance"


def _annotations(pdf: pikepdf.Pdf) -> Iterator[str]:
    for page in pdf.pages:
        for note in page.get("/Annots", Array()):
            if str(note.Subtype) not in ALLOWED_ANNOTATIONS:
                yield f"annotation {note.Subtype}"
            flags = int(note.get("/F", 0))
            if not flags & 4 or flags & (1 | 2 | 32):
                yield f"annotation {note.Subtype} is hidden or does not print"
            left, bottom, right, top = (float(number) for number in note.Rect)
            if right > left and top > bottom and str(note.Subtype) == "/Widget" and "/N" not in note.get("/AP", {}):
                yield "a field without appearance"


def font_families(content: bytes) -> set[str]:
    """Names of all fonts in the file without style and subset tag: "Tinos"."""
    names: set[str] = set()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for item in _dictionaries(pdf):
            if item.get("/Type") == Name.Font:
                names.add(str(item.BaseFont).lstrip("/").split("+")[-1].split("-")[0])
    return names
