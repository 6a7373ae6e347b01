"""Who keeps programmes and priorities."""

from django.utils.translation import gettext as _

from gieo.core.actor import Actor, Role
from gieo.core.permits import YES, Permit, no


def may_edit_programmes(actor: Actor) -> Permit:
    """Officers, directors and the administrator keep programmes."""
    if actor.is_system or actor.has(Role.OFFICER, Role.DIRECTOR, Role.ADMINISTRATOR):
        return YES
    return no(_("Chỉ chuyên viên, lãnh đạo Sở và quản trị hệ thống được sửa chương trình."))


def may_edit_priorities(actor: Actor) -> Permit:
    """Officers and directors keep the province's priorities."""
    if actor.is_system or actor.has(Role.OFFICER, Role.DIRECTOR):
        return YES
    return no(_("Chỉ chuyên viên và lãnh đạo Sở được sửa ưu tiên."))
