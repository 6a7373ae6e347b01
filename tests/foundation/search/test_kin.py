"""Words of one meaning stand for one another, compounds are read whole, and what is typed bare may be either."""

import pytest

from gieo.foundation.search.rules import syllables
from gieo.foundation.search.rules.kin import Tie, spans


def kin(query: str, *, bare: bool = False) -> dict[str, Tie]:
    words = syllables(query)
    found = [one for span in spans(words, bare=bare) for one in span.kin]
    return {" ".join(word.written for word in one.words): one.tie for one in found}


@pytest.mark.parametrize(
    ("typed", "other", "tie"),
    [
        ("heo", "lợn", Tie.DIALECT),
        ("lợn", "heo", Tie.DIALECT),
        ("đậu phộng", "lạc", Tie.DIALECT),
        ("trái", "quả", Tie.DIALECT),
        ("cao huyết áp", "tăng huyết áp", Tie.SAME),
        ("dairy cows", "bò sữa", Tie.ENGLISH),
        ("hạn hán", "chịu hạn", Tie.NEAR),
    ],
)
def test_what_stands_for_a_word(typed: str, other: str, tie: Tie) -> None:
    assert kin(typed)[other] is tie


@pytest.mark.parametrize("compound", ["bắp cải", "bột mì", "kết quả", "bản đồ", "văn hoá", "trái đất"])
def test_a_compound_is_read_whole(compound: str) -> None:
    assert not {"ngô", "sắn", "trái", "thôn", "bông", "quả"} & set(kin(compound))


def test_the_longest_is_read_first() -> None:
    words = syllables("nuôi heo con")
    assert [(span.start, span.stop) for span in spans(words, bare=False)] == [(0, 1), (1, 3)]


def test_typed_without_accents_a_word_may_be_another_and_counts_less() -> None:
    assert "ngô" in kin("bap", bare=True)
    assert "ngô" not in kin("bap"), "among words with accents it is what it is"
    (accented,) = [
        one.counts for one in spans(syllables("bắp"), bare=False)[0].kin if one.words == tuple(syllables("ngô"))
    ]
    (bare,) = [one.counts for one in spans(syllables("bap"), bare=True)[0].kin if one.words == tuple(syllables("ngô"))]
    assert bare < accented


def test_a_compound_typed_half_without_accents_is_still_known() -> None:
    assert "lạc" in kin("đậu phong")
    assert "lạc" not in kin("đâu phộng")


def test_a_regional_word_leads_on_to_what_its_word_of_the_north_leads_to() -> None:
    assert kin("trùn quế")["giun quế"] is Tie.DIALECT
    assert "trượt lở" in kin("landslide")
    assert "hạt" not in kin("giống"), "English does not make two Vietnamese words one"
