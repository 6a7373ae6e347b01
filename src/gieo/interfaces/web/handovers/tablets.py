"""The tablets of a conference: opened on the device itself, closed, lost, and what each has sent."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.domain.handovers.access import access_tablet
from gieo.domain.handovers.permits import may_open_tablet
from gieo.domain.handovers.queries.tablets import tablets_of
from gieo.domain.handovers.services import close_tablet, lose_tablet, open_tablet, reopen_tablet
from gieo.domain.transfers.access import access_conference
from gieo.domain.transfers.models import Conference
from gieo.interfaces.web.handovers.parts import conference_link, crumbs
from gieo.interfaces.web.handovers.tablet_parts import refused_words, tablet_notes, tablet_rows
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.pages import deed, page, reads, writes


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
        rows=tablet_rows(lines, now=clock.now()),
        tablet_notes=tablet_notes(lines),
        refused=refused_words(lines),
        trail=crumbs(conference_link(conference), Link(_("Máy bảng"))),
    )


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
