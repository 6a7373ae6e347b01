"""The one font of a paper. Times New Roman where the machine has it (Decree 30/2020), else one of its shape.

A face is taken only if it sets every Vietnamese letter in all four styles: a paper is never mixed glyph by glyph.
Liberation Serif stands on no list: its first version lacks 92 Vietnamese letters, and a machine with both gives either.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import typst

CANDIDATES = ("Times New Roman", "Tinos", "Libertinus Serif")
"""In this order. Libertinus Serif ships inside typst, so the last one is always there."""

STYLES = (("normal", 400), ("normal", 700), ("italic", 400), ("italic", 700))

BASES = "aăâeêioôơuưy"
TONES = "\u0300\u0309\u0303\u0301\u0323"
VIETNAMESE = (
    "".join(
        case(unicodedata.normalize("NFC", base + tone))
        for case in (str.lower, str.upper)
        for base in BASES
        for tone in ("", *TONES)
    )
    + "đĐ"
)
"""Every letter with its marks, lower and upper, composed: 72 vowels twice and đ twice."""

PROBE = VIETNAMESE + "0123456789.,;:!?()[]/%&+-–—…“”‘’«»·×°²³§@#*=<>\u00a0"

_PROBE_SOURCE = Path(__file__).with_name("probe.typ")


@dataclass(frozen=True)
class Face:
    """A chosen family and the collection that holds it (and is searched alone)."""

    family: str
    fonts: typst.Fonts


@cache
def face(candidates: tuple[str, ...] = CANDIDATES, *, system: bool = True) -> Face:
    """The first of `candidates` that is whole. Reads the machine's fonts once per process (about 0.3 s).

    With `system=False` only what ships inside typst counts. Raises LookupError when no candidate is whole.
    """
    found = _files(system=system)
    for family in candidates:
        styles = found.get(family, {})
        if not all(style in styles for style in STYLES):
            continue
        folders = {str(Path(path).parent) for path in styles.values() if path}
        chosen = Face(family, typst.Fonts(False, not folders, sorted(folders)))
        if sets(chosen, PROBE):
            return chosen
    raise LookupError(f"none of these fonts sets all Vietnamese letters: {', '.join(candidates)}")


def _files(*, system: bool) -> dict[str, dict[tuple[str, int], str | None]]:
    found: dict[str, dict[tuple[str, int], str | None]] = {}
    for font in typst.Fonts(system, True, []).fonts():
        found.setdefault(font.family, {}).setdefault((font.style, font.weight), font.path)
    return found


def sets(chosen: Face, text: str) -> bool:
    """True if `chosen` has a glyph for every character of `text` in all four styles (PDF/A refuses a missing glyph)."""
    compiler = typst.Compiler(
        str(_PROBE_SOURCE), root=str(_PROBE_SOURCE.parent), font_paths=chosen.fonts, ignore_system_fonts=True
    )
    try:
        _, warnings = compiler.compile_with_warnings(
            sys_inputs={"font": chosen.family, "text": text}, pdf_standards=["a-2b"], timestamp=0
        )
    except typst.TypstError:
        return False
    return not warnings
