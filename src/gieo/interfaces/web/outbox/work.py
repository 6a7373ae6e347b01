"""Background work that did not succeed: what, when, why in one line; try again or drop."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_tasks_db.models import DBTaskResult

from gieo.core import clock
from gieo.foundation.outbox.permits import may_mind_work
from gieo.foundation.outbox.queries import failed_work, waiting_work
from gieo.foundation.outbox.rules import error_in_short
from gieo.foundation.outbox.services import drop_work, retry_work
from gieo.interfaces.web.ui.components import Deed, Link
from gieo.interfaces.web.ui.exporting import exported
from gieo.interfaces.web.ui.lists import Column, ListPage
from gieo.interfaces.web.ui.pages import deed, page, reads, writes

TASKS: dict[str, Any] = {
    "gieo.domain.handovers.jobs.print_minutes": gettext_lazy("Lập bản in của biên bản"),
    "gieo.domain.transfers.jobs.print_invitations": gettext_lazy("Lập bản in của giấy mời"),
    "gieo.interfaces.web.ui.exporting.make_export": gettext_lazy("Lập tệp của danh sách dài"),
    "gieo.domain.handovers.jobs.print_waiting": gettext_lazy("Lập bản in còn thiếu của mọi biên bản"),
}
"""Background tasks as people call them; one without a word here shows the name of its function."""


def _failed(request: HttpRequest) -> ListPage:
    may_mind_work(request.actor).require()
    return ListPage(
        request,
        failed_work(),
        title=_("Việc nền không xong"),
        noun=lambda n: ngettext("%(count)s việc", "%(count)s việc", n),
        columns=[
            Column("task", _("Việc"), _task, sort=("task_path",)),
            Column("at", _("Lúc"), lambda task: task.finished_at, kind="date", sort=("finished_at",)),
            Column("tries", _("Số lần thử"), lambda task: len(task.worker_ids), kind="number"),
            Column("error", _("Lỗi"), _error),
        ],
        order=("-finished_at", "-enqueued_at"),
    )


export = exported(_failed)


@reads
def failed(request: HttpRequest) -> HttpResponse:
    listed = _failed(request)
    rows = [
        {
            "label": _task(task),
            "given": ", ".join(map(str, task.args_kwargs.get("args", []))),
            "at": task.finished_at or task.enqueued_at,
            "tries": len(task.worker_ids),
            "error": _error(task),
            "deeds": _deeds(task),
        }
        for task in listed.rows
    ]
    trail = [Link(_("Thư đi"), reverse("outbox:list")), Link(_("Việc nền không xong"))]
    return page(request, "outbox/work.html", list=listed, rows=rows, waiting=waiting_work(), trail=trail)


def _task(task: DBTaskResult) -> str:
    return str(TASKS.get(task.task_path, task.task_path.rsplit(".", 1)[-1]))


def _error(task: DBTaskResult) -> str:
    return error_in_short(task.traceback)


def _deeds(task: DBTaskResult) -> list[Deed]:
    return [
        Deed(label=_("Làm lại"), url=reverse("outbox:retry_work", args=[task.pk]), icon="rotate-ccw", post=True),
        Deed(
            label=_("Bỏ"),
            url=reverse("outbox:drop_work", args=[task.pk]),
            icon="trash-2",
            kind="danger",
            consequences=(
                _("Việc này không được làm nữa, dù nguyên nhân đã hết."),
                _("Nhật ký giữ tên việc và mã hồ sơ của nó."),
            ),
        ),
    ]


@writes
def again(request: HttpRequest, task: UUID) -> HttpResponse:
    may_mind_work(request.actor).require()
    found = get_object_or_404(DBTaskResult, pk=task)
    return deed(
        request,
        lambda: retry_work(found, actor=request.actor, now=clock.now()),
        said=_("Việc được xếp làm lại."),
        to="outbox:work",
    )


@writes
def drop(request: HttpRequest, task: UUID) -> HttpResponse:
    may_mind_work(request.actor).require()
    found = get_object_or_404(DBTaskResult, pk=task)
    return deed(
        request,
        lambda: drop_work(found, actor=request.actor, now=clock.now()),
        said=_("Đã bỏ việc này."),
        to="outbox:work",
    )
