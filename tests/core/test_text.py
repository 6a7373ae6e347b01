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


def test_look_alikes_of_converted_files_are_our_letters():
    assert nfc("\u00d0iện Biên \u00f0ƣ\u01a2 \u0189\u0256") == "Điện Biên đưƯ Đđ"
    assert fold("\u00d0iện Biên") == fold("\u0189iện Biên") == fold("Điện Biên") == "dien bien"
    assert fold("trƣờng") == "truong"
    assert sort_key("\u00d0ỗ")[:2] == sort_key("Đỗ")[:2]


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
