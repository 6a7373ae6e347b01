"""Lists of results and their figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Max, Min, Prefetch, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, ExtractYear

from gieo.core.text import fold, sort_key
from gieo.domain.procedures.models import CodeEntry
from gieo.domain.procedures.rules import is_in_force
from gieo.domain.procedures.vocab import CodeKey
from gieo.domain.programmes.models import Programme
from gieo.domain.results.models import Product, ProductFile, Result, ResultMember, ResultPhoto
from gieo.domain.results.queries.kit import KIT_LINES
from gieo.domain.results.vocab import Access, MemberRole
from gieo.foundation.units.models import Unit


def with_names(results: QuerySet[Result]) -> QuerySet[Result]:
    """Results with what a row names: field, host, programme."""
    return results.select_related("field", "host", "host__successor", "host__successor__successor", "programme")


def with_leaders(results: QuerySet[Result]) -> QuerySet[Result]:
    """With the leader at hand, one query more."""
    return results.prefetch_related(
        Prefetch("members", ResultMember.objects.filter(role=MemberRole.LEADER), to_attr="leaders")
    )


def with_kit(results: QuerySet[Result]) -> QuerySet[Result]:
    """With all that the kit and its gate read, three queries more."""
    return results.prefetch_related(*KIT_LINES)


def with_photos(results: QuerySet[Result]) -> QuerySet[Result]:
    """With the photographs that may be published, one query more."""
    published = ResultPhoto.objects.filter(photograph__consent=True).select_related("photograph__file")
    return results.prefetch_related(Prefetch("photos", published, to_attr="shown_photos"))


def with_lines(results: QuerySet[Result]) -> QuerySet[Result]:
    """All of it, for records and sheets."""
    return with_photos(with_kit(with_leaders(with_names(results))))


def leader_of(result: Result) -> ResultMember | None:
    """The leader; no query after `with_lines`."""
    if hasattr(result, "leaders"):
        leaders: list[ResultMember] = result.leaders
        return leaders[0] if leaders else None
    return result.members.filter(role=MemberRole.LEADER).first()


def found_by(results: QuerySet[Result], text: str) -> QuerySet[Result]:
    """Results that hold every word of `text`, with or without accents."""
    for word in fold(text).split():
        results = results.filter(folded__contains=word)
    return results


@dataclass(frozen=True)
class Extent:
    """What a set of results spans: how many, their state budget in đồng, years of acceptance, the latest first, whether
    any is restricted."""

    count: int
    budget: int
    years: tuple[int, ...]
    has_restricted: bool


def extent_of(results: QuerySet[Result]) -> Extent:
    """One query."""
    found = results.order_by().aggregate(
        count=Count("pk"),
        budget=Sum("budget_state"),
        first=Min("accepted_on"),
        last=Max("accepted_on"),
        restricted=Count("pk", filter=Q(access=Access.RESTRICTED)),
    )
    first, last = found["first"], found["last"]
    years = tuple(range(last.year, first.year - 1, -1)) if first and last else ()
    return Extent(found["count"], found["budget"] or 0, years, bool(found["restricted"]))


def codes_of(key: CodeKey, on: date) -> list[tuple[str, CodeEntry]]:
    """(code, line) of a subject, for filters: the table in force on a day, completed by lines of other tables.

    The first level keeps its six codes from one table to the next, so one choice covers both. One query.
    """
    known = list(CodeEntry.objects.filter(system__key=key).select_related("system").order_by("order", "code"))
    ranked = sorted(known, key=lambda entry: is_in_force(entry.system, on))
    lines = {entry.code: entry for entry in ranked}
    return sorted(lines.items(), key=lambda pair: (pair[1].order, pair[0]))


def years_accepted(results: QuerySet[Result]) -> list[int]:
    """Years in which results were accepted, newest first."""
    years = results.filter(accepted_on__isnull=False).annotate(year=ExtractYear("accepted_on"))
    return sorted(set(years.order_by().values_list("year", flat=True)), reverse=True)


def owners_of(results: QuerySet[Result]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """(code, name) of the programmes and of the hosts among the results, for filters. One query for both."""
    names = {"of": Value("programme"), "owner_code": F("code"), "owner_name": F("name")}
    rows = results.order_by()
    programmes = Programme.objects.filter(pk__in=rows.values("programme").distinct()).annotate(**names)
    hosts = Unit.objects.filter(pk__in=rows.values("host").distinct()).annotate(**(names | {"of": Value("host")}))
    columns = ("of", "owner_code", "owner_name")
    owners = programmes.order_by().values_list(*columns).union(hosts.order_by().values_list(*columns))
    found: dict[str, list[tuple[str, str]]] = {"programme": [], "host": []}
    for of, code, name in sorted(owners, key=lambda row: sort_key(row[2])):
        found[of].append((code, name))
    return found["programme"], found["host"]


@dataclass(frozen=True)
class Figures:
    """Counts and sums over a set of results; money in đồng."""

    count: int
    budget: int


def figures_of(results: QuerySet[Result]) -> Figures:
    """Count and total money, one query."""
    found = results.order_by().aggregate(
        count=Count("pk", distinct=True),
        budget=Sum(Coalesce(F("budget_state"), 0) + Coalesce(F("budget_other"), 0)),
    )
    return Figures(found["count"], found["budget"] or 0)


def products_of_programme(programme: Programme) -> QuerySet[Product]:
    """Products that belong to a programme directly, in order, with their files."""
    files = Prefetch("files", ProductFile.objects.select_related("file"))
    return programme.products.prefetch_related(files).order_by("order", "id")


def options(results: QuerySet[Result], text: str = "", limit: int = 20) -> Iterable[Result]:
    """Results to choose from in a form, by code or words of the title."""
    return found_by(results.filter(~Q(title="")), text).order_by("-code")[:limit]
