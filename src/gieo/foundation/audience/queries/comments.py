"""What a page shows of what its readers say, and what moderators ask."""

from dataclasses import dataclass

from django.db.models import Case, Count, QuerySet, Value, When

from gieo.core.actor import Actor
from gieo.foundation.audience.access import public_comments, visible_comments
from gieo.foundation.audience.lifecycle import COMMENT
from gieo.foundation.audience.models import Comment, Discussion, Rating
from gieo.foundation.audience.permits.comments import MODERATORS, PERMITS
from gieo.foundation.audience.rules.ratings import mean_tenths
from gieo.foundation.audience.vocab.comments import CommentState
from gieo.foundation.audience.wording import VERBS, blocked
from gieo.foundation.units.models import Unit

SHOWN = 20
"""Comments that stand on the page itself."""
MOST_SOURCES = 8


@dataclass(frozen=True)
class Voices:
    """What readers say of one page."""

    kind: str
    code: str
    is_open: bool
    ratings: int
    tenths: int
    """The mean of the ratings in tenths."""
    comments: tuple[Comment, ...]
    has_more: bool

    @property
    def stars_shown(self) -> int:
        """The mean as whole stars."""
        return (self.tenths + 5) // 10


@dataclass(frozen=True)
class Deed:
    """A deed on a comment, and why not when it is not possible."""

    verb: str
    label: str
    why: str = ""

    @property
    def ok(self) -> bool:
        return not self.why


def discussion_of(kind: str, code: str) -> Discussion:
    """The discussion of a page; one that was never touched when nobody has said anything."""
    return Discussion.objects.filter(code=code).first() or Discussion(kind=kind, code=code)


def voices(kind: str, code: str) -> Voices:
    """At most two queries, whatever has been said."""
    found = discussion_of(kind, code)
    shown = list(public_comments(found)[: SHOWN + 1]) if found.pk else []
    mean = mean_tenths(found.stars, found.ratings)
    return Voices(kind, code, found.is_open, found.ratings, mean, tuple(shown[:SHOWN]), len(shown) > SHOWN)


def own_rating(code: str, rater: str) -> int:
    """The stars one gave this page; 0 when one has not."""
    given = Rating.objects.filter(discussion__code=code, rater=rater).values_list("stars", flat=True)
    return given.first() or 0 if rater else 0


def comment_list(actor: Actor) -> QuerySet[Comment]:
    """What moderators look through: `rank` puts what waits first."""
    rank = Case(When(state=CommentState.WAITING, then=Value(0)), default=Value(1))
    return visible_comments(actor).select_related("discussion").annotate(rank=rank)


def counts(actor: Actor, discussion: Discussion | None = None) -> dict[str, int]:
    """How many comments stand in which state, in all or on one page."""
    rows = visible_comments(actor)
    if discussion is not None:
        rows = rows.filter(discussion_id=discussion.pk)
    counted = rows.order_by().values_list("state").annotate(n=Count("pk"))
    return {state.value: 0 for state in CommentState} | dict(counted)


def pages_spoken_of(actor: Actor) -> list[str]:
    """Codes of the pages that have comments, the newest first."""
    return list(
        Discussion.objects.filter(comments__in=visible_comments(actor)).distinct().order_by("-pk").values_list(
            "code", flat=True
        )
    )  # fmt: skip


def sources_of_several(actor: Actor) -> list[str]:
    """Sources from which several comments came on one day: a flood is refused by its source."""
    rows = visible_comments(actor).exclude(source="").order_by().values_list("source").annotate(n=Count("pk"))
    return [source for source, _n in rows.filter(n__gt=1).order_by("-n", "source")[:MOST_SOURCES]]


def comment_deeds(comment: Comment, actor: Actor) -> dict[str, Deed]:
    """Every deed of a moderator, with the reason where it is not possible now."""
    found = {}
    for verb, may in PERMITS.items():
        permit = may(actor, comment)
        why = str(permit.why) if not permit else ""
        if not why and not COMMENT.allows(verb, comment.state):
            why = blocked(verb, comment.state)
        found[verb] = Deed(verb, str(VERBS[verb]), why)
    return found


def units_to_answer_for(actor: Actor) -> QuerySet[Unit]:
    """Units in whose name one may answer."""
    return Unit.objects.filter(pk__in=actor.units(*MODERATORS)).order_by("name")
