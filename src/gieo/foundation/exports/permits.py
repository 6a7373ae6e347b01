"""Who may take a list out: whoever sees it; the file is its asker's alone."""

from collections.abc import Callable, Mapping

from gieo.core.actor import Actor
from gieo.core.permits import YES, Permit, no
from gieo.foundation.exports.models import Export, SavedView
from gieo.foundation.exports.wording import NOT_YOUR_VIEW, NOT_YOURS, ONLY_MACHINE, SIGN_IN


def may_export(actor: Actor) -> Permit:
    """Somebody who can be named; what the list holds is asked of the list."""
    return no(SIGN_IN) if actor.person_id is None else YES


def may_save_view(actor: Actor) -> Permit:
    """Somebody who can be named: it is kept for that person alone."""
    return no(SIGN_IN) if actor.person_id is None else YES


def may_drop_view(actor: Actor, view: SavedView) -> Permit:
    return YES if actor.person_id == view.person_id else no(NOT_YOUR_VIEW)


def _is_own(actor: Actor, record: Export) -> Permit:
    """The asker's own, in the place it was asked in: in another's name one sees what the other sees."""
    own = actor.person_id is not None and (actor.person_id, actor.behalf_id) == (record.person_id, record.behalf_id)
    return YES if own else no(NOT_YOURS)


def _is_machine(actor: Actor, record: Export) -> Permit:
    return YES if actor.is_system else no(ONLY_MACHINE)


PERMITS: Mapping[str, Callable[[Actor, Export], Permit]] = {
    "finish": _is_machine,
    "fail": _is_machine,
    "take": _is_own,
    "ask_again": _is_own,
    "drop": _is_own,
    "expire": _is_machine,
}
