"""Enter in a line of a form of several buttons does no harm: no photograph goes, nothing is sent or published."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from gieo.core import clock
from gieo.core.actor import SYSTEM, Role
from gieo.domain.uptake.models import Report
from gieo.domain.uptake.queries.reports import sheets_of
from gieo.domain.uptake.services import reports as services
from gieo.domain.uptake.vocab.reports import ReportState
from gieo.foundation.files.services import store_file
from tests.browser.office import PASSWORD, Office
from tests.factories.accounts import user_with
from tests.factories.reports import WRITTEN, link_for, owed_report, picture, secret_of

OpenPage = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def report(transactional_db: None) -> Report:
    clock.shift(WRITTEN - datetime.now(UTC))
    return owed_report()


def with_photograph(report: Report) -> str:
    """The link of a report that has one photograph."""
    token = secret_of(link_for(report))
    stored = store_file(picture(), name="anh.jpg", actor=SYSTEM, now=WRITTEN)
    services.add_photo_by_link(token, stored, client_id="anh-1", now=WRITTEN)
    return f"/bao-cao/{token}/"


def standing(report: Report) -> tuple[str, int, str]:
    found = Report.objects.get(pk=report.pk)
    return found.state, found.photos.count(), sheets_of(found)[0].answers.address


@pytest.mark.parametrize("javascript", [True, False])
def test_enter_behind_the_link_saves(report: Report, open_page: OpenPage, javascript: bool) -> None:
    page = open_page(width=360, javascript=javascript)
    page.goto(with_photograph(report))
    visitor = Office(page)
    visitor.main.get_by_role("radio", name="Đã ứng dụng", exact=True).check()
    place = visitor.main.get_by_label("Ở đâu")
    place.fill("Xã Nà Tấu")
    place.press("Enter")
    said = visitor.main.locator("[data-report-status]") if javascript else page.locator("body")
    expect(said).to_contain_text("Đã lưu")
    assert standing(report) == (ReportState.DRAFT, 1, "Xã Nà Tấu")


def test_enter_in_an_account_saves_and_stays(report: Report, open_page: OpenPage) -> None:
    with_photograph(report)
    user_with(Role.UNIT_REP, report.minutes.receiver, email="anh@example.vn", password=PASSWORD)
    office = Office(open_page(width=360))
    office.sign_in("anh@example.vn")
    office.page.goto(f"/desk/reports/{report.code}/fill")
    office.main.get_by_role("radio", name="Đã ứng dụng", exact=True).check()
    place = office.main.get_by_label("Ở đâu")
    place.fill("Xã Nà Tấu")
    place.press("Enter")
    expect(office.page.locator("body")).to_contain_text("Đã lưu, chưa gửi.")
    expect(office.main.locator("#report-fill")).to_be_visible()
    assert standing(report) == (ReportState.DRAFT, 1, "Xã Nà Tấu")
