"""Deeds of use. Import a deed from here; the files part them by what they touch."""

from gieo.domain.uptake.services.claiming import ClaimInput, EffectInput, EvidenceInput, begin_use, claim_use
from gieo.domain.uptake.services.copies import Finding, claim_copy, confirm_copy, forget_copiers, refuse_copy
from gieo.domain.uptake.services.deciding import overturn_claim, refuse_claim, verify_claim
from gieo.domain.uptake.services.expiring import tell_of_expiry
from gieo.domain.uptake.services.following import follow_access, pass_uses
from gieo.domain.uptake.services.texts import renew_all_texts

__all__ = [
    "ClaimInput",
    "EffectInput",
    "EvidenceInput",
    "Finding",
    "begin_use",
    "claim_copy",
    "claim_use",
    "confirm_copy",
    "follow_access",
    "forget_copiers",
    "overturn_claim",
    "pass_uses",
    "refuse_claim",
    "refuse_copy",
    "renew_all_texts",
    "tell_of_expiry",
    "verify_claim",
]
