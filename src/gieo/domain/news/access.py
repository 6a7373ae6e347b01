"""The one door to articles. Lists, feeds, searches and single pages use the same sets.

Anybody reads the current version of what is published; the office sees every article from its first draft on.
"""

from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.errors import NotFound
from gieo.domain.news.models import Article, ArticlePhoto, ArticleVersion, VersionPhoto
from gieo.domain.news.permits import may_see_newsroom
from gieo.domain.news.rules.hiding import veiled
from gieo.domain.news.vocab import SENTENCE_INSTEAD, TITLE_INSTEAD
from gieo.domain.results.access import hidden_names
from gieo.domain.results.rules import speaks_of
from gieo.foundation.files.models import Photograph


def visible_articles(actor: Actor) -> QuerySet[Article]:
    """What this actor may see; of what is published others than the office are led to the public page."""
    return Article.objects.all() if may_see_newsroom(actor) else Article.objects.none()


def access_article(code: str, actor: Actor) -> Article:
    """The article with this code on somebody's behalf. Raises NotFound for strangers, as for unknown codes."""
    article = visible_articles(actor).filter(code=code).select_related("author_unit", "conference", "current").first()
    if article is None:
        raise NotFound(_("Không có bài viết “%(code)s”.") % {"code": code})
    return article


def access_article_photo(article: Article, pk: int) -> ArticlePhoto:
    """A photograph of an article that the actor sees. Raises NotFound."""
    photo = article.photos.select_related("photograph__file", "article").filter(pk=pk).first()
    if photo is None:
        raise NotFound(_("Không có ảnh này."))
    return photo


def access_picture(article: Article, pk: int) -> Photograph:
    """A picture of an article that the actor sees, in the text in work or in what was published. Raises NotFound."""
    here = Q(article_photos__article=article) | Q(version_photos__version__article=article)
    found = Photograph.objects.filter(here, pk=pk).select_related("file").first()
    if found is None:
        raise NotFound(_("Không có ảnh này."))
    return found


def public_articles() -> QuerySet[ArticleVersion]:
    """What anybody reads: the current version of every article that has one."""
    return ArticleVersion.objects.filter(shown_of__isnull=False)


def as_read(rows: Iterable[ArticleVersion], names: Sequence[str] | None = None) -> list[ArticleVersion]:
    """Versions as the public reads them: words about a result that has been restricted since give way to neutral ones.

    Only to be shown, never saved. One query, none where `names` are given.
    """
    found = list(rows)
    hidden = hidden_names() if names is None else names
    for row in found:
        if any(name in row.folded for name in hidden):
            row.title = TITLE_INSTEAD if speaks_of(hidden, row.title) else row.title
            row.lead = SENTENCE_INSTEAD if speaks_of(hidden, row.lead) else row.lead
            row.body = veiled(row.body, hidden, SENTENCE_INSTEAD)
    return found


def access_public_article(code: str, names: Sequence[str] | None = None) -> ArticleVersion:
    """What anybody reads under this code, as it is read today. Raises NotFound for drafts, withdrawn and unknown
    articles alike."""
    version = (
        public_articles().filter(article__code=code).select_related("article", "author_unit", "conference").first()
    )
    if version is None:
        raise NotFound(_("Không có bài viết này."))
    return as_read([version], names)[0]


def shown_photos(version: ArticleVersion, names: Sequence[str] | None = None) -> QuerySet[VersionPhoto]:
    """Its photographs, but for those whose people have taken their consent back since, and those whose caption names a
    result that has been restricted since."""
    return may_be_shown(version.photos.all(), names).select_related("photograph__file")


def may_be_shown(photos: QuerySet[VersionPhoto], names: Sequence[str] | None = None) -> QuerySet[VersionPhoto]:
    """Of these photographs those with consent whose caption names nothing that has been restricted since, by title,
    short title or code, however it is written. One query, none where `names` are given; one more where there are."""
    shown = photos.filter(photograph__consent=True)
    hidden = hidden_names() if names is None else names
    if not hidden:
        return shown
    return shown.exclude(pk__in=[pk for pk, said in shown.values_list("pk", "caption") if speaks_of(hidden, said)])


def access_public_photo(code: str, pk: int) -> VersionPhoto:
    """A photograph of what anybody reads. Raises NotFound."""
    photo = shown_photos(access_public_article(code)).filter(pk=pk).first()
    if photo is None:
        raise NotFound(_("Không có ảnh này."))
    return photo
