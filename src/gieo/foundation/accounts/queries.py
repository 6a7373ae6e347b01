"""Who somebody is today."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.sessions.models import Session
from django.db.models import Exists, FilteredRelation, OuterRef, Prefetch, Q, QuerySet

from gieo.core.actor import Actor, Held, Role
from gieo.core.clock import TZ
from gieo.foundation.accounts.models import (
    Delegation,
    Invitation,
    LinkedAccount,
    Person,
    RoleHeld,
    SecondFactorPolicy,
    User,
    WorkSession,
)
from gieo.foundation.accounts.rules import strongest_need
from gieo.foundation.accounts.vocab import SEEN, Need
from gieo.foundation.journal.models import Entry
from gieo.foundation.search.rules import Entry as FoundText
from gieo.foundation.search.rules import entry
from gieo.foundation.search.vocab import Weight
from gieo.foundation.units.queries import label_related

PERSON = "person"


def text_of(person: Person) -> FoundText:
    """What somebody in the directory is found by."""
    contacts = [person.email, person.phone, person.phone.replace(" ", "")]
    return entry(PERSON, person.pk, {Weight.TITLE: [person.name], Weight.NAMES: [person.title], Weight.BODY: contacts})


def roles_named_on(day: date) -> QuerySet[RoleHeld]:
    """Roles that somebody has on paper on a day, as the directory tells them."""
    return RoleHeld.objects.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)


def roles_on(day: date) -> QuerySet[RoleHeld]:
    """Roles that give rights on a day. From the day a unit has ended, a role in it gives none: its successor's people
    act (decision 0003)."""
    in_being = Q(unit__abolished_on__isnull=True) | Q(unit__abolished_on__gt=day)
    return roles_named_on(day).filter(in_being)


def roles_without_unit(person: Person, on: date) -> QuerySet[RoleHeld]:
    """Roles of somebody that give no rights any more, since their units have ended; each unit with its successors."""
    mine = roles_named_on(on).filter(person=person, unit__abolished_on__lte=on)
    return mine.select_related(*label_related("unit")).order_by("unit__name", "role")


def actor_for(user: User, on: date) -> Actor:
    """The actor that a user is on a day. No query for who is `signed_in` that day; else one for the roles, and one more
    when the person is not at hand."""
    return actor_of_person(user.person, on)


def signed_in(user_id: int, on: date) -> User | None:
    """A user with the person and what they may act on that day: their roles, `receives` (a delegation to act on) and
    `has_delegations` (any that has not run out). One query; one more for somebody without a role."""
    rows = roles_on(on).filter(person__user=user_id).annotate(**_delegations(on, "person_id"))
    held = list(rows.select_related("unit", "person__user"))
    if held:
        person = held[0].person
        for name in _DELEGATIONS:
            setattr(person, name, getattr(held[0], name))
    else:
        people = Person.objects.annotate(**_delegations(on, "pk")).select_related("user")
        found = people.filter(user=user_id).first()
        if found is None:
            return None
        person = found
    person.held_on = (on, _held(held))
    return person.user


_DELEGATIONS = ("receives", "has_delegations")


def _delegations(on: date, person: str) -> dict[str, Exists]:
    lasting = Delegation.objects.filter(until__gte=on, revoked_at__isnull=True)
    receives = lasting.filter(delegate=OuterRef(person), since__lte=on)
    mine = lasting.filter(Q(delegate=OuterRef(person)) | Q(delegator=OuterRef(person)))
    return dict(zip(_DELEGATIONS, (Exists(receives), Exists(mine)), strict=True))


def actor_of_person(person: Person, on: date) -> Actor:
    """The same for a person, with or without a sign-in."""
    if person.held_on is not None and person.held_on[0] == on:
        held = person.held_on[1]
    else:
        held = _held(roles_on(on).filter(person=person).select_related("unit"))
    return Actor(person.pk, person.name, held, on=on)


def _held(rows: Iterable[RoleHeld]) -> frozenset[Held]:
    return frozenset(Held(Role(row.role), row.unit_id, row.unit.name) for row in rows)


def delegations_in_force(on: date, *, at: datetime | None = None) -> QuerySet[Delegation]:
    """Delegations to act on today: from their first day on, to 24:00 of their last, unless revoked (until `at`)."""
    stands = Q(revoked_at__isnull=True) if at is None else Q(revoked_at__isnull=True) | Q(revoked_at__gt=at)
    return (
        Delegation.objects.filter(stands, since__lte=on, until__gte=on)
        .select_related("delegator", "delegate", "unit")
        .order_by("until", "id")
    )


def delegations_of(person: Person) -> QuerySet[Delegation]:
    """Delegations a person gave or received, the latest first, with their roles."""
    mine = Delegation.objects.filter(Q(delegator=person) | Q(delegate=person))
    return mine.select_related("delegator", "delegate", "unit").prefetch_related("held").order_by("-since", "-id")


def acting(user: User, delegation_id: int, on: date) -> tuple[Delegation, Actor] | None:
    """The delegation, and the actor a user is by it on a day: its roles alone. None when it is not in force for them.

    Roles that the delegator does not hold on the day any more are not handed on.
    """
    found = delegations_in_force(on).filter(pk=delegation_id, delegate=user.person_id).first()
    if found is None:
        return None
    held = roles_on(on).filter(delegations=found, person=found.delegator_id).select_related("unit")
    actor = Actor(user.person_id, user.person.name, _held(held), found.delegator_id, found.delegator.name, on=on)
    return found, actor


def actor_by_delegation(person: Person, delegator_id: int, on: date, *, at: datetime | None = None) -> Actor | None:
    """The actor somebody is on a day in another's place, by whatever delegation; None when none is in force.

    For work that goes on in the background after the person has left the page. `at` is a moment of that day that has
    passed: what was revoked later was in force then.
    """
    given = delegations_in_force(on, at=at).filter(delegate=person, delegator=delegator_id)
    first = given.first()
    if first is None:
        return None
    held = roles_on(on).filter(delegations__in=given, person=delegator_id).select_related("unit").distinct()
    return Actor(person.pk, person.name, _held(held), delegator_id, first.delegator.name, on=on)


def colleagues(person: Person, on: date) -> QuerySet[Person]:
    """Whom a person may delegate to: those who hold a role in one of the same units on a day."""
    units = roles_on(on).filter(person=person).values("unit")
    there = roles_on(on).filter(unit__in=units).values("person")
    return Person.objects.filter(pk__in=there).exclude(pk=person.pk)


def deeds_by(delegation: Delegation, limit: int = 50) -> QuerySet[Entry]:
    """What was done by a delegation, newest first: deeds of the delegate in the delegator's name within its days."""
    begin = datetime.combine(delegation.since, time.min, TZ)
    end = datetime.combine(delegation.until + timedelta(days=1), time.min, TZ)
    done = Entry.objects.filter(actor_id=delegation.delegate_id, behalf_id=delegation.delegator_id)
    return done.filter(at__gte=begin, at__lt=end).order_by("-id")[:limit]


def people(on: date) -> QuerySet[Person]:
    """The directory; `held_now` of each person are the roles named on the day, which `now_held` joins."""
    roles = roles_named_on(on).select_related(*label_related("unit"))
    in_force = Prefetch("roles", queryset=roles, to_attr="held_now")
    of_the_day = Q(roles__since__lte=on) & (Q(roles__until__isnull=True) | Q(roles__until__gte=on))
    return Person.objects.annotate(now_held=FilteredRelation("roles", condition=of_the_day)).prefetch_related(in_force)


def history_of_person(person: Person, user: User | None, limit: int = 50) -> QuerySet[Entry]:
    """What was done with a person, the sign-in and the roles; newest first."""
    of = Q(record_kind=Person._meta.label_lower, record_id=person.pk)
    of |= Q(record_kind=RoleHeld._meta.label_lower, record_id__in=RoleHeld.objects.filter(person=person).values("pk"))
    if user is not None:
        of |= Q(record_kind=User._meta.label_lower, record_id=user.pk)
    return Entry.objects.filter(of).order_by("-id")[:limit]


def sign_in_address(person: Person, now: datetime) -> tuple[User | None, str]:
    """The sign-in of a person, and the address by which the person's roles are used, or soon will be.

    The address of the sign-in; without one, that of an invitation still open; else "".
    """
    user = User.objects.filter(person=person).first()
    if user is not None:
        return user, user.email
    waiting = Invitation.objects.filter(person=person, used_at__isnull=True, expires_at__gt=now).order_by("-id").first()
    return None, waiting.email if waiting is not None else ""


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


def main_factors(user: User) -> QuerySet[Authenticator]:
    """The apps and passkeys of a sign-in; recovery codes only stand in for them."""
    return Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES).order_by("id")


def second_factor_need(person_id: int, on: date) -> Need:
    """What the roles a person holds on a day, own or delegated, ask for; undecided roles leave it optional."""
    borrowed = delegations_in_force(on).filter(delegate=person_id).values("pk")
    held = roles_on(on).filter(Q(person_id=person_id) | Q(delegations__in=borrowed))
    roles = set(held.values_list("role", flat=True))
    said = dict(SecondFactorPolicy.objects.filter(role__in=roles).values_list("role", "need"))
    return strongest_need(Need(said.get(role, Need.OPTIONAL)) for role in roles)


def must_set_up_second_factor(user: User, on: date) -> bool:
    """A role asks for a second factor and the sign-in has none."""
    return second_factor_need(user.person_id, on) == Need.REQUIRED and not main_factors(user).exists()


def recovery_codes(user: User) -> list[tuple[str, bool]]:
    """Every recovery code with whether it was used; empty when there are none."""
    found = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    if found is None:
        return []
    used = found.data["used_mask"]
    return [(code, bool(used >> place & 1)) for place, code in enumerate(RecoveryCodes(found).generate_codes())]


@dataclass(frozen=True)
class OpenSession:
    """A browser that is signed in, and when it last did something (None when it never said)."""

    session: WorkSession
    seen: datetime | None
    is_this: bool


def open_sessions(user: User, *, here: str) -> list[OpenSession]:
    """The sessions of a sign-in that still live, that of the key `here` first, then the latest seen. Two queries."""
    noted = {session.session_key: session for session in WorkSession.objects.filter(user=user)}
    living = Session.objects.filter(session_key__in=noted)
    found = [
        OpenSession(noted[row.session_key], _seen(row.get_decoded().get(SEEN)), row.session_key == here)
        for row in living
    ]
    oldest = datetime.min.replace(tzinfo=UTC)
    return sorted(found, key=lambda one: (one.is_this, one.seen or oldest), reverse=True)


def _seen(seconds: float | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None


def needs_of_roles() -> dict[Role, Need]:
    """What every role asks for at sign-in."""
    said = dict(SecondFactorPolicy.objects.values_list("role", "need"))
    return {role: Need(said.get(role.value, Need.OPTIONAL)) for role in Role}


def delegations_open(on: date, person: Person | None = None) -> QuerySet[Delegation]:
    """Delegations in force or still to come on a day (of one person, given or received), the first to begin first."""
    open_ones = Delegation.objects.filter(until__gte=on, revoked_at__isnull=True)
    if person is not None:
        open_ones = open_ones.filter(Q(delegator=person) | Q(delegate=person))
    return open_ones.select_related("delegator", "delegate", "unit").prefetch_related("held").order_by("since", "id")


def history_of_roles(limit: int = 15) -> QuerySet[Entry]:
    """What was done with roles, delegations and what roles ask for; newest first."""
    kinds = [model._meta.label_lower for model in (RoleHeld, Delegation, SecondFactorPolicy)]
    return Entry.objects.filter(record_kind__in=kinds).order_by("-id")[:limit]


def linked_accounts(user: User) -> list[LinkedAccount]:
    """Somebody's accounts at providers of OpenID Connect, by provider."""
    return list(user.linked_accounts.order_by("issuer"))
