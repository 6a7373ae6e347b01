"""Imports from Excel: the list, choosing and sending, the preview, the rows, letting in, undoing."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.core.errors import NotAllowed, NotFound
from gieo.core.text import slug
from gieo.domain.imports import jobs, services
from gieo.domain.imports.access import (
    access_import,
    access_row,
    kinds_of,
    sees_whole,
    visible_imports,
    visible_rows,
)
from gieo.domain.imports.models import Import
from gieo.domain.imports.permits import may_bring_in
from gieo.domain.imports.queries.choices import choices_of
from gieo.domain.imports.queries.rows import is_at_work
from gieo.domain.imports.queries.sheets import marked as marked_sheet
from gieo.domain.imports.queries.sheets import template_of
from gieo.domain.imports.rules.tables import TABLES
from gieo.domain.imports.vocab import AT_WORK, ImportState, Kind
from gieo.domain.imports.wording import KIND_NOTES, KINDS, STATES
from gieo.foundation.journal.queries import history
from gieo.interfaces.web.imports import shown
from gieo.interfaces.web.imports.forms import AcceptForm, SendForm
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.exporting import exported
from gieo.interfaces.web.ui.formats import who_did
from gieo.interfaces.web.ui.happenings import happenings
from gieo.interfaces.web.ui.lists import Column, Filter, ListPage
from gieo.interfaces.web.ui.pages import deed, filled, fills, go, page, reads, writes
from gieo.interfaces.web.ui.serving import paper_response, stored_response

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _require_somebody(request: HttpRequest) -> list[Kind]:
    """What may be brought in by who asks; whoever may bring in nothing has no business here."""
    kinds = kinds_of(request.actor)
    if not kinds:
        raise NotAllowed(_("Chỉ chuyên viên, cán bộ đăng ký và quản trị hệ thống nhập dữ liệu từ Excel."))
    return kinds


def _list(request: HttpRequest) -> ListPage:
    kinds = _require_somebody(request)
    return ListPage(
        request,
        visible_imports(request.actor),
        title=_("Nhập từ Excel"),
        noun=lambda n: ngettext("%(count)s lượt nhập", "%(count)s lượt nhập", n),
        columns=[
            Column("code", _("Lượt nhập"), lambda one: one.code, sort=("code",)),
            Column("kind", _("Nhập gì"), lambda one: KINDS[one.kind], sort=("kind",)),
            Column("file", _("Tệp"), lambda one: one.file.name),
            Column("rows", _("Số dòng"), lambda one: one.row_count, kind="number", sort=("row_count",)),
            Column("sent_at", _("Gửi lúc"), lambda one: one.sent_at, kind="date", sort=("sent_at",)),
            Column("sent_by", _("Người gửi"), lambda one: who_did(one.sent_by_name), sort=("sent_by_name",)),
            Column("state", _("Tình trạng"), lambda one: STATES[one.state], kind="pill", sort=("state",)),
        ],
        filters=[
            Filter("kind", _("Nhập gì"), "kind", lambda: [(kind, KINDS[kind]) for kind in kinds]),
            Filter("state", _("Tình trạng"), "state", lambda: list(STATES.items())),
        ],
        order=("-id",),
    )


export = exported(_list)


@reads
def listing(request: HttpRequest) -> HttpResponse:
    listed = _list(request)
    rows = [(one, KINDS[one.kind], shown.state_of(one)) for one in listed.rows]
    return page(request, "imports/list.html", list=listed, rows=rows)


@reads
def choose(request: HttpRequest) -> HttpResponse:
    kinds = _require_somebody(request)
    tiles = [(kind, KINDS[kind], KIND_NOTES[kind]) for kind in kinds]
    return page(request, "imports/choose.html", tiles=tiles, trail=_trail(last=_("Nhập tệp mới")))


def _kind(request: HttpRequest, kind: str) -> Kind:
    if kind not in set(Kind):
        raise NotFound(_("Không có loại dữ liệu này."))
    may_bring_in(request.actor, kind).require()
    return Kind(kind)


@fills
def send(request: HttpRequest, kind: str) -> HttpResponse:
    wanted = _kind(request, kind)
    labels = choices_of(wanted, clock.today())
    return filled(
        request,
        SendForm(request.POST or None, request.FILES or None, kind=wanted),
        "imports/send.html",
        lambda values: _send(request, wanted, values["file"]),
        to=lambda made: ("imports:record", made.code),
        kind=wanted,
        label=KINDS[wanted],
        note=KIND_NOTES[wanted],
        columns=[(column, "; ".join(labels.get(column.key, {}).values())) for column in TABLES[wanted].columns],
        trail=_trail(last=str(KINDS[wanted])),
    )


def _send(request: HttpRequest, kind: Kind, upload: Any) -> Import:
    with transaction.atomic():  # the deed and its task: one is not there without the other
        made = services.send_workbook(kind, upload.file, name=upload.name, actor=request.actor, now=clock.now())
        jobs.read_workbook.enqueue(made.pk, request.actor.person_id, request.actor.behalf_id)
    return made


@reads
def template(request: HttpRequest, kind: str) -> HttpResponse:
    wanted = _kind(request, kind)
    name = f"mau-nhap-{slug(TABLES[wanted].sheet)}.xlsx"
    return paper_response(template_of(wanted, choices_of(wanted, clock.today())), name, EXCEL)


@reads
def record(request: HttpRequest, code: str) -> HttpResponse:
    one = access_import(code, request.actor)
    rows = visible_rows(one, request.actor)
    listed = shown.rows_list(request, one, rows)
    labels = choices_of(one.kind, clock.today())
    summary = shown.summary(one, rows)
    return page(
        request,
        "imports/record.html",
        one=one,
        kind=KINDS[one.kind],
        state=shown.state_of(one),
        list=listed,
        rows=[shown.row_of(row, one, labels) for row in listed.rows],
        summary=summary,
        figures=shown.figures(one, summary),
        remarks=shown.remarks(one),
        accept_form=AcceptForm(faulty=summary.faulty > 0, different=summary.different > 0),
        at_work=_at_work(one, rows),
        in_the_way=one.in_the_way,
        sees_whole=sees_whole(one, request.actor),
        may_undo=one.state == ImportState.DONE,
        happenings=happenings(history(one)),
        trail=_trail(last=one.code),
    )


def _rows(request: HttpRequest, code: str) -> ListPage:
    one = access_import(code, request.actor)
    return shown.rows_list(request, one, visible_rows(one, request.actor))


export_rows = exported(_rows)


def _at_work(one: Import, rows: Any) -> dict[str, Any] | None:
    """How far the machine has come, while it is at it."""
    if one.state not in AT_WORK:
        return None
    done, all_of = is_at_work(one, rows) if one.state == ImportState.RUNNING else (0, 0)
    return {"label": STATES[one.state], "done": done, "all": all_of}


@reads
def progress(request: HttpRequest, code: str) -> HttpResponse:
    """The part that htmx asks for again and again; once the machine is done, the whole page is shown anew."""
    one = access_import(code, request.actor)
    if not getattr(request, "htmx", False):
        return go(request, ("imports:record", one.code))
    at_work = _at_work(one, visible_rows(one, request.actor))
    answer = page(request, "imports/_progress.html", one=one, at_work=at_work)
    if at_work is None:
        answer["HX-Refresh"] = "true"
    return answer


@reads
def row(request: HttpRequest, code: str, number: int) -> HttpResponse:
    one = access_import(code, request.actor)
    found = access_row(one, number, request.actor)
    return page(
        request,
        "imports/row.html",
        one=one,
        row=shown.row_of(found, one, choices_of(one.kind, clock.today())),
        trail=[*_trail(), Link(one.code, reverse("imports:record", args=[code])), Link(shown.row_name(number))],
    )


@reads
def file(request: HttpRequest, code: str) -> HttpResponse:
    one = access_import(code, request.actor)
    _require_whole(request, one)
    return stored_response(request, one.file)


@reads
def marked(request: HttpRequest, code: str) -> HttpResponse:
    one = access_import(code, request.actor)
    _require_whole(request, one)
    if not one.sheet:
        raise NotFound(_("Tệp này không đọc được nên không có bản đánh dấu."))
    return paper_response(marked_sheet(one, one.rows.all()), f"danh-dau-{one.file.name}", EXCEL)


def _require_whole(request: HttpRequest, one: Import) -> None:
    if not sees_whole(one, request.actor):
        raise NotFound(_("Không có tệp này."))


@writes
def accept(request: HttpRequest, code: str) -> HttpResponse:
    one = access_import(code, request.actor)

    def do() -> Import:
        with transaction.atomic():
            accepted = services.accept_import(
                one,
                changes_existing="changes_existing" in request.POST,
                only_if_sound="only_if_sound" in request.POST,
                actor=request.actor,
                now=clock.now(),
            )
            jobs.bring_in.enqueue(accepted.pk)
        return accepted

    return deed(request, do, said=_("Đang nhập; có thể rời trang này."), to=("imports:record", code))


@writes
def discard(request: HttpRequest, code: str) -> HttpResponse:
    one = access_import(code, request.actor)
    return deed(
        request,
        lambda: services.discard_import(one, actor=request.actor, now=clock.now()),
        said=_("Đã thôi lượt nhập. Chưa có gì được ghi."),
        to="imports:list",
        back=("imports:record", code),
    )


@writes
def undo(request: HttpRequest, code: str) -> HttpResponse:
    one = access_import(code, request.actor)

    def do() -> None:
        with transaction.atomic():
            jobs.take_back.enqueue(services.ask_undo(one, actor=request.actor, now=clock.now()).pk)

    return deed(request, do, said=_("Đang bỏ cả lượt nhập."), to=("imports:record", code))


def _trail(last: str = "") -> list[Link]:
    trail = [Link(_("Nhập từ Excel"), reverse("imports:list"))]
    return [*trail, Link(last)] if last else trail
