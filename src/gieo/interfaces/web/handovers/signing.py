"""The signing table: who has still to sign, and the page on which a person signs once for all items."""

import secrets
from collections.abc import Mapping
from textwrap import shorten
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gieo.core import clock
from gieo.core.digest import short
from gieo.core.errors import GieoError, NotAllowed, NotFound
from gieo.domain.handovers.access import access_minutes
from gieo.domain.handovers.jobs import print_minutes
from gieo.domain.handovers.models import Minutes, SigningRefusal
from gieo.domain.handovers.permits import may_sign_minutes
from gieo.domain.handovers.queries.lists import MinutesLine, minutes_rows, progress
from gieo.domain.handovers.queries.tablets import tablets_of
from gieo.domain.handovers.queries.unsigned import refusals_in_force, refusing
from gieo.domain.handovers.rules.paper import paper_number, waiver_words
from gieo.domain.handovers.rules.turns import whose_turn
from gieo.domain.handovers.services import sign_minutes
from gieo.domain.handovers.vocab import SIGNED_STATES, SIGNING_ORDER, MinutesState, Party
from gieo.domain.handovers.wording import PARTY_LABELS, blocked
from gieo.domain.transfers.access import access_conference
from gieo.foundation.signing.rules import svg_path
from gieo.foundation.signing.vocab import RenderingKind
from gieo.interfaces.web.handovers.forms import SignForm
from gieo.interfaces.web.handovers.parts import address, turn_words
from gieo.interfaces.web.handovers.tablet_parts import tablet_notes
from gieo.interfaces.web.ui.pages import add_errors, fills, go, page, reads

MOST_LETTERS = 240  # of one term on the tablet; the whole text is one touch away


@reads
def queue(request: HttpRequest, code: str) -> HttpResponse:
    """Made for a tablet in the hall: every receiver, who has signed, and the next one to call."""
    may_sign_minutes(request.actor).require()
    conference = access_conference(code, request.actor)
    rows = minutes_rows(conference, request.actor)
    waiting = [row for row in rows if row.missing]
    refused = refusing(row.paper for row in waiting)
    return page(
        request,
        "handovers/queue.html",
        conference=conference,
        rows=[(row, _stand(row, refused.get(row.paper.pk, {}))) for row in rows],
        refusals=[
            (row, PARTY_LABELS[party], refusal)
            for row in waiting
            for party, refusal in refused.get(row.paper.pk, {}).items()
            if party in row.missing
        ],
        waiting=len(waiting),
        next=waiting[0] if waiting else None,
        progress=progress(rows),
        tablet_notes=tablet_notes(tablets_of(conference, request.actor)),
        party_labels=[PARTY_LABELS[party] for party in SIGNING_ORDER],
    )


def _stand(row: MinutesLine, refused: Mapping[Party, SigningRefusal]) -> list[tuple[Any, str]]:
    """How each party stands: signed, refused, its turn, later, or just not yet."""
    turn = whose_turn(row.paper.signing_order, row.signed)

    def word(party: Party) -> str:
        if party in row.signed:
            return "signed"
        if not row.missing:
            return ""
        if party in refused:
            return "refused"
        return "" if party in turn else "later"

    return [(PARTY_LABELS[party], word(party)) for party in SIGNING_ORDER]


@fills
def sign(request: HttpRequest, code: str) -> HttpResponse:
    minutes = access_minutes(code, request.actor)
    may_sign_minutes(request.actor).require()
    if minutes.sealed is None or minutes.state in (MinutesState.VOID, MinutesState.SUPERSEDED):
        return page(request, "handovers/sign_blocked.html", minutes=minutes, why=blocked("sign", minutes.state))
    form = SignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _signed(request, minutes, form)
        except (NotFound, NotAllowed):
            raise
        except GieoError as error:
            add_errors(form, error)
    return _sheet(request, minutes, form)


def _signed(request: HttpRequest, minutes: Minutes, form: SignForm) -> HttpResponse:
    """Put the signature down, then go on: to the next party, or when all have signed back to the queue."""
    values = form.cleaned_data
    if values["party"] not in {party.value for party in Party}:
        raise NotFound(_("Không có bên ký này."))
    signature = sign_minutes(
        minutes,
        party=Party(values["party"]),
        strokes=form.drawn(),
        expected_digest=values["digest"],
        client_id=values["client_id"],
        identity=values["identity"],
        person_name=values["person_name"],
        title=values["title"],
        actor=request.actor,
        now=clock.now(),
    )
    messages.success(request, _("%(name)s đã ký.") % {"name": signature.person_name})
    minutes.refresh_from_db()
    if minutes.state in SIGNED_STATES:
        print_minutes.enqueue(minutes.pk)
    return go(request, ("handovers:sign", minutes.code))


def _sheet(request: HttpRequest, minutes: Minutes, form: SignForm) -> HttpResponse:
    assert minutes.sealed is not None  # asked by the view
    content = minutes.sealed.content
    signatures = list(minutes.sealed.signatures.order_by("signed_at"))
    signed = {row.party for row in signatures}
    unsigned = whose_turn(minutes.signing_order, signed)
    asked = form.data.get("party") if form.is_bound else request.GET.get("party")
    here = next((party for party in unsigned if party.value == asked), unsigned[0] if unsigned else None)
    return page(
        request,
        "handovers/sign.html",
        status=422 if form.is_bound else 200,
        minutes=minutes,
        content=content,
        items=[shown_item(row, most=MOST_LETTERS) for row in content["items"]],
        count=len(content["items"]),
        digest=minutes.sealed.digest,
        shown_digest=short(minutes.sealed.digest),
        party=here,
        party_label=PARTY_LABELS[here] if here else "",
        others=[(party.value, PARTY_LABELS[party]) for party in unsigned if party is not here],
        done=[_done(row) for row in signatures],
        turn=turn_words(minutes, signed),
        refusals=[(PARTY_LABELS[row.party], row) for row in refusals_in_force(minutes, signed)],
        form=form if form.is_bound else _fresh(content, here),
        client_id=form.data.get("client_id") if form.is_bound else secrets.token_hex(16),
        has_pdf=minutes.sealed.renderings.filter(kind=RenderingKind.PDF_SIGNED).exists(),
        queue_url=address("queue", minutes.conference.code) if minutes.conference else "",
    )


def shown_item(row: Mapping[str, Any], *, most: int | None = None) -> dict[str, Any]:
    """An item as the signer reads it: kind, quantity, form, files, condition; then its own terms, so many letters."""
    quantity = f"{paper_number(row['quantity'])} {row['measure']}".strip()
    number = len(row["files"])
    files = ngettext("%(n)s tệp", "%(n)s tệp", number) % {"n": number} if number else ""
    said = [row["nature"], quantity, row["delivery"], files, row["condition"]]
    terms = [
        (_("Quyền"), row["rights"]),
        (_("Giới hạn"), row["restriction"]),
        (_("Bộ chuyển giao còn thiếu"), waiver_words(row["waiver"]) if row["waiver"] else ""),
    ]
    return {
        "order": row["order"],
        "title": row["title"],
        "said": "; ".join(part for part in said if part),
        "terms": [
            (label, shorten(words, most, placeholder=" …") if most else words) for label, words in terms if words
        ],
    }


def _fresh(content: dict[str, Any], party: Party | None) -> SignForm:
    person = content["people"][party.value] if party else {"name": "", "title": ""}
    return SignForm(initial={"person_name": person["name"], "title": person["title"]})


def _done(row: Any) -> dict[str, Any]:
    box, path = svg_path(row.strokes)
    return {
        "label": PARTY_LABELS[row.party],
        "name": row.person_name,
        "at": row.signed_at,
        "box": box,
        "path": path,
    }
