"""Answering an invitation by the link of its letter: no account, no script, in Vietnamese and English."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.domain.transfers.models import InvitationLetter
from gieo.domain.transfers.permits import may_take_attendance
from gieo.domain.transfers.queries.invitations import asked_at_door, open_answer
from gieo.domain.transfers.queries.seats import agenda_rows
from gieo.domain.transfers.services import answer_by_link
from gieo.domain.transfers.vocab import LinkFault
from gieo.domain.transfers.wording import REPLY_LABELS, link_fault
from gieo.foundation.units.queries import operator
from gieo.interfaces.web.transfers.invitation_forms import AnswerForm, first_answer
from gieo.interfaces.web.ui.limits import limited
from gieo.interfaces.web.ui.pages import filled, fills, go, page, private, public


@public
@private
@fills
@limited("links")
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The form of an answer, with what was answered before; or why the link does not work, and whom to call.

    Whoever stands at the door on the day and scans a guest's letter comes to that guest on the list at the door.
    """
    if may_take_attendance(request.actor) and (asked := asked_at_door(token, now=clock.now())):
        return go(request, f"{reverse('transfers:door', args=[asked.conference.code])}?moi={asked.key}")
    opened = open_answer(token, now=clock.now())
    if opened.letter is None:
        assert opened.fault is not None
        return page(
            request,
            "transfers/answer_closed.html",
            status=404 if opened.fault is LinkFault.FORGED else 410,
            why=link_fault(opened.fault),
            department=operator(),
        )
    letter = opened.letter
    form = AnswerForm(request.POST or None, initial=first_answer(letter.invitee))
    return filled(
        request,
        form,
        "transfers/answer.html",
        lambda values: answer_by_link(token, form.answer(values), now=clock.now()),
        said=_("Sở đã nhận câu trả lời. Đổi ý thì mở lại liên kết này trước ngày hội nghị."),
        to=reverse("transfers_public:answer", args=[token]),
        **_shown(letter),
    )


def _shown(letter: InvitationLetter) -> dict[str, Any]:
    asked, conference = letter.invitee, letter.conference
    return {
        "letter": letter,
        "asked": asked,
        "conference": conference,
        "reply": REPLY_LABELS[asked.reply] if asked.reply else "",
        "agenda": agenda_rows(conference),
        "department": operator(),
    }
