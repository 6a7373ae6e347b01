"""Background work that failed: shown without secrets, tried again or dropped by the administrator."""

from datetime import UTC, datetime

import pytest
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from gieo.core.actor import Role
from gieo.core.errors import NotAllowed, Refused
from gieo.foundation.journal.models import Entry
from gieo.foundation.outbox.queries import failed_work, waiting_work
from gieo.foundation.outbox.rules import error_in_short
from gieo.foundation.outbox.services import drop_work, retry_work
from tests.factories.accounts import actor

NOW = datetime(2023, 11, 7, 1, 0, tzinfo=UTC)
ADMINISTRATOR = actor(Role.ADMINISTRATOR)


def failed_task(**fields: object) -> DBTaskResult:
    return DBTaskResult.objects.create(
        **{
            "task_path": "gieo.domain.handovers.jobs.print_minutes",
            "args_kwargs": {"args": [12], "kwargs": {}},
            "status": TaskResultStatus.FAILED,
            "run_after": NOW,
            "finished_at": NOW,
            "worker_ids": ["w"] * 4,
            "traceback": "Traceback…\n  File …\nOSError: disk is full\n",
            **fields,
        }
    )


@pytest.mark.parametrize(
    ("traceback", "shown"),
    [
        ("Traceback:\n  line\nOSError: disk is full\n\n", "OSError: disk is full"),
        (
            "x\nError: no answer from postgresql://gieo:s3cret@db:5432/gieo",
            "Error: no answer from postgresql://…db:5432/gieo",
        ),
        ("Error: password=hunter2 refused", "Error: password=… refused"),
        ("Error: Token: abc refused", "Error: Token: … refused"),
        ("SMTPRecipientsRefused: mai@example.vn unknown", "SMTPRecipientsRefused: … unknown"),
        ("Error: /loi-moi/Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6/ gone", "Error: /loi-moi/…/ gone"),
        ("", ""),
    ],
)
def test_an_error_is_shown_by_its_last_line_without_secrets(traceback, shown):
    assert error_in_short(traceback) == shown


def test_an_error_is_never_longer_than_a_line():
    assert len(error_in_short("Error: " + "a b " * 500)) == 300


@pytest.mark.django_db
def test_failed_work_is_queued_anew_from_its_first_try():
    task = failed_task()
    assert list(failed_work()) == [task]
    retry_work(task, actor=ADMINISTRATOR, now=NOW)
    task.refresh_from_db()
    assert (task.status, task.worker_ids, task.run_after, task.finished_at) == ("READY", [], NOW, None)
    assert (failed_work().count(), waiting_work()) == (0, 1)
    entry = Entry.objects.get()
    assert (entry.verb, entry.record_kind) == ("retry_work", "django_tasks_database.dbtaskresult")
    with pytest.raises(Refused, match="không còn nằm"):
        retry_work(task, actor=ADMINISTRATOR, now=NOW)


@pytest.mark.django_db
def test_dropped_work_leaves_what_it_was_in_the_journal():
    drop_work(failed_task(), actor=ADMINISTRATOR, now=NOW)
    assert not DBTaskResult.objects.exists()
    assert Entry.objects.get().changes["given"] == [{"args": [12], "kwargs": {}}, ""]


@pytest.mark.django_db
@pytest.mark.parametrize("deed", [retry_work, drop_work])
def test_others_than_the_administrator_touch_no_background_work(deed):
    task = failed_task()
    with pytest.raises(NotAllowed, match="quản trị hệ thống"):
        deed(task, actor=actor(Role.OFFICER, Role.DIRECTOR), now=NOW)
    assert (failed_work().count(), Entry.objects.count()) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_two_administrators_at_one_task(side_by_side):
    task = failed_task()
    outcomes = side_by_side(
        lambda: retry_work(task, actor=ADMINISTRATOR, now=NOW), lambda: drop_work(task, actor=ADMINISTRATOR, now=NOW)
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NoneType", "Refused"]
    assert Entry.objects.count() == 1
