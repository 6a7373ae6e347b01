"""What was written and photographed in the hall, in the order of time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from gieo.core.clock import local
from gieo.domain.transfers.models import Conference, ConferenceNote, ConferencePhoto


@dataclass(frozen=True)
class DayLine:
    """A note or a photograph, with when and by whom."""

    at: datetime
    by: str
    by_id: int | None
    note: ConferenceNote | None = None
    photo: ConferencePhoto | None = None


def lines_of_day(conference: Conference) -> list[DayLine]:
    """Notes and photographs, newest first; two queries."""
    lines = [DayLine(note.at, note.by_name, note.by_id, note=note) for note in conference.quick_notes.all()]
    for photo in conference.photos.select_related("photograph__file", "conference"):
        file = photo.photograph.file
        lines.append(DayLine(file.uploaded_at, file.uploaded_by_name, file.uploaded_by_id, photo=photo))
    return sorted(lines, key=lambda line: line.at, reverse=True)


def told(notes: Iterable[ConferenceNote]) -> str:
    """The notes as the beginning of a text about the day: a paragraph each, with its hour."""
    return "\n\n".join(f"{local(note.at):%H:%M} {note.text}" for note in notes)
