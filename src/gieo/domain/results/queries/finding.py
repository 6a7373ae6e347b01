"""Which results a search has found: what anybody sees, and what somebody who is signed in sees."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from gieo.core.actor import Actor
from gieo.domain.results.access import PUBLIC, seen_marks, visible_results
from gieo.domain.results.queries.lists import found_by
from gieo.domain.results.queries.texts import KIND, marks_of, with_texts
from gieo.domain.results.vocab import Access
from gieo.foundation.search.queries import Findings, did_you_mean, findings, numbers
from gieo.foundation.search.rules import Asked, Bounds, asked, mark_of

ANYBODY = Bounds((KIND,), (frozenset({PUBLIC}),))
Chosen = Mapping[str, Sequence[str]]


def find_public(
    words: str, chosen: Chosen, sets: Mapping[str, Mapping[str, Collection[int]]] | None = None
) -> Findings | None:
    """Public results that answer, within what was chosen of the facets. `sets` are facets that rooms above know, each
    value with the results that have it."""
    return findings(words, ANYBODY, chosen, sets)


def find_visible(actor: Actor, words: str | Asked, chosen: Chosen) -> Findings | None:
    """The same for somebody who is signed in.

    Restricted results, of which the index knows nothing, come behind: a reader's own are looked through word by word.
    """
    seen = seen_marks(actor)
    found = findings(words, Bounds((KIND,), () if seen is None else (seen,)), chosen)
    hidden = visible_results(actor).filter(access=Access.RESTRICTED)
    spelled = words if isinstance(words, str) else words.written
    own = list(with_texts(found_by(hidden, spelled)).order_by("-code")) if found is not None else []
    return _with_own({row.pk: marks_of(row) for row in own}, found, chosen) if own and found is not None else found


def nearest_public(words: str, limit: int) -> tuple[int, ...]:
    """The best of those that have some of the words."""
    return numbers(asked(words, loosely=True), ANYBODY, limit=limit) or ()


def meant_in_public(words: str) -> str:
    """What may have been meant; every word of it stands in public results."""
    return did_you_mean(words, ANYBODY)


def _with_own(own: Mapping[int, frozenset[str]], found: Findings, chosen: Chosen) -> Findings:
    """A few results more, behind what was found: they are narrowed and counted here as the index does it."""
    groups = {facet: frozenset(mark_of(facet, value) for value in values) for facet, values in chosen.items() if values}

    def kept(skip: str = "") -> list[int]:
        return [
            pk for pk, marks in own.items() if all(group & marks for facet, group in groups.items() if facet != skip)
        ]

    counts = {facet: dict(values) for facet, values in found.counts.items()}
    for pk, marks in own.items():
        for facet, _sign, value in (mark.partition("=") for mark in marks if "=" in mark):
            if pk in kept(facet):
                values = counts.setdefault(facet, {})
                values[value] = values.get(value, 0) + 1
    behind = kept()

    def at(start: int, stop: int) -> Sequence[int]:
        ahead = found.numbers(start, min(stop, found.total)) if start < found.total else ()
        return (*ahead, *behind[max(start - found.total, 0) : max(stop - found.total, 0)])

    return replace(found, total=found.total + len(behind), counts=counts, numbers=at)
