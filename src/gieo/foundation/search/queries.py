"""Finding. Without an index that can be read there is no answer, and the page finds another way."""

import logging
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, reduce
from operator import and_
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.db.models import Q, QuerySet

from gieo.foundation.search.engine import Hits, Position, Stand, View
from gieo.foundation.search.engine.terms import BARE_AMONG_OTHERS, BOOST, GOES_ON, OTHER_ACCENT, PAIR
from gieo.foundation.search.engine.view import DEEP
from gieo.foundation.search.models import Text
from gieo.foundation.search.rules import (
    EVERYWHERE,
    Asked,
    Bounds,
    Syllable,
    asked,
    mark_of,
    number_of,
    pairs,
    spelled,
    syllables,
)
from gieo.foundation.search.rules.ranking import Said
from gieo.foundation.search.rules.reasons import Fit, fits
from gieo.foundation.search.rules.telling import needed_of
from gieo.foundation.search.vocab import Weight

logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")
TOP = 10  # of a kind: one of them is the best that the index knows
FAR_BEHIND = 1000  # texts that an index does not know yet: nobody asks it any more until it has caught up


@cache
def stand_at(folder: Path) -> Stand:
    """One open index for a process."""
    return Stand(folder)


def find(what: str | Asked, bounds: Bounds = EVERYWHERE, *, limit: int = 50, offset: int = 0) -> Hits | None:
    """Keys of what answers, best first. None where there is no index."""
    words = asked(what) if isinstance(what, str) else what
    return ask(lambda view: view.find(view.settled(words, bounds), bounds, limit=limit, offset=offset))


def numbers(what: str | Asked, bounds: Bounds = EVERYWHERE, *, limit: int) -> tuple[int, ...] | None:
    """The numbers of what answers, best first. None where there is no index."""
    words = asked(what) if isinstance(what, str) else what
    return ask(lambda view: view.numbers(view.settled(words, bounds), bounds, limit=limit))


@dataclass(frozen=True)
class Findings:
    """What answers within what was chosen: how many, their numbers at some places of the order, and for each facet how
    many one would see with one of its values."""

    total: int
    counts: Mapping[str, Mapping[str, int]]
    numbers: Callable[[int, int], Sequence[int]]


Numbers = Mapping[str, Sequence[int]]


def by_kind(what: Asked, kinds: Sequence[str], seen: Callable[[Numbers], Numbers], *, limit: int) -> Numbers | None:
    """The numbers of what answers in each kind, best first, cut by `seen` to what the reader may see; the kind with the
    best of these first. None without an index.

    A query whose accents nobody has is not read another way here: whether it finds anything, and which kind comes
    first, is told by what may be seen alone.
    """

    def look(view: View) -> Numbers:
        kept = seen({kind: view.numbers(what, Bounds((kind,)), limit=limit) for kind in kinds})

        def best(kind: str) -> float:
            hits = view.find(what, Bounds((kind,), numbers=frozenset(kept[kind][:TOP])), limit=1)
            return hits.found[0][1] if hits.found else 0.0

        return {kind: kept[kind] for kind in sorted(filter(kept.get, kept), key=best, reverse=True)}

    return ask(look)


def findings(
    typed: str | Asked,
    bounds: Bounds,
    chosen: Mapping[str, Sequence[str]],
    sets: Mapping[str, Mapping[str, Collection[int]]] | None = None,
) -> Findings | None:
    """What answers, with facets. A facet is a kind of mark (`mark_of`), or a table of sets of numbers in `sets`.

    Within one facet any of the chosen values will do; a facet is counted as if nothing of it had been chosen. None
    where there is no index.
    """
    what = asked(typed) if isinstance(typed, str) else typed
    return ask(lambda view: _findings(view, what, bounds, chosen, sets or {}))


def match(title: str, text: str, bounds: Bounds, *, limit: int = 20) -> list[Fit] | None:
    """Texts within the bounds that could meet a need, or the other way: needs that a result could meet; best first,
    with why (`wording.why`). None where there is no index.

    What comes is what the index knows; whoever shows it asks for the rows through the door of their room.
    """
    what = needed_of(title, text)

    def look(view: View) -> list[Fit]:
        ranking = view.ranking(what)
        keys = view.likely(ranking, bounds, limit=max(DEEP, limit))
        rows = {row.key: row for row in Text.objects.filter(key__in=keys)}
        seen = {key: rows[key] for key in keys if key in rows and bounds.holds(frozenset(rows[key].marks))}
        own = Said({Weight.TITLE: title, Weight.BODY: text})
        return fits(ranking, {key: Said(_texts_of(row)) for key, row in seen.items()}, limit, own)

    return ask(look) if what else []


def nearness(what: Asked, texts: Mapping[Weight, str]) -> float:
    """How near a text is to what is asked, without an index: each word by the best place it stands in, more where two
    stand side by side as they were asked, and most where a line says nothing else. For a few texts that no index may
    hold, set beside a few that one has found."""
    said = {weight: [syllables(line) for line in text.splitlines()] for weight, text in texts.items()}
    words = (*(word for phrase in what.phrases for word in phrase), *what.words)
    best = [
        max((BOOST[weight] * _stands(word, what, lines) for weight, lines in said.items()), default=0.0)
        for word in words
    ]
    tokens = [word.folded for word in words]
    side_by_side = {pair for lines in said.values() for line in lines for pair in pairs([word.folded for word in line])}
    whole = any([word.folded for word in line] == tokens for line in said.get(Weight.TITLE, ()))
    return sum(best) + PAIR * sum(pair in side_by_side for pair in pairs(tokens)) + BOOST[Weight.TITLE] * whole


def _stands(word: Syllable, what: Asked, lines: Sequence[Sequence[Syllable]]) -> float:
    said = [one for line in lines for one in line]
    if any(one.accented == word.accented for one in said):
        return 1.0
    alike = any(one.folded == word.folded for one in said)
    if alike:
        return 1.0 if what.is_bare else BARE_AMONG_OTHERS if word.is_bare else OTHER_ACCENT
    goes_on = what.begun and word is what.words[-1] and any(one.folded.startswith(word.folded) for one in said)
    return GOES_ON if goes_on else 0.0


def texts_said(keys: Iterable[str]) -> dict[str, Mapping[Weight, str]]:
    """What these records say, by their keys. One query."""
    rows = Text.objects.filter(key__in=list(keys), gone=False).values_list("key", "texts")
    return {key: {Weight(name): said for name, said in texts.items()} for key, texts in rows}


def did_you_mean(typed: str, bounds: Bounds) -> str:
    """What may have been meant, as the best text of it spells it; empty where nothing near stands within the bounds."""
    words = ask(lambda view: view.mended(asked(typed), bounds))
    if not words:
        return ""
    hits = find(" ".join(words), bounds, limit=1)
    best = Text.objects.filter(key=hits.found[0][0]).first() if hits is not None and hits.found else None
    if best is None or not bounds.holds(frozenset(best.marks)):  # said otherwise since the index was asked
        return ""
    return spelled(words, "\n".join(best.texts.values()))


def unread(kind: str) -> frozenset[int]:
    """The numbers of what was written of a kind and stands in no index of this node yet: nobody finds it by its words.
    Two queries."""
    said = written_after(stand_at(Path(settings.INDEX_DIR)).position()).filter(kind=kind, gone=False)
    keys = frozenset(said.values_list("key", flat=True))
    held = ask(lambda view: view.held(keys)) if keys else None
    return frozenset(map(number_of, keys - (held or frozenset())))


def written_after(position: Position) -> QuerySet[Text]:
    """What was written behind a position, in order."""
    later = Q(written_in__gt=position.written_in) | Q(pk__gt=position.row)
    return Text.objects.filter(later, written_in__gte=position.written_in).order_by("written_in", "pk")


def ask(question: Callable[[View], Answer]) -> Answer | None:
    """Ask the index as it stands, with what was said since it was written; one query. None where none can be asked."""
    stand = stand_at(Path(settings.INDEX_DIR))
    index = stand.current()
    if index is None:
        logger.debug("no index yet")
        return None
    said = written_after(stand.position()).values_list("key", "marks", "gone")
    since = {key: None if gone else frozenset(marks) for key, marks, gone in said[: FAR_BEHIND + 1]}
    if len(since) > FAR_BEHIND:
        logger.info("the index is too far behind")
        return None
    try:
        return question(index.view(since))
    except (OSError, ValueError) as fault:
        logger.warning("the index cannot be read and is given up: %s", fault)
        stand.lose(index)
        return None


def _findings(
    view: View,
    typed: Asked,
    bounds: Bounds,
    chosen: Mapping[str, Sequence[str]],
    sets: Mapping[str, Mapping[str, Collection[int]]],
) -> Findings | None:
    if not typed and view.is_behind(bounds.kinds):  # without words the database knows as well, and knows everything
        return None
    what = view.settled(typed, bounds)
    by_marks = {facet: values for facet, values in chosen.items() if values and facet not in sets}
    by_sets = {
        facet: frozenset[int]().union(*(sets[facet].get(value, ()) for value in values))
        for facet, values in chosen.items()
        if values and facet in sets
    }

    def marked(skip: str = "") -> Bounds:
        groups = (frozenset(mark_of(one, value) for value in values) for one, values in by_marks.items() if one != skip)
        return replace(bounds, marks=(*bounds.marks, *groups))

    def among(numbers: Sequence[int], skip: str = "") -> Sequence[int]:
        held = [members for facet, members in by_sets.items() if facet != skip]
        if not held:
            return numbers
        both = _all_of(held)
        return [one for one in numbers if one in both]

    everything = view.numbers(what, marked()) if sets else ()
    kept = among(everything)
    found = frozenset(kept)
    counts = _by_facet(view.marks(what, replace(marked(), numbers=found if by_sets else None)))
    for facet in by_marks:
        there = replace(marked(facet), numbers=_all_of(by_sets.values()) if by_sets else None)
        counts[facet] = _by_facet(view.marks(what, there)).get(facet, {})
    for facet, values in sets.items():
        here = frozenset(among(everything, facet)) if facet in by_sets else found
        counts[facet] = {value: len(here.intersection(members)) for value, members in values.items()}

    def at(start: int, stop: int) -> Sequence[int]:
        return kept[start:stop] if sets else view.numbers(what, marked(), limit=stop - start, offset=start)

    return Findings(len(kept) if sets else view.count(what, marked()), counts, at)


def _all_of(sets: Iterable[frozenset[int]]) -> frozenset[int]:
    return reduce(and_, sets)


def _by_facet(marks: Mapping[str, int]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for mark, count in marks.items():
        facet, sign, value = mark.partition("=")
        if sign:
            found.setdefault(facet, {})[value] = count
    return found


def _texts_of(row: Text) -> dict[Weight, str]:
    """What a row says, by place."""
    return {Weight(name): said for name, said in row.texts.items()}
