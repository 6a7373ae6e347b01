"""Minutes as the parties sign them digitally: one PDF that grows by a signature at a time, and what closes it."""

from dataclasses import dataclass
from datetime import datetime

from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.queries.content import ink_of
from gieo.domain.handovers.queries.printing import sealed_paper
from gieo.domain.handovers.queries.scans import scans_under
from gieo.domain.handovers.rules.paper import signature_notes
from gieo.domain.handovers.vocab import SIGNING_ORDER, Party
from gieo.foundation.files.queries import read_file
from gieo.foundation.papers import engine
from gieo.foundation.papers.engine import MM, Mark
from gieo.foundation.papers.rules import Place
from gieo.foundation.signing.models import Rendering
from gieo.foundation.signing.queries import latest_rendering
from gieo.foundation.signing.vocab import Method, RenderingKind

STAMP_HEIGHT = 15.0
"""Millimetres of a stamp in the room for a signature; below it stays a line."""
SEAL_SIZE = (52.0, 16.0)


@dataclass(frozen=True)
class ToSign:
    """The bytes that the next party signs, and those handed out before somebody signed. `newest` is None while nobody
    has signed digitally."""

    pdf: bytes
    newest: Rendering | None
    older: tuple[bytes, ...] = ()


def paper_to_sign(minutes: Minutes) -> ToSign:
    """What the next party signs: the PDF of the sealed content, with the digital signatures given so far. Two queries
    and two more for each signature."""
    assert minutes.sealed is not None  # asked for sealed minutes only
    made = latest_rendering(minutes.sealed, RenderingKind.PDF)
    plain = read_file(made.file) if made else engine.pdf(sealed_paper(minutes))
    kind = RenderingKind.PDF_DIGITAL
    grown = list(minutes.sealed.renderings.filter(kind=kind).select_related("file").order_by("made_at", "id"))
    if not grown:
        return ToSign(plain, None)
    return ToSign(read_file(grown[-1].file), grown[-1], (*(read_file(row.file) for row in grown[:-1]), plain))


def room_of(minutes: Minutes, party: Party) -> Place:
    """Where the stamp of this party's digital signature stands on the paper."""
    room = engine.rooms(sealed_paper(minutes))[SIGNING_ORDER.index(party)]
    middle, half = (room.left + room.right) / 2, 30 * MM
    return Place(
        room.page,
        left=max(room.left, middle - half),
        bottom=room.top - STAMP_HEIGHT * MM,
        right=min(room.right, middle + half),
        top=room.top,
    )


@dataclass(frozen=True)
class Closing:
    """What the department's seal shows on a PDF that parties have signed digitally: the signatures of those who did
    not, each in its room, and the stamp. `area` is the box on the sheet, `page` what is drawn there."""

    area: Place
    page: bytes


def closing(minutes: Minutes, seal: tuple[str, ...], *, dated: datetime) -> Closing:
    """Over the sheet and not in it, so that the signatures given before stay what they are. One query."""
    assert minutes.sealed is not None  # asked for signed minutes only
    rooms = dict(zip(SIGNING_ORDER, engine.rooms(sealed_paper(minutes)), strict=True))
    marks = [_seal_mark(rooms[Party.WITNESS], seal)]
    others = list(minutes.sealed.signatures.exclude(method=Method.DIGITAL).order_by("id"))
    content = minutes.sealed.content
    for party, ink in ink_of(others, content, scans_under(minutes, others)).items():
        notes = signature_notes(ink, content["people"][party.value]["name"])
        who = [f"{ink.name}, {ink.title}".rstrip(" ,")] if ink.name else []
        marks.append(Mark(rooms[party], drawing=ink.drawing, notes=(*who, *notes)))
    places = [mark.place for mark in marks]
    area = Place(
        places[0].page,
        left=min(place.left for place in places),
        bottom=min(place.bottom for place in places),
        right=max(place.right for place in places),
        top=max(place.top for place in places),
    )
    return Closing(area, engine.overlay(area, marks, dated=dated))


def _seal_mark(beside: Place, lines: tuple[str, ...]) -> Mark:
    """Right of the witness, who stands alone in the middle of the last row."""
    width, height = SEAL_SIZE
    bottom = beside.bottom + (20 - height) / 2 * MM
    place = Place(
        beside.page, left=beside.right - width * MM, bottom=bottom, right=beside.right, top=bottom + height * MM
    )
    return Mark(place, lines=lines)
