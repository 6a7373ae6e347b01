from hypothesis import given
from hypothesis import strategies as st

from gieo.domain.transfers.rules.figures import Figures, LineFact, count_lines
from gieo.domain.transfers.vocab import FigureKind


def test_a_result_given_to_three_units_is_one_result():
    lines = [LineFact(1, None, unit, is_enterprise=False) for unit in (10, 11, 12)]
    assert count_lines(lines) == Figures(results=1, products=0, units=3, enterprises=0, lines=3)


def test_nine_results_and_31_products_to_eleven_units_of_them_one_enterprise():
    results = [LineFact(n, None, n % 11, is_enterprise=n % 11 == 4) for n in range(1, 10)]
    products = [LineFact(None, n, n % 11, is_enterprise=n % 11 == 4) for n in range(1, 32)]
    figures = count_lines(results + products)
    assert [figures.of(kind) for kind in FigureKind] == [9, 31, 11, 1]
    assert (figures.items, figures.lines) == (40, 40)


def test_no_lines_no_figures():
    assert count_lines([]) == Figures()


facts = st.builds(
    lambda kind, item, unit: LineFact(item if kind else None, None if kind else item, unit, unit % 3 == 0),
    st.booleans(),
    st.integers(1, 9),
    st.integers(1, 9),
)


@given(st.lists(facts), st.randoms())
def test_counts_do_not_depend_on_order_nor_on_repetition(lines, random):
    shuffled = random.sample(lines, len(lines))
    once, twice = count_lines(lines), count_lines([*shuffled, *lines])
    assert (once.results, once.products, once.units, once.enterprises) == (
        twice.results,
        twice.products,
        twice.units,
        twice.enterprises,
    )
    assert once.enterprises <= once.units <= max(once.lines, 0)
