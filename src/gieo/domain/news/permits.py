"""Who may do what in the newsroom. Editors of the information centre write; another than the writer approves.

A director or another editor approves, never who wrote any of the version to be approved: four eyes see what the public
reads. Administrators look after the machine and have no say in the news.
"""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from gieo.core.actor import Actor, Role
from gieo.core.permits import YES, Permit, first_refusal, no
from gieo.domain.news.models import Article


def may_see_newsroom(actor: Actor) -> Permit:
    """The office reads what is being written."""
    if actor.is_office:
        return YES
    return no(_("Bài đang viết chỉ dành cho cán bộ của Sở."))


def _may_write(actor: Actor) -> Permit:
    if actor.is_system or actor.has(Role.EDITOR):
        return YES
    return no(_("Việc này do biên tập viên làm."))


def _may_decide(actor: Actor) -> Permit:
    if actor.is_system or actor.has(Role.DIRECTOR, Role.EDITOR):
        return YES
    return no(_("Việc này do lãnh đạo Sở hoặc biên tập viên làm."))


def _is_not_the_writer(actor: Actor, article: Article) -> Permit:
    people = [pk for pk in (actor.person_id, actor.behalf_id) if pk is not None]
    if people and article.writers.filter(pk__in=people).exists():
        return no(_("Bạn đã viết bản này. Nhờ lãnh đạo Sở hoặc biên tập viên khác duyệt."))
    return YES


def may_draft(actor: Actor) -> Permit:
    """Begin an article, by hand or from the records of a conference."""
    return _may_write(actor)


def may_edit(actor: Actor, article: Article) -> Permit:
    return _may_write(actor)


def may_redraft(actor: Actor, article: Article) -> Permit:
    """Compose the text anew from the records of today."""
    if article.conference_id is None:
        return first_refusal(_may_write(actor), no(_("Bài này không soạn từ hội nghị nào.")))
    return _may_write(actor)


def may_set_photographs(actor: Actor, article: Article) -> Permit:
    return _may_write(actor)


def may_withdraw_photograph(actor: Actor, article: Article) -> Permit:
    """Take a picture from the public in any state of the article, since the people in it have taken their consent back:
    whoever sets photographs, and the office that publishes."""
    return _may_decide(actor)


def may_discard(actor: Actor, article: Article) -> Permit:
    """Throw away what was never published."""
    if article.published_at is not None:
        return first_refusal(_may_write(actor), no(_("Bài đã từng đăng thì không bỏ được. Gỡ bài và ghi lý do.")))
    return _may_write(actor)


def may_submit(actor: Actor, article: Article) -> Permit:
    return _may_write(actor)


def may_return(actor: Actor, article: Article) -> Permit:
    """Give it back to be mended, or take it back oneself."""
    return _may_decide(actor)


def may_approve(actor: Actor, article: Article) -> Permit:
    return first_refusal(_may_decide(actor), _is_not_the_writer(actor, article))


def may_publish(actor: Actor, article: Article) -> Permit:
    """Publish at once what was approved for later."""
    return _may_decide(actor)


def may_hold(actor: Actor, article: Article) -> Permit:
    """Nobody presses this: the worker does it when a record has changed since approval."""
    return YES if actor.is_system else no(_("Gieo tự hoãn khi hồ sơ đã đổi sau khi duyệt."))


def may_revise(actor: Actor, article: Article) -> Permit:
    """Take up a published article to correct it."""
    return _may_write(actor)


def may_abandon(actor: Actor, article: Article) -> Permit:
    """Leave a correction undone."""
    if article.current_id is None:
        return first_refusal(_may_write(actor), no(_("Bài không đang trên cổng thông tin nên không có bản để trở về.")))
    return _may_write(actor)


def may_withdraw(actor: Actor, article: Article) -> Permit:
    """Take it off the portal; also leave a withdrawn article, taken up again, as it was."""
    if article.published_at is None:
        return first_refusal(_may_decide(actor), no(_("Bài chưa từng đăng.")))
    return _may_decide(actor)


PERMITS: Mapping[str, Callable[[Actor, Article], Permit]] = {
    "edit": may_edit,
    "redraft": may_redraft,
    "set_photographs": may_set_photographs,
    "discard": may_discard,
    "submit": may_submit,
    "return": may_return,
    "approve": may_approve,
    "publish": may_publish,
    "hold": may_hold,
    "revise": may_revise,
    "abandon": may_abandon,
    "withdraw": may_withdraw,
}
