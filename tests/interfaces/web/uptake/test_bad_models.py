"""Bad input in the forms of demonstration models: plan, visit, costs, end, field days."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gieo.core import clock
from gieo.core.actor import Role
from gieo.domain.uptake.models import Demonstration
from tests.factories.accounts import user_with
from tests.factories.bad_input import (
    MARKUP,
    huge_photograph,
    nothing_written,
    program,
    refused,
    rounds,
    shows_no_markup,
)
from tests.factories.copies import a_committee
from tests.factories.demonstrations import field_day, running_model, visited
from tests.factories.handovers import department
from tests.factories.odd_files import POLYGLOTS
from tests.factories.transfers import a_result
from tests.factories.uptake import NOW
from tests.interfaces.web.uptake.test_copies import a_commune
from tests.interfaces.web.uptake.test_models import _picture, typed

pytestmark = pytest.mark.django_db
NOT_A_NUMBER, TOO_LONG = "Chỉ ghi số, ví dụ 12,5", "nhiều nhất 12 chữ số"
NO_DAY, NO_YEAR, AHEAD = "Ngày không đọc được", "Năm này không thể đúng", "Ngày này chưa tới"
NO_MONEY = "Số tiền không đọc được"


@pytest.fixture(autouse=True)
def _on_that_day(db: None) -> None:
    clock.shift(NOW - datetime.now(UTC))


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(user_with(Role.OFFICER, department(), email="giu@example.vn"))
    return client


@pytest.fixture
def model() -> Demonstration:
    return running_model()


def page_of(model: Demonstration, deed: str = "") -> str:
    return f"/desk/models/{model.code}" + (f"/{deed}" if deed else "")


PLANS: list[dict[str, tuple[str, str]]] = [
    {
        "amount": ("2 sào", NOT_A_NUMBER), "measure": ("acre", "lựa chọn"), "starts_on": ("mai", NO_DAY),
        "ends_on": ("31/12/9999", NO_YEAR), "next_visit_on": ("01/01/0001", NO_YEAR),
        "planned_state": ("-3", NO_MONEY), "planned_household": ("9" * 5000, NO_MONEY),
        "planned_other": ("12,5 triệu", NO_MONEY), "keeper": ("9" * 40, "lựa chọn"), "plan": (" ", "Ghi làm gì"),
    },
    {"amount": ("1e99", TOO_LONG), "title": ("", "Ghi tên mô hình")},
    {"amount": ("NaN", NOT_A_NUMBER), "starts_on": ("30/02/2024", NO_DAY)},
    {
        "amount": ("-5", "Ghi số lớn hơn 0"), "starts_on": ("01/02/1999", "trước năm 2000"),
        "next_visit_on": ("01/02/2024", "đã qua"), "planned_state": ("900.000.000.000", "100 tỷ"),
    },
    {
        "amount": ("99999999", "Quá lớn"), "starts_on": ("01/02/2099", "xa quá hai năm"),
        "next_visit_on": ("01/02/2099", "xa quá hai năm"), "ends_on": ("01/02/2020", "sau ngày bắt đầu"),
    },
    {"ends_on": ("31/12/2099", "15")},
    {"title": ("tên " * 80, "Không quá 200 ký tự"), "fit": ("hợp " * 200, "Không quá 500 ký tự")},
]  # fmt: skip


def test_a_plan_is_refused_in_words_and_nothing_is_lost(office: Client) -> None:
    place, result, address = a_commune(), a_result(), "/desk/models/new"
    keeper = office.get(address).context["form"].fields["keeper"].queryset.first()
    who = {"result": result.code, "receiver": str(a_committee(place).pk), "place": str(place.pk)}
    right = typed(**who, keeper=str(keeper.pk), household=MARKUP, where=MARKUP, success=MARKUP, season="Vụ xuân")
    with nothing_written("uptake"):
        rounds(
            office, address, right, *PLANS,
            {"result": ("KQ-0; DROP", "Không có kết quả"), "receiver": ("9" * 40, "lựa chọn"), "place": ("-1", "lựa")},
            {"household": ("hộ " * 60, "Không quá 120 ký tự")},
        )  # fmt: skip
    assert office.post(address, right).status_code == 303
    made = Demonstration.objects.get()
    assert office.post(page_of(made, "start"), {"on": "10/05/2024"}).status_code == 303
    shows_no_markup(office, page_of(made), page_of(made, "edit"), "/desk/models/", f"/mo-hinh/{made.code}", "/mo-hinh/")
    right = {name: value for name, value in right.items() if name not in (*who, "household")} | {"version": "2"}
    with nothing_written("uptake"):
        rounds(office, page_of(made, "edit"), right, *PLANS)


def test_a_visit_is_refused_in_words_and_nothing_is_lost(office: Client, model: Demonstration) -> None:
    address = page_of(model, "visit")
    right = {
        "on": "10/05/2024", "who": "Cán bộ phòng", "seen": MARKUP, "advice": MARKUP, "name_0": "Cao", "value_0": "40,5",
        "unit_0": "cm", "next_visit_on": "10/06/2024",
    }  # fmt: skip
    with nothing_written("uptake"):
        rounds(
            office, address, right,
            {
                "on": ("10/05/99999", NO_DAY), "next_visit_on": ("31/12/9999", NO_YEAR), "who": (" ", "Ghi ai đi thăm"),
                "value_0": ("40 cm", "Chỉ ghi số"), "value_1": ("1e40", "chữ số"), "unit_2": ("kg", ""),
                "name_2": ("", "Ghi đủ cả dòng"),
            },
            {"on": ("21/05/2024", AHEAD), "next_visit_on": ("10/06/2099", "xa quá hai năm")},
            {"on": ("01/01/2024", "chưa bắt đầu"), "next_visit_on": ("10/04/2024", "đã qua")},
            {"seen": ("cây " * 600, "Không quá 2000 ký tự"), "who": ("ông " * 80, "Không quá 200 ký tự")},
        )  # fmt: skip
    assert office.post(address, right).status_code == 303
    shows_no_markup(office, page_of(model), f"/mo-hinh/{model.code}")


def test_no_file_gets_in_that_is_no_photograph(office: Client, model: Demonstration) -> None:
    address = page_of(model, "visit")
    captions = {
        "caption_0": "Nương khoai", "caption_1": "Nương bên", "place_0": "Bản Nà Sự", "place_1": "Bản Nà Sự",
    }  # fmt: skip
    right = {"on": "10/05/2024", "who": "Cán bộ phòng", "seen": "Cây tốt"} | captions
    bad = [huge_photograph(), program(), SimpleUploadedFile("tranh.jpg", POLYGLOTS["tranh.jpg"], "image/jpeg")]
    with nothing_written("uptake"):
        for file in bad:
            sent = right | {"photo_0": _picture(), "photo_1": file}
            refused(office.post(address, sent), {"photo_1": str(file.name)}, right)


def test_costs_and_ends_are_refused_in_words(office: Client, model: Demonstration) -> None:
    visited(model)
    spent = {"spent_state": "28.000.000", "spent_household": "5.000.000"}
    end = {
        "on": "10/05/2024", "outcome": "worth", "words": MARKUP, "amount": "1,2", "measure": "hectare", "goes_on": "on",
    }  # fmt: skip
    with nothing_written("uptake"):
        rounds(
            office, page_of(model, "spend"), spent,
            {"spent_state": ("-3", NO_MONEY), "spent_household": ("9" * 5000, NO_MONEY)},
            {"spent_state": ("28 triệu", NO_MONEY)},
            {"spent_state": ("999.999.999.999", "100 tỷ")},
        )  # fmt: skip
        rounds(
            office, page_of(model, "conclude"), end,
            {"on": ("10/05/9999", NO_YEAR), "amount": ("1 mẫu", NOT_A_NUMBER), "outcome": ("fine", "lựa chọn")},
            {"on": ("21/05/2024", AHEAD)}, {"on": ("01/03/2024", "Đã có lần thăm")},
            {"amount": ("-1", "Ghi số lớn hơn 0")}, {"amount": ("99999999", "Quá lớn")},
            {"measure": ("household", ""), "amount": ("1,2", "số nguyên")},
            {"words": (" ", "Ghi rút ra điều gì")}, {"words": ("dài " * 600, "Không quá 2000 ký tự")},
        )  # fmt: skip
        rounds(
            office, page_of(model, "abandon"), {"reason": MARKUP},
            {"reason": (" ", "Ghi lý do")}, {"reason": ("lũ " * 200, "Không quá 500 ký tự")},
        )  # fmt: skip
    assert office.post(page_of(model, "conclude"), end).status_code == 303
    shows_no_markup(office, page_of(model), f"/mo-hinh/{model.code}", f"/desk/uptake/{model.use.code}/")


def test_field_days_are_refused_in_words(office: Client, model: Demonstration) -> None:
    day = {"on": "01/06/2024", "place": MARKUP, "hours": "8 giờ", "about": MARKUP}
    with nothing_written("uptake"):
        rounds(
            office, page_of(model, "announce"), day,
            {"on": ("1 tháng 6", NO_DAY), "place": (" ", "Ghi nơi")},
            {"on": ("01/06/9999", NO_YEAR)}, {"on": ("01/06/2099", "xa quá hai năm")}, {"on": ("01/05/2024", "đã qua")},
            {"hours": ("tám giờ " * 10, "Không quá 60 ký tự")},
        )  # fmt: skip
    assert office.post(page_of(model, "announce"), day).status_code == 303
    field_day(model, on=date(2024, 5, 20))
    held = {"men": "12", "women": "20", "said": MARKUP}
    with nothing_written("uptake"):
        rounds(
            office, page_of(model, "field-days/2/hold"), held,
            {"men": ("mười", "Chỉ ghi số nguyên"), "women": ("9" * 5000, "Chỉ ghi số nguyên")},
            {"men": ("-1", "Từ 0 đến"), "women": ("99999999", "Từ 0 đến")},
            {"men": ("0", "bao nhiêu nam"), "women": ("0", "")}, {"said": (" ", "Ghi vài lời")},
        )  # fmt: skip
        rounds(office, page_of(model, "field-days/2/cancel"), {"reason": MARKUP}, {"reason": (" ", "Ghi lý do")})
    assert office.post(page_of(model, "field-days/2/hold"), held).status_code == 303
    shows_no_markup(office, page_of(model), f"/mo-hinh/{model.code}", f"/ket-qua/{model.use.result.code}")
