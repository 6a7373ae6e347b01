"""The record of a use: the ladder, what it rests on, all that was claimed, what may be done next."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gieo.core import clock
from gieo.core.actor import Actor
from gieo.core.permits import Permit, no
from gieo.domain.results.access import public_results
from gieo.domain.uptake.access import access_evidence, access_use
from gieo.domain.uptake.models import Claim, Use
from gieo.domain.uptake.permits import is_of_office, is_receiver, may_claim_use, may_verify_claim
from gieo.domain.uptake.queries.evidence import claims_of
from gieo.domain.uptake.queries.standing import with_standing
from gieo.domain.uptake.rules.evidence import DECAY_BASIS
from gieo.domain.uptake.services.claiming import VERIFY_DUTY
from gieo.domain.uptake.vocab import ClaimState, Level, Silence
from gieo.domain.uptake.wording import LEVEL_LABELS, VERBS
from gieo.foundation.duties.queries import duties_of
from gieo.foundation.journal.queries import history
from gieo.foundation.places.rules import in_sentence
from gieo.interfaces.web.ui.components import Deed, Link, NextStep
from gieo.interfaces.web.ui.happenings import happenings
from gieo.interfaces.web.ui.pages import page, public_address, reads
from gieo.interfaces.web.ui.serving import picture_response, stored_response
from gieo.interfaces.web.ui.thread import Knot, make_thread
from gieo.interfaces.web.uptake.present import (
    crumbs,
    ladder,
    model_link,
    receiver_label,
    shown_claim,
    standing_pill,
    subject_url,
    use_link,
)


@dataclass(frozen=True)
class Spread:
    """The code that a neighbour scans at this place, and the page of the tree."""

    address: str
    tree: str


@reads
def record(request: HttpRequest, code: str) -> HttpResponse:
    actor, today = request.actor, clock.today()
    use = access_use(code, actor)
    stands: Any = with_standing(Use.objects.filter(pk=use.pk), today).get()
    claims = [shown_claim(claim, use, today) for claim in claims_of(use)]
    by_key = {shown.claim.pk: shown for shown in claims}
    waiting = next((shown.claim for shown in claims if shown.claim.state == ClaimState.CLAIMED), None)
    may_claim = _may_claim(actor, use, waiting)
    return page(
        request,
        "uptake/record.html",
        use=use,
        subject=use.subject,
        subject_url=subject_url(use),
        receiver=receiver_label(use, today),
        place=in_sentence(use.place.name),
        pill=standing_pill(stands.stands),
        ladder=ladder(stands.stands),
        stands=stands.stands,
        stands_by=by_key.get(stands.stands_by),
        stands_until=stands.stands_until,
        claims=claims,
        waiting=by_key.get(waiting.pk) if waiting else None,
        next_step=_next_step(use, actor, stands, waiting, may_claim),
        stop_deed=_deed(_("Ghi đã dừng"), "stop", use, may_claim, icon="circle-stop")
        if stands.stands != Level.STOPPED
        else None,
        household=use.household if is_of_office(actor) or is_receiver(actor, use) else "",
        model=model_link(use),
        spread=_spread(use),
        thread=_thread(use),
        happenings=happenings(history(use)),
        trail=crumbs(Link(use.code)),
    )


def _spread(use: Use) -> Spread | None:
    """Where those go who copy this very place; only what is public is copied by a code."""
    if use.result is None or not public_results().filter(pk=use.result.pk).exists():
        return None
    say = reverse("copies_public:say", args=[use.result.code])
    return Spread(
        address=public_address(f"{say}?{urlencode({'from': use.code})}"),
        tree=reverse("copies:tree", args=[use.result.code]),
    )


def _may_claim(actor: Actor, use: Use, waiting: Claim | None) -> Permit:
    permit = may_claim_use(actor, use)
    if permit and waiting is not None:
        return no(_("Còn một khai báo chờ xác nhận."))
    return permit


def _deed(label: str, verb: str, use: Use, permit: Permit, *, icon: str, kind: str = "plain") -> Deed:
    url = reverse(f"uptake:{verb}", args=[use.code])
    return Deed(label=label, url=url, icon=icon, kind=kind, blocked="" if permit else str(permit.why))


def _next_step(use: Use, actor: Actor, stands: Any, waiting: Claim | None, may_claim: Permit) -> NextStep:
    pill = standing_pill(stands.stands)
    if waiting is not None:
        duty = duties_of(use).filter(kind=VERIFY_DUTY).order_by("-pk").first()
        look = Deed(
            label=_("Xem và xác nhận"),
            url=reverse("uptake:look", args=[use.code, waiting.number]),
            icon="badge-check",
            kind="main" if may_verify_claim(actor, waiting) else "plain",
        )
        return NextStep(
            title=_("Xem khai báo “%(level)s” và xác nhận") % {"level": LEVEL_LABELS[waiting.level]},
            who=_("Chuyên viên hoặc lãnh đạo Sở, không phải người đã khai"),
            due=duty.due if duty else None,
            basis=str(DECAY_BASIS),
            after=_("Mức mới được tính từ ngày thấy như vậy; người khai nhận thư"),
            state=pill,
            deeds=(look,),
        )
    claim = _deed(str(VERBS["claim"]), "claim", use, may_claim, icon="pen-line", kind="main")
    who = receiver_label(use, clock.today())
    if stands.stands == Level.STOPPED:
        return NextStep(
            title=_("Đã dừng. Làm lại thì ghi mức mới"), who=who, state=pill, deeds=(_quiet(claim),), done=True
        )
    if stands.stands in set(Silence):
        return NextStep(
            title=_("Ghi lại tình hình hôm nay: chưa có gì còn giá trị"), who=who, state=pill, deeds=(claim,),
            after=_("Người khác của Sở xác nhận, rồi mức mới được tính"),
        )  # fmt: skip
    return NextStep(
        title=_("Xác nhận lại trước khi bằng chứng hết hạn"),
        who=who,
        due=stands.stands_until,
        basis=str(DECAY_BASIS),
        after=_("Quá ngày này mức “%(level)s” không còn được tính") % {"level": LEVEL_LABELS[stands.stands]},
        state=pill,
        deeds=(claim,),
    )


def _quiet(deed: Deed) -> Deed:
    return Deed(label=deed.label, url=deed.url, icon=deed.icon, blocked=deed.blocked)


def _thread(use: Use) -> tuple[Knot, ...]:
    """What is used stands upstream, who copied it downstream."""
    copied = tuple(use_link(other) for other in Use.objects.filter(copied_by__parent=use).distinct().order_by("pk"))
    return make_thread(
        here="uptake",
        links={"result": (Link(use.subject.code, subject_url(use)),)} | ({"replication": copied} if copied else {}),
        notes={"transfer": receiver_label(use, clock.today())},
    )


@reads
def evidence(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The photograph or the file itself, for those who see the record."""
    found = access_evidence(access_use(code, request.actor), pk)
    if found.photograph is not None:
        return picture_response(request, found.photograph.file)
    assert found.file is not None  # asked by the door
    return stored_response(request, found.file)
