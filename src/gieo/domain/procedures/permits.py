"""Who may keep the tables."""

from django.utils.translation import gettext as _

from gieo.core.actor import Actor, Role
from gieo.core.permits import YES, Permit, no


def may_edit_codes(actor: Actor) -> Permit:
    """The administrator and the officers of the department keep the tables of codes."""
    if actor.is_system or actor.has(Role.ADMINISTRATOR, Role.OFFICER):
        return YES
    return no(_("Chỉ quản trị hệ thống và chuyên viên của Sở được sửa bảng mã."))
