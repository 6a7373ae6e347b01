"""Bad input in “we copied this”: from anybody, and from who looks."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from gieo.core import clock
from gieo.core.actor import Role
from gieo.domain.uptake.models import Copy
from tests.factories.bad_input import MARKUP, nothing_written, refused, rounds, shows_no_markup
from tests.factories.copies import a_committee
from tests.factories.transfers import a_result
from tests.interfaces.web.uptake.test_copies import a_commune, browser, send

pytestmark = pytest.mark.django_db
NOT_A_NUMBER, TOO_LONG = "Chỉ ghi số, ví dụ 12,5", "nhiều nhất 12 chữ số"
NO_DAY, NO_YEAR, AHEAD = "Ngày không đọc được", "Năm này không thể đúng", "Ngày này chưa tới"

FIGURES: list[dict[str, tuple[str, str]]] = [
    {"amount": ("2 sào", NOT_A_NUMBER), "measure": ("acre", "lựa chọn"), "since": ("hôm qua", NO_DAY)},
    {"amount": ("1e99", TOO_LONG), "since": ("01/02/9999", NO_YEAR)},
    {"amount": ("NaN", NOT_A_NUMBER), "since": ("01/02/0001", NO_YEAR)},
    {"amount": ("0,001", "Sau dấu phẩy"), "since": ("30/02/2023", NO_DAY)},
    {"amount": ("-2", "Ghi số lớn hơn 0"), "since": ("01/01/2034", AHEAD)},
    {"amount": ("99999999", "Quá lớn"), "since": ("01/01/1990", "trước năm 2000")},
    {"amount": ("1,5", "số nguyên"), "measure": ("household", "")},
]


def test_what_anybody_says_is_refused_in_words_and_nothing_is_lost(client: Client) -> None:
    result, place = a_result(), a_commune()
    a_committee(place)
    said = {"hamlet": MARKUP, "learnt_from": MARKUP, "words": MARKUP}
    wrongs: list[dict[str, tuple[str, str]]] = [
        *FIGURES,
        {"name": (" . ", "tên"), "phone": ("12", "điện thoại"), "consents": ("", "đồng ý")},
        {"name": ("Páo " * 60, "Không quá 120 ký tự"), "words": ("kể " * 1000, "Không quá")},
        {"place": ("9" * 40, "lựa chọn"), "phone": ("", "điện thoại")},
        {"answer": ("mười bảy", "")},
    ]
    with nothing_written("uptake"):
        for wrong in wrongs:
            cache.clear()
            given = said | {name: value for name, (value, _words) in wrong.items()}
            answer = send(client, result, place, **given)
            refused(answer, {name: words for name, (_value, words) in wrong.items() if words}, given)
    cache.clear()
    assert send(client, result, place, name=MARKUP[:100], **said).status_code == 303
    copy, office = Copy.objects.get(), browser(Role.OFFICER)
    at = f"/desk/copies/{copy.code}"
    shows_no_markup(office, at, f"{at}/confirm", f"{at}/refuse", "/desk/copies/")


def test_what_was_found_is_refused_in_words_and_nothing_is_lost(client: Client) -> None:
    result, place = a_result(), a_commune()
    committee = a_committee(place)
    send(client, result, place)
    copy = Copy.objects.get()
    commune, at = browser(Role.UNIT_REP, committee), f"/desk/copies/{copy.code}"
    right = {
        "looked": "visited", "on": f"{clock.today():%d/%m/%Y}", "words": MARKUP, "since": "01/02/2023",
        "household": f"{MARKUP} Páo", "amount": "1,25", "measure": "hectare", "parent": "",
    }  # fmt: skip
    with nothing_written("uptake"):
        rounds(
            commune, f"{at}/confirm", right, *FIGURES,
            {"on": ("08/11/2099", AHEAD), "household": (" ", "Ghi tên chủ hộ")},
            {"on": ("01/01/1900", "trước năm 2000"), "words": ("...", "Ghi đã hỏi ai")},
            {"parent": ("9" * 40, "lựa chọn"), "looked": ("dreamt", "lựa chọn"), "on": ("9/9", NO_DAY)},
            {"household": ("hộ " * 60, "Không quá 120 ký tự"), "words": ("kể " * 1000, "không quá")},
        )  # fmt: skip
        rounds(
            commune, f"{at}/refuse", {"reason": MARKUP},
            {"reason": (" ", "Ghi lý do")}, {"reason": ("bịa " * 800, "Ghi lý do, nhiều nhất")},
        )  # fmt: skip
    assert commune.post(f"{at}/confirm", right).status_code == 303
    copy.refresh_from_db()
    assert copy.use is not None
    office = browser(Role.OFFICER)
    pages = (at, f"/desk/uptake/{copy.use.code}/", f"/desk/copies/tree/{result.code}", f"/ket-qua/{result.code}")
    shows_no_markup(office, *pages)
    shows_no_markup(client, f"/ket-qua/{result.code}")
