"""Plain words, answers in words, means: values in, values out."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gieo.foundation.audience.lifecycle import COMMENT
from gieo.foundation.audience.rules.check_code import number_said
from gieo.foundation.audience.rules.comments import plain_line, plain_text, says_something
from gieo.foundation.audience.rules.ratings import mean_tenths, rater_of
from gieo.foundation.audience.vocab.comments import CommentState


@pytest.mark.parametrize(
    "sent, kept",
    [
        ("Hay quá!\r\nCảm ơn.", "Hay quá!\nCảm ơn."),
        ("một\u2028hai\u2029ba\x0bbốn\x85năm", "một\nhai\nba\nbốn\nnăm"),
        ("đoạn một\n\n\n\n\n\nđoạn hai", "đoạn một\n\nđoạn hai"),
        ("  nhiều   chỗ\ttrống ", "nhiều chỗ trống"),
        ("\u202eđọc ngược\u202c \u2066a\u2069", "đọc ngược a"),  # orders of direction
        ("chữ\u200b\u200c\u200d\u2060\ufeff\u00ad giấu", "chữ giấu"),  # zero width
        ("\x00a\x07b\x1b[31mc", "ab[31mc"),  # control characters
        ("n\U000e0041\U000e0042ày", "này"),  # tags
        ("\ue000riêng\uffff", "riêng"),  # private use, no character
        ("\u3164\u2800\u115f", ""),  # drawn as nothing
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),  # words like any other; pages escape them
        ("Z" + "\u0336\u0334\u0337\u0338" * 50 + "algo", "Z\u0336\u0334algo"),
        ("\u0301\u0301không có chữ đứng trước", "không có chữ đứng trước"),
        ("Người Việt viết dấu rời", "Người Việt viết dấu rời"),
    ],
)
def test_what_one_cannot_see_is_gone(sent: str, kept: str):
    assert plain_text(sent) == kept


def test_vietnamese_typed_in_pieces_is_composed():
    words = "Được, nghĩa là cả vườn đều hồi: ỗ ặ ữ ợ ẫ ẩ."
    assert plain_text(unicodedata.normalize("NFD", words)) == words


@given(st.text(max_size=400))
def test_plain_text_is_visible_and_stays_as_it_is(sent: str):
    kept = plain_text(sent)
    assert plain_text(kept) == kept
    assert "\n" not in plain_line(sent)
    assert not [char for char in kept if unicodedata.category(char)[0] == "C" and char != "\n"]


@pytest.mark.parametrize("words, says", [("", False), ("…!?  ", False), ("🙂", False), ("7", True), ("ừ", True)])
def test_a_comment_says_something(words: str, says: bool):
    assert says_something(words) is says


@pytest.mark.parametrize(
    "answer, number",
    [
        ("7", 7), (" 07 ", 7), ("bảy", 7), ("Bảy.", 7), ("bay", 7), ("seven", 7), ("tư", 4), ("mười", 10),
        ("mười lăm", 15), ("mười năm", 15), ("Eighteen!", 18), ("mười tám", 18), ("\uff17", 7),
        ("", None), ("bảy tám", None), ("-7", None), ("7.0", None), ("9999", None), ("7" * 1000, None), ("²", None),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(answer: str, number: int | None):
    assert number_said(answer) == number


@pytest.mark.parametrize(
    "stars, ratings, tenths", [(0, 0, 0), (5, 1, 50), (9, 2, 45), (13, 3, 43), (14, 3, 47), (17, 4, 43), (1, 1, 10)]
)
def test_the_mean_in_tenths_with_halves_up(stars: int, ratings: int, tenths: int):
    assert mean_tenths(stars, ratings) == tenths


def test_one_reader_is_another_on_every_page():
    assert rater_of("a", "TT-2023-001") == rater_of("a", "TT-2023-001")
    assert len({rater_of("a", "TT-2023-001"), rater_of("a", "TT-2023-002"), rater_of("b", "TT-2023-001")}) == 3


def test_only_what_is_published_shows_and_what_was_taken_back_stays_so():
    assert COMMENT.verbs(CommentState.TAKEN_BACK) == ()
    assert {state for state in COMMENT.states if COMMENT.allows("publish", state)} == {
        CommentState.WAITING, CommentState.REFUSED, CommentState.WITHDRAWN,
    }  # fmt: skip
