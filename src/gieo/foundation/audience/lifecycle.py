"""What may happen to a comment. Publishing again is how a refusal or a withdrawal is undone."""

from gieo.core.lifecycle import Lifecycle, step
from gieo.foundation.audience.vocab.comments import CommentState as S

COMMENT = Lifecycle(
    "comment",
    step("publish", [S.WAITING, S.REFUSED, S.WITHDRAWN], S.PUBLISHED),
    step("refuse", S.WAITING, S.REFUSED),
    step("withdraw", S.PUBLISHED, S.WITHDRAWN),
    step("answer", S.PUBLISHED, S.PUBLISHED),
    step("take_back", [S.WAITING, S.PUBLISHED], S.TAKEN_BACK),
)
