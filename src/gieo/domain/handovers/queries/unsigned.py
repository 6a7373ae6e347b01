"""Who has still to sign, over all conferences: minutes sealed and not signed by all."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, QuerySet

from gieo.core.actor import Actor
from gieo.domain.handovers.access import visible_minutes
from gieo.domain.handovers.models import Minutes, SigningRefusal
from gieo.domain.handovers.queries.lists import listed_minutes
from gieo.domain.handovers.vocab import MinutesState, Party
from gieo.foundation.journal.models import Entry

REMIND = "remind_to_sign"


def unsigned_minutes(actor: Actor) -> QuerySet[Minutes]:
    """Of what the actor may see; a version not yet in force counts, since it too waits for signatures."""
    return listed_minutes(actor).filter(state=MinutesState.SEALED)


@dataclass(frozen=True)
class Drafts:
    """Drafts of one conference that wait to be sealed; code and title are empty for those of none."""

    code: str
    title: str
    number: int


def drafts_by_conference(actor: Actor) -> list[Drafts]:
    """Of what the actor may see, the newest conference first. One query."""
    drafts = visible_minutes(actor).filter(state=MinutesState.DRAFT).order_by("-conference__held_on", "-conference_id")
    rows = drafts.values_list("conference__code", "conference__title").annotate(number=Count("pk"))
    return [Drafts(code or "", title or "", number) for code, title, number in rows]


def refusals_in_force(minutes: Minutes, signed: Collection[str]) -> list[SigningRefusal]:
    """The last word of each party that has refused and not signed since. One query."""
    latest = {row.party: row for row in minutes.signing_refusals.order_by("pk")}
    return [row for party, row in latest.items() if party not in signed]


def refusing(minutes: Iterable[Minutes]) -> Mapping[int, Mapping[Party, SigningRefusal]]:
    """The last refusal of each party, by the minutes' id; who has signed since is for the caller to see. One query."""
    found: dict[int, dict[Party, SigningRefusal]] = {}
    for row in SigningRefusal.objects.filter(minutes__in=[one.pk for one in minutes]).order_by("pk"):
        found.setdefault(row.minutes_id, {})[Party(row.party)] = row
    return found


def reminders_of(minutes: Iterable[Minutes]) -> Mapping[int, tuple[int, datetime]]:
    """How often signers were reminded and when last, by the minutes' id; the journal knows. One query."""
    ids = [one.pk for one in minutes]
    entries = Entry.objects.filter(record_kind=Minutes._meta.label_lower, record_id__in=ids, verb=REMIND)
    rows = entries.order_by().values_list("record_id").annotate(times=Count("pk"), last=Max("at"))
    return {pk: (times, last) for pk, times, last in rows}


def to_remind() -> QuerySet[Minutes]:
    """Sealed minutes: as long as they are no more than that, somebody has still to sign."""
    return Minutes.objects.filter(state=MinutesState.SEALED, sealed__isnull=False).select_related("sealed")
