import pytest

from gieo.domain.transfers.queries.figures import line_figures
from gieo.domain.transfers.vocab import ConferenceState, DecisionState, FigureKind
from tests.factories import transfers as make

pytestmark = pytest.mark.django_db


def test_stages_of_a_decision():
    assert make.draft_decision().state == DecisionState.DRAFT
    assert make.submitted_decision().state == DecisionState.SUBMITTED
    assert make.issued_decision().state == DecisionState.ISSUED


def test_stages_of_a_conference():
    assert make.planned_conference().state == ConferenceState.PLANNED
    assert make.open_conference().state == ConferenceState.OPEN
    assert make.closed_conference().state == ConferenceState.CLOSED
    assert make.published_conference().is_public


def test_the_conference_of_2023_in_figures():
    decision = make.issued_decision(results=9, products=31, units=11, enterprises=1, number="797/QĐ-UBND")
    figures = line_figures(decision.lines.all(), decision.issued_on)
    assert [figures.of(kind) for kind in FigureKind] == [9, 31, 11, 1]
