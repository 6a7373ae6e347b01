"""What minutes are found by: numbers, parties, what they belong to; nothing of what they hand over, since minutes of
restricted results are seen by few."""

from django.db.models import QuerySet

from gieo.domain.handovers.models import Minutes
from gieo.foundation.search.rules import Entry, entry
from gieo.foundation.search.vocab import Weight

KIND = "minutes"


def with_texts(minutes: QuerySet[Minutes]) -> QuerySet[Minutes]:
    """With all that `text_of` reads."""
    return minutes.select_related("receiver", "heir", "giver", "conference", "decision")


def text_of(minutes: Minutes) -> Entry:
    units = [unit for unit in (minutes.receiver, minutes.heir) if unit is not None]
    conference = minutes.conference
    return entry(
        KIND,
        minutes.pk,
        {
            Weight.NUMBER: [minutes.code, minutes.number],
            Weight.TITLE: [name for unit in units for name in (unit.name, unit.short_name)],
            Weight.NAMES: [minutes.receiver_name, minutes.giver_name, minutes.giver.name],
            Weight.BODY: [minutes.decision.number, *([conference.code, conference.title] if conference else [])],
        },
    )
