"""Who sees the requests of leaders: the office, the leaders of the province, and the unit that must carry one out."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from gieo.core.actor import Actor, Role
from gieo.core.errors import NotFound
from gieo.domain.directives.models import Directive
from gieo.foundation.units.permits import answers_for


def visible_directives(actor: Actor) -> QuerySet[Directive]:
    """What this actor may see."""
    if actor.is_office or actor.has(Role.PROVINCE_LEADER):
        return Directive.objects.all()
    return Directive.objects.filter(owner_unit_id__in=answers_for(actor))


def access_directive(code: str, actor: Actor) -> Directive:
    """The request with this code on somebody's behalf. Raises NotFound."""
    directive = visible_directives(actor).filter(code=code).select_related("issuer_unit", "owner_unit").first()
    if directive is None:
        raise NotFound(_("Không có chỉ đạo “%(code)s”.") % {"code": code})
    return directive
