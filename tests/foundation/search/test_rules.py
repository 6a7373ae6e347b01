"""Spellings of one word are one token; different words stay apart as long as accents are typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gieo.foundation.search.rules import asked, needed, pairs, slips, spelled, syllables
from gieo.foundation.search.rules.tokens import forms, neighbours


def accented(text: str) -> list[str]:
    return [word.accented for word in syllables(text)]


def folded(text: str) -> list[str]:
    return [word.folded for word in syllables(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà bình", "hòa bình"),
        ("thuỷ lợi", "thủy lợi"),
        ("khoẻ", "khỏe"),
        ("kỹ thuật", "kĩ thuật"),
        ("quản lý", "quản lí"),
        ("quý", "quí"),
        ("y tế", "i tế"),
        ("Tả Sìn-Thàng", "tả sìn thàng"),
        ("TỦA CHÙA", "tủa chùa"),
        (unicodedata.normalize("NFD", "Mường Ảng"), "Mường Ảng"),
    ],
)
def test_two_spellings_of_one_word(one: str, other: str) -> None:
    assert accented(one) == accented(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("bò", "bỏ"), ("thúy", "thúi"), ("đá", "da"), ("mơ", "mở"), ("tai", "tay"), ("lấn", "lân"), ("ba", "bà")],
)
def test_two_different_words(one: str, other: str) -> None:
    assert accented(one) != accented(other)


def test_what_people_type_in_a_hurry() -> None:
    assert folded("Điện Biên Đông, kỹ thuật nuôi bò sữa") == [
        "dien",
        "bien",
        "dong",
        "ki",
        "thuat",
        "nuoi",
        "bo",
        "sua",
    ]
    assert folded("797/QĐ-UBND") == ["797", "qd", "ubnd"]


@given(st.text())
def test_a_folded_word_is_what_its_accented_one_folds_to(text: str) -> None:
    for word in syllables(text):
        assert word.accented
        assert not any(unicodedata.combining(char) for char in word.folded)


def test_neighbours() -> None:
    assert pairs(["nuôi", "bo2", "sưa4"]) == ["nuôi_bo2", "bo2_sưa4"]
    assert not pairs(["bo2"])


def test_a_question_is_read_for_what_it_asks() -> None:
    question = asked("cách nuôi bò sữa ở vùng cao?")
    assert [word.folded for word in question.telling] == ["nuoi", "bo", "sua", "vung", "cao"]
    assert [word.folded for word in asked("thế nào là gì").telling] == ["the", "nao", "la", "gi"]


def test_quotation_marks_of_every_kind_make_a_phrase() -> None:
    for query in ('chè "cổ thụ"', "chè “cổ thụ”", "chè «cổ thụ»", "chè „cổ thụ“"):
        found = asked(query)
        assert [word.accented for word in found.words] == ["che2"]
        assert [[word.accented for word in phrase] for phrase in found.phrases] == [["cô3", "thu5"]]
    assert not asked(" ?! “ ")


def test_all_of_a_few_words_most_of_many() -> None:
    assert [needed(number) for number in (1, 2, 3, 4, 5, 10)] == [1, 2, 2, 3, 3, 6]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("bos", "bo"), ("sau", "sua"), ("bosua", "bo sua"), ("tron", "trong"), ("ki", "ky"), ("fe", "phe")],
)
def test_slips_of_the_hand(typed: str, meant: str) -> None:
    assert " ".join(folded(meant)) in slips(typed) | {typed}


def test_no_slip_is_the_word_itself() -> None:
    assert not {"bo", ""} & slips("bo")


def test_words_are_spelled_as_a_text_has_them_side_by_side() -> None:
    text = "Bỏ hoang. Sửa chuồng, nuôi bò sữa vùng cao."
    assert spelled(["bo", "sua"], text) == "bò sữa"
    assert spelled(["bo", "hoang"], text) == "bỏ hoang"
    assert spelled(["de", "sua"], text) == "de sửa"


@given(st.lists(st.text(), max_size=5).map(" ".join))
def test_both_forms_of_a_text_are_those_of_its_words(text: str) -> None:
    said = forms(text)
    assert said.accented.split() == accented(text)
    assert said.folded.split() == folded(text)
    assert said.marked.replace("~", "").split() == folded(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Cách nuôi bò sữa ở vùng cao", "nuoi_bo bo_sua vung_cao"),
        ("lá sắn", "la_san"),  # not the word là, though it looks alike without accents
        ("sắn là", ""),
        ("", ""),
        ("ủ cho lên men", "len_men"),  # a known word
        ("bò ~ sữa ~và~ dê", "bo_sua"),
        ("Nuôi bò sữa. Trồng ngô (vụ đông!) trên đất dốc", "nuoi_bo bo_sua trong_ngo ngo_vu vu_dong dat_doc"),
    ],
)
def test_a_word_that_only_holds_others_together_is_no_neighbour(text: str, told: str) -> None:
    assert neighbours(forms(text)) == told
