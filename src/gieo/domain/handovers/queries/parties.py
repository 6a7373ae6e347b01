"""Who speaks for a unit in minutes: its place on the conference's list, its contacts, its director."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from gieo.core.actor import Actor, Role
from gieo.core.errors import Missing
from gieo.domain.transfers.models import Conference, ConferenceUnit
from gieo.foundation.accounts.queries import roles_on
from gieo.foundation.units.models import Contact, Unit


@dataclass(frozen=True)
class Spokesman:
    name: str
    title: str


def giving_unit(actor: Actor, on: date) -> Unit:
    """The department that hands over: where the actor works, else where somebody is its director. Raises Missing."""
    mine = actor.units(Role.OFFICER, Role.DIRECTOR)
    unit = Unit.objects.select_related("parent").filter(pk__in=mine).order_by("pk").first()
    if unit is None:
        leads = roles_on(on).filter(role=Role.DIRECTOR).order_by("unit_id").values("unit_id")
        unit = Unit.objects.select_related("parent").filter(pk__in=leads).order_by("pk").first()
    if unit is None:
        raise Missing([("giver", _("đơn vị giao: chưa có ai giữ vai trò lãnh đạo Sở"))])
    return unit


def giving_spokesman(unit: Unit, on: date) -> Spokesman:
    """The director of the giving unit on a day, blank when nobody is known."""
    role = roles_on(on).filter(unit=unit, role=Role.DIRECTOR).select_related("person").order_by("since", "id").first()
    return Spokesman(role.person.name, role.title or "Giám đốc") if role else Spokesman("", "")


def spokesmen(
    units: Iterable[Unit], conference: Conference | None, *, seats: Iterable[ConferenceUnit] | None = None
) -> dict[int, Spokesman]:
    """Who speaks for each unit, by its id: named on the conference's list, else its first contact.

    Two queries; one when the conference's `seats` are at hand.
    """
    ids = {unit.pk for unit in units}
    found = dict.fromkeys(ids, Spokesman("", ""))
    for contact in Contact.objects.filter(unit__in=ids).order_by("is_primary", "-name", "-id"):
        found[contact.unit_id] = Spokesman(contact.name, contact.title)
    if seats is None:
        seats = ConferenceUnit.objects.filter(conference=conference, unit__in=ids) if conference else ()
    return found | {
        seat.unit_id: Spokesman(seat.representative_name, seat.representative_title)
        for seat in seats
        if seat.representative_name and seat.unit_id in ids
    }


def locality_of(unit: Unit) -> str:
    """The place name in the date line: the province of the unit (Decree 30/2020, annex I), "" when it is not known."""
    above = unit.parent.name if unit.parent else ""
    for words in ("UBND tỉnh ", "Ủy ban nhân dân tỉnh ", "Uỷ ban nhân dân tỉnh "):
        if above.startswith(words):
            return above.removeprefix(words)
    area = unit.place
    while area is not None and area.parent is not None:
        area = area.parent
    return area.short_name if area is not None else ""
