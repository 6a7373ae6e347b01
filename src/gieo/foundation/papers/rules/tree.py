"""The normal form of a paper: plain lists and dictionaries that both renderings and the plain text are made from.

Everything that could differ between PDF and Word is settled here once: capitals, marks of lists, semicolons, dots for
empty places, order. Every text in it has passed through `text.clean` or `text.pieces`.
"""

from collections.abc import Callable, Mapping
from typing import Any

from gieo.core.digest import short
from gieo.foundation.papers import vocab
from gieo.foundation.papers.rules.definition import (
    Annex,
    Block,
    Column,
    Fields,
    Grounds,
    Heading,
    Numbered,
    Paper,
    Paragraph,
    Party,
    Recipients,
    SignatureRow,
    Table,
)
from gieo.foundation.papers.rules.drawing import fitted, svg
from gieo.foundation.papers.rules.text import Piece, clean, date_line, pieces

Node = dict[str, Any]

TEXT_WIDTH = 165.0
"""Millimetres between the margins: A4 less 30 left (30 to 35 by Decree 30/2020, annex I) and 15 right (15 to 20)."""

SIGNATURE_BOX = (52.0, 19.0)
"""Room for a drawn signature, millimetres."""

SEAL_BOX = (74.0, 14.0)
"""Room for the visible stamp of the seal key, millimetres."""

DOTS = "…" * 12


def tree(paper: Paper) -> Node:
    """The normal form of `paper`; JSON holds it without loss."""
    head, foot = paper.head, paper.foot
    kind, subject = clean(paper.kind).upper(), clean(paper.subject)
    return {
        "title": " – ".join(filter(None, (clean(foot.code), kind.capitalize(), subject))),
        "author": clean(paper.author) or clean(head.own),
        "head": {
            "above": clean(head.above).upper(),
            "own": clean(head.own).upper(),
            "number": f"{vocab.NUMBER_WORD} {clean(head.number) or '…'}",
            "nation": vocab.NATION,
            "motto": vocab.MOTTO,
            "place_and_date": date_line(head.place, head.day),
            "mark": clean(head.mark),
        },
        "kind": kind,
        "subject": subject,
        "blocks": _blocks(paper.blocks),
        "foot": {
            "code": clean(foot.code),
            "lines": [line for line in (_code_line(foot.code, foot.digest), clean(foot.note)) if line],
            "link": foot.link,
            "link_alt": foot.link_alt,
            "sheet_link": foot.sheet_link,
            "sheet_word": vocab.SHEET_WORD if foot.sheet_link else "",
        },
    }


def _code_line(code: str, digest: str) -> str:
    """Nothing of a paper that has no code: a table of figures, printed as it stands."""
    if not code:
        return ""
    line = f"{vocab.CODE_WORD} {clean(code)}"
    return f"{line} · {vocab.DIGEST_WORD} {short(digest)}" if digest else line


def _blocks(blocks: tuple[Block, ...]) -> list[Node]:
    return [node for block in blocks for node in _FORMS[type(block)](block)]


def _paragraph(line: list[Piece], *, align: str = "justify", indent: bool = True) -> Node:
    return {"is": "paragraph", "line": line, "align": align, "indent": indent}


def _grounds(block: Grounds) -> list[Node]:
    lines = [line for line in (clean(line).rstrip(" ;.,") for line in block.lines) if line]
    return [
        _paragraph([{"text": line + (";" if number < len(lines) else "."), "bold": False, "italic": True}])
        for number, line in enumerate(lines, 1)
    ]


def _heading(block: Heading) -> list[Node]:
    return [{"is": "heading", "level": min(max(block.level, 1), 3), "text": clean(block.text)}]


def _paragraphs(block: Paragraph) -> list[Node]:
    return [_paragraph(line, align=str(block.align), indent=block.indent) for line in pieces(block.text)]


def _numbered(block: Numbered) -> list[Node]:
    nodes: list[Node] = []
    for number, item in enumerate(block.items, block.start):
        lines = pieces(item)
        if not lines:
            continue
        lines[0].insert(0, {"text": _mark(block.numbering, number), "bold": False, "italic": False})
        nodes += [_paragraph(line) for line in lines]
    return nodes


def _mark(numbering: vocab.Numbering, number: int) -> str:
    match numbering:
        case vocab.Numbering.ARABIC:
            return f"{number}. "
        case vocab.Numbering.LETTER:
            return f"{vocab.LETTERS[(number - 1) % len(vocab.LETTERS)]}) "
        case vocab.Numbering.DASH:
            return "- "


def _fields(block: Fields) -> list[Node]:
    nodes: list[Node] = []
    for label, value in block.pairs:
        lines = pieces(value) or [[{"text": DOTS, "bold": False, "italic": False}]]
        lines[0].insert(0, {"text": f"{clean(label)}: ", "bold": False, "italic": False})
        nodes += [_paragraph(line) for line in lines]
    return nodes


def _table(block: Table) -> list[Node]:
    total: Node | None = None
    if block.total:
        total = {
            "span": len(block.columns) - len(block.total.cells),
            "label": clean(block.total.label),
            "cells": [pieces(cell, bold=True) for cell in block.total.cells],
        }
    return [
        {
            "is": "table",
            "widths": _widths(block.columns),
            "titles": [clean(column.title) for column in block.columns],
            "aligns": [str(column.align) for column in block.columns],
            "rows": [[pieces(cell) for cell in row] for row in block.rows],
            "total": total,
        }
    ]


def _widths(columns: tuple[Column, ...]) -> list[float]:
    """Millimetres of each column, together exactly the width of the text."""
    given = sum(column.width or 0 for column in columns)
    shared = sum(column.width is None for column in columns)
    rest = (TEXT_WIDTH - given) / shared if shared else 0
    if shared and rest < 10:
        raise ValueError(f"the given columns leave {rest:.0f} mm for each of the others: at least 10 mm are needed")
    widths = [rest if column.width is None else column.width for column in columns]
    return [round(width * TEXT_WIDTH / sum(widths), 3) for width in widths]


def _party(party: Party) -> Node:
    drawn: Node | None = None
    name = clean(party.name)
    if party.drawing:
        fit = fitted(party.drawing, width=SIGNATURE_BOX[0], height=SIGNATURE_BOX[1])
        drawn = {
            "svg": svg(fit),
            "alt": f"{vocab.DRAWN_SIGNATURE_WORD} {name}",
            "width": fit.width,
            "height": fit.height,
            "pen": fit.pen,
            "strokes": fit.strokes,
        }
    return {
        "title": [line.upper() for line in map(clean, (party.title, party.powers)) if line],
        "hint": clean(party.hint),
        "drawing": drawn,
        "name": name,
        "note": [line for line in map(clean, party.note.split("\n")) if line],
        "seal": list(SEAL_BOX) if party.seal else None,
    }


def _signatures(block: SignatureRow) -> list[Node]:
    parties = [_party(party) for party in block.parties]
    rows = [parties[:2], parties[2:]] if len(parties) == 3 else [parties]
    return [{"is": "signatures", "rows": rows}]


def _recipients(block: Recipients) -> list[Node]:
    lines = [line for line in (clean(line).strip("- ;.") for line in block.lines) if line]
    marked = [f"- {line}{';' if number < len(lines) else '.'}" for number, line in enumerate(lines, 1)]
    return [{"is": "recipients", "word": vocab.RECIPIENTS_WORD, "lines": marked}]


def _annex(block: Annex) -> list[Node]:
    number = clean(block.number)
    start: Node = {
        "is": "annex",
        "word": f"{vocab.ANNEX_WORD} {number}".strip(),
        "title": clean(block.title),
        "note": clean(block.note),
    }
    return [start, *_blocks(block.blocks)]


_FORMS: Mapping[type, Callable[[Any], list[Node]]] = {
    Grounds: _grounds,
    Heading: _heading,
    Paragraph: _paragraphs,
    Numbered: _numbered,
    Fields: _fields,
    Table: _table,
    SignatureRow: _signatures,
    Recipients: _recipients,
    Annex: _annex,
}
