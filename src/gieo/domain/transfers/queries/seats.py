"""The room: every chair with who sits on it, and who still stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from gieo.core.actor import Actor
from gieo.domain.transfers.models import Conference, Guest, RoomSeat
from gieo.domain.transfers.queries.invitations import (
    Asked,
    agenda_content,
    day_content,
    invitees,
    issuer_content,
    name_of,
)
from gieo.domain.transfers.rules.invitations import when
from gieo.domain.transfers.rules.programme import span
from gieo.domain.transfers.rules.seats import plan_text, proposed_plan


@dataclass(frozen=True)
class Seated:
    """An invitee with the chairs kept for it; `places` is how many are needed."""

    asked: Asked
    chairs: tuple[RoomSeat, ...]

    @property
    def places(self) -> int:
        return self.asked.places

    @property
    def labels(self) -> str:
        return ", ".join(chair.label for chair in self.chairs)

    @property
    def lacks(self) -> int:
        return max(self.places - len(self.chairs), 0)


@dataclass(frozen=True)
class Room:
    """The room of a conference."""

    rows: tuple[tuple[str, tuple[tuple[RoomSeat, Asked | None], ...]], ...]
    seated: tuple[Seated, ...]

    @property
    def chairs(self) -> int:
        return sum(len(chairs) for _row, chairs in self.rows)

    @property
    def taken(self) -> int:
        return sum(asked is not None for _row, chairs in self.rows for _chair, asked in chairs)

    @property
    def free(self) -> int:
        return self.chairs - self.taken

    @property
    def needed(self) -> int:
        return sum(row.places for row in self.seated)

    @property
    def lacking(self) -> int:
        return sum(row.lacks for row in self.seated)

    @property
    def plan(self) -> str:
        """The plan as typed; for an empty room one that would do."""
        if not self.rows:
            return proposed_plan(self.needed)
        return plan_text([(chair.row, chair.number) for _row, chairs in self.rows for chair, _asked in chairs])


def room_of(conference: Conference) -> Room:
    """The room with everybody in it. Three queries."""
    asked = {row.key: row for row in invitees(conference)}
    chairs = list(conference.room.all())
    held: dict[str, list[RoomSeat]] = {key: [] for key in asked}
    for chair in chairs:
        if (key := sitter(chair)) in held:
            held[key].append(chair)
    rows = groupby(chairs, key=lambda chair: chair.row)
    return Room(
        rows=tuple((row, tuple((chair, asked.get(sitter(chair))) for chair in group)) for row, group in rows),
        seated=tuple(Seated(row, tuple(held[key])) for key, row in asked.items()),
    )


def sitter(chair: RoomSeat) -> str:
    """The key of who sits on a chair, "" when it is free."""
    if chair.unit_id is not None:
        return f"u{chair.unit_id}"
    return f"g{chair.guest_id}" if chair.guest_id is not None else ""


def paper_content(conference: Conference, actor: Actor) -> dict[str, Any]:
    """What the papers of the day hold: who issues them, the day, the programme."""
    day = day_content(conference)
    return {
        **issuer_content(actor, conference.held_on),
        **day,
        "when": when(day),
        "agenda": agenda_content(conference),
        "illustrative": conference.illustrative,
    }


def agenda_rows(conference: Conference) -> list[tuple[str, str, str]]:
    """The programme for pages: when, what, who. One query."""
    return [(span(row["at"], row["minutes"]), row["title"], row["speaker"]) for row in agenda_content(conference)]


def seat_rows(room: Room, conference: Conference) -> list[tuple[str, str, str]]:
    """Chair, whose, and the name of who is expected on it, for the printed list: in the order of the room."""
    names = {row.asked.key: _names(row.asked, len(row.chairs)) for row in room.seated}
    rows = []
    for _row, chairs in room.rows:
        for chair, asked in chairs:
            if asked is not None:
                person = names[asked.key].pop(0) if names[asked.key] else ""
                rows.append((chair.label, _whose(asked, conference), person))
    return rows


def _whose(asked: Asked, conference: Conference) -> str:
    """A unit by its name; a guest by title and organisation, since the name stands beside it."""
    if isinstance(asked, Guest):
        return ", ".join(part for part in (asked.title, asked.organisation) if part) or str(asked.get_kind_display())
    return name_of(asked, conference.held_on)


def _names(asked: Asked, chairs: int) -> list[str]:
    """Names for the chairs of an invitee: those announced, else the representative or the guest."""
    people: Sequence[str] = [person["name"] for person in asked.people]
    if not people:
        people = [getattr(asked, "representative_name", "") or getattr(asked, "name", "")]
    return [*people, *[""] * chairs][:chairs]
