"""Who may read the figures of the whole province."""

from django.utils.translation import gettext as _

from gieo.core.actor import Actor, Role
from gieo.core.permits import YES, Permit, no


def may_see_figures(actor: Actor) -> Permit:
    """The office and the leaders of the province. Restricted results are counted for their readers alone."""
    if actor.is_system or actor.is_office or actor.has(Role.PROVINCE_LEADER):
        return YES
    return no(_("Số liệu tổng hợp dành cho Sở và lãnh đạo UBND tỉnh."))
