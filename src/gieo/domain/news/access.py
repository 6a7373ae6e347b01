"""The one door to articles. Lists, feeds, searches and single pages use the same sets.

Anybody reads the current version of what is published; the office sees every article from its first draft on.
"""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from gieo.core.actor import Actor
from gieo.core.errors import NotFound
from gieo.domain.news.models import Article, ArticlePhoto, ArticleVersion, VersionPhoto
from gieo.domain.news.permits import may_see_newsroom


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


def public_articles() -> QuerySet[ArticleVersion]:
    """What anybody reads: the current version of every article that has one."""
    return ArticleVersion.objects.filter(shown_of__isnull=False)


def access_public_article(code: str) -> ArticleVersion:
    """What anybody reads under this code. Raises NotFound for drafts, withdrawn and unknown articles alike."""
    version = (
        public_articles().filter(article__code=code).select_related("article", "author_unit", "conference").first()
    )
    if version is None:
        raise NotFound(_("Không có bài viết này."))
    return version


def shown_photos(version: ArticleVersion) -> QuerySet[VersionPhoto]:
    """Its photographs, but for those whose people have taken their consent back since."""
    return version.photos.filter(photograph__consent=True).select_related("photograph__file")


def access_public_photo(code: str, pk: int) -> VersionPhoto:
    """A photograph of what anybody reads. Raises NotFound."""
    photo = shown_photos(access_public_article(code)).filter(pk=pk).first()
    if photo is None:
        raise NotFound(_("Không có ảnh này."))
    return photo
