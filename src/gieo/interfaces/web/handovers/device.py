"""Signing without network: the page that lies on a device, and the two addresses at which the device asks.

The page holds nothing of any record and is the same for everybody. What is to be signed comes and signatures go with
the device's own secret, so neither a session nor a token of the page is asked for.
"""

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt

from gieo.core import clock
from gieo.core.clock import local_date
from gieo.core.digest import short
from gieo.core.errors import GieoError, Invalid, NotAllowed, TooOften
from gieo.domain.handovers.access import access_device
from gieo.domain.handovers.jobs import print_minutes
from gieo.domain.handovers.models import Minutes, SigningRefusal, Tablet
from gieo.domain.handovers.queries.printing import sealed_paper
from gieo.domain.handovers.queries.tablets import refusals_on, signatures_of, standings
from gieo.domain.handovers.rules.turns import read as read_order
from gieo.domain.handovers.services import Sent, stock_tablet, synchronise_tablet
from gieo.domain.handovers.vocab import SIGNING_ORDER, IdentityPaper, Party
from gieo.domain.handovers.wording import PARTY_LABELS
from gieo.foundation.papers.rules import plain_text
from gieo.foundation.signing.models import Signature
from gieo.foundation.units.queries import stands_for
from gieo.interfaces.web.handovers.forms import PAD_ASPECT, SignForm
from gieo.interfaces.web.handovers.signing import shown_item
from gieo.interfaces.web.ui.errors import sentence
from gieo.interfaces.web.ui.limits import knock
from gieo.interfaces.web.ui.pages import page, public, reads, writes

MOST_AT_ONCE = 50
Asked = Callable[[HttpRequest, Tablet], dict[str, Any]]


@public
@reads
def shell(request: HttpRequest) -> HttpResponse:
    """The page that a service worker keeps on the device."""
    return page(
        request,
        "handovers/device.html",
        form=SignForm(),
        parties=[(party.value, PARTY_LABELS[party]) for party in SIGNING_ORDER],
        authorisation=IdentityPaper.AUTHORISATION.value,
        succession=IdentityPaper.SUCCESSION.value,
    )


@public
@reads
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, at an address that keeps it away from every other page."""
    found = finders.find("gieo/js/device-worker.js")
    assert isinstance(found, str)  # it is one of our own files
    answer = HttpResponse(Path(found).read_bytes(), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


# ---- what the device asks


@csrf_exempt
@public
@writes
def stock(request: HttpRequest) -> HttpResponse:
    """What is to be signed, for the device to keep."""
    return _answered(request, _stocked)


@csrf_exempt
@public
@writes
def send(request: HttpRequest) -> HttpResponse:
    """Signatures that were put down on the device."""
    return _answered(request, _sent)


def _answered(request: HttpRequest, do: Asked) -> HttpResponse:
    """JSON for the device; a refusal in words."""
    try:
        knock(request, "tablets")
        tablet = access_device(request.headers.get("Authorization", "").removeprefix("Bearer "))
        return JsonResponse(do(request, tablet) | {"now": clock.now().isoformat()})
    except GieoError as error:
        status = 429 if isinstance(error, TooOften) else 403 if isinstance(error, NotAllowed) else 422
        answer = JsonResponse({"said": sentence(error)}, status=status)
        if isinstance(error, TooOften):
            answer["Retry-After"] = str(error.seconds)
        return answer


def _stocked(request: HttpRequest, tablet: Tablet) -> dict[str, Any]:
    minutes = stock_tablet(tablet, now=clock.now())
    conference = tablet.conference
    return {
        "tablet": {"number": tablet.number, "name": tablet.name, "sends_until": tablet.sends_until.isoformat()},
        "conference": {
            "code": conference.code,
            "title": conference.title,
            "held_on": f"{conference.held_on:%d/%m/%Y}",
            "url": reverse("handovers:tablets", args=[conference.code]),
        },
        "minutes": [_to_sign(row) for row in minutes],
    }


def _to_sign(minutes: Minutes) -> dict[str, Any]:
    """All that a signer must see, in words of the reader's language."""
    assert minutes.sealed is not None  # only sealed ones are signed
    content = minutes.sealed.content
    receiver, count = content["receiver"], len(content["items"])
    bearer = stands_for(minutes, minutes.receiver, local_date(clock.now()))
    facts = {"unit": receiver["unit"], "n": count}
    return {
        "code": minutes.code,
        "digest": minutes.sealed.digest,
        "short": short(minutes.sealed.digest),
        "receiver": receiver["unit"],
        "count": count,
        "giver": _("Bên giao: %(unit)s") % {"unit": content["giver"]["unit"]},
        "head": ngettext("%(unit)s nhận %(n)s mục", "%(unit)s nhận %(n)s mục", count) % facts,
        "press": ngettext("Ký cho %(n)s mục", "Ký cho %(n)s mục", count) % facts,
        "copies": _("Lập %(total)s bản, mỗi bên giữ %(each)s bản.") % content["copies"],
        "items": [shown_item(row) for row in content["items"]],
        "paper": plain_text(sealed_paper(minutes)).splitlines(),
        "people": {
            party.value: {key: content["people"][party.value][key] for key in ("name", "title")}
            for party in SIGNING_ORDER
        },
        "heir": bearer.name if bearer.code != receiver.get("heir", receiver["code"]) else "",
        "order": list(read_order(minutes.signing_order)),
        "open": True,
        "signed": _signed(signatures_of(minutes)),
        "refused": _refused(refusals_on(minutes)),
    }


def _signed(signatures: list[Signature]) -> dict[str, Any]:
    return {row.party: {"name": row.person_name, "at": row.signed_at.isoformat()} for row in signatures}


def _refused(refusals: Iterable[SigningRefusal]) -> dict[str, Any]:
    return {row.party: {"why": row.reason, "at": row.told_at.isoformat()} for row in refusals}


def _sent(request: HttpRequest, tablet: Tablet) -> dict[str, Any]:
    given, kept = _read(request.body)
    answers = synchronise_tablet(tablet, sent=given, kept=kept, now=clock.now())
    for minutes in {answer.completed for answer in answers} - {None}:
        print_minutes.enqueue(minutes)
    now = standings(tablet)
    return {
        "answers": [{"id": answer.client_id, "refusal": answer.refusal} for answer in answers],
        "minutes": {
            code: {
                "open": row.is_open,
                "signed": _signed(list(row.signatures)),
                "refused": _refused(row.refusals),
            }
            for code, row in now.items()
        },
    }


def _read(body: bytes) -> tuple[list[Sent], int]:
    """What the device sent. Raises Invalid when it is not what our page sends."""
    try:
        said = json.loads(body)
        rows, kept = said["signatures"], said["kept"]
        if not isinstance(rows, list) or len(rows) > MOST_AT_ONCE or type(kept) is not int or not 0 <= kept < 10_000:
            raise ValueError("too many")
        return [_signature(row) for row in rows], kept
    except (KeyError, TypeError, ValueError):
        raise Invalid({"": [_("Máy gửi điều không đọc được. Mở lại trang ký trên máy rồi gửi lại.")]}) from None


def _signature(row: Any) -> Sent:
    words = {key: _words(row[key]) for key in ("id", "code", "digest", "identity", "person_name", "title")}
    return Sent(
        client_id=words["id"],
        code=words["code"],
        party=Party(row["party"]),
        digest=words["digest"],
        strokes={"aspect": PAD_ASPECT, "strokes": row["strokes"]},
        identity=words["identity"],
        person_name=words["person_name"],
        title=words["title"],
        signed_at=_moment(row["signed_at"]),
        device_at=_moment(row["device_at"]),
    )


def _words(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 200 or "\x00" in value:
        raise ValueError("no words")
    return value


def _moment(value: Any) -> datetime:
    moment = parse_datetime(_words(value))
    if moment is None or moment.tzinfo is None:
        raise ValueError("no moment")
    return moment
