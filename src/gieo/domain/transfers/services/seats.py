"""Who sits where: the room laid out, chairs given by hand or in order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core.actor import Actor
from gieo.core.errors import Conflict, Invalid, Refused
from gieo.core.text import fold
from gieo.domain.transfers.models import Conference, ConferenceUnit, RoomSeat
from gieo.domain.transfers.permits import may_set_seats
from gieo.domain.transfers.queries.invitations import Asked, addressed, by_key, in_journal
from gieo.domain.transfers.queries.seats import room_of, sitter
from gieo.domain.transfers.rules.seats import BadPlan, read_labels, read_plan, seated_in_order
from gieo.domain.transfers.services.conferences import touch
from gieo.domain.transfers.services.locking import conference_step, lock_conference
from gieo.foundation.journal.services import Changes
from gieo.foundation.journal.services import record as write_journal


@dataclass(frozen=True)
class ChairInput:
    """Chairs wanted for an invitee, and those that the page had shown for it, as typed: "A1, A2"."""

    wanted: str
    was: str


def lay_room(conference: Conference, plan: str, *, actor: Actor, now: datetime) -> int:
    """Lay the room out anew, a row or table on each line ("A: 8"); chairs that stay keep who sits on them. Returns how
    many chairs there are. Raises Invalid for a plan that cannot be read, Refused when a taken chair would go."""
    may_set_seats(actor).require()
    try:
        chairs = read_plan(plan)
    except BadPlan as bad:
        raise Invalid(
            {
                "plan": [
                    _(
                        "Không đọc được “%(line)s”. Mỗi dòng một hàng hay một bàn, ví dụ A: 8 hoặc Bàn 1: 6; "
                        "nhiều nhất 600 ghế."
                    )
                    % {"line": bad}
                ]
            }
        ) from None
    with transaction.atomic():
        conference = lock_conference(conference)
        conference_step("set_seats", conference)
        standing = {chair.label: chair for chair in conference.room.all()}
        labels = {chair.label for chair in chairs}
        gone = [chair for label, chair in standing.items() if label not in labels]
        if taken := [chair.label for chair in gone if sitter(chair)]:
            raise Refused(
                _("Ghế đã có người, chưa bỏ được: %(chairs)s. Xếp họ sang ghế khác trước.")
                % {"chairs": ", ".join(taken)}
            )
        conference.room.filter(pk__in=[chair.pk for chair in gone]).delete()
        for order, chair in enumerate(chairs, start=1):
            if (kept := standing.get(chair.label)) is None:
                RoomSeat.objects.create(
                    conference=conference, row=chair.row, number=chair.number, label=chair.label, order=order
                )
            elif kept.order != order:
                RoomSeat.objects.filter(pk=kept.pk).update(order=order)
        _tell(conference, {"chairs": (len(standing), len(chairs))}, actor=actor, now=now)
    return len(chairs)


def assign_chairs(conference: Conference, wanted: Mapping[str, ChairInput], *, actor: Actor, now: datetime) -> int:
    """Give chairs to invitees by key, many at once; returns for how many the chairs changed.

    Only what differs from what the page had shown is written. Raises Invalid for a chair that is not in the room,
    Conflict when a colleague seated the same invitee meanwhile, Refused when somebody else sits there: two who give the
    same chair away are told apart, the second is refused and nothing of his list is written.
    """
    may_set_seats(actor).require()
    changed = {key: row for key, row in wanted.items() if read_labels(row.wanted) != read_labels(row.was)}
    if not changed:
        return 0
    with transaction.atomic():
        conference = lock_conference(conference)
        conference_step("set_seats", conference)
        asked = by_key(conference)
        chairs = {fold(chair.label): chair for chair in conference.room.all()}
        owners = {label: sitter(chair) for label, chair in chairs.items()}
        for key, row in changed.items():
            if key not in asked or {label for label, owner in owners.items() if owner == key} != set(
                read_labels(row.was)
            ):
                raise Conflict(_("Người khác vừa xếp lại chỗ. Những gì bạn gõ còn nguyên: xem chỗ mới rồi lưu lại."))
            if unknown := [label for label in read_labels(row.wanted) if label not in chairs]:
                raise Invalid({"": [_("Phòng không có ghế %(chairs)s.") % {"chairs": ", ".join(unknown).upper()}]})
        changes: dict[str, tuple[object, object]] = {}
        for label in [label for label, owner in owners.items() if owner in changed]:
            owners[label] = ""
        for key, row in changed.items():
            for label in read_labels(row.wanted):
                if owner := owners[label]:
                    raise Refused(
                        _("Ghế %(chair)s đã xếp cho %(name)s.")
                        % {"chair": chairs[label].label, "name": addressed(asked[owner])}
                    )
                owners[label] = key
            changes[in_journal(asked[key])] = (
                row.was,
                ", ".join(chairs[label].label for label in read_labels(row.wanted)),
            )
        _seat(chairs, owners, asked)
        _tell(conference, changes, actor=actor, now=now)
    return len(changed)


def seat_in_order(conference: Conference, *, actor: Actor, now: datetime) -> int:
    """Seat everybody who still lacks a chair, in the order of protocol (our proposal [P]: guests of honour, units, who
    presents, press), beside nobody who is seated by hand. Returns how many chairs were given. Who declined gets none.

    Raises Refused when there are too few free chairs; nothing is written then.
    """
    may_set_seats(actor).require()
    with transaction.atomic():
        conference = lock_conference(conference)
        conference_step("set_seats", conference)
        room = room_of(conference)
        free = [chair for _row, chairs in room.rows for chair, asked in chairs if asked is None]
        wanted = {row.asked.key: row.lacks for row in room.seated}
        dealt = seated_in_order(wanted, [fold(chair.label) for chair in free])
        if dealt is None:
            lack = sum(wanted.values()) - len(free)
            raise Refused(
                ngettext(
                    "Còn thiếu %(n)d ghế: thêm hàng hoặc bàn rồi xếp lại.",
                    "Còn thiếu %(n)d ghế: thêm hàng hoặc bàn rồi xếp lại.",
                    lack,
                )
                % {"n": lack}
            )
        asked = {row.asked.key: row.asked for row in room.seated}
        owners = {label: key for key, labels in dealt.items() for label in labels}
        chairs = {fold(chair.label): chair for chair in free}
        _seat(chairs, owners, asked)
        if owners:
            _tell(conference, {"seated": (room.taken, room.taken + len(owners))}, actor=actor, now=now)
    return len(owners)


def _seat(chairs: Mapping[str, RoomSeat], owners: Mapping[str, str], asked: Mapping[str, Asked]) -> None:
    for label, key in owners.items():
        chair = chairs[label]
        if sitter(chair) == key:
            continue
        who = asked.get(key)
        chair.unit = who if isinstance(who, ConferenceUnit) else None
        chair.guest = None if who is None or isinstance(who, ConferenceUnit) else who
        chair.save(update_fields=["unit", "guest"])


def _tell(conference: Conference, changes: Changes, *, actor: Actor, now: datetime) -> None:
    touch(conference)
    write_journal("set_seats", conference, actor=actor, now=now, changes=changes)
