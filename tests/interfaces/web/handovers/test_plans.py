"""The page on which a receiver sends its plan, and what the record then shows."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from gieo.core.actor import Role
from gieo.domain.handovers.models import ApplicationPlan, Minutes
from gieo.domain.handovers.services import PlanInput, edit_minutes, seal_minutes
from gieo.foundation.accounts.models import User
from gieo.foundation.duties.models import Duty
from tests.factories.handovers import TABLE, draft_minutes, officer, receive, sealed_minutes, sign, signed_minutes
from tests.interfaces.web.handovers.conftest import visitor

pytestmark = pytest.mark.django_db
ROW = {
    "plan_0_work": "Tập huấn cho 40 hộ",
    "plan_0_person": "Lường Văn Pó",
    "plan_0_due": "01/05/2024",
    "plan_0_place": "Xã Sính Phình",
    "plan_0_scale": "40 hộ",
    "plan_0_money": "45.000.000",
}


def at(minutes: Minutes) -> str:
    return f"/desk/handovers/{minutes.code}/plan"


def form_of(client: Client, minutes: Minutes) -> dict[str, Any]:
    form = client.get(at(minutes)).context["form"]
    return {name: "" if (value := form[name].value()) is None else value for name in form.fields}


def test_a_receiver_sends_its_plan_and_reads_it_on_the_minutes() -> None:
    minutes = signed_minutes()
    client = visitor(Role.UNIT_REP, minutes.receiver)
    record = client.get(f"/desk/handovers/{minutes.code}").content.decode()
    assert at(minutes) in record
    assert "hạn gửi kế hoạch ứng dụng" in record
    page = client.get(at(minutes)).content.decode()
    assert "Hạn gửi 07/12/2023" in page
    assert "Ghi thay đơn vị nhận" not in page
    assert all(item.title in page for item in minutes.items.all())
    answer = client.post(at(minutes), form_of(client, minutes) | ROW)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/desk/handovers/{minutes.code}")
    record = client.get(f"/desk/handovers/{minutes.code}").content.decode()
    assert "Đã gửi kế hoạch ứng dụng." in record
    assert "Tập huấn cho 40 hộ" in record
    assert "45.000.000" in record
    assert "hạn gửi kế hoạch ứng dụng" not in record
    assert Duty.objects.get(kind="application_plan").state == "fulfilled"


def test_after_the_receipt_the_plan_is_what_comes_next() -> None:
    minutes = signed_minutes()
    receive(minutes)
    client = visitor(Role.UNIT_REP, minutes.receiver)
    assert client.get(f"/desk/handovers/{minutes.code}").context["next_step"].title == "Gửi kế hoạch ứng dụng"
    client.post(at(minutes), form_of(client, minutes) | ROW)
    assert "chờ báo cáo" in client.get(f"/desk/handovers/{minutes.code}").context["next_step"].title


def test_an_officer_sends_it_for_the_unit_and_is_told_so(client: Client, officer: User) -> None:
    minutes = signed_minutes()
    assert "Ghi thay đơn vị nhận" in client.get(at(minutes)).content.decode()
    assert client.post(at(minutes), form_of(client, minutes) | ROW).status_code == 303
    assert ApplicationPlan.objects.get().rows.get().money == 45_000_000


def test_what_was_typed_stays_when_it_is_refused() -> None:
    minutes = signed_minutes()
    client = visitor(Role.UNIT_REP, minutes.receiver)
    typed = form_of(client, minutes)
    nothing = client.post(at(minutes), typed)
    assert nothing.status_code == 422
    assert "Ghi ít nhất một việc sẽ làm." in nothing.content.decode()
    no_work = client.post(at(minutes), typed | {"plan_1_person": "Ai đó"})
    assert "Ghi việc sẽ làm, hoặc bỏ trống cả dòng." in no_work.content.decode()
    assert 'value="Ai đó"' in no_work.content.decode()
    assert not ApplicationPlan.objects.exists()


def test_a_page_opened_before_another_plan_was_sent_is_refused() -> None:
    minutes = signed_minutes()
    client = visitor(Role.UNIT_REP, minutes.receiver)
    typed = form_of(client, minutes) | ROW
    assert client.post(at(minutes), typed).status_code == 303
    late = client.post(at(minutes), typed | {"plan_0_work": "Việc khác"})
    assert late.status_code == 422
    assert "vừa được gửi" in late.content.decode()
    assert form_of(client, minutes)["plan_0_work"] == "Tập huấn cho 40 hộ"


def test_nobody_else_meets_the_page() -> None:
    minutes, other = signed_minutes(), sealed_minutes()
    assert visitor(Role.UNIT_REP, other.receiver).get(at(minutes)).status_code == 404
    assert visitor(Role.UNIT_REP, other.receiver).post(at(minutes), ROW).status_code == 404
    assert visitor(Role.UNIT_REP, other.receiver).get(at(other)).status_code == 403


def test_a_plan_in_the_minutes_stands_beside_the_one_sent_later() -> None:
    minutes = draft_minutes()
    who = officer()
    edit_minutes(minutes, version=1, plan=[PlanInput("Việc ghi trong biên bản")], actor=who, now=TABLE)
    sealed = seal_minutes(minutes, actor=who, now=TABLE)
    sign(sealed)
    client = visitor(Role.UNIT_REP, minutes.receiver)
    assert "hạn gửi kế hoạch ứng dụng" not in client.get(f"/desk/handovers/{minutes.code}").content.decode()
    assert form_of(client, minutes)["plan_0_work"] == "Việc ghi trong biên bản"
    client.post(at(minutes), form_of(client, minutes) | ROW)
    record = client.get(f"/desk/handovers/{minutes.code}").content.decode()
    assert "Việc ghi trong biên bản" in record
    assert "Kế hoạch gửi sau khi ký" in record
