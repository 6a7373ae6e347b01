"""Needs by the year in which they were stated, on the leaders' page and in its file."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from gieo.core.actor import SYSTEM, Role
from gieo.domain.insights.queries import NeedYear, needs_by_year, needs_in_all
from gieo.domain.needs.models import Need
from gieo.domain.needs.services import answer_need, close_need, withdraw_need
from gieo.domain.needs.vocab import Answer
from tests.factories.accounts import user_with
from tests.factories.handovers import department
from tests.factories.needs import NOW, make_need

pytestmark = pytest.mark.django_db
HOME = "/desk/figures/"


@pytest.fixture
def leader() -> Client:
    browser = Client()
    browser.force_login(user_with(Role.PROVINCE_LEADER, department()))
    return browser


def answered(answer: Answer, met_by: str = "") -> Need:
    return answer_need(make_need(), answer=answer, words="Đã có quy trình.", met_by=met_by, actor=SYSTEM, now=NOW)


def some_needs() -> None:
    """Of 2023 one waits, one was withdrawn, one cannot be met, two are met, one of these closed; of 2022 one waits."""
    make_need()
    withdraw_need(make_need(), words="Đã tự lo được.", actor=SYSTEM, now=NOW)
    answered(Answer.CANNOT)
    answered(Answer.MET, "KQ-2021-001")
    close_need(answered(Answer.MET, "KQ-2021-001"), words="Đã nhận giống.", actor=SYSTEM, now=NOW)
    Need.objects.filter(pk=make_need().pk).update(stated_on=date(2022, 3, 1))


def test_each_year_counts_what_was_stated_answered_and_met(django_assert_num_queries: Any) -> None:
    assert needs_by_year(SYSTEM) == ()
    some_needs()
    with django_assert_num_queries(1):
        years = needs_by_year(SYSTEM)
    assert years == (NeedYear(2023, 5, 3, 2), NeedYear(2022, 1, 0, 0))
    assert [row.share for row in years] == [67, None]
    assert needs_in_all(years) == NeedYear(0, 6, 3, 2)


def test_each_number_opens_as_many_needs(leader: Client) -> None:
    assert "Chưa đơn vị nào nêu nhu cầu" in leader.get(HOME).content.decode()
    some_needs()
    page = leader.get(HOME).context
    cells = [cell for _year, row, _share in page["needs"] for cell in row] + page["all_needs"][0]
    assert [count for count, _url in cells] == [5, 3, 2, 1, 0, 0, 6, 3, 2]
    for count, url in cells:
        assert leader.get(url).context["list"].count == count, url


def test_the_file_has_them(leader: Client) -> None:
    some_needs()
    book = load_workbook(BytesIO(leader.post(f"{HOME}export.xlsx").content))
    rows = [[cell.value for cell in row] for row in book["Nhu cầu theo năm"].iter_rows()]
    assert ["2023", 5, 3, 2, 67] in rows
    assert rows[-1] == ["Mọi năm", 6, 3, 2, 67]
    for form in ("docx", "pdf"):
        assert leader.post(f"{HOME}export.{form}").status_code == 200
