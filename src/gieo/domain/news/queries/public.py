"""What anybody reads: lists, an article's page, what belongs beside it."""

from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet
from django.db.models.functions import ExtractYear

from gieo.core.text import fold
from gieo.domain.news.access import may_be_shown, public_articles, shown_photos
from gieo.domain.news.models import ArticleVersion, VersionPhoto
from gieo.domain.news.rules.related import Face, related, words_of
from gieo.domain.results.access import hidden_names, public_results
from gieo.domain.results.models import Result
from gieo.domain.transfers.models import Conference

CANDIDATES = 200


def newest_articles(words: str = "", year: int | None = None) -> QuerySet[ArticleVersion]:
    """What anybody reads, the newest first by the day of first publication; `words` are found without accents."""
    found = public_articles().select_related("article", "author_unit")
    for word in fold(words).split():
        found = found.filter(folded__contains=word)
    for name in hidden_names() if words else ():  # words that nobody reads any more find nothing
        found = found.exclude(folded__contains=name)
    if year is not None:
        found = found.filter(article__published_at__year=year)
    return found.order_by("-article__published_at", "-pk")


def years_published() -> list[int]:
    """Years with articles that anybody reads, newest first."""
    years = public_articles().annotate(year=ExtractYear("article__published_at")).order_by()
    return sorted(set(years.values_list("year", flat=True)), reverse=True)


def covers(versions: Iterable[ArticleVersion], names: Sequence[str] | None = None) -> dict[int, VersionPhoto]:
    """The first photograph that may be shown, by version. One query beside those of `may_be_shown`."""
    found: dict[int, VersionPhoto] = {}
    photos = may_be_shown(VersionPhoto.objects.filter(version__in=[row.pk for row in versions]), names)
    for photo in photos.select_related("photograph").order_by("version_id", "order", "pk"):
        found.setdefault(photo.version_id, photo)
    return found


def cover_of(version: ArticleVersion) -> VersionPhoto | None:
    """The first photograph of an article that may be shown."""
    return shown_photos(version).order_by("order", "pk").first()


def named_results(version: ArticleVersion) -> QuerySet[Result]:
    """Results that an article names, as far as anybody may see them today."""
    return public_results().filter(article_versions=version).order_by("code")


def corrections(version: ArticleVersion) -> list[ArticleVersion]:
    """When and why the article was corrected, the latest first."""
    return list(ArticleVersion.objects.filter(article=version.article_id, number__gt=1).order_by("-number"))


def articles_of_conference(conference: Conference) -> QuerySet[ArticleVersion]:
    """What anybody reads about a conference, newest first."""
    return newest_articles().filter(conference=conference)


def related_articles(version: ArticleVersion) -> list[ArticleVersion]:
    """Articles with the same conference, results, programme or words in the title, the closest first. Four queries."""
    one = _faces([version])[0]
    near = Q(conference__isnull=False, conference=version.conference_id) | Q(results__in=one.results)
    near |= Q(results__programme__in=one.programmes)
    for word in sorted(words_of(version.title)):
        near |= Q(folded__contains=word)
    found_near = public_articles().filter(near).exclude(pk=version.pk).order_by("-article__published_at")
    keys = list(found_near.values_list("pk", flat=True))
    found = {row.pk: row for row in newest_articles().filter(pk__in=list(dict.fromkeys(keys))[:CANDIDATES])}
    faces = _faces(found.values())
    return [found[key] for key in related(one, faces)]


def _faces(versions: Iterable[ArticleVersion]) -> list[Face]:
    """What is compared of articles. One query."""
    rows = list(versions)
    things: dict[int, set[tuple[int, int | None]]] = {row.pk: set() for row in rows}
    linked = ArticleVersion.results.through.objects.filter(articleversion__in=list(things))
    for version, result, programme in linked.values_list("articleversion_id", "result_id", "result__programme_id"):
        things[version].add((result, programme))
    return [
        Face(
            row.pk,
            row.title,
            row.conference_id,
            frozenset(result for result, _programme in things[row.pk]),
            frozenset(programme for _result, programme in things[row.pk] if programme is not None),
            age,
        )
        for age, row in enumerate(rows)
    ]
