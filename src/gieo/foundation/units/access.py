"""Which units and acts an actor may see."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from gieo.core.actor import Actor, Role
from gieo.core.errors import NotFound
from gieo.foundation.units.models import ActPart, Unit, UnitAct
from gieo.foundation.units.permits import answers_for


def visible_units(actor: Actor) -> QuerySet[Unit]:
    """The office and the leaders of the province see all units, everybody else those they answer for."""
    units = Unit.objects.select_related(
        "place__parent", "place__heir", "successor__successor", "parent__successor__successor"
    )
    if actor.is_system or actor.is_office or actor.has(Role.PROVINCE_LEADER):
        return units
    return units.filter(pk__in=answers_for(actor))


def access_unit(code: str, actor: Actor) -> Unit:
    """The unit with this code, fetched on somebody's behalf. Raises NotFound for strangers too."""
    unit = visible_units(actor).filter(code=code).first()
    if unit is None:
        raise NotFound(_("Không tìm thấy đơn vị này."))
    return unit


def visible_acts(actor: Actor) -> QuerySet[UnitAct]:
    """Every act for those who see all units, for others those about units they answer for."""
    if actor.is_system or actor.is_office or actor.has(Role.PROVINCE_LEADER):
        return UnitAct.objects.all()
    return UnitAct.objects.filter(pk__in=ActPart.objects.filter(unit__in=answers_for(actor)).values("act"))


def access_act(code: str, actor: Actor) -> UnitAct:
    """The act with this code, or NotFound."""
    act = visible_acts(actor).select_related("file").filter(code=code).first()
    if act is None:
        raise NotFound(_("Không tìm thấy việc sắp xếp này."))
    return act
