"""Where everybody sits: the room, chairs by hand or in order, what is printed; and the programme of the day."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gieo.core import clock
from gieo.core.errors import GieoError, Missing, NotAllowed, NotFound
from gieo.domain.transfers import services
from gieo.domain.transfers.access import access_conference
from gieo.domain.transfers.permits import may_see_transfers, may_set_seats
from gieo.domain.transfers.queries.deeds import conference_deeds
from gieo.domain.transfers.queries.invitations import name_of
from gieo.domain.transfers.queries.seats import Room, paper_content, room_of, seat_rows
from gieo.domain.transfers.rules.programme import compose_programme, compose_seat_list
from gieo.domain.transfers.services import ChairInput
from gieo.foundation.papers import engine
from gieo.foundation.papers.rules import Paper
from gieo.interfaces.web.transfers.conference_forms import FORM, words
from gieo.interfaces.web.transfers.conferences import at, trail
from gieo.interfaces.web.ui.errors import sentence
from gieo.interfaces.web.ui.formats import number
from gieo.interfaces.web.ui.pages import deed, filled, fills, page, reads, writes
from gieo.interfaces.web.ui.serving import PDF, WORD, paper_response


class RoomForm(forms.Form):
    plan = forms.CharField(
        label=gettext_lazy("Hàng ghế hoặc bàn"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy(
            "Mỗi dòng một hàng hay một bàn và số ghế: “A: 10” thành A1…A10, “Bàn 1: 6” thành Bàn 1-1…"
        ),
    )


@fills
def seats(request: HttpRequest, code: str) -> HttpResponse:
    """The room and the list of who sits where: every line is typed, one save writes what was changed here."""
    found = access_conference(code, request.actor)
    may_set_seats(request.actor).require()
    room, wrong, typed = room_of(found), "", {}
    if request.method == "POST":
        sent = {
            row.asked.key: ChairInput(
                request.POST[f"chairs-{row.asked.key}"], request.POST.get(f"was-{row.asked.key}", "")
            )
            for row in room.seated
            if f"chairs-{row.asked.key}" in request.POST
        }
        try:
            count = services.assign_chairs(found, sent, actor=request.actor, now=clock.now())
        except (NotFound, NotAllowed):
            raise
        except GieoError as error:
            wrong, typed = sentence(error), {key: row.wanted for key, row in sent.items()}
        else:
            return _saved(request, code, count)
    return page(
        request,
        "transfers/seats.html",
        status=422 if wrong else 200,
        conference=found,
        room=room,
        wrong=wrong,
        rows=[(row, name_of(row.asked, clock.today()), typed.get(row.asked.key, row.labels)) for row in room.seated],
        plan=_map(room),
        deed=conference_deeds(found, request.actor, ["set_seats"])["set_seats"],
        back=at("conference", found),
        trail=trail(found, _("Chỗ ngồi")),
    )


def _saved(request: HttpRequest, code: str, count: int) -> HttpResponse:
    said = (
        ngettext("Đã xếp lại %(count)s nơi.", "Đã xếp lại %(count)s nơi.", count) % {"count": number(count)}
        if count
        else _("Không có gì đổi.")
    )
    return deed(request, lambda: None, said=said, to=("transfers:seats", code))


def _map(room: Room) -> list[tuple[str, list[tuple[str, str]]]]:
    """The room as drawn: each row with its chairs and whose they are."""
    today = clock.today()
    return [
        (row, [(chair.label, name_of(asked, today) if asked else "") for chair, asked in chairs])
        for row, chairs in room.rows
    ]


@fills
def lay(request: HttpRequest, code: str) -> HttpResponse:
    found = access_conference(code, request.actor)
    may_set_seats(request.actor).require()
    room = room_of(found)
    lead = _("Cần %(needed)s ghế; phòng đang có %(chairs)s.") % {
        "needed": number(room.needed),
        "chairs": number(room.chairs),
    }
    return filled(
        request,
        RoomForm(request.POST or None, initial={"plan": room.plan}),
        FORM,
        lambda values: services.lay_room(found, values["plan"], actor=request.actor, now=clock.now()),
        said=lambda count: (
            ngettext("Phòng có %(count)s ghế.", "Phòng có %(count)s ghế.", count) % {"count": number(count)}
        ),
        to=("transfers:seats", code),
        **(words(_("Bày ghế trong phòng"), _("Bày ghế"), found, lead=lead) | {"back": at("seats", found)}),
    )


@writes
def fill(request: HttpRequest, code: str) -> HttpResponse:
    found = access_conference(code, request.actor)
    may_set_seats(request.actor).require()
    return deed(
        request,
        lambda: services.seat_in_order(found, actor=request.actor, now=clock.now()),
        said=lambda count: (
            ngettext("Đã xếp %(count)s ghế.", "Đã xếp %(count)s ghế.", count) % {"count": number(count)}
            if count
            else _("Mọi người đã có chỗ.")
        ),
        to=("transfers:seats", code),
    )


@reads
def cards(request: HttpRequest, code: str) -> HttpResponse:
    """Place cards to print, cut and fold."""
    found = access_conference(code, request.actor)
    may_set_seats(request.actor).require()
    rows = seat_rows(room_of(found), found)
    return page(request, "transfers/cards.html", conference=found, cards=rows, back=at("seats", found))


@reads
def seat_list(request: HttpRequest, code: str, form: str) -> HttpResponse:
    found = access_conference(code, request.actor)
    may_set_seats(request.actor).require()
    room = room_of(found)
    content = paper_content(found, request.actor)
    paper = compose_seat_list(content, seat_rows(room, found), free=room.free, dated=clock.now())
    return _paper(paper, f"cho-ngoi-{code}", form)


@reads
def programme(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The programme of the day, for everybody who sees the conference."""
    found = access_conference(code, request.actor)
    may_see_transfers(request.actor).require()
    if not found.agenda.exists():
        raise Missing([("agenda", _("Chương trình"))], _("Chương trình chưa có mục nào để in."))
    return _paper(
        compose_programme(paper_content(found, request.actor), dated=clock.now()), f"chuong-trinh-{code}", form
    )


def _paper(paper: Paper, name: str, form: str) -> HttpResponse:
    if form == "word":
        return paper_response(engine.docx(paper), f"{name}.docx", WORD)
    if form == "pdf":
        return paper_response(engine.pdf(paper), f"{name}.pdf", PDF)
    raise NotFound(_("Không có dạng tệp này."))
