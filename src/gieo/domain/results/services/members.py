"""Leader, secretary and members in the order that the authors agreed on."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from gieo.core.actor import Actor
from gieo.domain.results.models import Result, ResultMember
from gieo.domain.results.permits import may_edit
from gieo.domain.results.rules import put_in_order
from gieo.domain.results.services.writing import fill, journal, lock_result, renew_search, require_reached
from gieo.foundation.journal.services import require_valid

FIELDS = ("name", "degree", "role", "person")


def add_member(result: Result, *, actor: Actor, now: datetime, **values: Any) -> ResultMember:
    """Add somebody at the end: name, degree, role and, if known, the person. Raises Invalid for a second leader."""
    with transaction.atomic():
        row = lock_result(result)
        may_edit(actor, row).require()
        member = ResultMember(result=row, order=row.members.count() + 1)
        changes = fill(member, _known(values))
        require_valid(member)
        member.save()
        renew_search(row)
        journal("add_member", row, result=row, actor=actor, now=now, changes=changes)
    return member


def edit_member(member: ResultMember, *, actor: Actor, now: datetime, **values: Any) -> ResultMember:
    """Change a member's name, degree or role. An accepted result keeps a leader (Missing)."""
    with transaction.atomic():
        row = lock_result(member.result)
        may_edit(actor, row).require()
        fresh = row.members.select_for_update().get(pk=member.pk)
        changes = fill(fresh, _known(values))
        if not changes:
            return fresh
        require_valid(fresh)
        fresh.save()
        require_reached(row)
        renew_search(row)
        journal("edit_member", row, result=row, actor=actor, now=now, changes=changes)
    return fresh


def remove_member(member: ResultMember, *, actor: Actor, now: datetime) -> None:
    """Take a member off the list. An accepted result keeps a leader (Missing)."""
    with transaction.atomic():
        row = lock_result(member.result)
        may_edit(actor, row).require()
        fresh = row.members.select_for_update().get(pk=member.pk)
        fresh.delete()
        require_reached(row)
        renew_search(row)
        journal("remove_member", row, result=row, actor=actor, now=now, changes={"name": (fresh.name, None)})


def reorder_members(result: Result, *, order: Sequence[int], actor: Actor, now: datetime) -> None:
    """Put members in the order of their ids; those not named keep their order at the end."""
    with transaction.atomic():
        row = lock_result(result)
        may_edit(actor, row).require()
        members = {member.pk: member for member in row.members.select_for_update()}
        before = list(members)
        after = put_in_order(before, order)
        if after == before:
            return
        for place, pk in enumerate(after, start=1):
            members[pk].order = place
        ResultMember.objects.bulk_update(members.values(), ["order"])
        renew_search(row)
        journal("reorder_members", row, result=row, actor=actor, now=now, changes={"order": (before, after)})


def _known(values: dict[str, Any]) -> dict[str, Any]:
    unknown = set(values) - set(FIELDS)
    if unknown:
        raise TypeError(f"a member has no {', '.join(sorted(unknown))}")
    return values
