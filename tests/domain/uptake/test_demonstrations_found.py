"""What demonstration models are found by: said in each deed's own transaction, and never more than their page tells."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gieo.core.errors import Invalid
from gieo.domain.results.access import PUBLIC
from gieo.domain.results.vocab import Access, ResultState
from gieo.domain.uptake.models import Demonstration
from gieo.domain.uptake.queries.finding import MODEL
from gieo.domain.uptake.services import follow_access, pass_uses, renew_all_texts
from gieo.domain.uptake.services.demonstrations import abandon_model, edit_model
from gieo.foundation.search.models import Text
from gieo.foundation.search.rules import key_of
from tests.factories.demonstrations import (
    HOUSEHOLD,
    a_plan,
    concluded,
    planned_model,
    running_model,
    visited,
)
from tests.factories.transfers import a_result
from tests.factories.units import make_unit
from tests.factories.uptake import NOW, a_place, officer_of

pytestmark = pytest.mark.django_db


def row(model: Demonstration) -> Text:
    return Text.objects.get(key=key_of(MODEL, model.pk))


def said(model: Demonstration) -> str:
    return "\n".join(row(model).texts.values())


def restrict(model: Demonstration, access: Access = Access.RESTRICTED) -> None:
    result = model.use.result
    assert result is not None
    result.access = access
    result.save()


def test_each_deed_says_what_it_changed():
    result = a_result("Tuyển chọn giống chè Shan")
    model = planned_model(result, place=a_place("Xã Mường Phăng"), title="Nương chè bản Che Căn")
    for words in (
        model.code, result.code, "Nương chè bản Che Căn", "giống chè Shan", "Xã Mường Phăng", "UBND Xã Mường Phăng",
        "Bản Háng Á", "Vụ xuân 2024", "theo băng", "Năng suất hơn", "mô hình trình diễn",
    ):  # fmt: skip
        assert words in said(model), words
    edit_model(model, a_plan(title="Chè trên nương dốc", plan="Đốn đau rồi bón."), actor=officer_of(), now=NOW)
    assert "Chè trên nương dốc" in said(model)
    assert "Đốn đau" in said(model)
    assert "Che Căn" not in said(model)
    with pytest.raises(Invalid):
        edit_model(model, a_plan(title=" "), actor=officer_of(), now=NOW)
    assert "Chè trên nương dốc" in said(model)


def test_what_was_learnt_is_found_once_it_is_concluded():
    model = running_model()
    visited(model)
    assert "bà con làm theo được" not in said(model)
    concluded(model)
    assert "bà con làm theo được" in said(model)


def test_it_stands_before_everybody_while_one_may_come_to_see_it():
    model = planned_model()
    assert row(model).marks == []
    model = running_model(a_result())
    assert row(model).marks == [PUBLIC]
    abandon_model(model, reason="Lũ cuốn mất nương.", actor=officer_of(), now=NOW)
    assert row(model).marks == []
    assert not row(model).gone, "the office finds it still"
    kept_back = running_model(a_result(state=ResultState.DRAFT))
    assert row(kept_back).marks == [], "its result is not public"


@pytest.mark.parametrize("agreed", [True, False])
def test_nobody_of_the_household_and_nobody_who_works_there_is_found(agreed: bool):
    model = running_model(names_household=agreed, doers="Vừ A Chía")
    visited(model, who="Lường Văn Pâng", seen="Ông Sùng đang làm cỏ")
    concluded(model)
    for words in (HOUSEHOLD, "Sùng", "Vừ A Chía", "Pâng", model.keeper.name, model.planned_by_name):
        assert words not in said(model), words


def test_of_a_result_that_is_restricted_nothing_is_said():
    reader = officer_of()
    hidden = a_result("Giống kín")
    model = planned_model(hidden, actor=reader)
    restrict(model)
    follow_access(actor=reader, now=NOW)
    assert (row(model).texts, row(model).gone) == ({}, True)
    written = row(model).written_in
    follow_access(actor=reader, now=NOW)
    assert row(model).written_in == written, "once"
    assert renew_all_texts() == 1, "its use says less"
    assert row(model).gone
    restrict(model, Access.OPEN)
    assert renew_all_texts() == 2, "the night finds both again"
    assert "Giống kín" in said(model)


def test_a_deed_on_it_says_nothing_either():
    model = running_model()
    restrict(model)
    abandon_model(model, reason="Giữ kín.", actor=officer_of(), now=NOW)
    assert (row(model).texts, row(model).gone) == ({}, True)


def test_it_follows_its_use_to_the_heir_and_back():
    model, heir = running_model(), make_unit("UBND xã Mường Tùng")
    officer = officer_of()
    pass_uses([model.use.pk], heir=heir, since=date(2025, 7, 1), actor=officer, now=NOW)
    assert "Mường Tùng" in said(model)
    pass_uses([model.use.pk], heir=None, since=None, actor=officer, now=NOW)
    assert "Mường Tùng" not in said(model)


def test_the_night_says_it_as_places_units_and_results_are_called_now():
    model = running_model()
    assert renew_all_texts() == 0
    use: Any = model.use
    for record, name in ((use.place, "Xã Sáng Nhè"), (use.receiver, "UBND xã Tả Sìn"), (use.result, "Tên mới")):
        type(record).objects.filter(pk=record.pk).update(**{"title" if record == use.result else "name": name})
    assert renew_all_texts() == 2, "the use and its model"
    for name in ("Sáng Nhè", "Tả Sìn", "Tên mới"):
        assert name in said(model)


def test_an_installation_that_has_models_finds_them_after_its_migration():
    models = [running_model(), planned_model(a_result())]
    Text.objects.filter(kind=MODEL).delete()
    assert renew_all_texts() == 2
    assert all(model.title in said(model) for model in models)


def test_saying_them_all_anew_does_not_ask_more_for_more():
    asked = []
    for _ in range(2):
        running_model(a_result())
        renew_all_texts()
        with CaptureQueriesContext(connection) as queries:
            renew_all_texts()
        asked.append(len([one for one in queries if one["sql"].startswith("SELECT")]))
    assert asked[0] == asked[1]
