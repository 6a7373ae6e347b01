"""Reading the outbox, and what the worker could not do."""

from datetime import datetime

from django.db.models import QuerySet
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

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


def failed_work() -> QuerySet[DBTaskResult]:
    """Background tasks the worker gave up on, the latest first."""
    return DBTaskResult.objects.failed().order_by("-finished_at", "-enqueued_at")


def waiting_work() -> int:
    """How many background tasks wait for the worker, those it will try again among them."""
    return DBTaskResult.objects.filter(status=TaskResultStatus.READY).count()
