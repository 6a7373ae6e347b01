"""Signing with a certificate: download the paper, sign it with a program of one's own, hand it in; or sign here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from gieo.core import clock
from gieo.core.actor import Actor
from gieo.core.errors import NotFound, Refused
from gieo.domain.handovers.access import access_minutes
from gieo.domain.handovers.jobs import print_minutes
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.permits import may_sign_digitally, may_sign_minutes, may_use_token
from gieo.domain.handovers.queries.digital import paper_to_sign
from gieo.domain.handovers.queries.scans import scan_by_party, scans_under
from gieo.domain.handovers.rules.turns import whose_turn
from gieo.domain.handovers.services import sign_digitally, sign_with_key, sign_with_token
from gieo.domain.handovers.vocab import SIGNED_STATES, SIGNING_ORDER, MinutesState, Party
from gieo.domain.handovers.wording import PARTY_LABELS, blocked
from gieo.foundation.signing.engine import open_pkcs12
from gieo.foundation.signing.models import Signature
from gieo.foundation.signing.queries import is_practice, practice_file, practice_passphrase, time_authority, token_place
from gieo.foundation.signing.vocab import Method
from gieo.foundation.signing.wording import METHOD
from gieo.interfaces.web.handovers.digital_forms import KeyForm, PartyForm, SignedPdfForm, TokenForm
from gieo.interfaces.web.handovers.parts import address, crumbs, state_pill, turn_words, unsigned_parties
from gieo.interfaces.web.handovers.unsigned import remote_words
from gieo.interfaces.web.ui.components import Link
from gieo.interfaces.web.ui.limits import knock
from gieo.interfaces.web.ui.pages import filled, fills, page, reads
from gieo.interfaces.web.ui.serving import PDF, PKCS12, paper_response


@dataclass(frozen=True)
class Way:
    """How a certificate signs: the form it asks for, the page that shows what is wrong, the deed."""

    form: type[PartyForm]
    template: str
    sign: Callable[..., Signature]
    prefix: str | None = None


WAYS = {
    "file": Way(
        SignedPdfForm,
        "handovers/digital.html",
        lambda minutes, values, **more: sign_digitally(minutes, pdf=values["file"], **more),
    ),
    "key": Way(
        KeyForm,
        "handovers/digital_key.html",
        lambda minutes, values, **more: sign_with_key(
            minutes, open_pkcs12(values["file"], values["passphrase"]), **more
        ),
        prefix="key",
    ),
    "token": Way(
        TokenForm,
        "handovers/digital_token.html",
        lambda minutes, values, **more: sign_with_token(minutes, values["pin"], **more),
        prefix="token",
    ),
}


@reads
def to_sign(request: HttpRequest, code: str) -> HttpResponse:
    """The very bytes that the next party signs."""
    minutes = access_minutes(code, request.actor)
    may_hand_in(minutes, request.actor)
    if minutes.state != MinutesState.SEALED:
        raise Refused(blocked("sign", minutes.state))
    return paper_response(paper_to_sign(minutes).pdf, f"{code}-de-ky.pdf", PDF)


@sensitive_post_parameters("key-passphrase", "token-pin")
@fills
def sign(request: HttpRequest, code: str) -> HttpResponse:
    minutes, actor = access_minutes(code, request.actor), request.actor
    may_hand_in(minutes, actor)
    signatures = list(minutes.sealed.signatures.prefetch_related("certificates")) if minutes.sealed else []
    taken = {row.party for row in signatures}
    mine = tuple(party for party in unsigned_parties(taken) if may_sign_digitally(actor, minutes, party))
    open_to = tuple(party for party in mine if party in whose_turn(minutes.signing_order, taken))
    facts: dict[str, Any] = {"parties": open_to or tuple(Party), "vouches": bool(may_sign_minutes(actor))}
    asked = {"party": request.GET.get("party") or (open_to[0].value if open_to else "")}
    shown = {
        "minutes": minutes,
        "state": state_pill(minutes, actor),
        "parties": _parties(minutes, signatures),
        "why": "" if minutes.state == MinutesState.SEALED else blocked("sign", minutes.state),
        "open_to": open_to,
        "turn": turn_words(minutes, taken),
        "waits_for_turn": bool(mine) and not open_to,
        "remote": remote_words(minutes),
        "practice": _practice(minutes, open_to),
        "passphrase": practice_passphrase(),
        "on_top": any(row.method == Method.DIGITAL for row in signatures),
        "trail": crumbs(Link(minutes.code, address("record", code)), Link(_("Ký số"))),
    }
    if request.method != "POST":
        here = KeyForm(initial=asked, prefix="key", **facts)
        token = TokenForm(initial=asked, prefix="token", **facts) if token_place() and may_use_token(actor) else None
        elsewhere = SignedPdfForm(initial=asked, **facts)
        return page(request, "handovers/digital.html", form=elsewhere, here=here, token=token, **shown)
    way = WAYS.get(request.POST.get("how", ""), WAYS["file"])
    form = way.form(request.POST, request.FILES, prefix=way.prefix, **facts)

    def do(values: dict[str, Any]) -> Signature:
        if "pin" in values:
            knock(request, "pins", key=str(actor.person_id))
        return signed(way.sign(minutes, values, **form.who, actor=actor, now=clock.now()))

    return filled(
        request,
        form,
        way.template,
        do,
        said=said_of,
        to=("handovers:record", code),
        here=KeyForm(initial=asked, prefix="key", **facts),
        token=None,
        **shown,
    )


@reads
def practice_key(request: HttpRequest, code: str, party: str) -> HttpResponse:
    """In a demo: the key file to practise with of whom the minutes name for a party."""
    minutes = access_minutes(code, request.actor)
    may_hand_in(minutes, request.actor)
    file = practice_file(_named(minutes, party))
    if file is None:
        raise NotFound
    return paper_response(file.read_bytes(), file.name, PKCS12)


def _practice(minutes: Minutes, parties: tuple[Party, ...]) -> list[Link]:
    """Where the key files to practise with lie; none outside a demo."""
    if not is_practice():
        return []
    return [
        Link(f"{PARTY_LABELS[party]}: {_named(minutes, party)}", address("practice_key", minutes.code, party.value))
        for party in parties
    ]


def _named(minutes: Minutes, party: str) -> str:
    """Whom the sealed minutes name for a party; nobody where there is no such party."""
    people = minutes.sealed.content["people"] if minutes.sealed else {}
    return str(people[party]["name"]) if party in people else ""


def may_hand_in(minutes: Minutes, actor: Actor) -> None:
    """Refused with the reason for the receiver where the actor may sign for nobody."""
    if not any(may_sign_digitally(actor, minutes, party) for party in SIGNING_ORDER):
        may_sign_digitally(actor, minutes, Party.RECEIVER).require()


def signed(signature: Signature) -> Signature:
    """The last signature has the closing PDF made."""
    minutes = Minutes.objects.get(sealed=signature.content_id)
    if minutes.state in SIGNED_STATES:
        print_minutes.enqueue(minutes.pk)
    return signature


def said_of(signature: Signature) -> str:
    rows = list(signature.certificates.order_by("id"))
    facts = {"party": PARTY_LABELS[signature.party], "names": ", ".join(row.name for row in rows)}
    said = _("Đã ghi chữ ký số của %(party)s: %(names)s.") % facts
    if time_authority() and not all(row.stamped_at for row in rows):
        said += " " + _("Chữ ký có giá trị, nhưng không có dấu thời gian được tin cậy: giờ ký là giờ máy ghi.")
    return said


def _parties(minutes: Minutes, signatures: list[Signature]) -> list[dict[str, Any]]:
    """Who has signed, how and when; who has not."""
    by_party = {row.party: row for row in signatures}
    scans, rows = scan_by_party(scans_under(minutes, signatures)), []
    for party in SIGNING_ORDER:
        row = by_party.get(party)
        rows.append(
            {
                "label": PARTY_LABELS[party],
                "name": row.person_name if row else "",
                "at": row.signed_at if row else None,
                "on_paper": scans[party].signed_on if party in scans else None,
                "how": METHOD[row.method] if row else "",
                "certificates": list(row.certificates.all()) if row else [],
            }
        )
    return rows
