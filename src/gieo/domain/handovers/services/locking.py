"""The first steps of every deed: lock the row, compare the version the person saw, ask the life cycle."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from gieo.core.errors import NotFound, Refused, Stale, WrongState
from gieo.domain.handovers.lifecycle import MINUTES
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.rules.turns import whose_turn
from gieo.domain.handovers.vocab import Party
from gieo.domain.handovers.wording import blocked, out_of_turn
from gieo.domain.transfers.models import TransferDecision
from gieo.domain.transfers.services.locking import lock_decisions
from gieo.domain.transfers.vocab import DecisionState


def lock_minutes(minutes: Minutes, version: int | None = None) -> Minutes:
    """The minutes as they stand now, locked to the end of the transaction.

    Raises Conflict when `version` is given and somebody has changed the minutes since they were read.
    """
    locked = Minutes.objects.select_for_update(of=("self",)).filter(pk=minutes.pk).first()
    if locked is None:
        raise NotFound(_("Biên bản này không còn."))
    if version is not None and locked.version != version:
        raise Stale(
            locked,
            _(
                "Người khác vừa đổi biên bản này. Những gì bạn gõ còn nguyên: xem nhật ký để biết chỗ đã đổi, "
                "rồi gửi lại nếu vẫn đúng."
            ),
        )
    return locked


def lock_in_force(ids: Iterable[int]) -> list[TransferDecision]:
    """Those of the decisions that are in force, locked: nobody revokes or amends them before this deed is done, and
    nobody else writes their lines down at the same time. Every deed that takes lines begins here."""
    return [decision for decision in lock_decisions(ids) if decision.state == DecisionState.ISSUED]


def require_turn(minutes: Minutes, party: Party) -> None:
    """Raises Refused with whose turn it is, where parties sign one after another and this one is not next."""
    if not minutes.signing_order or minutes.sealed is None:
        return
    signed = set(minutes.sealed.signatures.values_list("party", flat=True))
    turn = whose_turn(minutes.signing_order, signed)
    if party not in signed and party not in turn:
        raise Refused(out_of_turn(party, turn[0]))


def step(verb: str, minutes: Minutes) -> str:
    """Where `verb` leads from the present state. Raises WrongState with a sentence for the user."""
    try:
        return MINUTES.target(verb, minutes.state)
    except WrongState as wrong:
        wrong.message = blocked(verb, minutes.state)
        raise
