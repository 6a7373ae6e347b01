"""Background work: ids in, one service call."""

from django_tasks import task

from gieo.core import clock
from gieo.domain.transfers import services


@task()
def print_invitations(conference_id: int) -> int:
    """Make the files that letters of a conference still lack; returns how many got theirs. Idempotent."""
    return services.print_letters(now=clock.now(), conference_id=conference_id)
