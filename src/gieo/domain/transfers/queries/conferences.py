"""The list of conferences, the page of one in the office, and its public page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractYear

from gieo.core.actor import Actor
from gieo.domain.results.access import hidden_names
from gieo.domain.results.rules import speaks_of
from gieo.domain.transfers.access import (
    own_units,
    public_conferences,
    public_lines,
    visible_conferences,
    visible_lines,
)
from gieo.domain.transfers.models import (
    AgendaItem,
    Conference,
    ConferenceNote,
    ConferencePhoto,
    ConferenceUnit,
    DecisionLine,
    Guest,
    ReportedFigure,
    TransferDecision,
)
from gieo.domain.transfers.permits import may_see_transfers
from gieo.domain.transfers.queries.clocks import days_to_conference
from gieo.domain.transfers.queries.figures import (
    ItemGroup,
    UnitGroup,
    amendments,
    by_item,
    by_unit,
    conference_decisions,
    family,
    gives_on,
    line_figures,
    lines_of_conference,
    standing_key,
    with_items,
)
from gieo.domain.transfers.rules.figures import Figures
from gieo.domain.transfers.rules.publication import photo_faults
from gieo.domain.transfers.vocab import Attendance, FigureKind
from gieo.foundation.units.queries import label_related


def conference_list(actor: Actor) -> QuerySet[Conference]:
    """Conferences the actor sees, each with units invited and present."""
    return (
        visible_conferences(actor)
        .annotate(
            unit_count=Count("units", distinct=True),
            present_count=Count("units", filter=Q(units__attendance=Attendance.PRESENT), distinct=True),
        )
        .prefetch_related("decisions")
    )


def conference_years(actor: Actor) -> list[int]:
    """Years in which conferences the actor sees are held, newest first."""
    years = visible_conferences(actor).annotate(year=ExtractYear("held_on"))
    return sorted(set(years.values_list("year", flat=True)), reverse=True)


def conference_lines(conference: Conference, actor: Actor) -> QuerySet[DecisionLine]:
    """Lines that a conference hands over, as far as the actor sees them, with items and units at hand."""
    return with_items(lines_of_conference(conference, visible_lines(actor)))


def conference_figures(conference: Conference, actor: Actor) -> Figures:
    """The four counts of a conference, by what units were on its day."""
    return line_figures(lines_of_conference(conference, visible_lines(actor)), conference.held_on)


@dataclass(frozen=True)
class Seat:
    """An invited unit with what it receives."""

    seat: ConferenceUnit
    items: int


@dataclass(frozen=True)
class Told:
    """A number that somebody wrote, beside the one computed from the rows."""

    figure: ReportedFigure
    computed: int

    @property
    def agrees(self) -> bool:
        return self.figure.value == self.computed


@dataclass(frozen=True)
class ConferencePage:
    """Everything the page of a conference shows, as far as the actor sees it."""

    conference: Conference
    decisions: tuple[TransferDecision, ...]
    lines: tuple[DecisionLine, ...]
    figures: Figures
    units: tuple[UnitGroup, ...]
    items: tuple[ItemGroup, ...]
    seats: tuple[Seat, ...]
    agenda: tuple[AgendaItem, ...]
    guests: tuple[Guest, ...]
    photos: tuple[ConferencePhoto, ...]
    notes: tuple[ConferenceNote, ...]
    told: tuple[Told, ...]
    days: int | None
    """Calendar days from the first decision to the conference."""

    @property
    def present(self) -> int:
        return sum(seat.seat.attendance == Attendance.PRESENT for seat in self.seats)

    @property
    def undecided(self) -> tuple[Seat, ...]:
        """Units not yet noted present or absent."""
        open_marks = (Attendance.INVITED, Attendance.CONFIRMED)
        return tuple(seat for seat in self.seats if seat.seat.attendance in open_marks)


def conference_page(conference: Conference, actor: Actor) -> ConferencePage:
    """The page of a conference. A unit sees its own lines and seat, the agenda and the photographs that may be shown;
    the office and the province's leaders see all."""
    decisions = tuple(conference_decisions(conference))
    lines = tuple(conference_lines(conference, actor))
    units = by_unit(lines, conference.held_on)
    figures = line_figures(lines, conference.held_on)
    sees_all = bool(may_see_transfers(actor))
    seats = conference.units.select_related(*label_related("unit")).order_by("unit__name_order", "pk")
    photos = conference.photos.select_related("photograph__file")
    given = {group.unit.pk: len(group.lines) for group in units}
    return ConferencePage(
        conference=conference,
        decisions=decisions,
        lines=lines,
        figures=figures,
        units=tuple(units),
        items=tuple(by_item(lines)),
        seats=tuple(
            Seat(seat, given.get(seat.unit_id, 0)) for seat in (seats if sees_all else seats.filter(own_units(actor)))
        ),
        agenda=tuple(conference.agenda.all()),
        guests=tuple(conference.guests.all()) if sees_all else (),
        photos=tuple(photos if sees_all else shown_photos(photos)),
        notes=tuple(conference.quick_notes.all()) if sees_all else (),
        told=tuple(Told(row, figures.of(FigureKind(row.what))) for row in conference.reported_figures.all())
        if sees_all
        else (),
        days=_days(decisions, conference.held_on),
    )


def may_be_shown(photo: ConferencePhoto) -> bool:
    """Whether a photograph is meant for the public page and carries caption, credit and consent."""
    picture = photo.photograph
    return photo.shown and not photo_faults(caption=picture.caption, credit=picture.credit, consent=picture.consent)


def shown_photos(photos: Iterable[ConferencePhoto]) -> list[ConferencePhoto]:
    """Those meant for the public page whose caption names nothing that has been restricted since. One query, where
    there are any."""
    meant = [photo for photo in photos if may_be_shown(photo)]
    names = hidden_names() if meant else ()
    return [photo for photo in meant if not speaks_of(names, photo.photograph.caption)]


@dataclass(frozen=True)
class PublicConference:
    """What the public page shows: nothing of restricted results, no guest, no picture without consent."""

    conference: Conference
    decisions: tuple[TransferDecision, ...]
    lines: tuple[DecisionLine, ...]
    figures: Figures
    units: tuple[UnitGroup, ...]
    items: tuple[ItemGroup, ...]
    agenda: tuple[AgendaItem, ...]
    photos: tuple[ConferencePhoto, ...]
    days: int | None


def public_conference(conference: Conference) -> PublicConference:
    """The public page of a published conference; its door is access_public_conference."""
    decisions = tuple(conference_decisions(conference))
    lines = tuple(with_items(lines_of_conference(conference, public_lines())))
    photos = conference.photos.select_related("photograph__file")
    return PublicConference(
        conference=conference,
        decisions=decisions,
        lines=lines,
        figures=line_figures(lines, conference.held_on),
        units=tuple(by_unit(lines, conference.held_on)),
        items=tuple(by_item(lines)),
        agenda=tuple(conference.agenda.all()),
        photos=tuple(shown_photos(photos)),
        days=_days(decisions, conference.held_on),
    )


@dataclass(frozen=True)
class PublicRow:
    """A published conference in the public list."""

    conference: Conference
    figures: Figures
    cover: ConferencePhoto | None


def public_rows(limit: int | None = None) -> list[PublicRow]:
    """Published conferences, newest first, with their figures and first photograph; six queries for any number."""
    conferences = list(public_conferences().order_by("-held_on", "-pk").prefetch_related("decisions", "units")[:limit])
    amended = amendments()
    standing = {
        conference.pk: {standing_key(decision.pk, amended) for decision in conference.decisions.all()}
        for conference in conferences
    }
    lines = list(
        public_lines()
        .filter(decision__in={pk for keys in standing.values() for pk in keys})
        .select_related("unit", "decision")
        .prefetch_related("unit__former_faces")
    )
    covers: dict[int, ConferencePhoto] = {}
    for photo in shown_photos(
        ConferencePhoto.objects.filter(conference__in=conferences).select_related("photograph__file")
    ):
        covers.setdefault(photo.conference_id, photo)
    rows = []
    for conference in conferences:
        invited = {seat.unit_id for seat in conference.units.all()}
        own = [
            line
            for line in lines
            if line.decision_id in standing[conference.pk]
            and gives_on(line.decision, conference.held_on)
            and (not invited or line.unit_id in invited)
        ]
        rows.append(PublicRow(conference, line_figures(own, conference.held_on), covers.get(conference.pk)))
    return rows


def _days(decisions: tuple[TransferDecision, ...], held_on: date) -> int | None:
    """From the first decision: an amendment of later date does not make the day come before it was decided."""
    dates = [row.issued_on for decision in decisions for row in family(decision) if row.issued_on is not None]
    return days_to_conference(min(dates, default=None), held_on)
