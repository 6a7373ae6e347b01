"""Who may do what with what readers say.

| | anybody | editor, director | who wrote it |
|---|---|---|---|
| send, rate | while the page takes comments; always | as anybody | |
| read what waits | | yes, with e-mail | by the receipt |
| publish, refuse, withdraw, answer | | yes | |
| open, close | | yes | |
| take back | | | by the receipt |
"""

from collections.abc import Callable, Mapping
from hmac import compare_digest

from django.utils.translation import gettext as _

from gieo.core.actor import Actor, Role
from gieo.core.permits import YES, Permit, no
from gieo.foundation.audience.models import Comment, Discussion
from gieo.foundation.units.models import Unit

MODERATORS = (Role.EDITOR, Role.DIRECTOR)


def may_moderate(actor: Actor) -> Permit:
    """Read what waits, with the e-mail of who wrote it, and decide."""
    if actor.is_system or actor.has(*MODERATORS):
        return YES
    return no(_("Bình luận do biên tập viên và lãnh đạo Sở duyệt."))


def may_send(discussion: Discussion) -> Permit:
    """Anybody, while the page takes comments."""
    if discussion.is_open:
        return YES
    return no(_("Trang này không nhận bình luận nữa."))


def may_publish(actor: Actor, comment: Comment) -> Permit:
    return may_moderate(actor)


def may_refuse(actor: Actor, comment: Comment) -> Permit:
    return may_moderate(actor)


def may_withdraw(actor: Actor, comment: Comment) -> Permit:
    return may_moderate(actor)


def may_answer(actor: Actor, comment: Comment) -> Permit:
    return may_moderate(actor)


def may_answer_for(actor: Actor, unit: Unit) -> Permit:
    """In the name of a unit in which one is editor or director."""
    if actor.is_system or actor.has(*MODERATORS, unit_id=unit.pk):
        return YES
    return no(_("Chỉ trả lời được nhân danh đơn vị mình."))


def may_take_back(receipt: str, comment: Comment) -> Permit:
    """Who holds the receipt that was given for it."""
    if compare_digest(receipt.encode(), comment.receipt.encode()):
        return YES
    return no(_("Chỉ người viết rút được bình luận của mình."))


def may_open(actor: Actor) -> Permit:
    return may_moderate(actor)


def may_close(actor: Actor) -> Permit:
    return may_moderate(actor)


PERMITS: Mapping[str, Callable[[Actor, Comment], Permit]] = {
    "publish": may_publish,
    "refuse": may_refuse,
    "withdraw": may_withdraw,
    "answer": may_answer,
}
