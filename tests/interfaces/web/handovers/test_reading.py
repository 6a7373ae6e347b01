"""Pages that show: each asks the same number of queries for one row and for three."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from openpyxl import load_workbook

from gieo.foundation.accounts.models import User
from tests.factories.exports import cells
from tests.factories.handovers import (
    conference_of,
    prepare,
    receive,
    received_minutes,
    seal,
    sealed_minutes,
    sign,
    signed_minutes,
)

pytestmark = pytest.mark.django_db

PAGES = {
    "/desk/handovers/": 10,
    "/desk/handovers/{minutes}": 12,
    "/desk/handovers/{minutes}/preview": 4,
    "/desk/handovers/{minutes}/documents": 4,
    "/desk/handovers/{minutes}/sign": 6,
    "/desk/handovers/{minutes}/receive": 5,
    "/desk/handovers/conference/{conference}/": 12,
    "/desk/handovers/conference/{conference}/queue": 5,
    "/desk/handovers/conference/{conference}/ledger": 15,
    "/desk/handovers/conference/{conference}/ledger/units": 15,
    "/desk/handovers/decision/{decision}/ledger": 14,
    "/desk/handovers/decision/{decision}/ledger/received": 14,
}


@pytest.mark.parametrize("address, number", PAGES.items())
def test_one_row_and_three_take_the_same_queries(
    address: str, number: int, client: Client, officer: User, django_assert_num_queries
) -> None:
    for rows in (1, 3):
        conference = conference_of(results=rows, products=rows, units=rows)
        made = prepare(conference)
        seal(conference)
        for minutes in made:
            minutes.refresh_from_db()
            sign(minutes)
        decision = conference.decisions.get()
        url = address.format(minutes=made[0].code, conference=conference.code, decision=decision.code)
        with django_assert_num_queries(number):
            answer = client.get(url)
        assert answer.status_code == 200


def test_a_conference_that_cannot_be_is_none(client: Client, officer: User) -> None:
    assert client.get("/desk/handovers/?conference=99999999999999999999").status_code == 200


def test_every_page_of_every_state_opens(client: Client, officer: User) -> None:
    conference = conference_of(results=2, products=2, units=2)
    drafts = prepare(conference)
    sealed, signed, received = sealed_minutes(), signed_minutes(), received_minutes()
    for code in (drafts[0].code, sealed.code, signed.code, received.code):
        for page in ("", "/preview", "/documents", "/receive", "/sign", "/pdf", "/docx"):
            assert client.get(f"/desk/handovers/{code}{page}").status_code == 200, (code, page)
    assert client.get(f"/desk/handovers/{drafts[0].code}/edit").status_code == 200
    assert client.get("/desk/handovers/wording/").status_code == 200
    assert client.get("/desk/handovers/wording/rights").status_code == 200
    assert client.get(f"/desk/handovers/{signed.code}/signed-pdf").status_code == 404


def test_the_ledger_tells_faults_and_opens_every_count(client: Client, officer: User) -> None:
    conference = conference_of(results=2, products=3, units=2, enterprises=1)
    conference.reported_figures.create(what="units", value=12, source="Báo Điện Biên Phủ")
    code = conference.code
    page = client.get(f"/desk/handovers/conference/{code}/ledger").content.decode()
    assert "Báo Điện Biên Phủ viết 12 đơn vị nhận, sổ này đếm được 2" in page
    assert "có trong quyết định nhưng chưa có biên bản" in page
    for figure, number in (("results", 2), ("products", 3), ("units", 2), ("enterprises", 1), ("lines", 5)):
        rows = client.get(f"/desk/handovers/conference/{code}/ledger/{figure}")
        assert len(rows.context["rows"]) == number
        assert f": {number}</h1>" in rows.content.decode()
    assert client.get(f"/desk/handovers/conference/{code}/ledger/nothing").status_code == 404


def test_the_ledger_as_a_sheet_holds_lines_and_faults(client: Client, officer: User) -> None:
    conference = conference_of(results=1, products=1, units=2)
    for minutes in prepare(conference):
        minutes.refresh_from_db()
    seal(conference)
    conference.reported_figures.create(what="results", value=9, source="Báo")
    ledger = f"/desk/handovers/conference/{conference.code}/ledger"
    sheet = load_workbook(BytesIO(client.post(f"{ledger}/export.xlsx").content)).active
    rows = list(sheet.iter_rows(values_only=True))
    head = next(place for place, row in enumerate(rows) if row[0] == "Đơn vị nhận")
    lines = [row for row in rows[head + 1 :] if any(row)]
    assert len(lines) == 2 + 1
    assert "Báo viết 9 kết quả, sổ này đếm được 1" in lines[2][9]
    assert [client.post(f"{ledger}/export.{form}").status_code for form in ("docx", "pdf")] == [200, 200]
    units = load_workbook(BytesIO(client.post(f"{ledger}/units/export.xlsx").content)).active
    names = [row[1] for row in units.iter_rows(values_only=True)]
    assert names.count("Tên") == 1
    assert len([name for name in names[names.index("Tên") + 1 :] if name]) == 2


def test_the_list_as_a_sheet_holds_what_is_filtered(client: Client, officer: User) -> None:
    sealed_minutes()
    received_minutes()
    assert cells(client, "/desk/handovers/", "Tình trạng", "state=received") == ["Đã nhận đủ"]


def test_all_minutes_of_a_conference_come_in_one_archive(client: Client, officer: User) -> None:
    conference = conference_of(results=2, units=2)
    prepare(conference)
    answer = client.get(f"/desk/handovers/conference/{conference.code}/print?copies=2")
    names = ZipFile(BytesIO(answer.content)).namelist()
    assert len([name for name in names if name.endswith(".pdf")]) == 4
    assert len([name for name in names if name.endswith(".docx")]) == 2


def test_the_queue_calls_the_next_and_ends(client: Client, officer: User) -> None:
    conference = conference_of(results=2, units=2)
    rows = prepare(conference)
    page = client.get(f"/desk/handovers/conference/{conference.code}/queue").content.decode()
    assert "Chưa niêm phong: 2 biên bản còn là bản thảo" in page
    assert "đã ký xong</h1>" not in page
    assert client.get(f"/desk/transfers/conferences/{conference.code}/").status_code == 200
    seal(conference)
    page = client.get(f"/desk/handovers/conference/{conference.code}/queue")
    assert page.context["next"].code == rows[0].code
    assert page.context["waiting"] == 2
    for minutes in rows:
        minutes.refresh_from_db()
        sign(minutes)
        receive(minutes)
    page = client.get(f"/desk/handovers/conference/{conference.code}/queue")
    assert page.context["next"] is None
    assert "Mọi biên bản chờ ký đã ký xong" in page.content.decode()


def test_preparation_tells_what_lacks_receiver_by_receiver(client: Client, officer: User) -> None:
    conference = conference_of(results=1, units=1)
    page = client.get(f"/desk/handovers/conference/{conference.code}/").content.decode()
    assert "Lập 1 biên bản" in page
    minutes = prepare(conference)[0]
    result = minutes.items.get().result
    type(result).objects.filter(pk=result.pk).update(risks_text="")
    page = client.get(f"/desk/handovers/conference/{conference.code}/").content.decode()
    assert "bộ chuyển giao còn thiếu" in page
    assert result.code in page


def test_english_counts_are_singular_for_one_and_plural_for_more(client: Client, officer: User) -> None:
    User.objects.filter(pk=officer.pk).update(language="en")
    for numbers, words in (
        ({"results": 1, "products": 1, "units": 1}, ("result", "product", "receiving unit")),
        ({"results": 2, "products": 3, "units": 2}, ("results", "products", "receiving units")),
    ):
        conference = conference_of(**numbers)
        cards = client.get(f"/desk/handovers/conference/{conference.code}/ledger").context["figures"]
        assert [(card["value"], card["label"]) for card in cards[:3]] == list(zip(numbers.values(), words, strict=True))
    page = client.get("/desk/").content.decode()
    for many in ("Results", "Conferences", "Units", "Programmes"):
        assert f"<span>{many}</span>" in page
