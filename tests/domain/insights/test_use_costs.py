"""What one verified use of a result has cost: each case reckoned by hand, in đồng."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gieo.core.actor import SYSTEM, Role
from gieo.domain.insights.queries import use_costs
from gieo.domain.insights.vocab import CostFault
from gieo.domain.results.models import Result
from gieo.domain.results.vocab import Access
from gieo.domain.uptake.models import Demonstration
from gieo.domain.uptake.services.demonstrations import abandon_model, spend_on_model
from gieo.domain.uptake.vocab import Grade, Level
from gieo.domain.uptake.vocab.demonstrations import Source
from tests.factories.demonstrations import planned_model, running_model
from tests.factories.transfers import a_product, a_result, moment
from tests.factories.uptake import NOW, SEEN, a_claim, a_proof, claimed_again, claimed_use, officer_of, verified_use

pytestmark = pytest.mark.django_db


def told(result: Result) -> Any:
    return use_costs([result.pk], SYSTEM, SEEN).each(result)


def in_use(result: Result, written: int = 0, said: int = 0) -> None:
    """Verified uses: so many that rest on a document, so many on what somebody said."""
    for _use in range(written):
        verified_use(a_claim(Level.ROUTINE), subject=result)
    for _use in range(said):
        verified_use(a_claim(Level.TRIED, a_proof(Grade.STATEMENT)), subject=result)


def model_of(result: Result, holder: str = "Sùng A Dế", **spent: int | None) -> Demonstration:
    """A demonstration model that has cost so much by source; what it was planned to cost is nine times as much."""
    paid = {Source(source): sum_ for source, sum_ in spent.items()}
    planned = {source: (sum_ or 1) * 9 for source, sum_ in paid.items()}
    made = running_model(result, household=holder, costs=planned)
    return spend_on_model(made, paid, actor=officer_of(), now=NOW)


def test_no_verified_use_tells_no_cost() -> None:
    result = a_result(budget_state=900_000_000)
    for _use in range(3):
        claimed_use(a_claim(Level.ROUTINE), subject=result)
    assert told(result) is CostFault.NO_USE


def test_weak_evidence_alone_tells_no_cost() -> None:
    result = a_result(budget_state=900_000_000)
    in_use(result, written=1, said=4)
    assert told(result) is CostFault.WEAK


def test_one_use_is_too_few() -> None:
    result = a_result(budget_state=900_000_000)
    in_use(result, written=1)
    model_of(result, state=30_000_000)  # a model whose use nobody has verified is no second one
    assert told(result) is CostFault.FEW


def test_without_a_budget_what_models_cost_is_not_passed_off_as_all() -> None:
    result = a_result()
    in_use(result, written=2)
    model_of(result, state=30_000_000)
    assert told(result) is CostFault.NO_COST


def test_the_budget_of_all_sources_by_the_uses_on_good_evidence() -> None:
    result = a_result(budget_state=600_000_000, budget_other=300_000_001)
    in_use(result, written=4, said=3)
    assert told(result) == 225_000_000  # 900.000.001 : 4 = 225.000.000,25


def test_a_model_with_several_costs_adds_them_all() -> None:
    result = a_result(budget_state=900_000_000)
    in_use(result, written=3)
    model_of(result, state=30_000_000, household=12_000_000, other=6_000_000)
    assert told(result) == 316_000_000  # (900.000.000 + 48.000.000) : 3


def test_what_was_planned_and_not_spent_is_not_counted_and_what_was_given_up_is() -> None:
    result = a_result(budget_state=500_000_000)
    in_use(result, written=2)
    model_of(result, state=10_000_000, household=None)
    planned_model(result, household="Vàng Thị Dợ")
    given_up = model_of(result, holder="Giàng A Chứ", other=4_000_000)
    abandon_model(given_up, reason="Hộ chuyển đi.", actor=officer_of(), now=NOW)
    assert told(result) == 257_000_000  # (500.000.000 + 10.000.000 + 4.000.000) : 2


def test_two_results_of_one_task_have_each_its_own_money_and_uses() -> None:
    one, two = (a_result(task_code="ĐT-2019-05", budget_state=sum_) for sum_ in (700_000_000, 300_000_000))
    in_use(one, written=2)
    in_use(two, written=3)
    model_of(two, state=60_000_000)
    costs = use_costs([one.pk, two.pk], SYSTEM, SEEN)
    assert costs.each(one) == 350_000_000  # 700.000.000 : 2
    assert costs.each(two) == 120_000_000  # (300.000.000 + 60.000.000) : 3
    assert (costs.places(one), costs.places(two)) == (2, 3)


def test_an_expired_use_does_not_share_the_cost() -> None:
    result, old = a_result(budget_state=800_000_000), date(2022, 6, 1)
    in_use(result, written=2)
    verified_use(a_claim(Level.ROUTINE, on=old), subject=result, now=moment(old))
    assert told(result) == 400_000_000  # 800.000.000 : 2, not by 3
    assert use_costs([result.pk], SYSTEM, date(2030, 1, 1)).each(result) is CostFault.NO_USE


def test_a_document_that_ran_out_is_no_good_evidence_for_a_use_that_stands_on_what_was_said_later() -> None:
    result, last = a_result(budget_state=800_000_000), date(2024, 7, 1)
    for _use in range(2):
        written, said = a_proof(Grade.DOCUMENT, date(2023, 4, 1)), a_proof(Grade.STATEMENT)
        verified_use(a_claim(Level.TRIED, written, said), subject=result)
    assert use_costs([result.pk], SYSTEM, last).each(result) == 400_000_000  # 800.000.000 : 2
    after = use_costs([result.pk], SYSTEM, date(2024, 7, 2))
    assert (after.places(result), after.each(result)) == (2, CostFault.WEAK)


def test_a_stopped_use_does_not_either_and_one_of_a_product_does() -> None:
    result = a_result(budget_state=1_000_000_000)
    in_use(result, written=2)
    verified_use(a_claim(Level.ROUTINE), subject=a_product(result=result))
    claimed_again(verified_use(a_claim(Level.ROUTINE), subject=result), a_claim(Level.STOPPED))
    assert told(result) == 333_333_333  # 1.000.000.000 : 3 = 333.333.333,3


def test_who_may_not_see_a_result_reads_neither_its_uses_nor_its_money() -> None:
    result = a_result(budget_state=900_000_000)
    in_use(result, written=2)
    model_of(result, state=30_000_000)
    Result.objects.filter(pk=result.pk).update(access=Access.RESTRICTED)
    costs = use_costs([result.pk], officer_of(role=Role.DIRECTOR), SEEN)
    assert (costs.places(result), costs.models) == (0, {})


@pytest.mark.parametrize("results", [1, 3])
def test_it_takes_three_queries_however_many_results(results: int, django_assert_num_queries: Any) -> None:
    made = [a_result(budget_state=900_000_000) for _result in range(results)]
    for result in made:
        in_use(result, written=2)
        model_of(result, state=30_000_000)
    with django_assert_num_queries(3):
        costs = use_costs([result.pk for result in made], SYSTEM, SEEN)
        assert {costs.each(result) for result in made} == {465_000_000}
