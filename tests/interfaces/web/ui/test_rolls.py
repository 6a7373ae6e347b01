"""Rows that are no list with filters come out as files all the same, to whoever sees their page and to nobody else."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from gieo.core.actor import Role
from gieo.foundation.exports.models import Export
from gieo.foundation.exports.vocab import Form
from tests.factories.accounts import user_with
from tests.factories.handovers import conference_of, department
from tests.factories.units import make_unit

pytestmark = pytest.mark.django_db


def test_each_page_of_rows_offers_its_three_forms_and_gives_them(client: Client) -> None:
    conference = conference_of(results=1, products=0, units=2, enterprises=0)
    conference.guests.create(name="Lò Văn Inh", title="Nhà báo", organisation="Báo tỉnh")
    client.force_login(user_with(Role.OFFICER, department()))
    of_conference = f"/desk/transfers/conferences/{conference.code}"
    pages = {
        f"{of_conference}/guests": f"{of_conference}/guests",
        f"{of_conference}/attendance": f"{of_conference}/attendance",
        f"{of_conference}/invitations": f"{of_conference}/invitations",
        f"/desk/handovers/conference/{conference.code}/ledger/units": "",
        reverse("accounts:roles"): reverse("accounts:roles").removesuffix("/"),
    }
    for number, (page, at) in enumerate(pages.items(), start=1):
        address = f"{at or page}/export."
        shown = client.get(page)
        assert shown.status_code == 200, page
        assert all(escape(f"{address}{form}") in shown.content.decode() for form in Form), page
        given = client.post(f"{address}xlsx")
        assert (given.status_code, given["Content-Type"].endswith(".sheet")) == (200, True), page
        assert Export.objects.count() == number
    for form in ("docx", "pdf"):
        assert client.post(f"{of_conference}/attendance/export.{form}").status_code == 200
    client.force_login(user_with(Role.UNIT_REP, make_unit("Hợp tác xã khác")))
    assert {client.post(f"{at or page}/export.xlsx").status_code for page, at in pages.items()} <= {403, 404}
