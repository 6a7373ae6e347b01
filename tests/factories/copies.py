"""“We copied this”, said as anybody would, and looked at by an officer."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from gieo.domain.results.models import Result
from gieo.domain.uptake.models import Copy, Use
from gieo.domain.uptake.services import Finding, claim_copy, confirm_copy
from gieo.domain.uptake.vocab import Measure
from gieo.domain.uptake.vocab.copies import Looked
from gieo.foundation.places.models import Area
from gieo.foundation.units.models import Unit
from gieo.foundation.units.vocab import UnitKind
from tests.factories.audience import right_code
from tests.factories.transfers import a_result
from tests.factories.units import make_unit
from tests.factories.uptake import NOW, SEEN, a_place, officer_of


def a_committee(place: Area) -> Unit:
    """The People's Committee of a commune."""
    found = Unit.objects.filter(place=place, kind=UnitKind.COMMUNE_COMMITTEE).first()
    return found or make_unit(f"UBND {place.name}", UnitKind.COMMUNE_COMMITTEE, place=place)


def said_copy(result: Result | None = None, *, place: Area | None = None, now: datetime = NOW, **values: Any) -> Copy:
    """A neighbour says so; it waits."""
    place = place or a_place()
    a_committee(place)
    given: dict[str, Any] = {
        "since": date(2023, 2, 1),
        "measure": Measure.HECTARE,
        "amount": Decimal("1.5"),
        "name": "Giàng A Páo",
        "phone": "0215 111 2222",
        "hamlet": "Bản Háng Á",
        "learnt_from": "Nhà ông Sùng bản bên",
        "consents": True,
        "given": right_code(now),
    } | values
    return claim_copy(result or a_result(), place=place, now=now, **given)


def a_finding(copy: Copy, **values: Any) -> Finding:
    """It was found to be as said."""
    found: dict[str, Any] = {
        "receiver": copy.committee,
        "household": f"{copy.name}, {copy.hamlet}",
        "place": copy.place,
        "since": copy.since,
        "measure": Measure(copy.measure),
        "amount": copy.amount,
        "looked": Looked.VISITED,
        "on": SEEN,
        "words": "Đã tới nương, thấy đúng như khai.",
    } | values
    return Finding(**found)


def confirmed_copy(copy: Copy | None = None, *, now: datetime = NOW, **values: Any) -> Use:
    """The use it became."""
    copy = copy or said_copy(now=now)
    done = confirm_copy(copy, a_finding(copy, **values), actor=officer_of(), now=now)
    assert done.use is not None
    return done.use
