"""How an article stands to the records it was drafted from."""

from collections.abc import Mapping
from dataclasses import dataclass

from gieo.domain.news.models import Article, ArticleSentence, ArticleSource
from gieo.domain.news.queries.records import draft_of
from gieo.domain.news.rules.drafting import LEAD, TITLE
from gieo.domain.news.rules.markup import sentences_in
from gieo.domain.news.rules.standing import Drift, Kept, drifts, standing_of
from gieo.domain.news.vocab import Standing


@dataclass(frozen=True)
class SentenceRow:
    """A drafted sentence beside what stands for it now, what it rests on, and what the records say today."""

    sentence: ArticleSentence
    now: str
    standing: Standing
    sources: tuple[ArticleSource, ...]
    drifts: tuple[Drift, ...]
    anew: str
    """The sentence as it would be composed today; empty when nothing has changed or it is not told any more."""

    @property
    def is_stale(self) -> bool:
        """It stands in the text, and a record has changed."""
        return bool(self.drifts) and self.standing is not Standing.TAKEN_OUT


def words_now(article: Article) -> dict[str, str]:
    """The words that stand for each drafted sentence, by anchor; title and lead are sentences too."""
    return sentences_in(article.body) | {TITLE: article.title, LEAD: article.lead}


def sentence_rows(article: Article) -> tuple[SentenceRow, ...]:
    """Every drafted sentence in its order. None without a conference; about twelve queries with one."""
    if article.conference is None:
        return ()
    rows = list(article.sentences.prefetch_related("sources"))
    if not rows:
        return ()
    draft = draft_of(article.conference)
    records = draft.facts
    composed = {sentence.anchor: sentence.text for sentence in draft.sentences}
    words = words_now(article)
    return tuple(_row(row, words.get(row.anchor), records, composed.get(row.anchor, "")) for row in rows)


def _row(
    row: ArticleSentence, now: str | None, records: Mapping[tuple[str, str, str], str], composed: str
) -> SentenceRow:
    sources = tuple(row.sources.all())
    kept = [Kept((source.kind, source.code, source.what), source.value, source.accepted) for source in sources]
    found = drifts(kept, records)
    return SentenceRow(
        row, now or "", standing_of(row.text, now), sources, found, composed if found and composed != row.text else ""
    )


def stale_rows(article: Article) -> tuple[SentenceRow, ...]:
    """Sentences of the text whose records say something else now."""
    return tuple(row for row in sentence_rows(article) if row.is_stale)
