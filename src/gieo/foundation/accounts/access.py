"""Whom in the directory an actor sees."""

from django.db.models import QuerySet

from gieo.core.actor import Actor
from gieo.foundation.accounts.models import Person
from gieo.foundation.accounts.permits import may_see_people


def visible_people(actor: Actor) -> QuerySet[Person]:
    """The office sees everybody it deals with, others nobody."""
    return Person.objects.all() if may_see_people(actor) else Person.objects.none()
