"""Leaders' requests: the list with what Gieo measures of each, the record, the deeds."""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.core.permits import Permit
from gieo.domain.directives import permits, services, wording
from gieo.domain.directives.access import access_directive, visible_directives
from gieo.domain.directives.lifecycle import DIRECTIVE
from gieo.domain.directives.models import Directive
from gieo.domain.directives.queries import with_units
from gieo.domain.directives.vocab import DirectiveState
from gieo.domain.insights.permits import may_see_figures
from gieo.foundation.journal.queries import history
from gieo.foundation.units.queries import unit_label
from gieo.interfaces.web.directives.forms import DirectiveForm, DropForm, OutcomeForm
from gieo.interfaces.web.directives.indicators import Measure, measures, unmeasured
from gieo.interfaces.web.ui.components import Deed, Link, Pill
from gieo.interfaces.web.ui.exporting import exported
from gieo.interfaces.web.ui.happenings import happenings
from gieo.interfaces.web.ui.lists import Column, Filter, ListPage
from gieo.interfaces.web.ui.pages import deed, filled, fills, page, reads, writes

ICONS = {"close": "check", "drop": "x", "reopen": "rotate-ccw"}
MAY: dict[str, Callable[[Any, Directive], Permit]] = {
    "close": permits.may_close,
    "drop": permits.may_drop,
    "reopen": permits.may_reopen,
}


@reads
def directory(request: HttpRequest) -> HttpResponse:
    listed, today = _list(request), clock.today()
    known = measures(request.actor)
    rows = [(row, _pill(row), _owner(row, today), known.get(row.indicator_key)) for row in listed.rows]
    return page(
        request,
        "directives/list.html",
        list=listed,
        rows=rows,
        sees_measures=may_see_figures(request.actor),
        may_add=permits.may_add(request.actor),
    )


def _list(request: HttpRequest) -> ListPage:
    today = clock.today()
    known = cache(lambda: measures(request.actor))
    measure = Column(
        "measure", _("Số đo"), lambda row: _measured(known().get(row.indicator_key)), on_screen=False, on_paper=True
    )
    return ListPage(
        request,
        with_units(visible_directives(request.actor)),
        title=_("Chỉ đạo"),
        noun=lambda n: ngettext("%(count)s chỉ đạo", "%(count)s chỉ đạo", n),
        columns=[
            Column("code", _("Mã"), lambda row: row.code, on_screen=False, on_paper=True, width=11),
            Column("text", _("Chỉ đạo"), lambda row: row.text, width=40),
            Column("issued_on", _("Ngày"), lambda row: row.issued_on, kind="date", on_screen=False, on_paper=True),
            Column(
                "owner", _("Đơn vị thực hiện"), lambda row: _owner(row, today), on_screen=False, on_paper=True, width=16
            ),
            Column("source", _("Nguồn"), lambda row: row.source, on_screen=False, on_paper=True, width=20),
            Column("due", _("Hạn"), lambda row: row.due, kind="date", sort=("due",)),
            Column("state", _("Tình trạng"), lambda row: _pill(row).word, kind="pill", sort=("state",)),
            *([measure] if may_see_figures(request.actor) else []),
        ],
        filters=[Filter("state", _("Tình trạng"), "state", lambda: list(wording.STATES.items()))],
        order=("-issued_on", "order", "pk"),
    )


def _measured(found: Measure | None) -> str:
    return f"{found.label}: {found.value}" if found else ""


export = exported(_list)


def _owner(row: Directive, today: date) -> str:
    """The unit that carries it out, by its short name while it exists."""
    unit = row.owner_unit
    if unit is None:
        return ""
    return unit.short_name if unit.short_name and unit.abolished_on is None else unit_label(unit, today)


def _pill(row: Directive) -> Pill:
    if row.state == DirectiveState.OPEN and row.due is not None and row.due < clock.today():
        return Pill(word=_("Quá hạn"), tone="late")
    return Pill(word=str(wording.STATES[row.state]), tone=wording.STATE_TONES[row.state])


@reads
def record(request: HttpRequest, code: str) -> HttpResponse:
    directive, today = access_directive(code, request.actor), clock.today()
    return page(
        request,
        "directives/record.html",
        directive=directive,
        pill=_pill(directive),
        issuer=unit_label(directive.issuer_unit, today) if directive.issuer_unit else "",
        owner=_owner(directive, today),
        measured=measures(request.actor).get(directive.indicator_key),
        unmeasured=unmeasured(directive.indicator_key),
        sees_measures=may_see_figures(request.actor),
        deeds=[_deed(directive, verb, request.actor) for verb in DIRECTIVE.verbs(directive.state)],
        may_edit=permits.may_edit(request.actor, directive),
        happenings=happenings(history(directive)),
        trail=_trail(),
    )


def _deed(directive: Directive, verb: str, actor: Any) -> Deed:
    permit, label = MAY[verb](actor, directive), str(wording.VERBS[verb])
    if not permit:
        return Deed(label=label, icon=ICONS[verb], blocked=permit.why)
    url = reverse(f"directives:{verb}", args=[directive.code])
    kind = "main" if verb == "close" else "plain"
    follows = (_("Chỉ đạo trở lại đang thực hiện; lời ghi khi đóng bị bỏ."),) if verb == "reopen" else ()
    return Deed(label=label, url=url, icon=ICONS[verb], kind=kind, consequences=follows)


@fills
def new(request: HttpRequest) -> HttpResponse:
    permits.may_add(request.actor).require()

    def add(values: dict[str, Any]) -> Directive:
        values.pop("version")
        return services.add_directive(actor=request.actor, now=clock.now(), **values)

    return filled(
        request,
        DirectiveForm(request.POST or None, today=clock.today()),
        "directives/form.html",
        add,
        said=_("Đã ghi chỉ đạo."),
        to=lambda directive: ("directives:record", directive.code),
        **_frame(_("Ghi chỉ đạo"), reverse("directives:list")),
    )


@fills
def edit(request: HttpRequest, code: str) -> HttpResponse:
    directive = access_directive(code, request.actor)
    permits.may_edit(request.actor, directive).require()

    def save(values: dict[str, Any]) -> Directive:
        version = values.pop("version") or 0
        return services.edit_directive(directive, actor=request.actor, now=clock.now(), version=version, **values)

    return filled(
        request,
        DirectiveForm(request.POST or None, today=clock.today(), directive=directive),
        "directives/form.html",
        save,
        said=_("Đã lưu."),
        to=("directives:record", code),
        **_frame(_("Sửa chỉ đạo"), reverse("directives:record", args=[code])),
    )


@fills
def close(request: HttpRequest, code: str) -> HttpResponse:
    directive = access_directive(code, request.actor)
    permits.may_close(request.actor, directive).require()
    return filled(
        request,
        OutcomeForm(request.POST or None),
        "directives/form.html",
        lambda values: services.close_directive(directive, actor=request.actor, now=clock.now(), **values),
        said=_("Đã ghi là xong."),
        to=("directives:record", code),
        **_frame(_("Ghi đã xong"), reverse("directives:record", args=[code])),
    )


@fills
def drop(request: HttpRequest, code: str) -> HttpResponse:
    directive = access_directive(code, request.actor)
    permits.may_drop(request.actor, directive).require()
    return filled(
        request,
        DropForm(request.POST or None),
        "directives/form.html",
        lambda values: services.drop_directive(directive, actor=request.actor, now=clock.now(), **values),
        said=_("Đã ghi thôi thực hiện."),
        to=("directives:record", code),
        **_frame(_("Thôi thực hiện chỉ đạo"), reverse("directives:record", args=[code])),
    )


@writes
def reopen(request: HttpRequest, code: str) -> HttpResponse:
    directive = access_directive(code, request.actor)
    return deed(
        request,
        lambda: services.reopen_directive(directive, actor=request.actor, now=clock.now()),
        said=_("Đã mở lại."),
        to=("directives:record", code),
    )


def _trail(*more: Link) -> list[Link]:
    return [Link(_("Chỉ đạo"), reverse("directives:list")), *more]


def _frame(heading: str, back: str) -> dict[str, Any]:
    return {"heading": heading, "back": back, "trail": _trail(Link(heading))}
