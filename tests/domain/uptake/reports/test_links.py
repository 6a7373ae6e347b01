"""Links that open one report without an account: what opens, what is refused, what is sent twice."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.signing import Signer

from gieo.core.errors import NotAllowed, NotFound, Refused
from gieo.domain.transfers.engine import seal_link as seal_invitation
from gieo.domain.uptake.access.reports import open_report
from gieo.domain.uptake.models import Report, ReportLink
from gieo.domain.uptake.queries.reports import current_link, sheets_of
from gieo.domain.uptake.services import reports as services
from gieo.domain.uptake.services.reports import LINK_DUTY
from gieo.domain.uptake.vocab.reports import Answers, LinkFault, ReportState
from gieo.foundation.duties.models import Duty
from gieo.foundation.files.services import store_file
from gieo.foundation.journal.models import Entry
from tests.factories.handovers import officer, representative
from tests.factories.reports import (
    DUE,
    WRITTEN,
    at,
    input_for,
    link_for,
    owed_report,
    picture,
    secret_of,
)
from tests.fixtures.database import SideBySide

pytestmark = pytest.mark.django_db
TODAY = WRITTEN.date()


def fault_of(token: str, on: date = TODAY) -> LinkFault | None:
    return open_report(token, on=on).fault


def test_a_link_opens_its_own_report_and_no_other() -> None:
    first, second = owed_report(), owed_report()
    token = secret_of(link_for(first))
    opened = open_report(token, on=TODAY)
    assert opened.fault is None
    assert opened.link is not None
    assert opened.link.report == first != second


def test_nothing_secret_stands_in_the_tables() -> None:
    link = link_for(owed_report())
    signature = secret_of(link).partition(".")[2]
    assert len(signature) >= 40
    assert all(signature not in str(value) for value in ReportLink.objects.filter(pk=link.pk).values()[0].values())
    assert not any(signature in str(entry.changes) for entry in Entry.objects.all())


def test_forged_links_are_refused_and_told_apart_from_none() -> None:
    link = link_for(owed_report())
    token = secret_of(link)
    number, _dot, signature = token.partition(".")
    attempts = [
        "", "x", "1", token[:-1], f"{token}x", token.upper(), f"{int(number) + 1}.{signature}", signature,
        seal_invitation(link.pk, date(2030, 1, 1)), Signer(salt="else", sep=".").sign(number), f"{number}.{'A' * 43}",
    ]  # fmt: skip
    for attempt in attempts:
        assert open_report(attempt, on=TODAY).link is None, attempt
        assert fault_of(attempt) is LinkFault.FORGED
        with pytest.raises(NotFound):
            services.send_by_link(attempt, input_for(link.report), submission="x", now=WRITTEN)
    assert not Report.objects.exclude(state=ReportState.DRAFT).exists()


def test_a_link_runs_out_a_month_after_the_day() -> None:
    link = link_for(owed_report())
    token = secret_of(link)
    assert link.expires_on == DUE + timedelta(days=30)
    assert fault_of(token, link.expires_on) is None
    assert fault_of(token, link.expires_on + timedelta(days=1)) is LinkFault.EXPIRED
    with pytest.raises(NotFound):
        services.fill_by_link(token, input_for(link.report), now=at(link.expires_on + timedelta(days=1)))


def test_renewed_and_taken_back_links_open_nothing() -> None:
    report = owed_report()
    old = secret_of(link_for(report))
    new = secret_of(link_for(report))
    assert (fault_of(old), fault_of(new)) == (LinkFault.RENEWED, None)
    services.withdraw_report_link(report, actor=officer(), now=WRITTEN)
    assert fault_of(new) is LinkFault.WITHDRAWN
    with pytest.raises(Refused):
        services.withdraw_report_link(report, actor=officer(), now=WRITTEN)
    for stranger in (representative(report.minutes.receiver),):
        with pytest.raises(NotAllowed):
            services.make_report_link(report, actor=stranger, now=WRITTEN)


def test_a_link_is_used_once_and_the_same_sending_twice_is_one() -> None:
    report = owed_report()
    token = secret_of(link_for(report))
    services.send_by_link(token, input_for(report), submission="may-1", now=WRITTEN)
    entries = Entry.objects.count()
    again = services.send_by_link(token, input_for(report, Answers()), submission="may-1", now=WRITTEN)
    assert (again.pk, Entry.objects.count()) == (report.pk, entries)
    assert fault_of(token) is LinkFault.USED
    with pytest.raises(NotFound):
        services.send_by_link(token, input_for(report), submission="may-2", now=WRITTEN)
    with pytest.raises(NotFound):
        services.fill_by_link(token, input_for(report), now=WRITTEN)
    with pytest.raises(Refused):
        link_for(report)


def test_two_sendings_at_once_are_one_report(side_by_side: SideBySide) -> None:
    report = owed_report()
    token, values = secret_of(link_for(report)), input_for(report)
    outcomes = side_by_side(*(
        lambda name=name: services.send_by_link(token, values, submission=name, now=WRITTEN).state
        for name in ("may-1", "may-2")
    ))  # fmt: skip
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NotFound", "ReportState"]
    assert Entry.objects.filter(verb="send", record_code=report.code).count() == 1


def test_saved_as_one_types_and_late_saves_change_nothing() -> None:
    report = owed_report()
    token = secret_of(link_for(report))
    save: dict[str, Any] = {"client": "may-1", "now": WRITTEN}
    services.fill_by_link(token, input_for(report, Answers(effect="một hai")), number=2, **save)
    services.fill_by_link(token, input_for(report, Answers(effect="một")), number=1, **save)
    report.refresh_from_db()
    assert sheets_of(report)[0].answers.effect == "một hai"
    assert Entry.objects.filter(verb="fill", record_code=report.code).count() == 1


def test_a_link_of_minutes_that_were_replaced_or_taken_back_is_closed() -> None:
    report = owed_report()
    token = secret_of(link_for(report))
    Duty.objects.filter(pk=report.duty_id).update(state="cancelled", cancelled_at=WRITTEN, note="Thay biên bản")
    assert fault_of(token) is LinkFault.CLOSED
    with pytest.raises(NotFound):
        services.ask_report_link(token, now=WRITTEN)


def test_who_holds_a_dead_link_asks_once_and_the_office_owes_a_new_one() -> None:
    report = owed_report()
    token = secret_of(link_for(report))
    with pytest.raises(NotFound):
        services.ask_report_link(token, now=WRITTEN)
    late = at(DUE + timedelta(days=40))
    services.ask_report_link(token, now=late)
    services.ask_report_link(token, now=late)
    duty = Duty.objects.get(kind=LINK_DUTY)
    assert (duty.debtor_role, duty.state, duty.due) == ("officer", "open", date(2024, 12, 20))
    services.make_report_link(report, actor=officer(), now=late)
    duty.refresh_from_db()
    assert duty.state == "fulfilled"
    link = current_link(report)
    assert link is not None
    assert fault_of(secret_of(link), late.date()) is None


def test_photographs_sent_twice_are_kept_once_and_no_more_than_six() -> None:
    report = owed_report()
    token = secret_of(link_for(report))

    def add(name: str) -> str:
        stored = store_file(picture(), name="anh.jpg", actor=officer(), now=WRITTEN)
        return services.add_photo_by_link(token, stored, client_id=name, now=WRITTEN).client_id

    assert [add("a"), add("a"), *(add(str(n)) for n in range(5))] == ["a", "a", "0", "1", "2", "3", "4"]
    with pytest.raises(Refused):
        add("z")
    services.drop_photo_by_link(token, client_id="a", now=WRITTEN)
    assert sorted(report.photos.values_list("client_id", flat=True)) == ["0", "1", "2", "3", "4"]
    with pytest.raises(NotFound):
        services.drop_photo_by_link(token, client_id="a", now=WRITTEN)
    services.send_by_link(token, input_for(report), submission="x", now=WRITTEN)
    with pytest.raises(NotFound):
        add("y")
