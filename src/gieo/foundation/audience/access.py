"""The one door to what readers say. The page, the list and a single comment use the same sets."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.errors import NotFound
from gieo.foundation.audience.models import Comment, Discussion
from gieo.foundation.audience.permits.comments import may_moderate
from gieo.foundation.audience.vocab.comments import CommentState
from gieo.foundation.units.queries import label_related


def visible_discussions(actor: Actor) -> QuerySet[Discussion]:
    """Moderators see every page that readers have spoken of."""
    return Discussion.objects.all() if may_moderate(actor) else Discussion.objects.none()


def visible_comments(actor: Actor) -> QuerySet[Comment]:
    """Moderators see every comment with all that is known of it."""
    return Comment.objects.all() if may_moderate(actor) else Comment.objects.none()


def access_comment(pk: int, actor: Actor) -> Comment:
    """One comment on somebody's behalf. Raises NotFound for strangers, as for unknown numbers."""
    comment = visible_comments(actor).select_related("discussion", "answer_unit").filter(pk=pk).first()
    if comment is None:
        raise NotFound(_("Không có bình luận này."))
    return comment


def access_own_comment(receipt: str) -> Comment:
    """The comment whose receipt this is. Raises NotFound."""
    comment = Comment.objects.select_related("discussion", "answer_unit").filter(receipt=receipt[:32]).first()
    if comment is None:
        raise NotFound(_("Không có bình luận này."))
    return comment


def public_comments(discussion: Discussion) -> QuerySet[Comment]:
    """What anybody reads, the newest first."""
    shown = Comment.objects.filter(discussion_id=discussion.pk, state=CommentState.PUBLISHED)
    return shown.select_related("answer_unit", *label_related("answer_unit")).order_by("-sent_at", "-id")
