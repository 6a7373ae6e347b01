"""Bad input in the forms of needs: stated by a unit, taken down, read from Word, weighed, answered, ended."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gieo.core.actor import Role
from gieo.domain.needs.models import Need
from gieo.domain.needs.queries import empty_form
from gieo.foundation.units.vocab import UnitKind
from tests.factories.bad_input import MARKUP, nothing_written, refused, rounds, shows_no_markup
from tests.factories.needs import make_need
from tests.factories.odd_files import BOMBS, POLYGLOTS, archive
from tests.factories.results import make_result
from tests.factories.units import make_unit
from tests.interfaces.web.needs.test_pages import STATED, browser

pytestmark = pytest.mark.django_db
NO_DAY, NO_YEAR, NO_NUMBER = "Ngày không đọc được", "Năm này không thể đúng", "Chỉ ghi số nguyên"
TOO_LONG = "nhiều nhất 5.000 ký tự"

NEEDS: list[dict[str, tuple[Any, str]]] = [
    {
        "concerned": ("40 hộ", NO_NUMBER), "altitude_min": ("cao", NO_NUMBER), "altitude_max": ("9" * 5000, NO_NUMBER),
        "wanted_by": ("vụ sau", NO_DAY), "water": ("river", "lựa chọn"), "seasons": (["monsoon"], "lựa chọn"),
        "places": (["9" * 40], "lựa chọn"), "field": ("9" * 40, "lựa chọn"), "contact_email": ("pao@", "email"),
        "title": ("nếp " * 60, "nhiều nhất 200 ký tự"), "contact_phone": ("0" * 50, "nhiều nhất 40 ký tự"),
    },
    {"concerned": ("-40", "ít nhất 0"), "altitude_min": ("-5", "ít nhất 0"), "wanted_by": ("1/1/9999", NO_YEAR)},
    {"concerned": ("9" * 5000, NO_NUMBER), "wanted_by": ("01/01/0001", NO_YEAR), "where": ("\0", "ký tự trống")},
    {"concerned": ("9" * 30, "từ 1 đến 1.000.000"), "altitude_min": ("9" * 30, "từ 0 đến 3.200 mét")},
    {
        "concerned": ("1000001", "từ 1 đến 1.000.000"), "altitude_max": ("8848", "từ 0 đến 3.200 mét"),
        "wanted_by": ("06/11/2023", "từ hôm nay trở đi"), "problem": ("lẫn " * 2000, TOO_LONG),
    },
    {
        "altitude_min": ("900", ""), "altitude_max": ("300", "không được nhỏ hơn"),
        "wanted_by": ("01/01/2099", "xa quá mười năm"), "tried": ("thử " * 2000, TOO_LONG), "concerned": ("0", "từ 1"),
    },
    {"title": (" ", "bắt buộc"), "problem": ("", "bắt buộc")},
]  # fmt: skip


def test_what_is_stated_is_refused_in_words_and_nothing_is_lost() -> None:
    unit = make_unit("UBND xã Na Sang", UnitKind.COMMUNE_COMMITTEE)
    rep = browser(Role.UNIT_REP, unit)
    right = STATED | {
        "unit": str(unit.pk), "problem": MARKUP, "tried": MARKUP, "where": MARKUP, "users": MARKUP, "concerned": "40",
        "concerned_who": MARKUP, "contact_name": MARKUP, "is_public": "on", "wanted_by": "01/03/2024",
    }  # fmt: skip
    with nothing_written("needs", "search"):
        rounds(rep, "/desk/needs/new", right, *NEEDS, {"unit": ("9" * 40, "lựa chọn"), "source": ("17", "phiếu Word")})
    assert rep.post("/desk/needs/new", right).status_code == 303
    need = Need.objects.get()
    shows_no_markup(rep, f"/desk/needs/{need.code}", f"/desk/needs/{need.code}/edit", "/desk/needs/")
    shows_no_markup(Client(), f"/nhu-cau/{need.code}", "/nhu-cau/")
    with nothing_written("needs", "search"):
        rounds(rep, f"/desk/needs/{need.code}/edit", right | {"version": str(need.version)}, *NEEDS)


def test_what_is_told_by_telephone_is_refused_in_words() -> None:
    officer, unit = browser(Role.OFFICER), make_unit("UBND xã Na Sang")
    right = STATED | {"unit": str(unit.pk), "channel": "phone", "told_by": "Vàng Thị Dợ"}
    with nothing_written("needs"):
        rounds(
            officer, "/desk/needs/new", right,
            {"told_by": (" ", "bắt buộc"), "channel": ("pigeon", "lựa chọn"), "no_secret": ("", "mật")},
            {"told_by": ("Dợ " * 90, "nhiều nhất 200 ký tự"), "concerned": ("-1", "ít nhất 0")},
        )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("phieu.docx", b"MZ\x90\x00" + bytes(300), "phieu.docx"),
        ("phieu.docx", BOMBS["phong.docx"], "phieu.docx"),
        ("hai.docx", POLYGLOTS["hai.docx"], "hai.docx"),
        ("phieu.docx", archive("word/document.xml", content=b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"), ""),
        ("phieu.exe", b"MZ", "phieu.exe"),
        ("phieu.docx", b"", "Tệp rỗng"),
        ("phieu.docx", b"PK\x03\x04" + bytes(51 * 1024 * 1024), "phieu.docx"),
    ],
    ids=["program", "bomb", "two kinds", "entities", "exe", "empty", "huge"],
)  # fmt: skip
def test_what_is_no_filled_form_is_not_read(name: str, content: bytes, words: str) -> None:
    officer, unit = browser(Role.OFFICER), make_unit("UBND xã Na Sang")
    sent = {"unit": str(unit.pk), "told_by": "Vàng Thị Dợ", "file": SimpleUploadedFile(name, content)}
    with nothing_written("needs"):
        refused(officer.post("/desk/needs/from_word", sent), {"file": words}, sent)


def test_odd_cells_of_a_word_form_are_told_and_shown_as_text() -> None:
    officer, unit = browser(Role.OFFICER), make_unit("UBND xã Na Sang")
    document = docx.Document(io.BytesIO(empty_form()))
    for row in document.tables[0].rows:
        head = row.cells[0].text
        row.cells[1].text = {"Bao": "-40 hộ", "Cần": "31/12/9999"}.get(head.split()[0], MARKUP)
    out = io.BytesIO()
    document.save(out)
    sent = {"unit": str(unit.pk), "told_by": MARKUP, "file": SimpleUploadedFile("phieu.docx", out.getvalue())}
    answer = officer.post("/desk/needs/from_word", sent)
    assert answer.status_code == 200
    assert MARKUP not in answer.content.decode()
    assert "chưa hiểu được" in answer.content.decode()
    assert not Need.objects.exists()


def test_answers_and_ends_are_refused_in_words() -> None:
    need, officer = make_need(is_public=True), browser(Role.OFFICER)
    at, long = f"/desk/needs/{need.code}", "dài " * 2000
    chosen = make_result("transferable")
    with nothing_written("needs", "transfers"):
        rounds(
            officer, f"{at}/answer", {"answer": "cannot", "words": MARKUP},
            {"answer": ("maybe", "lựa chọn"), "words": (" ", "bắt buộc")}, {"words": (long, TOO_LONG)},
            {"answer": ("met:KQ-0", "lựa chọn")},
        )  # fmt: skip
        rounds(
            officer, f"{at}/judge/{chosen.code}", {"judged": "refused", "reason": "other", "words": MARKUP},
            {"judged": ("loved", "lựa chọn"), "words": (long, "nhiều nhất 500 ký tự")}, {"reason": ("", "Chọn vì sao")},
            {"words": (" ", "")},
        )  # fmt: skip
    assert officer.post(f"{at}/answer", {"answer": "cannot", "words": MARKUP}).status_code == 303
    for verb in ("close", "reopen", "withdraw"):
        with nothing_written("needs"):
            rounds(officer, f"{at}/{verb}", {"words": MARKUP}, {"words": ("", "bắt buộc")}, {"words": (long, TOO_LONG)})
        assert officer.post(f"{at}/{verb}", {"words": MARKUP}).status_code in (303, 403), verb
        shows_no_markup(officer, at)
        shows_no_markup(Client(), f"/nhu-cau/{need.code}")
