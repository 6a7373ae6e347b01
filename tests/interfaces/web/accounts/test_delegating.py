"""Delegations on pages: given, used with one click, left with one click, ended by themselves; the table of roles."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from gieo.core import clock
from gieo.core.actor import Actor, Role
from gieo.domain.results.models import KitWaiver
from gieo.foundation.accounts.models import Delegation, SecondFactorPolicy, User
from gieo.foundation.accounts.services import delegate, revoke_delegation, set_second_factor_need
from gieo.foundation.accounts.vocab import Need
from gieo.foundation.journal.models import Entry
from tests.factories.accounts import NOW, actor, person_with, user_with
from tests.factories.results import make_result
from tests.factories.units import make_department, make_unit

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2023, 11, 7), date(2023, 11, 9)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


class Office:
    def __init__(self) -> None:
        self.unit = make_department()
        self.director = user_with(Role.DIRECTOR, self.unit, email="pao@example.vn", name="Giàng A Páo")
        self.officer = user_with(Role.OFFICER, self.unit, email="mai@example.vn", name="Lò Thị Mai")

    def give(self, since: date = FIRST, until: date = LAST) -> Delegation:
        person, held = self.director.person, list(self.director.person.roles.all())
        by, to = Actor(person.pk, person.name), self.officer.person
        return delegate(person, held=held, delegate=to, since=since, until=until, actor=by, now=NOW)


@pytest.fixture
def office(db) -> Office:
    return Office()


@pytest.fixture
def officer(client: Client, office: Office) -> Client:
    client.force_login(office.officer)
    return client


def form_of(office: Office, **changed: object) -> dict[str, object]:
    held = office.director.person.roles.get()
    values = {"held": [held.pk], "delegate": office.officer.person_id, "since": "07/11/2023", "until": "09/11/2023"}
    return {**values, **changed}


def at(moment: datetime) -> None:
    clock.shift(moment - datetime.now(UTC))


def test_one_delegates_on_one_s_own_page_with_the_scanned_paper(client, office, now):
    client.force_login(office.director)
    page = client.get("/desk/me/delegate").content.decode()
    assert "Lãnh đạo Sở · " in page
    assert "Lò Thị Mai" in page
    scan = SimpleUploadedFile("giay-uy-quyen.pdf", PDF, content_type="application/pdf")
    sent = form_of(office, reason="Đi công tác", paper_number="12/GUQ", paper_date="06/11/2023", scan=scan)
    answer = client.post("/desk/me/delegate", sent)
    given = Delegation.objects.get()
    assert answer.headers["Location"] == f"/desk/accounts/delegations/{given.pk}/"
    record = client.get(f"/desk/accounts/delegations/{given.pk}/").content.decode()
    for word in ("Giàng A Páo uỷ quyền cho Lò Thị Mai", "Đang có hiệu lực", "12/GUQ", "Đi công tác", "Chưa làm thay"):
        assert word in record
    paper = client.get(f"/desk/accounts/delegations/{given.pk}/paper")
    assert (b"".join(paper.streaming_content), paper.headers["Content-Type"]) == (PDF, "application/pdf")
    for address in ("/desk/", "/desk/me/"):
        assert f"/desk/accounts/delegations/{given.pk}/" in client.get(address).content.decode()


def test_what_was_typed_stays_when_a_delegation_is_refused(client, office):
    client.force_login(office.director)
    answer = client.post("/desk/me/delegate", form_of(office, until="06/11/2023", reason="Đi công tác"))
    assert answer.status_code == 422
    assert 'value="Đi công tác"' in answer.content.decode()
    assert not Delegation.objects.exists()


def test_work_in_somebody_s_place_begins_with_one_click_and_ends_with_one(officer, office):
    assert "Làm việc thay…" not in officer.get("/desk/").content.decode()
    given = office.give()
    page = officer.get("/desk/").content.decode()
    assert "Làm việc thay…" in page
    assert officer.get("/desk/journal/").status_code == 403
    assert officer.post(f"/desk/me/acting/{given.pk}").headers["Location"] == "/desk/"
    page = officer.get("/desk/").content.decode()
    assert "Đang làm việc thay <strong>Giàng A Páo</strong>" in page
    assert "Làm việc thay…" not in page, "there is no further one to act on"
    assert officer.get("/desk/journal/").status_code == 200
    assert officer.post("/desk/me/acting/leave").headers["Location"] == "/desk/"
    assert "Đang làm việc thay" not in officer.get("/desk/").content.decode()
    assert officer.get("/desk/journal/").status_code == 403


def test_a_deed_done_instead_says_so_in_the_journal_on_the_record_and_on_the_desk(officer, office):
    given = office.give()
    result = make_result("transferable", kit=False)
    officer.post(f"/desk/me/acting/{given.pk}")
    asked = reverse("results:grant_kit_waiver", args=[result.code])
    assert officer.post(asked, {"reason": "Mẫu vật đã hỏng"}).status_code == 303
    told = Entry.objects.get(verb__contains="waiver")
    assert (told.actor_name, told.behalf_name, told.behalf_id) == (
        "Lò Thị Mai",
        "Giàng A Páo",
        office.director.person_id,
    )
    words = "Lò Thị Mai, thay mặt Giàng A Páo"
    assert officer.get(f"/desk/results/{result.code}").content.decode().count(words) >= 2, "the waiver and the history"
    assert words in officer.get("/desk/").content.decode()
    assert "thay mặt Giàng A Páo" in officer.get("/desk/journal/").content.decode()
    assert result.code in officer.get(f"/desk/accounts/delegations/{given.pk}/").content.decode()
    assert KitWaiver.objects.get(result=result).granted_by_name == words
    officer.post("/desk/accounts/language", {"language": "en"})
    english = officer.get(f"/desk/results/{result.code}").content.decode()
    assert english.count("Lò Thị Mai, on behalf of Giàng A Páo") >= 2
    assert "thay mặt" not in english


def test_it_ends_by_itself_at_midnight_and_what_is_sent_later_is_not_done(officer, office):
    given = office.give()
    officer.post(f"/desk/me/acting/{given.pk}")
    at(datetime(2023, 11, 9, 16, 59, tzinfo=UTC))  # 23:59 in Vietnam
    assert officer.get("/desk/").status_code == 200
    at(datetime(2023, 11, 9, 17, 0, 5, tzinfo=UTC))
    answer = officer.post("/desk/accounts/language", {"language": "en"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/me/acting/ended")
    assert User.objects.get(pk=office.officer.pk).language == "vi"
    assert "Từ giờ ông/bà làm việc với tư cách của mình" in officer.get("/desk/me/acting/ended").content.decode()
    assert "Đang làm việc thay" not in officer.get("/desk/").content.decode()
    assert officer.post(f"/desk/me/acting/{given.pk}").status_code == 404


def test_a_delegation_taken_back_ends_the_work_at_once(officer, office):
    given = office.give()
    officer.post(f"/desk/me/acting/{given.pk}")
    by = Actor(office.director.person_id, "Giàng A Páo")
    revoke_delegation(given, reason="Về sớm", actor=by, now=NOW)
    answer = officer.get("/desk/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/desk/me/acting/ended")
    assert officer.get("/desk/").status_code == 200


def token_of(browser: Client, address: str) -> str:
    """The hidden field of the forms that stand on a page now."""
    return re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', browser.get(address).content.decode())[-1]


@pytest.fixture
def browser_of_officer(office: Office) -> Client:
    """A browser with several tabs: its forms carry the token they were drawn with."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(office.officer)
    return browser


def test_a_page_opened_as_oneself_is_not_carried_out_in_another_s_name(browser_of_officer, office):
    tab, given = browser_of_officer, office.give()
    result = make_result("transferable", kit=False)
    old = token_of(tab, f"/desk/results/{result.code}")
    assert tab.post(f"/desk/me/acting/{given.pk}", {"csrfmiddlewaretoken": old}).status_code == 303
    asked = reverse("results:grant_kit_waiver", args=[result.code])
    answer = tab.post(asked, {"csrfmiddlewaretoken": old, "reason": "Mẫu vật đã hỏng"})
    assert answer.status_code == 409
    words = answer.content.decode()
    assert "Trang này mở ra với tư cách khác" in words
    assert "Bây giờ bạn đang làm việc thay Giàng A Páo." in words
    assert not KitWaiver.objects.exists()
    assert not Entry.objects.filter(behalf_id=office.director.person_id).exists()
    by_part = tab.post(asked, {"reason": "x"}, headers={"HX-Request": "true", "X-CSRFToken": old})
    assert (by_part.status_code, "thay Giàng A Páo" in by_part.content.decode()) == (409, True)
    reloaded = token_of(tab, asked)
    assert tab.post(asked, {"csrfmiddlewaretoken": reloaded, "reason": "Mẫu vật đã hỏng"}).status_code == 303
    assert KitWaiver.objects.get().granted_by_name == "Lò Thị Mai, thay mặt Giàng A Páo"


@pytest.mark.parametrize("ended", ["left", "revoked"])
def test_nor_one_opened_in_another_s_name_as_oneself(browser_of_officer, office, ended):
    tab, given = browser_of_officer, office.give()
    tab.post(f"/desk/me/acting/{given.pk}", {"csrfmiddlewaretoken": token_of(tab, "/desk/")})
    old = token_of(tab, "/desk/me/")
    if ended == "left":
        tab.post("/desk/me/acting/leave", {"csrfmiddlewaretoken": old})
    else:
        by = Actor(office.director.person_id, "Giàng A Páo")
        revoke_delegation(given, reason="Về sớm", actor=by, now=NOW)
        assert tab.get("/desk/").headers["Location"] == "/desk/me/acting/ended"
    answer = tab.post("/desk/accounts/language", {"csrfmiddlewaretoken": old, "language": "en"})
    assert (answer.status_code, "với tư cách của mình" in answer.content.decode()) == (409, True)
    assert User.objects.get(pk=office.officer.pk).language == "vi"


def test_a_form_that_is_merely_too_old_is_refused_as_ever(browser_of_officer):
    browser_of_officer.get("/desk/me/")
    answer = browser_of_officer.post("/desk/accounts/language", {"csrfmiddlewaretoken": "x" * 64, "language": "en"})
    assert (answer.status_code, "Trang đã để quá lâu" in answer.content.decode()) == (403, True)


def test_the_portal_goes_on_when_a_delegation_has_ended(officer, office):
    given = office.give()
    officer.post(f"/desk/me/acting/{given.pk}")
    at(NOW + timedelta(days=5))
    assert officer.get("/").status_code == 200


def test_in_somebody_s_place_one_neither_delegates_nor_keeps_sign_ins(officer, office):
    given = office.give()
    officer.post(f"/desk/me/acting/{given.pk}")
    assert officer.get("/desk/me/delegate").status_code == 403
    assert officer.post("/desk/me/delegate", form_of(office)).status_code == 403
    assert officer.get(f"/desk/accounts/delegations/{given.pk}/revoke").status_code == 403
    assert Delegation.objects.count() == 1


def test_a_delegated_role_that_asks_for_a_second_factor_waits_for_it(officer, office):
    set_second_factor_need(Role.DIRECTOR, Need.REQUIRED, actor=actor(Role.ADMINISTRATOR), now=NOW)
    given = office.give()
    assert officer.post(f"/desk/me/acting/{given.pk}").headers["Location"] == "/desk/me/second-factor/"
    assert "Đang làm việc thay" not in officer.get("/desk/").content.decode()


def test_nobody_else_meets_a_delegation(client, office):
    given = office.give()
    client.force_login(user_with(Role.UNIT_REP, make_unit(code="DV-9"), name="Đại diện"))
    for address in ("", "revoke", "paper"):
        assert client.get(f"/desk/accounts/delegations/{given.pk}/{address}").status_code == 404
    assert client.post(f"/desk/me/acting/{given.pk}").status_code == 404


def test_the_administrator_enters_it_on_a_paper_and_takes_it_back(client, office):
    client.force_login(user_with(Role.ADMINISTRATOR, office.unit, name="Quản trị"))
    address = f"/desk/accounts/{office.director.person_id}/delegate"
    assert "Ghi uỷ quyền theo văn bản" in client.get(f"/desk/accounts/{office.director.person_id}/").content.decode()
    assert client.post(address, form_of(office)).status_code == 422
    sent = form_of(office, paper_number="12/GUQ", paper_date="06/11/2023")
    assert client.post(address, sent).status_code == 303
    given = Delegation.objects.get()
    assert client.post(f"/desk/accounts/delegations/{given.pk}/revoke", {"reason": ""}).status_code == 422
    assert client.post(f"/desk/accounts/delegations/{given.pk}/revoke", {"reason": "Về sớm"}).status_code == 303
    page = client.get(f"/desk/accounts/delegations/{given.pk}/").content.decode()
    assert "Đã thu hồi" in page
    assert "Thu hồi uỷ quyền" in page
    client.force_login(office.officer)
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_table_of_roles_asks_the_same_few_questions(officer, office, rows, django_assert_num_queries):
    for number in range(rows):
        office.give(since=FIRST + timedelta(days=10 * number), until=LAST + timedelta(days=10 * number))
        person_with(Role.UNIT_REP, make_unit(code=f"DV-{number}"), name=f"Người {number}")
    with django_assert_num_queries(8):
        page = officer.get("/desk/accounts/roles/").content.decode()
    assert page.count("Giàng A Páo → Lò Thị Mai</a>") == rows
    assert "Riêng lãnh đạo" in page
    assert 'name="need"' not in page


def test_the_administrator_changes_what_a_role_asks_for_and_the_table_tells(client, office):
    client.force_login(user_with(Role.ADMINISTRATOR, office.unit, name="Quản trị"))
    for sent, needs in [
        ({"role": "director", "need": "required"}, [("director", "required")]),
        ({"role": "king", "need": "required"}, [("director", "required")]),
        ({"role": "officer", "need": "maybe"}, [("director", "required")]),
    ]:
        assert client.post("/desk/accounts/roles/need", sent).headers["Location"] == "/desk/accounts/roles/"
        assert list(SecondFactorPolicy.objects.values_list("role", "need")) == needs
    told = client.get("/desk/accounts/roles/").content.decode()
    for words in (
        "Đổi yêu cầu về lớp bảo vệ thứ hai: Lãnh đạo Sở · Bắt buộc",
        "Giao vai trò: Lò Thị Mai · Chuyên viên",
    ):
        assert words in told
    client.force_login(office.director)
    assert client.post("/desk/accounts/roles/need", {"role": "officer", "need": "off"}).status_code == 403
    assert SecondFactorPolicy.objects.count() == 1
