"""Programmes and the province's priorities on a day."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from gieo.domain.programmes.models import Priority, Programme


def running_programmes(year: int) -> QuerySet[Programme]:
    """Programmes that run in a year."""
    return Programme.objects.filter(since_year__lte=year).filter(Q(until_year__isnull=True) | Q(until_year__gte=year))


def priorities_on(day: date) -> QuerySet[Priority]:
    """Priorities in force on a day, the heaviest first."""
    return Priority.objects.filter(since__lte=day).filter(Q(until__isnull=True) | Q(until__gte=day))


def priorities_to_choose(day: date, chosen: Collection[int]) -> QuerySet[Priority]:
    """Those in force on a day, the heaviest first, and of the chosen those that have ended by then."""
    return priorities_on(day) | ended_priorities(day, chosen)


def ended_priorities(day: date, numbers: Collection[int]) -> QuerySet[Priority]:
    return Priority.objects.filter(pk__in=numbers, until__lt=day)
