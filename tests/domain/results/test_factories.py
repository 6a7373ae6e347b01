"""The factories give what they promise; other rooms' tests stand on them."""

import pytest

from gieo.domain.results.queries import handover_gate, handover_gates
from tests.factories.results import STAGES, bulk_results, make_result

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("stage", STAGES)
def test_a_result_stands_where_it_was_asked_to(stage):
    assert make_result(stage).state == stage


def test_an_offered_result_with_its_kit_may_be_handed_over_and_one_without_may_not():
    assert handover_gate(make_result("transferable")).ok
    assert not handover_gate(make_result("transferable", kit=False)).ok


def test_many_results_at_once_are_offered_but_their_kits_lack_the_procedure():
    made = bulk_results(3)
    assert [gate.missing for gate in handover_gates(made).values()] == [("procedure",)] * 3
