"""What may be added, and what is counted once."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from gieo.domain.uptake.rules.totals import ADDED, MOST, WHOLE, Ground, Scaled, counted_once, most, totals
from gieo.domain.uptake.vocab import Measure

# District 1 of old holds communes 11 and 12, district 2 holds 21; today's commune 31 has 11 and 12, 32 has 21.
PLACES = {1: (1,), 2: (2,), 11: (11, 1, 31), 12: (12, 1, 31), 21: (21, 2, 32), 31: (31,), 32: (32,)}
# Units 101 and 102 were merged into 103; 104 goes on.
HOLDERS = {101: (101, 103), 102: (102, 103), 103: (103,), 104: (104,)}

GROUNDS = st.builds(
    lambda holder, place, plot: Ground(HOLDERS[holder], PLACES[place], plot),
    st.sampled_from(sorted(HOLDERS)),
    st.sampled_from(sorted(PLACES)),
    st.sampled_from(["", "", "a"]),
)
AMOUNTS = st.integers(1, 500).map(Decimal)
FIGURES = st.lists(st.tuples(GROUNDS, AMOUNTS), max_size=8)


def ground(holder: int, place: int, plot: str = "") -> Ground:
    return Ground(HOLDERS[holder], PLACES[place], plot)


@given(FIGURES)
def test_the_same_figure_again_adds_nothing(figures: list[tuple[Ground, Decimal]]):
    assert counted_once([*figures, *figures]) == counted_once(figures)


@given(FIGURES)
def test_it_is_never_more_than_the_sum_and_never_less_than_the_largest(figures: list[tuple[Ground, Decimal]]):
    once = counted_once(figures)
    assert once <= sum((amount for _, amount in figures), Decimal())
    assert once >= max((amount for _, amount in figures), default=Decimal())


@given(FIGURES, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(figures, shuffler):
    other = list(figures)
    shuffler.shuffle(other)
    assert counted_once(other) == counted_once(figures)


@given(FIGURES)
def test_holders_and_plots_that_have_nothing_in_common_are_added(figures: list[tuple[Ground, Decimal]]):
    apart: dict[tuple[int, str], list[tuple[Ground, Decimal]]] = {}
    for of, amount in figures:
        apart.setdefault((of.holders[-1], of.plot), []).append((of, amount))
    assert counted_once(figures) == sum((counted_once(each) for each in apart.values()), Decimal())


def test_one_holder_at_one_place_has_its_land_once_whatever_it_uses_there():
    assert counted_once([(ground(104, 11), Decimal(50)), (ground(104, 11), Decimal(30))]) == 50
    assert counted_once([(ground(104, 11, "a"), Decimal(50)), (ground(104, 11, "b"), Decimal(30))]) == 80
    assert counted_once([(ground(104, 11), Decimal(50)), (ground(101, 11), Decimal(30))]) == 80


def test_a_place_within_another_is_part_of_it_on_either_map():
    communes = [(ground(104, 11), Decimal(20)), (ground(104, 12), Decimal(15))]
    assert counted_once(communes) == 35
    assert counted_once([*communes, (ground(104, 1), Decimal(30))]) == 35
    assert counted_once([*communes, (ground(104, 1), Decimal(60))]) == 60
    assert counted_once([*communes, (ground(104, 31), Decimal(60))]) == 60


def test_units_that_were_merged_keep_their_land_apart_and_their_heir_counts_it_once():
    merged = [(ground(101, 11), Decimal(10)), (ground(102, 11), Decimal(12))]
    assert counted_once(merged) == 22
    assert counted_once([*merged, (ground(103, 31), Decimal(25))]) == 25
    assert counted_once([*merged, (ground(103, 31), Decimal(5))]) == 22


@given(st.lists(st.tuples(st.sampled_from(list(Measure)), GROUNDS, AMOUNTS), max_size=8))
def test_measures_stay_apart_and_only_what_comes_anew_is_added(rows):
    sums = totals(Scaled(measure, amount, of) for measure, of, amount in rows)
    assert set(sums) == {measure for measure, _, _ in rows}
    for measure, total in sums.items():
        own = [(of, amount) for each, of, amount in rows if each is measure]
        assert total == (sum(amount for _, amount in own) if measure in ADDED else counted_once(own))


def test_every_measure_has_a_limit_and_land_has_that_of_its_place():
    assert MOST.keys() == set(Measure)
    assert WHOLE | {Measure.HECTARE, Measure.TONNE} == set(Measure)
    assert most(Measure.HECTARE, None) == 1_000_000
    assert most(Measure.HECTARE, 12.5) == 1250
    assert most(Measure.HOUSEHOLD, 12.5) == 200_000
