"""What need not be known any longer is forgotten: e-mails and sources, who rated, codes that have expired."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from gieo.foundation.audience.models import Comment, Rating, SpentCode


def forget_readers(*, now: datetime) -> tuple[int, int, int]:
    """Comments without e-mail and source, ratings without rater, and codes removed: how many. Safe to run again.

    No journal: what is erased is no deed of anybody, and the journal holds none of it.
    """
    with transaction.atomic():
        old = Comment.objects.filter(sent_at__lt=now - settings.COMMENTERS_KEPT)
        comments = old.exclude(email="", source="").update(email="", source="")
        rated = Rating.objects.filter(rated_at__lt=now - settings.RATERS_KEPT, rater__isnull=False)
        ratings = rated.update(rater=None)
        codes, _each = SpentCode.objects.filter(expires_at__lt=now).delete()
    return comments, ratings, codes
