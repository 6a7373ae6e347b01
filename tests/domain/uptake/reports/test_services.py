"""Reports from the duty to the national level: opened, sent in four ways, confirmed, sent back, forwarded."""

import hashlib
import json
from dataclasses import asdict
from datetime import date
from typing import Any

import pytest

from gieo.core.actor import SYSTEM, Actor, Held, Role
from gieo.core.digest import canonical
from gieo.core.errors import Conflict, Invalid, NotAllowed, NotFound, Refused, WrongState
from gieo.domain.handovers.services import receive_items, retract_receipt
from gieo.domain.results.models import Result
from gieo.domain.results.vocab import Access
from gieo.domain.uptake.access.reports import access_report, visible_reports
from gieo.domain.uptake.models import Report
from gieo.domain.uptake.queries.report_exchange import YearForwarding, report_exchange, year_exchange, year_forwarding
from gieo.domain.uptake.queries.report_papers import report_digest
from gieo.domain.uptake.queries.reports import listed_reports, sheets_of
from gieo.domain.uptake.services import reports as services
from gieo.domain.uptake.services.reports import CONFIRM_DUTY, ReportInput
from gieo.domain.uptake.vocab.reports import Answers, ReportChannel, ReportState
from gieo.foundation.duties.models import Duty
from gieo.foundation.duties.vocab import DutyState
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.services import store_file
from gieo.foundation.journal.models import Entry
from gieo.foundation.journal.queries import history
from tests.domain.uptake.reports.test_form import printed
from tests.factories.handovers import TABLE, officer, received_minutes, representative, signed_minutes
from tests.factories.reports import (
    APPLIED,
    DUE,
    NOT_APPLIED,
    WRITTEN,
    at,
    input_for,
    link_for,
    owed_report,
    owed_reports,
    picture,
    secret_of,
    sent_report,
)
from tests.factories.units import make_unit

pytestmark = pytest.mark.django_db

LATER = at(date(2024, 10, 21))


def duty_of(report: Report) -> str:
    return Duty.objects.get(pk=report.duty_id).state


def said(report: Report) -> dict[str, Any]:
    """Everything that is the same whichever way a report came in."""
    report.refresh_from_db()
    facts = ("state", "reporter_name", "reporter_title", "reporter_phone", "year")
    sheets = [(sheet.facts, sheet.answers) for sheet in sheets_of(report)]
    photos = list(report.photos.values_list("client_id", "photograph__file__digest"))
    return {name: getattr(report, name) for name in facts} | {
        "sheets": sheets, "duty": duty_of(report), "photos": photos,
    }  # fmt: skip


def a_photo() -> StoredFile:
    return store_file(picture(), name="anh.jpg", actor=officer(), now=LATER)


def test_the_night_opens_a_report_for_each_duty_once() -> None:
    reports = owed_reports(results=2)
    assert [report.code[-3:] for report in reports] == ["-N1", "-N2", "-N3", "-N4", "-N5"]
    assert [report.duty.due for report in reports] == [DUE.replace(year=2023 + n) for n in range(1, 6)]
    assert services.open_reports(now=TABLE) == 0
    assert [len(sheets_of(report)) for report in reports] == [2] * 5
    assert history(reports[0])[0].verb == "open"


def test_what_is_not_received_is_not_asked_for_and_what_comes_later_is() -> None:
    minutes = signed_minutes(results=2)
    first, second = minutes.items.order_by("order").values_list("pk", flat=True)
    receiver = representative(minutes.receiver)
    assert services.open_reports(now=TABLE) == 0
    receive_items(minutes, items=[first], actor=receiver, now=TABLE)
    assert services.open_reports(now=TABLE) == 5
    report = Report.objects.get(minutes=minutes, year=1)
    assert report.sheets.count() == 1
    receive_items(minutes, items=[second], actor=receiver, now=TABLE)
    services.open_reports(now=TABLE)
    assert report.sheets.count() == 2


def test_a_receipt_taken_back_closes_the_reports_and_given_again_opens_the_same() -> None:
    minutes = received_minutes()
    report, receiver = owed_reports(minutes)[0], representative(minutes.receiver)
    retract_receipt(minutes, 1, reason="Ghi nhầm", actor=receiver, now=TABLE)
    assert not visible_reports(SYSTEM).exists()
    receive_items(minutes, actor=receiver, now=TABLE)
    services.open_reports(now=TABLE)
    again = visible_reports(SYSTEM).get(year=1)
    assert (again.pk, again.duty.state) == (report.pk, DutyState.OPEN)
    assert again.duty_id != report.duty_id


def test_three_ways_give_one_record() -> None:
    by_link, by_phone, by_word = (owed_report() for _ in range(3))
    token = secret_of(link_for(by_link))
    services.add_photo_by_link(token, a_photo(), client_id="anh-1", now=LATER)
    for report in (by_phone, by_word):
        services.add_report_photo(report, a_photo(), client_id="anh-1", actor=officer(), now=LATER)
    services.send_by_link(token, input_for(by_link), submission="may-1", now=LATER)
    services.send_report(
        by_phone, input_for(by_phone), channel=ReportChannel.PHONE, actor=officer(), now=LATER
    )  # fmt: skip
    form = store_file(printed(APPLIED), name="phieu.docx", actor=officer(), now=LATER)
    services.read_report(by_word, form, actor=officer(), now=LATER)
    by_word.refresh_from_db()
    assert by_word.unread == []
    assert [sheet.answers for sheet in sheets_of(by_word)] == [APPLIED]
    services.send_report(
        by_word, ReportInput(reporter_name="Lò Thị Ánh", reporter_title="Trưởng phòng", reporter_phone="0912 345 678"),
        channel=ReportChannel.WORD, actor=officer(), now=LATER,
    )  # fmt: skip
    records = [said(report) for report in (by_link, by_phone, by_word)]
    for record in records:
        record["sheets"] = [answers for _facts, answers in record["sheets"]]
    assert records[0] == records[1] == records[2]
    assert records[0]["duty"] == DutyState.FULFILLED
    assert len(records[0]["photos"]) == 1
    assert [report.channel for report in (by_link, by_phone, by_word)] == ["link", "phone", "word"]
    sender = history(by_phone)[0]
    assert (sender.verb, sender.actor_name, sender.behalf_name) == (
        "send",
        "Lò Thị Mai",
        by_phone.minutes.receiver.name,
    )


def test_not_applied_because_is_an_equal_answer() -> None:
    report = sent_report(NOT_APPLIED)
    assert (duty_of(report), report.state) == (DutyState.FULFILLED, ReportState.SENT)
    (sheet,) = sheets_of(report)
    assert (sheet.answers.reason, sheet.answers.words) == ("money", "Chưa bố trí được vốn đối ứng")


def test_fields_known_from_the_records_freeze_when_it_is_sent() -> None:
    report = sent_report()
    (sheet,) = sheets_of(report)
    title = sheet.facts.title
    assert title == sheet.row.result.title
    type(sheet.row.result).objects.update(title="Tên mới")
    assert sheets_of(report)[0].facts.title == title


def test_the_second_year_begins_with_what_the_first_said() -> None:
    first, second = owed_reports()[:2]
    services.send_report(first, input_for(first), channel=ReportChannel.DESK, actor=officer(), now=WRITTEN)
    (begun,) = sheets_of(second)
    assert (begun.answers.answer, begun.answers.address, begun.answers.economy) == ("", "Xã Nà Tấu", APPLIED.economy)


@pytest.mark.parametrize(
    ("answers", "who", "field"),
    [(Answers(), {}, "answer"), (Answers(answer="applied", address="A", scale="1 ha"), {}, "effect"),
     (Answers(answer="not_applied"), {}, "reason"), (APPLIED, {"reporter_name": " "}, "reporter_name")],
    ids=["nothing", "no effect", "no reason", "nobody"],
)  # fmt: skip
def test_half_an_answer_is_kept_and_not_sent(answers: Answers, who: dict[str, str], field: str) -> None:
    report = owed_report()
    values = input_for(report, answers, **who)
    entries = Entry.objects.count()
    with pytest.raises(Invalid) as caught:
        services.send_report(report, values, channel=ReportChannel.PHONE, actor=officer(), now=WRITTEN)
    assert [name.rpartition("-")[2] for name in caught.value.errors] == [field]
    assert (duty_of(report), Entry.objects.count()) == (DutyState.OPEN, entries)
    services.fill_report(report, values, channel=ReportChannel.PHONE, actor=officer(), now=WRITTEN)
    report.refresh_from_db()
    assert (report.state, report.started_at) == (ReportState.DRAFT, WRITTEN)


def test_who_may_fill_send_and_read() -> None:
    report = owed_report()
    stranger = representative(make_unit("Đơn vị khác"))
    values = input_for(report)
    for deed in (services.fill_report, services.send_report):
        with pytest.raises(NotAllowed):
            deed(report, values, channel=ReportChannel.DESK, actor=stranger, now=WRITTEN)
    with pytest.raises(NotAllowed):
        services.read_report(report, store_word(), actor=stranger, now=WRITTEN)
    with pytest.raises(NotFound):
        access_report(report.code, stranger)
    own = representative(report.minutes.receiver)
    assert access_report(report.code, own) == report
    services.send_report(report, values, channel=ReportChannel.DESK, actor=own, now=WRITTEN)
    assert duty_of(report) == DutyState.FULFILLED


def store_word() -> StoredFile:
    return store_file(printed(APPLIED), name="phieu.docx", actor=officer(), now=WRITTEN)


def test_a_file_that_is_no_form_changes_nothing() -> None:
    report = owed_report()
    stored = store_file(picture(), name="anh.jpg", actor=officer(), now=WRITTEN)
    with pytest.raises(Invalid):
        services.read_report(report, stored, actor=officer(), now=WRITTEN)
    report.refresh_from_db()
    assert (report.started_at, report.word_form) == (None, None)


def test_the_head_confirms_in_the_units_account_and_nobody_else() -> None:
    report = sent_report()
    assert Duty.objects.get(kind=CONFIRM_DUTY).debtor_unit == report.minutes.receiver
    with pytest.raises(NotAllowed):
        services.confirm_report(report, actor=officer(), now=LATER)
    head = representative(report.minutes.receiver)
    confirmed = services.confirm_report(report, actor=head, now=LATER)
    assert (confirmed.state, confirmed.confirmed_by_name) == (ReportState.CONFIRMED, head.name)
    assert Duty.objects.get(kind=CONFIRM_DUTY).state == DutyState.FULFILLED
    with pytest.raises(WrongState):
        services.confirm_report(report, actor=head, now=LATER)


def test_sent_back_it_is_owed_again_with_all_that_was_said() -> None:
    report = sent_report()
    with pytest.raises(Invalid):
        services.send_back_report(report, reason="", actor=officer(), now=LATER)
    with pytest.raises(NotAllowed):
        services.send_back_report(report, reason="x", actor=representative(report.minutes.receiver), now=LATER)
    back = services.send_back_report(report, reason="Quy mô ghi thiếu đơn vị", actor=officer(), now=LATER)
    assert (back.state, back.sent_back_reason, duty_of(report)) == ("draft", "Quy mô ghi thiếu đơn vị", "open")
    assert Duty.objects.get(kind=CONFIRM_DUTY).state == DutyState.CANCELLED
    assert sheets_of(back)[0].answers == APPLIED


def test_what_was_confirmed_goes_on_to_the_national_level() -> None:
    report = sent_report()
    with pytest.raises(WrongState):
        services.forward_report(report, on=LATER.date(), actor=officer(), now=LATER)
    services.confirm_report(report, actor=representative(report.minutes.receiver), now=LATER)
    with pytest.raises(Invalid):
        services.forward_report(report, on=date(2025, 1, 1), actor=officer(), now=LATER)
    done = services.forward_report(report, on=date(2024, 10, 21), note="Công văn 12", actor=officer(), now=LATER)
    assert (done.forwarded_on, done.forwarded_note) == (date(2024, 10, 21), "Công văn 12")
    file = json.loads(report_exchange(done))
    assert Entry.objects.filter(verb="forward").get().changes["exchange"] == ["", file["fingerprint"]]


def confirmed_report() -> Report:
    report = sent_report()
    return services.confirm_report(report, actor=representative(report.minutes.receiver), now=LATER)


def test_what_is_in_the_file_of_a_year_is_what_is_noted_as_sent() -> None:
    reports, by = [confirmed_report(), confirmed_report()], officer()
    waits, year = sent_report(), reports[0].duty.due.year
    assert year_forwarding(year, by) == YearForwarding(forwarded=0, kept=2, alone=0), "unconfirmed ones do not go"
    content = year_exchange(year, by)
    file = json.loads(content)
    assert [one["code"] for one in file["reports"]] == sorted(report.code for report in reports)
    for one in file["reports"]:
        alone = json.loads(report_exchange(Report.objects.get(code=one["code"])))
        assert one | {"fingerprint": alone["fingerprint"]} == alone
    services.confirm_report(waits, actor=representative(waits.minutes.receiver), now=LATER)
    with pytest.raises(Invalid):
        services.forward_reports(content, on=date(2025, 1, 1), actor=by, now=LATER)
    with pytest.raises(NotAllowed):
        services.forward_reports(content, on=LATER.date(), actor=representative(waits.minutes.receiver), now=LATER)
    done = services.forward_reports(content, on=LATER.date(), note="Công văn 12", actor=by, now=LATER)
    assert [row.code for row in done] == [one["code"] for one in file["reports"]]
    assert Report.objects.get(pk=waits.pk).forwarded_on is None, "what was confirmed since was not in the file"
    assert Entry.objects.filter(verb="forward").count() == 2
    assert year_forwarding(year, by) == YearForwarding(forwarded=2, kept=1, alone=0)
    with pytest.raises(Refused):
        services.forward_reports(content, on=LATER.date(), actor=by, now=LATER)


def test_a_file_that_says_something_else_than_the_reports_is_refused_as_a_whole() -> None:
    report, other, by = confirmed_report(), confirmed_report(), officer()
    content = year_exchange(report.duty.due.year, by)
    services.send_back_report(report, reason="Thiếu đơn vị đo", actor=by, now=LATER)
    with pytest.raises(Invalid, match=report.code):
        services.forward_reports(content, on=LATER.date(), actor=by, now=LATER)
    assert Report.objects.get(pk=other.pk).forwarded_on is None
    touched = content.replace("Công".encode(), "Cộng".encode())
    for wrong in (
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b'{"format": 1.5}',
        b"[" * 100_000,
        touched if touched != content else b"1",
    ):
        with pytest.raises(Invalid):
            services.forward_reports(wrong, on=LATER.date(), actor=by, now=LATER)


def test_a_restricted_report_goes_alone() -> None:
    report = confirmed_report()
    year = report.duty.due.year
    Result.objects.filter(pk=report.sheets.get().result_id).update(access=Access.RESTRICTED)
    assert year_forwarding(year, SYSTEM) == YearForwarding(forwarded=0, kept=1, alone=1)
    with pytest.raises(NotFound):
        year_exchange(year, SYSTEM)


def test_the_exchange_file_holds_the_form_and_proves_that_nothing_changed() -> None:
    report = sent_report()
    with pytest.raises(NotFound):
        report_exchange(report)
    report = services.confirm_report(report, actor=representative(report.minutes.receiver), now=LATER)
    content = report_exchange(report)
    assert content == report_exchange(Report.objects.get(pk=report.pk)), "equal reports, equal bytes"
    said = json.loads(content)
    (sheet,) = said["sheets"]
    (row,) = sheets_of(report)
    assert sheet["task"] == {"code": row.row.result.code} | asdict(row.facts)
    assert {name: sheet[name] for name in asdict(APPLIED)} == json.loads(canonical(asdict(APPLIED)))
    assert (said["code"], said["year"], said["unit"]["name"]) == (report.code, 1, report.minutes.receiver.name)
    assert said["confirmed"] == {"by": report.confirmed_by_name, "how": "account", "on": "2024-10-21"}
    assert said["report_digest"] == report_digest(report)
    assert said.pop("fingerprint") == hashlib.sha256(canonical(said)).hexdigest()
    assert "phone" not in content.decode()


def test_a_page_that_is_old_changes_nothing() -> None:
    report = owed_report()
    services.fill_report(report, input_for(report), channel=ReportChannel.PHONE, actor=officer(), now=WRITTEN)
    with pytest.raises(Conflict):
        services.send_report(
            report, input_for(report), channel=ReportChannel.PHONE, version=1, actor=officer(), now=WRITTEN
        )


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_one_query(number: int, django_assert_num_queries: Any) -> None:
    for _ in range(number):
        sent_report()
    actor = officer()
    with django_assert_num_queries(1):
        rows = [(row.duty.due, row.minutes.receiver.name, row.applies, row.has_link) for row in listed_reports(actor)]
    assert len(rows) == 5 * number


def test_the_leader_of_the_province_and_the_giving_host_read_it() -> None:
    report = sent_report()
    leader = Actor(9, "Vàng Thị Dua", frozenset({Held(Role.PROVINCE_LEADER, 1)}))
    assert report in visible_reports(leader)
