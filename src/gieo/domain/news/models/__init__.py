"""Tables of the newsroom."""

from gieo.domain.news.models.articles import Article, ArticlePhoto
from gieo.domain.news.models.sentences import ArticleSentence, ArticleSource
from gieo.domain.news.models.versions import ArticleVersion, VersionPhoto

__all__ = ["Article", "ArticlePhoto", "ArticleSentence", "ArticleSource", "ArticleVersion", "VersionPhoto"]
