"""The board on the wall of the hall: hung and taken down by the office, read by its own address without an account."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.errors import NotFound
from gieo.domain.handovers.queries.board import board_of
from gieo.domain.transfers import services
from gieo.domain.transfers.access import access_board, access_conference
from gieo.domain.transfers.models import HallBoard
from gieo.domain.transfers.permits import may_set_board
from gieo.domain.transfers.queries.deeds import conference_deeds
from gieo.foundation.units.queries import unit_label
from gieo.interfaces.web.transfers import shown
from gieo.interfaces.web.transfers.conferences import at, trail
from gieo.interfaces.web.ui.limits import knock
from gieo.interfaces.web.ui.pages import deed, page, private, public, reads, writes


@reads
def board(request: HttpRequest, code: str) -> HttpResponse:
    """Whether a board hangs, since when, and the buttons for it."""
    found = access_conference(code, request.actor)
    may_set_board(request.actor).require()
    hanging = HallBoard.objects.filter(conference=found, ends_at__gt=clock.now()).first()
    may = conference_deeds(found, request.actor, ["set_board"])["set_board"]
    return page(
        request,
        "transfers/board_set.html",
        conference=found,
        hanging=hanging,
        hang=shown.button(
            may, at("hang_board", found), kind="main", icon="monitor", post=True,
            label=_("Treo bảng mới ở máy này") if hanging else _("Treo bảng ở máy này"),
        ),
        take_down=shown.button(may, at("take_down_board", found), icon="x", post=True, label=_("Gỡ bảng")),
        trail=trail(found, _("Bảng trong hội trường")),
    )  # fmt: skip


@writes
def hang(request: HttpRequest, code: str) -> HttpResponse:
    """Lead straight to the board: its address is shown once, in the browser that is to show it."""
    found = access_conference(code, request.actor)
    return deed(
        request,
        lambda: services.hang_board(found, actor=request.actor, now=clock.now()),
        to=lambda token: reverse("transfers_public:hall_board", args=[token]) if token else ("transfers:board", code),
    )


@writes
def take_down(request: HttpRequest, code: str) -> HttpResponse:
    found = access_conference(code, request.actor)
    return deed(
        request,
        lambda: services.take_down_board(found, actor=request.actor, now=clock.now()),
        said=_("Đã gỡ bảng: địa chỉ cũ không mở được nữa."),
        to=("transfers:board", code),
    )


@public
@private
@reads
def hall(request: HttpRequest, token: str) -> HttpResponse:
    """Large, dark, anew every second; nothing on it that anybody in the hall may not see, whoever opens it."""
    try:
        found = access_board(token, now=clock.now())
    except NotFound:
        knock(request, "links")
        raise
    seen, today = board_of(found), clock.today()
    template = "transfers/board.html#live" if request.headers.get("HX-Request") else "transfers/board.html"
    answer = page(
        request,
        template,
        conference=found,
        board=seen,
        lines=[(line, unit_label(line.seat.unit, today)) for line in seen.lines],
        at=clock.local(clock.now()),
    )
    answer["Referrer-Policy"] = "no-referrer"
    return answer
