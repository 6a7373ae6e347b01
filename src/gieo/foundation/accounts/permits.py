"""Who may see to people, roles and invitations."""

from django.utils.translation import gettext_lazy as _

from gieo.core.actor import Actor, Role
from gieo.core.permits import YES, Permit, no

OFFICERS_MAY_GIVE = frozenset({Role.UNIT_REP, Role.HOST})


def may_see_people(actor: Actor) -> Permit:
    """The office sees the people it deals with."""
    return YES if actor.is_office else no(_("Chỉ cán bộ của Sở xem được danh bạ."))


def may_edit_people(actor: Actor) -> Permit:
    """Officers and administrators keep the directory of people."""
    if actor.is_system or actor.has(Role.OFFICER, Role.ADMINISTRATOR):
        return YES
    return no(_("Chỉ chuyên viên và quản trị hệ thống được sửa danh bạ."))


def may_give_role(actor: Actor, role: str) -> Permit:
    """Administrators give every role; officers only those of units and hosts."""
    if actor.is_system or actor.has(Role.ADMINISTRATOR):
        return YES
    if actor.has(Role.OFFICER) and role in OFFICERS_MAY_GIVE:
        return YES
    return no(_("Vai trò trong Sở do quản trị hệ thống giao; chuyên viên chỉ giao vai trò của đơn vị ngoài Sở."))


def may_invite(actor: Actor) -> Permit:
    """Whoever keeps the directory may invite."""
    return may_edit_people(actor)
