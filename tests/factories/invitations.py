"""Invitations by stage: addresses known, letters written, printed, sent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from gieo.core.actor import Actor, Role
from gieo.domain.transfers import services
from gieo.domain.transfers.models import Conference, InvitationLetter
from gieo.domain.transfers.queries.invitations import invitees
from gieo.domain.transfers.services import LetterInput
from gieo.foundation.units.models import Unit
from tests.factories.accounts import actor
from tests.factories.transfers import moment
from tests.factories.units import make_department

WRITTEN = moment(date(2023, 10, 20))
SENT = moment(date(2023, 10, 23))


def an_officer() -> Actor:
    """An officer of the department that invites."""
    unit = Unit.objects.filter(code="SKHCN").first() or make_department()
    return actor(Role.OFFICER, unit_id=unit.pk)


def with_addresses(conference: Conference, *, but: int = 0) -> Conference:
    """Every invited unit with an address for letters, but the last few."""
    seats = list(conference.units.select_related("unit").order_by("unit__name_order", "pk"))
    for seat in seats[: len(seats) - but]:
        Unit.objects.filter(pk=seat.unit_id).update(email=f"{seat.unit.code.lower()}@example.vn")
    return conference


def written(
    conference: Conference, *, keys: Iterable[str] | None = None, who: Actor | None = None, **values: Any
) -> list[InvitationLetter]:
    """Letters to everybody, or to those named by key."""
    chosen = [row.key for row in invitees(conference)] if keys is None else list(keys)
    facts: dict[str, Any] = {"dated": WRITTEN.date(), "number": "9/GM-SKHCN", "signer_name": "Vũ Văn Minh"}
    return services.write_letters(
        conference, chosen, LetterInput(**(facts | values)), actor=who or an_officer(), now=WRITTEN
    )


def printed(letters: Iterable[InvitationLetter]) -> list[InvitationLetter]:
    """The same with their files made."""
    for letter in letters:
        services.print_letter(letter, now=WRITTEN)
    return list(InvitationLetter.objects.filter(pk__in=[letter.pk for letter in letters]).order_by("pk"))


def sent(conference: Conference) -> Conference:
    """A conference whose invitees were all sent their letter by mail."""
    with_addresses(conference)
    printed(written(conference))
    services.send_letters(conference, actor=an_officer(), now=SENT)
    return conference
