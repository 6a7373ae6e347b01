"""Days on which people can have met about a result."""

from datetime import date, timedelta

from gieo.domain.transfers.rules.interests import MOST_DAYS_AHEAD, is_odd_day

ASKED, TODAY = date(2023, 11, 7), date(2023, 11, 14)


def test_people_meet_after_it_was_asked_and_within_a_year() -> None:
    last = TODAY + timedelta(days=MOST_DAYS_AHEAD)
    days = (ASKED - timedelta(days=1), ASKED, TODAY, last, last + timedelta(days=1))
    assert [is_odd_day(day, ASKED, TODAY) for day in days] == [True, False, False, False, True]
