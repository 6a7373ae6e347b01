"""Bad input in the forms of uses: told in words beside the field, nothing typed is lost, nothing is let in."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gieo.core import clock
from gieo.core.actor import Role
from gieo.domain.uptake.models import Use
from gieo.foundation.places.vocab import Era
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
from tests.factories.handovers import received_minutes
from tests.factories.odd_files import POLYGLOTS
from tests.factories.uptake import NOW, a_place, verified_use
from tests.interfaces.web.uptake.test_uptake import LIST, TRIED, begin_at, picture, typed

pytestmark = pytest.mark.django_db

PHOTOGRAPH = {
    "level": "extended", "push": "spontaneous", "grade_0": "photograph", "proof_0": "Nương chè nhà ông A",
    "place_0": "Bản Nà Sự", "credit_0": "Giàng A Sùng", "proof_on_0": "09/05/2024",
    "amount_2": "3", "measure_2": "household",
}  # fmt: skip
EFFECT = {"sphere_1": "economic", "effect_1": "Thu nhập", "unit_1": "triệu đồng", "before_1": "20", "after_1": "31,5"}


@pytest.fixture(autouse=True)
def _on_that_day_and_map(db: None) -> None:
    clock.shift(NOW - datetime.now(UTC))
    a_place("Huyện Mường Chà", era=Era.BEFORE_2025)


@pytest.fixture
def use() -> Use:
    return verified_use()


@pytest.fixture
def own(use: Use, client: Client) -> Client:
    client.force_login(user_with(Role.UNIT_REP, use.receiver))
    return client


NOT_A_NUMBER, TOO_LONG = "Chỉ ghi số, ví dụ 12,5", "nhiều nhất 12 chữ số"
NO_DAY, NO_YEAR, AHEAD = "Ngày không đọc được", "Năm này không thể đúng", "Ngày này chưa tới"

CLAIMS: list[dict[str, tuple[str, str]]] = [
    {
        "amount_0": ("12 sào", NOT_A_NUMBER), "amount_1": ("NaN", NOT_A_NUMBER), "amount_2": ("1e99", TOO_LONG),
        "measure_0": ("acre", "không phải là một trong các lựa chọn"), "men": ("-3", "ít nhất 0"),
        "women": ("ba mươi", "Chỉ ghi số nguyên"), "seasons": ("9" * 5000, "Chỉ ghi số nguyên"),
        "on": ("30/02/2024", NO_DAY), "since": ("31/12/9999", NO_YEAR), "proof_on_0": ("01/01/0001", NO_YEAR),
        "before_1": ("20 triệu", NOT_A_NUMBER), "after_1": ("1e40", "chữ số"), "level": ("divine", "lựa chọn"),
        "plot_0": ("\0", "ký tự trống"), "proof_0": ("chè " * 200, "nhiều nhất 400 ký tự"),
    },
    {
        "amount_0": ("12 ha", NOT_A_NUMBER), "amount_1": ("9" * 4000, TOO_LONG), "amount_2": ("0,001", "Sau dấu phẩy"),
        "words": ("kể " * 1000, "nhiều nhất 2000 ký tự"), "unit_1": ("", "Ghi đủ cả dòng"),
        "effect_1": (MARKUP * 4, "nhiều nhất 160 ký tự"),
    },
    {
        "on": ("21/05/2024", AHEAD), "since": ("11/05/1954", "trước năm 2000"), "seasons": ("9999", "nhiều nhất 100"),
        "men": ("9" * 30, "nhiều nhất 1.000.000"), "women": ("1000001", "nhiều nhất 1.000.000"),
        "amount_0": ("-4", "Ghi số lớn hơn 0"),
    },
    {"since": ("21/05/2024", AHEAD), "amount_0": ("99999999", "Quá lớn")},
    {"proof_on_0": ("21/05/2024", ""), "proof_0": ("Trưởng bản", AHEAD)},
    {"measure_0": ("household", ""), "amount_0": ("12,5", "phải là số nguyên")},
    {
        "amount_0": ("", ""), "measure_0": ("", ""), "plot_0": ("", ""),
        "amount_2": ("-4", "Ghi số lớn hơn 0"), "measure_2": ("hectare", ""),
        "grade_0": ("", ""), "proof_0": ("", ""), "proof_on_0": ("", ""), "grade_2": ("statement", ""),
        "proof_2": ("Trưởng bản", AHEAD), "proof_on_2": ("21/05/2024", ""),
    },
]  # fmt: skip


def test_a_claim_is_refused_in_words_and_nothing_is_lost(use: Use, own: Client) -> None:
    address = f"{LIST}{use.code}/claim"
    right = typed(own, address, **TRIED, **EFFECT) | {"words": MARKUP, "plot_0": "Thửa 12", "on": "20/05/2024"}
    with nothing_written("uptake"):
        rounds(own, address, right, *CLAIMS)
    assert own.post(address, right).status_code == 303
    shows_no_markup(own, f"{LIST}{use.code}/", f"{LIST}{use.code}/claims/2/")


def test_a_first_claim_is_refused_as_a_later_one(client: Client) -> None:
    minutes = received_minutes()
    client.force_login(user_with(Role.UNIT_REP, minutes.receiver))
    address = begin_at(minutes)
    right = typed(client, address, **TRIED, place=str(a_place().pk)) | {"on": "20/05/2024"}
    with nothing_written("uptake"):
        rounds(
            client, address, right,
            {"place": ("9" * 40, "lựa chọn"), "amount_0": ("-", NOT_A_NUMBER), "on": ("1/1/1", NO_DAY)},
            {"place": ("", "bắt buộc"), "since": ("01/01/2150", NO_YEAR)},
            {"on": ("21/05/2024", AHEAD), "men": ("1000001", "nhiều nhất")},
        )  # fmt: skip


def test_that_it_has_stopped_is_refused_in_words(use: Use, own: Client) -> None:
    address = f"{LIST}{use.code}/stop"
    more = {"since": "01/05/2024", "grade_0": "statement", "proof_0": MARKUP, "reason": "market", "words": MARKUP}
    right = typed(own, address, **more) | {"on": "20/05/2024"}
    with nothing_written("uptake"):
        rounds(
            own, address, right,
            {"on": ("mai", NO_DAY), "since": ("01/05/9999", NO_YEAR), "reason": ("gods", "lựa chọn")},
            {"on": ("21/05/2024", AHEAD), "reason": ("", "vì sao dừng")},
            {"since": ("21/05/2024", AHEAD), "reason": ("other", ""), "words": ("", "phải ghi")},
        )  # fmt: skip
    assert own.post(address, right).status_code == 303
    shows_no_markup(own, f"{LIST}{use.code}/")


def test_no_file_gets_in_that_is_no_photograph(use: Use, own: Client) -> None:
    address = f"{LIST}{use.code}/claim"
    right = typed(own, address, **TRIED) | PHOTOGRAPH | {"on": "20/05/2024"}
    bad = {"huge": huge_photograph(), "program": program()}
    bad |= {name: SimpleUploadedFile(name, POLYGLOTS[name], "image/jpeg") for name in ("tranh.jpg", "tranh-2.jpg")}
    words = {"huge": "30 MB", "program": "chuong-trinh.jpg"}
    with nothing_written("uptake"):
        for name, file in bad.items():
            file.seek(0)
            refused(own.post(address, right | {"file_0": file}), {"file_0": words.get(name, name)}, right)
        second = {"grade_1": "photograph", "proof_1": "Nương bên", "file_0": picture(), "file_1": program()}
        refused(own.post(address, right | second), {"file_1": "chuong-trinh.jpg"}, right | second)
