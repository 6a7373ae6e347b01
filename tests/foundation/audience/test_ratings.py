"""Ratings: one of each reader on each page, counted exactly."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from gieo.core.errors import Invalid, Refused
from gieo.foundation.audience.models import Discussion, Rating
from gieo.foundation.audience.queries.comments import own_rating, voices
from gieo.foundation.audience.rules.ratings import rater_of
from gieo.foundation.audience.services.ratings import rate_page
from gieo.foundation.audience.vocab.visits import VisitKind
from gieo.foundation.journal.models import Entry
from tests.fixtures.database import SideBySide

pytestmark = pytest.mark.django_db
CODE = "TT-2023-001"


def give(stars: int, token: str, now: datetime, *, code: str = CODE, asker: VisitKind = VisitKind.PERSON) -> Discussion:
    return rate_page("article", code, stars=stars, token=token, asker=asker, now=now)


def test_number_and_mean(now: datetime, django_assert_num_queries):
    for stars, token in ((5, "a"), (4, "b"), (4, "c"), (1, "d")):
        give(stars, token, now)
    give(2, "a", now, code="TT-2023-002")
    with django_assert_num_queries(2):
        said = voices("article", CODE)
    assert (said.ratings, said.tenths, said.stars_shown) == (4, 35, 4)


def test_changing_one_s_mind_changes_the_rating_and_adds_none(now: datetime):
    give(1, "a", now)
    give(5, "b", now)
    found = give(4, "a", now + timedelta(days=1))
    assert (found.ratings, found.stars) == (2, 9)
    assert own_rating(CODE, rater_of("a", CODE)) == 4
    assert not Entry.objects.exists()


def test_the_same_rating_again_changes_nothing(now: datetime):
    give(3, "a", now)
    give(3, "a", now + timedelta(hours=1))
    assert Rating.objects.get().rated_at == now


@pytest.mark.parametrize("stars", [0, 6, -1, 10**9])
def test_there_are_five_stars(now: datetime, stars: int):
    with pytest.raises(Invalid):
        give(stars, "a", now)
    assert not Discussion.objects.exists()


@pytest.mark.parametrize("asker", [VisitKind.ROBOT, VisitKind.PREFETCH])
def test_robots_are_apart(now: datetime, asker: VisitKind):
    with pytest.raises(Refused, match="phần mềm tự động"):
        give(5, "a", now, asker=asker)
    assert not Rating.objects.exists()


def test_nobody_s_rating_is_nobody_s(now: datetime):
    give(3, "a", now)
    assert own_rating(CODE, "") == 0
    assert own_rating(CODE, rater_of("b", CODE)) == 0
    assert "a" not in Rating.objects.values_list("rater", flat=True)


def test_the_database_holds_sum_and_count_together(now: datetime):
    give(3, "a", now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Discussion.objects.update(stars=6)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_are_two_and_one_twice_is_one(now: datetime, side_by_side: SideBySide):
    side_by_side(lambda: give(5, "a", now), lambda: give(2, "b", now), lambda: give(4, "c", now))
    found = Discussion.objects.get()
    assert (found.ratings, found.stars, Rating.objects.count()) == (3, 11, 3)
    side_by_side(lambda: give(1, "d", now), lambda: give(3, "d", now))
    found.refresh_from_db()
    assert found.ratings == 4
    assert found.stars == sum(Rating.objects.values_list("stars", flat=True))
