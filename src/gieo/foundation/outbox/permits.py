"""Who may look after letters and background work."""

from django.utils.translation import gettext_lazy as _

from gieo.core.actor import Actor, Role
from gieo.core.permits import YES, Permit, no


def may_send_again(actor: Actor) -> Permit:
    """The administrator answers for the post."""
    if actor.is_system or actor.has(Role.ADMINISTRATOR):
        return YES
    return no(_("Chỉ quản trị hệ thống xếp gửi lại thư."))


def may_mind_work(actor: Actor) -> Permit:
    """What the worker could not do is the administrator's to look into."""
    if actor.is_system or actor.has(Role.ADMINISTRATOR):
        return YES
    return no(_("Chỉ quản trị hệ thống xem và xử lý việc nền."))
