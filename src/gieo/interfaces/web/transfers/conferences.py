"""Pages that show conferences: the list, a conference, the rows behind its figures."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from gieo.core import clock
from gieo.core.errors import NotFound
from gieo.domain.handovers.queries.lists import MinutesLine, minutes_rows, progress
from gieo.domain.news.access import visible_articles
from gieo.domain.news.permits import may_draft
from gieo.domain.transfers.access import access_conference
from gieo.domain.transfers.models import Conference
from gieo.domain.transfers.permits import (
    may_edit_conference,
    may_plan_conference,
    may_see_transfers,
    may_set_seats,
)
from gieo.domain.transfers.queries.conferences import (
    ConferencePage,
    conference_list,
    conference_page,
    conference_years,
)
from gieo.domain.transfers.queries.deeds import conference_deeds
from gieo.domain.transfers.vocab import ConferenceState, FigureKind, InvitationState
from gieo.domain.transfers.wording import CONFERENCE_STATE_LABELS, FIGURE_LABELS, figure_words
from gieo.foundation.journal.queries import history
from gieo.foundation.units.queries import row_label, unit_label
from gieo.interfaces.web.transfers import shown
from gieo.interfaces.web.transfers.decisions import row_groups
from gieo.interfaces.web.ui.components import Deed, FaultLine, Happening, Link, NextStep
from gieo.interfaces.web.ui.exporting import exported
from gieo.interfaces.web.ui.formats import legal_date, moment, number, who_did
from gieo.interfaces.web.ui.happenings import happenings
from gieo.interfaces.web.ui.lists import Column, Filter, ListPage
from gieo.interfaces.web.ui.maps import map_address, map_of, unit_links
from gieo.interfaces.web.ui.pages import page, reads

NEWEST = 15  # entries of the journal beside the record


@reads
def conferences(request: HttpRequest) -> HttpResponse:
    listed = _listed(request)
    return page(
        request,
        "transfers/conferences.html",
        list=listed,
        rows=[(row, shown.conference_pill(row), _numbers(row)) for row in listed.rows],
        may_plan=may_plan_conference(request.actor),
    )


def _numbers(row: Conference) -> str:
    return ", ".join(str(decision) for decision in row.decisions.all())


def _listed(request: HttpRequest) -> ListPage:
    return ListPage(
        request,
        conference_list(request.actor),
        title=_("Hội nghị bàn giao"),
        noun=lambda n: ngettext("%(count)s hội nghị", "%(count)s hội nghị", n),
        columns=[
            Column("held_on", _("Ngày"), lambda row: row.held_on, kind="date", sort=("held_on",)),
            Column("title", _("Hội nghị"), lambda row: row.title, sort=("title",), width=36),
            Column("decisions", _("Theo quyết định"), _numbers),
            Column("units", _("Đơn vị mời"), lambda row: row.unit_count, kind="number", sort=("unit_count",)),
            Column("present", _("Có mặt"), lambda row: row.present_count, kind="number", sort=("present_count",)),
            Column("state", _("Tình trạng"), lambda row: row.get_state_display(), kind="pill", sort=("state",)),
        ],
        filters=[
            Filter("state", _("Tình trạng"), "state", lambda: list(CONFERENCE_STATE_LABELS.items())),
            Filter(
                "year",
                _("Năm"),
                "held_on__year",
                lambda: [(year, year) for year in conference_years(request.actor)],
            ),
        ],
        search=("folded",),
        search_hint=_("Tên, nơi, người chủ trì; không cần dấu"),
        order=("-held_on", "-pk"),
    )


export = exported(_listed)


def trail(found: Conference | None = None, last: str = "") -> list[Link]:
    """Crumbs: the list, the conference, the page."""
    links = [Link(pgettext("nhiều", "Hội nghị"), reverse("transfers:conferences"))]
    if found is not None:
        links.append(Link(legal_date(found.held_on), at("conference", found)))
    return [*links, Link(last)] if last else links


def at(name: str, found: Conference, *more: object) -> str:
    return reverse(f"transfers:{name}", args=[found.code, *more])


@reads
def conference(request: HttpRequest, code: str) -> HttpResponse:
    found, today = access_conference(code, request.actor), clock.today()
    seen = conference_page(found, request.actor)
    deeds = conference_deeds(found, request.actor)
    minutes = minutes_rows(found, request.actor)
    sees_all = bool(may_see_transfers(request.actor))
    return page(
        request,
        "transfers/conference.html",
        conference=found,
        shown=seen,
        state=shown.conference_pill(found),
        stages=shown.conference_stages(found),
        thread=shown.conference_thread(seen),
        next_step=_next_step(seen, deeds, minutes, today),
        figures=shown.figure_tiles(seen.figures, lambda kind: at("conference_rows", found, kind.value)),
        decisions=[(row, reverse("transfers:decision", args=[row.code])) for row in seen.decisions],
        units=shown.receivers(seen.units, map_of(request), today),
        maps=unit_links(request.path, "danh-muc", today),
        map_url=map_address(request.path, map_of(request), "danh-muc"),
        seats=[
            (seat, unit_label(seat.seat.unit, today), shown.attendance_pill(seat.seat.attendance))
            for seat in seen.seats
        ],
        photos=[shown.office_photo(photo) for photo in seen.photos],
        note_lines=[Happening(when=moment(note.at), text=note.text, who=who_did(note.by_name)) for note in seen.notes],
        unready=[photo for photo in seen.photos if photo.shown and not photo.photograph.may_be_published],
        disagreements=_disagreements(seen),
        minutes_rows=minutes,
        minutes_progress=progress(minutes),
        item_url=shown.item_url,
        deeds=deeds,
        other_deeds=_other_deeds(found, deeds, prepares=may_edit_conference(request.actor).ok),
        sees_all=sees_all,
        may_seat=may_set_seats(request.actor),
        public_url=reverse("transfers_public:conference", args=[code]) if found.is_public else "",
        articles=list(visible_articles(request.actor).filter(conference=found).order_by("-made_at")),
        may_draft=may_draft(request.actor),
        happenings=happenings(history(found, limit=NEWEST)),
        jumps=_jumps(seen, bool(minutes)),
        trail=trail(),
    )


def _jumps(seen: ConferencePage, has_minutes: bool) -> list[Link]:
    """What a long page holds, for a phone."""
    places = (
        (True, _("Đơn vị được mời"), "#don-vi", len(seen.seats)),
        (has_minutes, _("Biên bản"), "#bien-ban", 0),
        (seen.units, _("Ai nhận gì"), "#danh-muc", 0),
        (seen.conference.notes, _("Diễn biến"), "#dien-bien", 0),
        (seen.photos, pgettext("nhiều", "Ảnh"), "#anh", len(seen.photos)),
        (True, _("Chương trình"), "#chuong-trinh", 0),
    )
    return [Link(label, anchor, str(count or "")) for there, label, anchor, count in places if there]


def _disagreements(seen: ConferencePage) -> list[FaultLine]:
    """Numbers told elsewhere that the rows do not bear out."""
    return [
        FaultLine(
            title=_("%(source)s viết %(told)s, các dòng đếm được %(computed)s")
            % {"source": told.figure.source, "told": number(told.figure.value), "computed": number(told.computed)},
            detail=str(FIGURE_LABELS[told.figure.what]),
            links=(
                Link(_("Xem các dòng"), at("conference_rows", seen.conference, told.figure.what)),
                Link(_("Giải thích ở sổ đối chiếu"), reverse("handovers:ledger", args=[seen.conference.code])),
            ),
        )
        for told in seen.told
        if not told.agrees
    ]


def _next_step(seen: ConferencePage, deeds: dict[str, Any], minutes: Sequence[MinutesLine], today: date) -> NextStep:
    found = seen.conference
    ground = ", ".join(str(row) for row in seen.decisions)
    match found.state:
        case ConferenceState.PLANNED:
            return _next_of_planned(seen, deeds, ground, today)
        case ConferenceState.OPEN:
            return NextStep(
                title=_("Ghi người dự, ký biên bản, rồi bế mạc"),
                who=_("Cán bộ của Sở và đại diện các đơn vị"),
                due=found.held_on,
                due_note=shown.in_days(found.held_on, today),
                basis=ground,
                after=_("Báo cáo và công bố được"),
                deeds=(
                    shown.button(deeds["set_attendance"], at("attendance", found), kind="main", icon="user-check"),
                    *_in_the_hall(found, deeds),
                    _close(found, deeds, seen, minutes, today),
                ),
            )
        case ConferenceState.CLOSED:
            return NextStep(
                title=_("Báo cáo UBND tỉnh và công bố kết quả hội nghị"),
                who=_("Chuyên viên soạn, lãnh đạo Sở ký"),
                basis=ground,
                after=_("Hồ sơ hội nghị khoá lại, trừ ảnh"),
                deeds=(
                    shown.button(deeds["report"], at("report", found), kind="main", icon="file-check"),
                    *_publishing(found, deeds),
                ),
            )
    if found.is_public:
        return NextStep(
            title=_("Đã báo cáo và công bố"),
            basis=_("Báo cáo số %(number)s ngày %(day)s")
            % {"number": found.report_number, "day": legal_date(found.reported_on)},
            done=True,
        )
    return NextStep(
        title=_("Công bố trang hội nghị"),
        who=_("Biên tập viên hoặc chuyên viên"),
        basis=ground,
        after=_("Người dân và báo chí xem được ai nhận gì"),
        deeds=_publishing(found, deeds, main=True),
    )


def _in_the_hall(found: Conference, deeds: dict[str, Any]) -> tuple[Deed, ...]:
    """What is open on the day: the list at the door, the board on the wall, notes and photographs."""
    if not deeds["set_attendance"].ok:
        return ()
    return (
        Deed(label=_("Điểm danh ở cửa"), url=at("door", found), icon="scan-line"),
        Deed(label=_("Bảng cho màn hình lớn"), url=at("board", found), icon="monitor"),
        Deed(label=_("Ghi chép, gửi ảnh"), url=at("day", found), icon="smartphone"),
    )


def _next_of_planned(seen: ConferencePage, deeds: dict[str, Any], ground: str, today: date) -> NextStep:
    found = seen.conference
    choose = shown.button(deeds["invite"], at("invite", found), icon="user-plus", label=_("Chọn đơn vị để mời"))
    facts: dict[str, Any] = {
        "who": _("Chuyên viên Sở"),
        "due": found.held_on,
        "due_note": shown.in_days(found.held_on, today),
        "basis": ground,
    }
    if not seen.seats:
        everybody = shown.button(
            deeds["invite"], at("invite_receivers", found), kind="main", icon="users", post=True,
            label=_("Mời mọi đơn vị nhận"),
        )  # fmt: skip
        return NextStep(
            title=_("Mời đơn vị nhận"), after=_("Lập được biên bản cho từng đơn vị"), deeds=(everybody, choose), **facts
        )
    unsent = sum(row.seat.invitation == InvitationState.NOT_SENT for row in seen.seats)
    letters_first = bool(unsent) and today < found.held_on
    opening = shown.button(
        deeds["open"],
        at("open", found),
        kind="plain" if letters_first else "main",
        icon="door-open",
        consequences=(
            _("Từ lúc này các đơn vị ký biên bản được."),
            _("Giờ khai mạc ghi vào hồ sơ là giờ bấm nút."),
        ),
        values=(("version", found.version),),
    )
    if not opening.blocked and today < found.held_on:
        early = _("Tới ngày %(day)s mới khai mạc được, hoặc sửa ngày.") % {"day": legal_date(found.held_on)}
        opening = Deed(label=opening.label, blocked=early)
    if letters_first:
        letters = shown.button(
            deeds["write_letters"], at("invitations", found), kind="main", icon="mail", label=_("Giấy mời và trả lời")
        )
        return NextStep(
            title=ngettext("Gửi giấy mời cho %(count)s đơn vị", "Gửi giấy mời cho %(count)s đơn vị", unsent)
            % {"count": number(unsent)},
            after=_("Các đơn vị trả lời ai tới, mấy người"),
            deeds=(letters, opening, choose),
            **facts,
        )
    return NextStep(
        title=_("Khai mạc hội nghị"),
        after=_("Ghi người dự, ký biên bản"),
        deeds=(
            opening,
            shown.button(deeds["set_attendance"], at("attendance", found), icon="user-check"),
            choose,
        ),
        **facts,
    )


def _close(
    found: Conference, deeds: dict[str, Any], seen: ConferencePage, minutes: Sequence[MinutesLine], today: date
) -> Deed:
    """Closing, with what it does; minutes that somebody has still to sign are named, and wait for another day."""
    left = [seat.seat.unit.name for seat in seen.undecided]
    consequences = [
        _("Giờ bế mạc ghi vào hồ sơ là giờ bấm nút."),
        _("Thông tin, khách mời và chương trình khoá lại; chỉ lãnh đạo Sở mở lại được."),
    ]
    values: list[tuple[str, Any]] = [("version", found.version)]
    waiting = [f"{row.code} ({row_label(row.paper, row.paper.receiver, today)})" for row in minutes if row.missing]
    if waiting:
        said = _("Chưa ký xong, chờ ký ngày khác, sổ đối chiếu vẫn nêu tên: %(papers)s.")
        consequences.append(said % {"papers": ", ".join(waiting)})
    if left:
        consequences.insert(0, _("Ghi vắng mặt cho đơn vị chưa điểm danh: %(units)s.") % {"units": ", ".join(left)})
        values.append(("rest_absent", "1"))
    return shown.button(
        deeds["close"], at("close", found), icon="door-closed", consequences=tuple(consequences), values=values
    )


def _publishing(found: Conference, deeds: dict[str, Any], *, main: bool = False) -> tuple[Deed, ...]:
    if found.is_public:
        return ()
    return (
        shown.button(
            deeds["publish"],
            at("publish", found),
            kind="main" if main else "plain",
            icon="globe",
            consequences=(
                _("Ai cũng xem được: ai nhận gì, chương trình, ghi chép diễn biến, ảnh có chú thích và nguồn."),
                _("Kết quả hạn chế xem và khách mời không lên trang này."),
            ),
            values=(("version", found.version),),
        ),
    )


def _other_deeds(found: Conference, deeds: dict[str, Any], *, prepares: bool) -> list[Deed]:
    """Deeds beside the next step, as far as the state knows them. Whoever prepares sees the locked ones with their
    reason, an editor what he may do, people who only read nothing."""
    version = (("version", found.version),)
    buttons: list[Deed] = []
    if found.state in (ConferenceState.PLANNED, ConferenceState.OPEN):
        buttons.append(shown.button(deeds["edit"], at("edit_conference", found), icon="pencil"))
        if not found.is_public:
            buttons.append(
                shown.button(
                    deeds["announce"],
                    at("announce", found),
                    icon="megaphone",
                    consequences=(
                        _("Ai cũng xem được ngày, nơi, chương trình và danh mục sẽ giao."),
                        _("Người dự và ghi chép chưa lên trang cho tới khi bế mạc."),
                    ),
                    values=version,
                )
            )
    if found.state == ConferenceState.CLOSED:
        buttons.append(shown.button(deeds["reopen"], at("reopen", found), icon="undo-2"))
    if found.is_public:
        buttons.append(shown.button(deeds["unpublish"], at("unpublish", found), icon="globe-lock"))
    return [button for button in buttons if prepares or not button.blocked]


@reads
def rows(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The rows behind one figure, as many as the figure says."""
    found = access_conference(code, request.actor)
    if kind not in set(FigureKind):
        raise NotFound(_("Không có con số này."))
    seen = conference_page(found, request.actor)
    figure = FigureKind(kind)
    return page(
        request,
        "transfers/rows.html",
        heading=figure_words(figure, seen.figures.of(figure)),
        value=seen.figures.of(figure),
        lead=_("Đếm từ các dòng quyết định giao cho đơn vị được mời tới hội nghị ngày %(day)s. "
               "Một mục giao cho nhiều đơn vị chỉ đếm một lần.") % {"day": legal_date(found.held_on)},
        **row_groups(seen.lines, figure, found.held_on),
        trail=trail(found, figure_words(figure, 2).capitalize()),
    )  # fmt: skip
