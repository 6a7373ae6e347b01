"""Search over everything one may see: each kind through its own room's door, in rows and in counts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet, Window
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from gieo.core import clock
from gieo.core.actor import Actor
from gieo.core.text import fold, squeeze
from gieo.domain.handovers.access import visible_minutes
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.wording import STATE_LABELS
from gieo.domain.results import wording
from gieo.domain.results.access import visible_results
from gieo.domain.results.models import Result
from gieo.domain.results.queries import found_by
from gieo.domain.results.queries.texts import meant_in_public, search_visible
from gieo.domain.transfers.access import visible_conferences, visible_decisions
from gieo.domain.transfers.models import Conference, TransferDecision
from gieo.foundation.accounts.models import Person
from gieo.foundation.accounts.permits import may_see_people
from gieo.foundation.units.access import visible_units
from gieo.foundation.units.models import Unit
from gieo.foundation.units.queries import label_related, row_label, unit_label
from gieo.foundation.units.wording import KIND_LABELS
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.formats import legal_date, number
from gieo.interfaces.web.ui.pages import page, reads
from gieo.interfaces.web.ui.ranked import Ranked, among
from gieo.interfaces.web.ui.records import RECORDS, record_url, visible_codes

SHOWN = 6
LONGEST = 200


@dataclass(frozen=True)
class Line:
    """One hit: its number, what it is called, a word about it."""

    code: str
    title: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Found:
    """The hits of one kind: the first of so many, and the way to all of them."""

    title: str
    count: int
    lines: list[Line]
    all: Link | None


@reads
def search(request: HttpRequest) -> HttpResponse:
    words = squeeze(request.GET.get("q", ""))[:LONGEST]
    at = _record_of(request.actor, words)
    if at:
        return HttpResponseRedirect(at)
    groups = [group for look in KINDS if words and (group := look(request.actor, words)).count]
    meant = meant_in_public(words) if words and not groups else ""
    return page(
        request,
        "desk/search.html",
        words=words,
        groups=groups,
        said=_said(sum(group.count for group in groups), words),
        meant=Link(meant, f"{reverse('desk:search')}?{urlencode({'q': meant})}") if meant else None,
    )


def _said(count: int, words: str) -> str:
    said = ngettext(
        "%(n)s nơi có “%(words)s” trong những gì bạn xem được",
        "%(n)s nơi có “%(words)s” trong những gì bạn xem được",
        count,
    )
    return said % {"n": number(count), "words": words}


def _record_of(actor: Actor, words: str) -> str:
    """The page of the record that has exactly this number of ours, if this person sees it."""
    code = words.upper()
    if not any(char.isdigit() for char in code) or " " in code:
        return ""
    seen = sorted(visible_codes(actor, [(kind, code) for kind in RECORDS]))
    return record_url(*seen[0]) if len(seen) == 1 else ""


def _results(actor: Actor, words: str) -> Found:
    def line(row: Result) -> Line:
        url = reverse("results:record", args=[row.code])
        return Line(row.code, row.shown_title, url, str(wording.STATES[row.state]))

    title, seen, keys = pgettext("nhiều", "Kết quả"), visible_results(actor), search_visible(actor, words)
    if keys is None:
        return _of_rows(title, found_by(seen, words).order_by("-code"), line, "results:list", words)
    found = Ranked(among(seen, keys), keys)
    return _group(title, len(found), [line(row) for row in found[:SHOWN]], "results:list", words)


def _decisions(actor: Actor, words: str) -> Found:
    def line(row: TransferDecision) -> Line:
        url = reverse("transfers:decision", args=[row.code])
        return Line(str(row), row.title, url, legal_date(row.issued_on) if row.issued_on else row.get_state_display())

    rows = _with_words(visible_decisions(actor), words, "folded")
    return _of_rows(_("Quyết định chuyển giao"), rows.order_by("-pk"), line, "transfers:decisions", words)


def _conferences(actor: Actor, words: str) -> Found:
    def line(row: Conference) -> Line:
        return Line(row.code, row.title, reverse("transfers:conference", args=[row.code]), legal_date(row.held_on))

    rows = _with_words(visible_conferences(actor), words, "folded").order_by("-held_on", "-pk")
    return _of_rows(pgettext("nhiều", "Hội nghị"), rows, line, "transfers:conferences", words)


def _minutes(actor: Actor, words: str) -> Found:
    today = clock.today()

    def line(row: Minutes) -> Line:
        url = reverse("handovers:record", args=[row.code])
        return Line(row.number or row.code, row_label(row, row.receiver, today), url, str(STATE_LABELS[row.state]))

    rows = visible_minutes(actor).select_related(*label_related("receiver"))
    rows = _with_words(rows, words, "receiver__folded", exact=("code", "number"))
    return _of_rows(_("Biên bản bàn giao"), rows.order_by("-pk"), line, "handovers:list", words)


def _units(actor: Actor, words: str) -> Found:
    today = clock.today()

    def line(row: Unit) -> Line:
        return Line(row.code, unit_label(row, today), reverse("units:record", args=[row.code]), KIND_LABELS[row.kind])

    rows = _with_words(visible_units(actor), words, "folded").order_by("name_order", "pk")
    return _of_rows(pgettext("nhiều", "Đơn vị"), rows, line, "units:list", words)


def _people(actor: Actor, words: str) -> Found:
    def line(row: Person) -> Line:
        return Line("", row.name, reverse("accounts:person", args=[row.pk]), row.title)

    rows = Person.objects.all() if may_see_people(actor) else Person.objects.none()
    rows = _with_words(rows, words, "folded").order_by("name", "pk")
    return _of_rows(pgettext("nhiều", "Người"), rows, line, "accounts:people", words)


KINDS: Sequence[Callable[[Actor, str], Found]] = (_results, _decisions, _conferences, _minutes, _units, _people)


def _with_words(rows: QuerySet[Any], words: str, folded: str, exact: Sequence[str] = ()) -> QuerySet[Any]:
    """Rows that have every word, in what is kept folded or in a number as it is written."""
    for word in words.split():
        anywhere = Q(**{f"{folded}__contains": fold(word)})
        for name in exact:
            anywhere |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(anywhere)
    return rows


def _of_rows(title: str, rows: QuerySet[Any], line: Callable[[Any], Line], all_of: str, words: str) -> Found:
    """The first rows and how many there are, in one query."""
    first = list(rows.annotate(total_found=Window(Count("pk")))[:SHOWN])
    return _group(title, first[0].total_found if first else 0, [line(row) for row in first], all_of, words)


def _group(title: str, count: int, lines: list[Line], all_of: str, words: str) -> Found:
    more = count > len(lines)
    link = Link(_("Xem cả %(n)s") % {"n": number(count)}, f"{reverse(all_of)}?{urlencode({'q': words})}")
    return Found(title, count, lines, link if more else None)
