"""Roles held in units, from a day to a day."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor, Role
from gieo.core.errors import Invalid, Refused
from gieo.core.text import squeeze
from gieo.foundation.accounts.models import Person, RoleHeld
from gieo.foundation.accounts.permits import may_give_role
from gieo.foundation.journal.services import record as write_journal
from gieo.foundation.units.models import Unit


def give_role(
    person: Person, *, unit: Unit, role: Role, since: date, actor: Actor, now: datetime, title: str = ""
) -> RoleHeld:
    """Give a person a role in a unit from a day on. Raises NotAllowed, or Refused when it is held already."""
    may_give_role(actor, role).require()
    try:
        with transaction.atomic():
            Person.objects.select_for_update().get(pk=person.pk)  # an invitation asks which roles there are
            held = RoleHeld.objects.create(person=person, unit=unit, role=role, title=squeeze(title), since=since)
            changes = {"role": ("", role.value), "unit": ("", unit.name), "person": ("", person.name)}
            write_journal("give_role", held, actor=actor, now=now, changes=changes)
    except IntegrityError:
        raise Refused(_("Người này đang giữ vai trò đó ở đơn vị đó rồi.")) from None
    return held


def end_role(held: RoleHeld, *, until: date, actor: Actor, now: datetime) -> RoleHeld:
    """End a role with the close of a day. Raises Invalid when that day lies before its first."""
    may_give_role(actor, held.role).require()
    with transaction.atomic():
        held = RoleHeld.objects.select_for_update(of=("self",)).select_related("person").get(pk=held.pk)
        if until < held.since:
            raise Invalid({"until": [_("Ngày kết thúc vai trò không được trước ngày bắt đầu.")]})
        before, held.until = held.until, until
        held.save(update_fields=["until"])
        changes = {"until": (before, until), "role": (held.role, held.role), "person": (held.person.name,) * 2}
        write_journal("end_role", held, actor=actor, now=now, changes=changes)
    return held


def pass_roles(roles: Iterable[RoleHeld], *, heir: Unit, since: date, actor: Actor, now: datetime) -> list[RoleHeld]:
    """Give who holds these roles the same role in the unit that takes over, from a day on; the old one ends before.

    All or none. A role held there already is left as it is. Raises NotAllowed for a role that the actor may not give.
    """
    given = []
    with transaction.atomic():
        for held in roles:
            may_give_role(actor, held.role).require()
            there = RoleHeld.objects.filter(person=held.person_id, unit=heir, role=held.role, until=None)
            if not there.exists():
                role, title = Role(held.role), held.title
                given.append(
                    give_role(held.person, unit=heir, role=role, since=since, title=title, actor=actor, now=now)
                )
            if held.since < since and (held.until is None or held.until >= since):
                end_role(held, until=since - timedelta(days=1), actor=actor, now=now)
    return given


def take_back_role(held: RoleHeld, *, actor: Actor, now: datetime) -> None:
    """Take back a role that was given by mistake, as if it had not been; a delegation that rests on it refuses it.

    A role that was rightly held is ended (`end_role`). Raises NotAllowed, Refused.
    """
    may_give_role(actor, held.role).require()
    with transaction.atomic():
        held = RoleHeld.objects.select_for_update(of=("self",)).select_related("person", "unit").get(pk=held.pk)
        if held.delegations.exists():
            raise Refused(_("Vai trò này đã được uỷ quyền nên không bỏ được."))
        changes = {"role": (held.role, ""), "unit": (held.unit.name, ""), "person": (held.person.name, "")}
        write_journal("take_back_role", held, actor=actor, now=now, changes=changes)
        held.delete()
