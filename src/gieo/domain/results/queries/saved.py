"""Searches that readers keep: whose they are, what fits them, their addresses."""

from collections.abc import Collection, Mapping, Sequence
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Q, QuerySet

from gieo.core.actor import Actor
from gieo.domain.results.access import public_results
from gieo.domain.results.engine import seal_saved
from gieo.domain.results.models import Product, Result, SavedSearch
from gieo.domain.results.queries.finding import find_public

Sets = Mapping[str, Mapping[str, Collection[int]]]
LOOKUPS = {
    "field": "field__code__in",
    "state": "state__in",
    "programme": "programme__code__in",
    "readiness": "readiness__in",
    "year": "accepted_on__year__in",
}
ENGLISH = "en"


def searches_of(actor: Actor) -> QuerySet[SavedSearch]:
    """What this person keeps, the newest first."""
    return SavedSearch.objects.filter(person__isnull=False, person=actor.person_id)


def fitting(words: str, chosen: Mapping[str, Sequence[str]], sets: Sets) -> frozenset[int] | None:
    """Ids of the public results that the catalogue would show. `sets` are its facets that rooms above know.

    None where words are looked for and no index answers: the database would find others than the index does.
    """
    found = find_public(words, chosen, sets)
    if found is not None:
        return frozenset(found.numbers(0, found.total))
    if words:
        return None
    rows = public_results()
    for facet, values in chosen.items():
        if facet in sets:
            rows = rows.filter(pk__in=frozenset[int]().union(*(sets[facet].get(value, ()) for value in values)))
        elif facet == "nature":
            rows = rows.filter(pk__in=Product.objects.filter(nature__in=values, result__isnull=False).values("result"))
        elif facet in LOOKUPS:
            rows = rows.filter(Q(**{LOOKUPS[facet]: values}))
    return frozenset(rows.order_by().values_list("pk", flat=True))


def query_of(saved: SavedSearch) -> str:
    """The search as it stands in the catalogue's address."""
    pairs = [("q", saved.words)] if saved.words else []
    return urlencode([*pairs, *((facet, value) for facet, values in saved.chosen.items() for value in values)])


def list_address(saved: SavedSearch, language: str) -> str:
    """The whole address of what fits today, as letters carry it."""
    query = query_of(saved)
    return _address("/ket-qua/", language) + (f"?{query}" if query else "")


def result_address(result: Result, language: str) -> str:
    return _address(f"/ket-qua/{result.code}", language)


def link_address(saved: SavedSearch) -> str:
    """The address by which a visitor confirms and ends; it goes by letter alone."""
    return _address(f"/ket-qua/bao-toi/{seal_saved(saved.pk)}/", saved.language)


def _address(path: str, language: str) -> str:
    return f"{settings.PUBLIC_ADDRESS.rstrip('/')}{'/en' if language == ENGLISH else ''}{path}"
