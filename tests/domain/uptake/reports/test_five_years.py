"""Five years after a handover, night by night: who is written to on which day, with days off; and who takes over."""

import re
from datetime import date, timedelta

import pytest

from gieo.core.actor import SYSTEM, Role
from gieo.core.calendar import WorkCalendar
from gieo.domain.handovers.services.owing import REPORT_DUTY
from gieo.domain.uptake.access.reports import open_report, visible_reports
from gieo.domain.uptake.models import ReportLink
from gieo.domain.uptake.queries.reports import owed_by
from gieo.domain.uptake.services import reports as services
from gieo.domain.uptake.vocab.reports import ReportChannel
from gieo.foundation.duties.models import Duty, Escalation
from gieo.foundation.duties.rules import ladder, rung_reached
from gieo.foundation.duties.services import load_holidays
from gieo.foundation.duties.vocab import Tell
from gieo.foundation.journal.models import Entry
from gieo.foundation.outbox.models import Letter
from gieo.foundation.outbox.rules import parts
from gieo.foundation.units.models import Contact
from gieo.foundation.units.services import abolish_unit
from tests.domain.uptake.reports.nights import night
from tests.factories.accounts import person_with
from tests.factories.handovers import department, received_minutes, representative
from tests.factories.reports import at, input_for, owed_reports
from tests.factories.units import make_unit

TOLD_ON = {  # counted by hand; off on 24/11 of 2026 and 2027; the 7th is a Saturday in 2026, a Sunday in 2027
    date(2024, 11, 7): ("10/10", "31/10", "07/11", "14/11", "21/11", "05/12"),
    date(2025, 11, 7): ("10/10", "31/10", "07/11", "14/11", "21/11", "05/12"),
    date(2026, 11, 7): ("09/10", "30/10", "06/11", "13/11", "20/11", "07/12"),
    date(2027, 11, 7): ("08/10", "29/10", "05/11", "12/11", "19/11", "06/12"),
    date(2028, 11, 7): ("10/10", "31/10", "07/11", "14/11", "21/11", "05/12"),
}
WHOM = (Tell.DEBTOR, Tell.DEBTOR, Tell.DEBTOR, Tell.DEBTOR, Tell.HEAD, Tell.LEADER)


def told_on(due: date, calendar: WorkCalendar) -> list[tuple[date, Tell]]:
    """The nights on which a report that nobody sends is spoken of, counted day by day."""
    found, level, day = [], 0, due - timedelta(days=90)
    while day < due + timedelta(days=90):
        rung = rung_reached(due, day, calendar, ladder(REPORT_DUTY))
        if rung is not None and rung.level > level:
            found.append((day, rung.tell))
            level = rung.level
        day += timedelta(days=1)
    return found


def test_holidays_move_the_days_on_which_one_is_told() -> None:
    tet = frozenset(date(2025, 1, 27) + timedelta(days=n) for n in range(5))
    with_tet, plain = WorkCalendar(tet), WorkCalendar()
    due = date(2025, 2, 10)
    assert [day for day, _tell in told_on(due, plain)] == [
        date(2025, 1, 13), date(2025, 2, 3), date(2025, 2, 10), date(2025, 2, 17), date(2025, 2, 24), date(2025, 3, 10),
    ]  # fmt: skip
    assert told_on(due, with_tet)[0] == (date(2025, 1, 6), Tell.DEBTOR)
    assert told_on(due, with_tet)[-1] == (date(2025, 3, 10), Tell.LEADER)


@pytest.mark.django_db
def test_five_years_of_silence_and_answers() -> None:
    """Every other report is answered on its day; of the others everybody is told in turn, on the counted nights."""
    load_holidays()
    minutes = received_minutes()
    person_with(Role.DIRECTOR, department(), name="Nguyễn Văn An", email="giam-doc@example.vn")
    receiver = minutes.receiver
    person_with(Role.UNIT_REP, receiver, name="Lò Văn Hặc", email="dai-dien@example.vn")
    reports = owed_reports(minutes)
    dues = [report.duty.due for report in reports]
    assert dues == [date(2024 + n, 11, 7) for n in range(5)]
    told_on = {
        due: [(date(due.year, int(day[3:]), int(day[:2])), whom) for day, whom in zip(TOLD_ON[due], WHOM, strict=True)]
        for due in dues
    }
    nights = sorted({day for told in told_on.values() for day, _whom in told} | set(dues))
    for day in nights:
        night(day)
        if day < dues[0]:
            assert night(day) == 0  # run again, nobody is written to twice
        for report in reports[::2]:
            if report.duty.due == day:
                services.send_report(
                    report, input_for(report), channel=ReportChannel.DESK, actor=representative(receiver), now=at(day)
                )
    for report, due in zip(reports, dues, strict=True):
        whole = told_on[due]
        told = [(row.on, row.told) for row in Escalation.objects.filter(duty=report.duty_id).order_by("level")]
        assert told == (whole[:3] if report in reports[::2] else whole)
        letters = Letter.objects.filter(kind="report", record_code=report.code).order_by("pk")
        reps, heads = ["dai-dien@example.vn"], [f"u{receiver.pk}@example.vn"]
        assert [letter.to_email for letter in letters] == (reps * 3 if report in reports[::2] else reps * 4 + heads)
        assert report.reminders.count() == (3 if report in reports[::2] else 5)
    leaders = Letter.objects.filter(kind="reminder", to_email="giam-doc@example.vn")
    assert sum(letter.body.count("Báo cáo ứng dụng") for letter in leaders) == 2


@pytest.mark.django_db
def test_a_letter_holds_the_link_that_opens_the_report_and_no_title() -> None:
    minutes = received_minutes()
    report = owed_reports(minutes)[0]
    night(date(2024, 10, 14))
    letter = Letter.objects.get(kind="report")
    found = re.search(r"/bao-cao/([^/\s]+)/", letter.body)
    assert found
    opened = open_report(found[1], on=date(2024, 11, 1))
    assert opened.link is not None
    assert (opened.fault, opened.link.report) == (None, report)
    assert "hạn 07/11/2024, còn 18 ngày làm việc" in letter.body
    assert report.sheets.get().result.title not in letter.body
    night(date(2024, 10, 31))
    assert ReportLink.objects.count() == 1  # the link is good still


@pytest.mark.django_db
def test_an_abolished_units_report_goes_to_its_successor() -> None:
    minutes = received_minutes()
    report = owed_reports(minutes)[1]
    heir = make_unit("UBND xã Na Sang")
    Contact.objects.create(unit=heir, name="Lò Thị Lan", title="Chủ tịch", email="na-sang@example.vn")
    abolish_unit(
        minutes.receiver, on=date(2025, 7, 1), successor=heir, actor=SYSTEM,
        now=at(date(2025, 6, 20)),
    )  # fmt: skip
    day, report = date(2025, 11, 7), visible_reports(SYSTEM).get(year=2)
    assert owed_by(report, day) == heir
    night(day)
    letter = Letter.objects.filter(record_code=report.code).get()
    assert letter.to_email == "na-sang@example.vn"
    assert "UBND xã Na Sang" in letter.body
    speaker = representative(heir)
    speaker = type(speaker)(speaker.person_id, speaker.name, speaker.held, on=day)
    assert report in visible_reports(speaker)
    sent = services.send_report(report, input_for(report), channel=ReportChannel.DESK, actor=speaker, now=at(day))
    assert sent.is_sent
    assert Duty.objects.get(kind="report_confirmation").debtor_unit == heir


@pytest.mark.django_db
def test_a_unit_with_a_telephone_alone_gets_the_link_in_one_short_message(settings) -> None:
    minutes = received_minutes()
    report = owed_reports(minutes)[0]
    Contact.objects.filter(unit=minutes.receiver).delete()
    Contact.objects.create(unit=minutes.receiver, name="Lò Thị Lan", phone="0912 345 678")
    settings.SHORT_MESSAGES = "gieo.foundation.outbox.engine.FileGateway"
    settings.PUBLIC_ADDRESS = "https://chuyengiao.dienbien.gov.vn"
    assert [night(date(2024, 10, 14)), night(date(2024, 10, 14))] == [1, 0]
    letter = Letter.objects.get(kind="report")
    assert (letter.channel, letter.to, letter.attachments.count()) == ("short", "+84912345678", 0)
    assert letter.body.startswith("Bao cao ung dung, han 07/11/2024: ")
    assert parts(letter.body) == 1
    token = letter.body.rsplit("/bao-cao/")[1].strip("/")
    assert open_report(token, on=date(2024, 11, 1)).fault is None
    assert report.reminders.get().to == "+84912345678"
    assert "+84912345678" not in str(Entry.objects.get(verb="remind").changes)


@pytest.mark.django_db
def test_units_without_an_address_are_written_down_as_not_reached() -> None:
    minutes = received_minutes()
    Contact.objects.filter(unit=minutes.receiver).delete()
    report = owed_reports(minutes)[0]
    night(date(2024, 11, 7))
    assert report.reminders.get().to == ""
    assert not Letter.objects.filter(kind="report").exists()
