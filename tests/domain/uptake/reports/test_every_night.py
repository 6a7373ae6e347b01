"""A receiver's reports due in the weeks of Tết, with every night run: who is written to on which day, and on no other.

The days are counted by hand, from data/ladder.toml and data/holidays.tsv; nothing here asks the code that counts them.
A rung is climbed on the first night from which so many working days are left (since which so many have passed): the day
one counts from never counts, the last one does. Whoever owes a report hears 20 and 5 days before, on the day and 5 days
after it; its head 10, the department's leader 20 days after it. So, with the working days counted between the bars:

year 2, due Tuesday 17/02/2026, the first day of Tết; off 16–20/02
    back  | 13 12 11 10 9 | 6 5 4 3 2 | 30 29 28 27 26 | 23 22 21 20 19 |: 5 are left on 06/02, 20 on 16/01; none is
          left on Friday 13/02, the last day anybody works: that is when "on the day" is said
    on    | 23 24 25 26 27 | 2 3 4 5 6/03 | 9 10 11 12 13 | 16 17 18 19 20 |
year 3, due Wednesday 17/02/2027; off 04, 05 and 08–10/02
    back  | 17 16 15 12 11 | 3 2 1 29 28 | 27 26 25 22 21 | 20 19 18 15 14 |: 5 are left on 03/02, the last day before
          Tết, 20 on 13/01
    on    | 18 19 22 23 24 | 25 26 1 2 3/03 | 4 5 8 9 10 | 11 12 15 16 17 |
"""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from gieo.core.actor import SYSTEM, Role
from gieo.domain.handovers import services as handovers
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.services.owing import PLAN_DUTY, REPORT_DUTY
from gieo.domain.uptake.services import reports as services
from gieo.foundation.duties.models import Duty, Escalation
from gieo.foundation.duties.services import cancel, load_holidays
from gieo.foundation.duties.vocab import Tell
from gieo.foundation.outbox.models import Letter
from gieo.foundation.units.models import Contact
from gieo.foundation.units.services import abolish_unit
from tests.domain.uptake.reports.nights import night
from tests.factories.accounts import person_with
from tests.factories.handovers import TABLE, department, draft_minutes, officer, receive, sign
from tests.factories.reports import at
from tests.factories.units import make_unit

DEBTOR, HEAD, LEADER = Tell.DEBTOR, Tell.HEAD, Tell.LEADER
SECOND_YEAR = {
    date(2026, 1, 16): DEBTOR, date(2026, 2, 6): DEBTOR, date(2026, 2, 13): DEBTOR, date(2026, 2, 27): DEBTOR,
    date(2026, 3, 6): HEAD, date(2026, 3, 20): LEADER,
}  # fmt: skip
REP, CHIEF, DIRECTOR = "dai-dien@example.vn", "thu-truong@example.vn", "giam-doc@example.vn"
HEIRS_REP, HEIRS_CHIEF = "na-sang@example.vn", "chu-tich@example.vn"
ADDRESSES = {DEBTOR: REP, HEAD: CHIEF, LEADER: DIRECTOR}

pytestmark = pytest.mark.django_db


def days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def silent_minutes() -> Minutes:
    """Handed over in 2023, with reports that begin to count on 17/02/2024; whoever owes them never answers."""
    load_holidays()
    person_with(Role.DIRECTOR, department(), name="Nguyễn Văn An", email=DIRECTOR)
    draft = draft_minutes()
    person_with(Role.UNIT_REP, draft.receiver, name="Lò Văn Hặc", email=REP)
    Contact.objects.filter(unit=draft.receiver).update(email=CHIEF)
    start = {"report_start": date(2024, 2, 17), "report_start_reason": "Hai bên tính từ ngày giao giống"}
    edited = handovers.edit_minutes(draft, version=draft.version, values=start, actor=officer(), now=TABLE)
    sealed = handovers.seal_minutes(edited, actor=officer(), now=TABLE)
    sign(sealed)
    received = receive(sealed)
    services.open_reports(now=TABLE)
    cancel(PLAN_DUTY, received, reason="Không lập kế hoạch", actor=SYSTEM, now=TABLE)  # nothing else speaks at night
    return received


Told = dict[date, list[str]]


def spoken(first: date, last: date) -> tuple[Told, Told]:
    """Runs every night of a span; the rungs climbed and the addresses of letters put down, on nights that had any."""
    rungs: Told = {}
    letters: Told = {}
    for day in days(first, last):
        climbed, written = Escalation.objects.count(), Letter.objects.count()
        night(day)
        rungs[day] = list(Escalation.objects.order_by("pk").values_list("told", flat=True)[climbed:])
        letters[day] = list(Letter.objects.order_by("pk").values_list("to_email", flat=True)[written:])
    return _with_any(rungs), _with_any(letters)


def _with_any(told: Told) -> Told:
    return {day: whom for day, whom in told.items() if whom}


def test_every_night_around_tet() -> None:
    minutes = silent_minutes()
    dues = Duty.objects.filter(kind=REPORT_DUTY, record_code=minutes.code).order_by("due")
    assert list(dues.values_list("due", flat=True)) == [date(2025 + n, 2, 17) for n in range(5)]
    night(date(2025, 11, 30))  # what is late of the year before has been said
    rungs, letters = spoken(date(2025, 12, 1), date(2026, 4, 30))
    assert rungs == {day: [whom] for day, whom in SECOND_YEAR.items()}
    assert letters == {day: [ADDRESSES[whom]] for day, whom in SECOND_YEAR.items()}


def test_from_the_day_a_unit_ends_its_successor_hears_the_rest() -> None:
    """The unit ends on 25/02/2026, between the letter on the day and the one five days after it."""
    minutes, ends = silent_minutes(), date(2026, 2, 25)
    heir = make_unit("UBND xã Na Sang")
    Contact.objects.create(unit=heir, name="Lò Thị Lan", title="Chủ tịch", email=HEIRS_CHIEF)
    person_with(Role.UNIT_REP, heir, name="Giàng A Páo", email=HEIRS_REP)
    night(date(2026, 2, 6))
    _rungs, before = spoken(date(2026, 2, 7), date(2026, 2, 24))
    abolish_unit(minutes.receiver, on=ends, successor=heir, actor=SYSTEM, now=at(date(2026, 2, 24)))
    _rungs, after = spoken(ends, date(2026, 3, 25))
    _rungs, later = spoken(date(2027, 1, 2), date(2027, 3, 31))
    assert before == {date(2026, 2, 13): [REP]}
    assert after == {date(2026, 2, 27): [HEIRS_REP], date(2026, 3, 6): [HEIRS_CHIEF], date(2026, 3, 20): [DIRECTOR]}
    assert later == {
        date(2027, 1, 13): [HEIRS_REP], date(2027, 2, 3): [HEIRS_REP], date(2027, 2, 17): [HEIRS_REP],
        date(2027, 2, 24): [HEIRS_REP], date(2027, 3, 3): [HEIRS_CHIEF], date(2027, 3, 17): [DIRECTOR],
    }  # fmt: skip
    letter = Letter.objects.filter(kind="report").latest("pk")
    assert "của UBND xã Na Sang: hạn 17/02/2027" in letter.body
