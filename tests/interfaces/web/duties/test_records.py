"""One duty on its page, its limit stopped and let go, and the choice of letters."""

from datetime import date, datetime

import pytest
from django.test import Client

from gieo.core.actor import Role
from gieo.foundation.accounts.models import User
from gieo.foundation.duties.models import DigestChoice
from gieo.foundation.duties.services import climb_ladder
from gieo.foundation.duties.vocab import DutyState
from gieo.foundation.units.vocab import UnitKind
from tests.factories.accounts import user_with
from tests.factories.duties import make_duty
from tests.factories.units import make_department, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client: Client) -> User:
    user = user_with(Role.OFFICER, make_department())
    client.force_login(user)
    return user


def test_a_limit_is_stopped_and_let_go_by_forms(client: Client, officer: User) -> None:
    duty = make_duty(make_unit("Trung tâm A"))
    at = f"/desk/duties/{duty.pk}/"
    page = client.get(at).content.decode()
    assert "Tạm dừng thời hạn" in page
    assert "Báo lãnh đạo Sở" in page
    refused = client.post(f"{at}suspend", {"since": "07/11/2023", "reason": ""})
    assert refused.status_code == 422
    assert client.post(f"{at}suspend", {"since": "07/11/2023", "reason": "Chờ hồ sơ"}).status_code == 303
    duty.refresh_from_db()
    assert duty.state == DutyState.SUSPENDED
    page = client.get(at).content.decode()
    assert "đang tạm dừng" in page
    assert "Tạm dừng tính hạn" in page
    assert client.post(f"{at}resume", {"on": "07/11/2023"}).status_code == 303
    duty.refresh_from_db()
    assert (duty.state, duty.due) == (DutyState.OPEN, date(2023, 11, 9))


def test_one_and_three_happenings_take_the_same_queries(
    client: Client, officer: User, now: datetime, django_assert_num_queries
) -> None:
    for due in (date(2023, 11, 9), date(2022, 1, 3)):
        duty = make_duty(make_unit(code=f"DV-{due.year}"), due=due)
        climb_ladder(now=now)
        with django_assert_num_queries(10):
            client.get(f"/desk/duties/{duty.pk}/")


def test_a_stranger_meets_no_duty(client: Client) -> None:
    duty = make_duty(make_unit("Trung tâm A"))
    client.force_login(user_with(Role.UNIT_REP, make_unit("Trung tâm B", code="DV-B")))
    for path in ("", "suspend", "resume"):
        assert client.get(f"/desk/duties/{duty.pk}/{path}").status_code == 404


def test_the_debtor_reads_why_it_may_not_stop_the_clock(client: Client) -> None:
    unit = make_unit("Trung tâm A")
    duty = make_duty(unit)
    client.force_login(user_with(Role.UNIT_REP, unit))
    assert (
        "Thời hạn do lãnh đạo hoặc chuyên viên của Sở tạm dừng."
        in client.get(f"/desk/duties/{duty.pk}/").content.decode()
    )
    assert client.post(f"/desk/duties/{duty.pk}/suspend", {"since": "07/11/2023", "reason": "A"}).status_code == 403


def test_the_list_tells_what_went_up_and_what_rests(client: Client, officer: User, now: datetime) -> None:
    make_duty(make_unit("Trung tâm A"), due=date(2022, 1, 3), debtor_role=Role.OFFICER)
    climb_ladder(now=now)
    page = client.get("/desk/duties/me/owed/?urgency=escalated").content.decode()
    assert "Trễ, đã báo lãnh đạo Sở" in page
    assert "Xác nhận đã nhận" in page
    assert "Không có việc nào khớp" in client.get("/desk/duties/me/owed/?urgency=suspended").content.decode()
    director = Client()
    director.force_login(user_with(Role.DIRECTOR, make_unit("Sở khác", UnitKind.DEPARTMENT, code="SO-2")))
    assert "1 việc trễ đã báo lên lãnh đạo Sở" in director.get("/desk/").content.decode()


def test_everybody_chooses_their_letters(client: Client, officer: User) -> None:
    page = client.get("/desk/duties/letters").content.decode()
    assert 'value="daily"' in page
    assert client.post("/desk/duties/letters", {"rhythm": "weekly"}).status_code == 303
    assert DigestChoice.objects.get(person=officer.person).rhythm == "weekly"
    assert client.post("/desk/duties/letters", {"rhythm": "hourly"}).status_code == 422
