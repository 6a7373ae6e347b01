"""Answering by the link of a letter whether a result still holds, on pages; the link in the office; the catalogue's
filter."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gieo.core import clock
from gieo.core.actor import SYSTEM, Role
from gieo.domain.results import services
from gieo.domain.results.engine import seal_validity
from gieo.domain.results.models import Result
from gieo.domain.results.queries.validity import DUTY, asked_from, question_of, question_token
from gieo.domain.results.vocab import Access, Holding
from gieo.foundation.accounts.queries import actor_for
from gieo.foundation.duties.models import Duty
from gieo.foundation.outbox.models import Letter
from gieo.foundation.units.models import Contact
from gieo.foundation.units.vocab import OPERATOR, UnitKind
from gieo.interfaces.ops import nightly
from tests.factories.accounts import user_with
from tests.factories.results import make_host, make_result
from tests.factories.units import make_unit
from tests.interfaces.web.results.test_validity import browser, silent, text

__all__ = ["silent"]
pytestmark = pytest.mark.django_db
WHO = "Lò Thị Mai, phó giám đốc"
LONG_AGO = {"accepted_on": date(2011, 1, 1), "certificate_on": date(2012, 2, 18)}
RIGHT = {"answer": "holds", "words": "", "told_by": WHO}


@pytest.fixture
def link(silent: Result) -> str:
    """The address of the link of a result that nobody confirmed in time."""
    cache.clear()
    services.ask_owners(now=clock.now())
    duty = question_of(silent)
    assert duty is not None
    return f"/con-dung-duoc/{question_token(duty, clock.today())}/"


def test_the_question_is_asked_answered_and_thanked_for(silent: Result, link: str) -> None:
    client = Client()
    page = client.get(link)
    assert (page.headers["Cache-Control"], page.headers["X-Robots-Tag"]) == ("no-store", "noindex, nofollow")
    shown = text(page)
    assert silent.title in shown
    assert "Đăng ký ngày 18/02/2012, chưa xác nhận lại lần nào." in shown
    assert " checked" not in shown.partition("<form")[2], "nobody confirms by pressing a button alone"
    assert "Does this result still hold?" in text(client.get(f"/en{link}"))
    assert client.post(link, RIGHT).headers["Location"] == link
    page = text(client.get(link))
    assert "Còn dùng được" in page
    silent.refresh_from_db()
    assert f"Lần hỏi tới từ ngày {asked_from(silent, clock.today()):%d/%m/%Y}" in page
    assert WHO not in page
    assert client.post(link, RIGHT).status_code == 303, "pressed twice"
    assert "đã có câu trả lời" in text(client.post(link, RIGHT | {"answer": "changed", "words": "Gieo thưa"}), 410)
    page = text(Client().get(f"/ket-qua/{silent.code}"))
    assert "Gieo thưa" not in page
    assert WHO not in page
    day = f"xác nhận {clock.today():%d/%m/%Y}"
    for role, reads in ((Role.OFFICER, True), (Role.DIRECTOR, True), (Role.HOST, True), (Role.UNIT_REP, False)):
        page = text(browser(role).get(f"/desk/results/{silent.code}"))
        assert day in page
        assert (WHO in page) is reads, role


def test_what_was_typed_into_a_link_that_asks_nothing_any_more_comes_back(silent: Result, link: str) -> None:
    client, typed = Client(), RIGHT | {"answer": "changed", "words": "Gieo thưa\n<b>hơn</b>"}
    make_unit(OPERATOR, UnitKind.DEPARTMENT, phone="02153 825 456")
    assert client.post(link, RIGHT).status_code == 303
    assert "Lời bạn vừa gõ chưa được gửi" not in text(client.get(link))
    duty = Duty.objects.get(kind=DUTY)
    over = f"/con-dung-duoc/{seal_validity(duty.pk, clock.today() - timedelta(days=1))}/"
    for address in (link, over):
        page = client.post(address, typed)
        assert "Gieo thưa<br>&lt;b&gt;hơn&lt;/b&gt;" in page.content.decode()
        page = text(page, 410)
        assert "Lời bạn vừa gõ chưa được gửi" in page
        assert "02153 825 456" in page
    services.withdraw_result(silent, reason="Nhập trùng", actor=SYSTEM, now=clock.now())
    assert "Gieo thưa" in text(client.post(link, typed), 410)


def test_who_only_looks_changes_nothing(silent: Result, link: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert Client().get(link).status_code == 200
        assert Client().head(link).status_code == 200
    assert not [query for query in asked.captured_queries if not query["sql"].startswith("SELECT")]
    assert question_of(silent) is not None


def test_links_that_ask_nothing_say_why_and_whom_to_call(silent: Result, link: str) -> None:
    client, duty = Client(), question_of(silent)
    assert duty is not None
    old = seal_validity(duty.pk, clock.today() - timedelta(days=1))
    officer = actor_for(user_with(Role.OFFICER, make_unit("Sở")), clock.today())
    services.set_access(silent, access=Access.RESTRICTED, note="", actor=officer, now=clock.now())
    for token, words, status in (
        ("no-such-token", "không đúng", 404), (link.split("/")[2], "không còn cần trả lời", 410),
        (old, "không còn cần trả lời", 410),
    ):  # fmt: skip
        for answer in (client.get(f"/con-dung-duoc/{token}/"), client.post(f"/con-dung-duoc/{token}/", RIGHT)):
            shown = text(answer, status)
            assert words in shown
            assert silent.title not in shown
            assert silent.code not in shown
    other = make_result("transferable", title="Nuôi cá lồng")
    Result.objects.filter(pk=other.pk).update(**LONG_AGO)
    services.ask_owners(now=clock.now())
    newer = question_of(other)
    assert newer is not None
    old = seal_validity(newer.pk, clock.today() - timedelta(days=1))
    assert "đã hết hạn. Gọi cho Sở" in text(client.get(f"/con-dung-duoc/{old}/"), 410)
    assert not Result.objects.exclude(confirmed_on=None).exists()


def test_what_no_longer_holds_comes_to_the_registrar_who_decides(silent: Result, link: str) -> None:
    client, at = Client(), f"/desk/results/{silent.code}"
    assert "Sở xem lại rồi mới ghi" in text(client.get(link))
    assert client.post(link, {"answer": "ended", "words": "Giống đã thoái hoá", "told_by": WHO}).status_code == 303
    page = text(client.get(link))
    assert "Cán bộ đăng ký xem lại rồi quyết định" in page
    assert "thoái hoá" not in page
    assert "dùng được</strong>" not in page, "who holds an old link does not read what waits"
    page = text(client.get(f"/ket-qua/{silent.code}"))
    assert "thoái hoá" not in page
    page = text(browser(Role.DIRECTOR).get(at))
    assert "Giống đã thoái hoá" in page
    assert f'href="{at}/confirm_validity"' not in page, "a director would be refused there"
    assert f'href="{at}/expire"' in page
    registrar = browser(Role.REGISTRAR)
    assert "Quyết định về câu trả lời qua liên kết" in text(registrar.get("/desk/"))
    page = text(registrar.get(at))
    assert "Giống đã thoái hoá" in page
    assert f"{at}/confirm_validity" in page
    assert "Giống đã thoái hoá" not in text(browser(Role.UNIT_REP).get(at)), "only for who decides, and the owner"
    assert "Giống đã thoái hoá" in text(browser(Role.HOST).get(at))
    own = text(browser(Role.HOST).get(f"{at}/confirm_validity"))
    assert "thoái hoá" not in own, "nobody puts words into the owner's mouth"
    shown = registrar.get(f"{at}/confirm_validity")
    assert "Lời điền sẵn là của người trả lời qua liên kết" in text(shown)
    assert "“Không còn dùng được”. Gọi lại" in text(shown)
    form = shown.context["form"]
    first = {name: form[name].value() for name in ("answer", "words", "told_by")}
    assert first == {"answer": "", "words": "Giống đã thoái hoá", "told_by": WHO}
    assert registrar.post(f"{at}/confirm_validity", first | {"on": f"{clock.today():%d/%m/%Y}"}).status_code == 422
    sent = first | {"answer": "ended", "on": f"{clock.today():%d/%m/%Y}"}
    assert registrar.post(f"{at}/confirm_validity", sent).status_code == 303
    assert client.get(f"/ket-qua/{silent.code}").status_code == 404
    assert "không còn cần trả lời" in text(client.get(link), 410)


@pytest.mark.parametrize("who", ["Lò Thị Mai; phó giám đốc", WHO])
def test_changes_said_by_link_are_filled_in_with_the_whole_name(silent: Result, link: str, who: str) -> None:
    Client().post(link, {"answer": "changed", "words": "Gieo thưa", "told_by": who})
    form = browser(Role.REGISTRAR).get(f"/desk/results/{silent.code}/confirm_validity").context["form"]
    first = {name: form[name].value() for name in ("answer", "words", "told_by")}
    assert first == {"answer": "changed", "words": "Gieo thưa", "told_by": who}


def test_the_office_reads_the_link_out_and_nobody_else_sees_it(silent: Result, link: str) -> None:
    at = f"/desk/results/{silent.code}"
    for role, seen in (
        (Role.OFFICER, True), (Role.REGISTRAR, True), (Role.EDITOR, False), (Role.HOST, False), (Role.UNIT_REP, False),
    ):  # fmt: skip
        assert (link in text(browser(role).get(at))) is seen, role
    Client().post(link, RIGHT)
    assert "/con-dung-duoc/" not in text(browser(Role.OFFICER).get(at)), "nobody is asked any more"


def test_the_nights_letter_to_a_host_without_an_account_carries_the_link(silent: Result) -> None:
    Contact.objects.create(unit=make_host(), name="Văn thư", email="van-thu@example.vn", is_primary=True)
    services.ask_owners(now=clock.now())
    Duty.objects.update(due=clock.today())
    nightly.remind(clock.now())
    letter = Letter.objects.get(to_email="van-thu@example.vn")
    found = re.search(r"/con-dung-duoc/[^/\s]+/", letter.body)
    assert found is not None
    assert "xin đừng chuyển cho người ngoài đơn vị" in letter.body
    assert silent.title not in letter.body
    cache.clear()
    assert silent.title in text(Client().get(found[0]))


def test_the_catalogue_narrows_to_what_nobody_has_confirmed(
    silent: Result, indexed: Callable[[], int], client: Client
) -> None:  # fmt: skip
    fresh = make_result("transferable", title="Nuôi cá lồng trên hồ")
    Result.objects.filter(pk=fresh.pk).update(confirmed_on=clock.today(), confirmed_by="Ông Sơn")
    for is_indexed in (False, True):
        if is_indexed:
            indexed()
        for query, found in (
            ("", {silent.code, fresh.code}), ("holds=silent", {silent.code}), ("holds=held", {fresh.code}),
            ("holds=silent&holds=held", {silent.code, fresh.code}), ("holds=silent&q=nuong", {silent.code}),
            ("holds=silent&q=ca+long", set()), ("holds=held&q=ca+long", {fresh.code}),
        ):  # fmt: skip
            page = text(client.get(f"/ket-qua/?{query}"))
            shown = "" if "Không tìm thấy kết quả nào" in page else page
            assert {code for code in (silent.code, fresh.code) if code in shown} == found, (is_indexed, query)
    page = text(client.get("/en/ket-qua/?holds=silent"))
    assert "Confirmation: Not confirmed again" in page
    assert client.get("/ket-qua/export.xlsx?holds=silent").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_the_index_counts_what_is_silent_and_the_rest(
    silent: Result, indexed: Callable[[], int], client: Client
) -> None:  # fmt: skip
    """Also where the whole catalogue is shown, which knows its counts, and once both values are kept."""
    fresh = make_result("transferable", title="Nuôi cá lồng trên hồ")
    Result.objects.filter(pk=fresh.pk).update(confirmed_on=clock.today(), confirmed_by="Ông Sơn")
    indexed()
    for query, counts in 2 * (
        ("", (1, 1)), ("q=ca+long", (1, 0)), ("state=registered", (0, 0)), ("holds=held", (1, 1)), ("page=1", (1, 1)),
    ):  # fmt: skip
        (facet,) = (one for one in client.get(f"/ket-qua/?{query}").context["list"].facets if one.key == "holds")
        assert tuple(value.count for value in facet.values) == counts, query


def test_a_kept_search_for_what_nobody_confirmed_knows_what_is_new(silent: Result) -> None:
    reader = browser(Role.UNIT_REP)
    assert reader.post("/desk/results/saved/save?holds=silent").status_code == 303
    fresh = make_result("transferable", title="Nuôi cá lồng trên hồ")
    Result.objects.filter(pk=fresh.pk).update(**LONG_AGO)
    assert "1 readers told" in nightly.tell_of_new_results(clock.now() + timedelta(days=1))
    assert fresh.code in Letter.objects.get(kind="search_news").body


@pytest.mark.parametrize("count", [1, 3])
def test_the_narrowed_catalogue_asks_the_same_few_questions(count: int, client: Client) -> None:
    for number in range(count):
        result = make_result("transferable", title=f"Kết quả {number}")
        services.answer_validity(result, answer=Holding.HOLDS, told_by="Ông Sơn", actor=SYSTEM, now=clock.now())
    client.get("/ket-qua/?holds=held")
    with CaptureQueriesContext(connection) as asked:
        text(client.get("/ket-qua/?holds=held"))
    assert len(asked) == 12
