"""Reading the outbox, and what the worker could not do."""

from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from gieo.foundation.outbox.models import Letter
from gieo.foundation.outbox.rules import Address
from gieo.foundation.outbox.vocab import PAUSES, TAKEN_FOR, Channel, LetterState


def due_letters(now: datetime) -> QuerySet[Letter]:
    """Letters to carry now, oldest first; those too whose moment only a clock that ran ahead can have written.

    What a postman has in hand is not among them, until he has been away too long."""
    is_due = Q(due_at__lte=now) | Q(posted_at__gt=now) | Q(attempts__gt=0, due_at__gt=now + PAUSES[-1])
    return Letter.objects.filter(is_due, is_free(now), state=LetterState.QUEUED).order_by("due_at", "id")


def is_free(now: datetime) -> Q:
    """The condition on letters that nobody is carrying at this moment."""
    return Q(taken_at__isnull=True) | Q(taken_at__lte=now - TAKEN_FOR) | Q(taken_at__gt=now)


def takes_short() -> bool:
    """Whether short messages are put down at all: there is a gateway, or, in the demo, the page where they are read."""
    return bool(settings.SHORT_MESSAGES) or settings.SHOWS_DEMO


def is_reached(address: Address) -> bool:
    """Whether any way leads there today."""
    return bool(address.channels(takes_short=takes_short()))


def carried_channels() -> list[Channel]:
    """The ways letters leave here today."""
    found = [Channel.MAIL] if settings.CARRIES_MAIL else []
    return [*found, Channel.SHORT] if settings.SHORT_MESSAGES else found


def dead_letters() -> QuerySet[Letter]:
    """Letters the postman gave up on, newest first."""
    return Letter.objects.filter(state=LetterState.FAILED).order_by("-id")


def mailbox() -> QuerySet[Letter]:
    """Every letter, newest first: the mailbox page of demo and development."""
    return Letter.objects.order_by("-id")


def failed_work() -> QuerySet[DBTaskResult]:
    """Background tasks the worker gave up on, the latest first."""
    return DBTaskResult.objects.failed().order_by("-finished_at", "-enqueued_at")


def waiting_work() -> int:
    """How many background tasks wait for the worker, those it will try again among them."""
    return DBTaskResult.objects.filter(status=TaskResultStatus.READY).count()
