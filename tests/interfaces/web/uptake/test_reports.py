"""The office's pages of yearly reports: the list, the record, filling in by phone and from Word, confirming."""

import hashlib
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from gieo.core.actor import Actor, Role
from gieo.domain.uptake.models import Report
from gieo.domain.uptake.queries.reports import current_link, link_address, sheets_of
from gieo.domain.uptake.queries.signed_papers import signed_paper
from gieo.domain.uptake.vocab.reports import ReportState
from gieo.foundation.accounts.models import User
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.services import begin_upload, finish_upload, put_part
from gieo.interfaces.web.ui.serving import WORD
from tests.factories.accounts import user_with
from tests.factories.exports import cells, table
from tests.factories.handovers import department
from tests.factories.reports import APPLIED, NOT_APPLIED, confirmed, link_for, owed_report, picture, sent_report
from tests.interfaces.web.uptake.test_report_answers import answers, photo_file

pytestmark = pytest.mark.django_db


def signed_in(client: Client, role: Role = Role.OFFICER, report: Report | None = None) -> User:
    user = user_with(role, report.minutes.receiver if report else department())
    client.force_login(user)
    return user


def at(report: Report, *more: str) -> str:
    return "/".join(["/desk/reports", report.code, *more])


def status_of(client: Client, address: str) -> int:
    """Of a file, closed again."""
    answer = client.get(address)
    assert b"".join(answer.streaming_content)
    return answer.status_code


def test_the_list_tells_who_owes_who_answered_and_what(client: Client) -> None:
    owed_report()
    sent_report(APPLIED)
    refused = sent_report(NOT_APPLIED)
    signed_in(client)
    words = client.get("/desk/reports/?year=2024").content.decode()
    assert "Chưa ứng dụng" in words
    assert words.count("Đã gửi, chờ xác nhận") >= 2
    found = client.get("/desk/reports/?year=2024&answer=not_applied").content.decode()
    assert (refused.code in found, found.count("<tbody>")) == (True, 1)
    assert "Không có báo cáo nào khớp" in client.get("/desk/reports/?year=2024&show=late").content.decode()
    assert client.post("/desk/reports/export.xlsx").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_row_and_three(
    client: Client, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        sent_report()
    signed_in(client)
    client.get("/desk/reports/")
    with django_assert_num_queries(13):
        client.get("/desk/reports/?year=2024")


def test_the_numbers_of_tasks_open_tasks_and_their_paper(client: Client) -> None:
    applied, kept, waiting = confirmed(sent_report(APPLIED)), confirmed(sent_report(NOT_APPLIED)), sent_report(APPLIED)
    owed_report()
    signed_in(client)
    words = client.get("/desk/reports/?year=2024").content.decode()
    for answer, shown, other in (
        ("applied", applied, kept), ("not_applied", kept, applied), ("waiting", waiting, applied),
    ):  # fmt: skip
        address = f"/desk/reports/tasks/?year=2024&answer={answer}"
        assert address.replace("&", "&amp;") in words
        rows = client.get(address).content.decode()
        assert (shown.code in rows, other.code in rows, rows.count('class="title"')) == (True, False, 1)
        assert ("Chờ xác nhận" in rows.partition("<tbody>")[2]) is (answer == "waiting")
    head, *rows = table(client, "/desk/reports/tasks/", "year=2024")
    assert len(rows) == 3
    assert len(head) == 16
    assert cells(client, "/desk/reports/tasks/", "Trả lời", "year=2024&answer=waiting") == ["Chờ xác nhận"]
    assert cells(client, "/desk/reports/tasks/", "Địa chỉ ứng dụng", "year=2024&answer=applied") == ["Xã Nà Tấu"]
    none = client.get("/desk/reports/tasks/?year=2023&answer=applied").content.decode()
    assert "Không có nhiệm vụ nào như vậy" in none
    assert client.get("/desk/reports/tasks/2024.pdf").content.startswith(b"%PDF")
    assert client.get("/desk/reports/tasks/2024.docx").status_code == 200
    for year in ("0000", "9999", "abcd"):
        assert client.get(f"/desk/reports/tasks/?year={year}").status_code == 200
    for year in (0, 99999):
        assert client.get(f"/desk/reports/tasks/{year}.docx").status_code == 404
    signed_in(client, Role.UNIT_REP, applied)
    rows = client.get("/desk/reports/tasks/?year=2024").content.decode()
    assert (applied.code in rows, kept.code in rows) == (True, False)
    assert client.get("/desk/reports/tasks/2024.pdf").status_code == 403


def test_what_may_still_become_applied_is_counted_with_what_waits(client: Client) -> None:
    kept, said = sent_report(NOT_APPLIED), sent_report(APPLIED)
    said.sheets.update(result=kept.sheets.get().result)
    confirmed(kept)
    signed_in(client)
    words = client.get("/desk/reports/?year=2024").content.decode()
    for answer in ("not_applied", "waiting", "contested"):
        address = f"/desk/reports/tasks/?year=2024&answer={answer}"
        assert address.replace("&", "&amp;") in words
        rows = client.get(address).content.decode().partition("<tbody>")[2]
        assert (rows.count('class="title"'), said.code in rows) == (1, True)
        assert "nói đã ứng dụng, chờ xác nhận" in rows
    told = cells(client, "/desk/reports/tasks/", "Trả lời", "year=2024&answer=contested")
    assert told == ["Chưa ứng dụng; Chờ xác nhận"]


def test_an_officer_types_in_what_is_said_on_the_phone(client: Client) -> None:
    report = owed_report()
    signed_in(client)
    page = client.get(at(report, "fill")).content.decode()
    assert "Ghi thay đơn vị" in page
    kept = client.post(at(report, "fill"), answers(report, effect="") | {"version": str(report.version), "keep": "1"})
    assert kept.status_code == 303
    report.refresh_from_db()
    sent = client.post(at(report, "fill"), answers(report) | {"version": str(report.version)})
    assert sent.status_code == 303
    report.refresh_from_db()
    assert (report.state, report.channel) == (ReportState.SENT, "phone")
    assert client.get(at(report, "fill")).status_code == 403


@pytest.mark.parametrize("role", [Role.OFFICER, Role.UNIT_REP])
def test_photographs_are_put_to_a_report_that_is_filled_in_an_account(client: Client, role: Role) -> None:
    report = owed_report()
    signed_in(client, role, report if role is Role.UNIT_REP else None)
    two = [photo_file(), SimpleUploadedFile("hai.jpg", picture(300), "image/jpeg")]
    kept = client.post(at(report, "fill"), filling(report, effect="", photos=two, stay="1"))
    assert (kept.status_code, kept["Location"]) == (303, at(report, "fill"))
    page = client.get(at(report, "fill")).content.decode()
    first, second = report.photos.values_list("client_id", flat=True)
    for name in (first, second):
        assert at(report, "photos", name) in page
        assert f'name="drop" value="{name}"' in page
        assert client.get(at(report, "photos", name) + "?w=480")["Content-Type"] == "image/webp"
    dropped = client.post(at(report, "fill"), filling(report, effect="Bê khoẻ", drop=first))
    assert (dropped.status_code, dropped["Location"]) == (303, at(report, "fill"))
    assert "Bê khoẻ" in client.get(at(report, "fill")).content.decode()
    sent = client.post(
        at(report, "fill"), filling(report, photos=[SimpleUploadedFile("lai.jpg", picture(300), "image/jpeg")])
    )
    assert (sent.status_code, sent["Location"]) == (303, at(report))
    assert list(report.photos.values_list("client_id", flat=True)) == [second]


def test_a_photograph_taken_out_makes_room_for_what_was_chosen_with_it(client: Client) -> None:
    report = owed_report()
    signed_in(client)
    files = [SimpleUploadedFile(f"{n}.jpg", picture(300 + n), "image/jpeg") for n in range(8)]
    client.post(at(report, "fill"), filling(report, photos=files[:6], stay="1"))
    first, second, *_rest = report.photos.values_list("client_id", flat=True)
    done = client.post(at(report, "fill"), filling(report, effect="Bê khoẻ", photos=files[6:7], drop=first))
    assert (done.status_code, report.photos.count()) == (303, 6)
    assert not report.photos.filter(client_id=first).exists()
    bad = SimpleUploadedFile("xau.jpg", b"MZ\x90\x00", "image/jpeg")
    answer = client.post(at(report, "fill"), filling(report, effect="Bê lớn", photos=[bad], drop=second))
    assert (answer.status_code, answer.context["form"].errors.keys()) == (422, {"photos"})
    assert (report.photos.count(), sheets_of(report)[0].answers.effect) == (5, "Bê lớn")
    report.refresh_from_db()
    assert f'name="version" value="{report.version}"' in answer.content.decode()


@pytest.mark.parametrize("bad", ["a program", "too many"])
def test_a_photograph_that_cannot_be_taken_is_told_at_its_field_and_nothing_typed_is_lost(
    client: Client, bad: str
) -> None:
    report, before = owed_report(), StoredFile.objects.count()
    signed_in(client)
    most = [SimpleUploadedFile(f"{n}.jpg", picture(300 + n), "image/jpeg") for n in range(7)]
    photos = most if bad == "too many" else [photo_file(), SimpleUploadedFile("xau.jpg", b"MZ\x90\x00", "image/jpeg")]
    answer = client.post(at(report, "fill"), filling(report, effect="Bê khoẻ", photos=photos))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"photos"}
    assert "Bê khoẻ" in page
    assert page.count('name="drop"') == report.photos.count() == (6 if bad == "too many" else 1)
    assert StoredFile.objects.count() - before == report.photos.count()
    report.refresh_from_db()
    assert report.state == ReportState.DRAFT


def filling(report: Report, **values: Any) -> dict[str, Any]:
    """What the page of an account sends: answers, and what else is named, on the report as it stands."""
    report.refresh_from_db()
    more = {name: values.pop(name) for name in ("photos", "stay", "drop") if name in values}
    return answers(report, **values) | {"version": str(report.version)} | more


def test_the_word_form_goes_out_comes_back_and_is_shown_beside(client: Client) -> None:
    report = owed_report()
    signed_in(client)
    form = client.get(at(report, "docx"))
    assert form["Content-Type"] == WORD
    empty = SimpleUploadedFile("phieu.docx", form.content, WORD)
    assert client.post(at(report, "word"), {"file": empty, "version": "1"})["Location"] == at(report, "fill")
    wrong = SimpleUploadedFile("anh.docx", picture(), WORD)
    assert client.post(at(report, "word"), {"file": wrong})["Location"] == at(report)
    report.refresh_from_db()
    assert (report.word_form.name, sheets_of(report)[0].answers.answer) == ("phieu.docx", "")
    assert status_of(client, at(report, "word", "file")) == 200
    Report.objects.filter(pk=report.pk).update(unread=["1: Kính mong Sở hỗ trợ giống"])
    assert "Kính mong Sở hỗ trợ giống" in client.get(at(report, "fill")).content.decode()
    assert client.get(at(report, "pdf")).content.startswith(b"%PDF-")


def test_links_are_made_shown_and_taken_back_by_the_office_alone(client: Client) -> None:
    report = owed_report()
    signed_in(client)
    assert client.post(at(report, "link")).status_code == 303
    link = current_link(report)
    assert link is not None
    assert link_address(link) in client.get(at(report)).content.decode()
    client.post(at(report, "link", "withdraw"))
    assert current_link(report) is None
    link_for(report)
    signed_in(client, Role.UNIT_REP, report)
    assert "/bao-cao/" not in client.get(at(report)).content.decode()
    assert client.post(at(report, "link")).status_code == 403


def test_the_head_confirms_the_office_sends_on_or_back(client: Client) -> None:
    report = sent_report()
    signed_in(client, Role.UNIT_REP, report)
    assert client.post(at(report, "confirm"), {"version": str(report.version)}).status_code == 303
    report.refresh_from_db()
    assert report.state == ReportState.CONFIRMED
    signed_in(client)
    assert client.post(at(report, "forward"), {"on": "07/11/2023", "note": "Công văn 12"}).status_code == 303
    report.refresh_from_db()
    assert report.forwarded_on is not None
    assert "Công văn 12" in (record := client.get(at(report)).content.decode())
    assert f'href="{at(report, "exchange.json")}"' in record
    file = client.get(at(report, "exchange.json"))
    assert (file.status_code, file["Content-Type"]) == (200, "application/json")
    assert json.loads(file.content)["code"] == report.code
    signed_in(client, Role.UNIT_REP, sent_report())
    assert client.get(at(report, "exchange.json")).status_code == 404
    signed_in(client)
    client.post(at(report, "send-back"), {"reason": "Thiếu đơn vị đo"})
    report.refresh_from_db()
    assert (report.state, report.sent_back_reason) == (ReportState.DRAFT, "Thiếu đơn vị đo")


def test_the_office_sends_a_year_on_in_one_go(client: Client) -> None:
    report = sent_report()
    signed_in(client)
    year, tasks = report.duty.due.year, reverse("reports:tasks")
    file, forward = (reverse(f"reports:{name}", args=[year]) for name in ("exchange_year", "forward_year"))
    assert file not in client.get(f"{tasks}?year={year}").content.decode(), "nothing to be sent, nothing to press"
    assert client.get(file).status_code == 404
    signed_in(client, Role.UNIT_REP, report)
    client.post(at(report, "confirm"), {"version": str(report.version)})
    assert client.get(file).status_code == client.post(forward, {}).status_code == 403
    assert "Hệ thống quốc gia" not in client.get(f"{tasks}?year={year}").content.decode()
    signed_in(client)
    assert f'href="{file}"' in client.get(f"{tasks}?year={year}").content.decode()
    sent = client.get(file).content
    assert [one["code"] for one in json.loads(sent)["reports"]] == [report.code]

    def note(content: bytes, on: str = "07/11/2023") -> Any:
        return client.post(forward, {"on": on, "note": "Công văn 12", "file": SimpleUploadedFile("b.json", content)})

    refused = note(sent, "07/11/2050")
    assert (refused.status_code, "Công văn 12" in refused.content.decode()) == (422, True)
    assert note(b"{}").status_code == client.post(forward, {"on": "07/11/2023"}).status_code == 422
    assert note(sent).status_code == 303
    report.refresh_from_db()
    assert report.forwarded_note == "Công văn 12"
    assert "đã gửi" in client.get(f"{tasks}?year={year}").content.decode()
    assert client.get(reverse("reports:forward_year", args=[0])).status_code == 404


def test_the_signed_paper_is_matched_kept_and_shown(client: Client) -> None:
    report = sent_report()
    signed_in(client)
    assert at(report, "signed") in client.get(at(report)).content.decode()
    printed = client.get(at(report, "pdf")).content
    client.post(at(report, "confirm-paper"), {"head": "Cà Văn Panh", "version": str(report.version)})
    report.refresh_from_db()
    assert report.state == ReportState.SENT, "nobody confirms without the sheets"

    wrong = SimpleUploadedFile("ky.jpg", picture(), "image/jpeg")
    page = client.post(at(report, "signed"), {"files": [wrong]})
    assert page.status_code == 422
    assert "Không đọc được mã ở chân trang" in page.content.decode()
    scan = SimpleUploadedFile("ban-ky.pdf", printed, "application/pdf")
    assert client.post(at(report, "signed"), {"files": [scan]}).status_code == 303
    page = client.get(at(report, "signed")).content.decode()
    assert "Đủ các trang, đúng nội dung đã gửi" in page
    assert status_of(client, at(report, "signed", "1")) == 200
    client.post(at(report, "signed", "1", "drop"))
    assert not report.signed_sheets.filter(number=1).exists()
    scan = SimpleUploadedFile("ban-ky.pdf", printed, "application/pdf")
    client.post(at(report, "signed"), {"files": [scan]})
    client.post(at(report, "confirm-paper"), {"head": "Cà Văn Panh", "version": str(report.version)})
    report.refresh_from_db()
    assert (report.state, report.confirmed_by_name) == (ReportState.CONFIRMED, "Cà Văn Panh")
    assert status_of(client, at(report, "paper")) == 200
    page = client.get(at(report)).content.decode()
    assert "Bằng bản ký giấy" in page
    assert "khớp mã từng trang" in page
    assert client.get(at(report, "word", "file")).status_code == 404
    assert client.get(at(report, "signed")).headers["Location"] == at(report)


def test_sheets_sent_in_parts_are_matched_all_the_same(client: Client) -> None:
    report, user = sent_report(), signed_in(client)
    actor, content = Actor(person_id=user.person_id, name="Lò Thị Mai"), client.get(at(report, "pdf")).content
    digest = hashlib.sha256(content).hexdigest()
    begin_upload(digest, name="ky.pdf", size=len(content), actor=actor)
    put_part(digest, offset=0, content=content, actor=actor)
    finish_upload(digest, name="ky.pdf", actor=actor)
    client.post(at(report, "signed"), {"_sent": f"files|{digest}|ky.pdf"})
    assert signed_paper(report).is_whole


def test_another_unit_finds_nothing(client: Client) -> None:
    report, other = sent_report(), sent_report()
    signed_in(client, Role.UNIT_REP, other)
    for path in ("", "/fill", "/pdf", "/docx", "/paper", "/signed", "/signed/1"):
        assert client.get(at(report) + path).status_code == 404
    assert report.code not in client.get("/desk/reports/").content.decode()
