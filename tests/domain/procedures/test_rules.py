from dataclasses import dataclass
from datetime import date

import pytest

from gieo.domain.procedures.engine import code_tables, legal_limits
from gieo.domain.procedures.rules import in_force, is_in_force, overlaps, unmapped
from gieo.domain.procedures.vocab import CodeKey, LimitKey
from gieo.domain.results.vocab import ProductNature


@dataclass(frozen=True)
class Rule:
    since: date | None = None
    until: date | None = None


OLD = Rule(None, date(2025, 12, 14))
NEW = Rule(date(2025, 12, 15), None)


@pytest.mark.parametrize(
    ("day", "rule"), [(date(2025, 12, 14), OLD), (date(2025, 12, 15), NEW), (date(1990, 1, 1), OLD)]
)
def test_the_rule_of_the_day_is_found_on_both_sides_of_the_change(day, rule):
    assert in_force([OLD, NEW], day) == [rule]


def test_first_and_last_day_are_in_force():
    rule = Rule(date(2023, 1, 2), date(2023, 1, 3))
    assert [is_in_force(rule, date(2023, 1, day)) for day in (1, 2, 3, 4)] == [False, True, True, False]


def test_overlaps_are_found():
    late = Rule(date(2025, 12, 14))
    assert overlaps([OLD, NEW]) == []
    assert overlaps([OLD, late]) == [(OLD, late)]
    assert overlaps([Rule(), NEW]) == [(Rule(), NEW)]


def test_no_two_limits_of_one_key_are_in_force_on_one_day():
    by_key = {}
    for row in legal_limits():
        by_key.setdefault(row.key, []).append(row)
    assert {key: overlaps(rows) for key, rows in by_key.items() if overlaps(rows)} == {}


def test_no_two_tables_of_one_subject_are_in_force_on_one_day():
    for key in CodeKey:
        assert overlaps([table for table in code_tables() if table.key == key]) == []


@pytest.mark.parametrize("key", list(LimitKey))
def test_every_limit_that_code_names_is_in_the_data(key):
    assert [row for row in legal_limits() if row.key == key]


def test_every_limit_and_every_table_names_its_document():
    assert all(row.document and row.subject for row in legal_limits())
    assert all(table.document and table.rows for table in code_tables())


def test_the_limits_that_deeds_stand_on_are_those_of_the_texts():
    rows = {(row.key, row.since): row for row in legal_limits()}
    registration = rows["result.registration", date(2014, 8, 15)]
    assert (registration.count, registration.unit, registration.document, registration.article, registration.mark) == (
        30, "working", "Thông tư 14/2014/TT-BKHCN", "Điều 10", "found",
    )  # fmt: skip
    report = rows["application.report", date(2014, 8, 15)]
    assert (report.count, report.unit, report.times, report.article) == (12, "month", 5, "Điều 19–20")
    certificate = rows["result.certificate", date(2014, 8, 15)]
    assert (certificate.count, certificate.unit) == (5, "working")


def test_fields_change_on_15_december_2025():
    old, new = (table for table in code_tables() if table.key == CodeKey.FIELD)
    assert (old.until, new.since) == (date(2025, 12, 14), date(2025, 12, 15))
    assert [row.code for row in old.rows] == [row.code for row in new.rows] == ["1", "2", "3", "4", "5", "6"]


def test_tables_of_product_kinds_know_every_nature_but_two():
    for table in code_tables():
        if table.key == CodeKey.PRODUCT_KIND:
            assert unmapped(ProductNature, table.rows) == [ProductNature.TRAINING, ProductNature.OTHER]
            assert {nature for row in table.rows for nature in row.natures} <= set(ProductNature)
