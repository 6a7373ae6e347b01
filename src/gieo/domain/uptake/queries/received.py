"""What a unit has received and may therefore be used: where "record use" begins."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from gieo.core.actor import Actor, Role
from gieo.domain.handovers.access import visible_minutes
from gieo.domain.handovers.models import MinutesItem, counted
from gieo.domain.handovers.vocab import Receipt
from gieo.domain.results.models import Product, Result
from gieo.domain.uptake.models import Use
from gieo.foundation.units.models import Unit
from gieo.foundation.units.permits import passed, with_predecessors


def received_by(unit: Unit, actor: Actor) -> QuerySet[MinutesItem]:
    """Items that a unit (or one it took over from) has received, of minutes that count and that the actor sees."""
    own = passed(with_predecessors([unit.pk], actor.on), actor.on, "receiver")
    minutes = visible_minutes(actor).filter(own).filter(counted()).order_by().values("pk")
    items = MinutesItem.objects.filter(minutes__in=minutes, receipt=Receipt.RECEIVED)
    return items.order_by("minutes_id", "order", "id")


def has_received(unit: Unit, subject: Result | Product, actor: Actor) -> bool:
    """Whether a unit has received this very thing. One query beside that of the units."""
    return received_by(unit, actor).filter(_is(subject)).exists()


def uses_of_subject(subject: Result | Product) -> QuerySet[Use]:
    """Uses of exactly this result or product."""
    return Use.objects.filter(_is(subject))


def _is(subject: Result | Product) -> Q:
    return Q(result=subject) if isinstance(subject, Result) else Q(product=subject)


def units_to_record_for(actor: Actor, units: Iterable[Unit]) -> list[Unit]:
    """Those of the units for which the actor may record a use: the office for all, others for their own."""
    if actor.is_system or actor.has(Role.OFFICER, Role.DIRECTOR):
        return list(units)
    own = with_predecessors(actor.units(Role.UNIT_REP), actor.on)
    return [unit for unit in units if unit.pk in own]
