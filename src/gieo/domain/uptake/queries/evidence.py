"""What claims rest on and how long each piece lasts; the history of a use."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from gieo.core.actor import Role
from gieo.domain.results.models import ResultReader
from gieo.domain.uptake.models import Claim, Evidence, Use
from gieo.domain.uptake.rules.evidence import lasts_until, proves
from gieo.domain.uptake.rules.standing import Verified
from gieo.domain.uptake.vocab import ClaimState, Grade, Level
from gieo.foundation.accounts.models import Person
from gieo.foundation.accounts.queries import roles_on


@dataclass(frozen=True)
class Piece:
    """A piece of evidence, its last day, and whether it is enough for the level claimed."""

    evidence: Evidence
    until: date
    proves: bool


def pieces_of(claim: Claim) -> list[Piece]:
    """What a claim rests on; `evidence` prefetched or one query."""
    return [
        Piece(row, lasts_until(Grade(row.grade), row.on), proves(Level(claim.level), Grade(row.grade)))
        for row in claim.evidence.all()
    ]


def claims_of(use: Use) -> QuerySet[Claim]:
    """Every claim of a use, the last first, with scales, effects and evidence. Five queries."""
    return (
        use.claims.select_related("report")
        .order_by("-number")
        .prefetch_related("scales", "effects", "evidence__file", "evidence__photograph__file")
    )


def verified_claims(use: Use) -> list[Verified]:
    """Those that count, as the rule reads them."""
    rows = use.claims.filter(state=ClaimState.VERIFIED).order_by("pk")
    return [Verified(row.pk, Level(row.level), row.on, row.good_until) for row in rows]


def second_reader(use: Use, besides: Collection[int | None], today: date) -> Person | None:
    """Of a restricted result: somebody of the office who is named for it and may look at what one of these claimed."""
    result = use.result or (use.product.result if use.product else None)
    lookers = roles_on(today).filter(role__in=[Role.OFFICER, Role.DIRECTOR]).values("person")
    named = ResultReader.objects.filter(result=result, person__in=lookers).exclude(
        person__in=[pk for pk in besides if pk is not None]
    )
    first = named.select_related("person").order_by("pk").first()
    return first.person if first else None


def waiting_claim(use: Use) -> Claim | None:
    """The claim of a use that waits to be verified."""
    return use.claims.filter(state=ClaimState.CLAIMED).first()
