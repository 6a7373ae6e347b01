"""Every fault as people meet it: provoked for real, in both languages, as a page and as a sentence for htmx."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from gieo.core.actor import Role
from gieo.core.errors import Conflict, Invalid, Missing, NotAllowed, NotFound, Refused, TooOften, WrongState
from gieo.interfaces.ops.commands.migrate import notice_of_maintenance
from gieo.interfaces.web.ui.errors import FAULTS, refused, sentence
from tests.factories.accounts import user_with
from tests.factories.units import make_unit

pytestmark = pytest.mark.django_db

VIETNAMESE = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")
MB = 1 << 20


@pytest.fixture(autouse=True)
def no_limits_left_over():
    cache.clear()


class Visitor:
    """A browser whose pages are in one language, and that may be htmx."""

    def __init__(self, language: str, htmx: bool) -> None:
        self.at = "/en" if language == "en" else ""
        self.headers = {"HX-Request": "true"} if htmx else {}
        self.client = Client(raise_request_exception=False, headers=self.headers)

    def get(self, path: str, **more: object) -> HttpResponse:
        return self.client.get(f"{self.at}{path}", **more)

    def post(self, path: str, *data: object, **more: object) -> HttpResponse:
        return self.client.post(f"{self.at}{path}", *data, **more)


def foreign_host(visitor: Visitor) -> HttpResponse:
    return visitor.get("/ket-qua/", headers={"host": "elsewhere.example"})


def not_for_you(visitor: Visitor) -> HttpResponse:
    user = user_with(Role.UNIT_REP, make_unit())
    user.language = "en" if visitor.at else "vi"
    user.save()
    visitor.client.force_login(user)
    return visitor.client.get("/desk/outbox/")


def stale_page(visitor: Visitor) -> HttpResponse:
    visitor.client.handler.enforce_csrf_checks = True
    return visitor.post("/dang-nhap/")


def too_large(visitor: Visitor) -> HttpResponse:
    return visitor.post("/xac-minh/", b"", content_type="application/octet-stream", CONTENT_LENGTH=str(300 * MB))


def too_often(visitor: Visitor) -> HttpResponse:
    for _ in range(31):
        answer = visitor.post("/dang-nhap/", {"login": "a@example.vn", "password": "sai"})
    return answer


def resting(visitor: Visitor) -> HttpResponse:
    with notice_of_maintenance():
        return visitor.get("/ket-qua/")


MET: dict[str, Callable[[Visitor], HttpResponse]] = {
    "400": foreign_host,
    "403": not_for_you,
    "csrf": stale_page,
    "404": lambda visitor: visitor.get("/khong-co-trang-nay/"),
    "405": lambda visitor: visitor.client.put(f"{visitor.at}/dang-nhap/"),
    "413": too_large,
    "429": too_often,
    "500": lambda visitor: visitor.get("/hong/"),
    "maintenance": resting,
}


def test_every_fault_can_be_met_but_those_that_only_a_deed_meets():
    assert FAULTS.keys() - MET.keys() == {"409", "who"}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", MET)
def test_a_fault_has_a_page_with_a_number_and_a_way_home(settings, kind: str, language: str):
    settings.ROOT_URLCONF = "tests.interfaces.web.ui.failing_urls"
    answer = MET[kind](Visitor(language, htmx=False))
    page = answer.content.decode()
    assert answer.status_code == FAULTS[kind].status
    assert f'<html lang="{language}">' in page
    assert answer.headers["X-Request-Number"] in page
    home = "/en/" if language == "en" else "/"
    assert re.findall(r'class="brand" href="([^"]+)"', page) == [home]
    assert re.findall(r'<a class="btn[^"]*" href="([^"]+)"', page)[-1] == home
    main = re.search(r"<main.*</main>", page, re.DOTALL)[0]
    assert bool(VIETNAMESE.search(main)) is (language == "vi"), main


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", MET)
def test_a_dialog_gets_its_own_sentence_and_the_number(settings, kind: str, language: str):
    settings.ROOT_URLCONF = "tests.interfaces.web.ui.failing_urls"
    answer = MET[kind](Visitor(language, htmx=True))
    words = answer.content.decode()
    assert answer.status_code == FAULTS[kind].status
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["X-Request-Number"] in words
    assert "<" not in words
    assert len(words) > 60
    assert bool(VIETNAMESE.search(words)) is (language == "vi"), words


REFUSED = [
    (NotFound("Không có."), 404, "Không có."),
    (NotAllowed("Vì A."), 403, "Vì A."),
    (Refused("Không được."), 409, "Không được."),
    (Missing([("title", "Tên")]), 409, "Còn thiếu: Tên."),
    (WrongState("result", "register", "draft", ()), 409, "trạng thái khác"),
    (TooOften(60), 429, "Xin quay lại sau 1 phút."),
]


@pytest.mark.parametrize(("error", "status", "words"), REFUSED)
def test_a_refusal_has_its_page_with_its_words(rf, error, status, words):
    answer = refused(rf.get("/desk/x"), error)
    assert answer.status_code == status
    assert words in answer.content.decode()


@pytest.mark.parametrize(("error", "status", "words"), REFUSED)
def test_a_refusal_in_a_dialog_is_a_sentence(rf, error, status, words):
    answer = refused(rf.get("/desk/x", headers={"HX-Request": "true"}), error)
    assert (answer.status_code, words in answer.content.decode()) == (status, True)


def test_refusals_are_sentences():
    assert sentence(Missing([("title", "Tên"), ("host", "Tổ chức chủ trì")])) == "Còn thiếu: Tên, Tổ chức chủ trì."
    assert "trạng thái khác" in sentence(WrongState("result", "register", "draft", ()))
    assert "Người khác vừa sửa" in sentence(Conflict())
    assert sentence(Refused("Không được.")) == "Không được."
    assert sentence(Invalid({"a": ["Sai."], "": ["Hỏng."]})) == "Sai. Hỏng."
    assert "sau 2 phút" in sentence(TooOften(61))


@pytest.mark.parametrize(
    "address", ["/ket-qua/KQ-2021-014%00", "/ket-qua/?q=l%00ua", "/bao-cao/1.%00/", "/desk/uptake/%00/"]
)
def test_an_address_with_a_null_sign_asks_no_table(client, address: str):
    client.force_login(user_with(Role.OFFICER, make_unit("Sở Khoa học và Công nghệ")))
    answer = client.get(address)
    assert answer.status_code == 400
    assert VIETNAMESE.search(answer.content.decode())


def test_words_without_end_are_too_large(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    assert client.post("/dang-nhap/", {"login": "a" * 200}).status_code == 413


def test_too_large_is_said_before_a_byte_is_read(client, settings):
    class Unread(BytesIO):
        def read(self, *_: object) -> bytes:
            raise AssertionError("the body was read")

    said = client.generic(
        "POST",
        "/xac-minh/",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(settings.MAX_REQUEST_BYTES + 1),
        **{"wsgi.input": Unread()},
    )
    assert said.status_code == 413
    assert "50 MB" in said.content.decode()


def test_a_file_larger_than_any_minutes_is_not_hashed(client, settings):
    settings.MAX_UPLOAD_BYTES = 1000
    answer = client.post("/xac-minh/", {"file": SimpleUploadedFile("a.pdf", b"%PDF-" + b"x" * 1000)})
    assert answer.status_code == 200
    assert "không biên bản nào lớn như vậy" in answer.content.decode()
    assert "Tệp này không" not in answer.content.decode()
