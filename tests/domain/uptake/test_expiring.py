"""The night tells receivers before what their uses stand on runs out: each notice once."""

from datetime import date, timedelta

import pytest

from gieo.domain.uptake.models import ExpiryNotice
from gieo.domain.uptake.rules.expiry import notice_days, notice_due
from gieo.domain.uptake.services import claim_use, tell_of_expiry
from gieo.domain.uptake.vocab import Level
from gieo.foundation.outbox.models import Letter
from tests.factories.transfers import moment
from tests.factories.uptake import a_claim, officer_of, people_of, verified_use, verify

UNTIL = date(2025, 5, 10)


def test_the_days_are_data():
    assert notice_days() == (45, 14)


@pytest.mark.parametrize(
    ("days_left", "told", "due"),
    [(46, None, None), (45, None, 45), (45, 45, None), (14, 45, 14), (14, None, 14), (0, 14, None), (-1, None, None)],
)
def test_each_notice_has_its_day_and_comes_once(days_left, told, due):
    assert notice_due(UNTIL, UNTIL - timedelta(days=days_left), told) == due


def night(days_left: int):
    return moment(UNTIL - timedelta(days=days_left), 2)


@pytest.mark.django_db
def test_the_receiver_is_told_twice_and_however_often_the_round_runs_no_more():
    use = verified_use(a_claim(Level.TRIED))  # a statement of 10/05/2024
    own = people_of(use.receiver)
    assert tell_of_expiry(now=night(46)) == 0
    told = []
    for days in (45, 45, 44, 20, 14, 14, 3, 0, -1, -30):
        told.append(tell_of_expiry(now=night(days)))
    assert told == [1, 0, 0, 0, 1, 0, 0, 0, 0, 0]
    letters = Letter.objects.filter(kind="use_expiring")
    assert {letter.to_name for letter in letters} == {own.name}
    assert "10/05/2025" in letters[0].subject
    assert list(ExpiryNotice.objects.order_by("-days").values_list("days", flat=True)) == [45, 14]


@pytest.mark.django_db
def test_nobody_is_told_while_a_newer_claim_waits_or_once_it_is_verified():
    use = verified_use(a_claim(Level.TRIED))
    people_of(use.receiver)
    claim_use(use, a_claim(Level.TRIED, on=date(2025, 4, 1)), actor=officer_of(), now=night(38))
    assert tell_of_expiry(now=night(30)) == 0
    verify(use, now=night(29))
    assert tell_of_expiry(now=night(28)) == 0


@pytest.mark.django_db
def test_where_nobody_can_be_written_to_nothing_is_noted():
    verified_use(a_claim(Level.TRIED))
    assert tell_of_expiry(now=night(10)) == 0
    assert not ExpiryNotice.objects.exists()
