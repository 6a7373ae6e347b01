import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gieo.core.text import fold, initials, nfc, slug, sort_key


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Điện Biên", "dien bien"),
        ("  ĐẠI  HỘI ", "dai hoi"),
        ("Ẵm Ữ ợ", "am u o"),
        ("hoà", "hoa"),
        ("quy trình", "quy trinh"),
    ],
)
def test_fold_drops_accents_and_case(text, folded):
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


@given(st.text())
def test_fold_is_idempotent(text):
    assert fold(fold(text)) == fold(text)


def test_names_sort_by_the_vietnamese_alphabet():
    names = ["Đặng", "Dương", "Đỗ", "Ân", "An", "Ăn", "Đô", "Bùi", "ân", "Án", "Ơn", "On", "Ôn"]
    assert sorted(names, key=sort_key) == [
        "An", "Án", "Ăn", "Ân", "ân", "Bùi", "Dương", "Đặng", "Đô", "Đỗ", "On", "Ôn", "Ơn",
    ]  # fmt: skip


def test_numbers_stand_before_letters():
    assert sorted(["Xã A", "12 xã", "Bản"], key=sort_key) == ["12 xã", "Bản", "Xã A"]


def test_initials_slug_nfc():
    assert initials("Lò Thị Mai") == "TM"
    assert initials("Ẩn") == "Ẩ"
    assert slug("Biên bản số 04/BB: Điện Biên") == "bien-ban-so-04-bb-dien-bien"
    assert nfc("e\u0302\u0301") == "ế"
