"""Articles at every stage, and the proof that a refused deed has written nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from gieo.domain.news import services
from gieo.domain.news.models import Article, ArticleVersion
from gieo.domain.news.vocab import ArticleState
from gieo.foundation.duties.models import Duty
from gieo.foundation.journal.models import Entry
from tests.factories.news import (
    approved_article,
    director,
    draft_article,
    editor,
    published_article,
    submitted_article,
)

S = ArticleState


def row(article: Article) -> dict[str, Any]:
    return Article.objects.filter(pk=article.pk).values().get()


@contextmanager
def nothing_written(article: Article) -> Iterator[None]:
    """What is refused leaves neither row nor entry nor duty."""
    editor(), director()  # whoever is met inside is entered before
    before = row(article), Entry.objects.count(), Duty.objects.count(), ArticleVersion.objects.count()
    yield
    assert (row(article), Entry.objects.count(), Duty.objects.count(), ArticleVersion.objects.count()) == before


def stage(state: ArticleState, now: datetime) -> Article:
    make: dict[ArticleState, Callable[[], Article]] = {
        S.DRAFT: draft_article,
        S.SUBMITTED: submitted_article,
        S.APPROVED: lambda: approved_article(scheduled_for=now + timedelta(hours=5)),
        S.PUBLISHED: published_article,
        S.WITHDRAWN: withdrawn,
    }
    return make[state]()


def withdrawn() -> Article:
    article = published_article()
    return services.withdraw_article(
        article, version=article.version, reason="Đăng nhầm", actor=director(), now=article.changed_at
    )
