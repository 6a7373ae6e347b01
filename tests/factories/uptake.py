"""Uses and claims made through the services, as a receiver and an office would make them.

use = verified_use()                        tried since spring, seen by a second officer
claim_use(use, a_claim(Level.ROUTINE)); verify(use)
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from gieo.core.actor import SYSTEM, Actor, Role
from gieo.core.clock import local_date
from gieo.domain.results.models import Product, Result
from gieo.domain.uptake.models import Claim, Use
from gieo.domain.uptake.queries.public import UsedAt, each_place, standing_at
from gieo.domain.uptake.rules.claims import ScaleSaid
from gieo.domain.uptake.services import ClaimInput, EvidenceInput, begin_use, claim_use, verify_claim
from gieo.domain.uptake.vocab import Channel, Grade, Level, Measure, Push, StopReason
from gieo.foundation.accounts.queries import actor_of_person
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.services import store_file
from gieo.foundation.places.models import Area
from gieo.foundation.units.models import Unit
from tests.factories.accounts import person_with
from tests.factories.handovers import department
from tests.factories.pictures import telephone_photograph
from tests.factories.places import make_area
from tests.factories.transfers import a_result, moment
from tests.factories.units import make_unit

SEEN = date(2024, 5, 10)
NOW = moment(date(2024, 5, 20))

_running = count(1)


def officer_of(name: str = "Lò Thị Mai", role: Role = Role.OFFICER, *, on: date = SEEN) -> Actor:
    """Somebody of the department with a row behind it; each call is another person."""
    person = person_with(role, department(), name=name, email=f"sở{next(_running)}@example.vn".replace("ở", "o"))
    return actor_of_person(person, on)


def people_of(unit: Unit, *, name: str = "Giàng A Sùng", on: date = SEEN) -> Actor:
    """Somebody who speaks for a unit, with a row and an address."""
    person = person_with(Role.UNIT_REP, unit, name=name, email=f"dv{next(_running)}@example.vn")
    return actor_of_person(person, on)


def a_picture(name: str = "anh.jpg") -> StoredFile:
    return store_file(telephone_photograph(), name=name, actor=SYSTEM, now=NOW)


def a_proof(grade: Grade = Grade.DOCUMENT, on: date = SEEN, **values: Any) -> EvidenceInput:
    """One piece of evidence with what its grade demands."""
    if grade is Grade.PHOTOGRAPH:
        values = {"file": a_picture(), "credit": "Giàng A Sùng", "place": "Bản Nà Sự"} | values
    if grade is Grade.DOCUMENT:
        values = {"number": "07/BC-HTX"} | values
    if grade is Grade.THIRD_PARTY:
        values = {"party": "Hội Nông dân huyện"} | values
    return EvidenceInput(**({"grade": grade, "on": on, "words": f"Bằng chứng: {grade.value}"} | values))


def a_claim(level: Level = Level.TRIED, *proofs: EvidenceInput, **values: Any) -> ClaimInput:
    """A claim with all that its level demands."""
    on = values.pop("on", SEEN)
    facts: dict[str, Any] = {
        "level": level,
        "on": on,
        "channel": Channel.PHONE,
        "told_by": "Giàng A Sùng",
        "since": date(2024, 1, 5) if on >= date(2024, 1, 5) else on,
        "seasons": 2,
        "push": Push.SPONTANEOUS,
        "words": "Ba hộ trong bản làm theo.",
        "scales": (ScaleSaid(Measure.HECTARE, Decimal(12)),),
        "evidence": proofs or (_least(level, on),),
    }
    if level is Level.STOPPED:
        facts |= {"reason": StopReason.MARKET, "scales": (), "seasons": None, "push": ""}
    return ClaimInput(**(facts | values))


def _least(level: Level, on: date) -> EvidenceInput:
    return a_proof(
        {
            Level.RECEIVED: Grade.DOCUMENT,
            Level.TRIED: Grade.STATEMENT,
            Level.ROUTINE: Grade.DOCUMENT,
            Level.EXTENDED: Grade.PHOTOGRAPH,
            Level.STOPPED: Grade.STATEMENT,
        }[level],
        on,
    )


def a_place(name: str = "Xã Na Sang", **values: Any) -> Area:
    return Area.objects.filter(name=name).first() or make_area(name, f"{next(_running):05d}", **values)


def claimed_use(
    claim: ClaimInput | None = None,
    *,
    subject: Result | Product | None = None,
    receiver: Unit | None = None,
    place: Area | None = None,
    actor: Actor | None = None,
    now: datetime = NOW,
) -> Use:
    """A use with a claim that waits to be verified."""
    return begin_use(
        subject or a_result(),
        receiver or make_unit(f"Hợp tác xã số {next(_running)}"),
        place or a_place(),
        claim=claim or a_claim(),
        actor=actor or officer_of(),
        now=now,
    )


def verify(use: Use, *, actor: Actor | None = None, now: datetime = NOW) -> Claim:
    """Another officer confirms the claim that waits."""
    return verify_claim(
        use.claims.get(state="claimed"),
        actor=actor or officer_of("Quàng Văn Sơn", on=local_date(now)),
        now=now,
    )


def verified_use(claim: ClaimInput | None = None, **values: Any) -> Use:
    use = claimed_use(claim, **values)
    verify(use, now=values.get("now", NOW))
    return use


def claimed_again(use: Use, claim: ClaimInput, *, now: datetime = NOW) -> Claim:
    """A later claim, verified."""
    claim_use(use, claim, actor=officer_of(), now=now)
    return verify(use, now=now)


def used_at(result: Result, day: date) -> list[UsedAt]:
    """Where anybody may know a result to be used."""
    return each_place(standing_at(result, day).values())
