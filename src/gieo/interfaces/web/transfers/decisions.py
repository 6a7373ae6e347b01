"""Pages that show decisions: the list, a decision, the rows behind its figures, its printed list, its scan."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.core.errors import NotFound
from gieo.core.text import slug
from gieo.domain.handovers.access import visible_minutes
from gieo.domain.handovers.queries.carried import carrying_out, items_by_line, received_on
from gieo.domain.transfers.access import access_decision, access_scan, may_open_scan, visible_lines
from gieo.domain.transfers.models import DecisionLine, TransferDecision
from gieo.domain.transfers.permits import may_draft_decision, may_edit_decision, may_see_transfers
from gieo.domain.transfers.queries.decisions import DecisionPage, decision_list, decision_page, decision_years
from gieo.domain.transfers.queries.deeds import decision_deeds
from gieo.domain.transfers.queries.figures import figure_rows
from gieo.domain.transfers.queries.interests import asked_for
from gieo.domain.transfers.vocab import ConferenceState, DecisionState, FigureKind
from gieo.domain.transfers.wording import DECISION_STATE_LABELS, figure_words
from gieo.foundation.journal.queries import history
from gieo.foundation.units.queries import unit_label
from gieo.interfaces.web.transfers import shown
from gieo.interfaces.web.ui.components import Deed, Link, NextStep
from gieo.interfaces.web.ui.exporting import exported
from gieo.interfaces.web.ui.formats import days, legal_date
from gieo.interfaces.web.ui.happenings import happenings
from gieo.interfaces.web.ui.lists import Column, Filter, ListPage
from gieo.interfaces.web.ui.pages import page, reads
from gieo.interfaces.web.ui.serving import stored_response
from gieo.interfaces.web.ui.sheets import workbook

VIEWS = ("units", "items", "lines")
NEWEST = 15  # entries of the journal beside the record


@reads
def decisions(request: HttpRequest) -> HttpResponse:
    listed = _listed(request)
    return page(
        request,
        "transfers/decisions.html",
        list=listed,
        rows=[(decision, shown.decision_pill(decision)) for decision in listed.rows],
        may_draft=may_draft_decision(request.actor),
    )


def _listed(request: HttpRequest) -> ListPage:
    return ListPage(
        request,
        decision_list(request.actor),
        title=_("Quyết định chuyển giao"),
        noun=lambda n: ngettext("%(count)s quyết định", "%(count)s quyết định", n),
        columns=[
            Column("code", _("Mã"), lambda row: row.code, on_screen=False, on_paper=True, width=11),
            Column("number", _("Quyết định"), lambda row: f"{row} · {row.title}", sort=("number", "code"), width=44),
            Column("issued_on", _("Ban hành"), lambda row: row.issued_on, kind="date", sort=("issue_order",)),
            Column("results", _("Kết quả"), lambda row: row.result_count, kind="number", sort=("result_count",)),
            Column("products", _("Sản phẩm"), lambda row: row.product_count, kind="number", sort=("product_count",)),
            Column("units", _("Đơn vị nhận"), lambda row: row.unit_count, kind="number", sort=("unit_count",)),
            Column("state", _("Tình trạng"), lambda row: row.get_state_display(), kind="pill", sort=("state",)),
        ],
        filters=[
            Filter("state", _("Tình trạng"), "state", lambda: list(DECISION_STATE_LABELS.items())),
            Filter(
                "year",
                _("Năm ban hành"),
                "issued_on__year",
                lambda: [(year, year) for year in decision_years(request.actor)],
            ),
        ],
        search=("folded",),
        search_hint=_("Số, trích yếu, người ký; không cần dấu"),
        order=("-issue_order", "-pk"),
    )


export = exported(_listed)


@reads
def decision(request: HttpRequest, code: str) -> HttpResponse:
    found, today = access_decision(code, request.actor), clock.today()
    seen = decision_page(found, request.actor, today=today, received=_received(found, request))
    deeds = decision_deeds(found, request.actor)
    is_draft = found.state == DecisionState.DRAFT
    view = request.GET.get("view", "")
    if view not in VIEWS or (view == "lines" and not is_draft):
        view = "lines" if is_draft else "units"
    return page(
        request,
        "transfers/decision.html",
        decision=found,
        shown=seen,
        state=shown.decision_pill(found),
        stages=shown.decision_stages(found),
        thread=shown.decision_thread(seen),
        next_step=_next_step(seen, deeds),
        figures=shown.figure_tiles(seen.figures, lambda kind: reverse("transfers:rows", args=[code, kind.value])),
        waiting=shown.waiting_days(seen),
        clock_bars=shown.clock_bars(seen),
        view=view,
        views=_views(seen, is_draft=is_draft),
        view_url=f"{request.path}?view={view}",
        units=[(group, unit_label(group.unit, today)) for group in seen.units],
        items=[(group, shown.item_url(group.item), _receivers(group.lines)) for group in seen.items],
        lines=[(line, shown.item_url(line.item), unit_label(line.unit, today)) for line in seen.lines],
        item_url=shown.item_url,
        asked=asked_for(seen.lines, request.actor),
        deeds=_other_deeds(found, deeds, prepares=may_edit_decision(request.actor).ok),
        may_edit_lines=deeds["edit_line"].ok,
        sees_all=may_see_transfers(request.actor).ok,
        scan=found.scan if found.scan is not None and may_open_scan(found, request.actor) else None,
        happenings=happenings(history(found, limit=NEWEST)),
        trail=trail(),
    )


def _received(found: TransferDecision, request: HttpRequest) -> dict[int, date]:
    """Lines whose receiver has confirmed, with the day, as far as the actor sees lines and minutes."""
    lines = visible_lines(request.actor).filter(decision=found)
    items = carrying_out(lines).filter(minutes__in=visible_minutes(request.actor).values("pk"))
    return received_on(items_by_line(lines, items.select_related("minutes")))


def trail(found: TransferDecision | None = None, last: str = "") -> list[Link]:
    """Crumbs: the list, the decision, the page."""
    links = [Link(_("Quyết định chuyển giao"), reverse("transfers:decisions"))]
    if found is not None:
        links.append(Link(str(found), reverse("transfers:decision", args=[found.code])))
    return [*links, Link(last)] if last else links


def _receivers(lines: list[DecisionLine]) -> list[tuple[DecisionLine, str]]:
    return [(line, unit_label(line.unit, clock.today())) for line in lines]


def _views(seen: DecisionPage, *, is_draft: bool) -> list[Link]:
    address = reverse("transfers:decision", args=[seen.decision.code])
    links = [
        Link(_("Theo đơn vị nhận"), f"{address}?view=units", str(seen.figures.units)),
        Link(_("Theo kết quả, sản phẩm"), f"{address}?view=items", str(seen.figures.items)),
    ]
    if is_draft:
        links.insert(0, Link(_("Từng dòng"), f"{address}?view=lines", str(seen.figures.lines)))
    return links


def _next_step(seen: DecisionPage, deeds: dict[str, Any]) -> NextStep:
    found = seen.decision
    match found.state:
        case DecisionState.DRAFT:
            return _next_of_draft(seen, deeds)
        case DecisionState.SUBMITTED:
            return NextStep(
                title=_("Ghi nhận quyết định khi %(issuer)s ban hành") % {"issuer": found.issuer.name},
                who=_("Chuyên viên, theo bản giấy đã ký"),
                due=found.expected_on,
                due_note=_("ngày dự kiến ban hành") if found.expected_on else "",
                basis=_("Tờ trình số %(number)s ngày %(day)s")
                % {"number": found.submission_number, "day": legal_date(found.submitted_on)},
                after=_("Danh mục có hiệu lực, lập được hội nghị bàn giao"),
                deeds=(
                    shown.button(deeds["issue"], _at("issue", found), kind="main", icon="stamp"),
                    shown.button(deeds["return"], _at("return", found), icon="undo-2"),
                ),
            )
        case DecisionState.ISSUED:
            return _next_of_issued(seen)
        case DecisionState.AMENDED:
            return NextStep(
                title=_("Danh mục nay theo %(decision)s") % {"decision": seen.in_force},
                basis=str(seen.in_force),
                basis_url=reverse("transfers:decision", args=[seen.in_force.code]),
                done=True,
            )
    return NextStep(
        title=_("Quyết định đã hết hiệu lực từ %(day)s") % {"day": legal_date(found.revoked_on)},
        basis=_("Văn bản số %(number)s") % {"number": found.revocation_number},
        done=True,
    )


def _next_of_draft(seen: DecisionPage, deeds: dict[str, Any]) -> NextStep:
    found = seen.decision
    adding = (
        shown.button(
            deeds["add_lines"], _at("add_lines", found), icon="list-plus", kind="plain" if seen.lines else "main"
        ),
        shown.button(
            deeds["add_lines"], _at("paste_lines", found), icon="clipboard-paste", label=_("Dán danh sách mã")
        ),
    )
    if not seen.lines:
        return NextStep(
            title=_("Chọn kết quả, sản phẩm và đơn vị nhận"),
            who=_("Chuyên viên Sở"),
            basis=_("Thông tư 11/2014/TT-BKHCN, Điều 18: đơn vị quản lý tổ chức chuyển giao"),
            after=_("Trình được %(issuer)s") % {"issuer": found.issuer.name},
            deeds=adding,
        )
    return NextStep(
        title=_("Trình %(issuer)s ban hành") % {"issuer": found.issuer.name},
        who=_("Chuyên viên soạn, lãnh đạo Sở ký tờ trình"),
        due=found.expected_on,
        due_note=_("ngày dự kiến ban hành") if found.expected_on else "",
        basis=_("Thông tư 11/2014/TT-BKHCN, Điều 18: đơn vị quản lý tổ chức chuyển giao"),
        after=_("Danh mục khoá lại chờ ban hành"),
        deeds=(shown.button(deeds["submit"], _at("submit", found), kind="main", icon="send"), *adding),
    )


def _next_of_issued(seen: DecisionPage) -> NextStep:
    found = seen.decision
    ground = _("Quyết định số %(number)s ngày %(day)s") % {"number": found.number, "day": legal_date(found.issued_on)}
    if not seen.conferences:
        waits = shown.waiting_days(seen)
        return NextStep(
            title=_("Lập hội nghị bàn giao"),
            who=_("Chuyên viên Sở"),
            due_note="",
            basis=ground,
            after=_("Mời được các đơn vị nhận"),
            state=shown.Pill(word=_("Đã chờ %(days)s") % {"days": days(waits)}, tone="wait") if waits else None,
            deeds=(
                Deed(
                    label=_("Lập hội nghị"),
                    url=f"{reverse('transfers:plan')}?decision={found.code}",
                    kind="main",
                    icon="calendar-plus",
                ),
            ),
        )
    conference = seen.conferences[-1]
    address = reverse("transfers:conference", args=[conference.code])
    is_over = conference.is_over
    return NextStep(
        title=_("Đã bàn giao tại hội nghị ngày %(day)s") % {"day": legal_date(conference.held_on)}
        if is_over
        else _("Chuẩn bị hội nghị ngày %(day)s") % {"day": legal_date(conference.held_on)},
        who="" if is_over else _("Chuyên viên Sở"),
        due=None if is_over else conference.held_on,
        due_note="" if is_over else shown.in_days(conference.held_on, clock.today()),
        basis=ground,
        done=is_over,
        deeds=(
            Deed(
                label=_("Mở hội nghị %(code)s") % {"code": conference.code},
                url=address,
                kind="plain" if is_over else "main",
                icon="users" if conference.state != ConferenceState.OPEN else "door-open",
            ),
        ),
    )


def _other_deeds(found: TransferDecision, deeds: dict[str, Any], *, prepares: bool) -> list[Deed]:
    """Deeds that are not the next step, as far as the state knows them; people who only read see no row of locks."""
    if not prepares:
        return []
    version = (("version", found.version),)
    by_state = {
        DecisionState.DRAFT: [
            shown.button(deeds["edit"], _at("edit", found), icon="pencil"),
            shown.button(
                deeds["discard"],
                _at("discard", found),
                kind="danger",
                icon="trash-2",
                consequences=(
                    _("Bản thảo và các dòng của nó mất hẳn; chỉ nhật ký còn ghi việc này."),
                    _("Mã %(code)s không dùng lại.") % {"code": found.code},
                ),
                values=version,
            ),
        ],
        DecisionState.ISSUED: [
            shown.button(deeds["attach_scan"], _at("attach_scan", found), icon="paperclip"),
            shown.button(
                deeds["draft_amendment"],
                _at("draft_amendment", found),
                icon="file-pen",
                consequences=(
                    _("Gieo lập một bản thảo mới mang nguyên danh mục này để sửa."),
                    _("Quyết định này vẫn có hiệu lực cho tới khi bản sửa đổi được ban hành."),
                ),
            ),
            shown.button(deeds["revoke"], _at("revoke", found), kind="danger", icon="file-x"),
        ],
    }
    return by_state.get(DecisionState(found.state), [])


def _at(name: str, found: TransferDecision) -> str:
    return reverse(f"transfers:{name}", args=[found.code])


@reads
def rows(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The rows behind one figure, as many as the figure says."""
    found, today = access_decision(code, request.actor), clock.today()
    if kind not in set(FigureKind):
        raise NotFound(_("Không có con số này."))
    seen = decision_page(found, request.actor, today=today)
    figure = FigureKind(kind)
    return page(
        request,
        "transfers/rows.html",
        heading=figure_words(figure, seen.figures.of(figure)),
        value=seen.figures.of(figure),
        lead=_("Đếm từ các dòng của %(decision)s. Một mục giao cho nhiều đơn vị chỉ đếm một lần.")
        % {"decision": found},
        **row_groups(seen.lines, figure, found.issued_on),
        trail=trail(found, figure_words(figure, 2).capitalize()),
    )


def row_groups(lines: Any, figure: FigureKind, on: Any) -> dict[str, Any]:
    """Groups of a figure for the rows page: items with receivers, or receivers with items."""
    today = clock.today()
    groups = figure_rows(lines, figure, on)
    is_items = figure in (FigureKind.RESULTS, FigureKind.PRODUCTS)
    return {
        "item_groups": [(group, shown.item_url(group.item), _receivers(group.lines)) for group in groups]
        if is_items
        else [],
        "unit_groups": [] if is_items else [(group, unit_label(group.unit, today)) for group in groups],
        "item_url": shown.item_url,
    }


@reads
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """The list that goes with the decision, as it is printed."""
    found = access_decision(code, request.actor)
    seen = decision_page(found, request.actor, today=clock.today())
    return page(
        request,
        "transfers/sheet.html",
        decision=found,
        results=[group for group in seen.items if group.is_result],
        products=[group for group in seen.items if not group.is_result],
        figures=seen.figures,
        back=reverse("transfers:decision", args=[code]),
    )


@reads
def sheet_excel(request: HttpRequest, code: str) -> HttpResponse:
    """The same list as a spreadsheet."""
    found = access_decision(code, request.actor)
    seen = decision_page(found, request.actor, today=clock.today())
    heads = [
        (_("TT"), "number"),
        (_("Mã"), "pill"),
        (_("Tên kết quả, sản phẩm"), "text"),
        (_("Loại"), "pill"),
        (_("Số lượng"), "number"),
        (_("Đơn vị tính"), "pill"),
        (_("Mã đơn vị nhận"), "pill"),
        (_("Đơn vị nhận"), "text"),
        (_("Căn cứ giao"), "text"),
    ]
    ordered = [line for group in seen.items for line in group.lines]
    content = workbook(_("Danh mục %(decision)s") % {"decision": found.code}, heads, (
        [
            place,
            line.item.code,
            line.item.title,
            _("Kết quả") if line.is_result else line.product.get_nature_display(),
            line.quantity,
            line.quantity_unit,
            line.unit.code,
            line.unit.name,
            line.basis,
        ]
        for place, line in enumerate(ordered, start=1)
    ))  # fmt: skip
    response = HttpResponse(content, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    response["Content-Disposition"] = f'attachment; filename="{slug(_("Danh mục kèm theo"))}-{found.code.lower()}.xlsx"'
    return response


@reads
def scan(request: HttpRequest, code: str) -> HttpResponse:
    """The scanned paper, for those who see the decision."""
    found = access_decision(code, request.actor)
    return stored_response(request, access_scan(found, request.actor))
