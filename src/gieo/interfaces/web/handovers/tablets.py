"""The tablets of a conference: opened on the device itself, closed, lost, and what each has sent."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.domain.handovers.access import access_tablet
from gieo.domain.handovers.permits import may_open_tablet
from gieo.domain.handovers.queries.tablets import TabletLine, tablets_of
from gieo.domain.handovers.services import close_tablet, lose_tablet, open_tablet, reopen_tablet
from gieo.domain.transfers.access import access_conference
from gieo.domain.transfers.models import Conference
from gieo.interfaces.web.handovers.parts import address, conference_link, crumbs
from gieo.interfaces.web.handovers.tablet_parts import refused_words, tablet_notes, tablet_rows
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.exporting import exported
from gieo.interfaces.web.ui.lists import Column, ListPage
from gieo.interfaces.web.ui.pages import deed, page, reads, writes
from gieo.interfaces.web.ui.rolls import Roll


def _conference(request: HttpRequest, code: str) -> Conference:
    may_open_tablet(request.actor).require()
    return access_conference(code, request.actor)


@reads
def tablets(request: HttpRequest, code: str) -> HttpResponse:
    conference = _conference(request, code)
    lines = tablets_of(conference, request.actor)
    return page(
        request,
        "handovers/tablets.html",
        conference=conference,
        listed=_listed(request, conference, lines),
        rows=tablet_rows(lines, now=clock.now()),
        tablet_notes=tablet_notes(lines),
        refused=refused_words(lines),
        trail=crumbs(conference_link(conference), Link(_("Máy bảng"))),
    )


def _listed(request: HttpRequest, conference: Conference, lines: Sequence[TabletLine]) -> ListPage:
    return Roll(
        request,
        tablet_rows(lines, now=clock.now()),
        [
            Column("name", _("Máy"), lambda row: row.tablet.name),
            Column("opened", _("Mở máy"), lambda row: row.opened, width=30),
            Column("state", _("Tình trạng"), lambda row: row.pill.word, kind="pill"),
            Column("seen", _("Liên lạc lần cuối"), lambda row: row.tablet.seen_at, kind="date", width=14),
            Column("sent", _("Đã gửi"), lambda row: row.taken, kind="number"),
            Column("waiting", _("Chưa gửi, máy báo"), lambda row: row.tablet.waiting, kind="number"),
        ],
        title=_("Máy bảng của hội nghị %(code)s") % {"code": conference.code},
        key=lambda row: row.tablet.pk,
        at=address("tablets", conference.code),
    )


def _listed_at(request: HttpRequest, code: str) -> ListPage:
    conference = _conference(request, code)
    return _listed(request, conference, tablets_of(conference, request.actor))


export = exported(_listed_at)


@writes
def open_one(request: HttpRequest, code: str) -> HttpResponse:
    """On the device itself: its secret goes to the page behind the #, which no server and no log ever sees."""
    conference = _conference(request, code)
    return deed(
        request,
        lambda: open_tablet(conference, name=request.POST.get("name", ""), actor=request.actor, now=clock.now()),
        to=lambda made: f"{reverse('handovers_public:device')}#mo={made[1]}",
        back=("handovers:tablets", code),
    )


@writes
def close(request: HttpRequest, code: str, number: int) -> HttpResponse:
    tablet = access_tablet(_conference(request, code), number)
    return deed(
        request,
        lambda: close_tablet(tablet, actor=request.actor, now=clock.now()),
        said=_("Đã đóng máy."),
        to=("handovers:tablets", code),
    )


@writes
def lose(request: HttpRequest, code: str, number: int) -> HttpResponse:
    tablet = access_tablet(_conference(request, code), number)
    return deed(
        request,
        lambda: lose_tablet(tablet, reason=request.POST.get("reason", ""), actor=request.actor, now=clock.now()),
        said=_("Đã báo mất máy. Sổ đối chiếu nêu những gì máy có thể còn giữ."),
        to=("handovers:tablets", code),
    )


@writes
def reopen(request: HttpRequest, code: str, number: int) -> HttpResponse:
    tablet = access_tablet(_conference(request, code), number)
    return deed(
        request,
        lambda: reopen_tablet(tablet, actor=request.actor, now=clock.now()),
        said=_("Đã mở lại máy. Mở trang ký trên máy ấy rồi gửi."),
        to=("handovers:tablets", code),
    )
