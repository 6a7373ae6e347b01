"""Who sees needs: the office and the leaders of the province all, a unit its own, anybody what a unit agreed to show.

What the public sees holds nothing of the people who stated a need.
"""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from gieo.core.actor import Actor, Role
from gieo.core.errors import NotFound
from gieo.domain.needs.lifecycle import PUBLIC_STATES
from gieo.domain.needs.models import Need
from gieo.foundation.units.permits import answers_for
from gieo.foundation.units.queries import label_related


def visible_needs(actor: Actor) -> QuerySet[Need]:
    """Needs that this actor sees with all they say."""
    if actor.is_system or actor.is_office or actor.has(Role.PROVINCE_LEADER):
        return Need.objects.all()
    return Need.objects.filter(unit__in=answers_for(actor, Role.UNIT_REP))


def access_need(code: str, actor: Actor) -> Need:
    """The need with this code on somebody's behalf. Raises NotFound."""
    return _one(visible_needs(actor), code)


def public_needs() -> QuerySet[Need]:
    """What units agreed to show."""
    return Need.objects.filter(is_public=True, state__in=PUBLIC_STATES)


def access_public_need(code: str) -> Need:
    return _one(public_needs(), code)


def _one(needs: QuerySet[Need], code: str) -> Need:
    need = needs.filter(code=code).select_related("field", "source", "unit", *label_related("unit")).first()
    if need is None:
        raise NotFound(_("Không có nhu cầu “%(code)s”.") % {"code": code})
    return need
