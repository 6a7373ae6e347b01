"""Who may change a unit."""

from django.utils.translation import gettext as _

from gieo.core.actor import Actor, Role
from gieo.core.permits import YES, Permit, no
from gieo.foundation.units.models import Unit


def may_edit_units(actor: Actor) -> Permit:
    """Enter, change and end units: officers and administrators."""
    if actor.is_system or actor.has(Role.OFFICER, Role.ADMINISTRATOR):
        return YES
    return no(_("Chỉ chuyên viên của Sở và quản trị hệ thống được sửa danh sách đơn vị."))


def may_abolish(actor: Actor, unit: Unit) -> Permit:
    """As editing; a unit ends once."""
    if unit.abolished_on is not None:
        return no(_("Đơn vị này đã được ghi là không còn hoạt động."))
    return may_edit_units(actor)


def may_see_contacts(actor: Actor, unit: Unit) -> Permit:
    """The office, the leaders of the province, and the unit itself."""
    if actor.is_system or actor.is_office or actor.has(Role.PROVINCE_LEADER) or unit.pk in actor.units():
        return YES
    return no(_("Người liên hệ chỉ hiện với Sở và với chính đơn vị."))


def may_edit_contacts(actor: Actor, unit: Unit) -> Permit:
    """The unit's own representatives, and whoever edits units."""
    if actor.has(Role.UNIT_REP, unit_id=unit.pk) or may_edit_units(actor):
        return YES
    return no(_("Chỉ đại diện của đơn vị và chuyên viên của Sở được sửa người liên hệ."))
