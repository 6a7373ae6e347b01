"""The page that a link opens: without an account, without a script, over a line that delivers twice."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gieo.core import clock
from gieo.domain.uptake.models import Report
from gieo.domain.uptake.queries.reports import sheets_of
from gieo.domain.uptake.rules.reports import limits
from gieo.domain.uptake.vocab.reports import ReportState
from gieo.foundation.duties.models import Duty
from gieo.foundation.files.models import StoredFile
from gieo.foundation.journal.models import Entry
from tests.factories.reports import DUE, at, link_for, owed_report, picture, secret_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(now: Any) -> Report:
    return owed_report()


def address_of(report: Report) -> str:
    return f"/bao-cao/{secret_of(link_for(report, now=clock.now()))}/"


def answers(report: Report, **values: str) -> dict[str, str]:
    pk = report.sheets.get().pk
    told = {"answer": "applied", "address": "Xã Nà Tấu", "scale": "12 hộ", "effect": "Đàn khoẻ"} | values
    return {
        "reporter_name": "Lò Thị Ánh",
        "reporter_phone": "0912 345 678",
        "submission": "gui-1",
        **{f"{pk}-{name}": value for name, value in told.items()},
    }


def photo_file(name: str = "anh.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture(), "image/jpeg")


def test_a_prefilled_page_that_is_kept_nowhere(client: Client, report: Report) -> None:
    answer = client.get(address_of(report))
    words = answer.content.decode()
    assert answer.status_code == 200
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("no-store", "noindex, nofollow")
    assert answer["Referrer-Policy"] == "same-origin"
    assert report.sheets.get().result.title in words
    assert "Trong năm qua đã ứng dụng chưa?" in words
    assert "X-Gieo-Shared" not in answer


def test_without_a_script_it_is_sent_with_its_photographs_and_used_up(client: Client, report: Report) -> None:
    address = address_of(report)
    answer = client.post(address, answers(report) | {"photos": [photo_file(), photo_file("hai.jpg")]})
    assert (answer.status_code, answer["Location"]) == (303, address)
    report.refresh_from_db()
    assert (report.state, report.channel, report.photos.count()) == (ReportState.SENT, "link", 1)
    thanks = client.get(address)
    assert thanks.status_code == 200
    assert "Sở đã nhận báo cáo" in thanks.content.decode()
    assert "Xã Nà Tấu" not in thanks.content.decode()
    assert client.post(address, answers(report)).status_code == 303  # the same, sent again
    assert client.post(address, answers(report, effect="khác") | {"submission": "gui-2"}).status_code == 410


def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(client: Client, report: Report) -> None:
    pk = report.sheets.get().pk
    answer = client.post(address_of(report), answers(report, effect="", scale="12 hộ & <b>40</b> con"))
    words = answer.content.decode()
    assert answer.status_code == 422
    assert "Ghi kết quả thấy được, một câu là đủ." in words
    assert "12 hộ &amp; &lt;b&gt;40&lt;/b&gt; con" in words
    assert f'name="{pk}-effect"' in words
    assert not Entry.objects.filter(verb="send").exists()


def test_saved_as_one_types_and_late_saves_are_passed_over(client: Client, report: Report) -> None:
    address = address_of(report)
    for number, effect in ((2, "một hai"), (1, "một")):
        told = client.post(f"{address}luu", answers(report, effect=effect) | {"client": "may", "number": str(number)})
        assert json.loads(told.content)["saved"]
    report.refresh_from_db()
    assert sheets_of(report)[0].answers.effect == "một hai"
    assert "một hai" in client.get(address).content.decode()
    back = client.post(f"{address}luu", answers(report, effect="nút lưu"))
    assert (back.status_code, back["Location"]) == (303, address)


def test_a_photograph_comes_once_is_shown_and_goes(client: Client, report: Report) -> None:
    address = address_of(report)
    for _ in range(2):
        told = client.post(f"{address}anh", {"name": "anh-1", "photo": photo_file()})
        assert json.loads(told.content) == {"kept": "anh-1"}
    shown = client.get(f"{address}anh/anh-1?w=480")
    assert (shown.status_code, shown["Content-Type"], shown["Cache-Control"]) == (200, "image/webp", "no-store")
    assert client.post(f"{address}bo-anh", answers(report) | {"photo": "anh-1"}).status_code == 303
    assert report.photos.count() == 0
    assert client.post(f"{address}luu", answers(report) | {"photos": photo_file()}).status_code == 303
    assert report.photos.count() == 1  # without a script it comes with any button


def test_what_is_taken_out_makes_room_for_what_was_chosen(client: Client, report: Report) -> None:
    address, most = address_of(report), limits().most_photographs
    for n in range(most):
        file = SimpleUploadedFile(f"{n}.jpg", picture(300 + n), "image/jpeg")
        client.post(f"{address}anh", {"name": f"anh-{n}", "photo": file})
    sent = answers(report, effect="Đàn khoẻ hơn") | {"photo": "anh-0"}
    back = client.post(f"{address}bo-anh", sent | {"photos": [photo_file(), SimpleUploadedFile("x.jpg", b"MZ\x90")]})
    assert back.status_code == 303
    names = set(report.photos.values_list("client_id", flat=True))
    assert (len(names), "anh-0" in names, "anh-1" in names) == (most, False, True)
    report.refresh_from_db()
    assert sheets_of(report)[0].answers.effect == "Đàn khoẻ hơn"


@pytest.mark.parametrize(
    ("name", "content"), [("anh.jpg", b"MZ\x90\x00 a program"), ("anh.jpg", b""), ("a.svg", b"<svg/>")],
    ids=["a program", "nothing", "a drawing with script"],
)  # fmt: skip
def test_what_is_no_photograph_is_refused_in_words(client: Client, report: Report, name: str, content: bytes) -> None:
    before = StoredFile.objects.count()
    bad = SimpleUploadedFile(name, content, "image/jpeg")
    told = client.post(f"{address_of(report)}anh", {"name": "anh-1", "photo": bad})
    assert told.status_code == 422
    assert json.loads(told.content)["said"]
    assert StoredFile.objects.count() == before


def test_forged_expired_and_withdrawn_links_show_the_way_on(client: Client, report: Report) -> None:
    address = address_of(report)
    forged = client.get(address[:-2] + "x/")
    assert forged.status_code == 404
    assert "Xin liên kết mới" not in forged.content.decode()
    clock.shift(at(DUE + timedelta(days=40)) - datetime.now(UTC))
    expired = client.get(address)
    assert expired.status_code == 410
    assert "đã hết hạn" in expired.content.decode()
    for path, data in (("luu", {"client": "a", "number": "1"}), ("anh", {"name": "a", "photo": photo_file()})):
        assert client.post(f"{address}{path}", answers(report) | data).status_code == 404
    assert client.post(address, answers(report)).status_code == 410
    assert client.post(f"{address}xin").status_code == 303
    assert Duty.objects.get(kind="report_link").debtor_role == "officer"
    assert "Đã xin liên kết mới" in client.get(address).content.decode()
    assert report.photos.count() == 0


def test_a_link_tried_many_times_slows_in_words(client: Client, report: Report) -> None:
    met = [
        client.get(f"/bao-cao/{number}.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx/").status_code
        for number in range(40)
    ]
    assert (met[0], met[-1]) == (404, 429)
    slowed = client.get(address_of(report))
    assert slowed.status_code == 429
    assert int(slowed["Retry-After"]) > 0


def test_the_page_costs_the_same_for_one_task_and_three(client: Client, django_assert_num_queries: Any) -> None:
    for results in (1, 3):
        address = address_of(owed_report(results=results))
        with django_assert_num_queries(10):
            client.get(address)


def test_the_secret_stands_in_no_line_of_the_log(client: Client, report: Report, caplog: Any) -> None:
    address = address_of(report)
    with caplog.at_level("DEBUG"):
        client.get(address)
        client.post(address, {"submission": "x"})
        client.get(address[:-2] + "x/")
    assert address.split("/")[2] not in caplog.text
