"""From a confirmed report to the record of a use: the form holds what the unit said, and nothing is made up."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from gieo.core import clock
from gieo.core.actor import Role
from gieo.core.errors import Conflict
from gieo.domain.uptake.models import Claim, Report, Use
from gieo.domain.uptake.services import begin_use
from gieo.domain.uptake.services import reports as services
from gieo.domain.uptake.vocab import ClaimState, Level
from gieo.foundation.places.vocab import Era
from gieo.interfaces.web.uptake.reports.recording import MOST
from tests.factories.accounts import user_with
from tests.factories.handovers import department
from tests.factories.reports import APPLIED, NOT_APPLIED, WRITTEN, sent_report
from tests.factories.units import make_unit
from tests.factories.uptake import a_claim, a_place, officer_of, people_of
from tests.interfaces.web.uptake.test_uptake import typed

pytestmark = pytest.mark.django_db


def confirmed(answers: Any = APPLIED) -> Report:
    report = sent_report(answers)
    head = people_of(report.minutes.receiver)
    return services.confirm_report(report, version=report.version, actor=head, now=WRITTEN)


@pytest.fixture(autouse=True)
def _after_the_report(db: None) -> None:
    """A province is to choose from once its districts of old are there."""
    clock.shift(WRITTEN - datetime.now(UTC) + timedelta(days=3))
    a_place("Huyện Mường Chà", era=Era.BEFORE_2025)


@pytest.fixture
def officer(client: Client) -> Client:
    client.force_login(user_with(Role.OFFICER, department()))
    return client


def ways(client: Client, report: Report) -> list[str]:
    page = client.get(f"/desk/reports/{report.code}").content.decode()
    return [found.replace("&amp;", "&") for found in re.findall(r'href="([^"]+report=[^"]+)"', page)]


def test_what_a_confirmed_report_says_becomes_a_claim_that_names_it(officer: Client) -> None:
    report = confirmed()
    (begin,) = ways(officer, report)
    said = typed(officer, begin)
    assert (said["told_by"], said["channel"], said["grade_0"]) == ("Lò Thị Ánh", "paper", "document")
    assert "Xã Nà Tấu" in said["words"]
    assert report.code in said["proof_0"]
    more = {"level": "tried", "since": "01/03/2024", "push": "spontaneous", "amount_0": "12", "measure_0": "household"}
    sent = typed(officer, begin, place=a_place().pk, **more)
    answer = officer.post(begin, sent)
    assert answer.status_code == 303, answer.context["form"].errors
    claim = Claim.objects.get()
    assert (claim.report, claim.state, claim.level) == (report, ClaimState.CLAIMED, Level.TRIED)
    assert not claim.use.periods.exists()  # a confirmed report is still looked at by a second person
    page = officer.get(f"/desk/reports/{report.code}").content.decode()
    assert f"/desk/uptake/{claim.use.code}/" in page
    assert report.code in officer.get(f"/desk/uptake/{claim.use.code}/").content.decode()
    assert [url for url in ways(officer, report) if "/claim?" in url] == []


def test_a_use_that_stands_is_gone_on_with(officer: Client) -> None:
    report = confirmed()
    item = report.minutes.items.get()
    use = begin_use(item.result, report.minutes.receiver, a_place(), claim=a_claim(), actor=officer_of(), now=WRITTEN)
    again = next(url for url in ways(officer, report) if "/claim?" in url)
    assert again == f"/desk/uptake/{use.code}/claim?report={report.code}"
    assert "Xã Nà Tấu" in typed(officer, again)["words"]


@pytest.mark.parametrize("make", [lambda: sent_report(), lambda: confirmed(NOT_APPLIED)])
def test_nothing_is_recorded_from_what_is_not_confirmed_or_not_applied(make: Any, officer: Client) -> None:
    report = make()
    assert ways(officer, report) == []
    item = report.minutes.items.get()
    begin = f"/desk/uptake/begin?of={item.subject_code}&unit={report.minutes.receiver.code}&report={report.code}"
    assert officer.get(begin).status_code == 404
    claim = a_claim(report=report)
    with pytest.raises(Conflict, match=report.code):
        begin_use(item.result, report.minutes.receiver, a_place(), claim=claim, actor=officer_of(), now=WRITTEN)
    assert not Use.objects.exists()


def test_another_unit_cannot_rest_on_it(client: Client) -> None:
    report = confirmed()
    item, other = report.minutes.items.get(), make_unit("Hợp tác xã Khác")
    client.force_login(user_with(Role.UNIT_REP, other))
    begin = f"/desk/uptake/begin?of={item.subject_code}&unit={other.code}&report={report.code}"
    assert client.get(begin).status_code == 404
    with pytest.raises(Conflict):
        begin_use(item.result, other, a_place(), claim=a_claim(report=report), actor=officer_of(), now=WRITTEN)
    assert not Use.objects.exists()


def test_long_answers_are_cut_to_what_a_claim_holds(officer: Client) -> None:
    report = confirmed(replace(APPLIED, impact="dài " * 900))
    (begin,) = ways(officer, report)
    assert len(typed(officer, begin)["words"]) <= MOST
