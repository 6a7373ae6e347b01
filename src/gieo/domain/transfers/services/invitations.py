"""Who is asked to a conference and who came."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gieo.core.actor import Actor, Role
from gieo.core.clock import local_date
from gieo.core.errors import Invalid, Refused
from gieo.core.text import squeeze
from gieo.domain.transfers.access import visible_lines
from gieo.domain.transfers.models import Conference, ConferenceUnit, Guest
from gieo.domain.transfers.permits import may_edit_conference, may_take_attendance
from gieo.domain.transfers.queries.figures import decisions_in_force
from gieo.domain.transfers.queries.invitations import in_journal
from gieo.domain.transfers.rules.lines import unit_fault
from gieo.domain.transfers.services.chasing import mind_answers
from gieo.domain.transfers.services.conferences import touch
from gieo.domain.transfers.services.locking import conference_step, lock_conference
from gieo.domain.transfers.vocab import COMING, Attendance, GuestKind
from gieo.domain.transfers.wording import line_fault
from gieo.foundation.accounts.queries import roles_on
from gieo.foundation.journal.services import Changes, changes_between
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.units.models import Unit
from gieo.foundation.units.queries import today_unit

_SEAT = ("attendance", "representative_name", "representative_title")
_PLACE = ("representative_name", "representative_title", "expected")
_GUEST = ("name", "title", "organisation", "kind", "email", "expected")
_PERSONAL = ("name", "title", "organisation", "email")

MOST_EXPECTED = 50


@dataclass(frozen=True)
class SeatMark:
    """What is to be written of one invited unit; None leaves a part as it is."""

    attendance: Attendance | None = None
    representative_name: str | None = None
    representative_title: str | None = None


def invite_receivers(conference: Conference, *, actor: Actor, now: datetime) -> list[ConferenceUnit]:
    """Invite every unit that receives something by the conference's decisions and is not invited yet.

    A receiver that has ended since the decision keeps its name; its successor's representative speaks for it.
    """
    may_edit_conference(actor).require()
    with transaction.atomic():
        conference = lock_conference(conference)
        conference_step("invite", conference)
        decisions = [decision.pk for decision in decisions_in_force(conference)]
        receivers = visible_lines(actor).filter(decision__in=decisions).values("unit_id")
        units = (
            Unit.objects.filter(pk__in=receivers).select_related("successor__successor").order_by("name_order", "pk")
        )
        return _invite(conference, units, actor=actor, now=now)


def invite_units(conference: Conference, units: Iterable[Unit], *, actor: Actor, now: datetime) -> list[ConferenceUnit]:
    """Invite chosen units; those invited already are passed over. Returns the new seats.

    Raises Invalid for a unit that will not exist on the day, unless a decision of the conference names it.
    """
    may_edit_conference(actor).require()
    chosen = list({unit.pk: unit for unit in units}.values())
    if not chosen:
        raise Invalid({"units": [_("Chọn ít nhất một đơn vị.")]})
    with transaction.atomic():
        conference = lock_conference(conference)
        conference_step("invite", conference)
        decisions = [decision.pk for decision in decisions_in_force(conference)]
        named = set(visible_lines(actor).filter(decision__in=decisions).values_list("unit_id", flat=True))
        errors = [sentence for unit in chosen if unit.pk not in named for sentence in _ended(unit, conference)]
        if errors:
            raise Invalid({"units": errors})
        return _invite(conference, chosen, actor=actor, now=now)


def uninvite_unit(seat: ConferenceUnit, *, actor: Actor, now: datetime) -> None:
    """Take an invitation back. Raises Refused once the unit was noted present."""
    may_edit_conference(actor).require()
    with transaction.atomic():
        conference = lock_conference(seat.conference)
        conference_step("uninvite", conference)
        seat = conference.units.select_related("unit").get(pk=seat.pk)
        if seat.attendance == Attendance.PRESENT:
            raise Refused(_("%(unit)s đã có mặt, không rút lời mời được nữa.") % {"unit": seat.unit.name})
        changes: Changes = {"units": ([seat.unit.name], [])}
        seat.delete()
        touch(conference)
        write_journal("uninvite", conference, actor=actor, now=now, changes=changes)
        mind_answers(conference, now=now)


def edit_invited(
    seat: ConferenceUnit,
    *,
    representative_name: str,
    representative_title: str,
    expected: int,
    actor: Actor,
    now: datetime,
) -> ConferenceUnit:
    """Change whom an invited unit is asked to send, and how many. Raises Invalid for nobody or a crowd."""
    may_edit_conference(actor).require()
    _check_expected(expected)
    with transaction.atomic():
        conference = lock_conference(seat.conference)
        conference_step("invite", conference)
        seat = conference.units.select_related("unit").get(pk=seat.pk)
        before = {name: getattr(seat, name) for name in _PLACE}
        seat.representative_name, seat.representative_title = (
            squeeze(representative_name),
            squeeze(representative_title),
        )
        seat.expected = expected
        changes = changes_between(before, {name: getattr(seat, name) for name in _PLACE})
        if changes:
            seat.save(update_fields=list(changes))
            touch(conference)
            write_journal("invite", conference, actor=actor, now=now, changes=changes)
    return seat


def set_attendance(
    conference: Conference,
    seats: Mapping[int, SeatMark],
    *,
    guests: Mapping[int, bool] | None = None,
    actor: Actor,
    now: datetime,
) -> int:
    """Write down who came, many at once; returns how many rows changed.

    Only what is named is written, so two people at two doors do not undo each other. Nobody is present before the day
    of the conference. Raises Invalid for a seat or guest of another conference, Refused for presence ahead of time.
    """
    may_take_attendance(actor).require()
    with transaction.atomic():
        conference = lock_conference(conference)
        conference_step("set_attendance", conference)
        rows = {seat.pk: seat for seat in conference.units.select_related("unit").filter(pk__in=seats)}
        people = {guest.pk: guest for guest in conference.guests.filter(pk__in=guests or {})}
        if len(rows) != len(seats) or len(people) != len(guests or {}):
            raise Invalid({"": [_("Danh sách dự đã đổi; mở lại trang rồi ghi tiếp.")]})
        present = any(mark.attendance == Attendance.PRESENT for mark in seats.values()) or any((guests or {}).values())
        if present and local_date(now) < conference.held_on:
            raise Refused(
                _("Hội nghị ghi ngày %(day)s, chưa thể ghi có mặt.") % {"day": date_format(conference.held_on, "d/m/Y")}
            )
        changes: dict[str, tuple[object, object]] = {}
        for pk, mark in seats.items():
            changes |= _mark_seat(rows[pk], mark)
        for pk, here in (guests or {}).items():
            if people[pk].present != here:
                changes[in_journal(people[pk])] = (people[pk].present, here)
                people[pk].present = here
                people[pk].save(update_fields=["present"])
        if changes:
            touch(conference)
            write_journal("set_attendance", conference, actor=actor, now=now, changes=changes)
    return len(changes)


def check_in(asked: ConferenceUnit | Guest, *, here: bool, actor: Actor, now: datetime) -> int:
    """One tap at the door: who stands there is present, or is not after all. Twice is once; returns rows changed.

    A unit taken back is again what it was by its answer. Raises as `set_attendance`.
    """
    if isinstance(asked, Guest):
        return set_attendance(asked.conference, {}, guests={asked.pk: here}, actor=actor, now=now)
    before = Attendance.CONFIRMED if asked.reply in COMING else Attendance.INVITED
    mark = SeatMark(Attendance.PRESENT if here else before)
    return set_attendance(asked.conference, {asked.pk: mark}, actor=actor, now=now)


def add_guest(
    conference: Conference,
    *,
    name: str,
    title: str = "",
    organisation: str = "",
    kind: GuestKind = GuestKind.GUEST,
    email: str = "",
    expected: int = 1,
    actor: Actor,
    now: datetime,
) -> Guest:
    """Add a guest. Raises Invalid without a name."""
    may_edit_conference(actor).require()
    _check_guest(name, expected)
    with transaction.atomic():
        conference = lock_conference(conference)
        conference_step("set_guests", conference)
        guest = Guest.objects.create(
            conference=conference,
            name=squeeze(name),
            title=squeeze(title),
            organisation=squeeze(organisation),
            kind=kind,
            email=email.strip(),
            expected=expected,
        )
        touch(conference)
        write_journal(
            "set_guests", conference, actor=actor, now=now, changes={"guests": ("", guest.name)}, personal=["guests"]
        )
    return guest


def edit_guest(
    guest: Guest,
    *,
    name: str,
    title: str = "",
    organisation: str = "",
    kind: GuestKind = GuestKind.GUEST,
    email: str = "",
    expected: int = 1,
    actor: Actor,
    now: datetime,
) -> Guest:
    """Change who a guest is, where letters go, how many are asked."""
    may_edit_conference(actor).require()
    _check_guest(name, expected)
    with transaction.atomic():
        conference = lock_conference(guest.conference)
        conference_step("set_guests", conference)
        guest = conference.guests.get(pk=guest.pk)
        before = {field: getattr(guest, field) for field in _GUEST}
        guest.name, guest.title, guest.organisation = squeeze(name), squeeze(title), squeeze(organisation)
        guest.kind, guest.email, guest.expected = kind, email.strip(), expected
        changes = changes_between(before, {field: getattr(guest, field) for field in _GUEST})
        if changes:
            guest.save(update_fields=list(changes))
            touch(conference)
            _tell(conference, changes, actor=actor, now=now)
    return guest


def _tell(conference: Conference, changes: Changes, *, actor: Actor, now: datetime) -> None:
    write_journal("set_guests", conference, actor=actor, now=now, changes=changes, personal=_PERSONAL)


def _check_guest(name: str, expected: int) -> None:
    if not squeeze(name):
        raise Invalid({"name": [_("Ghi họ và tên khách, hoặc tên toà soạn.")]})
    _check_expected(expected)


def _check_expected(expected: int) -> None:
    if not 1 <= expected <= MOST_EXPECTED:
        raise Invalid({"expected": [_("Mời từ 1 đến %(most)d người.") % {"most": MOST_EXPECTED}]})


def remove_guest(guest: Guest, *, actor: Actor, now: datetime) -> None:
    may_edit_conference(actor).require()
    with transaction.atomic():
        conference = lock_conference(guest.conference)
        conference_step("set_guests", conference)
        write_journal(
            "set_guests", conference, actor=actor, now=now, changes={"guests": (guest.name, "")}, personal=["guests"]
        )
        conference.guests.filter(pk=guest.pk).delete()
        touch(conference)
        mind_answers(conference, now=now)


def _invite(conference: Conference, units: Iterable[Unit], *, actor: Actor, now: datetime) -> list[ConferenceUnit]:
    present = set(conference.units.values_list("unit_id", flat=True))
    fresh = [unit for unit in units if unit.pk not in present]
    if not fresh:
        return []
    speakers = _speakers(fresh, conference)
    seats = ConferenceUnit.objects.bulk_create(
        [
            ConferenceUnit(
                conference=conference,
                unit=unit,
                representative_name=speakers.get(unit.pk, ("", ""))[0],
                representative_title=speakers.get(unit.pk, ("", ""))[1],
            )
            for unit in fresh
        ]
    )
    touch(conference)
    write_journal("invite", conference, actor=actor, now=now, changes={"units": ([], [unit.name for unit in fresh])})
    return seats


def _speakers(units: Iterable[Unit], conference: Conference) -> dict[int, tuple[str, str]]:
    """Name and title of the person who speaks for each unit on the day: the newest representative of the unit, or of
    its successor when it has ended by then."""
    heirs = {unit.pk: today_unit(unit, conference.held_on).pk for unit in units}
    held = roles_on(conference.held_on).filter(role=Role.UNIT_REP, unit_id__in=heirs.values())
    speakers: dict[int, tuple[str, str]] = {}
    for role in held.select_related("person").order_by("since", "-pk"):
        speakers[role.unit_id] = (role.person.name, role.title or role.person.title)
    return {unit: speakers[heir] for unit, heir in heirs.items() if heir in speakers}


def _ended(unit: Unit, conference: Conference) -> list[str]:
    fault = unit_fault(since=unit.since, abolished_on=unit.abolished_on, on=conference.held_on)
    if fault is None:
        return []
    heir = today_unit(unit, conference.held_on)
    return [
        line_fault(
            fault,
            unit=unit.name,
            successor=heir.name if heir.pk != unit.pk else "",
            day=date_format(unit.abolished_on, "d/m/Y") if unit.abolished_on else "",
        )
    ]


def _mark_seat(seat: ConferenceUnit, mark: SeatMark) -> dict[str, tuple[object, object]]:
    before = {name: getattr(seat, name) for name in _SEAT}
    if mark.attendance is not None:
        seat.attendance = mark.attendance
    if mark.representative_name is not None:
        seat.representative_name = squeeze(mark.representative_name)
    if mark.representative_title is not None:
        seat.representative_title = squeeze(mark.representative_title)
    changes = changes_between(before, {name: getattr(seat, name) for name in _SEAT})
    if not changes:
        return {}
    seat.save(update_fields=list(changes))
    return {seat.unit.name: ([old for old, _new in changes.values()], [new for _old, new in changes.values()])}
