"""Which results a search has found: what anybody sees, and what somebody who is signed in sees."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from gieo.core.actor import Actor
from gieo.domain.results.access import PUBLIC, seen_marks, visible_results
from gieo.domain.results.queries.lists import found_by
from gieo.domain.results.queries.texts import KIND, marks_of, texts_of, with_texts
from gieo.domain.results.vocab import Access
from gieo.foundation.search.queries import Findings, did_you_mean, findings, nearness, numbers, texts_said
from gieo.foundation.search.rules import Asked, Bounds, asked, key_of, mark_of
from gieo.foundation.search.vocab import Share

ANYBODY = Bounds((KIND,), (frozenset({PUBLIC}),))
FIRST = 50  # of what was found, a reader's own are set among these
Chosen = Mapping[str, Sequence[str]]


def find_public(
    words: str, chosen: Chosen, sets: Mapping[str, Mapping[str, Collection[int]]] | None = None
) -> Findings | None:
    """Public results that answer, within what was chosen of the facets. `sets` are facets that rooms above know, each
    value with the results that have it."""
    return findings(words, ANYBODY, chosen, sets)


def find_visible(actor: Actor, words: str | Asked, chosen: Chosen) -> Findings | None:
    """The same for somebody who is signed in.

    Restricted results, of which the index knows nothing: a reader's own are looked through word by word, and stand
    among the first of the others by how near they are to what was asked.
    """
    what = asked(words) if isinstance(words, str) else words
    seen = seen_marks(actor)
    found = findings(what, Bounds((KIND,), () if seen is None else (seen,)), chosen)
    if found is None:
        return None
    hidden = visible_results(actor).filter(access=Access.RESTRICTED)
    own = [
        Own(row.pk, marks_of(row), nearness(what, texts_of(row)), row.code)
        for row in with_texts(found_by(hidden, what.written))
    ]
    return _with_own(sorted(own, key=lambda one: (one.near, one.code), reverse=True), what, found, chosen)


def nearest_public(words: str, limit: int) -> tuple[int, ...]:
    """The best of those that have some of the words."""
    return numbers(asked(words, share=Share.ANY), ANYBODY, limit=limit) or ()


def meant_in_public(words: str) -> str:
    """What may have been meant; every word of it stands in public results."""
    return did_you_mean(words, ANYBODY)


@dataclass(frozen=True, slots=True)
class Own:
    """A restricted result that its reader looks for: its marks, and how near it is to what was asked."""

    pk: int
    marks: frozenset[str]
    near: float
    code: str


def _with_own(own: Sequence[Own], what: Asked, found: Findings, chosen: Chosen) -> Findings:
    """A few results more, nearest first: they are narrowed, counted and set in order here as the index does it."""
    groups = {facet: frozenset(mark_of(facet, value) for value in values) for facet, values in chosen.items() if values}

    def is_kept(one: Own, skip: str = "") -> bool:
        return all(group & one.marks for facet, group in groups.items() if facet != skip)

    counts = {facet: dict(values) for facet, values in found.counts.items()}
    for one in own:
        for facet, _sign, value in (mark.partition("=") for mark in one.marks if "=" in mark):
            if is_kept(one, facet):
                values = counts.setdefault(facet, {})
                values[value] = values.get(value, 0) + 1
    kept = [one for one in own if is_kept(one)]
    if not kept:
        return replace(found, counts=counts)
    ahead = _among_the_first(kept, what, found)

    def at(start: int, stop: int) -> Sequence[int]:
        rest = found.numbers(max(start, len(ahead)) - len(kept), stop - len(kept)) if stop > len(ahead) else ()
        return (*ahead[start:stop], *rest)

    return replace(found, total=found.total + len(kept), counts=counts, numbers=at)


def _among_the_first(own: Sequence[Own], what: Asked, found: Findings) -> list[int]:
    """The first of what was found, with a reader's own before the first that is further from what was asked."""
    first = list(found.numbers(0, min(FIRST, found.total)))
    texts = texts_said(key_of(KIND, pk) for pk in first)
    near = {pk: nearness(what, texts.get(key_of(KIND, pk), {})) for pk in first}
    ahead: list[int] = []
    coming = list(own)
    for pk in first:
        while coming and coming[0].near > near[pk]:
            ahead.append(coming.pop(0).pk)
        ahead.append(pk)
    return [*ahead, *(one.pk for one in coming)]
