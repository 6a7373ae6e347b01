"""Tablets without network: for whom each acts, what it is to hold, what it has sent and what it may have lost."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from gieo.core.actor import ANONYMOUS, Actor
from gieo.core.clock import local_date
from gieo.domain.handovers.access import restricted_minutes, signable_without_network, visible_minutes
from gieo.domain.handovers.models import Arrival, Minutes, SigningRefusal, Tablet
from gieo.domain.handovers.vocab import SIGNING_ORDER, MinutesState, TabletState
from gieo.domain.handovers.wording import PARTY_SHORT, SEND_FROM_THERE, last_heard, may_be_gone
from gieo.domain.transfers.models import Conference
from gieo.foundation.accounts.models import Person
from gieo.foundation.accounts.queries import actor_by_delegation, actor_of_person
from gieo.foundation.signing.models import Signature
from gieo.foundation.units.queries import bearer_related


def actor_at(tablet: Tablet, moment: datetime) -> Actor:
    """The officer who opened the tablet, with the roles of a moment: those delegated by the person stood in for, as
    long as the delegation held, else own ones."""
    officer, on = Person.objects.filter(pk__in=[tablet.opened_by_id]).first(), local_date(moment)
    if officer is None:
        return ANONYMOUS
    instead = actor_by_delegation(officer, tablet.behalf_id, on, at=moment) if tablet.behalf_id is not None else None
    return instead or actor_of_person(officer, on)


def to_sign_on(tablet: Tablet, actor: Actor) -> list[Minutes]:
    """What the tablet is to hold: sealed minutes of its conference that somebody has still to sign."""
    found = signable_without_network(tablet.conference, actor).order_by("pk")
    return list(
        found.select_related("sealed", *bearer_related("receiver")).prefetch_related(
            "sealed__signatures", "signing_refusals"
        )
    )


@dataclass(frozen=True)
class Standing:
    """Minutes that lie on a tablet, as they stand in the office now."""

    is_open: bool
    signatures: Sequence[Signature]
    refusals: Sequence[SigningRefusal]


def standings(tablet: Tablet) -> dict[str, Standing]:
    """What has become of the minutes that lie on the tablet, by code: other tablets sign too."""
    held = tablet.minutes.exclude(pk__in=restricted_minutes().values("pk"))
    rows = held.select_related("sealed").prefetch_related("sealed__signatures", "signing_refusals").order_by("pk")
    return {row.code: Standing(row.state == MinutesState.SEALED, signatures_of(row), refusals_on(row)) for row in rows}


def signatures_of(minutes: Minutes) -> list[Signature]:
    return list(minutes.sealed.signatures.all()) if minutes.sealed else []


def refusals_on(minutes: Minutes) -> list[SigningRefusal]:
    """The last word of each party that has refused; no query where `signing_refusals` is at hand."""
    return list({row.party: row for row in sorted(minutes.signing_refusals.all(), key=lambda row: row.pk)}.values())


def unsigned_on(minutes: Iterable[Minutes]) -> list[str]:
    """ "BB-2023-01: bên nhận, người chứng kiến", of minutes that still wait for somebody."""
    said = []
    for row in minutes:
        signed = {signature.party for signature in signatures_of(row)}
        missing = [str(PARTY_SHORT[party]) for party in SIGNING_ORDER if party not in signed]
        if row.state == MinutesState.SEALED and missing:
            said.append(f"{row.code}: {', '.join(missing)}")
    return said


@dataclass(frozen=True)
class TabletLine:
    """One tablet as the office sees it."""

    tablet: Tablet
    taken: int
    refused: Sequence[Arrival]
    unsigned: Sequence[str]

    @property
    def is_lost(self) -> bool:
        return self.tablet.state == TabletState.LOST

    @property
    def may_hold_more(self) -> bool:
        """Whether it may hold signatures that the office lacks: it says so, or is lost before all have signed."""
        return bool(self.unsigned if self.is_lost else self.tablet.waiting)

    @property
    def told(self) -> str:
        """When it was last heard of, and what to do: sign again, or send."""
        heard = last_heard(self.tablet.waiting, self.tablet.seen_at)
        return f"{heard} {may_be_gone(self.unsigned) if self.is_lost else SEND_FROM_THERE}"


def tablets_of(conference: Conference, actor: Actor) -> list[TabletLine]:
    """The tablets of a conference. Five queries, however many tablets."""
    seen: QuerySet[Minutes] = visible_minutes(actor).select_related("sealed").prefetch_related("sealed__signatures")
    arrivals = Arrival.objects.filter(minutes__in=visible_minutes(actor)).select_related("minutes").order_by("id")
    rows = (
        Tablet.objects.filter(conference=conference)
        .select_related("conference")
        .prefetch_related(Prefetch("minutes", seen.order_by("pk")), Prefetch("arrivals", arrivals))
        .order_by("number")
    )
    return [_line(tablet) for tablet in rows]


def _line(tablet: Tablet) -> TabletLine:
    arrived = list(tablet.arrivals.all())
    refused = [arrival for arrival in arrived if arrival.refusal]
    return TabletLine(tablet, len(arrived) - len(refused), refused, unsigned_on(tablet.minutes.all()))
