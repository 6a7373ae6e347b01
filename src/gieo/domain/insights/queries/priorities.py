"""Results by what the province puts first: the register of priorities, and what request 2 names."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from gieo.domain.insights.rules.priorities import NO_PRIORITY, Codes
from gieo.domain.procedures.vocab import CodeKey
from gieo.domain.programmes.models import Priority
from gieo.domain.programmes.queries import ended_priorities, priorities_on

Priorities = tuple[tuple[int, Codes], ...]
"""Number and codes of each, the heaviest first."""


def priorities_in_force(today: date) -> Priorities:
    """The register as it stands on a day. One query."""
    return _with_codes(priorities_on(today))


def _with_codes(rows: QuerySet[Priority]) -> Priorities:
    found: dict[int, dict[str, list[str]]] = {}
    ordered = rows.order_by("-weight", "name", "pk")
    for number, table, code in ordered.values_list("pk", "entries__system__key", "entries__code"):
        found.setdefault(number, defaultdict(list))[table].append(code)
    return tuple(
        (number, Codes(tuple(of[CodeKey.FIELD]), tuple(of[CodeKey.OBJECTIVE]))) for number, of in found.items()
    )


def under(codes: Codes) -> Q:
    """Results that `codes` hold."""
    return _below("field", codes.fields) | _below("objective", codes.objectives)


def of_priorities(wanted: Collection[int], priorities: Priorities) -> Q:
    """Results that `rules.priorities.priority_of` puts to one of the wanted numbers, NO_PRIORITY among them."""
    found, before = Q(pk__in=()), Q(pk__in=())
    for number, codes in priorities:
        here = under(codes)
        if number in wanted:
            found |= here & ~before
        before |= here
    return found | ~before if NO_PRIORITY in wanted else found


def with_priorities(wanted: Collection[int], today: date) -> Q:
    """The same by the register of a day. What has ended puts nothing first any more: it holds all that its codes hold.
    One query, one more where one of the wanted has ended."""
    priorities = priorities_in_force(today)
    found = of_priorities(wanted, priorities)
    if gone := set(wanted) - {NO_PRIORITY} - {number for number, _codes in priorities}:
        ended = _with_codes(ended_priorities(today, gone))
        found |= reduce(or_, (under(codes) for _number, codes in ended), Q(pk__in=()))
    return found


def _below(table: str, codes: Iterable[str]) -> Q:
    return reduce(or_, (Q(**{f"{table}__code__startswith": code}) for code in codes), Q(pk__in=()))
