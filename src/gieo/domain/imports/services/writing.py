"""What every deed on an import shares: locking it, moving it on, the machine's own actor."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.clock import local_date
from gieo.core.errors import NotAllowed, NotFound, WrongState
from gieo.domain.imports.lifecycle import IMPORT
from gieo.domain.imports.models import Import
from gieo.domain.imports.permits import PERMITS
from gieo.domain.imports.wording import STATES
from gieo.foundation.accounts.models import Person
from gieo.foundation.accounts.queries import actor_by_delegation, actor_of_person
from gieo.foundation.journal.services import record


def lock_import(one: Import) -> Import:
    row = Import.objects.select_for_update(of=("self",)).select_related("file").filter(pk=one.pk).first()
    if row is None:
        raise NotFound(_("Không có lượt nhập này."))
    return row


def step_of(row: Import, verb: str, actor: Actor) -> str:
    """The state that the deed leads to: permit first, then the table. Raises NotAllowed, WrongState."""
    PERMITS[verb](actor, row).require()
    try:
        return IMPORT.target(verb, row.state)
    except WrongState as error:
        error.message = _("Lượt nhập này đang ở bước “%(state)s”, không làm được việc đó nữa.") % {
            "state": STATES[row.state]
        }
        raise


def move(
    row: Import, verb: str, target: str, *, actor: Actor, now: datetime, changes: Mapping[str, tuple[Any, Any]]
) -> None:
    before, row.state = row.state, target
    row.save()
    record(verb, row, actor=actor, now=now, from_state=before, to_state=target, changes=changes)


def actor_again(person_id: int | None, behalf_id: int | None, now: datetime) -> Actor:
    """Who said go, with the roles held today. Raises NotAllowed when the person or the delegation is no more."""
    day = local_date(now)
    person = Person.objects.filter(pk=person_id).first() if person_id is not None else None
    if person is None:
        raise NotAllowed(_("Người cho nhập không còn trong danh bạ."))
    if behalf_id is None:
        return actor_of_person(person, day)
    actor = actor_by_delegation(person, behalf_id, day)
    if actor is None:
        raise NotAllowed(_("Việc uỷ quyền cho người cho nhập đã hết."))
    return actor
