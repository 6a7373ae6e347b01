"""Lists that hold ten thousand rows without losing one's place: the whole state is in the address.

A room declares columns and filters; the page shows, sorts, pages and totals, and files (ui.extracts) hold, exactly
what is filtered.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, reduce
from operator import or_
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, OrderBy, Q, QuerySet, Sum
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core.text import fold, squeeze
from gieo.foundation.search.queries import Findings
from gieo.interfaces.web.ui.formats import number
from gieo.interfaces.web.ui.ranked import Ranked, among

Choices = Iterable[tuple[str, Any]]
NARROWING = frozenset({"q", "page"})
"""In the address beside the filters: what a list asked anew leaves behind."""

LONGEST_UNKNOWN = 60  # letters of a value that no filter has


@dataclass(frozen=True)
class Column:
    """One column. `value` reads a row; `sort` names the order-by fields; `kind` decides alignment and export."""

    key: str
    label: Any
    value: Callable[[Any], Any]
    kind: str = "text"
    """text, number, money (đồng), date or pill"""
    sort: tuple[str, ...] = ()
    total: str = ""
    """A field to sum over the whole filtered list."""
    on_screen: bool = True
    """Whether it is a column of the table; Excel has it always."""
    on_paper: bool = False
    """Whether Word and PDF have it though it is no column of the table: the screen shows it within another's cell."""
    width: float = 0
    """On paper, in letters; 0 for what is usual of its kind."""

    @property
    def is_on_paper(self) -> bool:
        return self.on_screen or self.on_paper


@dataclass(frozen=True)
class Filter:
    """One filter with several values at once. `choices` gives (value, label); `lookup` is the field it narrows."""

    key: str
    label: Any
    lookup: str
    choices: Callable[[], Choices]
    narrow: Callable[[QuerySet[Any], list[str]], QuerySet[Any]] | None = None
    counted: bool = True
    """Show how many rows each value has."""
    several: bool = False
    """Whether `lookup` finds several values of one row."""

    def apply(self, rows: QuerySet[Any], values: list[str]) -> QuerySet[Any]:
        if self.narrow is not None:
            return self.narrow(rows, values)
        if self.lookup.endswith("__year"):  # each as the span of its days, which the database finds in an index
            return rows.filter(reduce(or_, (Q(**{self.lookup: value}) for value in values)))
        return rows.filter(**{f"{self.lookup}__in": values})


@dataclass(frozen=True)
class Chip:
    """A filter in force, with the address that drops it."""

    label: str
    drop: str


@dataclass(frozen=True)
class FacetValue:
    value: str
    label: str
    count: int | None
    chosen: bool


@dataclass(frozen=True)
class Facet:
    key: str
    label: str
    values: tuple[FacetValue, ...]

    @property
    def is_used(self) -> bool:
        return any(value.chosen for value in self.values)


@dataclass(frozen=True)
class Head:
    """A column's head: whether the list is sorted by it, and the address that sorts by it."""

    key: str
    label: str
    kind: str
    order: str
    """"", "up" or "down"."""
    address: str


@dataclass
class ListPage:
    """A filtered, sorted, paged list, made from the request's address.

    `search` names fields that hold folded text (core.text.fold) for the words in `q`; every word must be found. With a
    `finder` the words and what was chosen of the filters are its own to answer: the rows best first, unless another
    order is chosen, and how many each value of a filter has; where it has no answer, the database is asked.
    """

    request: HttpRequest
    queryset: QuerySet[Any]
    columns: Sequence[Column]
    filters: Sequence[Filter] = ()
    search: Sequence[str] = ()
    search_hint: str = ""
    """What words are looked for in; without it: code and name."""
    finder: Callable[[str, Mapping[str, Sequence[str]]], Findings | None] | None = None
    order: Sequence[str] = ("-pk",)
    per_page: int = 25
    title: str = ""
    noun: Callable[[int], str] | None = None
    """A number of rows in words, with %(count)s in its place: "%(count)s kết quả"."""
    at: str = ""
    """The list's own address, where the page that shows it has another one."""
    scope: Sequence[str] = ()
    """What the address asks beside filters, in words: a span, a map. The page and its files say it."""
    whole: Mapping[str, int] = field(default_factory=dict)
    """Number of rows ("rows") and sums ("sum_<column>") without any filter, where they are known already."""
    _counts: dict[str, dict[str, int]] = field(default_factory=dict, init=False)

    @cached_property
    def said_count(self) -> str:
        """ "118 trong 148 kết quả khớp bộ lọc", or all of them."""
        everything = self._counted(self.count_of_all)
        if not self.is_narrowed:
            return everything
        return _("%(count)s trong %(all)s khớp bộ lọc") % {"count": number(self.count), "all": everything}

    def _counted(self, count: int) -> str:
        words = self.noun(count) if self.noun else ngettext("%(count)s dòng", "%(count)s dòng", count)
        return words % {"count": number(count)}

    @cached_property
    def words(self) -> str:
        return squeeze(self.request.GET.get("q", ""))[:200]

    @cached_property
    def chosen(self) -> dict[str, list[str]]:
        """Values in force, by filter; what else the address asks of them is told by `unknown`."""
        return {key: [value for value in self._asked(key) if value in known] for key, known in self._known.items()}

    @cached_property
    def unknown(self) -> tuple[str, ...]:
        """What the address asks of a filter that has no such value, in words: the list is not narrowed by it."""
        return tuple(
            f"{item.label}: {squeeze(value)[:LONGEST_UNKNOWN]}"
            for item in self.filters
            for value in self._asked(item.key)
            if value not in self._known[item.key]
        )

    @property
    def known_address(self) -> str:
        """The list's own address without what is unknown of it."""
        query = self.request.GET.copy()
        for key, values in self.chosen.items():
            query.setlist(key, values)
        said = query.urlencode()
        return f"{self.request.path}?{said}" if said else self.request.path

    def _asked(self, key: str) -> list[str]:
        return [value for value in self.request.GET.getlist(key) if value]

    @cached_property
    def _known(self) -> dict[str, frozenset[str]]:
        return {key: frozenset(value for value, _label in labels) for key, labels in self.labels.items()}

    @cached_property
    def labels(self) -> dict[str, list[tuple[str, Any]]]:
        return {item.key: [(str(value), label) for value, label in item.choices()] for item in self.filters}

    @cached_property
    def findings(self) -> Findings | None:
        """What the finder has found; nothing where there is none or it cannot answer."""
        return self.finder(self.words, self.chosen) if self.finder else None

    @property
    def is_ranked(self) -> bool:
        """The list stands in the finder's order: of what its words find, or its own."""
        return self.findings is not None and not self.sorted_by[0]

    @cached_property
    def found(self) -> QuerySet[Any] | Ranked:
        """All rows of the list, filtered and sorted."""
        if self.findings is not None and self.is_ranked:
            return Ranked(self.queryset, self.findings)
        return self._narrowed().order_by(*self._order())

    def _narrowed(self, skip: str = "") -> QuerySet[Any]:
        if self.findings is not None and self.is_narrowed:
            return among(self.queryset, self.findings.numbers(0, self.findings.total))
        rows = self._with_words(self.queryset)
        for item in self.filters:
            if item.key != skip and self.chosen[item.key]:
                rows = item.apply(rows, self.chosen[item.key])
        return rows

    def _with_words(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        for word in fold(self.words).split():
            anywhere = Q()
            for name in self.search:
                anywhere |= Q(**{f"{name}__contains": word})
            rows = rows.filter(anywhere)
        return rows

    @cached_property
    def sorted_by(self) -> tuple[str, bool]:
        """Key of the column sorted by ("" for the list's own order) and whether downwards."""
        asked = self.request.GET.get("sort", "")
        key, down = asked.lstrip("-"), asked.startswith("-")
        return (key, down) if any(column.key == key and column.sort for column in self.columns) else ("", False)

    def _order(self) -> list[str | OrderBy]:
        key, down = self.sorted_by
        if not key:
            return list(self.order)
        names = next(column.sort for column in self.columns if column.key == key)
        turned = [name.removeprefix("-") if name.startswith("-") else f"-{name}" for name in names]
        return [*(self._in_order(name) for name in (turned if down else names)), "pk"]

    def _in_order(self, name: str) -> str | OrderBy:
        """Rows without a value stand last, whichever way one sorts and whatever database holds them."""
        field = next((one for one in self.queryset.model._meta.concrete_fields if one.name == name.lstrip("-")), None)
        if field is None or not field.null:
            return name
        return OrderBy(F(field.name), descending=name.startswith("-"), nulls_last=True)

    @cached_property
    def page(self) -> Page[Any]:
        paginator = Paginator(self.found, self.per_page)
        if self.totals or (self.whole and not self.is_narrowed):  # counted already
            paginator.count = self._sums["rows"]
        elif self.findings is not None and self.is_narrowed:
            paginator.count = self.findings.total
        return paginator.get_page(self.request.GET.get("page"))

    @cached_property
    def rows(self) -> Sequence[Any]:
        """The rows of this page. Their keys are found first: to sort and pass over long rows would cost more than to
        fetch these few by name. Two queries."""
        if self.is_ranked:
            return self.page.object_list
        keys = list(self.page.object_list.values_list("pk", flat=True))
        rows = {row.pk: row for row in self.queryset.order_by().filter(pk__in=keys)}
        return [rows[key] for key in keys if key in rows]

    @property
    def count(self) -> int:
        return self.page.paginator.count

    @cached_property
    def count_of_all(self) -> int:
        """How many rows there are without any filter."""
        if self.whole:
            return self.whole["rows"]
        return self.queryset.count() if self.is_narrowed else self.count

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or any(self.chosen.values()))

    @cached_property
    def totals(self) -> dict[str, Any]:
        """Sums over the whole filtered list, by column key; none without columns that are summed."""
        return {column.key: self._sums[f"sum_{column.key}"] or 0 for column in self.columns if column.total}

    @cached_property
    def _sums(self) -> dict[str, Any]:
        """Number of rows and sums, one query; none for the whole list when its own are known."""
        if self.whole and not self.is_narrowed:
            return dict(self.whole)
        summed = {f"sum_{column.key}": Sum(column.total) for column in self.columns if column.total}
        return self._narrowed().order_by().aggregate(rows=Count("pk"), **summed)

    @cached_property
    def facets(self) -> tuple[Facet, ...]:
        """Every filter with its values; counts say how many rows one would see. One query per counted filter, unless a
        finder has counted."""
        return tuple(self._facet(item) for item in self.filters)

    def _facet(self, item: Filter) -> Facet:
        counts: Mapping[str, int] | None = None
        if self.findings is not None:
            counts = self.findings.counts.get(item.key, {})
        elif item.counted and item.lookup:
            rows = self._narrowed(skip=item.key).order_by().values_list(item.lookup)
            joined = item.several or any(each.contains_aggregate for each in rows.query.annotations.values())
            counts = {str(value): count for value, count in rows.annotate(n=Count("pk", distinct=joined))}
        values = tuple(
            FacetValue(
                value, str(label), counts.get(value, 0) if counts is not None else None, value in self.chosen[item.key]
            )
            for value, label in self.labels[item.key]
        )
        return Facet(item.key, str(item.label), values)

    @cached_property
    def chips(self) -> tuple[Chip, ...]:
        chips = [Chip(f"“{self.words}”", self.address(drop=("q", self.words)))] if self.words else []
        for item in self.filters:
            names = dict(self.labels[item.key])
            chips += [
                Chip(f"{item.label}: {names[value]}", self.address(drop=(item.key, value)))
                for value in self.chosen[item.key]
            ]
        return tuple(chips)

    @cached_property
    def heads(self) -> tuple[Head, ...]:
        key, down = self.sorted_by
        return tuple(
            Head(
                key=column.key,
                label=str(column.label),
                kind=column.kind,
                order="" if column.key != key else ("down" if down else "up"),
                address=self.address(sort=("-" if column.key == key and not down else "") + column.key)
                if column.sort
                else "",
            )
            for column in self.columns
            if column.on_screen
        )

    def address(self, *, drop: tuple[str, str] | None = None, **replace: str) -> str:
        """The list's own address with something dropped or replaced (by nothing: taken away); the page starts anew."""
        query = self.request.GET.copy()
        query.pop("page", None)
        if drop is not None:
            key, value = drop
            left = [kept for kept in query.getlist(key) if squeeze(kept) != value]
            query.setlist(key, left) if left else query.pop(key, None)
        for key, value in replace.items():
            query.pop(key, None)
            if value:
                query[key] = value
        return f"{self.request.path}?{query.urlencode()}" if query else self.request.path

    @property
    def query(self) -> str:
        """The state of the list without the page number, to hand on to an export or the next page."""
        query = self.request.GET.copy()
        query.pop("page", None)
        return query.urlencode()

    def file_address(self, form: str) -> str:
        """The list as a file: beside its own address, in the same state."""
        here = (self.at or self.request.path).removesuffix("/")
        return f"{here}/export.{form}" + (f"?{self.query}" if self.query else "")

    def key_of(self, row: Any) -> str | int:
        """What a file keeps of a row, to ask later whether it may still be seen."""
        return row.pk if isinstance(row.pk, int) else str(row.pk)

    def holds(self, keys: Collection[Any]) -> bool:
        """Whether all these rows are in the list, whatever it is narrowed by. One query."""
        return self.queryset.order_by().filter(pk__in=keys).values("pk").distinct().count() == len(keys)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the address says beside filters, words and page (the order, a span, a map): it outlives them all."""
        left = NARROWING | {item.key for item in self.filters}
        asked = self.request.GET.lists()
        return [(key, value) for key, values in asked if key not in left for value in values if value]

    @property
    def bare_address(self) -> str:
        """The list without any filter, in the order, the span and by the map chosen."""
        return f"{self.request.path}?{urlencode(self.kept)}" if self.kept else self.request.path
