"""What the desk says of exports, and who asked for one."""

from datetime import date

from django.db.models import QuerySet

from gieo.core.actor import Actor
from gieo.foundation.accounts.models import Person
from gieo.foundation.accounts.queries import actor_by_delegation, actor_of_person
from gieo.foundation.exports.access import visible_exports
from gieo.foundation.exports.models import Export
from gieo.foundation.exports.vocab import ExportState


def waiting_for_owner(actor: Actor) -> QuerySet[Export]:
    """Files that are ready and were not downloaded yet, newest first."""
    return visible_exports(actor).filter(state=ExportState.READY, taken_at__isnull=True)


def asker_of(export: Export, on: date) -> Actor | None:
    """Who asked, with the roles held today; None when the person or the delegation is no more."""
    person = Person.objects.filter(pk=export.person_id).first()
    if person is None:
        return None
    if export.behalf_id is None:
        return actor_of_person(person, on)
    return actor_by_delegation(person, export.behalf_id, on)


def roles_of(actor: Actor) -> list[str]:
    """The roles by which somebody sees a list, as an export keeps them."""
    return sorted(f"{held.role}:{held.unit_id}" for held in actor.held)
