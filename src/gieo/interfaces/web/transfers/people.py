"""Who is asked to a conference and who came: invitations, guests, attendance at the door, agenda."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.core.errors import NotFound
from gieo.domain.transfers import services
from gieo.domain.transfers.access import access_conference
from gieo.domain.transfers.models import AgendaItem, Conference, Guest
from gieo.domain.transfers.permits import may_edit_conference, may_take_attendance
from gieo.domain.transfers.queries.conferences import ConferencePage, conference_page
from gieo.domain.transfers.queries.deeds import conference_deeds
from gieo.domain.transfers.services import SeatMark
from gieo.domain.transfers.vocab import Attendance
from gieo.domain.transfers.wording import ATTENDANCE_LABELS, REPLY_LABELS
from gieo.foundation.units.queries import active_units, unit_label
from gieo.foundation.units.wording import KIND_LABELS
from gieo.interfaces.web.transfers import shown
from gieo.interfaces.web.transfers.conference_forms import FORM, words
from gieo.interfaces.web.transfers.conferences import at, trail
from gieo.interfaces.web.transfers.forms import AgendaForm, GuestForm
from gieo.interfaces.web.ui.components import Deed
from gieo.interfaces.web.ui.exporting import exported
from gieo.interfaces.web.ui.fields import row_numbers
from gieo.interfaces.web.ui.formats import number
from gieo.interfaces.web.ui.lists import Column, ListPage
from gieo.interfaces.web.ui.pages import deed, filled, fills, page, writes
from gieo.interfaces.web.ui.rolls import Roll


@fills
def invite(request: HttpRequest, code: str) -> HttpResponse:
    """Tick units and send."""
    found = access_conference(code, request.actor)
    may_edit_conference(request.actor).require()
    choosable = active_units(found.held_on).order_by("name_order", "pk")
    if request.method == "POST":
        keys = row_numbers(request.POST.getlist("units"))
        return deed(
            request,
            lambda: services.invite_units(found, choosable.filter(pk__in=keys), actor=request.actor, now=clock.now()),
            said=_invited,
            to=("transfers:conference", code),
            back=("transfers:invite", code),
        )
    seen = conference_page(found, request.actor)
    invited = {seat.seat.unit_id for seat in seen.seats}
    units = [unit for unit in choosable if unit.pk not in invited]
    return page(
        request,
        "transfers/invite.html",
        conference=found,
        seats=[(seat, unit_label(seat.seat.unit, clock.today()), _uninviting(found, seat.seat)) for seat in seen.seats],
        groups=[
            (label, rows)
            for kind, label in KIND_LABELS.items()
            if (rows := [unit for unit in units if unit.kind == kind])
        ],
        deed=conference_deeds(found, request.actor, ["invite"])["invite"],
        everybody=at("invite_receivers", found),
        back=at("conference", found),
        trail=trail(found, _("Mời đơn vị")),
    )


def _uninviting(found: Conference, seat: Any) -> Deed:
    if seat.attendance == Attendance.PRESENT:
        return Deed(label=_("Rút lời mời"), blocked=_("Đơn vị đã có mặt."))
    return Deed(label=_("Rút lời mời"), url=at("uninvite", found, seat.pk), kind="quiet", icon="user-minus", post=True)


@writes
def invite_receivers(request: HttpRequest, code: str) -> HttpResponse:
    found = access_conference(code, request.actor)
    may_edit_conference(request.actor).require()
    return deed(
        request,
        lambda: services.invite_receivers(found, actor=request.actor, now=clock.now()),
        said=_invited,
        to=("transfers:conference", code),
    )


def _invited(seats: list[Any]) -> str:
    if not seats:
        return _("Mọi đơn vị ấy đã được mời.")
    return ngettext("Đã mời %(count)s đơn vị.", "Đã mời %(count)s đơn vị.", len(seats)) % {"count": number(len(seats))}


@writes
def uninvite(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    found = access_conference(code, request.actor)
    may_edit_conference(request.actor).require()
    seat = found.units.select_related("conference", "unit").filter(pk=pk).first()
    if seat is None:
        raise NotFound(_("Đơn vị này không có trong danh sách mời."))
    return deed(
        request,
        lambda: services.uninvite_unit(seat, actor=request.actor, now=clock.now()),
        said=_("Đã rút lời mời %(unit)s.") % {"unit": seat.unit.name},
        to=("transfers:invite", code),
    )


@fills
def attendance(request: HttpRequest, code: str) -> HttpResponse:
    """The list at the door, for a phone: big choices, one save. Only what was changed here is written."""
    found = access_conference(code, request.actor)
    may_take_attendance(request.actor).require()
    seen = conference_page(found, request.actor)
    if request.method == "POST":
        return deed(
            request,
            lambda: services.set_attendance(
                found,
                _changed_seats(request, seen),
                guests=_changed_guests(request, seen),
                actor=request.actor,
                now=clock.now(),
            ),
            said=lambda count: (
                ngettext("Đã ghi %(count)s dòng.", "Đã ghi %(count)s dòng.", count) % {"count": number(count)}
                if count
                else _("Không có gì đổi.")
            ),
            to=("transfers:attendance", code),
        )
    today = clock.today()
    return page(
        request,
        "transfers/attendance.html",
        conference=found,
        listed=door_roll(request, found, seen),
        seats=[(seat, unit_label(seat.seat.unit, today)) for seat in seen.seats],
        guests=seen.guests,
        choices=shown.ATTENDANCE_CHOICES,
        present=seen.present,
        deed=conference_deeds(found, request.actor, ["set_attendance"])["set_attendance"],
        day_has_come=today >= found.held_on,
        back=at("conference", found),
    )


def _changed_seats(request: HttpRequest, seen: Any) -> dict[int, SeatMark]:
    """Marks that differ from what this page had shown, so that a colleague's marks made meanwhile stay."""
    sent = request.POST
    marks: dict[int, SeatMark] = {}
    for row in seen.seats:
        pk = row.seat.pk
        mark, was = sent.get(f"mark-{pk}", ""), sent.get(f"was-{pk}", "")
        texts = {
            field: sent.get(f"{field}-{pk}", "")
            for field in ("name", "title")
            if f"{field}-{pk}" in sent and sent[f"{field}-{pk}"] != sent.get(f"was-{field}-{pk}", "")
        }
        changed = Attendance(mark) if mark != was and mark in set(Attendance) else None
        if changed is not None or texts:
            marks[pk] = SeatMark(changed, texts.get("name"), texts.get("title"))
    return marks


def _changed_guests(request: HttpRequest, seen: Any) -> dict[int, bool]:
    here = {value for value in request.POST.getlist("guests") if value.isdecimal()}
    was = {value for value in request.POST.getlist("guests-were") if value.isdecimal()}
    return {
        guest.pk: str(guest.pk) in here for guest in seen.guests if (str(guest.pk) in here) != (str(guest.pk) in was)
    }


@fills
def guests(request: HttpRequest, code: str) -> HttpResponse:
    """Guests: the list and the form of a new one."""
    found = access_conference(code, request.actor)
    may_edit_conference(request.actor).require()
    return filled(
        request,
        GuestForm(request.POST or None),
        "transfers/guests.html",
        lambda values: services.add_guest(found, actor=request.actor, now=clock.now(), **values),
        said=lambda made: _("Đã thêm %(name)s.") % {"name": made.name},
        to=("transfers:guests", code),
        conference=found,
        guests=found.guests.all(),
        listed=guests_listed(request, code),
        deed=conference_deeds(found, request.actor, ["set_guests"])["set_guests"],
        back=at("conference", found),
        trail=trail(found, _("Khách mời")),
    )


def guests_listed(request: HttpRequest, code: str) -> ListPage:
    found = access_conference(code, request.actor)
    may_edit_conference(request.actor).require()
    return ListPage(
        request,
        found.guests.all(),
        [
            Column("name", _("Họ và tên"), lambda guest: guest.name, width=24),
            Column("title", _("Chức vụ"), lambda guest: guest.title),
            Column("organisation", _("Cơ quan"), lambda guest: guest.organisation, width=30),
            Column("kind", _("Loại"), lambda guest: guest.get_kind_display(), kind="pill"),
            Column("email", _("Thư điện tử"), lambda guest: guest.email),
        ],
        order=found.guests.model._meta.ordering or ("pk",),
        title=_("Khách mời của hội nghị %(code)s") % {"code": found.code},
        at=at("guests", found),
    )


export_guests = exported(guests_listed)


@dataclass(frozen=True)
class DoorLine:
    """One line of the list at the door: a unit with its representative, or a guest."""

    key: str
    name: str
    who: str
    title: str
    answer: str
    mark: str


def attendance_listed(request: HttpRequest, code: str) -> ListPage:
    """Units first, then guests, as at the door."""
    found = access_conference(code, request.actor)
    may_take_attendance(request.actor).require()
    return door_roll(request, found, conference_page(found, request.actor))


def door_roll(request: HttpRequest, found: Conference, seen: ConferencePage) -> ListPage:
    units = [
        DoorLine(
            row.seat.key, unit_label(row.seat.unit, clock.today()), row.seat.representative_name,
            row.seat.representative_title, _answer(row.seat), str(ATTENDANCE_LABELS[Attendance(row.seat.attendance)]),
        )
        for row in seen.seats
    ]  # fmt: skip
    people = [
        DoorLine(
            guest.key, guest.organisation, guest.name, guest.title, _answer(guest),
            str(ATTENDANCE_LABELS[Attendance.PRESENT]) if guest.present else "",
        )
        for guest in seen.guests
    ]  # fmt: skip
    return Roll(
        request,
        [*units, *people],
        [
            Column("name", _("Đơn vị, cơ quan"), lambda row: row.name, width=34),
            Column("who", _("Người dự"), lambda row: row.who, width=22),
            Column("title", _("Chức vụ"), lambda row: row.title),
            Column("answer", _("Trả lời"), lambda row: row.answer, kind="pill"),
            Column("mark", _("Có mặt"), lambda row: row.mark, kind="pill"),
        ],
        title=_("Người dự hội nghị %(code)s") % {"code": found.code},
        key=lambda row: row.key,
        at=at("attendance", found),
    )


def _answer(asked: Any) -> str:
    return str(REPLY_LABELS[asked.reply]) if asked.reply else ""


export_attendance = exported(attendance_listed)


@fills
def edit_guest(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    found = access_conference(code, request.actor)
    may_edit_conference(request.actor).require()
    guest = _guest(found, pk)
    initial = {name: getattr(guest, name) for name in ("name", "title", "organisation", "kind", "email", "expected")}
    return filled(
        request,
        GuestForm(request.POST or None, initial=initial),
        FORM,
        lambda values: services.edit_guest(guest, actor=request.actor, now=clock.now(), **values),
        said=_("Đã lưu."),
        to=("transfers:guests", code),
        **(words(_("Sửa khách mời"), _("Lưu"), found) | {"back": at("guests", found)}),
    )


@writes
def remove_guest(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    found = access_conference(code, request.actor)
    may_edit_conference(request.actor).require()
    guest = _guest(found, pk)
    return deed(
        request,
        lambda: services.remove_guest(guest, actor=request.actor, now=clock.now()),
        said=_("Đã bỏ %(name)s.") % {"name": guest.name},
        to=("transfers:guests", code),
    )


@fills
def agenda(request: HttpRequest, code: str) -> HttpResponse:
    """The agenda: its items in order, each with its deeds, and the form of a new one."""
    found = access_conference(code, request.actor)
    may_edit_conference(request.actor).require()
    return filled(
        request,
        AgendaForm(request.POST or None),
        "transfers/agenda.html",
        lambda values: services.add_agenda_item(found, actor=request.actor, now=clock.now(), **values),
        said=_("Đã thêm mục."),
        to=("transfers:agenda", code),
        conference=found,
        items=found.agenda.all(),
        deed=conference_deeds(found, request.actor, ["set_agenda"])["set_agenda"],
        back=at("conference", found),
        trail=trail(found, _("Chương trình")),
    )


@fills
def edit_agenda_item(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    found = access_conference(code, request.actor)
    may_edit_conference(request.actor).require()
    item = _item(found, pk)
    initial = {"at": item.at, "minutes": item.minutes, "title": item.title, "speaker": item.speaker}
    return filled(
        request,
        AgendaForm(request.POST or None, initial=initial),
        FORM,
        lambda values: services.edit_agenda_item(item, actor=request.actor, now=clock.now(), **values),
        said=_("Đã lưu."),
        to=("transfers:agenda", code),
        **(words(_("Sửa mục chương trình"), _("Lưu"), found) | {"back": at("agenda", found)}),
    )


@writes
def move_agenda_item(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    found = access_conference(code, request.actor)
    may_edit_conference(request.actor).require()
    item = _item(found, pk)
    by = -1 if request.POST.get("by") == "up" else 1
    return deed(
        request,
        lambda: services.move_agenda_item(item, by=by, actor=request.actor, now=clock.now()),
        to=("transfers:agenda", code),
    )


@writes
def remove_agenda_item(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    found = access_conference(code, request.actor)
    may_edit_conference(request.actor).require()
    item = _item(found, pk)
    return deed(
        request,
        lambda: services.remove_agenda_item(item, actor=request.actor, now=clock.now()),
        said=_("Đã bỏ mục."),
        to=("transfers:agenda", code),
    )


def _guest(found: Conference, pk: int) -> Guest:
    guest = found.guests.select_related("conference").filter(pk=pk).first()
    if guest is None:
        raise NotFound(_("Không có khách mời này."))
    return guest


def _item(found: Conference, pk: int) -> AgendaItem:
    item = found.agenda.select_related("conference").filter(pk=pk).first()
    if item is None:
        raise NotFound(_("Không có mục này trong chương trình."))
    return item
