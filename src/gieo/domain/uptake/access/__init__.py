"""The one door to uses. Lists, figures, searches, exports and single records use the same sets.

Who sees what:
- the office and the leaders of the province: every use;
- a unit's representative: those of its own, and those it has taken over from other units;
- a host: those of its results, wherever they are used;
- anybody: nothing here; `queries.public` says what the public page of a result shows;
- whoever may not see a restricted result sees no use of it.
"""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from gieo.core.actor import Actor, Role
from gieo.core.errors import NotFound
from gieo.domain.results.access import hidden_results, restricted_results
from gieo.domain.results.models import Product, Result
from gieo.domain.uptake.models import Claim, Evidence, Use
from gieo.foundation.units.permits import answers_for, passed
from gieo.foundation.units.queries import bearer_related


def of_results(results: QuerySet[Result]) -> Q:
    """Uses of one of these results, as a whole or through a product."""
    return Q(result__in=results) | Q(product__in=Product.objects.filter(result__in=results))


def visible_uses(actor: Actor) -> QuerySet[Use]:
    """What this actor may see."""
    if actor.is_system:
        return Use.objects.all()
    if actor.person_id is None:
        return Use.objects.none()
    open_ones = Use.objects.exclude(of_results(hidden_results(actor)))
    if actor.is_office or actor.has(Role.PROVINCE_LEADER):
        return open_ones
    hosted = Q()
    if hosts := answers_for(actor, Role.HOST):
        hosted = of_results(Result.objects.filter(host_id__in=hosts))
    return open_ones.filter(passed(answers_for(actor, Role.UNIT_REP), actor.on, "receiver") | hosted)


def restricted_uses() -> QuerySet[Use]:
    """Uses of results restricted today."""
    return Use.objects.filter(of_results(restricted_results()))


def is_restricted(use: Use) -> bool:
    """Whether what is used is restricted today. One query."""
    return restricted_uses().filter(pk=use.pk).exists()


def access_use(code: str, actor: Actor) -> Use:
    """The use with this code on somebody's behalf. Raises NotFound for strangers, as for unknown codes."""
    use = (
        visible_uses(actor)
        .filter(code=code)
        .select_related(
            "result", "product__result", "demonstration", "place__parent", "place__heir", *bearer_related("receiver")
        )
        .first()
    )
    if use is None:
        raise NotFound(_("Không có hồ sơ ứng dụng “%(code)s”.") % {"code": code})
    return use


def access_claim(use: Use, number: int) -> Claim:
    """A claim of a use that one may see. Raises NotFound."""
    claim = use.claims.select_related("use").filter(number=number).first()
    if claim is None:
        raise NotFound(_("Không có lần khai này."))
    return claim


def access_evidence(use: Use, pk: int) -> Evidence:
    """A piece of evidence with a file, of a use that one may see. Raises NotFound."""
    found = Evidence.objects.select_related("file", "photograph__file").filter(claim__use=use, pk=pk).first()
    if found is None or (found.file is None and found.photograph is None):
        raise NotFound(_("Không có tệp này."))
    return found
