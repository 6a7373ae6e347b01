"""Background work: one service call."""

from django_tasks import task

from gieo.core import clock
from gieo.domain.training.services import print_waiting


@task()
def print_certificates() -> int:
    """Make the papers that certificates still lack; returns how many. Idempotent."""
    return print_waiting(now=clock.now())
