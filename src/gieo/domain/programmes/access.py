"""Programmes are public knowledge: everybody sees them all."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.errors import NotFound
from gieo.domain.programmes.models import Priority, Programme


def visible_programmes(actor: Actor) -> QuerySet[Programme]:
    """Every programme."""
    return Programme.objects.all()


def access_programme(code: str, actor: Actor) -> Programme:
    """The programme with this code. Raises NotFound."""
    programme = visible_programmes(actor).filter(code=code).select_related("managing_unit").first()
    if programme is None:
        raise NotFound(_("Không có chương trình “%(code)s”.") % {"code": code})
    return programme


def access_priority(pk: int, actor: Actor) -> Priority:
    """The priority with this number. Raises NotFound."""
    priority = Priority.objects.filter(pk=pk).first()
    if priority is None:
        raise NotFound(_("Không có ưu tiên này."))
    return priority
