"""The first and last steps of every deed: lock the row, compare what the person saw, ask the life cycle; save, tell."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.errors import NotFound, Stale, WrongState
from gieo.core.text import fold
from gieo.domain.news.lifecycle import ARTICLE
from gieo.domain.news.models import Article
from gieo.domain.news.wording import blocked
from gieo.foundation.journal.services import Changes
from gieo.foundation.journal.services import record as write_journal

DUTY = "approve_article"
"""What whoever approves owes."""


def lock_article(article: Article, version: int | None = None) -> Article:
    """The article as it stands now, locked to the end of the transaction.

    Raises Conflict when `version` is given and somebody has changed it since it was read.
    """
    locked = Article.objects.select_for_update().filter(pk=article.pk).first()
    if locked is None:
        raise NotFound(_("Bản viết này vừa được người khác bỏ."))
    if version is not None and locked.version != version:
        raise Stale(
            locked,
            _(
                "Người khác vừa sửa bài này. Những gì bạn gõ còn nguyên: xem bản mới ở trang bài viết, "
                "rồi gửi lại nếu vẫn đúng."
            ),
        )
    return locked


def article_step(verb: str, article: Article) -> str:
    """Where `verb` leads from the article's state. Raises WrongState with a sentence for the user."""
    try:
        return ARTICLE.target(verb, article.state)
    except WrongState as wrong:
        wrong.message = blocked(verb, article.state)
        raise


def save(
    verb: str, article: Article, *, actor: Actor, now: datetime, from_state: str = "", changes: Changes | None = None
) -> None:
    """Save the row with its next version number, and tell the journal."""
    article.version += 1
    article.changed_at = now
    article.folded = fold(f"{article.code} {article.title} {article.lead} {article.byline}")
    article.save()
    moved = from_state not in ("", article.state)
    write_journal(
        verb,
        article,
        actor=actor,
        now=now,
        from_state=from_state if moved else "",
        to_state=article.state if moved else "",
        changes=changes,
    )


def note_writer(article: Article, actor: Actor) -> None:
    """Remember who wrote: none of them may approve this version."""
    people = [pk for pk in (actor.person_id, actor.behalf_id) if pk is not None]
    article.writers.add(*people)


def plain(changes: dict[str, tuple[Any, Any]]) -> dict[str, tuple[Any, Any]]:
    """Changes as the journal keeps them; of a long body only its size."""
    return {
        name: (f"{len(old or '')} ký tự", f"{len(new or '')} ký tự") if name == "body" else (old, new)
        for name, (old, new) in changes.items()
    }
