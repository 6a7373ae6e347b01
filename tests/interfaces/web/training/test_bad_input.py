"""Bad input in the forms of classes: prepared, enrolled in by anybody or by a caller, ticked, handed out, certified."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gieo.core import clock
from gieo.core.actor import Role
from gieo.domain.training.models import Course, Enrolment
from gieo.domain.training.queries.courses import token_of
from tests.factories.bad_input import (
    MARKUP,
    huge_photograph,
    nothing_written,
    program,
    refused,
    rounds,
    shows_no_markup,
    tried,
)
from tests.factories.odd_files import POLYGLOTS
from tests.factories.results import make_result
from tests.factories.training import enrol
from tests.interfaces.web.training.test_pages import TYPED, ahead, browser, send, today_course

pytestmark = pytest.mark.django_db
NO_DAY, NO_YEAR, NO_NUMBER = "Ngày không đọc được", "Năm này không thể đúng", "Chỉ ghi số nguyên"

WHO: list[dict[str, tuple[str, str]]] = [
    {"name": (" . ", "tên"), "phone": ("12", "điện thoại"), "email": ("pao@", "thư"), "consents": ("", "đồng ý")},
    {"phone": ("", "điện thoại"), "email": ("", "")},
    {"name": ("Páo " * 60, "Không quá 120 ký tự"), "where": ("bản " * 90, "Không quá 200 ký tự")},
    {"unit": ("9" * 40, "lựa chọn")},
]

COURSES: list[dict[str, tuple[str, str]]] = [
    {
        "starts_on": ("tuần sau", NO_DAY), "ends_on": ("31/12/9999", NO_YEAR), "seats": ("hai chục", NO_NUMBER),
        "title": (" ", "Ghi tên lớp"), "place": ("", "Ghi nơi học"), "results": ("KQ-1999-001", "KQ-1999-001"),
        "area": ("9" * 40, "lựa chọn"),
    },
    {"starts_on": ("30/02/2024", NO_DAY), "ends_on": ("01/01/0001", NO_YEAR), "seats": ("-5", "Quá nhỏ: ít nhất 1")},
    {"seats": ("9" * 5000, NO_NUMBER), "results": (" ", "ít nhất một kết quả")},
    {"starts_on": ("20/11/2099", "xa quá hai năm"), "ends_on": ("21/11/2099", "")},
    {"ends_on": ("19/11/2023", "từ ngày đầu trở đi")}, {"ends_on": ("20/11/2033", "vòng ba tháng")},
    {"seats": ("1001", "1.000")}, {"seats": ("9" * 30, "1.000")},
    {"title": ("lớp " * 60, "nhiều nhất 200 ký tự")}, {"about": ("học " * 900, "Không quá 3000 ký tự")},
]  # fmt: skip


def test_a_class_is_refused_in_words_and_nothing_is_lost() -> None:
    officer, result = browser(Role.OFFICER), make_result("transferable")
    right = {
        "title": f"Lớp {MARKUP}", "results": result.code, "about": MARKUP, "teachers": MARKUP, "place": MARKUP,
        "starts_on": "20/11/2023", "ends_on": "21/11/2023", "hours": MARKUP, "seats": "20", "contact": MARKUP,
    }  # fmt: skip
    with nothing_written("training", "search"):
        rounds(officer, "/desk/training/new", right, *COURSES)
    assert officer.post("/desk/training/new", right).status_code == 303
    course = Course.objects.get()
    here = f"/desk/training/{course.code}"
    with nothing_written("training", "search"):
        rounds(officer, f"{here}/edit", right | {"version": "1"}, *COURSES)
    assert officer.post(f"{here}/announce").status_code == 303
    shows_no_markup(officer, here, f"{here}/edit", "/desk/training/")
    shows_no_markup(Client(), f"/lop-tap-huan/{course.code}", "/lop-tap-huan/", f"/lop-tap-huan/{course.code}/dang-ky")
    with nothing_written("training"):
        rounds(
            officer, f"{here}/cancel", {"reason": MARKUP},
            {"reason": (" ", "Ghi lý do")}, {"reason": ("mưa " * 200, "Không quá 500 ký tự")},
        )  # fmt: skip
    assert officer.post(f"{here}/cancel", {"reason": MARKUP}).status_code == 303
    shows_no_markup(Client(), f"/lop-tap-huan/{course.code}")


def test_who_enrols_is_refused_in_words_and_nothing_is_lost(client: Client) -> None:
    course = ahead()
    said = {"where": MARKUP, "organisation": MARKUP}
    with nothing_written("training"):
        for wrong in [*WHO[:3], {"answer": ("mười bảy", "")}, {"token": ("x" * 5000, "")}]:
            cache.clear()
            given = said | {name: value for name, (value, _words) in wrong.items()}
            answer = send(client, course, **given)
            refused(answer, {name: words for name, (_value, words) in wrong.items() if words}, given)
    cache.clear()
    mine = send(client, course, name=MARKUP, **said).headers["Location"]
    shows_no_markup(client, mine)
    officer = browser(Role.OFFICER)
    here = f"/desk/training/{course.code}"
    shows_no_markup(officer, f"{here}/participants", f"{here}/attendance")


def test_who_calls_is_refused_in_words_and_nothing_is_lost() -> None:
    officer, course = browser(Role.OFFICER), ahead()
    right = TYPED | {"where": MARKUP, "organisation": MARKUP}
    with nothing_written("training"):
        rounds(officer, f"/desk/training/{course.code}/enrol", right, *WHO)


def test_only_who_has_a_seat_is_ticked() -> None:
    officer, course = browser(Role.OFFICER), today_course()
    enrol(course, now=clock.now())
    here = f"/desk/training/{course.code}"
    for came in (["-1"], ["9" * 40], ["1e3"], [MARKUP]):
        assert officer.post(f"{here}/attendance", {"came": came}).status_code == 303
    with nothing_written("training"):
        page = refused(officer.post(f"{here}/attendance", {"came": ["1", "999"]}), {"": "không có chỗ"})
    assert page.count("checked") == 1  # the tick that was sent
    assert not Enrolment.objects.filter(attended=True).exists()
    officer.post(f"{here}/attendance", {"came": "1"})
    officer.post(f"{here}/hold")
    with nothing_written("training"):
        rounds(
            officer, f"{here}/issue_certificates", {"signer_title": "GIÁM ĐỐC", "signer_name": "Lò Thị Mai"},
            {"signer_name": (" ", "bắt buộc")}, {"signer_name": ("Mai " * 60, "120")},
        )  # fmt: skip


def test_no_file_gets_in_that_is_not_what_it_says() -> None:
    officer, course = browser(Role.OFFICER), ahead()
    address = f"/desk/training/{course.code}/add_material"
    bad = [huge_photograph(), program(), SimpleUploadedFile("so.pdf", POLYGLOTS["so.pdf"], "application/pdf")]
    with nothing_written("training"):
        for file in bad:
            refused(officer.post(address, {"file": file}), {"file": str(file.name)})
        refused(officer.post(address, {"is_public": "on"}), {"file": "Chọn tệp."})


def test_a_link_guessed_a_thousand_times_opens_nothing(client: Client) -> None:
    course = ahead()
    one = enrol(course, now=clock.now())
    with nothing_written("training"):
        assert tried(client, f"/lop-tap-huan/dang-ky/{one.pk}.{{:043d}}/") == {404, 429}
        for way in ("rut", "giay-chung-nhan", "tai-lieu/1"):
            ask = client.post if way == "rut" else client.get
            assert ask(f"/lop-tap-huan/dang-ky/{token_of(one)}/{way}").status_code == 429
    assert client.get(f"/lop-tap-huan/dang-ky/{token_of(one)}/", REMOTE_ADDR="203.0.113.9").status_code == 200
