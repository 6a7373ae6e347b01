"""Who keeps the requests of leaders."""

from django.utils.translation import gettext as _

from gieo.core.actor import Actor, Role
from gieo.core.permits import YES, Permit, no
from gieo.domain.directives.models import Directive


def _keeps(actor: Actor) -> Permit:
    if actor.is_system or actor.has(Role.OFFICER, Role.DIRECTOR):
        return YES
    return no(_("Chỉ chuyên viên và lãnh đạo Sở được ghi và sửa chỉ đạo."))


def may_add(actor: Actor) -> Permit:
    """Officers and directors write requests down."""
    return _keeps(actor)


def may_edit(actor: Actor, directive: Directive) -> Permit:
    return _keeps(actor)


def may_close(actor: Actor, directive: Directive) -> Permit:
    return _keeps(actor)


def may_drop(actor: Actor, directive: Directive) -> Permit:
    """Only a director may leave a leader's request undone."""
    if actor.has(Role.DIRECTOR):
        return YES
    return no(_("Chỉ lãnh đạo Sở được thôi thực hiện một chỉ đạo."))


def may_reopen(actor: Actor, directive: Directive) -> Permit:
    return _keeps(actor)
