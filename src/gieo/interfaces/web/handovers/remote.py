"""Signing elsewhere, interrupted: the request to download, the answer to upload, a way to wait no more."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.actor import Actor
from gieo.core.errors import Refused
from gieo.domain.handovers.access import access_minutes
from gieo.domain.handovers.models import Minutes, RemoteSignature
from gieo.domain.handovers.permits import may_answer_remote, may_ask_remote, may_give_up_remote, may_sign_minutes
from gieo.domain.handovers.queries.remote import Remote, errand_of, remote_signature, remote_signatures
from gieo.domain.handovers.rules.turns import whose_turn
from gieo.domain.handovers.services import answer_remote, ask_remote, give_up_remote
from gieo.domain.handovers.services.remote import WAY
from gieo.domain.handovers.vocab import Lapse, MinutesState, Party, RemoteState
from gieo.domain.handovers.wording import LAPSES, PARTY_LABELS, REMOTE_STATE_LABELS, REMOTE_STATE_TONES, blocked
from gieo.foundation.signing.queries import signatures_of
from gieo.interfaces.web.handovers.digital import may_hand_in, said_of, signed
from gieo.interfaces.web.handovers.digital_forms import AnswerForm, AskForm
from gieo.interfaces.web.handovers.parts import address, crumbs, state_pill, turn_words, unsigned_parties
from gieo.interfaces.web.handovers.unsigned import waiting_words
from gieo.interfaces.web.ui.components import Link, Pill
from gieo.interfaces.web.ui.pages import deed, filled, fills, page, reads, writes
from gieo.interfaces.web.ui.serving import paper_response


@fills
def remote(request: HttpRequest, code: str) -> HttpResponse:
    minutes, actor = access_minutes(code, request.actor), request.actor
    may_hand_in(minutes, actor)
    shown = _shown(minutes, actor)
    if request.method != "POST":
        return page(request, "handovers/remote.html", **shown)
    ask = AskForm(request.POST, request.FILES, parties=shown["open_to"] or tuple(Party))
    return filled(
        request,
        ask,
        "handovers/remote.html",
        lambda values: ask_remote(minutes, **values, actor=actor, now=clock.now()),
        said=lambda made: _("Đã lập yêu cầu ký của %(name)s. Tải tệp yêu cầu rồi gửi đi.") % {"name": made.signer_name},
        to=("handovers:remote", code),
        **shown | {"ask": ask},
    )


@fills
def answer(request: HttpRequest, code: str, number: int) -> HttpResponse:
    minutes, actor = access_minutes(code, request.actor), request.actor
    row = remote_signature(minutes, number, now=clock.now()).row
    may_answer_remote(actor, minutes, Party(row.party)).require()
    form = AnswerForm(
        request.POST or None, request.FILES or None, parties=tuple(Party), vouches=bool(may_sign_minutes(actor))
    )
    shown = _shown(minutes, actor) | {"answer": form}
    return filled(
        request,
        form,
        "handovers/remote.html",
        lambda values: signed(answer_remote(minutes, number, values["file"], **form.who, actor=actor, now=clock.now())),
        said=said_of,
        to=("handovers:record", code),
        **shown,
    )


@reads
def request_file(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What goes away to be signed."""
    minutes, actor = access_minutes(code, request.actor), request.actor
    found = remote_signature(minutes, number, now=clock.now())
    may_ask_remote(actor, minutes, Party(found.row.party)).require()
    if not found.waits:
        raise Refused(_outcome(found))
    content = WAY.outgoing(errand_of(minutes, found.row))
    return paper_response(content, f"{code}-yeu-cau-ky-{number}.json", "application/json")


@writes
def give_up(request: HttpRequest, code: str, number: int) -> HttpResponse:
    minutes, actor = access_minutes(code, request.actor), request.actor
    return deed(
        request,
        lambda: give_up_remote(minutes, number, reason=request.POST.get("reason", ""), actor=actor, now=clock.now()),
        said=_("Đã thôi chờ chữ ký ấy."),
        to=("handovers:remote", code),
    )


def _shown(minutes: Minutes, actor: Actor) -> dict[str, Any]:
    found = remote_signatures(minutes, now=clock.now())
    waiting = next((one.row for one in found if one.waits), None)
    taken = [row.party for row in signatures_of(minutes.sealed)] if minutes.sealed else []
    mine = tuple(party for party in unsigned_parties(taken) if may_ask_remote(actor, minutes, party))
    open_to = tuple(party for party in mine if party in whose_turn(minutes.signing_order, taken))
    vouches = bool(may_sign_minutes(actor))
    return {
        "minutes": minutes,
        "state": state_pill(minutes, actor),
        "why": "" if minutes.state == MinutesState.SEALED else blocked("sign", minutes.state),
        "open_to": open_to,
        "turn": turn_words(minutes, taken),
        "waits_for_turn": bool(mine) and not open_to,
        "waiting": _waiting(waiting, minutes, actor) if waiting else None,
        "ask": AskForm(parties=open_to or tuple(Party)),
        "answer": AnswerForm(parties=tuple(Party), vouches=vouches),
        "earlier": [_row(one) for one in found if not one.waits],
        "trail": crumbs(
            Link(minutes.code, address("record", minutes.code)),
            Link(_("Ký số"), address("sign_digitally", minutes.code)),
            Link(_("Ký từ xa")),
        ),
    }


def _waiting(row: RemoteSignature, minutes: Minutes, actor: Actor) -> dict[str, Any]:
    return {
        "row": row,
        "words": waiting_words(row),
        "may": bool(may_give_up_remote(actor, minutes, Party(row.party))),
        "consequences": (
            _("Chữ ký về sau này của lượt ấy không được nhận nữa."),
            _("Gửi lượt mới lúc nào cũng được, cho bên nào cũng được."),
        ),
    }


def _row(one: Remote) -> dict[str, Any]:
    state = RemoteState.LAPSED if one.lapse else one.row.state
    return {
        "row": one.row,
        "party": PARTY_LABELS[one.row.party],
        "pill": Pill(word=str(REMOTE_STATE_LABELS[state]), tone=REMOTE_STATE_TONES[state] or "plain"),
        "why": _outcome(one),
    }


def _outcome(one: Remote) -> str:
    """Why it is no longer waited for."""
    if one.lapse is not None:
        return str(LAPSES[one.lapse])
    if one.row.state == RemoteState.LAPSED:
        return str(LAPSES[Lapse(one.row.end_reason)])
    return one.row.end_reason or str(REMOTE_STATE_LABELS[one.row.state])
