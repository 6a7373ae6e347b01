"""From the editor's desk to the public: submitted, returned, approved, published."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gieo.core.actor import SYSTEM, Actor, Role
from gieo.core.calendar import Limit, SpanUnit
from gieo.core.clock import local_date
from gieo.core.errors import Invalid, Missing, Refused
from gieo.core.text import fold, nfc
from gieo.domain.news.models import Article, ArticleVersion, VersionPhoto
from gieo.domain.news.permits import may_approve, may_hold, may_publish, may_return, may_submit
from gieo.domain.news.queries.office import what_is_missing
from gieo.domain.news.queries.sources import SentenceRow, stale_rows
from gieo.domain.news.rules.markup import plain_text
from gieo.domain.news.rules.standing import Drift
from gieo.domain.news.services.hiding import mind_hidden
from gieo.domain.news.services.locking import DUTY, article_step, lock_article, save
from gieo.domain.news.vocab import ArticleState
from gieo.domain.news.wording import PART_LABELS
from gieo.foundation.duties.services import cancel, fulfil, post_duty

LIMIT = Limit(2, SpanUnit.WORKING)  # our proposal: news grows old
FARTHEST = timedelta(days=366)


def submit_article(article: Article, *, version: int, actor: Actor, now: datetime) -> Article:
    """Hand the text to those who approve. Raises Missing with what is not there yet: captions and credits too.

    Whoever approves owes it within two working days (proposal, no legal force).
    """
    may_submit(actor, article).require()
    with transaction.atomic():
        article = lock_article(article, version)
        before, target = article.state, article_step("submit", article)
        missing = what_is_missing(article)
        if missing:
            raise Missing([(part.value, str(PART_LABELS[part])) for part in missing])
        article.state, article.submitted_at, article.return_note = target, now, ""
        save("submit", article, actor=actor, now=now, from_state=before)
        _ask_for_approval(article, actor=actor, now=now)
    return article


def return_article(article: Article, *, version: int, note: str, actor: Actor, now: datetime) -> Article:
    """Give the text back to be mended, with what is to be mended; an appointed hour of publication is dropped."""
    may_return(actor, article).require()
    said = nfc(note).strip()
    if not said:
        raise Invalid({"note": [_("Ghi điều cần sửa.")]})
    with transaction.atomic():
        article = lock_article(article, version)
        before, article.state = article.state, article_step("return", article)
        _take_off_the_way(article)
        article.return_note = said
        save("return", article, actor=actor, now=now, from_state=before, changes={"note": ("", said)})
        cancel(DUTY, article, reason=_("Bài được trả lại để sửa."), actor=actor, now=now)
    return article


def approve_article(
    article: Article,
    *,
    version: int,
    scheduled_for: datetime | None = None,
    accepts_changes: bool = False,
    actor: Actor,
    now: datetime,
) -> Article:
    """Approve what somebody else has written: published at once, or at the appointed moment.

    In order: permit, lock, state; sentences whose records have changed since drafting are refused with their list
    unless `accepts_changes`, which keeps the new values as seen; then journal, the duty is fulfilled, and without an
    appointed moment the article is published in the same transaction.
    """
    may_approve(actor, article).require()
    if scheduled_for is not None and not now < scheduled_for <= now + FARTHEST:
        raise Invalid({"scheduled_for": [_("Giờ đăng phải sau lúc này, trong vòng một năm.")]})
    with transaction.atomic():
        article = lock_article(article, version)
        may_approve(actor, article).require()
        before, target = article.state, article_step("approve", article)
        stale = stale_rows(article)
        if stale and not accepts_changes:
            raise Refused(stale_words(stale))
        _accept(stale)
        article.state, article.approved_at, article.approved_by_name = target, now, actor.name_on_record
        article.scheduled_for = scheduled_for or now
        changes: dict[str, tuple[Any, Any]] = {"scheduled_for": (None, article.scheduled_for)}
        if stale:
            changes["accepted"] = ([], [row.now for row in stale])
        save("approve", article, actor=actor, now=now, from_state=before, changes=changes)
        fulfil(DUTY, article, actor=actor, now=now)
        if scheduled_for is None:
            article = _publish(article, actor=actor, now=now)
    return article


def publish_article(article: Article, *, version: int | None = None, actor: Actor, now: datetime) -> Article:
    """Put an approved text before the public, at the appointed moment or ahead of it. Raises Refused when a record
    has changed since it was approved."""
    may_publish(actor, article).require()
    with transaction.atomic():
        article = lock_article(article, version)
        article_step("publish", article)
        stale = stale_rows(article)
        if stale:
            raise Refused(stale_words(stale))
        return _publish(article, actor=actor, now=now)


def hold_article(article: Article, *, now: datetime) -> Article:
    """Put an article back before its approvers because a record has changed between approval and publication."""
    may_hold(SYSTEM, article).require()
    with transaction.atomic():
        article = lock_article(article)
        before, article.state = article.state, article_step("hold", article)
        why = stale_words(stale_rows(article))
        article.approved_at, article.approved_by_name, article.scheduled_for = None, "", None
        article.return_note = why
        save("hold", article, actor=SYSTEM, now=now, from_state=before, changes={"note": ("", why)})
        _ask_for_approval(article, actor=SYSTEM, now=now)
    return article


def publish_due(*, now: datetime) -> int:
    """Publish what was approved for a moment that has come; returns how many. Safe to run again and side by side.

    What rests on records that have changed since approval is held back, and its approvers are asked again.
    """
    published = 0
    waiting = Article.objects.filter(state=ArticleState.APPROVED, scheduled_for__lte=now).order_by("scheduled_for")
    for key in waiting.values_list("pk", flat=True):
        with transaction.atomic():
            article = Article.objects.select_for_update().filter(pk=key, state=ArticleState.APPROVED).first()
            if article is None or article.scheduled_for is None or article.scheduled_for > now:
                continue  # another worker was faster, or somebody took it back
            if stale_rows(article):
                hold_article(article, now=now)
                continue
            _publish(article, actor=SYSTEM, now=now)
            published += 1
    return published


def stale_words(rows: tuple[SentenceRow, ...]) -> str:
    """Which sentences say something that their records no longer say."""
    told = "; ".join(f"“{row.now}” ({', '.join(_told(drift) for drift in row.drifts)})" for row in rows)
    words = ngettext(
        "Hồ sơ của %(count)s câu đã đổi từ lúc soạn: %(told)s.",
        "Hồ sơ của %(count)s câu đã đổi từ lúc soạn: %(told)s.",
        len(rows),
    )
    return words % {"count": len(rows), "told": told}


def _told(drift: Drift) -> str:
    return f"{drift.then} → {drift.now or _('không còn ghi')}"


def _ask_for_approval(article: Article, *, actor: Actor, now: datetime) -> None:
    post_duty(
        kind=DUTY, title=gettext_lazy("Duyệt bài viết"), record=article, debtor_role=Role.DIRECTOR,
        start=local_date(now), limit=LIMIT, actor=actor, now=now,
    )  # fmt: skip


def _accept(rows: tuple[SentenceRow, ...]) -> None:
    """Keep the values an approver has seen, so that only a further change is told."""
    for row in rows:
        now = {drift.key: drift.now for drift in row.drifts}
        for source in row.sources:
            if (source.kind, source.code, source.what) in now:
                source.accepted = now[source.kind, source.code, source.what]
                source.save(update_fields=["accepted"])


def _take_off_the_way(article: Article) -> None:
    article.submitted_at = article.approved_at = article.scheduled_for = None
    article.approved_by_name = ""


def _publish(article: Article, *, actor: Actor, now: datetime) -> Article:
    """The text in work becomes the next version, which the public reads from now on."""
    before, article.state = article.state, article_step("publish", article)
    number = (article.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version = _freeze(article, number, now)
    changes = {"version": (number - 1 or None, number), "reason": ("", article.correction)}
    article.published_at = article.published_at or now
    article.current = version
    article.correction = ""
    _take_off_the_way(article)
    article.writers.clear()
    save("publish", article, actor=actor, now=now, from_state=before, changes=changes)
    mind_hidden(now=now)
    return article


def _freeze(article: Article, number: int, now: datetime) -> ArticleVersion:
    assert article.author_unit is not None
    version = ArticleVersion.objects.create(
        article=article, number=number, title=article.title, lead=article.lead, body=article.body,
        byline=article.byline, author_unit=article.author_unit, conference=article.conference, published_at=now,
        reason=article.correction, approved_by_name=article.approved_by_name,
        folded=fold(f"{article.title} {article.lead} {plain_text(article.body)}"),
    )  # fmt: skip
    version.results.set(article.results.all())
    VersionPhoto.objects.bulk_create(
        VersionPhoto(
            version=version, photograph=photo.photograph, order=photo.order, caption=photo.photograph.caption,
            credit=photo.photograph.credit, place=photo.photograph.place, taken_on=photo.photograph.taken_on,
        )
        for photo in article.photos.select_related("photograph")
    )  # fmt: skip
    return version
