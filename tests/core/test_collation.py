import itertools
import re

from hypothesis import given
from hypothesis import strategies as st

from gieo.core.collation import sort_text
from gieo.core.text import ALPHABET, TONES, sort_key

words = st.text(alphabet=ALPHABET + ALPHABET.upper() + TONES + " 0123456789", max_size=40)


def test_names_stand_as_in_a_vietnamese_register() -> None:
    names = [
        "Ẳng Cang",
        "Búng Lao",
        "Điện Biên",
        "Mường Chà",
        "Mường Ảng",
        "Ảng Nưa",
        "Na Son",
        "Nà Hỳ",
        "Nậm Pồ",
        "Tủa Chùa",
    ]
    assert sorted(names, key=sort_text) == [
        "Ảng Nưa", "Ẳng Cang", "Búng Lao", "Điện Biên", "Mường Ảng", "Mường Chà", "Nà Hỳ",
        "Na Son", "Nậm Pồ", "Tủa Chùa",
    ]  # fmt: skip


def test_a_shorter_name_stands_before_one_that_goes_on() -> None:
    assert sort_text("Điện Biên") < sort_text("Điện Biên Đông") < sort_text("Điện Biên Phủ") < sort_text("Điện Biênh")


@given(words, words)
def test_its_order_is_the_order_of_the_alphabet(one: str, two: str) -> None:
    if sort_key(one)[:2] == sort_key(two)[:2]:
        assert sort_text(one) == sort_text(two)
    else:
        assert (sort_text(one) < sort_text(two)) == (sort_key(one) < sort_key(two))


@given(words)
def test_it_holds_nothing_a_collation_could_turn_around(text: str) -> None:
    assert re.fullmatch("[0-9a-f]*", sort_text(text))


def test_every_letter_has_its_place() -> None:
    for one, two in itertools.pairwise(ALPHABET):
        assert sort_text(one) < sort_text(two)
