"""Background work: ids in, one service call. Each may be run again at any time."""

from datetime import UTC, datetime

from django_tasks import task

from gieo.core import clock
from gieo.core.actor import SYSTEM, Actor
from gieo.core.errors import NotAllowed
from gieo.domain.imports import services
from gieo.domain.imports.models import Import
from gieo.domain.imports.services.writing import actor_again
from gieo.domain.imports.vocab import ImportState

AT_A_TIME = 200
"""Rows of one task: some ten seconds, while the worker does nothing else."""


@task()
def read_workbook(import_id: int, person_id: int, behalf_id: int | None) -> str:
    """Read a workbook and check its rows among what the person who sent it sees; returns the state reached."""
    one = Import.objects.select_related("file").filter(pk=import_id).first()
    if one is None:
        return ""
    now = clock.now()
    return services.check_import(one, actor=_sender(person_id, behalf_id, now), now=now).state


def _sender(person_id: int, behalf_id: int | None, now: datetime) -> Actor | None:
    try:
        return actor_again(person_id, behalf_id, now) if person_id else SYSTEM
    except NotAllowed:
        return None


@task()
def bring_in(import_id: int) -> str:
    """Write some of the rows that wait and queue the rest for a moment later, so that letters, papers and other tasks
    have their turn in between; returns the state reached."""
    one = Import.objects.select_related("file").filter(pk=import_id).first()
    if one is None:
        return ""
    reached = services.run_import(one, now=clock.now(), most=AT_A_TIME)
    if reached.state == ImportState.RUNNING:
        soon = datetime.fromtimestamp(clock.machine_seconds() + 1, UTC)  # the queue keeps the machine's own time
        bring_in.using(run_after=soon).enqueue(import_id)
    return reached.state


@task()
def take_back(import_id: int) -> str:
    """Undo an import as a whole; returns the state reached."""
    one = Import.objects.select_related("file").filter(pk=import_id).first()
    return services.undo_import(one, now=clock.now()).state if one is not None else ""
