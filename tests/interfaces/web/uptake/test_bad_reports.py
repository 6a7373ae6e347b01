"""Bad input in yearly reports: by the link, in the office, from Word; and a link that is guessed."""

from __future__ import annotations

import html
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gieo.core import clock
from gieo.core.actor import Role
from gieo.domain.uptake.models import Report
from gieo.domain.uptake.services import reports as services
from gieo.domain.uptake.vocab.reports import ReportState
from gieo.foundation.files.models import StoredFile
from tests.factories.accounts import user_with
from tests.factories.bad_input import (
    MARKUP,
    huge_photograph,
    nothing_written,
    program,
    refused,
    rounds,
    shows_no_markup,
    tried,
)
from tests.factories.handovers import department
from tests.factories.odd_files import BOMBS, POLYGLOTS, archive
from tests.factories.reports import NOT_APPLIED, WRITTEN, owed_report, sent_report
from tests.factories.uptake import people_of
from tests.interfaces.web.uptake.test_report_answers import address_of, answers, photo_file

pytestmark = pytest.mark.django_db
LONG = "dài " * 2000


@pytest.fixture
def report(now: Any) -> Report:
    return owed_report()


@pytest.fixture
def office() -> Client:
    client = Client()
    client.force_login(user_with(Role.OFFICER, department()))
    return client


def wrong_answers(pk: int) -> list[dict[str, tuple[str, str]]]:
    return [
        {
            f"{pk}-answer": ("perhaps", "lựa chọn"), f"{pk}-reason": ("gods", "lựa chọn"),
            f"{pk}-effect": (LONG, "Dài quá"), f"{pk}-scale": ("12\0 hộ", "ký tự trống"),
            "reporter_name": ("Lò Thị Ánh" * 40, "nhiều nhất 120 ký tự"), "reporter_phone": ("0" * 60, "nhiều nhất 40"),
        },
        {f"{pk}-address": (" ", "Ghi"), f"{pk}-scale": ("", "Ghi"), "reporter_name": ("", "Ghi họ tên")},
        {f"{pk}-answer": ("not_applied", ""), f"{pk}-reason": ("", "Chọn")},
        {f"{pk}-answer": ("not_applied", ""), f"{pk}-reason": ("other", ""), f"{pk}-words": ("", "Nói")},
        {f"{pk}-answer": ("", "Chọn")},
    ]  # fmt: skip


def test_what_is_sent_by_the_link_is_refused_in_words(client: Client, report: Report) -> None:
    pk = report.sheets.get().pk
    right = answers(report, effect=MARKUP, address=MARKUP)
    address = address_of(report)
    with nothing_written("uptake"):
        rounds(client, address, right, *wrong_answers(pk))
    report.refresh_from_db()
    assert report.state == ReportState.DRAFT
    assert client.post(address, right).status_code == 303


def test_what_is_saved_on_the_way_never_fails(client: Client, report: Report) -> None:
    """A save refuses nothing: it keeps what can be kept."""
    address = address_of(report)
    odd = answers(report, answer="perhaps", reason="gods", effect=LONG, scale="12\0 hộ", address=MARKUP)
    told = client.post(f"{address}luu", odd | {"client": "\0may", "number": "9" * 400, "reporter_name": "Ánh\0" * 90})
    assert (told.status_code, "saved" in told.json()) == (200, True)
    report.refresh_from_db()
    row = report.sheets.get()
    assert (row.answer, row.reason) == ("", "")
    assert "\0" not in f"{row.scale}{report.reporter_name}{report.draft_client}"
    shows_no_markup(client, address)


def test_no_file_gets_in_that_is_no_photograph(client: Client, report: Report) -> None:
    address, right = address_of(report), answers(report)
    bad = [huge_photograph(), program(), SimpleUploadedFile("tranh-2.jpg", POLYGLOTS["tranh-2.jpg"], "image/jpeg")]
    with nothing_written("uptake"):
        for file in bad:
            refused(client.post(address, right | {"photos": [file]}), {"": str(file.name)}, right)
            file.seek(0)
            said = client.post(f"{address}anh", {"name": "anh-1", "photo": file})
            assert said.status_code == 422
            assert str(file.name) in said.json()["said"]
        for name in ("", " ", "\0"):
            assert client.post(f"{address}anh", {"name": name, "photo": photo_file()}).status_code == 404
    assert client.post(f"{address}bo-anh", right | {"photo": "\0" + "x" * 300}).status_code == 404
    assert not report.photos.exists()


def test_a_link_guessed_a_thousand_times_opens_nothing(client: Client, report: Report) -> None:
    address, pk = address_of(report), report.pk
    guess = f"/bao-cao/{pk}.{{:043d}}/"
    with nothing_written("uptake"):
        assert tried(client, guess) == {404, 429}
        assert client.post(guess.format(7)).status_code == 429
        assert client.post(f"{guess.format(7)}xin").status_code == 429
    assert client.get(address).status_code == 429
    assert client.get(address, REMOTE_ADDR="203.0.113.9").status_code == 200


def test_what_is_typed_in_the_office_is_refused_in_words(office: Client, report: Report) -> None:
    pk, address = report.sheets.get().pk, f"/desk/reports/{report.code}/fill"
    right = answers(report, effect=MARKUP, address=MARKUP) | {"reporter_title": MARKUP[:150]}
    with nothing_written("uptake"):
        rounds(office, address, right, *wrong_answers(pk))
    assert office.post(address, right).status_code == 303
    shows_no_markup(office, f"/desk/reports/{report.code}", "/desk/reports/")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("phieu.docx", b"MZ\x90\x00" + bytes(300)),
        ("phieu.docx", archive("xl/workbook.xml")),
        ("phieu.docx", BOMBS["phong.docx"]),
        ("phieu.docx", archive("word/document.xml", content=b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>")),
        ("phieu.pdf", POLYGLOTS["so.pdf"]),
        ("phieu.exe", b"MZ"),
        ("phieu.docx", b""),
    ],
    ids=["program", "workbook", "bomb", "entities", "two kinds", "exe", "empty"],
)  # fmt: skip
def test_what_is_no_filled_form_is_not_read(office: Client, report: Report, name: str, content: bytes) -> None:
    address = f"/desk/reports/{report.code}"
    form = {"version": str(report.version), "file": SimpleUploadedFile(name, content)}
    before = report.version
    assert office.post(f"{address}/word", form)["Location"] == address
    page = html.unescape(office.get(address).content.decode())
    assert "Tệp" in page or "tệp" in page
    report.refresh_from_db()
    assert (report.version, report.word_form, StoredFile.objects.filter(name=name).count()) == (before, None, 0)


def test_markup_in_a_word_form_is_text(office: Client, report: Report) -> None:
    address = f"/desk/reports/{report.code}"
    document = docx.Document(BytesIO(office.get(f"{address}/docx").content))
    for row in document.tables[0].rows:
        row.cells[-1].text = f"{row.cells[-1].text} {MARKUP}"
    out = BytesIO()
    document.save(out)
    form = {"version": str(report.version), "file": SimpleUploadedFile("phieu.docx", out.getvalue())}
    assert office.post(f"{address}/word", form).status_code == 303
    shows_no_markup(office, address, f"{address}/fill")


def test_no_sheet_gets_in_that_is_no_scan(office: Client) -> None:
    report = sent_report(NOT_APPLIED)
    address = f"/desk/reports/{report.code}/signed"
    with nothing_written("uptake"):
        for file in (huge_photograph(), program(), SimpleUploadedFile("so.pdf", POLYGLOTS["so.pdf"])):
            answer = office.post(address, {"files": [file]})
            assert answer.status_code == 422
            assert str(file.name) in html.unescape(answer.content.decode())
        head = {"head": MARKUP, "version": str(report.version)}
        assert office.post(f"/desk/reports/{report.code}/confirm-paper", head)["Location"] == address
    shows_no_markup(office, address)


def test_where_it_was_sent_on_and_why_it_is_sent_back_are_refused_in_words(office: Client) -> None:
    report = sent_report(NOT_APPLIED)
    head = people_of(report.minutes.receiver)
    report = services.confirm_report(report, version=report.version, actor=head, now=WRITTEN)
    clock.shift(WRITTEN - datetime.now(UTC) + timedelta(days=3))
    address, version = f"/desk/reports/{report.code}", {"version": str(report.version)}
    with nothing_written("uptake"):
        rounds(
            office, f"{address}/forward", version | {"on": "21/10/2024", "note": MARKUP},
            {"on": ("21/13/2024", "Ngày không đọc được")},
            {"on": ("21/10/9999", "Năm này không thể đúng"), "note": ("dài " * 100, "nhiều nhất 300 ký tự")},
            {"on": ("01/12/2024", "sau hôm nay")},
            {"on": ("01/10/2024", "trước ngày xác nhận")},
        )  # fmt: skip
        rounds(
            office, f"{address}/send-back", version | {"reason": MARKUP},
            {"reason": ("", "Ghi vì sao trả lại")}, {"reason": (MARKUP * 9, "nhiều nhất 400 ký tự")},
        )  # fmt: skip
    assert office.post(f"{address}/forward", version | {"on": "21/10/2024", "note": MARKUP}).status_code == 303
    shows_no_markup(office, address)
    report.refresh_from_db()
    sent_back = office.post(f"{address}/send-back", {"version": str(report.version), "reason": MARKUP})
    assert sent_back.status_code == 303
    shows_no_markup(office, address)
