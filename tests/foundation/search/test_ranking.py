"""The order of what answers, and why."""

import pytest

from gieo.foundation.search.rules.kin import Tie
from gieo.foundation.search.rules.ranking import Ranking, Said
from gieo.foundation.search.rules.reasons import reasons
from gieo.foundation.search.rules.telling import wanted
from gieo.foundation.search.vocab import Form, Weight


def ranking(query: str, often: dict[str, int] | None = None) -> Ranking:
    return Ranking(wanted(query), 1000, lambda token, _form: (often or {}).get(token, 10))


def said(title: str, text: str = "") -> Said:
    return Said({Weight.TITLE: title, Weight.BODY: text})


def order(query: str, texts: dict[str, Said], often: dict[str, int] | None = None) -> list[str]:
    return [key for key, _score in ranking(query, often).rank(texts.items())]


def test_a_title_says_more_than_a_text() -> None:
    assert order("nuôi ong", {"a": said("Chuyện rừng", "nuôi ong"), "b": said("Nuôi ong", "chuyện rừng")}) == ["b", "a"]


def test_neighbours_say_more_than_words_apart() -> None:
    assert order("bò sữa", {"a": said("Bò uống nhiều sữa"), "b": said("Bò sữa uống nhiều")}) == ["b", "a"]


def test_a_rare_word_says_more_than_a_usual_one() -> None:
    texts = {"a": said("Trồng cây"), "b": said("Nuôi dúi")}
    assert order("trồng dúi", texts, {"trông2": 900, "trong": 900}) == ["b", "a"]


def test_what_has_nothing_of_it_does_not_come() -> None:
    assert order("nuôi ong", {"a": said("Cầu treo")}) == []


@pytest.mark.parametrize(
    ("query", "best", "other"),
    [
        ("bò", "Nuôi bò", "Bỏ hoang"),
        ("sửa chữa", "Sữa chữa", "Sứa chửa"),  # hỏi and ngã sound alike to many
        ("nuôi ong", "Nuôi ong", "Nuôi ông"),
        ("lợn", "Nuôi heo", "Nuôi lớn"),
    ],
)
def test_accents(query: str, best: str, other: str) -> None:
    assert order(query, {"a": said(other), "b": said(best)})[0] == "b"


def test_without_accents_every_accent_is_meant() -> None:
    texts = {"a": said("Bỏ hoang"), "b": said("Nuôi bò")}
    (one, other) = ranking("bo").rank(texts.items())
    assert one[1] == other[1]


def test_a_text_without_accents_is_found_by_words_with_them() -> None:
    text = "May thai chuoi, rau cho lon. Luoi dao thep quay tay hoac gan mo to."
    assert order("máy thái rau cho lợn", {"a": Said({Weight.BODY: text})}) == ["a"]


def test_other_words_count_no_more_than_the_word_itself() -> None:
    texts = {"a": said("Nuôi heo"), "b": said("Nuôi lợn")}
    assert order("nuôi lợn", texts) == ["b", "a"]
    assert order("nuôi heo", texts) == ["a", "b"]


def test_frequencies_are_asked_in_the_form_that_was_typed() -> None:
    asked: list[tuple[str, Form]] = []

    def frequency(token: str, form: Form) -> int:
        asked.append((token, form))
        return 1

    Ranking(wanted("ong"), 10, frequency).rank([("a", said("ong"))])
    Ranking(wanted("nuôi"), 10, frequency).rank([("a", said("nuôi"))])
    assert ("ong", Form.FOLDED) in asked
    assert ("nuôi", Form.ACCENTED) in asked


def why(query: str, text: Said) -> list[tuple[str, str, Tie | None, bool]]:
    return [(one.said, one.asked, one.tie, one.in_title) for one in reasons(ranking(query), text)]


def test_reasons_are_words_of_the_text_side_by_side() -> None:
    assert why("cách nuôi bò sữa vùng cao", said("Nuôi bò sữa ở vùng cao", "Cỏ")) == [
        ("nuôi bò sữa ở vùng cao", "", None, True)
    ]
    assert why("vo beo bo", said("Vỗ béo bò")) == [("vỗ béo bò", "", None, True)]


def test_other_words_are_a_reason_that_names_both() -> None:
    assert ("lợn", "heo", Tie.DIALECT, True) in why("nuôi heo", said("Nuôi lợn đen"))
    assert ("bò sữa", "dairy cows", Tie.ENGLISH, False) in why("dairy cows", said("Cỏ", "cho bò sữa"))


def test_reasons_are_few_and_none_is_markup() -> None:
    found = why(
        "nuôi ong mật rừng cây hoa suối", said("<b>Nuôi</b> <script>ong</script>", "mật x rừng y cây z hoa w suối")
    )
    assert 0 < len(found) <= 4
    assert not any("<" in one[0] for one in found)
