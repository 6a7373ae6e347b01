"""The newsroom's lists, what is missing of an article, which deeds a page offers."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.db.models.functions import ExtractYear

from gieo.core.actor import Actor
from gieo.core.permits import YES, Permit, first_refusal, no
from gieo.domain.news.access import visible_articles
from gieo.domain.news.lifecycle import ARTICLE
from gieo.domain.news.models import Article
from gieo.domain.news.permits import PERMITS
from gieo.domain.news.rules.completeness import PhotoWords, missing_parts
from gieo.domain.news.vocab import Part
from gieo.domain.news.wording import VERBS, Label, blocked
from gieo.domain.transfers.models import Conference, ConferencePhoto


def article_list(actor: Actor) -> QuerySet[Article]:
    """Articles the actor sees, with what a row shows."""
    return visible_articles(actor).select_related("author_unit", "conference", "current")


def article_years(actor: Actor) -> list[int]:
    """Years in which articles the actor sees were begun, newest first."""
    years = visible_articles(actor).annotate(year=ExtractYear("made_at")).order_by()
    return sorted(set(years.values_list("year", flat=True)), reverse=True)


def author_units(actor: Actor) -> list[tuple[str, str]]:
    """Units that have written articles the actor sees, by code and name."""
    found = visible_articles(actor).filter(author_unit__isnull=False).order_by("author_unit__name_order")
    return list(dict.fromkeys(found.values_list("author_unit__code", "author_unit__name")))


def offered_photographs(article: Article, conference: Conference | None) -> list[ConferencePhoto]:
    """Photographs meant for readers that the conference has and the article has not, in the order of the gallery."""
    if conference is None:
        return []
    here = set(article.photos.values_list("photograph__file__digest", flat=True))
    photos = conference.photos.filter(shown=True).select_related("photograph__file", "conference")
    return [photo for photo in photos if photo.photograph.file.digest not in here]


def what_is_missing(article: Article) -> tuple[Part, ...]:
    """What must be there before the article may be submitted."""
    photos = [photo.photograph for photo in article.photos.select_related("photograph")]
    return missing_parts(
        title=article.title,
        lead=article.lead,
        body=article.body,
        byline=article.byline,
        has_unit=article.author_unit_id is not None,
        photos=[PhotoWords(photo.caption, photo.credit, photo.consent) for photo in photos],
    )


@dataclass(frozen=True)
class Deed:
    """One button: its verb, its words, and whether this person may press it now."""

    verb: str
    label: Label
    permit: Permit

    @property
    def ok(self) -> bool:
        return self.permit.ok

    @property
    def why(self) -> str:
        return str(self.permit.why)


def article_deeds(article: Article, actor: Actor) -> dict[str, Deed]:
    """Deeds on an article by verb."""
    found = {}
    for verb, permit in PERMITS.items():
        row = "edit" if verb == "discard" else verb
        state = YES if ARTICLE.allows(row, article.state) else no(blocked(verb, article.state))
        found[verb] = Deed(verb, VERBS[verb], first_refusal(state, permit(actor, article)))
    return found
