"""Reading the outbox."""

from datetime import datetime

from django.db.models import QuerySet

from gieo.foundation.outbox.models import Letter
from gieo.foundation.outbox.vocab import LetterState


def due_letters(now: datetime) -> QuerySet[Letter]:
    """Letters to carry now, oldest first."""
    return Letter.objects.filter(state=LetterState.QUEUED, due_at__lte=now).order_by("due_at", "id")


def dead_letters() -> QuerySet[Letter]:
    """Letters the postman gave up on, newest first."""
    return Letter.objects.filter(state=LetterState.FAILED).order_by("-id")


def mailbox() -> QuerySet[Letter]:
    """Every letter, newest first: the mailbox page of demo and development."""
    return Letter.objects.order_by("-id")
