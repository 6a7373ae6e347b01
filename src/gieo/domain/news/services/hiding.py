"""Articles before the public that name a result restricted since: veiled at once, owed by the editors."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from gieo.core.actor import SYSTEM, Actor, Role
from gieo.core.calendar import Limit, SpanUnit
from gieo.core.clock import local_date
from gieo.domain.news.access import public_articles
from gieo.domain.news.models import Article, ArticleVersion
from gieo.domain.results.access import hidden_names
from gieo.foundation.duties.models import Duty
from gieo.foundation.duties.services import fulfil, post_duty
from gieo.foundation.duties.vocab import LIVE_STATES

MEND = "mend_hidden_article"
"""What the editors owe."""
LIMIT = Limit(1, SpanUnit.WORKING)  # our proposal: the public reads a stopgap meanwhile


def mind_hidden(*, actor: Actor = SYSTEM, now: datetime) -> int:
    """Post to the editors what they owe of articles that name a restricted result, and end what is mended; returns how
    many are owed. The duty says nothing of the result. Run after access changed, at night, and after publication."""
    names = hidden_names()
    shown = {row.article_id: row for row in public_articles().select_related("article")}
    owed = {pk for pk, row in shown.items() if _names_hidden(row, names)}
    with transaction.atomic():
        for pk in sorted(owed):
            post_duty(
                kind=MEND, title=gettext_lazy("Sửa bài đã đăng: có câu nói về kết quả không còn công khai"),
                record=shown[pk].article, debtor_role=Role.EDITOR, start=local_date(now), limit=LIMIT,
                actor=actor, now=now,
            )  # fmt: skip
        live = Duty.objects.filter(kind=MEND, state__in=LIVE_STATES).values("record_code")
        for article in Article.objects.filter(code__in=live).exclude(pk__in=owed).order_by("pk"):
            fulfil(MEND, article, actor=actor, now=now)
    return len(owed)


def _names_hidden(row: ArticleVersion, names: tuple[str, ...]) -> bool:
    return any(name in row.folded for name in names)
