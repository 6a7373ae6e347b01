"""How many of its words a text must have: fewer where few texts have all, all of the rarest where many do."""

from collections.abc import Callable
from pathlib import Path

import pytest

from gieo.foundation.search.engine import Index, View
from gieo.foundation.search.rules import Bounds, Entry, asked
from gieo.foundation.search.vocab import Share, Weight

Fill = Callable[..., View]


@pytest.fixture
def fill(tmp_path: Path) -> Fill:
    """A view of an index of these titles, each as often as is said."""

    def filled(**texts: tuple[int, str]) -> View:
        index = Index(tmp_path / "index", fresh=True)
        index.fill(
            Entry(f"{kind}:{number}", kind, {Weight.TITLE: title, Weight.BODY: "kết quả"}, frozenset({"public"}))
            for kind, (often, title) in texts.items()
            for number in range(often)
        )
        return index.view()

    return filled


def kinds(view: View, query: str, bounds: Bounds | None = None) -> dict[str, int]:
    """How many texts of each kind answer."""
    bounds = bounds or Bounds()
    what = view.settled(asked(query), bounds)
    hits = view.find(what, bounds, limit=1000)
    found = [key.partition(":")[0] for key, _score in hits.found]
    assert hits.total == len(found) == view.count(what, bounds) == len(view.numbers(what, bounds))
    return {kind: found.count(kind) for kind in sorted(set(found))}


def test_where_many_have_every_word_these_answer(fill: Fill) -> None:
    view = fill(whole=(100, "Nuôi ong rừng"), part=(30, "Nuôi ong"))
    assert kinds(view, "nuôi ong rừng") == {"whole": 100}
    assert kinds(view, "nuoi ong rung") == {"whole": 100}
    assert kinds(view, "nuôi ong rừng bạch đàn") == {"whole": 100}, "all but one of four, and no text has the fifth"


def test_where_few_have_every_word_one_may_lack(fill: Fill) -> None:
    view = fill(whole=(99, "Nuôi ong rừng"), part=(30, "Nuôi ong"))
    assert kinds(view, "nuôi ong rừng") == {"part": 30, "whole": 99}


def test_of_a_long_question_the_rarest_words_answer_where_many_have_them(fill: Fill) -> None:
    view = fill(
        rarest=(100, "Ghép mận tam hoa"),
        but_one=(100, "Ghép mận tam tiến"),
        most=(100, "Ghép giống bền"),
        common=(400, "Giống bền khoẻ"),
    )
    assert kinds(view, "giống bền khoẻ ghép mận tam hoa") == {"rarest": 100}
    assert kinds(view, "giống bền ghép mận hoa quả") == {"rarest": 100}, (
        "no text has one of the words: it tells nothing"
    )


def test_of_a_long_question_all_but_one_of_the_rarest_are_enough(fill: Fill) -> None:
    view = fill(
        rarest=(99, "Ghép mận tam hoa"),
        but_one=(20, "Mận tam hoa"),
        most=(50, "Giống bền mận tam"),
        common=(400, "Giống bền"),
    )
    assert kinds(view, "giống bền ghép mận tam hoa") == {"but_one": 20, "rarest": 99}


def test_where_few_have_the_rarest_what_finds_most_answers(fill: Fill) -> None:
    view = fill(rarest=(99, "Ghép mận tam hoa"), common=(130, "Giống bền khoẻ"))
    assert kinds(view, "giống bền khoẻ ghép mận tam hoa") == {"rarest": 99}, "none has five of all seven"


def test_of_a_long_question_most_of_all_words_where_few_have_the_rarest(fill: Fill) -> None:
    view = fill(rarest=(60, "Ghép mận tam hoa"), most=(130, "Giống bền khoẻ ghép mận"))
    assert kinds(view, "giống bền khoẻ ghép mận tam hoa") == {"most": 130}, "five of seven"
    assert kinds(view, "giống bền ghép mận tam hoa") == {"most": 130, "rarest": 60}, "four of six"


def test_what_is_many_counts_within_the_bounds(fill: Fill) -> None:
    view = fill(whole=(100, "Nuôi ong rừng"), other=(50, "Nuôi ong rừng"), part=(30, "Nuôi ong"))
    assert kinds(view, "nuôi ong rừng", Bounds(("other", "part"))) == {"other": 50, "part": 30}


def test_every_share_puts_what_answers_in_the_same_order(fill: Fill) -> None:
    titles = ["Chè hoa vàng Tủa Chùa", "Hoa vàng và chè", "Chè Tủa Chùa", "Hoa ban Tủa Chùa", "Vàng hoa chè, chè vàng"]
    view = fill(**{f"k{at}": (at + 1, title) for at, title in enumerate(titles)})

    def scores(share: Share) -> dict[str, float]:
        return dict(view.find(asked("chè hoa vàng chua", share=share)).found)

    most = scores(Share.MOST)
    assert scores(Share.ANY) == pytest.approx(most | scores(Share.ANY))
    for share in (Share.BUT_ONE, Share.RAREST):
        assert set(scores(share)) <= set(most)
        assert scores(share) == pytest.approx({key: most[key] for key in scores(share)})


def test_what_looks_alike_is_found_where_few_have_the_word_as_typed(fill: Fill) -> None:
    assert kinds(fill(typed=(199, "Trồng quế"), alike=(5, "Trồng quê")), "quế") == {"alike": 5, "typed": 199}


def test_what_looks_alike_is_not_looked_for_where_many_have_the_word_as_typed(fill: Fill) -> None:
    view = fill(typed=(200, "Trồng quế"), alike=(5, "Trồng quê"))
    assert kinds(view, "quế") == {"typed": 200}
    assert kinds(view, "que") == {"alike": 5, "typed": 200}


def test_a_word_said_twice_is_one_word() -> None:
    assert [word.written for word in asked("cà phê, cà chua").telling] == ["cà", "phê", "chua"]


def test_a_question_as_long_as_may_be(fill: Fill) -> None:
    words = " ".join(f"từ{number}" for number in range(60))
    view = fill(whole=(60, f"Bốn chữ hiếm thôi {words}"), part=(60, f"Bốn chữ hiếm {words}"), other=(200, words))
    assert kinds(view, f"{words} bốn chữ hiếm thôi") == {"part": 60, "whole": 60}, "all but one of the rarest four"
