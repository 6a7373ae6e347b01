"""The door to claims of copying: all for the department, a commune its own; of restricted results, their readers."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from gieo.core.actor import Actor, Role
from gieo.core.errors import NotFound
from gieo.domain.results.access import hidden_results, restricted_results
from gieo.domain.uptake.models import Copy
from gieo.foundation.units.permits import answers_for


def visible_copies(actor: Actor) -> QuerySet[Copy]:
    if actor.is_system:
        return Copy.objects.all()
    if actor.person_id is None:
        return Copy.objects.none()
    seen = Copy.objects.exclude(result__in=hidden_results(actor))
    return seen if actor.is_office else seen.filter(committee__in=answers_for(actor, Role.UNIT_REP))


def restricted_copies() -> QuerySet[Copy]:
    """Of results restricted today."""
    return Copy.objects.filter(result__in=restricted_results())


def access_copy(code: str, actor: Actor) -> Copy:
    """The claim with this code on somebody's behalf. Raises NotFound for strangers, as for unknown codes."""
    related = ("result", "place__parent", "place__heir", "committee", "parent", "use")
    copy = visible_copies(actor).select_related(*related).filter(code=code).first()
    if copy is None:
        raise NotFound(_("Không có lời khai làm theo “%(code)s”.") % {"code": code})
    return copy
