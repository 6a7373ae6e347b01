"""Which deeds a page offers, each with its permit: what is not allowed stays visible and says why."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from gieo.core.actor import Actor
from gieo.core.lifecycle import Lifecycle
from gieo.core.permits import YES, Permit, first_refusal, no
from gieo.domain.transfers.lifecycle import CONFERENCE, DECISION
from gieo.domain.transfers.models import Conference, TransferDecision
from gieo.domain.transfers.permits import CONFERENCE_PERMITS, DECISION_PERMITS
from gieo.domain.transfers.wording import (
    CONFERENCE_VERBS,
    DECISION_VERBS,
    Label,
    conference_blocked,
    decision_blocked,
)


@dataclass(frozen=True)
class Deed:
    """One button: its verb, its words, and whether this person may press it now."""

    verb: str
    label: Label
    permit: Permit

    @property
    def ok(self) -> bool:
        return self.permit.ok

    @property
    def why(self) -> str:
        return str(self.permit.why)


def decision_deeds(decision: TransferDecision, actor: Actor, verbs: Iterable[str] | None = None) -> dict[str, Deed]:
    """Deeds on a decision by verb, in the order of the table."""
    chosen = tuple(verbs) if verbs is not None else (*DECISION.all_verbs, "discard")
    return {
        verb: Deed(
            verb,
            DECISION_VERBS[verb],
            first_refusal(
                DECISION_PERMITS[verb](actor),
                _state(DECISION, "edit" if verb == "discard" else verb, decision.state, decision_blocked, verb),
            ),
        )
        for verb in chosen
    }


def conference_deeds(conference: Conference, actor: Actor, verbs: Iterable[str] | None = None) -> dict[str, Deed]:
    """Deeds on a conference by verb, in the order of the table."""
    chosen = tuple(verbs) if verbs is not None else CONFERENCE.all_verbs
    return {
        verb: Deed(
            verb,
            CONFERENCE_VERBS[verb],
            first_refusal(
                CONFERENCE_PERMITS[verb](actor),
                _state(CONFERENCE, verb, conference.state, conference_blocked, verb),
            ),
        )
        for verb in chosen
    }


def _state(table: Lifecycle, row: str, state: str, sentence: Callable[[str, str], str], verb: str) -> Permit:
    return YES if table.allows(row, state) else no(sentence(verb, state))
