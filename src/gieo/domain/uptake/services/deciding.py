"""A second person looks at what was claimed: verifies it, refuses it with a reason, or takes a verification back."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.errors import Invalid
from gieo.core.text import squeeze
from gieo.domain.uptake.models import Claim, Period, Use
from gieo.domain.uptake.permits import may_overturn_claim, may_refuse_claim, may_verify_claim
from gieo.domain.uptake.queries.evidence import verified_claims
from gieo.domain.uptake.rules.evidence import good_until
from gieo.domain.uptake.rules.standing import periods
from gieo.domain.uptake.services.claiming import VERIFY_DUTY
from gieo.domain.uptake.services.letters import tell_refused, tell_verified
from gieo.domain.uptake.services.locking import lock_claim, step
from gieo.domain.uptake.vocab import Grade, Level
from gieo.foundation.duties.services import fulfil
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.journal.services import require_valid

MOST_WORDS = 500


def verify_claim(claim: Claim, *, actor: Actor, now: datetime) -> Claim:
    """Confirm a claim: from then on the use stands by it until its evidence runs out.

    In order: lock → permit (another person than who claimed) → life cycle → last day reckoned from the evidence →
    saved → periods written anew → journal → duty fulfilled → letter to who claimed. Raises NotAllowed, WrongState.
    """
    with transaction.atomic():
        locked = lock_claim(claim)
        may_verify_claim(actor, locked).require()
        settle_verified(locked, actor=actor, now=now)
        fulfil(VERIFY_DUTY, locked.use, actor=actor, now=now)
        tell_verified(locked, now=now)
    return locked


def settle_verified(claim: Claim, *, actor: Actor, now: datetime) -> None:
    """Let a claim count until its evidence runs out, inside a deed that has asked who may."""
    evidence = [(Grade(grade), on) for grade, on in claim.evidence.values_list("grade", "on")]
    until = good_until(Level(claim.level), evidence)
    _decide("verify", claim, actor=actor, now=now, good_until=until)


def refuse_claim(claim: Claim, *, reason: str, actor: Actor, now: datetime) -> Claim:
    """Do not confirm a claim, and say why; it stays on record and never counts. Another may be made.

    In order: lock → permit (another person than who claimed) → life cycle → reason → saved → journal → duty fulfilled
    → letter to who claimed. Raises NotAllowed, WrongState, Invalid ("reason").
    """
    with transaction.atomic():
        locked = lock_claim(claim)
        may_refuse_claim(actor, locked).require()
        _decide("refuse", locked, actor=actor, now=now, refusal=_reason(reason))
        fulfil(VERIFY_DUTY, locked.use, actor=actor, now=now)
        tell_refused(locked, now=now)
    return locked


def overturn_claim(claim: Claim, *, reason: str, actor: Actor, now: datetime) -> Claim:
    """Take back a verification that was wrong, and say why: the claim counts no more, on any day.

    In order: lock → permit → life cycle → reason → saved → periods written anew → journal → letter to who claimed.
    Raises NotAllowed, WrongState, Invalid ("reason").
    """
    with transaction.atomic():
        locked = lock_claim(claim)
        may_overturn_claim(actor, locked).require()
        _decide("overturn", locked, actor=actor, now=now, refusal=_reason(reason))
        tell_refused(locked, now=now)
    return locked


def _reason(reason: str) -> str:
    words = squeeze(reason)
    if not words or len(words) > MOST_WORDS:
        raise Invalid({"reason": [_("Ghi lý do, nhiều nhất %(n)s chữ cái.") % {"n": MOST_WORDS}]})
    return words


def _decide(
    verb: str, claim: Claim, *, actor: Actor, now: datetime, refusal: str = "", good_until: date | None = None
) -> None:
    before, claim.state = claim.state, step(verb, claim)
    claim.decided_at, claim.decided_by_id, claim.decided_by_name = now, actor.person_id, actor.name_on_record
    claim.refusal, claim.good_until = refusal, good_until
    require_valid(claim)
    claim.save(update_fields=["state", "decided_at", "decided_by_id", "decided_by_name", "refusal", "good_until"])
    write_periods(claim.use)
    changes = {"number": (claim.number, claim.number), "level": (claim.level, claim.level)}
    told = {"refusal": (None, refusal)} if refusal else {"good_until": (None, good_until)}
    write_journal(
        verb, claim.use, actor=actor, now=now, from_state=before, to_state=claim.state, changes={**changes, **told}
    )


def write_periods(use: Use) -> None:
    """When the use stood on which level, from its verified claims: the table that every list and figure asks."""
    use.periods.all().delete()
    Period.objects.bulk_create(
        Period(use=use, claim_id=each.claim, level=each.level, start=each.start, end=each.end)
        for each in periods(verified_claims(use))
    )
