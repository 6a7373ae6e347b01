"""English words are cut to their stem; what may be a Vietnamese syllable is left alone."""

import pytest

from gieo.foundation.search.rules import syllables
from gieo.foundation.search.rules.english import is_syllable, stem


@pytest.mark.parametrize(
    "family",
    [
        ("farm", "farms", "farming", "farmed"),
        ("irrigate", "irrigation", "irrigating"),
        ("fertilizer", "fertilizers", "fertilize"),
        ("policy", "policies"),
        ("hop", "hopping", "hopped"),
        ("weaving", "weave", "weaves"),
        ("agreed", "agree"),
        ("relational", "relate"),
        ("hopefulness", "hopeful"),
        ("controlling", "control"),
    ],
)
def test_one_family_has_one_stem(family: tuple[str, ...]) -> None:
    assert len({stem(word) for word in family}) == 1


@pytest.mark.parametrize("word", ["bo", "nghieng", "thuy", "quang", "may", "ban", "anh", "gieo"])
def test_a_syllable_stays(word: str) -> None:
    assert is_syllable(word)
    assert stem(word) == word


@pytest.mark.parametrize("word", ["cows", "rice", "landslide", "gas", "qr", "w8"])
def test_what_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)


def test_accents_say_that_a_word_is_not_english() -> None:
    assert [word.folded for word in syllables("máy may farming")] == ["may", "may", "farm"]
