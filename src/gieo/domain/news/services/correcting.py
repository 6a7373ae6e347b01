"""After publication: corrected as a new version, or taken off the portal, each with its reason."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.errors import Invalid
from gieo.core.text import squeeze
from gieo.domain.news.models import Article, ArticlePhoto
from gieo.domain.news.permits import may_abandon, may_revise, may_withdraw
from gieo.domain.news.services.locking import DUTY, article_step, lock_article, save
from gieo.foundation.duties.services import cancel

LONGEST_REASON = 300


def revise_article(article: Article, *, version: int, reason: str, actor: Actor, now: datetime) -> Article:
    """Take up a published or withdrawn article to correct it. The public reads the version before until the correction
    is approved; then it reads when and why it was corrected."""
    may_revise(actor, article).require()
    said = _reason(reason, _("Ghi lý do sửa; người đọc sẽ thấy."))
    with transaction.atomic():
        article = lock_article(article, version)
        before, article.state = article.state, article_step("revise", article)
        article.correction, article.withdrawn_at, article.withdrawn_reason = said, None, ""
        save("revise", article, actor=actor, now=now, from_state=before, changes={"reason": ("", said)})
    return article


def abandon_correction(article: Article, *, version: int, actor: Actor, now: datetime) -> Article:
    """Leave a correction undone: text and photographs go back to what the public reads."""
    may_abandon(actor, article).require()
    with transaction.atomic():
        article = lock_article(article, version)
        may_abandon(actor, article).require()
        before, article.state = article.state, article_step("abandon", article)
        shown = article.current
        assert shown is not None
        for name in ("title", "lead", "body", "byline", "author_unit", "conference"):
            setattr(article, name, getattr(shown, name))
        article.correction = article.return_note = ""
        article.results.set(shown.results.all())
        article.writers.clear()
        _restore_photographs(article)
        save("abandon", article, actor=actor, now=now, from_state=before)
    return article


def withdraw_article(article: Article, *, version: int, reason: str, actor: Actor, now: datetime) -> Article:
    """Take an article off the portal; its address answers 404 from then on. Every version stays in the newsroom."""
    may_withdraw(actor, article).require()
    said = _reason(reason, _("Ghi lý do gỡ bài."))
    with transaction.atomic():
        article = lock_article(article, version)
        may_withdraw(actor, article).require()
        before, article.state = article.state, article_step("withdraw", article)
        article.current, article.withdrawn_at, article.withdrawn_reason = None, now, said
        article.correction = article.return_note = article.approved_by_name = ""
        article.submitted_at = article.approved_at = article.scheduled_for = None
        save("withdraw", article, actor=actor, now=now, from_state=before, changes={"reason": ("", said)})
        cancel(DUTY, article, reason=_("Bài đã gỡ khỏi cổng thông tin."), actor=actor, now=now)
    return article


def _reason(text: str, sentence: str) -> str:
    said = squeeze(text)
    if not said:
        raise Invalid({"reason": [sentence]})
    if len(said) > LONGEST_REASON:
        raise Invalid({"reason": [_("Dài quá %(most)d chữ cái.") % {"most": LONGEST_REASON}]})
    return said


def _restore_photographs(article: Article) -> None:
    """The pictures of the version shown, with the words they had there."""
    assert article.current is not None
    article.photos.all().delete()
    for kept in article.current.photos.select_related("photograph"):
        picture = kept.photograph
        picture.caption, picture.credit = kept.caption, kept.credit
        picture.place, picture.taken_on = kept.place, kept.taken_on
        picture.save(update_fields=["caption", "credit", "place", "taken_on"])
        ArticlePhoto.objects.create(article=article, photograph=picture, order=kept.order)
