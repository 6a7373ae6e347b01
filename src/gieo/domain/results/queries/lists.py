"""Lists of results and their figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Prefetch, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from gieo.core.text import fold
from gieo.domain.procedures.models import CodeEntry
from gieo.domain.procedures.queries import code_entries
from gieo.domain.procedures.vocab import CodeKey
from gieo.domain.programmes.models import Programme
from gieo.domain.results.models import Product, ProductFile, Result, ResultMember, ResultPhoto
from gieo.domain.results.queries.kit import KIT_LINES
from gieo.domain.results.vocab import MemberRole


def with_lines(results: QuerySet[Result]) -> QuerySet[Result]:
    """Results with all that a row or a card shows: field, host, programme, leader, kit, first photograph."""
    return results.select_related("field", "host", "host__successor", "programme").prefetch_related(
        Prefetch("members", ResultMember.objects.filter(role=MemberRole.LEADER), to_attr="leaders"),
        Prefetch(
            "photos",
            ResultPhoto.objects.filter(photograph__consent=True).select_related("photograph__file"),
            to_attr="shown_photos",
        ),
        *KIT_LINES,
    )


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


def years_accepted(results: QuerySet[Result]) -> list[int]:
    """Years of acceptance among the results, the latest first."""
    years = results.filter(accepted_on__isnull=False).values_list("accepted_on__year", flat=True)
    return sorted(set(years.order_by()), reverse=True)


def codes_of(key: CodeKey, on: date) -> list[tuple[str, CodeEntry]]:
    """(code, line) of a subject, for filters: the table in force on a day, completed by lines of older tables.

    The first level keeps its six codes from one table to the next, so one choice covers both.
    """
    lines = {entry.code: entry for entry in CodeEntry.objects.filter(system__key=key).order_by("order", "code")}
    lines.update({entry.code: entry for entry in code_entries(key, on)})
    return sorted(lines.items(), key=lambda pair: (pair[1].order, pair[0]))


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
