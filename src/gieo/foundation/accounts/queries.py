"""Who somebody is today."""

import hashlib
from datetime import date, datetime

from django.db.models import Q, QuerySet

from gieo.core.actor import Actor, Held, Role
from gieo.foundation.accounts.models import Invitation, Person, RoleHeld, User


def roles_on(day: date) -> QuerySet[RoleHeld]:
    """Roles in force on a day."""
    return RoleHeld.objects.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)


def actor_for(user: User, on: date) -> Actor:
    """The actor that a signed-in user is on a day. One query."""
    held = roles_on(on).filter(person_id=user.person_id).select_related("unit")
    return Actor(
        person_id=user.person_id,
        name=user.person.name,
        held=frozenset(Held(Role(row.role), row.unit_id, row.unit.name) for row in held),
    )


def actor_of_person(person: Person, on: date) -> Actor:
    """The same for a person, with or without a sign-in."""
    held = roles_on(on).filter(person=person).select_related("unit")
    return Actor(person.pk, person.name, frozenset(Held(Role(row.role), row.unit_id, row.unit.name) for row in held))


def people() -> QuerySet[Person]:
    """The directory with sign-ins and roles at hand."""
    return Person.objects.select_related("user").prefetch_related("roles__unit")


def representatives(unit_id: int, on: date) -> QuerySet[RoleHeld]:
    """People who may act for a unit on a day, newest role first."""
    return roles_on(on).filter(unit_id=unit_id).select_related("person").order_by("-since", "id")


def token_digest(token: str) -> str:
    """What is kept of a secret link."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_invitation(token: str, now: datetime) -> Invitation | None:
    """The invitation a link stands for, unless it was used or has expired."""
    return (
        Invitation.objects.filter(token_digest=token_digest(token), used_at__isnull=True, expires_at__gt=now)
        .select_related("person")
        .first()
    )
