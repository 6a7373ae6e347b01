"""The tables that Gieo works with: codes and limits, each with its source and how well it was checked."""

from datetime import date
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.basis import Mark
from gieo.core.errors import NotFound
from gieo.domain.procedures import services, wording
from gieo.domain.procedures.models import CodeEntry, CodeSystem
from gieo.domain.procedures.permits import may_edit_codes
from gieo.domain.procedures.queries import LimitLine, all_systems, limit_lines
from gieo.domain.procedures.rules import is_in_force
from gieo.domain.results.wording import NATURES
from gieo.interfaces.web.procedures.forms import EntryForm, SystemForm
from gieo.interfaces.web.ui.components import Link, Pill
from gieo.interfaces.web.ui.formats import legal_date
from gieo.interfaces.web.ui.pages import filled, fills, page, reads

TONES = {
    Mark.FOUND: "ok",
    Mark.SECOND_HAND: "info",
    Mark.COMPUTED: "info",
    Mark.MEMORY: "wait",
    Mark.PROPOSAL: "plain",
}


@reads
def tables(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    day, wrong = _asked_day(request, today)
    ended = request.GET.get("ended") == "1"
    systems = [system for system in all_systems() if ended or is_in_force(system, day)]
    return page(
        request,
        "procedures/tables.html",
        day=day,
        wrong=wrong,
        ended=ended,
        systems=[_system(system, day) for system in systems],
        groups=_limits(limit_lines(day, ended=ended)),
        tabs=[Link(_("Bảng mã"), "#bang-ma"), Link(_("Thời hạn"), "#thoi-han")],
        may_edit=may_edit_codes(request.actor),
    )


def _asked_day(request: HttpRequest, today: date) -> tuple[date, bool]:
    asked = request.GET.get("on", "").strip()
    if not asked:
        return today, False
    try:
        number, month, year = (int(part) for part in asked.split("/"))
        return date(year, month, number), False
    except ValueError:
        return today, True


def _pill(mark: str) -> Pill:
    return Pill(word=str(wording.MARKS[Mark(mark)]), tone=TONES[Mark(mark)])


def _system(system: CodeSystem, day: date) -> dict[str, Any]:
    return {
        "row": system,
        "label": wording.CODE_KEYS[system.key],
        "pill": _pill(system.mark),
        "in_force": is_in_force(system, day),
        "span": _span(system.since, system.until),
        "entries": [
            (
                entry,
                entry.shown_name,
                ", ".join(str(NATURES[nature]).lower() for nature in entry.natures if nature in NATURES),
                _pill(entry.mark) if entry.mark != system.mark else None,
            )
            for entry in system.entries.all()
        ],
    }


def _span(since: date | None, until: date | None) -> str:
    if since and until:
        return _("từ %(since)s đến hết %(until)s") % {"since": legal_date(since), "until": legal_date(until)}
    if since:
        return _("từ %(since)s") % {"since": legal_date(since)}
    return _("đến hết %(until)s") % {"until": legal_date(until)} if until else _("không ghi ngày")


def _limits(lines: list[LimitLine]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Limits by the document that lays them down."""
    ordered = sorted(lines, key=lambda line: line.limit.document)
    return [
        (document, [_limit(line) for line in group])
        for document, group in groupby(ordered, key=lambda line: line.limit.document)
    ]


def _limit(line: LimitLine) -> dict[str, Any]:
    row = line.limit
    many = _("%(span)s, %(times)d lần liên tục") % {"span": wording.span(row.count, row.unit), "times": row.times}
    return {
        "row": row,
        "length": many if row.times > 1 else wording.span(row.count, row.unit),
        "pill": _pill(row.mark),
        "span": _span(row.since, row.until),
        "in_force": line.is_in_force,
    }


@fills
def add_entry(request: HttpRequest, pk: int) -> HttpResponse:
    system = _find(pk)
    may_edit_codes(request.actor).require()
    return filled(
        request,
        EntryForm(request.POST or None, system=system),
        "procedures/form.html",
        lambda values: services.add_code_entry(system, actor=request.actor, now=clock.now(), **values),
        said=_("Đã thêm mã."),
        to="procedures:tables",
        **_frame(_("Thêm mã"), system.name),
    )


@fills
def edit_entry(request: HttpRequest, pk: int) -> HttpResponse:
    entry = CodeEntry.objects.select_related("system").filter(pk=pk).first()
    if entry is None:
        raise NotFound(_("Không có mã này."))
    may_edit_codes(request.actor).require()
    return filled(
        request,
        EntryForm(request.POST or None, system=entry.system, entry=entry),
        "procedures/form.html",
        lambda values: services.edit_code_entry(entry, actor=request.actor, now=clock.now(), **values),
        said=_("Đã lưu."),
        to="procedures:tables",
        **_frame(_("Sửa mã"), entry.system.name),
    )


@fills
def edit_system(request: HttpRequest, pk: int) -> HttpResponse:
    system = _find(pk)
    may_edit_codes(request.actor).require()
    return filled(
        request,
        SystemForm(request.POST or None, system=system),
        "procedures/form.html",
        lambda values: services.edit_code_system(system, actor=request.actor, now=clock.now(), **values),
        said=_("Đã lưu."),
        to="procedures:tables",
        **_frame(_("Sửa bảng mã"), system.name),
    )


def _find(pk: int) -> CodeSystem:
    system = CodeSystem.objects.filter(pk=pk).first()
    if system is None:
        raise NotFound(_("Không có bảng mã này."))
    return system


def _frame(heading: str, lead: str) -> dict[str, Any]:
    back = reverse("procedures:tables")
    return {
        "heading": heading,
        "lead": lead,
        "back": back,
        "trail": [Link(_("Danh mục và hạn định"), back), Link(heading)],
    }
