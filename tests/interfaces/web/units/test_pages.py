"""The pages of units: what they show to whom, and what their forms do."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from html import unescape

import pytest
from django.test import Client

from gieo.core import clock
from gieo.core.actor import SYSTEM, Role
from gieo.foundation.accounts.models import User
from gieo.foundation.journal.models import Entry
from gieo.foundation.journal.queries import history
from gieo.foundation.units.models import Contact, Unit
from gieo.foundation.units.services import abolish_unit, add_contact
from gieo.foundation.units.vocab import UnitKind
from tests.factories.accounts import NOW, user_with
from tests.factories.duties import make_duty
from tests.factories.exports import cells
from tests.factories.handovers import department as giver
from tests.factories.places import make_area
from tests.factories.reports import WRITTEN, owed_report
from tests.factories.units import make_department, make_district, make_unit

pytestmark = pytest.mark.django_db
EDITORS = (Role.OFFICER, Role.ADMINISTRATOR)


@pytest.fixture
def department() -> Unit:
    return make_department()


@pytest.fixture
def officer(client: Client, department: Unit) -> User:
    user = user_with(Role.OFFICER, department)
    client.force_login(user)
    return user


def sign_in(client: Client, role: Role, unit: Unit) -> None:
    client.force_login(user_with(role, unit, name="Người khác"))


def test_the_list_takes_nine_queries_however_long(client: Client, officer: User, django_assert_num_queries) -> None:
    for rows in (1, 3):
        for number in range(rows):
            make_unit(f"UBND xã {rows}{number}", UnitKind.COMMUNE_COMMITTEE, place=make_area(code=f"9{rows}{number}"))
            ended = make_unit(f"Công ty {rows}{number}", UnitKind.ENTERPRISE)
            abolish_unit(ended, on=date(2022, 1, 1), successor=make_unit(f"Mới {rows}{number}"), actor=SYSTEM, now=NOW)
        with django_assert_num_queries(8):
            answer = client.get("/desk/units/?standing=active&standing=abolished")
        assert answer.status_code == 200


def test_the_list_shows_sorts_and_filters(client: Client, officer: User) -> None:
    make_district()
    make_unit("Đài Phát thanh", UnitKind.OTHER)
    make_unit("Chi cục Thú y", UnitKind.PUBLIC_SERVICE)
    page = client.get("/desk/units/").content.decode()
    names = ["Chi cục Thú y", "Đài Phát thanh", "Sở Khoa học và Công nghệ", "UBND huyện Mường Chà", "UBND xã Na Sang"]
    places = [page.index(name) for name in names]
    assert places == sorted(places)
    found = client.get("/desk/units/", {"q": "muong cha"}).content.decode()
    assert "UBND huyện Mường Chà" in found
    assert "Đài Phát thanh" not in found
    kinds = client.get("/desk/units/", {"kind": "other"}).content.decode()
    assert "Đài Phát thanh" in kinds
    assert "UBND xã Na Sang" not in kinds


def test_an_ended_unit_names_its_successor_in_the_list(client: Client, officer: User) -> None:
    ended = make_unit("Công ty A", UnitKind.ENTERPRISE)
    abolish_unit(ended, on=date(2023, 1, 1), successor=make_unit("Công ty B"), actor=SYSTEM, now=NOW)
    page = client.get("/desk/units/", {"standing": "abolished"}).content.decode()
    assert "Công ty A (từ 01/01/2023: Công ty B)" in page
    assert "Không còn từ 01/01/2023" in page


def test_an_empty_list_says_what_to_do(client: Client, officer: User) -> None:
    assert "Không có đơn vị nào khớp" in client.get("/desk/units/", {"q": "khongco"}).content.decode()


def test_the_excel_file_is_the_list_on_screen(client: Client, officer: User) -> None:
    make_district()
    make_unit("Đài Phát thanh", UnitKind.OTHER)
    assert cells(client, "/desk/units/", "Đơn vị", "q=ubnd") == ["UBND huyện Mường Chà", "UBND xã Na Sang"]


@pytest.mark.parametrize(
    ("role", "seen"),
    [(role, role not in (Role.UNIT_REP, Role.HOST)) for role in Role],
)
def test_the_office_sees_every_unit_and_others_their_own(
    client: Client, department: Unit, role: Role, seen: bool
) -> None:
    own, other = make_unit("Đơn vị mình"), make_unit("Đơn vị khác")
    sign_in(client, role, own)
    assert client.get(f"/desk/units/{own.code}/").status_code == 200
    assert client.get(f"/desk/units/{other.code}/").status_code == (200 if seen else 404)
    assert ("Đơn vị khác" in client.get("/desk/units/").content.decode()) is seen


def test_nobody_enters_without_signing_in(client: Client, department: Unit) -> None:
    for path in ("", "new", "SKHCN/", "SKHCN/edit", "SKHCN/add-contact", "acts/", "acts/new/merge"):
        assert client.get(f"/desk/units/{path}").status_code == 302


def test_a_record_shows_the_unit_and_what_hangs_on_it(client: Client, officer: User, django_assert_num_queries) -> None:
    _district, commune = make_district()
    make_duty(commune, title="Xác nhận kế hoạch ứng dụng", due=date(2023, 11, 3))
    add_contact(commune, name="Lường Thị Ánh", phone="0912 000 002", actor=SYSTEM, now=NOW)
    make_unit("Trạm Y tế", parent=commune)
    with django_assert_num_queries(17):
        page = client.get(f"/desk/units/{commune.code}/").content.decode()
    for words in ("Lường Thị Ánh", "UBND huyện Mường Chà", "Trạm Y tế", "Xác nhận kế hoạch ứng dụng", "Trễ 2 ngày"):
        assert words in page
    assert "Ghi đơn vị" in page  # the journal, in words


def linked(client: Client, unit: Unit) -> list[str]:
    """Where the record leads to what the unit owes, and to its reports."""
    page = client.get(f"/desk/units/{unit.code}/").content.decode()
    return [
        unescape(found) for found in re.findall(r'href="(/desk/(?:duties/(?:me|unit|office)/|reports/\?)[^"]*)"', page)
    ]


def counted(client: Client, address: str) -> int:
    return client.get(address).context["list"].count


def test_a_record_opens_the_lists_of_what_the_unit_owes(client: Client) -> None:
    """Each list holds what the record counts, of this unit alone."""
    clock.shift(WRITTEN - datetime.now(UTC))
    report, other, department = owed_report(), owed_report(), giver()
    sign_in(client, Role.OFFICER, department)
    unit = report.minutes.receiver
    owes = f"/desk/duties/office/awaited/?unit={unit.code}"
    base = f"/desk/reports/?unit={unit.code}"
    assert linked(client, unit) == [owes, base, f"{base}&state=draft", f"{base}&show=late"]
    page = client.get(f"/desk/units/{unit.code}/")
    count = page.context["reports"]
    assert (len(page.context["todos"]), count.every, count.waiting, count.late) == (6, 5, 5, 0)  # and its plan
    assert "Mở 6 việc trong danh sách" in page.content.decode()
    assert [counted(client, address) for address in linked(client, unit)] == [6, 5, 5, 0]
    make_duty(unit, title="Trả lời", debtor_unit=department)
    assert linked(client, department) == [f"/desk/duties/office/owed/?unit={department.code}"]
    assert counted(client, linked(client, department)[0]) == len(
        client.get(f"/desk/units/{department.code}/").context["todos"]
    )

    sign_in(client, Role.UNIT_REP, unit)
    assert linked(client, unit) == [
        f"/desk/duties/unit/owed/?unit={unit.code}", base, f"{base}&state=draft", f"{base}&show=late",
    ]  # fmt: skip
    assert [counted(client, address) for address in linked(client, unit)] == [6, 5, 5, 0]
    assert client.get(f"/desk/units/{other.minutes.receiver.code}/").status_code == 404


def test_a_record_counts_no_reports_that_its_reader_does_not_see(client: Client) -> None:
    unit = owed_report().minutes.receiver
    sign_in(client, Role.HOST, unit)  # hosts see what they gave, not what others were given with them
    assert linked(client, unit) == [f"/desk/duties/unit/owed/?unit={unit.code}"]


def test_the_record_of_an_ended_unit_leads_on(client: Client, officer: User) -> None:
    district, commune = make_district()
    page = client.get(f"/desk/units/{district.code}/").content.decode()
    assert "1661/NQ-UBTVQH15" in page
    assert f"/desk/units/{commune.code}/" in page
    gone = make_unit("Công ty A", UnitKind.ENTERPRISE)
    abolish_unit(gone, on=date(2023, 1, 1), successor=None, actor=SYSTEM, now=NOW)
    assert "Không có đơn vị kế thừa" in client.get(f"/desk/units/{gone.code}/").content.decode()


def test_a_unit_is_entered_by_its_form(client: Client, officer: User) -> None:
    assert client.get("/desk/units/new").status_code == 200
    answer = client.post("/desk/units/new", {"name": "Trường Cao đẳng A", "kind": "college", "since": "01/09/2005"})
    unit = Unit.objects.get(name="Trường Cao đẳng A")
    assert (answer.status_code, answer["Location"]) == (303, f"/desk/units/{unit.code}/")
    assert (unit.kind, unit.since) == ("college", date(2005, 9, 1))
    assert "Đã ghi đơn vị." in client.get(answer["Location"]).content.decode()
    assert history(unit).get().actor_name == "Lò Thị Mai"


def test_what_was_typed_stays_when_something_is_wrong(client: Client, officer: User) -> None:
    units = Unit.objects.count()
    answer = client.post("/desk/units/new", {"name": "Trường A", "kind": "", "since": "31/02/2020", "email": "a@"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Trường A" in page
    assert "31/02/2020" in page
    assert "Ngày không đọc được" in page
    assert Unit.objects.count() == units


def test_a_unit_is_edited_and_an_older_page_is_refused(client: Client, officer: User) -> None:
    unit = make_unit("Hợp tác xã A", UnitKind.COOPERATIVE)
    fields = {"name": "Công ty A", "kind": "enterprise", "version": "1"}
    assert "Hợp tác xã A" in client.get(f"/desk/units/{unit.code}/edit").content.decode()
    assert client.post(f"/desk/units/{unit.code}/edit", fields).status_code == 303
    again = client.post(f"/desk/units/{unit.code}/edit", {**fields, "name": "Công ty B"})
    assert again.status_code == 422
    assert "Người khác vừa sửa hồ sơ này" in again.content.decode()
    assert Unit.objects.get(pk=unit.pk).name == "Công ty A"


def test_a_parent_that_ended_stays_when_the_child_is_edited(client: Client, officer: User) -> None:
    head = make_unit("Công ty mẹ", UnitKind.ENTERPRISE)
    unit = make_unit("Công ty con", UnitKind.ENTERPRISE, parent=head)
    abolish_unit(head, on=date(2023, 1, 1), successor=None, actor=SYSTEM, now=NOW)
    fields = {"name": "Công ty con", "kind": "enterprise", "parent": head.pk, "phone": "1", "version": "1"}
    assert client.post(f"/desk/units/{unit.code}/edit", fields).status_code == 303
    assert Unit.objects.get(pk=unit.pk).parent == head


def test_a_unit_keeps_its_own_contacts(client: Client, department: Unit) -> None:
    own, other = make_unit("Đơn vị mình"), make_unit("Đơn vị khác")
    theirs = add_contact(other, name="Người kia", phone="1", actor=SYSTEM, now=NOW)
    sign_in(client, Role.UNIT_REP, own)
    base = f"/desk/units/{own.code}"
    assert client.post(f"{base}/add-contact", {"name": "Vàng A Sùng", "phone": "0912"}).status_code == 303
    contact = Contact.objects.get(unit=own)
    assert client.get(f"{base}/contacts/{contact.pk}/edit").status_code == 200
    assert (
        client.post(f"{base}/contacts/{contact.pk}/edit", {"name": "Vàng A Sùng", "phone": "0999"}).status_code == 303
    )
    assert Contact.objects.get(pk=contact.pk).phone == "0999"
    wrong = client.post(f"{base}/contacts/{contact.pk}/edit", {"name": "Vàng A Sùng"})
    assert "Ghi số điện thoại hoặc địa chỉ thư" in wrong.content.decode()
    for path in (f"/desk/units/{other.code}/contacts/{theirs.pk}/remove", f"{base}/contacts/{theirs.pk}/remove"):
        assert client.post(path).status_code == 404
    assert client.post(f"{base}/contacts/{contact.pk}/remove").status_code == 303
    assert list(Contact.objects.all()) == [theirs]


@pytest.mark.parametrize("role", [role for role in Role if role not in EDITORS])
def test_who_may_not_edit_writes_nothing(client: Client, department: Unit, role: Role) -> None:
    unit = make_unit("Đơn vị A", UnitKind.ENTERPRISE)
    contact = add_contact(unit, name="Người kia", phone="1", actor=SYSTEM, now=NOW)
    sign_in(client, role, department)
    before = (Unit.objects.count(), Contact.objects.count(), Entry.objects.count())
    base, expected = f"/desk/units/{unit.code}", (404 if role in (Role.UNIT_REP, Role.HOST) else 403)
    assert client.post("/desk/units/new", {"name": "Mới", "kind": "other"}).status_code == 403
    for path, fields in (
        ("/edit", {"name": "Khác", "kind": "other", "version": "1"}),
        ("/add-contact", {"name": "Ai", "phone": "1"}),
        (f"/contacts/{contact.pk}/edit", {"name": "Ai", "phone": "1"}),
        (f"/contacts/{contact.pk}/remove", {}),
    ):
        assert client.post(base + path, fields).status_code == expected, path
    assert (Unit.objects.count(), Contact.objects.count(), Entry.objects.count()) == before
    assert Unit.objects.get(pk=unit.pk).name == "Đơn vị A"


def test_a_deed_is_not_done_by_reading(client: Client, officer: User) -> None:
    unit = make_unit()
    contact = add_contact(unit, name="Người kia", phone="1", actor=SYSTEM, now=NOW)
    assert client.get(f"/desk/units/{unit.code}/contacts/{contact.pk}/remove").status_code == 405
    assert Contact.objects.count() == 1
