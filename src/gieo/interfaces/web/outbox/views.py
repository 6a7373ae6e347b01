"""Letters: what went out, what could not; the mailbox of demo and development."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.core.actor import Actor, Role
from gieo.core.permits import YES, Permit, no
from gieo.foundation.outbox.models import Letter
from gieo.foundation.outbox.permits import may_mind_work, may_send_again
from gieo.foundation.outbox.queries import carried_channels, failed_work, mailbox
from gieo.foundation.outbox.rules import parts
from gieo.foundation.outbox.services import send_again
from gieo.foundation.outbox.vocab import Channel, LetterState
from gieo.foundation.outbox.wording import CHANNELS, LETTER_STATES, LETTER_TONES, NOT_CARRIED, READ_HERE
from gieo.interfaces.web.ui.components import Link, Pill
from gieo.interfaces.web.ui.exporting import exported
from gieo.interfaces.web.ui.formats import number
from gieo.interfaces.web.ui.lists import Column, Filter, ListPage
from gieo.interfaces.web.ui.pages import deed, page, reads, writes


def _may_see(actor: Actor) -> Permit:
    """Letters hold secret links: only the administrator reads them, or anybody signed in to the demo."""
    if actor.has(Role.ADMINISTRATOR) or settings.SHOWS_DEMO:
        return YES
    return no(_("Chỉ quản trị hệ thống xem được hộp thư đi."))


def _letters(request: HttpRequest) -> ListPage:
    _may_see(request.actor).require()
    return ListPage(
        request,
        mailbox(),
        title=_("Thư đi"),
        noun=lambda n: ngettext("%(count)s thư", "%(count)s thư", n),
        columns=[
            Column("posted", _("Lúc"), lambda letter: letter.posted_at, kind="date", sort=("posted_at",)),
            Column("to", _("Tới"), lambda letter: letter.to, sort=("to_email", "to_phone")),
            Column(
                "channel",
                _("Cách gửi"),
                lambda letter: str(CHANNELS[letter.channel]),
                on_screen=False,
                on_paper=True,
            ),
            Column("subject", _("Tiêu đề"), lambda letter: letter.subject, sort=("subject",)),
            Column("state", _("Trạng thái"), _state, kind="pill", sort=("state",)),
        ],
        filters=[
            Filter("state", _("Trạng thái"), "state", lambda: LETTER_STATES.items()),
            Filter("channel", _("Cách gửi"), "channel", lambda: CHANNELS.items()),
        ],
        order=("-id",),
    )


export = exported(_letters)


@reads
def letters(request: HttpRequest) -> HttpResponse:
    listed = _letters(request)
    for row in listed.rows:
        row.pill = _pill(row)
        row.way = CHANNELS[row.channel]
    return page(
        request,
        "outbox/list.html",
        list=listed,
        carries_mail=settings.CARRIES_MAIL,
        carries_short=bool(settings.SHORT_MESSAGES),
        **_work(request.actor),
    )


def _work(actor: Actor) -> dict[str, object]:
    """The way to background work that failed, with its number, for whom it concerns."""
    if not may_mind_work(actor):
        return {"may_mind_work": False}
    return {
        "may_mind_work": True,
        "work_label": _("Việc nền không xong: %(n)s") % {"n": number(failed_work().count())},
    }


def _state(found: Letter) -> str:
    """The state in words; a queued letter that nobody will carry says so."""
    if found.state == LetterState.QUEUED and found.channel not in carried_channels():
        return str(READ_HERE if settings.SHOWS_DEMO else NOT_CARRIED[found.channel])
    return str(LETTER_STATES[found.state])


def _pill(found: Letter) -> Pill:
    return Pill(word=_state(found), tone=LETTER_TONES[found.state])


@reads
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    _may_see(request.actor).require()
    found = get_object_or_404(Letter, pk=pk)
    trail = [Link(_("Thư đi"), reverse("outbox:list")), Link(found.subject)]
    failed = found.state == LetterState.FAILED
    return page(
        request,
        "outbox/letter.html",
        letter=found,
        attached=[row.file for row in found.attachments.select_related("file")],
        trail=trail,
        pill=_pill(found),
        way=CHANNELS[found.channel],
        parts=parts(found.body) if found.channel == Channel.SHORT else 0,
        failed=failed,
        may_send_again=may_send_again(request.actor),
    )


@writes
def again(request: HttpRequest, pk: int) -> HttpResponse:
    _may_see(request.actor).require()
    found = get_object_or_404(Letter, pk=pk)
    return deed(
        request,
        lambda: send_again(found, actor=request.actor, now=clock.now()),
        said=_("Thư được xếp gửi lại."),
        to=("outbox:letter", found.pk),
    )
