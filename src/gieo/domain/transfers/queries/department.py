"""The department that hands over and invites: which unit it is, who heads it, where it sits."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from gieo.core.actor import Actor, Role
from gieo.core.errors import Missing
from gieo.foundation.accounts.queries import roles_on
from gieo.foundation.units.models import Unit


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
