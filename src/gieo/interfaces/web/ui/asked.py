"""A list narrowed to one result, from that result's page."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from gieo.domain.results.models import Result

Choices = list[tuple[str, Any]]


def with_asked(choices: Choices, request: HttpRequest, results: QuerySet[Result]) -> Choices:
    """The filter by result knows what the address asks for among the results that one sees, though no row has it: the
    list is empty then, instead of showing all. One query where there is such a code."""
    known = {code for code, _label in choices}
    asked = [code for code in request.GET.getlist("result") if code and code not in known]
    if not asked:
        return choices
    found = results.filter(code__in=asked).order_by("code").values_list("code", "title")
    return [*choices, *((code, f"{code} {title}") for code, title in found)]
