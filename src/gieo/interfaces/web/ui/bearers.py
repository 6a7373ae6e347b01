"""A filter by whose rows are today: the unit they were named for, or whoever took over from it."""

from functools import cache
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.foundation.units.access import visible_units
from gieo.foundation.units.permits import passed, with_predecessors
from gieo.foundation.units.queries import bearers
from gieo.interfaces.web.ui.lists import Filter

UNIT = "unit"


def bearer_filter(
    request: HttpRequest, rows: QuerySet[Any], field: str, *, within: str = "", label: Any = ""
) -> Filter:
    """Narrows a list to what belongs to one or several units on this day, by their codes in the address.

    `rows` are the Heritable rows that the reader sees, `field` says whose they were at first; where the list's own rows
    hang on them, `within` names the way there. Offered are the units that have any, and those that an address names and
    the reader may see: a link to a unit never opens what belongs to others. One query; two more for such an address.
    """
    today = clock.today()

    @cache
    def known() -> dict[str, tuple[str, frozenset[int]]]:
        """Name, and the ids its rows bear, by code."""
        found = {unit.code: (unit.name, ids) for unit, ids in bearers(rows, field, today)}
        if others := set(request.GET.getlist(UNIT)) - found.keys():
            for unit in visible_units(request.actor).filter(code__in=others).order_by("name_order"):
                found[unit.code] = unit.name, with_predecessors([unit.pk], today)
        return found

    def narrow(found: QuerySet[Any], codes: list[str]) -> QuerySet[Any]:
        theirs = passed(frozenset().union(*(known()[code][1] for code in codes)), today, field)
        return found.filter(**{f"{within}__in": rows.filter(theirs).values("pk")}) if within else found.filter(theirs)

    return Filter(
        UNIT,
        label or _("Đơn vị"),
        "",
        lambda: [(code, name) for code, (name, _ids) in known().items()],
        narrow=narrow,
        counted=False,
    )
