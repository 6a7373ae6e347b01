"""What each level demands, and how long it stands."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gieo.core.basis import Mark
from gieo.domain.uptake.rules.evidence import (
    DECAY_BASIS,
    Detail,
    best_grade,
    decays,
    good_until,
    lasts_until,
    missing_details,
    missing_facts,
    needs,
    proves,
)
from gieo.domain.uptake.vocab import GRADES, LADDER, Grade, Level

DAYS = st.dates(date(2014, 1, 1), date(2040, 1, 1))
EVIDENCE = st.lists(st.tuples(st.sampled_from(GRADES), DAYS), max_size=6)


def test_what_a_level_demands_is_written_for_every_level():
    assert needs().keys() == set(Level)
    assert [needs()[level].grade for level in LADDER] == [
        Grade.DOCUMENT,
        Grade.STATEMENT,
        Grade.DOCUMENT,
        Grade.PHOTOGRAPH,
    ]


def test_our_table_of_months_says_that_it_is_ours_and_stronger_evidence_lasts_longer():
    assert DECAY_BASIS.mark is Mark.PROPOSAL
    for version in decays():
        months = [version.months[grade] for grade in GRADES]
        assert months == sorted(months) == [12, 15, 18, 24, 36]


@pytest.mark.parametrize(
    ("grade", "on", "until"),
    [
        (Grade.STATEMENT, date(2023, 11, 7), date(2024, 11, 7)),
        (Grade.DOCUMENT, date(2023, 11, 30), date(2025, 2, 28)),
        (Grade.INSPECTION, date(2024, 2, 29), date(2026, 2, 28)),
        (Grade.STATEMENT, date(2010, 1, 1), date(2011, 1, 1)),
    ],
)
def test_evidence_lasts_its_months(grade: Grade, on: date, until: date):
    assert lasts_until(grade, on) == until


@given(EVIDENCE)
def test_no_level_stands_without_the_evidence_it_demands(evidence: list[tuple[Grade, date]]):
    for level in LADDER:
        proving = [(grade, on) for grade, on in evidence if proves(level, grade)]
        assert (good_until(level, evidence) is None) == (not proving)
        if proving:
            assert good_until(level, evidence) == max(lasts_until(grade, on) for grade, on in proving)
    assert good_until(Level.STOPPED, evidence) is None


def test_weaker_evidence_seen_later_does_not_prolong_what_it_cannot_prove():
    evidence = [(Grade.PHOTOGRAPH, date(2023, 1, 1)), (Grade.STATEMENT, date(2024, 6, 1))]
    assert good_until(Level.EXTENDED, evidence) == date(2024, 7, 1)
    assert good_until(Level.TRIED, evidence) == date(2025, 6, 1)


def test_facts_that_are_missing_are_named_in_order():
    assert missing_facts(Level.EXTENDED, {}) == ["since", "scales", "push", "words"]
    assert missing_facts(Level.ROUTINE, {"since": date(2023, 1, 1), "scales": [1], "seasons": 1}) == ["seasons"]
    assert missing_facts(Level.ROUTINE, {"since": date(2023, 1, 1), "scales": [1], "seasons": 2}) == []
    assert missing_facts(Level.STOPPED, {"since": date(2023, 1, 1)}) == ["reason"]
    assert missing_facts(Level.RECEIVED, {}) == []


def test_the_best_grade_of_none_is_none():
    assert best_grade([]) is None
    assert best_grade([Grade.DOCUMENT, Grade.INSPECTION, Grade.STATEMENT]) is Grade.INSPECTION


@pytest.mark.parametrize(
    ("grade", "told", "missing"),
    [
        (Grade.STATEMENT, set(), []),
        (Grade.INSPECTION, set(), []),
        (Grade.DOCUMENT, set(), [(Detail.FILE, Detail.NUMBER)]),
        (Grade.DOCUMENT, {Detail.NUMBER}, []),
        (Grade.DOCUMENT, {Detail.FILE}, []),
        (Grade.DOCUMENT, {Detail.DAY}, [(Detail.FILE, Detail.NUMBER)]),
        (Grade.PHOTOGRAPH, {Detail.PICTURE, Detail.FILE}, [(Detail.PLACE,), (Detail.DAY,)]),
        (Grade.PHOTOGRAPH, {Detail.PICTURE, Detail.PLACE, Detail.DAY}, []),
        (Grade.THIRD_PARTY, {Detail.FILE}, [(Detail.PARTY,)]),
        (Grade.THIRD_PARTY, {Detail.PARTY}, [(Detail.FILE, Detail.NUMBER, Detail.DAY)]),
        (Grade.THIRD_PARTY, {Detail.PARTY, Detail.DAY}, []),
        (Grade.THIRD_PARTY, {Detail.PARTY, Detail.NUMBER}, []),
    ],
)
def test_what_makes_a_piece_of_its_grade(grade, told, missing):
    assert missing_details(grade, told) == missing
