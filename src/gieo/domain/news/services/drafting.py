"""Articles composed from the records of a conference."""

from datetime import datetime
from typing import Any

from django.db import transaction

from gieo.core.actor import Actor
from gieo.domain.news.engine import clean
from gieo.domain.news.models import Article, ArticleSentence, ArticleSource
from gieo.domain.news.permits import may_draft, may_redraft
from gieo.domain.news.queries.records import draft_of
from gieo.domain.news.rules.drafting import Draft
from gieo.domain.news.services.locking import article_step, lock_article, note_writer, plain, save
from gieo.domain.news.services.photographs import copy_from_conference
from gieo.domain.news.services.writing import begin
from gieo.domain.news.vocab import LONGEST_LEAD, LONGEST_TITLE
from gieo.domain.results.access import public_results
from gieo.domain.transfers.access import public_lines
from gieo.domain.transfers.models import Conference
from gieo.domain.transfers.queries.figures import lines_of_conference
from gieo.foundation.journal.services import changes_between
from gieo.foundation.units.models import Unit


def draft_from_conference(
    conference: Conference,
    *,
    byline: str = "",
    author_unit: Unit | None = None,
    illustrative: bool | None = None,
    actor: Actor,
    now: datetime,
) -> Article:
    """Begin an article composed from a conference's records of this moment.

    In order: the records are read and composed; then, in one transaction, the article with its sentences and what each
    rests on, the results it names, copies of the conference's photographs that may be shown, the journal.
    """
    may_draft(actor).require()
    draft = draft_of(conference)
    values: dict[str, Any] = _words(draft) | {
        "byline": byline,
        "author_unit": author_unit,
        "conference": conference,
        "illustrative": conference.illustrative if illustrative is None else illustrative,
    }
    with transaction.atomic():
        article = begin(values, actor=actor, now=now)
        _keep_sentences(article, draft)
        _name_results(article, conference)
        copy_from_conference(article, conference)
    return article


def redraft_article(article: Article, *, version: int, actor: Actor, now: datetime) -> Article:
    """Compose title, lead and body anew from the records of this moment; what was changed by hand is lost."""
    may_redraft(actor, article).require()
    with transaction.atomic():
        article = lock_article(article, version)
        article_step("redraft", article)
        may_redraft(actor, article).require()
        assert article.conference is not None
        draft = draft_of(article.conference)
        values = _words(draft)
        before = {name: getattr(article, name) for name in values}
        for name, value in values.items():
            setattr(article, name, value)
        _keep_sentences(article, draft)
        _name_results(article, article.conference)
        save("redraft", article, actor=actor, now=now, changes=plain(changes_between(before, values)))
        note_writer(article, actor)
    return article


def _words(draft: Draft) -> dict[str, Any]:
    return {
        "title": draft.title.text[:LONGEST_TITLE],
        "lead": draft.lead.text[:LONGEST_LEAD],
        "body": clean(draft.markup),
    }


def _keep_sentences(article: Article, draft: Draft) -> None:
    """Every sentence with its sources, in place of those of an earlier draft."""
    article.sentences.all().delete()
    for order, sentence in enumerate(draft.sentences):
        row = ArticleSentence.objects.create(article=article, anchor=sentence.anchor, order=order, text=sentence.text)
        ArticleSource.objects.bulk_create(
            ArticleSource(sentence=row, kind=fact.kind, code=fact.code, what=fact.what, value=fact.value)
            for fact in sentence.facts
        )


def _name_results(article: Article, conference: Conference) -> None:
    lines = lines_of_conference(conference, public_lines()).filter(result__isnull=False).order_by()
    article.results.set(public_results().filter(pk__in=lines.values("result")))
