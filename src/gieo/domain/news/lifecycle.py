"""What may follow what in the newsroom. The public goes on reading the current version while the next is written."""

from collections.abc import Iterator

from gieo.core.lifecycle import Lifecycle, Step, step
from gieo.domain.news.vocab import ArticleState as S


def _anywhere_after_publication() -> Iterator[Step]:
    return (step("withdraw", state, S.WITHDRAWN) for state in (S.PUBLISHED, S.DRAFT, S.SUBMITTED, S.APPROVED))


ARTICLE = Lifecycle(
    "article",
    step("edit", S.DRAFT, S.DRAFT),
    step("redraft", S.DRAFT, S.DRAFT),
    step("set_photographs", S.DRAFT, S.DRAFT),
    step("submit", S.DRAFT, S.SUBMITTED),
    step("return", [S.SUBMITTED, S.APPROVED], S.DRAFT),
    step("approve", S.SUBMITTED, S.APPROVED),
    step("publish", S.APPROVED, S.PUBLISHED),
    step("hold", S.APPROVED, S.SUBMITTED),  # a record changed between approval and the moment of publication
    step("revise", [S.PUBLISHED, S.WITHDRAWN], S.DRAFT),
    step("abandon", S.DRAFT, S.PUBLISHED),  # leave a correction undone: the text goes back to what the public reads
    *_anywhere_after_publication(),  # only what was published can be withdrawn
)
