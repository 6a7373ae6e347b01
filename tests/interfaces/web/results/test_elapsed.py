"""The clock of transfer on the page of a result: its steps, what waits now and at whom, who reads it."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gieo.core import clock
from gieo.core.actor import SYSTEM, Role
from gieo.domain.results.models import Result
from gieo.domain.results.vocab import ResultState
from gieo.interfaces.web.results.elapsed import elapsed_of
from tests.factories.handovers import received_minutes
from tests.factories.results import make_result
from tests.factories.transfers import a_result
from tests.factories.uptake import a_claim, verified_use

pytestmark = pytest.mark.django_db
READERS = (Role.OFFICER, Role.DIRECTOR, Role.PROVINCE_LEADER, Role.REGISTRAR, Role.EDITOR, Role.ADMINISTRATOR)


@pytest.mark.parametrize("role", Role)
def test_only_those_who_see_figures_read_it(as_: Callable[[Role], Client], role: Role) -> None:
    address = f"/desk/results/{make_result('transferable').code}"
    html = as_(role).get(address).content.decode()
    assert ('id="dong-ho"' in html) == (role in READERS), role


def test_what_was_accepted_today_waits_for_its_registration_at_its_host() -> None:
    today = clock.today()
    result = make_result("accepted", accepted_on=today)
    shown = elapsed_of(result, SYSTEM, today)
    assert shown is not None
    assert shown.waiting is not None
    assert (shown.waiting.since, shown.waiting.days, shown.days) == (today, 0, 0)
    assert result.host is not None
    assert shown.who == result.host.name
    assert [leg.pill.word for leg in shown.legs] == ["Đang chờ", *["Chưa tới"] * 4]
    assert elapsed_of(make_result(), SYSTEM, today) is None, "nothing runs before acceptance"


def test_the_receiver_is_named_until_it_is_used(officer: Client) -> None:
    item = received_minutes(results=1, units=1).items.get()
    html = officer.get(f"/desk/results/{item.result.code}").content.decode()
    assert "Đang đợi ở bước “Khi nhận tới lần đầu ứng dụng” từ ngày 07/11/2023" in html
    assert f"Đợi ai: <strong>{item.minutes.receiver.name}</strong>" in html
    verified_use(a_claim(), subject=item.result, receiver=item.minutes.receiver)
    shown = elapsed_of(item.result, SYSTEM, date(2024, 3, 1))
    assert shown is not None
    assert (shown.waiting, shown.who, shown.legs[-1].until, shown.legs[-1].days) == (None, "", date(2024, 1, 5), 59)
    assert shown.days == (date(2024, 1, 5) - item.result.accepted_on).days


def test_nothing_waits_of_what_was_withdrawn() -> None:
    today = clock.today()
    shown = elapsed_of(a_result(state=ResultState.WITHDRAWN, state_reason="Sai số liệu"), SYSTEM, today)
    assert shown is not None
    assert (shown.waiting, shown.who, shown.days) == (None, "", None)
    assert "Đang chờ" not in [leg.pill.word for leg in shown.legs]


def test_a_day_before_the_one_it_follows_is_told(officer: Client) -> None:
    item = received_minutes(results=1, units=1).items.get()
    Result.objects.update(certificate_on=date(2023, 6, 1))
    html = officer.get(f"/desk/results/{item.result.code}").content.decode()
    assert "Ngày sau đứng trước ngày trước" in html


def test_it_asks_the_same_however_often_the_thing_was_given() -> None:
    for units in (1, 3):
        result = received_minutes(results=1, units=units).items.get().result
        with CaptureQueriesContext(connection) as asked:
            elapsed_of(result, SYSTEM, clock.today())
        assert len(asked) == 5
