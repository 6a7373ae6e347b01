"""What stands out, and what a use has cost: criteria are data, and weak evidence tells no cost."""

from datetime import date

import pytest

from gieo.core.actor import SYSTEM
from gieo.domain.insights import queries
from gieo.domain.insights.rules.effects import Standing, cost_per_use, criteria
from gieo.domain.insights.vocab import CostFault, RowSet
from gieo.domain.insights.wording import COST_FAULTS
from gieo.domain.uptake.vocab import Grade, Level
from tests.factories.transfers import a_result
from tests.factories.uptake import SEEN, a_claim, a_place, claimed_again, verified_use

ASKED = criteria(date(2024, 5, 1))
TOLD, WRITTEN = Standing(Level.TRIED, Grade.STATEMENT), Standing(Level.ROUTINE, Grade.DOCUMENT)


@pytest.mark.parametrize(
    ("cost", "uses", "said"),
    [
        (900, [], CostFault.NO_USE),
        (None, [WRITTEN, WRITTEN], CostFault.NO_COST),
        (0, [WRITTEN, WRITTEN], CostFault.NO_COST),
        (900, [WRITTEN], CostFault.FEW),
        (900, [TOLD, WRITTEN], CostFault.WEAK),
        (900, [WRITTEN, WRITTEN], 450),
        (1000, [TOLD, WRITTEN, WRITTEN, WRITTEN], 333),
    ],
)
def test_a_cost_is_told_on_good_evidence_only(cost: int | None, uses: list[Standing], said: int | CostFault) -> None:
    assert cost_per_use(cost, uses, ASKED) == said


def test_every_refusal_has_its_words() -> None:
    assert set(COST_FAULTS) == set(CostFault)


@pytest.mark.django_db
def test_who_stands_out_today_and_no_longer_when_it_stopped() -> None:
    result = a_result()
    verified_use(a_claim(), subject=result, place=a_place("Xã Na Sang"))
    use = verified_use(a_claim(Level.ROUTINE), subject=result, place=a_place("Xã Pa Ham"))
    verified_use(a_claim(Level.EXTENDED))
    assert list(queries.row_set(RowSet.OUTSTANDING, SYSTEM, today=SEEN)) == [result]
    assert sorted(queries.standings([result.pk], SYSTEM, SEEN)[result.pk], key=str) == sorted([TOLD, WRITTEN], key=str)
    assert not queries.row_set(RowSet.OUTSTANDING, SYSTEM, today=date(2025, 5, 11)).exists()
    claimed_again(use, a_claim(Level.STOPPED))
    assert not queries.row_set(RowSet.OUTSTANDING, SYSTEM, today=SEEN).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("levels", "out"),
    [
        ([], False),
        ([Level.ROUTINE], False),
        ([Level.TRIED, Level.TRIED], False),
        ([Level.TRIED, Level.ROUTINE], True),
        ([Level.EXTENDED, Level.RECEIVED], False),
    ],
)
def test_enough_places_and_far_enough_at_one(levels: list[Level], out: bool) -> None:
    result = a_result()
    for number, level in enumerate(levels):
        verified_use(a_claim(level), subject=result, place=a_place(f"Xã {number}"))
    assert queries.row_set(RowSet.OUTSTANDING, SYSTEM, today=SEEN).exists() is out
