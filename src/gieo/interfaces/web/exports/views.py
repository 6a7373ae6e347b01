"""My exports: what is being made, what is ready, what went wrong; each for its asker alone."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.foundation.exports import services
from gieo.foundation.exports.access import access_export, visible_exports
from gieo.foundation.exports.models import Export
from gieo.foundation.exports.vocab import ExportState
from gieo.foundation.exports.wording import FORMS, STATE_TONES, STATES
from gieo.foundation.journal.queries import history
from gieo.interfaces.web.ui.components import Deed, Link, Pill
from gieo.interfaces.web.ui.exporting import exported, make_export, require_still_visible
from gieo.interfaces.web.ui.happenings import happenings
from gieo.interfaces.web.ui.lists import Column, Filter, ListPage
from gieo.interfaces.web.ui.pages import deed, go, page, reads, writes
from gieo.interfaces.web.ui.serving import stored_response


def _listed(request: HttpRequest) -> ListPage:
    return ListPage(
        request,
        visible_exports(request.actor),
        title=_("Tệp xuất của tôi"),
        noun=lambda n: ngettext("%(count)s tệp", "%(count)s tệp", n),
        columns=[
            Column("asked_at", _("Yêu cầu lúc"), lambda row: row.asked_at, kind="date", sort=("asked_at", "pk")),
            Column("code", _("Mã"), lambda row: row.code, on_screen=False, on_paper=True, width=11),
            Column("title", _("Danh sách"), lambda row: row.title, sort=("title",)),
            Column("filters", _("Điều kiện lọc"), lambda row: "; ".join(row.filters), on_screen=False, on_paper=True),
            Column("form", _("Dạng tệp"), lambda row: str(FORMS[row.form]), sort=("form",), width=8),
            Column("rows", _("Số dòng"), lambda row: row.row_count, kind="number", sort=("row_count",)),
            Column("state", _("Tình trạng"), lambda row: str(STATES[row.state]), kind="pill", sort=("state",)),
            Column("kept_until", _("Giữ đến hết ngày"), lambda row: row.kept_until, kind="date", on_screen=False),
            Column("digest", _("Vân tay SHA-256"), lambda row: row.digest, on_screen=False),
        ],
        filters=[
            Filter("state", _("Tình trạng"), "state", lambda: list(STATES.items())),
            Filter("form", _("Dạng tệp"), "form", lambda: list(FORMS.items())),
        ],
        order=("-asked_at", "-pk"),
    )


export = exported(_listed)


@reads
def mine(request: HttpRequest) -> HttpResponse:
    listed = _listed(request)
    rows = [(row, FORMS[row.form], _pill(row), "; ".join(row.filters)) for row in listed.rows]
    return page(request, "exports/list.html", list=listed, rows=rows)


def _pill(one: Export) -> Pill:
    return Pill(word=str(STATES[one.state]), tone=STATE_TONES[one.state])


@reads
def record(request: HttpRequest, code: str) -> HttpResponse:
    one = access_export(code, request.actor)
    return page(
        request,
        "exports/record.html",
        one=one,
        form=FORMS[one.form],
        state=_pill(one),
        filters="; ".join(one.filters),
        at_work=one.state == ExportState.WAITING,
        deeds=_deeds(one),
        happenings=happenings(history(one)),
        trail=[Link(_("Tệp xuất của tôi"), reverse("exports:list")), Link(one.code)],
    )


def _deeds(one: Export) -> list[Deed]:
    """What its asker can do with it, in the order one would."""
    offered = {
        "take": Deed(label=_("Tải xuống"), url=_at("take", one), icon="download", kind="main", post=True),
        "again": Deed(label=_("Lập lại"), url=_at("again", one), icon="rotate-ccw", post=True),
        "drop": Deed(
            label=_("Thôi không lập") if one.state == ExportState.WAITING else _("Xoá tệp"),
            url=_at("drop", one),
            icon="trash-2",
            kind="danger",
            consequences=(
                _("Tệp bị xoá khỏi máy chủ. Danh sách không đổi; lúc nào cũng lập lại được."),
                _("Nhật ký vẫn giữ ai đã xuất gì."),
            ),
        ),
    }
    verbs: dict[str, tuple[str, ...]] = {
        ExportState.READY: ("take", "again", "drop"),
        ExportState.FAILED: ("again", "drop"),
        ExportState.WAITING: ("drop",),
        ExportState.GIVEN: ("again",),
        ExportState.GONE: ("again",),
    }
    return [offered[verb] for verb in verbs[one.state]]


def _at(verb: str, one: Export) -> str:
    return reverse(f"exports:{verb}", args=[one.code])


@reads
def progress(request: HttpRequest, code: str) -> HttpResponse:
    """The part that htmx asks for again and again; once the machine is done, the whole page is shown anew."""
    one = access_export(code, request.actor)
    if not getattr(request, "htmx", False):
        return go(request, ("exports:record", one.code))
    at_work = one.state == ExportState.WAITING
    answer = page(request, "exports/_progress.html", one=one, at_work=at_work)
    if not at_work:
        answer["HX-Refresh"] = "true"
    return answer


@writes
def take(request: HttpRequest, code: str) -> HttpResponse:
    """The file, after everything in it was looked at anew: what one may not see any more is not given."""
    one = access_export(code, request.actor)
    if one.state == ExportState.READY:
        require_still_visible(one, request.actor)
    stored = services.take_export(one, actor=request.actor, now=clock.now())
    answer = stored_response(request, stored)
    answer["Content-Disposition"] = answer["Content-Disposition"].replace("inline", "attachment", 1)
    answer["Cache-Control"] = "private, no-store"
    return answer


@writes
def again(request: HttpRequest, code: str) -> HttpResponse:
    one = access_export(code, request.actor)

    def do() -> Any:
        with transaction.atomic():
            asked = services.ask_again(one, actor=request.actor, now=clock.now())
            make_export.enqueue(asked.pk)
        return asked

    return deed(request, do, said=_("Tệp đang được lập lại."), to=("exports:record", code))


@writes
def drop(request: HttpRequest, code: str) -> HttpResponse:
    one = access_export(code, request.actor)
    return deed(
        request,
        lambda: services.drop_export(one, actor=request.actor, now=clock.now()),
        said=_("Đã xoá tệp."),
        to="exports:list",
        back=("exports:record", code),
    )
