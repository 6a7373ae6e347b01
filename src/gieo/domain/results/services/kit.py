"""The waiver that lets a result be handed over before its kit is complete."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.errors import Invalid, Refused
from gieo.core.text import nfc
from gieo.domain.results.models import KitWaiver, Result
from gieo.domain.results.permits import may_end_kit_waiver, may_grant_kit_waiver
from gieo.domain.results.queries import kit_in_force
from gieo.domain.results.rules import lacking
from gieo.domain.results.services.writing import journal, lock_result


def grant_kit_waiver(result: Result, *, reason: str, actor: Actor, now: datetime) -> KitWaiver:
    """A director waives the parts of the kit that lack now; a hole that comes later is not covered.

    The reason is printed in every minutes that rests on it. A waiver in force is ended and replaced. Raises Refused
    when nothing lacks, Invalid without a reason.
    """
    words = nfc(reason).strip()
    with transaction.atomic():
        row = lock_result(result)
        may_grant_kit_waiver(actor, row).require()
        if not words:
            raise Invalid({"reason": [_("Ghi lý do miễn; lý do này được in trong biên bản bàn giao.")]})
        missing = lacking(kit_in_force(row))
        if not missing:
            raise Refused(_("Bộ chuyển giao đã đủ, không cần miễn."))
        row.kit_waivers.filter(ended_at__isnull=True).update(ended_at=now)
        waiver = KitWaiver.objects.create(
            result=row,
            parts=[key.value for key in missing],
            reason=words,
            granted_by_id=actor.person_id,
            granted_by_name=actor.name_on_record,
            granted_at=now,
        )
        changes = {"parts": (None, waiver.parts), "reason": (None, words)}
        journal("grant_kit_waiver", row, result=row, actor=actor, now=now, changes=changes)
    return waiver


def end_kit_waiver(waiver: KitWaiver, *, actor: Actor, now: datetime) -> KitWaiver:
    """End a waiver; minutes already sealed keep it. Raises Refused when it has ended."""
    with transaction.atomic():
        row = lock_result(waiver.result)
        may_end_kit_waiver(actor, row).require()
        fresh = KitWaiver.objects.select_for_update().get(pk=waiver.pk)
        if fresh.ended_at is not None:
            raise Refused(_("Phiếu miễn này đã thôi."))
        fresh.ended_at = now
        fresh.save(update_fields=["ended_at"])
        journal("end_kit_waiver", row, result=row, actor=actor, now=now, changes={"reason": (fresh.reason, None)})
    return fresh
