"""The one door to decisions, lines and conferences. Lists use the same sets."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from gieo.core.actor import Actor, Role
from gieo.core.errors import NotFound
from gieo.domain.results.access import public_results, visible_results
from gieo.domain.results.models import Result
from gieo.domain.results.vocab import Access
from gieo.domain.transfers.engine import open_talk
from gieo.domain.transfers.models import (
    Conference,
    ConferenceUnit,
    DecisionLine,
    HallBoard,
    Interest,
    TransferDecision,
)
from gieo.domain.transfers.permits import may_see_transfers
from gieo.domain.transfers.vocab import ISSUED_STATES, InterestState, TalkFault
from gieo.foundation.files.models import StoredFile
from gieo.foundation.units.permits import answers_for, passed

_OPEN_ITEM = Q(result__access=Access.OPEN) | Q(product__isnull=False) & (
    Q(product__result__isnull=True) | Q(product__result__access=Access.OPEN)
)


def own_lines(actor: Actor) -> Q:
    """Lines of the units the actor speaks for: also what these have taken over, but for what another heir was given."""
    return passed(answers_for(actor, Role.UNIT_REP), actor.on, "unit")


def own_units(actor: Actor) -> Q:
    """Seats of the units the actor speaks for, those that these have succeeded included."""
    return Q(unit_id__in=answers_for(actor, Role.UNIT_REP))


def _seen_items(actor: Actor) -> Q:
    seen = visible_results(actor).values("pk")
    return _OPEN_ITEM | Q(result__in=seen) | Q(product__result__in=seen)


def visible_lines(actor: Actor) -> QuerySet[DecisionLine]:
    """Lines the actor may see: restricted results only for those who see them, a unit only its own issued lines."""
    lines = DecisionLine.objects.filter(_seen_items(actor))
    if may_see_transfers(actor):
        return lines
    return lines.filter(own_lines(actor), decision__state__in=ISSUED_STATES)


def public_lines() -> QuerySet[DecisionLine]:
    """Lines of issued decisions that anybody may see: nothing of a restricted result."""
    return DecisionLine.objects.filter(_OPEN_ITEM, decision__state__in=ISSUED_STATES)


def visible_decisions(actor: Actor) -> QuerySet[TransferDecision]:
    """Every decision for the office and the province's leaders; for a unit those issued that give it something."""
    if may_see_transfers(actor):
        return TransferDecision.objects.all()
    mine = visible_lines(actor).filter(decision_id=OuterRef("pk"))
    return TransferDecision.objects.filter(Exists(mine), state__in=ISSUED_STATES)


def access_decision(code: str, actor: Actor) -> TransferDecision:
    """The decision with this code, or NotFound when there is none for this actor."""
    decision = visible_decisions(actor).select_related("issuer", "scan", "amends").filter(code=code).first()
    if decision is None:
        raise NotFound(_("Không có quyết định mang mã này."))
    return decision


def access_scan(decision: TransferDecision, actor: Actor) -> StoredFile:
    """The scanned paper of a decision that the actor sees. It shows every line, so whoever may not see a restricted
    result among them is not given it. Raises NotFound."""
    if decision.scan is None or not may_open_scan(decision, actor):
        raise NotFound(_("Quyết định này chưa có bản chụp."))
    return decision.scan


def may_open_scan(decision: TransferDecision, actor: Actor) -> bool:
    """Whether the paper holds nothing that this actor may not see."""
    seen = DecisionLine.objects.filter(_seen_items(actor)).values("pk")
    return not DecisionLine.objects.filter(decision=decision).exclude(pk__in=seen).exists()


def visible_conferences(actor: Actor) -> QuerySet[Conference]:
    """Every conference for the office and the province's leaders; for a unit those it is invited to."""
    if may_see_transfers(actor):
        return Conference.objects.all()
    seat = ConferenceUnit.objects.filter(own_units(actor), conference_id=OuterRef("pk"))
    return Conference.objects.filter(Exists(seat))


def access_conference(code: str, actor: Actor) -> Conference:
    """The conference with this code, or NotFound when there is none for this actor."""
    conference = visible_conferences(actor).filter(code=code).first()
    if conference is None:
        raise NotFound(_("Không có hội nghị mang mã này."))
    return conference


def public_conferences() -> QuerySet[Conference]:
    """Conferences whose page is published."""
    return Conference.objects.filter(published_at__isnull=False)


def access_public_conference(code: str) -> Conference:
    """The published conference with this code, or NotFound: an unpublished one is nowhere."""
    conference = public_conferences().filter(code=code).first()
    if conference is None:
        raise NotFound(_("Không có trang hội nghị này."))
    return conference


def board_digest(token: str) -> str:
    """What is kept of a board's secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def access_board(token: str, *, now: datetime) -> Conference:
    """The conference whose board hangs under this secret, whoever asks. Raises NotFound once it was taken down."""
    board = HallBoard.objects.select_related("conference").filter(token_digest=board_digest(token)).first()
    if board is None or now >= board.ends_at:
        raise NotFound(_("Bảng này đã được gỡ."))
    return board.conference


def asked_result(code: str) -> Result:
    """The result that anybody may ask about: one that is public. Raises NotFound as for unknown codes."""
    result = public_results().filter(code=code).first()
    if result is None:
        raise NotFound(_("Không có kết quả “%(code)s”.") % {"code": code})
    return result


def visible_interests(actor: Actor) -> QuerySet[Interest]:
    """All for the office, a unit its own; of a result that was restricted since, only for its readers."""
    seen = Interest.objects.filter(Q(result__access=Access.OPEN) | Q(result__in=visible_results(actor).values("pk")))
    if actor.is_system or actor.is_office:
        return seen
    return seen.filter(unit__in=answers_for(actor, Role.UNIT_REP))


def access_interest(code: str, actor: Actor) -> Interest:
    """The interest with this code, or NotFound when there is none for this actor."""
    interest = visible_interests(actor).select_related("result", "unit").filter(code=code).first()
    if interest is None:
        raise NotFound(_("Không có cuộc trao đổi mang mã này."))
    return interest


def restricted_interests() -> QuerySet[Interest]:
    """Those about a result that only named people may see."""
    return Interest.objects.filter(result__access=Access.RESTRICTED)


@dataclass(frozen=True)
class Talk:
    """What the link of who asked leads to, or why it opens nothing; a link made here is known all the same."""

    interest: Interest | None = None
    fault: TalkFault | None = None


def open_interest(token: str, *, on: date) -> Talk:
    """What a link opens on a day."""
    found = open_talk(token)
    rows = Interest.objects.select_related("result", "unit")
    interest = rows.filter(pk=found[0]).first() if found else None
    if found is None or interest is None:
        return Talk(fault=TalkFault.FORGED)
    return Talk(interest, _talk_fault(interest, found[1], on))


def _talk_fault(interest: Interest, number: int, on: date) -> TalkFault | None:
    if interest.state == InterestState.TAKEN_BACK or interest.forgotten_on is not None:
        return TalkFault.GONE
    if interest.result.access != Access.OPEN:
        return TalkFault.HELD_BACK
    if number != interest.link_number:
        return TalkFault.RENEWED
    return TalkFault.EXPIRED if on > interest.link_until else None
