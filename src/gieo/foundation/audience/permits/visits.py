"""Who sees the counts of readers, and who sets the number they begin with."""

from django.utils.translation import gettext as _

from gieo.core.actor import Actor, Role
from gieo.core.permits import YES, Permit, no


def may_see_visits(actor: Actor) -> Permit:
    """Whoever works in the department, and those who lead the province."""
    if actor.is_office or actor.has(Role.PROVINCE_LEADER):
        return YES
    return no(_("Chỉ cán bộ của Sở và lãnh đạo tỉnh xem được lượt truy cập."))


def may_set_counter(actor: Actor) -> Permit:
    """The editor of the portal and the administrator."""
    if actor.is_system or actor.has(Role.EDITOR, Role.ADMINISTRATOR):
        return YES
    return no(_("Chỉ biên tập viên và quản trị hệ thống đặt được số ban đầu của bộ đếm."))
