"""What a query or a need asks for: every telling word, what people say around it little or not at all."""

from gieo.foundation.search.rules.telling import Wanted, needed_of, wanted


def counts(what: Wanted) -> dict[str, float]:
    return {" ".join(word.written for word in told.words): told.counts for told in what.told}


def test_words_that_hold_a_question_together_ask_for_nothing() -> None:
    found = counts(wanted("làm thế nào để nuôi bò sữa ở vùng cao?"))
    assert found["nuôi"] == found["bò sữa"] == found["vùng cao"] == 1
    assert not {"để", "ở"} & set(found)
    assert found.get("thế", 0) < 0.2


def test_what_people_say_around_a_need_counts_little() -> None:
    found = counts(needed_of("", "Bà con mong muốn được hướng dẫn nuôi lợn."))
    assert found["lợn"] > 5 * found["mong"]
    assert found["lợn"] > 5 * found["hướng"]


def test_a_query_of_nothing_but_such_words_asks_for_them() -> None:
    assert counts(wanted("là gì")) == {"là": 1, "gì": 1}
    assert not wanted(" ?! ")


def test_a_title_counts_more_and_what_is_said_again_too() -> None:
    found = counts(needed_of("Nuôi dê", "Dê phá rừng, rừng thưa, cây chết."))
    assert found["dê"] > found["nuôi"] > found["cây"]


def test_names_and_numbers_of_a_need_count_less() -> None:
    found = counts(needed_of("Nuôi ong", "Xã Mường Pồn có 200 hộ nuôi ong, ở Mường Pồn nhiều hoa."))
    assert found["pồn"] < found["hoa"]
    assert found["200"] < found["hộ"]
    assert counts(wanted("chè Mường Pồn"))["pồn"] == 1, "who searches for a place means it"


def test_capitals_everywhere_name_nobody() -> None:
    assert counts(needed_of("", "Nuôi Dê Trên Núi Đá"))["núi"] == 1


def test_english_is_read_as_english() -> None:
    assert set(counts(wanted("how do we raise dairy cows in our highlands"))) == {"raise", "dairy cows", "highlands"}
    assert "be" in counts(wanted("be con nuoi")), "bê is no English be"


def test_neighbours_are_asked_for_only_where_both_tell() -> None:
    found = {(left.written, right.written) for left, right, _counts in wanted("nuôi cá ở hồ").pairs}
    assert found == {("nuôi", "cá")}
