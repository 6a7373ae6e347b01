import pytest

from gieo.core.errors import WrongState
from gieo.domain.transfers.lifecycle import CONFERENCE, DECISION
from gieo.domain.transfers.permits import CONFERENCE_PERMITS, DECISION_PERMITS
from gieo.domain.transfers.vocab import ConferenceState, DecisionState
from gieo.domain.transfers.wording import (
    CONFERENCE_VERBS,
    DECISION_VERBS,
    LEG_LABELS,
    conference_blocked,
    decision_blocked,
)


def test_the_way_of_a_decision():
    assert DECISION.target("submit", DecisionState.DRAFT) == DecisionState.SUBMITTED
    assert DECISION.target("return", DecisionState.SUBMITTED) == DecisionState.DRAFT
    assert DECISION.target("issue", DecisionState.SUBMITTED) == DecisionState.ISSUED
    assert DECISION.target("amend", DecisionState.ISSUED) == DecisionState.AMENDED
    assert DECISION.target("revoke", DecisionState.ISSUED) == DecisionState.REVOKED
    assert set(DECISION.states) == set(DecisionState)


@pytest.mark.parametrize("verb", ["add_lines", "edit_line", "remove_lines", "edit"])
@pytest.mark.parametrize("state", [state for state in DecisionState if state != DecisionState.DRAFT])
def test_only_a_draft_changes_its_lines(verb, state):
    with pytest.raises(WrongState):
        DECISION.target(verb, state)


@pytest.mark.parametrize("state", [DecisionState.AMENDED, DecisionState.REVOKED])
def test_nothing_follows_an_amended_or_revoked_decision(state):
    assert DECISION.verbs(state) == ()


def test_the_way_of_a_conference():
    assert CONFERENCE.target("open", ConferenceState.PLANNED) == ConferenceState.OPEN
    assert CONFERENCE.target("close", ConferenceState.OPEN) == ConferenceState.CLOSED
    assert CONFERENCE.target("reopen", ConferenceState.CLOSED) == ConferenceState.OPEN
    assert CONFERENCE.target("report", ConferenceState.CLOSED) == ConferenceState.REPORTED
    assert set(CONFERENCE.states) == set(ConferenceState)
    assert not CONFERENCE.allows("publish", ConferenceState.OPEN)
    assert not CONFERENCE.allows("edit", ConferenceState.CLOSED)


def test_every_verb_has_its_permit_and_its_words():
    assert set(DECISION.all_verbs) <= set(DECISION_PERMITS) == set(DECISION_VERBS)
    assert set(CONFERENCE.all_verbs) <= set(CONFERENCE_PERMITS) == set(CONFERENCE_VERBS)
    assert len(LEG_LABELS) == 4


@pytest.mark.parametrize("verb", DECISION_VERBS)
@pytest.mark.parametrize("state", DecisionState)
def test_a_refused_deed_on_a_decision_is_a_vietnamese_sentence(verb, state):
    sentence = decision_blocked(verb, state)
    assert sentence.endswith(".")
    assert verb not in sentence


@pytest.mark.parametrize("verb", CONFERENCE_VERBS)
@pytest.mark.parametrize("state", ConferenceState)
def test_a_refused_deed_on_a_conference_is_a_vietnamese_sentence(verb, state):
    sentence = conference_blocked(verb, state)
    assert sentence.endswith(".")
    assert f" {verb} " not in sentence
