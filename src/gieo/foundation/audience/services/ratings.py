"""Rating a page: one rating of one browser, which may change its mind."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gieo.core.errors import Invalid, Refused
from gieo.foundation.audience.models import Discussion, Rating
from gieo.foundation.audience.rules.ratings import rater_of
from gieo.foundation.audience.services.discussions import lock_discussion
from gieo.foundation.audience.vocab.comments import STARS
from gieo.foundation.audience.vocab.visits import VisitKind


def rate_page(kind: str, code: str, *, stars: int, token: str, asker: VisitKind, now: datetime) -> Discussion:
    """Give a page 1 to 5 stars; whoever has rated it before changes that rating.

    `token` is the random text that the browser keeps. What calls itself a robot is refused. The page's row is locked:
    its number and sum are changed with the rating. Not in the journal: that tells of the office's work.
    """
    if stars not in STARS:
        raise Invalid({"stars": [_("Đánh giá từ 1 đến 5 sao.")]})
    if asker is not VisitKind.PERSON:
        raise Refused(_("Chỉ người đọc đánh giá được; phần mềm tự động thì không."))
    with transaction.atomic():
        found = lock_discussion(kind, code)
        rating, is_new = Rating.objects.get_or_create(
            discussion=found, rater=rater_of(token, code), defaults={"stars": stars, "rated_at": now}
        )
        before = 0 if is_new else rating.stars
        if before == stars:
            return found
        rating.stars, rating.rated_at = stars, now
        rating.save(update_fields=["stars", "rated_at"])
        found.ratings += is_new
        found.stars += stars - before
        found.save(update_fields=["ratings", "stars"])
    return found
