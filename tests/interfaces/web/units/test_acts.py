"""The pages of acts: what they say beforehand, what they record, what may be corrected, and by whom."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gieo.core import clock
from gieo.core.actor import SYSTEM, Role
from gieo.domain.handovers.models import Minutes
from gieo.foundation.accounts.models import RoleHeld, User
from gieo.foundation.duties.models import Duty
from gieo.foundation.units.models import Unit, UnitAct
from gieo.foundation.units.services import NewUnit, add_contact, record_act
from gieo.foundation.units.vocab import ActKind, UnitKind
from tests.factories.accounts import NOW, person_with, user_with
from tests.factories.exports import cells
from tests.factories.handovers import department as handing_department
from tests.factories.handovers import signed_minutes
from tests.factories.units import make_unit

pytestmark = pytest.mark.django_db

ACTS = "/desk/units/acts/"
PAPER = {"on": "01/12/2023", "number": "Nghị quyết 12/NQ-HĐND", "signed_on": "16/11/2023", "issuer": "HĐND tỉnh"}


@pytest.fixture
def department(db: None) -> Unit:
    return handing_department()


@pytest.fixture
def officer(client: Client, department: Unit) -> User:
    user = user_with(Role.OFFICER, department)
    client.force_login(user)
    return user


def merged(number: int = 1) -> UnitAct:
    return record_act(
        ActKind.MERGE, on=date(2023, 7, 1), units=[make_unit(f"A{number}"), make_unit(f"B{number}")],
        heir=NewUnit(f"C{number}"), actor=SYSTEM, now=NOW,
    )  # fmt: skip


def test_the_list_takes_the_same_queries_however_long(
    client: Client, officer: User, django_assert_num_queries: Any
) -> None:
    for rows in (1, 3):
        for number in range(rows):
            merged(rows * 10 + number)
        with django_assert_num_queries(8):
            page = client.get(ACTS).content.decode()
        assert "Sáp nhập, hợp nhất" in page


def test_the_excel_file_is_the_list_on_screen(client: Client, officer: User) -> None:
    merged()
    assert cells(client, ACTS, "Đơn vị cũ") == ["A1; B1"]
    assert cells(client, ACTS, "Đơn vị mới") == ["C1"]


def test_every_kind_has_its_form(client: Client, officer: User) -> None:
    unit = make_unit("Trạm A")
    page = client.get(f"{ACTS}new/?unit={unit.code}").content.decode()
    for kind in ActKind:
        assert f"{ACTS}new/{kind}?unit={unit.code}" in page
        assert client.get(f"{ACTS}new/{kind}?unit={unit.code}").status_code == 200
    assert client.get(f"{ACTS}new/nothing").status_code == 404


def test_a_merger_says_beforehand_what_will_pass_and_is_then_recorded(client: Client, officer: User) -> None:
    minutes = signed_minutes()
    old, other, heir = minutes.receiver, make_unit("Trạm B"), make_unit("UBND xã C")
    person_with(Role.UNIT_REP, old, name="Giàng A Sương")
    fields = {**PAPER, "units": [old.pk, other.pk], "heir": heir.pk}
    seen = client.post(f"{ACTS}new/merge", {**fields, "step": "preview"})
    page = seen.content.decode()
    assert seen.status_code == 200
    assert "UBND xã C nhận tiếp: 1 việc đang nợ, 1 biên bản chưa nhận xong." in page
    assert "Trạm B không còn từ 01/12/2023" in page
    assert "Giàng A Sương" in page
    assert "1 vai trò ở đơn vị cũ không tự chuyển" in page
    assert not UnitAct.objects.exists()
    scan = SimpleUploadedFile("nghi-quyet.pdf", b"%PDF-1.7\nmot\n%%EOF\n", content_type="application/pdf")
    done = client.post(f"{ACTS}new/merge", {**fields, "step": "record", "file": scan})
    made = UnitAct.objects.get()
    assert (done.status_code, done["Location"]) == (303, f"{ACTS}{made.code}/")
    assert Unit.objects.get(pk=old.pk).successor == heir
    record = client.get(done["Location"]).content.decode()
    for words in ("Nghị quyết 12/NQ-HĐND", "HĐND tỉnh", "nghi-quyet.pdf", minutes.code, "Giàng A Sương"):
        assert words in record
    scan = client.get(f"{ACTS}{made.code}/scan")
    assert b"".join(scan.streaming_content).startswith(b"%PDF")


def test_a_split_assigns_each_thing_to_its_heir(client: Client, officer: User) -> None:
    minutes = signed_minutes()
    first = make_unit("UBND xã C", UnitKind.COMMUNE_COMMITTEE)
    plan = Duty.objects.get(kind="application_plan")
    fields = {
        **PAPER, "unit": minutes.receiver.pk, "heir": first.pk, "other_kind": "commune_committee",
        "other_names": "UBND xã D\nUBND xã Đ",
    }  # fmt: skip
    page = client.post(f"{ACTS}new/split", {**fields, "step": "preview"}).content.decode()
    assert f'name="minutes-{minutes.pk}"' in page
    assert f'name="duty-{plan.pk}"' in page
    assert "UBND xã D (đơn vị mới)" in page
    chosen = {f"minutes-{minutes.pk}": "2", f"duty-{plan.pk}": "1"}
    assert client.post(f"{ACTS}new/split", {**fields, **chosen, "step": "record"}).status_code == 303
    made, third = UnitAct.objects.get(), Unit.objects.get(name="UBND xã Đ")
    assert Minutes.objects.get().heir == third
    plan.refresh_from_db()
    assert plan.heir == Unit.objects.get(name="UBND xã D")
    record = client.get(f"{ACTS}{made.code}/").content.decode()
    assert '<option value="2" selected>UBND xã Đ</option>' in record
    again = client.post(f"{ACTS}{made.code}/assign", {f"minutes-{minutes.pk}": "0"})
    assert again.status_code == 303
    assert Minutes.objects.get().heir is None


def test_a_new_name_shows_from_that_day(client: Client, officer: User) -> None:
    unit = make_unit("Sở Nông nghiệp", UnitKind.DEPARTMENT)
    fields = {**PAPER, "on": "01/11/2023", "unit": unit.pk, "name": "Sở Nông nghiệp và Môi trường"}
    page = client.post(f"{ACTS}new/rename", {**fields, "step": "preview"}).content.decode()
    assert "Từ 01/11/2023 mọi trang ghi tên, loại mới" in page
    assert client.post(f"{ACTS}new/rename", {**fields, "step": "record"}).status_code == 303
    page = client.get(f"/desk/units/{unit.code}/").content.decode()
    assert "Sở Nông nghiệp và Môi trường" in page
    assert "đến trước 01/11/2023" in page
    assert "Đổi tên" in page


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(client: Client, officer: User) -> None:
    unit = make_unit("Sở A", UnitKind.DEPARTMENT)
    sent = client.post(f"{ACTS}new/abolish", {**PAPER, "unit": unit.pk, "step": "record"})
    assert sent.status_code == 422
    assert "phải có đơn vị kế thừa" in sent.content.decode()
    both = client.post(
        f"{ACTS}new/merge", {**PAPER, "units": [unit.pk], "heir": unit.pk, "new_name": "B", "step": "preview"}
    )
    assert "không cả hai" in both.content.decode()
    one = client.post(f"{ACTS}new/merge", {**PAPER, "units": [unit.pk], "new_name": "B", "step": "record"})
    assert "ít nhất hai" in one.content.decode()
    assert not UnitAct.objects.exists()


def test_people_get_the_same_role_by_a_deed(client: Client, officer: User) -> None:
    made = merged()
    old, heir = Unit.objects.get(name="A1"), Unit.objects.get(name="C1")
    person_with(Role.UNIT_REP, old)
    held = RoleHeld.objects.get(unit=old)
    sent = client.post(f"{ACTS}{made.code}/give-roles", {"heir": heir.pk, "role": [held.pk]})
    assert sent.status_code == 303
    assert RoleHeld.objects.get(unit=heir).since == date(2023, 7, 1)
    assert client.post(f"{ACTS}{made.code}/give-roles", {"heir": 0}).status_code == 404


def test_a_mistaken_act_is_taken_back_with_its_reason(client: Client, officer: User) -> None:
    made = merged()
    assert client.post(f"{ACTS}{made.code}/undo", {"reason": ""}).status_code == 303
    assert UnitAct.objects.get().undone_at is None
    client.post(f"{ACTS}{made.code}/undo", {"reason": "Ghi nhầm năm"})
    page = client.get(f"{ACTS}{made.code}/").content.decode()
    assert "Ghi nhầm năm" in page
    assert "Việc sắp xếp này đã bỏ" in page
    assert not Unit.objects.filter(name="C1").exists()


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OFFICER, Role.ADMINISTRATOR}))
def test_who_may_not_edit_units_records_and_undoes_nothing(client: Client, department: Unit, role: Role) -> None:
    made = merged()
    client.force_login(user_with(role, department))
    heir = Unit.objects.get(name="C1")
    for path in ("new/", "new/rename"):
        assert client.get(f"{ACTS}{path}").status_code == 403
    sent = client.post(f"{ACTS}new/rename", {**PAPER, "unit": heir.pk, "name": "D", "step": "record"})
    assert sent.status_code == 403
    for path in ("undo", "give-roles", "assign"):
        client.post(f"{ACTS}{made.code}/{path}", {"reason": "Nhầm", "heir": heir.pk})
    assert UnitAct.objects.get().undone_at is None
    assert client.get(f"{ACTS}{made.code}/scan").status_code == 404


def test_the_heirs_people_see_the_act_of_their_unit(client: Client, department: Unit) -> None:
    made, other = merged(1), merged(2)
    client.force_login(user_with(Role.UNIT_REP, Unit.objects.get(name="C1")))
    assert client.get(f"{ACTS}{made.code}/").status_code == 200
    assert client.get(f"{ACTS}{other.code}/").status_code == 404
    assert other.code not in client.get(ACTS).content.decode()


def test_the_record_takes_the_same_queries_however_much_passes(
    client: Client, officer: User, django_assert_num_queries: Any
) -> None:
    for rows in (1, 3):
        made = merged(rows)
        old = Unit.objects.get(name=f"A{rows}")
        for number in range(rows):
            person_with(Role.UNIT_REP, old, name=f"Người {number}")
            add_contact(old, name=f"Liên hệ {number}", phone="1", actor=SYSTEM, now=NOW)
        with django_assert_num_queries(13):
            assert client.get(f"{ACTS}{made.code}/").status_code == 200


def test_the_heirs_desk_shows_the_duty_from_that_day(client: Client, department: Unit) -> None:
    minutes = signed_minutes()
    heir = make_unit("UBND xã C")
    record_act(ActKind.ABOLISH, on=date(2023, 12, 1), units=[minutes.receiver], heir=heir, actor=SYSTEM, now=NOW)
    client.force_login(user_with(Role.UNIT_REP, heir))
    assert minutes.code not in client.get("/desk/").content.decode()
    clock.shift(datetime(2023, 12, 1, 1, tzinfo=UTC) - datetime.now(UTC))
    assert minutes.code in client.get("/desk/").content.decode()
    page = client.get(f"/desk/handovers/{minutes.code}/receive").content.decode()
    assert "Xác nhận các mục đã đánh dấu" in page


def test_a_role_in_a_unit_that_has_ended_opens_nothing_and_is_told_why(client: Client, department: Unit) -> None:
    minutes = signed_minutes()
    heir = make_unit("UBND xã C")
    old = user_with(Role.UNIT_REP, minutes.receiver)
    record_act(ActKind.ABOLISH, on=date(2023, 12, 1), units=[minutes.receiver], heir=heir, actor=SYSTEM, now=NOW)
    client.force_login(old)
    receive = f"/desk/handovers/{minutes.code}/receive"
    assert client.get(receive).status_code == 200
    clock.shift(datetime(2023, 12, 1, 1, tzinfo=UTC) - datetime.now(UTC))
    before = Minutes.objects.values().get(pk=minutes.pk)
    for address in ("/desk/", "/desk/duties/", f"/desk/handovers/{minutes.code}", receive, "/desk/me/delegate"):
        for answer in (client.get(address), client.post(address)):
            assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/me/"), address
    by_part = client.get("/desk/search/", headers={"HX-Request": "true"})
    assert (by_part.status_code, by_part.headers["HX-Redirect"]) == (204, "/desk/me/")
    assert Minutes.objects.values().get(pk=minutes.pk) == before
    page = client.get("/desk/me/").content.decode()
    assert "Đơn vị của bạn không còn hoạt động" in page
    assert f"{minutes.receiver.name} (từ 01/12/2023: UBND xã C)" in page
    assert minutes.code not in page
    assert client.post("/desk/accounts/language", {"language": "en"}).status_code == 303
    assert "no longer exists" in client.get("/desk/me/").content.decode()
