"""Papers as PDF/A-2b through typst: tagged, one embedded font, equal bytes for an equal paper."""

import io
import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, cast

import segno
import typst

from gieo.core.errors import Refused
from gieo.foundation.papers.engine.fonts import Face, face, sets
from gieo.foundation.papers.rules import Drawing, Paper, Place, clean, fitted, sheet_address, tree
from gieo.foundation.papers.rules.drawing import svg
from gieo.foundation.papers.rules.tree import SEAL_BOX, SIGNATURE_BOX, Node

HERE = Path(__file__).parent
MM = 72 / 25.4
SHEET_HEIGHT = 297 * MM
STANDARD: Any = ["a-2b"]
SEAL_RED = "#b3261e"
NOTE_HEIGHT = 3.6
"""Millimetres for each line below a drawn signature laid over a sheet."""


class Unprintable(Refused):
    """The paper's font has no glyph for some characters; `characters` names them. Nothing was printed."""

    def __init__(self, characters: str) -> None:
        self.characters = characters
        super().__init__(f"Phông chữ của văn bản không có các ký tự: {' '.join(characters)}")


@dataclass(frozen=True)
class Drawn:
    """A printed paper and the room it keeps for the visible stamp, if any."""

    pdf: bytes
    seal: Place | None


@dataclass(frozen=True)
class Mark:
    """Something laid over a printed sheet at `place`: words in a frame, or a drawn signature with lines below."""

    place: Place
    lines: tuple[str, ...] = ()
    colour: str = SEAL_RED
    drawing: Drawing | None = None
    notes: tuple[str, ...] = ()


class Press:
    """A warm typst compiler for one template. One paper at a time: typst keeps the inputs of the last one."""

    def __init__(self, template: str, chosen: Face) -> None:
        self._lock = threading.Lock()
        self._face = chosen
        self.sheets = 1  # of the last paper
        self._compiler = typst.Compiler(
            str(HERE / template), root=str(HERE), font_paths=chosen.fonts, ignore_system_fonts=True
        )

    def print(
        self, tree: Node, dated: datetime, *, tags: bool, marked: bool = False, **inputs: str
    ) -> tuple[bytes, list[Node]]:
        """The PDF of `tree`, and when it is `marked` what the template says of places and sheets."""
        words = json.dumps(tree, ensure_ascii=False)
        with self._lock:
            try:
                pdf, warnings = self._compiler.compile_with_warnings(
                    sys_inputs={"font": self._face.family, "tree": words, **inputs},
                    format="pdf",
                    pdf_standards=STANDARD,
                    timestamp=dated.astimezone(UTC).replace(microsecond=0),
                    pdf_tags=tags,
                )
            except typst.TypstError as error:
                if "could not be displayed" in error.message:
                    raise Unprintable(lacking(words, self._face)) from error
                raise
            if warnings:
                raise RuntimeError(f"typst: {warnings[0]}")
            marks = json.loads(self._compiler.query("<mark>", field="value")) if marked else []
        return cast(bytes, pdf), marks


@cache
def press(template: str = "paper.typ", *, system: bool = True) -> Press:
    """The press of this process. With `system=False` it sets in the font that ships inside typst."""
    return Press(template, face(system=system))


def lacking(text: str, chosen: Face | None = None) -> str:
    """The characters of `text` that the paper's font cannot set, sorted; forms ask this before anything is sealed."""
    chosen = chosen or face()
    unknown = {c for c in clean(text) if not c.isascii()}
    if not unknown or sets(chosen, "".join(sorted(unknown))):
        return ""
    return "".join(c for c in sorted(unknown) if not sets(chosen, c))


def draw(paper: Paper, *, system: bool = True) -> Drawn:
    """Print `paper`; about 0.1 s for 40 rows in a warm process. Raises Unprintable for a letter without glyph."""
    root = tree(paper)
    foot = root["foot"]
    has_seal = any(p["seal"] for n in root["blocks"] if n["is"] == "signatures" for row in n["rows"] for p in row)
    desk = press(system=system)
    marked, guess = bool(has_seal or foot["sheet_link"]), desk.sheets
    printed, marks = desk.print(root, paper.dated, tags=True, marked=marked, **_codes(foot, guess))
    for sheets in [mark["sheets"] for mark in marks if "sheets" in mark]:
        if sheets != guess:  # known once it is set: mostly as many as last time, else it is set again
            printed, marks = desk.print(root, paper.dated, tags=True, marked=True, **_codes(foot, sheets))
        desk.sheets = sheets
    return Drawn(printed, next((_place(mark) for mark in marks if "page" in mark and "room" not in mark), None))


def _codes(foot: Node, sheets: int) -> dict[str, str]:
    """The codes of the sheets: one for all, or each its own, as large whatever it says."""
    each, one = foot["sheet_link"], foot["link"]
    links = [sheet_address(each, number + 1, sheets) for number in range(sheets)] if each else [one] if one else []
    return {"codes": json.dumps([qr_svg(link) for link in links]), "code-alt": foot["link_alt"]}


def _place(mark: Node) -> Place:
    top = SHEET_HEIGHT - mark["y"]
    return Place(
        page=mark["page"] - 1,
        left=round(mark["x"], 2),
        bottom=round(top - mark["height"] * MM, 2),
        right=round(mark["x"] + mark["width"] * MM, 2),
        top=round(top, 2),
    )


def pdf(paper: Paper) -> bytes:
    """`paper` as PDF/A-2b, tagged."""
    return draw(paper).pdf


def rooms(paper: Paper, *, system: bool = True) -> tuple[Place, ...]:
    """Where each of those who sign `paper` has room for a signature, in their order."""
    root = tree(paper)
    _, marks = press(system=system).print(root, paper.dated, tags=True, marked=True, **_codes(root["foot"], 1))
    return tuple(_place(mark) for mark in marks if "room" in mark)


def overlay(area: Place, marks: Sequence[Mark], *, dated: datetime) -> bytes:
    """A page as large as `area` with `marks` at their places, in the paper's own font: one picture over the sheet."""
    words = {
        "width": (area.right - area.left) / MM,
        "height": (area.top - area.bottom) / MM,
        "marks": [_marked(mark, area) for mark in marks],
    }
    printed, _ = press("stamp.typ").print(words, dated, tags=False)
    return printed


def _marked(mark: Mark, area: Place) -> Node:
    at = mark.place
    width, height = (at.right - at.left) / MM, (at.top - at.bottom) / MM
    drawn = None
    if mark.drawing is not None:
        fit = fitted(mark.drawing, width=min(SIGNATURE_BOX[0], width), height=height - NOTE_HEIGHT * len(mark.notes))
        drawn = {"svg": svg(fit), "width": fit.width, "height": fit.height}
    return {
        "x": (at.left - area.left) / MM,
        "y": (area.top - at.top) / MM,
        "width": width,
        "height": height,
        "lines": [line for line in map(clean, mark.lines) if line],
        "colour": mark.colour,
        "drawing": drawn,
        "notes": [line for line in map(clean, mark.notes) if line],
    }


def stamp(
    lines: tuple[str, ...],
    *,
    dated: datetime,
    width: float = SEAL_BOX[0],
    height: float = SEAL_BOX[1],
    colour: str = SEAL_RED,
) -> bytes:
    """A page of `width` × `height` millimetres with the words of a visible stamp, in the paper's own font."""
    whole = Place(page=0, left=0, bottom=0, right=width * MM, top=height * MM)
    return overlay(whole, [Mark(whole, lines=lines, colour=colour)], dated=dated)


@lru_cache(maxsize=64)
def qr(link: str) -> segno.QRCode:
    """The QR code of `link`; PDF and Word of one paper share it."""
    return segno.make_qr(link, error="l")


def qr_svg(link: str) -> str:
    """The code as SVG without its quiet margin: the sheet around it is white."""
    out = io.BytesIO()
    qr(link).save(out, kind="svg", border=0, xmldecl=False)
    return out.getvalue().decode()


def qr_png(link: str) -> bytes:
    """The same code as PNG for Word."""
    out = io.BytesIO()
    qr(link).save(out, kind="png", border=0, scale=8)
    return out.getvalue()
