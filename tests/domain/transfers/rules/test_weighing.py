"""When a need counts as weighed; when a need and a result are shown together."""

import pytest

from gieo.domain.transfers.rules.weighing import are_near, still_to_judge
from gieo.domain.transfers.vocab import Judged
from gieo.foundation.search.rules.kin import Tie
from gieo.foundation.search.rules.reasons import Reason

R, A = Judged.REFUSED, Judged.ACCEPTED


@pytest.mark.parametrize(
    ("shown", "judged", "left"),
    [
        ([], {}, []),
        ([1, 2], {}, [1, 2]),
        ([1, 2], {1: R}, [2]),
        ([1, 2], {1: R, 2: R}, []),
        ([1, 2, 3, 4, 5, 6, 7], {1: R, 2: R, 3: R, 4: R}, [5]),
        ([1, 2, 3, 4, 5, 6, 7], {1: R, 2: R, 3: R, 4: R, 5: R}, []),
        ([1, 2, 3], {3: A}, []),
        ([7, 8], {1: R, 2: R}, [7, 8]),
    ],
)
def test_the_first_five_are_judged_or_one_is_accepted(shown: list[int], judged: dict[int, Judged], left: list[int]):
    assert still_to_judge(shown, judged) == left


@pytest.mark.parametrize(
    ("reasons", "near"),
    [
        ([], False),
        ([Reason("trồng", in_title=True, counts=1)], False),
        ([Reason("trồng", in_title=True, counts=1), Reason("nếp nương", in_title=False, counts=1)], True),
        ([Reason("lợn", in_title=False, counts=1, asked="heo", tie=Tie.DIALECT)], True),
    ],
)
def test_one_syllable_in_common_is_not_enough(reasons: list[Reason], near: bool):
    assert are_near(reasons) is near
