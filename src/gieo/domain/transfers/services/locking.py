"""The first steps of every deed: lock the row, compare the version the person saw, ask the life cycle.

The journal's verb is the life cycle's verb, so a reader of the journal and a reader of the table meet the same words.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from gieo.core.errors import NotFound, Stale, WrongState
from gieo.domain.transfers.lifecycle import CONFERENCE, DECISION
from gieo.domain.transfers.models import Conference, TransferDecision
from gieo.domain.transfers.wording import conference_blocked, decision_blocked


def lock_decision(decision: TransferDecision, version: int | None = None) -> TransferDecision:
    """The decision as it stands now, locked to the end of the transaction.

    Raises Conflict when `version` is given and somebody has changed the decision since it was read.
    """
    locked = TransferDecision.objects.select_for_update().filter(pk=decision.pk).first()
    if locked is None:
        raise NotFound(_("Bản thảo này vừa được người khác bỏ."))
    if version is not None and locked.version != version:
        raise Stale(
            locked,
            _(
                "Người khác vừa đổi quyết định này. Những gì bạn gõ còn nguyên: xem nhật ký để biết chỗ đã đổi, "
                "rồi gửi lại nếu vẫn đúng."
            ),
        )
    return locked


def lock_decisions(ids: Iterable[int]) -> list[TransferDecision]:
    """Decisions as they stand now, locked in the order of their ids: until the end of the transaction nobody revokes or
    amends one, and nobody else writes its lines into minutes."""
    return list(TransferDecision.objects.select_for_update().filter(pk__in=set(ids)).order_by("pk"))


def lock_conference(conference: Conference, version: int | None = None) -> Conference:
    """The conference as it stands now, locked to the end of the transaction. Raises Conflict as lock_decision does."""
    locked = Conference.objects.select_for_update().get(pk=conference.pk)
    if version is not None and locked.version != version:
        raise Stale(
            locked,
            _(
                "Người khác vừa đổi hội nghị này. Những gì bạn gõ còn nguyên: xem nhật ký để biết chỗ đã đổi, "
                "rồi gửi lại nếu vẫn đúng."
            ),
        )
    return locked


def decision_step(verb: str, decision: TransferDecision) -> str:
    """Where `verb` leads from the decision's state. Raises WrongState with a sentence for the user."""
    try:
        return DECISION.target(verb, decision.state)
    except WrongState as wrong:
        wrong.message = decision_blocked(verb, decision.state)
        raise


def conference_step(verb: str, conference: Conference) -> str:
    """Where `verb` leads from the conference's state. Raises WrongState with a sentence for the user."""
    try:
        return CONFERENCE.target(verb, conference.state)
    except WrongState as wrong:
        wrong.message = conference_blocked(verb, conference.state)
        raise


def require_text(fields: dict[str, str], sentences: dict[str, str]) -> dict[str, list[str]]:
    """Errors for those of `sentences` whose field is blank."""
    return {name: [sentence] for name, sentence in sentences.items() if not fields.get(name, "").strip()}
