"""What units leave open when an act ends or splits them: shown before the act is recorded, and afterwards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import ngettext

from gieo.core.actor import Actor
from gieo.core.clock import TZ
from gieo.domain.handovers.access import visible_minutes
from gieo.domain.handovers.models import Minutes, ReceiptNote
from gieo.domain.handovers.queries.carried import not_carried
from gieo.domain.handovers.vocab import MinutesState
from gieo.domain.transfers.access import visible_lines
from gieo.domain.transfers.models import ConferenceUnit, DecisionLine
from gieo.domain.transfers.vocab import ConferenceState, DecisionState
from gieo.foundation.accounts.models import RoleHeld
from gieo.foundation.duties.access import visible_duties
from gieo.foundation.duties.models import Duty
from gieo.foundation.duties.queries import with_debtors
from gieo.foundation.duties.vocab import LIVE_STATES
from gieo.foundation.units.models import Contact, Unit, UnitAct
from gieo.foundation.units.permits import passed, with_predecessors
from gieo.foundation.units.queries import bearer_related, label_related
from gieo.foundation.units.vocab import Side

UNFINISHED = (MinutesState.DRAFT, MinutesState.SEALED, MinutesState.SIGNED, MinutesState.PARTLY)


@dataclass(frozen=True)
class Estate:
    """What passes: open duties, minutes not yet received, lines of decisions in force without minutes; and who and what
    is to be looked at: roles, seats at conferences still to come, contacts."""

    duties: tuple[Duty, ...] = ()
    minutes: tuple[Minutes, ...] = ()
    lines: tuple[DecisionLine, ...] = ()
    roles: tuple[RoleHeld, ...] = ()
    seats: tuple[ConferenceUnit, ...] = ()
    contacts: tuple[Contact, ...] = ()

    @property
    def passes(self) -> int:
        return len(self.duties) + len(self.minutes) + len(self.lines)


def estate_of(units: Iterable[Unit], actor: Actor, on: date) -> Estate:
    """What the units have open on the day before `on`, as far as the actor may see it. Eight queries."""
    own, before = [unit.pk for unit in units], on - timedelta(days=1)
    if not own:
        return Estate()
    ids = with_predecessors(own, before)
    duties = visible_duties(actor, before).filter(passed(ids, before, "debtor_unit"), state__in=LIVE_STATES)
    minutes = visible_minutes(actor).filter(passed(ids, before, "receiver"), state__in=UNFINISHED)
    lines = visible_lines(actor).filter(passed(ids, before, "unit"), decision__state=DecisionState.ISSUED)
    roles = RoleHeld.objects.filter(Q(until__isnull=True) | Q(until__gte=on), unit__in=own)
    seats = ConferenceUnit.objects.filter(unit__in=own, conference__held_on__gte=on).exclude(
        conference__state__in=(ConferenceState.CLOSED, ConferenceState.REPORTED)
    )
    open_lines = lines.select_related("decision", "result", "product", *bearer_related("unit")).order_by(
        "decision", "order"
    )
    return Estate(
        duties=tuple(with_debtors(duties).order_by("due", "pk")),
        minutes=tuple(minutes.select_related("conference", *bearer_related("receiver")).order_by("pk")),
        lines=tuple(not_carried(list(open_lines.order_by("decision", "order", "pk")))),
        roles=tuple(roles.select_related("person", *label_related("unit")).order_by("unit", "person__name")),
        seats=tuple(seats.select_related("conference", "unit").order_by("conference__held_on")),
        contacts=tuple(
            Contact.objects.filter(unit__in=own).select_related(*label_related("unit")).order_by("unit", "name")
        ),
    )


def done_under(act: UnitAct) -> list[str]:
    """What people have done since, in the place of the units that the act ended or split, in words. Four queries.

    An act under which something was done is not taken back.
    """
    parts = list(act.parts.all())
    old = [part.unit_id for part in parts if part.side == Side.BEFORE and part.unit_id]
    heirs = [part.unit_id for part in parts if part.side == Side.AFTER and part.unit_id]
    since = max(act.recorded_at, datetime.combine(act.on, time(), TZ))
    receipts = ReceiptNote.objects.filter(minutes=OuterRef("pk"), recorded_at__gte=since)
    touched = Q(prepared_at__gte=since) | Q(sealed_at__gte=since) | Q(signed_at__gte=since) | Exists(receipts)
    papers = Minutes.objects.filter(touched, receiver__in=old).count()
    closed = Duty.objects.filter(debtor_unit__in=old).filter(Q(fulfilled_at__gte=since) | Q(cancelled_at__gte=since))
    given = RoleHeld.objects.filter(unit__in=heirs, since=act.on, person__roles__unit__in=old).exclude(unit__in=old)
    duties, people = closed.count(), given.values("person").distinct().count()
    said = []
    if papers:
        words = ngettext("đã lập, ký hoặc nhận %(count)s biên bản", "đã lập, ký hoặc nhận %(count)s biên bản", papers)
        said.append(words % {"count": papers})
    if duties:
        words = ngettext("đã xong hoặc thôi %(count)s việc", "đã xong hoặc thôi %(count)s việc", duties)
        said.append(words % {"count": duties})
    if people:
        words = ngettext("đã giao vai trò cho %(count)s người", "đã giao vai trò cho %(count)s người", people)
        said.append(words % {"count": people})
    return said
