"""A deed that asks the background for something and the task itself: one is not there without the other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from gieo.core.actor import Role
from gieo.domain.imports.models import Import
from gieo.domain.imports.vocab import ImportState
from gieo.foundation.exports.models import Export
from gieo.foundation.journal.models import Entry
from tests.factories.accounts import user_with
from tests.factories.results import make_result
from tests.factories.units import make_department
from tests.factories.workbooks import UNIT_HEADS, brought_in, checked, workbook

pytestmark = pytest.mark.django_db

GOOD = ("Trung tâm Khuyến nông", "Đơn vị sự nghiệp công lập", None, None, "0215 000 0101", None, "01/03/1994")


@pytest.fixture
def officer(client: Client, settings: Any) -> Client:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
    settings.EXPORT_ROWS_AT_ONCE = 1
    client.raise_request_exception = False
    client.force_login(user_with(Role.OFFICER, make_department()))
    return client


@contextmanager
def no_task_is_taken() -> Iterator[None]:
    """The database is gone at the moment a task is written."""

    def gone(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("INSERT") and DBTaskResult._meta.db_table in sql:
            raise OperationalError("gone")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(gone):
        yield


def journal() -> int:
    return Entry.objects.count()


def test_a_long_list_is_asked_for_with_its_task_or_not_at_all(officer: Client) -> None:
    for number in range(3):
        make_result(title=f"Đề tài {number}")
    before = journal()
    with no_task_is_taken():
        assert officer.post("/desk/results/export.xlsx").status_code == 500
    assert (Export.objects.count(), journal()) == (0, before)
    assert officer.post("/desk/results/export.xlsx").status_code == 303
    assert (Export.objects.count(), DBTaskResult.objects.count()) == (1, 1)


def test_a_workbook_is_sent_taken_over_and_undone_with_its_task_or_not_at_all(officer: Client) -> None:
    file = SimpleUploadedFile("so-cu.xlsx", workbook(UNIT_HEADS, GOOD).getvalue())
    with no_task_is_taken():
        assert officer.post(reverse("imports:send", args=["units"]), {"file": file}).status_code == 500
    assert not Import.objects.exists()
    one = checked(UNIT_HEADS, GOOD)
    with no_task_is_taken():
        assert officer.post(reverse("imports:accept", args=[one.code])).status_code == 500
    one.refresh_from_db()
    assert one.state == ImportState.CHECKED
    done = brought_in(one)
    before = journal()
    with no_task_is_taken():
        assert officer.post(reverse("imports:undo", args=[done.code])).status_code == 500
    one.refresh_from_db()
    assert (one.state, journal()) == (ImportState.DONE, before)
