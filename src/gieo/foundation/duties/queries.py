"""Reading duties and the calendar."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Case, Count, Max, Min, Model, Q, QuerySet, When
from django.db.models.functions import Coalesce

from gieo.core.actor import OFFICE_ROLES, Actor, Role
from gieo.core.calendar import WorkCalendar
from gieo.foundation.accounts.queries import roles_on
from gieo.foundation.accounts.wording import ROLE_LABELS
from gieo.foundation.duties.access import claims, visible_duties
from gieo.foundation.duties.models import Duty, Holiday
from gieo.foundation.duties.rules import COMING_DAYS, week_end
from gieo.foundation.duties.vocab import LIVE_STATES, AwaitedGroup, DutyCounts, DutyState, HolidayKind, Scope, Tell
from gieo.foundation.outbox.queries import is_reached
from gieo.foundation.outbox.rules import Address
from gieo.foundation.units.models import Unit
from gieo.foundation.units.permits import heirs, passed
from gieo.foundation.units.queries import bearer_label, bearer_related, contact_addresses, label_related, today_unit
from gieo.foundation.units.rules import bearer, last_heir


def work_calendar() -> WorkCalendar:
    """The calendar of all years in the table. One query."""
    days: dict[str, set[date]] = {kind: set() for kind in HolidayKind}
    for day, kind in Holiday.objects.values_list("date", "kind"):
        days[kind].add(day)
    return WorkCalendar(frozenset(days[HolidayKind.OFF]), frozenset(days[HolidayKind.MAKEUP]))


def holidays_of(year: int) -> QuerySet[Holiday]:
    """The table of one year. A year without rows is counted by its weekends alone."""
    return Holiday.objects.filter(date__year=year)


def years_with_holidays() -> list[int]:
    """Years that have a table, newest first."""
    return sorted({day.year for day in Holiday.objects.values_list("date", flat=True)}, reverse=True)


def with_debtors(duties: QuerySet[Duty]) -> QuerySet[Duty]:
    """With all that `debtor_label` reads, so that a list asks nothing per row."""
    paths = [*bearer_related("debtor_unit"), "debtor_person", *label_related("owed_to")]
    return duties.select_related(*paths)


def late_on(day: date) -> Q:
    """What is late on a day: its limit runs, and has run out. One that stands still is not late."""
    return Q(state=DutyState.OPEN, due__lt=day)


@dataclass(frozen=True)
class Heads:
    """The first duties of each part of a desk, the earliest due first."""

    late: list[Duty]
    this_week: list[Duty]
    coming: list[Duty]


class Desk:
    """Duties as an actor sees them in a scope on a day: "me", "unit" or "office"."""

    def __init__(self, actor: Actor, scope: Scope | str, today: date) -> None:
        self.scope = Scope(scope)
        self.today = today
        self._claims = claims(actor, self.scope, today)

    def owed(self) -> QuerySet[Duty]:
        """What the actor, the actor's units or the office owes, the earliest due first."""
        return self._open(self._claims.owed)

    def late(self) -> QuerySet[Duty]:
        """What of it is late."""
        return self.owed().filter(late_on(self.today))

    def this_week(self) -> QuerySet[Duty]:
        """What of it is due from today to Sunday."""
        return self.owed().filter(state=DutyState.OPEN, due__gte=self.today, due__lte=week_end(self.today))

    def awaited(self) -> QuerySet[Duty]:
        """What others owe and the actor, the actor's units or the office waits for, the earliest due first."""
        return self._open(self._claims.awaited)

    @cached_property
    def awaited_groups(self) -> list[AwaitedGroup]:
        """What others owe, as one row for each title: what became late last comes first, then what is due next."""
        late = Q(due__lt=self.today)
        found = (
            self.awaited()
            .order_by()
            .values("title")
            .annotate(
                count=Count("pk"),
                late=Count("pk", filter=late),
                debtors=Count("debtor_unit", distinct=True),
                due=Coalesce(Max("due", filter=late), Min("due")),
                first=Min("pk"),
            )
        )
        groups = [AwaitedGroup(**row) for row in found]
        return sorted(groups, key=lambda row: (not row.late, -row.due.toordinal() if row.late else row.due.toordinal()))

    def coming(self) -> QuerySet[Duty]:
        """What is owed after this week, the earliest due first."""
        return self.owed().filter(due__gt=week_end(self.today))

    def heads(self, rows: int) -> "Heads":
        """The first `rows` of what is late, of this week and of what is coming. Four queries: each part finds its keys
        in an index, and the rows of all, which are long, are read together."""
        parts = (self.late(), self.this_week(), self.coming())
        keys = [key for part in parts for key in part.values_list("pk", flat=True)[:rows]]
        found = sorted(with_debtors(Duty.objects.filter(pk__in=keys).order_by()), key=lambda duty: (duty.due, duty.pk))
        running = [duty for duty in found if duty.state == DutyState.OPEN]
        end = week_end(self.today)
        return Heads(
            late=[duty for duty in running if duty.due < self.today],
            this_week=[duty for duty in running if self.today <= duty.due <= end],
            coming=[duty for duty in found if duty.due > end],
        )

    def closed(self) -> QuerySet[Duty]:
        """What they owed and is fulfilled or cancelled, the latest due first."""
        duties = Duty.objects.filter(self._claims.visible, self._claims.owed).exclude(state__in=LIVE_STATES)
        return with_debtors(duties).order_by("-due", "-id")

    def counts(self) -> DutyCounts:
        """Late, due this week from today on, awaited, due within 30 days (this week included). Two queries, the second
        that of `awaited_groups`."""
        coming, running, late = self.today + timedelta(days=COMING_DAYS), Q(state=DutyState.OPEN), late_on(self.today)
        found: dict[str, Any] = (
            self.owed()
            .order_by()
            .aggregate(
                late=Count("pk", filter=late),
                this_week=Count("pk", filter=running & Q(due__gte=self.today, due__lte=week_end(self.today))),
                next_30_days=Count("pk", filter=running & Q(due__gte=self.today, due__lte=coming)),
                oldest_due=Min("due", filter=late),
            )
        )
        return DutyCounts(waiting=sum(group.count for group in self.awaited_groups), **found)

    def _open(self, condition: Q) -> QuerySet[Duty]:
        duties = Duty.objects.filter(self._claims.visible, condition, state__in=LIVE_STATES)
        return with_debtors(duties).order_by("due", "id")


def open_duties(actor: Actor, scope: Scope | str, today: date) -> QuerySet[Duty]:
    """What the actor ("me"), the actor's units ("unit") or the office ("office") owes, the earliest due first."""
    return Desk(actor, scope, today).owed()


def awaited_duties(actor: Actor, scope: Scope | str, today: date) -> QuerySet[Duty]:
    """What others owe and the actor, the actor's units or the office waits for, the earliest due first."""
    return Desk(actor, scope, today).awaited()


def counts(actor: Actor, scope: Scope | str, today: date) -> DutyCounts:
    """Figures of a desk."""
    return Desk(actor, scope, today).counts()


def told_to_leaders(today: date) -> int:
    """How many late duties have come to the rung at which the department's leaders hear of them."""
    told = Duty.objects.filter(late_on(today), escalations__told=Tell.LEADER, confidential=False)
    return told.distinct().count()


def duties_of(record: Model) -> QuerySet[Duty]:
    """Every duty about a record, open ones first, the earliest due first."""
    about = Duty.objects.filter(record_kind=record._meta.label_lower, record_code=str(getattr(record, "code", "")))
    return with_debtors(about).order_by(Case(When(state__in=LIVE_STATES, then=0), default=1), "due", "id")


def duties_of_unit(unit_ids: frozenset[int], actor: Actor, today: date) -> QuerySet[Duty]:
    """Open duties of units, as far as the actor may see them (`with_predecessors` of units adds what was inherited)."""
    duties = visible_duties(actor, today).filter(passed(unit_ids, today, "debtor_unit"), state__in=LIVE_STATES)
    return with_debtors(duties).order_by("due", "id")


def belongs_to_office(unit: Unit, today: date) -> bool:
    """Whether what the unit owes is owed by the office (`Scope.OFFICE`): people of the office work there, or in the
    unit that took over. One query."""
    return roles_on(today).filter(role__in=OFFICE_ROLES, unit=today_unit(unit, today)).exists()


def has_open_duty(kind: str, record: Model) -> bool:
    """Whether a duty of this kind is still to be done for a record."""
    return Duty.objects.filter(
        kind=kind,
        record_kind=record._meta.label_lower,
        record_code=str(getattr(record, "code", "")),
        state__in=LIVE_STATES,
    ).exists()


def debtor_label(duty: Duty, on: date) -> str:
    """Who owes it on a day: a unit (with the one it took over from), a person, or a role."""
    if duty.debtor_unit is not None:
        return bearer_label(duty, duty.debtor_unit, on)
    if duty.debtor_person is not None:
        return str(duty.debtor_person)
    return str(ROLE_LABELS[duty.debtor_role])


class AddressBook:
    """Who stands behind a debtor today: of a unit those who answer for what it owes (`ANSWERING_ROLES`)."""

    def __init__(self, today: date) -> None:
        self._on, self._heirs = today, heirs(today)
        self._contacts = contact_addresses()
        self._people: dict[int, list[Address]] = {}
        self._directors: list[Address] = []
        roles = roles_on(today).filter(role__in=[Role.UNIT_REP, Role.HOST, Role.DIRECTOR])
        for held in roles.select_related("person").order_by("pk"):
            if not is_reached(held.person.address):
                continue
            heard = self._directors if held.role == Role.DIRECTOR else self._people.setdefault(held.unit_id, [])
            if held.person.address not in heard:
                heard.append(held.person.address)

    def of(self, duty: Duty, told: Tell) -> list[Address]:
        """Those who hear; nobody where none is known, for the desk shows it all the same."""
        if told is Tell.LEADER or (told is Tell.HEAD and duty.debtor_unit_id is None):
            return self._directors
        if duty.debtor_person is not None:
            address = duty.debtor_person.address
            return [address] if is_reached(address) else []
        if duty.debtor_unit_id is None:
            return []  # a role of the office reads its own letter, send_digests
        first = bearer(duty.debtor_unit_id, duty.heir_id, duty.heir_since, self._on)
        unit = last_heir(first, self._heirs)
        head = [self._contacts[unit]] if unit in self._contacts else []
        return head if told is Tell.HEAD else self._people.get(unit, head)
