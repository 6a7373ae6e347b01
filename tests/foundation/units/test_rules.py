"""What a unit was on a day, and chains of succession."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gieo.foundation.units.rules import Face, existed_on, face_on, family, makes_circle
from gieo.foundation.units.vocab import UnitKind

TODAY = Face("Công ty A", "A", UnitKind.ENTERPRISE)
COOPERATIVE = Face("Hợp tác xã A", "A", UnitKind.COOPERATIVE)
GROUP = Face("Tổ hợp tác A", "A", UnitKind.OTHER)
EARLIER = [(date(2022, 1, 1), COOPERATIVE), (date(2018, 6, 1), GROUP)]


@pytest.mark.parametrize(
    ("day", "face"),
    [
        (date(2010, 1, 1), GROUP),
        (date(2018, 5, 31), GROUP),
        (date(2018, 6, 1), COOPERATIVE),
        (date(2021, 12, 31), COOPERATIVE),
        (date(2022, 1, 1), TODAY),
        (date(2030, 1, 1), TODAY),
    ],
)
def test_a_face_holds_until_the_day_it_changed(day: date, face: Face) -> None:
    assert face_on(TODAY, EARLIER, day) == face


@pytest.mark.parametrize(
    ("day", "existed"),
    [
        (date(2013, 6, 24), False),
        (date(2013, 6, 25), True),
        (date(2025, 6, 30), True),
        (date(2025, 7, 1), False),
    ],
)
def test_the_first_day_without_the_unit_is_no_day_of_it(day: date, existed: bool) -> None:
    assert existed_on(date(2013, 6, 25), date(2025, 7, 1), day) is existed


def test_a_unit_of_unknown_age_always_existed() -> None:
    assert existed_on(None, None, date(1955, 1, 1))


def test_a_circle_is_seen_however_long() -> None:
    heirs = {1: 2, 2: 3, 3: 4}
    assert makes_circle(4, 1, heirs)
    assert makes_circle(4, 3, heirs)
    assert makes_circle(5, 5, heirs)
    assert not makes_circle(4, 5, heirs)
    assert not makes_circle(5, 1, heirs)


def test_a_family_is_the_unit_and_all_it_inherited_from() -> None:
    assert family([4], {1: 2, 2: 4, 3: 4, 5: 6}) == {1, 2, 3, 4}
    assert family([], {1: 2}) == frozenset()


ids = st.integers(min_value=1, max_value=8)


@given(st.lists(st.tuples(ids, ids), max_size=12))
def test_refusing_circles_keeps_every_chain_finite(wishes: list[tuple[int, int]]) -> None:
    heirs: dict[int, int] = {}
    for unit, heir in wishes:
        if unit not in heirs and not makes_circle(unit, heir, heirs):
            heirs[unit] = heir
    for unit in heirs:
        step, steps = unit, 0
        while step in heirs:
            step, steps = heirs[step], steps + 1
            assert steps <= len(heirs)


@given(st.dictionaries(ids, ids, max_size=8), ids)
def test_everyone_in_a_family_leads_to_its_head(heirs: dict[int, int], head: int) -> None:
    for member in family([head], heirs):
        step, seen = member, set()
        while step != head and step not in seen:
            seen.add(step)
            step = heirs[step]
        assert step == head
