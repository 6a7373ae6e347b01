"""Background work: ids in, one service call."""

from django_tasks import task

from gieo.core import clock
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.services import render_minutes, render_waiting


@task()
def print_minutes(minutes_id: int) -> int:
    """Make the files that minutes still lack; returns how many. Idempotent."""
    minutes = Minutes.objects.select_related("sealed").filter(pk=minutes_id).first()
    return len(render_minutes(minutes, now=clock.now())) if minutes is not None else 0


@task()
def print_waiting() -> int:
    """Make files for all minutes that lack them; returns how many got theirs."""
    return render_waiting(now=clock.now()).done
