"""Who speaks for a unit in minutes: its place on the conference's list, else its first contact."""

from collections.abc import Iterable

from gieo.domain.transfers.models import Conference, ConferenceUnit
from gieo.domain.transfers.queries.department import Spokesman
from gieo.foundation.units.models import Contact, Unit


def spokesmen(
    units: Iterable[Unit], conference: Conference | None, *, seats: Iterable[ConferenceUnit] | None = None
) -> dict[int, Spokesman]:
    """Who speaks for each unit, by its id: named on the conference's list, else its first contact.

    Two queries; one when the conference's `seats` are at hand.
    """
    ids = {unit.pk for unit in units}
    found = dict.fromkeys(ids, Spokesman("", ""))
    for contact in Contact.objects.filter(unit__in=ids).order_by("is_primary", "-name", "-id"):
        found[contact.unit_id] = Spokesman(contact.name, contact.title)
    if seats is None:
        seats = ConferenceUnit.objects.filter(conference=conference, unit__in=ids) if conference else ()
    return found | {
        seat.unit_id: Spokesman(seat.representative_name, seat.representative_title)
        for seat in seats
        if seat.representative_name and seat.unit_id in ids
    }
