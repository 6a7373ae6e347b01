"""Figures kept until the next deed are those one would count now: after a deed, a deed taken back, at midnight, for
another reader, and when deeds are committed in another order than they were numbered."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import translation

from gieo.core.actor import ANONYMOUS, SYSTEM, Actor, Role
from gieo.domain.insights import queries
from gieo.domain.results.access import hidden_results, restricted_results, sight, visible_results
from gieo.domain.results.services import add_reader, set_access
from gieo.domain.results.vocab import Access
from gieo.foundation.accounts.models import Person
from gieo.foundation.accounts.queries import actor_for
from gieo.foundation.journal.models import Entry
from gieo.foundation.journal.queries import standing
from tests.factories.accounts import actor, person_with, user_with
from tests.factories.handovers import department
from tests.factories.results import advance, make_result

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2023, 11, 13)


class Counted:
    """The number of results that an actor sees accepted, and how often it was counted in earnest."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, who: Actor = SYSTEM, today: date = TODAY) -> int:
        def count() -> int:
            self.times += 1
            return queries.funnels(who, today).whole.total

        return queries.keeper(who, today)("accepted", count)


class TakenBack(Exception):
    pass


def test_a_figure_is_counted_once_until_the_next_deed() -> None:
    look = Counted()
    result = make_result("draft")
    assert (look(), look(), look.times) == (0, 0, 1)
    advance(result, "accepted")
    assert (look(), look(), look.times) == (1, 1, 2)


def test_what_was_taken_back_leaves_no_trace() -> None:
    """SQLite gives the number of an entry taken back to the next one: nothing may be kept under it."""
    look = Counted()
    result = make_result("draft")
    assert look() == 0

    def deed() -> None:
        with transaction.atomic():
            advance(result, "accepted")
            assert look() == 1, "who writes sees what is written"
            raise TakenBack

    with pytest.raises(TakenBack):
        deed()
    assert (look(), look.times) == (0, 2)
    make_result("draft")
    assert look() == 0
    advance(result, "accepted")
    assert look() == 1


def test_at_midnight_the_clock_is_read_anew() -> None:
    make_result("accepted")
    waits = []
    for today in (TODAY, TODAY + timedelta(days=1)):
        legs = queries.keeper(SYSTEM, today)("clocks", lambda day=today: queries.clocks(SYSTEM, day))
        waits.append(legs[0].longest_wait)
    assert waits[1] == waits[0] + 1


def test_each_reader_has_the_figures_of_what_it_sees(now: datetime) -> None:
    look = Counted()
    person = person_with(Role.OFFICER, department())
    named = Actor(person.pk, person.name, actor(Role.OFFICER).held)
    other = Actor(person.pk + 1_000, "Người khác", actor(Role.OFFICER).held)
    result = make_result("accepted", restricted=True, actor=named)
    assert [look(who) for who in (named, other, ANONYMOUS, SYSTEM)] == [1, 0, 0, 1]
    reader = Person.objects.create(name="Lò Văn Pha")
    told = Actor(reader.pk, reader.name, other.held)
    assert look(told) == 0
    add_reader(result, reader, actor=named, now=now)
    assert (look(told), look(other)) == (1, 0)
    before = look.times
    assert look(Actor(other.person_id + 1, "Người khác nữa", other.held)) == 0, "who sees the same reads the same"
    assert look.times == before


def test_a_deed_numbered_earlier_and_committed_later_is_noticed(now: datetime) -> None:
    """On PostgreSQL two deeds at once may be committed in another order than their entries are numbered."""

    def entry(number: int) -> None:
        Entry.objects.create(pk=number, at=now, actor_name="Máy", verb="test", record_kind="x", record_id=1)

    entry(5_002)
    first = standing()
    entry(5_001)
    assert standing() != first


def test_words_are_kept_in_each_language() -> None:
    said = []
    for language in ("vi", "en"):
        with translation.override(language):
            said.append(queries.keeper(SYSTEM, TODAY)("word", lambda: translation.get_language()))
    assert said == ["vi", "en"]


def test_the_next_look_at_the_leaders_page_shows_the_deed(django_assert_num_queries: Any) -> None:
    browser = Client()
    browser.force_login(user_with(Role.PROVINCE_LEADER, department()))
    make_result("accepted")
    seen = [browser.get("/desk/figures/").context["funnel"][0].value]
    with django_assert_num_queries(5):
        seen.append(browser.get("/desk/figures/").context["funnel"][0].value)
    make_result("accepted")
    seen.append(browser.get("/desk/figures/").context["funnel"][0].value)
    assert seen == [1, 1, 2]


def test_figures_that_take_long_are_shown_as_of_before_and_counted_anew(settings: Any) -> None:
    """The page says so, asks for itself again, and the file is always of now."""
    settings.FIGURES_WAITED_FOR = -1
    browser = Client()
    browser.force_login(user_with(Role.PROVINCE_LEADER, department()))
    make_result("accepted")
    now = browser.get("/desk/figures/")
    assert (now.context["funnel"][0].value, now.context["as_of"]) == (1, None)
    make_result("accepted")
    before = browser.get("/desk/figures/?by=field")
    assert before.context["funnel"][0].value == 1
    assert before.context["as_of"] is not None
    assert "máy đang đếm lại" in before.content.decode()
    anew = browser.get(before.context["recount_url"])
    assert (anew.context["funnel"][0].value, anew.context["as_of"], anew.context["cut"]) == (2, None, "field")
    assert browser.get("/desk/figures/").context["as_of"] is None


def test_what_was_closed_meanwhile_is_named_no_more(settings: Any, now: datetime) -> None:
    settings.FIGURES_WAITED_FOR = -1
    officer = user_with(Role.DIRECTOR, department())
    browser = Client()
    browser.force_login(user_with(Role.PROVINCE_LEADER, department()))
    result = make_result("accepted", accepted_on=date(2020, 1, 1))
    assert [row for row, _days in browser.get("/desk/figures/").context["drawer"]] == [result]
    set_access(result, access=Access.RESTRICTED, note="Kín", actor=actor_for(officer, TODAY), now=now)
    page = browser.get("/desk/figures/")
    assert page.context["as_of"] is not None
    assert page.context["drawer"] == []
    assert result.title not in page.content.decode()


def test_the_next_look_at_the_front_door_shows_the_deed() -> None:
    make_result("registered")
    seen = [Client().get("/").context["count"] for _look in range(2)]
    make_result("registered")
    assert [*seen, Client().get("/").context["count"]] == [1, 1, 2]


def test_hidden_results_are_those_restricted_ones_that_one_does_not_see() -> None:
    """Lists of minutes leave them out; the door to results keeps the ones one sees: both must agree for everybody."""
    person = person_with(Role.OFFICER, department())
    named = Actor(person.pk, person.name, actor(Role.OFFICER).held)
    make_result("accepted", restricted=True, actor=named)
    make_result("accepted", restricted=True, actor=Actor(person_with(Role.OFFICER, department()).pk, "B", named.held))
    make_result("accepted")
    for who in (SYSTEM, ANONYMOUS, named, actor(Role.PROVINCE_LEADER), actor(Role.HOST), actor(Role.UNIT_REP)):
        seen = restricted_results().filter(pk__in=visible_results(who).values("pk"))
        hidden = hidden_results(who)
        assert set(seen) | set(hidden) == set(restricted_results())
        assert not set(seen) & set(hidden)
    assert sight(named) != sight(actor(Role.OFFICER))
