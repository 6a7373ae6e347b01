"""Classes on pages: prepared in the office, enrolled in without an account, ticked, called off, read a season later."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from gieo.core import clock
from gieo.core.actor import SYSTEM, Role
from gieo.domain.training.models import Certificate, Course, Enrolment
from gieo.domain.training.queries.courses import token_of
from gieo.domain.training.services import add_material, cancel_course, hold_course, print_waiting, set_attendance
from gieo.domain.training.vocab import CourseState, EnrolmentState
from gieo.foundation.units.models import Unit
from tests.factories.accounts import user_with
from tests.factories.audience import right_code
from tests.factories.results import make_result, pdf
from tests.factories.training import enrol, make_course
from tests.factories.units import make_unit

pytestmark = pytest.mark.django_db
TYPED = {
    "name": "Giàng A Páo",
    "phone": "0215 111 2222",
    "email": "pao@example.vn",
    "where": "Bản Háng Á",
    "consents": "on",
}


def browser(role: Role, unit: Unit | None = None) -> Client:
    client = Client()
    client.force_login(user_with(role, unit or make_unit("Sở Khoa học và Công nghệ")))
    return client


def text(answer: HttpResponse, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[:2000]
    return html.unescape(answer.content.decode())


def ahead(**values: object) -> Course:
    """A class a fortnight from the clock."""
    day = clock.today() + timedelta(days=14)
    return make_course(now=clock.now(), **{"starts_on": day, "ends_on": day} | values)


def today_course(**values: object) -> Course:
    return ahead(**{"starts_on": clock.today(), "ends_on": clock.today()} | values)


def send(client: Client, course: Course, *, address: str = "203.0.113.7", **values: str | None) -> HttpResponse:
    given = right_code(clock.now())
    typed = TYPED | {"token": given.token, "answer": given.answer} | values
    typed = {name: value for name, value in typed.items() if value is not None}
    return client.post(f"/lop-tap-huan/{course.code}/dang-ky", typed, REMOTE_ADDR=address)


def queries(ask: Callable[[], HttpResponse]) -> int:
    ask()
    with CaptureQueriesContext(connection) as asked:
        assert ask().status_code == 200
    return len(asked)


def test_a_reader_finds_a_class_enrols_and_withdraws_by_the_link(client: Client) -> None:
    cache.clear()
    course = ahead(seats=1)
    result = course.results.get()
    assert f'href="/lop-tap-huan/{course.code}"' in text(client.get(f"/ket-qua/{result.code}"))
    assert course.title in text(client.get("/lop-tap-huan/"))
    page = text(client.get(f"/lop-tap-huan/{course.code}"))
    assert "Còn 1 trong 1 chỗ" in page
    assert result.shown_title in page
    form = client.get(f"/lop-tap-huan/{course.code}/dang-ky")
    assert "Mã xác thực" in text(form)
    assert form.headers["Cache-Control"] == "no-store"
    answer = send(client, course)
    assert answer.status_code == 303
    mine = answer.headers["Location"]
    assert re.fullmatch(r"/lop-tap-huan/dang-ky/[^/]+/", mine)
    page = client.get(mine)
    assert (page.headers["Cache-Control"], page.headers["X-Robots-Tag"]) == ("no-store", "noindex, nofollow")
    assert "Có chỗ" in text(page)
    second = send(client, course, name="Lò Thị Ánh").headers["Location"]
    assert "Trước bạn còn 0 người" in text(client.get(second))
    assert "Hết chỗ, nhận vào hàng chờ" in text(client.get(f"/lop-tap-huan/{course.code}/dang-ky"))
    assert "Your enrolment" in text(client.get(f"/en{mine}"))
    assert client.post(f"{mine}rut").status_code == 303
    assert "đã được rút" in text(client.get(mine), 410)
    assert "pao@example.vn" not in str(list(Enrolment.objects.values_list("email", flat=True)[:1]))
    assert "Trước bạn" not in text(client.get(second))
    assert "không đúng" in text(client.get("/lop-tap-huan/dang-ky/no-such-token/"), 404)


def test_whatever_is_wrong_what_was_typed_stays_and_one_address_is_slowed(client: Client) -> None:
    course = ahead()
    wrongs: list[dict[str, str | None]] = [
        {"name": ""}, {"phone": "", "email": ""}, {"email": "pao"}, {"consents": None}, {"answer": "mười bảy"},
    ]  # fmt: skip
    for wrong in wrongs:
        cache.clear()
        assert 'value="Bản Háng Á"' in text(send(client, course, **wrong), 422)
    assert not Enrolment.objects.exists()
    cache.clear()
    for number in range(6):
        assert send(client, course, name=f"Người thứ {number}").status_code == 303
    answer = send(client, course, name="Người nữa")
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert send(client, course, name="Người khác", address="203.0.113.9").status_code == 303


def test_drafts_are_nowhere_and_a_class_called_off_says_why(client: Client) -> None:
    cache.clear()
    draft = ahead(announced=False, title="Lớp còn soạn")
    assert draft.title not in text(client.get("/lop-tap-huan/"))
    for address in (f"/lop-tap-huan/{draft.code}", f"/lop-tap-huan/{draft.code}/dang-ky"):
        assert draft.title not in text(client.get(address), 404)
    course = ahead(title="Sao chè Shan")
    mine = f"/lop-tap-huan/dang-ky/{token_of(enrol(course, now=clock.now()))}/"
    cancel_course(course, reason="Đường sạt lở.", actor=SYSTEM, now=clock.now())
    assert course.title not in text(client.get("/lop-tap-huan/"))
    assert course.title in text(client.get("/lop-tap-huan/?when=past"))
    for address in (f"/lop-tap-huan/{course.code}", mine):
        assert "Đường sạt lở." in text(client.get(address))
    assert "Lớp không nhận đăng ký" in text(client.get(f"/lop-tap-huan/{course.code}/dang-ky"))
    assert send(client, course).status_code == 422
    assert course.title in text(client.get("/lop-tap-huan/?when=past&free=free"))


def test_files_are_for_who_they_are_for(client: Client) -> None:
    course = ahead()
    open_one = add_material(course, pdf("a"), name="to-roi.pdf", is_public=True, actor=SYSTEM, now=clock.now())
    own = add_material(course, pdf("b"), name="bai-giang.pdf", actor=SYSTEM, now=clock.now())
    mine = f"/lop-tap-huan/dang-ky/{token_of(enrol(course, now=clock.now()))}/"
    page = text(client.get(f"/lop-tap-huan/{course.code}"))
    assert "to-roi.pdf" in page
    assert "bai-giang.pdf" not in page
    assert "bai-giang.pdf" in text(client.get(mine))
    here = f"/lop-tap-huan/{course.code}/tai-lieu"
    assert b"".join(client.get(f"{here}/{open_one.pk}").streaming_content) == pdf("a")
    assert client.get(f"{here}/{own.pk}").status_code == 404
    assert b"".join(client.get(f"{mine}tai-lieu/{own.pk}").streaming_content) == pdf("b")
    assert client.get(f"/lop-tap-huan/dang-ky/x/tai-lieu/{own.pk}").status_code == 404
    assert client.get(f"/desk/training/{course.code}/material/{own.pk}").status_code == 302
    seen = browser(Role.EDITOR).get(f"/desk/training/{course.code}/material/{own.pk}")
    assert b"".join(seen.streaming_content) == pdf("b")


def test_the_office_prepares_announces_writes_down_ticks_and_closes() -> None:
    officer, result = browser(Role.OFFICER), make_result("transferable")
    unit, day = make_unit("UBND xã Na Sang"), f"{clock.today():%d/%m/%Y}"
    assert f'value="{result.code}"' in text(officer.get(f"/desk/training/new?code={result.code}"))
    said = {
        "title": "Canh tác lúa nương", "results": f"{result.code.lower()}, KQ-1999-001", "place": "Nhà văn hoá",
        "starts_on": day, "ends_on": day, "seats": "5",
    }  # fmt: skip
    assert "KQ-1999-001" in text(officer.post("/desk/training/new", said), 422)
    answer = officer.post("/desk/training/new", said | {"results": result.code})
    course = Course.objects.get()
    here = f"/desk/training/{course.code}"
    assert answer.headers["Location"] == here
    assert "Thông báo lớp" in text(officer.get(here))
    assert officer.post(f"{here}/edit", said | {"results": result.code, "version": "7"}).status_code == 422
    assert (
        officer.post(f"{here}/edit", said | {"results": result.code, "version": "1", "seats": "6"}).status_code == 303
    )
    assert officer.post(f"{here}/announce").status_code == 303
    who = {"name": "Lò Văn Inh", "phone": "0215 333 4444", "unit": str(unit.pk), "consents": "on"}
    assert officer.post(f"{here}/enrol", who | {"consents": ""}).status_code == 422
    assert officer.post(f"{here}/enrol", who).status_code == 303
    assert "Lò Văn Inh" in text(officer.get(f"{here}/participants"))
    book = load_workbook(io.BytesIO(officer.post(f"{here}/participants/export.xlsx").content))
    assert "0215 333 4444" in str(list(book.active.iter_rows(values_only=True)))
    sheet = officer.get(f"{here}/sheet")
    assert (sheet.headers["Content-Type"], sheet.content[:5]) == ("application/pdf", b"%PDF-")
    assert "Lò Văn Inh" in text(officer.get(f"{here}/attendance"))
    assert officer.post(f"{here}/attendance", {"came": "1"}).status_code == 303
    assert "Ghi lớp đã tổ chức" in text(officer.get(here))
    file = SimpleUploadedFile("to-roi.pdf", pdf())
    assert officer.post(f"{here}/add_material", {"file": file, "is_public": "on"}).status_code == 303
    material = course.materials.get()
    assert officer.post(f"{here}/material/{material.pk}/remove").status_code == 303
    assert officer.post(f"{here}/hold").status_code == 303
    page = text(officer.get(here))
    assert "UBND xã Na Sang" in page
    assert "Chưa ghi nơi nào" in page
    course.refresh_from_db()
    assert course.state == CourseState.HELD
    leader = browser(Role.PROVINCE_LEADER)
    assert "UBND xã Na Sang" in text(leader.get(here))
    assert leader.get(f"{here}/participants").status_code == 403
    assert browser(Role.UNIT_REP, unit).get(here).status_code == 404


def test_the_office_calls_off_withdraws_and_throws_away() -> None:
    officer, course = browser(Role.OFFICER), ahead()
    one, here = enrol(course, now=clock.now()), f"/desk/training/{course.code}"
    assert officer.post(f"{here}/withdraw/{one.number}").status_code == 303
    assert Enrolment.objects.get().state == EnrolmentState.WITHDRAWN
    assert officer.post(f"{here}/cancel", {"reason": ""}).status_code == 422
    assert officer.post(f"{here}/cancel", {"reason": "Mưa lũ."}).status_code == 303
    assert "Mưa lũ." in text(officer.get(here))
    draft = ahead(announced=False)
    assert browser(Role.EDITOR).post(f"/desk/training/{draft.code}/discard").status_code == 403
    assert officer.post(f"/desk/training/{draft.code}/discard").headers["Location"] == "/desk/training/"
    assert not Course.objects.filter(pk=draft.pk).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_the_same_few_questions(client: Client, count: int) -> None:
    cache.clear()
    officer, result = browser(Role.OFFICER), make_result("transferable")
    day = clock.today()
    courses = [
        make_course(result, now=clock.now(), starts_on=day, ends_on=day, title=f"Lớp thứ {n}") for n in range(count)
    ]
    for n in range(count):
        enrol(courses[0], f"Người thứ {n}", now=clock.now())
    set_attendance(courses[0], {1}, actor=SYSTEM, now=clock.now())
    hold_course(courses[0], actor=SYSTEM, now=clock.now())
    here = f"/desk/training/{courses[0].code}"
    assert [
        queries(lambda: officer.get("/desk/training/")),
        queries(lambda: officer.get(f"{here}/participants")),
        queries(lambda: officer.get(here)),
        queries(lambda: client.get("/lop-tap-huan/?when=past")),
        queries(lambda: client.get(f"/lop-tap-huan/{courses[0].code}")),
    ] == [9, 8, 8, 6, 6]


def test_who_came_is_certified_and_anybody_checks_the_paper(client: Client) -> None:
    cache.clear()
    make_unit("Sở Khoa học và Công nghệ tỉnh Điện Biên", code="SKHCN")
    officer, course = browser(Role.OFFICER), today_course()
    one = enrol(course, now=clock.now())
    set_attendance(course, {1}, actor=SYSTEM, now=clock.now())
    hold_course(course, actor=SYSTEM, now=clock.now())
    here, mine = f"/desk/training/{course.code}", f"/lop-tap-huan/dang-ky/{token_of(one)}/"
    assert client.get(f"{mine}giay-chung-nhan").status_code == 404
    assert officer.post(f"{here}/issue_certificates", {"signer_name": "", "signer_title": ""}).status_code == 422
    signer = {"signer_name": "Bạc Cầm Sơn", "signer_title": "GIÁM ĐỐC"}
    assert officer.post(f"{here}/issue_certificates", signer).status_code == 303
    print_waiting(now=clock.now())
    code = Certificate.objects.get().code
    assert code in text(client.get(mine))
    paper = b"".join(client.get(f"{mine}giay-chung-nhan").streaming_content)
    assert b"".join(officer.get(f"{here}/certificate/1").streaming_content) == paper
    found = text(client.get(f"/xac-minh/?ma={code}"))
    assert "Giấy chứng nhận có thật" in found
    assert "G. A. Páo" in found
    assert "Giàng A Páo" not in found
    checked = text(client.post("/xac-minh/", {"file": SimpleUploadedFile("a.pdf", paper)}))
    assert "không sai một byte" in checked
    assert "Giàng A Páo" in checked
    changed = text(client.post("/xac-minh/", {"file": SimpleUploadedFile("a.pdf", paper + b" ")}))
    assert "Đã thay đổi" in changed
    assert "Giàng A Páo" not in changed
