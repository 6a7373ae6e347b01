import pytest
from hypothesis import given
from hypothesis import strategies as st

from gieo.core.errors import Invalid
from gieo.core.money import format_number, in_words, parse_dong


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "không đồng"),
        (5, "năm đồng"),
        (15, "mười lăm đồng"),
        (21, "hai mươi mốt đồng"),
        (24, "hai mươi tư đồng"),
        (105, "một trăm linh năm đồng"),
        (1_000, "một nghìn đồng"),
        (1_005, "một nghìn không trăm linh năm đồng"),
        (1_284_500_000, "một tỷ hai trăm tám mươi tư triệu năm trăm nghìn đồng"),
        (10**12, "một nghìn tỷ đồng"),
    ],
)
def test_sums_in_words(value, words):
    assert in_words(value) == words


@given(st.integers(min_value=0, max_value=10**15))
def test_what_is_shown_can_be_typed(value):
    assert parse_dong(format_number(value)) == value
    assert parse_dong(f"{value:,} đồng") == value


@pytest.mark.parametrize("text", ["", "abc", "1.5", "1.28.500", "-3", "1e9", "12,34", "9" * 19, "9" * 5000])
def test_bad_sums_are_refused_in_words(text):
    with pytest.raises(Invalid, match="không đọc được"):
        parse_dong(text)
