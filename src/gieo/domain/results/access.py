"""The one door to results and products. Lists, counts, searches, exports and single records use the same sets.

Who sees what:
- anybody: results registered or offered, unless restricted;
- a host: also its own results in any state, and those of hosts it has taken over from;
- leaders of the province: every result past its draft;
- the office: every result;
- a restricted result: its named readers and nobody else.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from gieo.core.actor import Actor, Role
from gieo.core.errors import NotFound
from gieo.domain.results.engine import open_saved
from gieo.domain.results.lifecycle import PUBLIC_STATES
from gieo.domain.results.models import Product, ProductFile, Result, ResultPhoto, ResultReader, SavedSearch
from gieo.domain.results.rules import names_of
from gieo.domain.results.vocab import Access, ResultState
from gieo.domain.results.wording import NOT_SAVED
from gieo.foundation.search.rules import mark_of
from gieo.foundation.units.permits import answers_for

PUBLIC, PAST_DRAFT, HOST = "public", "past-draft", "host-id"
"""Marks of a text: anybody sees it; it is no draft; whose it is (with `mark_of`)."""

_PUBLIC = Q(access=Access.OPEN, state__in=PUBLIC_STATES)


def public_results() -> QuerySet[Result]:
    """What anybody may see."""
    return Result.objects.filter(_PUBLIC)


def visible_results(actor: Actor) -> QuerySet[Result]:
    """What this actor may see."""
    if actor.is_system:
        return Result.objects.all()
    if actor.person_id is None:
        return public_results()
    if actor.is_office:
        seen = Q(access=Access.OPEN)
    else:
        seen = _PUBLIC
        if actor.has(Role.PROVINCE_LEADER):
            seen |= Q(access=Access.OPEN) & ~Q(state=ResultState.DRAFT)
        if actor.has(Role.HOST):
            seen |= Q(access=Access.OPEN, host_id__in=answers_for(actor, Role.HOST))
    reads = ResultReader.objects.filter(result=OuterRef("pk"), person=actor.person_id)
    return Result.objects.filter(seen | Exists(reads))


def seen_marks(actor: Actor) -> frozenset[str] | None:
    """Marks of texts (queries/texts.py), one of which every open result has that this actor sees; None: all open ones.

    The same as `visible_results`, for the index. Restricted results are in no index.
    """
    if actor.is_system or actor.is_office:
        return None
    seen = {PUBLIC}
    if actor.person_id is not None:
        if actor.has(Role.PROVINCE_LEADER):
            seen.add(PAST_DRAFT)
        if actor.has(Role.HOST):
            seen.update(mark_of(HOST, pk) for pk in answers_for(actor, Role.HOST))
    return frozenset(seen)


def restricted_results() -> QuerySet[Result]:
    """What only named people may see."""
    return Result.objects.filter(access=Access.RESTRICTED)


def hidden_names() -> tuple[str, ...]:
    """Names of restricted results, folded, as texts and captions may have said them before. One query."""
    found = restricted_results().values_list("code", "title", "short_title")
    return names_of(*(word for row in found for word in row))


def hidden_results(actor: Actor) -> QuerySet[Result]:
    """Restricted results that this actor may not see: few, so lists of what hands over results leave these out instead
    of asking for all that the actor sees."""
    if actor.is_system:
        return Result.objects.none()
    hidden = restricted_results()
    if actor.person_id is None:
        return hidden
    return hidden.exclude(pk__in=ResultReader.objects.filter(person=actor.person_id).values("result"))


def sight(actor: Actor) -> tuple[str | int, ...]:
    """Equal for two actors who see the same results and what hangs on them. At most one query."""
    if actor.is_system:
        return ("system",)
    if actor.person_id is None:
        return ("public",)
    if actor.is_office:
        named = ResultReader.objects.filter(person=actor.person_id).order_by("result_id")
        return ("office", *named.values_list("result_id", flat=True))
    return ("person", actor.person_id, *sorted(f"{held.role} {held.unit_id}" for held in actor.held))


def access_result(code: str, actor: Actor) -> Result:
    """The result with this code on somebody's behalf. Raises NotFound for strangers, as for codes that do not exist."""
    result = visible_results(actor).filter(code=code).first()
    if result is None:
        raise NotFound(_("Không có kết quả “%(code)s”.") % {"code": code})
    return result


def access_public_result(code: str) -> Result:
    """The result with this code if anybody may see it. Raises NotFound."""
    result = public_results().filter(code=code).first()
    if result is None:
        raise NotFound(_("Không có kết quả “%(code)s”.") % {"code": code})
    return result


def visible_products(actor: Actor) -> QuerySet[Product]:
    """Products of the results that this actor sees, and those that belong to a programme directly."""
    return Product.objects.filter(Q(programme__isnull=False) | Q(result__in=visible_results(actor)))


def public_products() -> QuerySet[Product]:
    """Products that anybody may see."""
    return Product.objects.filter(Q(programme__isnull=False) | Q(result__in=public_results()))


def access_product(code: str, actor: Actor) -> Product:
    """The product with this code on somebody's behalf. Raises NotFound."""
    product = visible_products(actor).filter(code=code).select_related("result", "programme").first()
    if product is None:
        raise NotFound(_("Không có sản phẩm “%(code)s”.") % {"code": code})
    return product


def access_product_file(code: str, pk: int, actor: Actor) -> ProductFile:
    """A file of a product, for those who may open it. Raises NotFound for all others."""
    found = (
        ProductFile.objects.filter(product__in=visible_products(actor), product__code=code, pk=pk)
        .select_related("file", "product__result")
        .first()
    )
    if found is None or not (found.is_public or may_open_files(actor, found.product)):
        raise NotFound(_("Không có tệp này."))
    return found


def may_open_files(actor: Actor, product: Product) -> bool:
    """Whether somebody who sees a product may open its files here, beside those marked for everybody.

    Files are for the office, the host and, of a restricted result, its readers. Receivers get theirs with the handover
    (a page of the rooms above).
    """
    if actor.is_office or actor.has(Role.PROVINCE_LEADER):
        return True
    result = product.result
    if result is None:
        return False
    return result.is_restricted or result.host_id in answers_for(actor, Role.HOST)


def access_photo(code: str, pk: int, actor: Actor) -> ResultPhoto:
    """A photograph of a result. Anybody may see those of public results that carry consent. Raises NotFound."""
    photo = (
        ResultPhoto.objects.filter(result__in=visible_results(actor), result__code=code, pk=pk)
        .select_related("photograph__file", "result")
        .first()
    )
    own = photo is not None and photo.result.host_id in answers_for(actor, Role.HOST)
    if photo is None or not (actor.is_office or own or photo.photograph.may_be_published or photo.result.is_restricted):
        raise NotFound(_("Không có ảnh này."))
    return photo


def access_search(pk: int, actor: Actor) -> SavedSearch:
    """A search that this person keeps. Raises NotFound for everybody else."""
    found = SavedSearch.objects.filter(pk=pk, person__isnull=False, person=actor.person_id).first()
    if found is None:
        raise NotFound(str(NOT_SAVED))
    return found


def access_search_by_link(token: str) -> SavedSearch:
    """A visitor's, by the link of a letter. Raises NotFound for a forged link and for what has ended."""
    key = open_saved(token)
    found = SavedSearch.objects.filter(pk=key, person__isnull=True).first() if key is not None else None
    if found is None:
        raise NotFound(str(NOT_SAVED))
    return found
