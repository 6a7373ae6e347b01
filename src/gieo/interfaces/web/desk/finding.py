"""Search over everything one may see: the index ranks, each room's own door says what may be shown and counted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet, Value
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.core.actor import Actor
from gieo.core.text import fold, squeeze
from gieo.domain.handovers.queries.finding import KIND as MINUTES
from gieo.domain.results.queries import found_by
from gieo.domain.results.queries.finding import ANYBODY, find_visible
from gieo.domain.results.queries.texts import KIND as RESULT
from gieo.domain.transfers.queries.finding import INTEREST
from gieo.domain.uptake.queries.finding import KIND as USE
from gieo.foundation.search.queries import TOP, Findings, by_kind, did_you_mean
from gieo.foundation.search.rules import Asked, Bounds, asked
from gieo.interfaces.web.desk.kinds import KINDS, Kind, Line
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.exporting import exported
from gieo.interfaces.web.ui.formats import number
from gieo.interfaces.web.ui.lists import Column, ListPage
from gieo.interfaces.web.ui.pages import page, reads
from gieo.interfaces.web.ui.ranked import among
from gieo.interfaces.web.ui.records import RECORDS, record_label, record_url, visible_codes
from gieo.interfaces.web.ui.rolls import Roll

SHOWN, SHOWN_BELOW, PER_PAGE = 6, 4, 25
MOST, MOST_BELOW = 20_000, 200
LONGEST = 200


@dataclass(frozen=True)
class Found:
    """The hits of one kind: the first of so many, and the way to all of them."""

    title: str
    count: int
    lines: list[Line]
    all: Link | None = None


@dataclass(frozen=True)
class Hits:
    """The numbers of one kind that answer and that one may see, best first: all of them, or some."""

    total: int
    numbers: Callable[[int, int], Sequence[int]]


NONE = Hits(0, lambda start, stop: ())


@reads
def search(request: HttpRequest) -> HttpResponse:
    """A page of what was found; for htmx the lines below the box, while one types."""
    typed = request.GET.get("q", "")[:LONGEST]
    words = squeeze(typed)
    if getattr(request, "htmx", False):
        return _part(request, typed, words)
    at = _record_of(request.actor, words)
    if at:
        return HttpResponseRedirect(at)
    hits = _hits(request.actor, asked(words).ways, MOST, unfinished=asked(typed, begun=True).begun) if words else {}
    kind = request.GET.get("of", "")
    one = _page(request, kind, hits[kind]) if kind in hits else None
    groups = [_group(request.actor, key, found, SHOWN, words) for key, found in hits.items()] if one is None else []
    meant = _meant(request.actor, words) if words and not hits else ""
    return page(
        request,
        "desk/search.html",
        words=words,
        groups=groups,
        one=one,
        listed=_roll(request, kind, hits[kind], words) if one else None,
        said=_said(sum(found.total for found in hits.values()), words),
        meant=Link(meant, f"{reverse('desk:search')}?{urlencode({'q': meant})}") if meant else None,
    )


def _part(request: HttpRequest, typed: str, words: str) -> HttpResponse:
    below = _below(request.actor, asked(typed, begun=True)) if words else []
    groups = [*_exact(request.actor, words), *below]
    count = sum(len(group.lines) for group in groups)
    query = urlencode({"q": words})
    answer = page(request, "desk/_below.html", words=words, groups=groups, count=count, query=query)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


@dataclass(frozen=True)
class OneKind:
    """All hits of one kind, a page at a time, and the way back to those of every kind."""

    title: str
    lines: list[Line]
    page: Page[int]
    query: str
    back: Link


def _page(request: HttpRequest, key: str, found: Hits) -> OneKind:
    words = squeeze(request.GET.get("q", ""))
    places = Paginator(range(found.total), PER_PAGE).get_page(request.GET.get("page"))
    first = max(places.start_index() - 1, 0)
    lines = _lines(request.actor, key, found.numbers(first, first + PER_PAGE))
    back = Link(_("Mọi loại hồ sơ"), f"{request.path}?{urlencode({'q': words})}")
    return OneKind(str(KINDS[key].label), lines, places, urlencode({"q": words, "of": key}), back)


def found_listed(request: HttpRequest) -> ListPage:
    """All hits of one kind, as its page shows them; none without words or kind."""
    typed, key = request.GET.get("q", "")[:LONGEST], request.GET.get("of", "")
    words = squeeze(typed)
    hits = _hits(request.actor, asked(words).ways, MOST, unfinished=asked(typed, begun=True).begun) if words else {}
    return _roll(request, key, hits.get(key, NONE), words)


def _roll(request: HttpRequest, key: str, found: Hits, words: str) -> ListPage:
    return Roll(
        request,
        _Lines(request.actor, key, found),
        [
            Column("code", _("Số hiệu"), lambda line: line.code, kind="pill"),
            Column("title", _("Tên"), lambda line: line.title, width=48),
            Column("note", _("Ghi chú"), lambda line: line.note, width=18),
        ],
        title=str(KINDS[key].label if key in KINDS else _("Tìm")),
        key=lambda line: line.url,
        at=reverse("desk:search"),
        narrowed_to=f"“{words}”" if words else "",
    )


class _Lines(Sequence[Line]):
    """The hits of one kind, fetched a part at a time."""

    def __init__(self, actor: Actor, kind: str, found: Hits) -> None:
        self._actor, self._kind, self._found = actor, kind, found

    def __len__(self) -> int:
        return self._found.total

    def __getitem__(self, place: Any) -> Any:
        start, stop, _step = place.indices(len(self))
        return _lines(self._actor, self._kind, self._found.numbers(start, stop)) if start < stop else []


export = exported(found_listed)


def _said(count: int, words: str) -> str:
    said = ngettext(
        "%(n)s nơi có “%(words)s” trong những gì bạn xem được",
        "%(n)s nơi có “%(words)s” trong những gì bạn xem được",
        count,
    )
    return said % {"n": number(count), "words": words}


def _meant(actor: Actor, words: str) -> str:
    """What may have been meant: the office sees every text but those of minutes, uses and interests, which also tell of
    restricted results; others are told of public results."""
    told_to_all = tuple(kind for kind in KINDS if kind not in (MINUTES, USE, INTEREST))
    return did_you_mean(words, Bounds(told_to_all) if actor.is_office else ANYBODY)


def _seen_with(actor: Actor, words: str) -> list[tuple[str, str]]:
    """Kinds and codes of the records that have exactly this number of ours, those that this person sees."""
    code = words.upper()
    if not any(char.isdigit() for char in code) or " " in code:
        return []
    return sorted(visible_codes(actor, [(kind, code) for kind in RECORDS]))


def _record_of(actor: Actor, words: str) -> str:
    """The page of the one record that has exactly this number."""
    seen = _seen_with(actor, words)
    return record_url(*seen[0]) if len(seen) == 1 else ""


def _exact(actor: Actor, words: str) -> list[Found]:
    lines = [Line(code, record_label(kind), record_url(kind, code)) for kind, code in _seen_with(actor, words)]
    return [Found(_("Đúng số hiệu"), len(lines), lines)] if lines else []


def _below(actor: Actor, what: Asked) -> list[Found]:
    """The first lines of each kind while one types."""
    hits = _hits(actor, what.ways, MOST_BELOW)
    return [_group(actor, kind, found, SHOWN_BELOW, "") for kind, found in hits.items()]


def _group(actor: Actor, kind: str, found: Hits, shown: int, words: str) -> Found:
    lines = _lines(actor, kind, found.numbers(0, min(shown, found.total)))
    link = None
    if words and found.total > shown:
        way = f"{reverse('results:list')}?{urlencode({'q': words})}" if kind == RESULT else ""
        way = way or f"{reverse('desk:search')}?{urlencode({'q': words, 'of': kind})}"
        link = Link(_("Xem cả %(n)s") % {"n": number(found.total)}, way)
    return Found(str(KINDS[kind].label), found.total, lines, link)


def _lines(actor: Actor, key: str, numbers: Sequence[int]) -> list[Line]:
    kind, today = KINDS[key], clock.today()
    rows = kind.visible(actor).select_related(*kind.related).in_bulk(numbers) if numbers else {}
    return [kind.line(rows[pk], today) for pk in numbers if pk in rows]


def _hits(actor: Actor, ways: Sequence[Asked], most: int, *, unfinished: bool = False) -> dict[str, Hits]:
    """What answers, by kind, the kind with the best hit first; the first way of reading the words that finds anything.

    Where the last word may be unfinished, kinds that have nothing with the word as it stands have what begins with it,
    as while it was being typed. Whether anything is found is asked of what this person sees, so that nothing else
    leaves a trace.
    """
    for what in ways:
        found = _answers(actor, what, tuple(KINDS), most)
        if found is None:
            return _without_index(actor, what, most)
        if found:
            lacking = tuple(kind for kind in KINDS if kind not in found) if unfinished and not what.begun else ()
            return found | ((_answers(actor, replace(what, begun=True), lacking, most) if lacking else None) or {})
    return {}


def _answers(actor: Actor, what: Asked, kinds: Sequence[str], most: int) -> dict[str, Hits] | None:
    """The hits of each of these kinds, read in one way. None where there is no index."""
    results = find_visible(actor, what, {}) if RESULT in kinds else Findings(0, {}, lambda start, stop: ())
    if results is None:
        return None
    first = list(results.numbers(0, min(TOP, results.total))) if results.total else []
    others = tuple(kind for kind in kinds if kind != RESULT)
    found = by_kind(what, others, lambda numbers: {**_seen(actor, numbers), RESULT: first}, limit=most)
    whole = Hits(results.total, results.numbers)
    return {kind: whole if kind == RESULT else _listed(numbers) for kind, numbers in (found or {}).items()}


def _seen(actor: Actor, found: Mapping[str, Sequence[int]]) -> dict[str, list[int]]:
    """Those that this person sees, in their order. One query for all kinds."""
    asked_for = [
        among(KINDS[kind].visible(actor), numbers).order_by().select_related(None).values_list(Value(kind), "pk")
        for kind, numbers in found.items()
        if numbers
    ]
    seen = set(asked_for[0].union(*asked_for[1:], all=True)) if asked_for else set()
    return {kind: [pk for pk in numbers if (kind, pk) in seen] for kind, numbers in found.items()}


def _listed(numbers: Sequence[int]) -> Hits:
    return Hits(len(numbers), lambda start, stop: numbers[start:stop])


def _without_index(actor: Actor, what: Asked, most: int) -> dict[str, Hits]:
    """The database's own answer: every word somewhere, the newest first."""
    found = {}
    for key, kind in KINDS.items():
        rows = kind.visible(actor)
        rows = found_by(rows, what.written) if key == RESULT else _with_words(rows, what.written, kind)
        numbers = list(rows.order_by(*kind.order).values_list("pk", flat=True)[:most])
        if numbers:
            found[key] = _listed(numbers)
    return found


def _with_words(rows: QuerySet[Any], words: str, kind: Kind) -> QuerySet[Any]:
    """Rows that have every word, in what is kept folded or in a number as it is written."""
    for word in words.split():
        anywhere = Q(**{f"{kind.folded}__contains": fold(word)})
        for name in kind.numbers:
            anywhere |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(anywhere)
    return rows
