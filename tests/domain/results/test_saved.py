"""Searches that readers keep: at one press, or by an address that confirms itself; told of by night, once a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from gieo.core.actor import ANONYMOUS, SYSTEM, Actor, Role
from gieo.core.errors import Invalid, NotAllowed, NotFound, Refused, WrongState
from gieo.domain.results import services
from gieo.domain.results.access import access_search, access_search_by_link
from gieo.domain.results.engine import seal_saved
from gieo.domain.results.models import SavedSearch
from gieo.domain.results.queries.saved import fitting, link_address, list_address, searches_of
from gieo.domain.results.rules import saved_limits
from gieo.domain.results.services import set_access, tell_of_new
from gieo.domain.results.vocab import Access, SavedState
from gieo.foundation.accounts.models import User
from gieo.foundation.accounts.queries import actor_for
from gieo.foundation.journal.models import Entry
from gieo.foundation.outbox.models import Letter
from gieo.foundation.search.queries import stand_at
from gieo.foundation.search.services import rebuild
from tests.factories.accounts import user_with
from tests.factories.audience import right_code
from tests.factories.results import NOW, make_result
from tests.factories.saved import SETS, asked_by, saved_by
from tests.factories.units import make_unit

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TONIGHT = NOW + DAY


@pytest.fixture
def user() -> User:
    return user_with(Role.UNIT_REP, make_unit("UBND xã Na Sang"))


@pytest.fixture
def reader(user: User) -> Actor:
    return actor_for(user, NOW.date())


def news() -> list[Letter]:
    return list(Letter.objects.filter(kind="search_news").order_by("pk"))


def test_one_press_keeps_a_search_and_the_same_again_changes_nothing(reader: Actor) -> None:
    known = make_result("transferable")
    saved = saved_by(reader, name="Sẵn sàng", chosen={"state": ["transferable"], "field": []})
    assert (saved.state, saved.known, saved.chosen) == ("watching", [known.pk], {"state": ["transferable"]})
    assert saved_by(reader, name="Khác", chosen={"state": ["transferable"]}) == saved
    assert list(searches_of(reader)) == [saved]
    entry = Entry.objects.get(verb="save_search")
    assert "Sẵn sàng" not in str(entry.changes)
    assert list_address(saved, "en").endswith("/en/ket-qua/?state=transferable")
    with pytest.raises(NotAllowed):
        saved_by(ANONYMOUS)
    with pytest.raises(Invalid):
        saved_by(reader, name=" … ", words="chè")
    for number in range(saved_limits().most - 1):
        saved_by(reader, words=f"chè {number}")
    with pytest.raises(Refused):
        saved_by(reader, words="quá nhiều")


def test_a_search_is_minded_by_its_reader_alone(reader: Actor) -> None:
    saved = saved_by(reader)
    other = actor_for(user_with(Role.OFFICER, make_unit("Sở"), email="khac@example.vn"), NOW.date())
    assert access_search(saved.pk, reader) == saved
    for stranger in (other, ANONYMOUS):
        with pytest.raises(NotFound):
            access_search(saved.pk, stranger)
        for deed in (services.pause_search, services.end_search):
            with pytest.raises(NotAllowed):
                deed(saved, actor=stranger, now=NOW)
    assert services.rename_search(saved, name="Chè", actor=reader, now=NOW).name == "Chè"
    assert services.pause_search(saved, actor=reader, now=NOW).state == SavedState.PAUSED
    with pytest.raises(WrongState):
        services.pause_search(saved, actor=reader, now=NOW)
    make_result("transferable")
    tell_of_new(sets=SETS, now=TONIGHT)
    assert not news(), "paused"
    services.resume_search(saved, actor=reader, now=NOW)
    tell_of_new(sets=SETS, now=TONIGHT)
    assert len(news()) == 1, "what came meanwhile is told"
    services.end_search(saved, actor=reader, now=NOW)
    assert not SavedSearch.objects.exists()
    with pytest.raises(NotFound):
        services.rename_search(saved, name="Chè", actor=reader, now=NOW)


def test_an_address_confirms_itself_and_goes_when_it_ends() -> None:
    saved = asked_by("Pao@Example.vn", confirmed=False)
    assert (saved.email, saved.state) == ("pao@example.vn", SavedState.WAITING)
    letter = Letter.objects.get(kind="search_confirm")
    assert letter.to_email == "pao@example.vn"
    assert link_address(saved) in letter.body
    make_result("transferable")
    tell_of_new(sets=SETS, now=TONIGHT)
    assert not news(), "nobody has confirmed"
    token = seal_saved(saved.pk)
    assert services.confirm_search(token, now=NOW).state == SavedState.WATCHING
    assert services.confirm_search(token, now=NOW).state == SavedState.WATCHING
    tell_of_new(sets=SETS, now=TONIGHT)
    (told,) = news()
    assert link_address(saved) in told.body
    asked_by("pao@example.vn", confirmed=False)
    assert Letter.objects.filter(kind="search_confirm").count() == 1, "it is known already, and nobody is told so"
    services.end_search_by_link(token, now=NOW)
    assert not SavedSearch.objects.exists()
    assert "pao@" not in str(list(Entry.objects.values_list("changes", flat=True)))
    for gone in (token, "no-such-token", seal_saved(10**6)):
        with pytest.raises(NotFound):
            access_search_by_link(gone)


def test_who_does_not_confirm_is_forgotten() -> None:
    waiting, kept = asked_by("a@example.vn", confirmed=False), asked_by("b@example.vn")
    days = timedelta(days=saved_limits().confirm_days)
    assert services.forget_unconfirmed(now=NOW + days) == 0
    assert services.forget_unconfirmed(now=NOW + days + timedelta(seconds=1)) == 1
    assert list(SavedSearch.objects.all()) == [kept]
    with pytest.raises(NotFound):
        services.confirm_search(seal_saved(waiting.pk), now=NOW)


@pytest.mark.parametrize("email", ["", "pao", "pao@", "a b@c.vn"])
def test_a_wrong_address_or_code_writes_nothing(email: str) -> None:
    with pytest.raises(Invalid):
        asked_by(email, confirmed=False)
    with pytest.raises(Invalid):
        asked_by(given=right_code(NOW, lasts=-DAY), confirmed=False)
    assert not SavedSearch.objects.exists()
    assert not Letter.objects.exists()


def test_one_letter_a_day_holds_all_that_is_new_and_none_when_nothing_is(reader: Actor, user: User) -> None:
    make_result("transferable", title="Đã biết từ trước")
    saved_by(reader, name="Tất cả")
    saved_by(reader, name="Sẵn sàng", chosen={"state": ["transferable"]})
    assert tell_of_new(sets=SETS, now=NOW) == (0, 0)
    first, second = make_result("transferable", title="Lúa nếp"), make_result("registered", title="Chè shan")
    assert tell_of_new(sets=SETS, now=NOW) == (0, 0), "looked at today already"
    assert tell_of_new(sets=SETS, now=TONIGHT) == (1, 0)
    (letter,) = news()
    assert (letter.to_email, letter.due_at.hour) == (user.email, 0)  # seven o'clock in Việt Nam
    assert letter.subject.startswith("2 kết quả mới")
    assert letter.body.count(first.code) == 4, "under both names, each with its address"
    assert letter.body.count(second.code) == 2
    assert "Đã biết từ trước" not in letter.body
    assert tell_of_new(sets=SETS, now=TONIGHT + DAY) == (0, 0), "nothing is told twice"
    assert len(news()) == 1


def test_a_round_that_dies_goes_on_where_it_was(reader: Actor) -> None:
    saved_by(reader)
    asked_by("pao@example.vn")
    make_result("transferable")

    def dies() -> Any:
        raise RuntimeError("the power is gone")

    class Dying(dict[str, Any]):
        looks = 0

        def __contains__(self, facet: object) -> bool:
            Dying.looks += 1
            return dies() if Dying.looks > 1 else True

        def __getitem__(self, facet: str) -> Any:
            return {"x": frozenset(SavedSearch.objects.none())}

    SavedSearch.objects.update(chosen={"given": ["x"]}, known=[])
    with pytest.raises(RuntimeError):
        tell_of_new(sets=Dying(), now=TONIGHT)
    done = SavedSearch.objects.filter(looked_on=TONIGHT.date()).count()
    assert done == 1
    SavedSearch.objects.update(chosen={})
    tell_of_new(sets=SETS, now=TONIGHT)
    tell_of_new(sets=SETS, now=TONIGHT)
    assert len(news()) == 1, "the other one; whoever was looked at today waits for tomorrow"
    tell_of_new(sets=SETS, now=TONIGHT + DAY)
    assert sorted(letter.to_email for letter in news()).count("pao@example.vn") == 1
    assert len(news()) == 2


def test_a_restricted_result_is_told_to_nobody_and_an_opened_one_then(reader: Actor) -> None:
    keeper = actor_for(user_with(Role.OFFICER, make_unit("Sở"), email="giu@example.vn"), NOW.date())
    saved_by(reader)
    saved_by(keeper)
    hidden = make_result("transferable", title="Nghiên cứu còn kín", restricted=True, actor=keeper)
    draft = make_result("accepted", title="Chưa công bố")
    assert tell_of_new(sets=SETS, now=TONIGHT) == (0, 0), "the catalogue shows neither, whoever reads"
    set_access(hidden, access=Access.OPEN, note="", actor=keeper, now=TONIGHT)
    assert tell_of_new(sets=SETS, now=TONIGHT + DAY) == (2, 0)
    assert all(hidden.code in letter.body and draft.code not in letter.body for letter in news())


def test_nobody_who_may_not_sign_in_any_more_is_told(reader: Actor, user: User) -> None:
    saved_by(reader)
    make_result("transferable")
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert tell_of_new(sets=SETS, now=TONIGHT) == (0, 0)


def test_a_letter_is_in_the_readers_language() -> None:
    asked_by(language="en")
    result = make_result("transferable")
    tell_of_new(sets=SETS, now=TONIGHT)
    (letter,) = news()
    assert "1 new result" in letter.subject
    assert f"/en/ket-qua/{result.code}" in letter.body


def test_a_long_list_names_the_first_and_says_how_many_more(reader: Actor) -> None:
    saved_by(reader)
    for number in range(saved_limits().most_told + 2):
        make_result("registered", title=f"Kết quả {number}", products=1)
    tell_of_new(sets=SETS, now=TONIGHT)
    assert "… và 2 kết quả nữa." in news()[0].body


def test_facets_are_those_of_the_catalogue() -> None:
    one = make_result("transferable", readiness=8)
    two = make_result("registered", title="Chè shan tuyết")
    field = one.field.code if one.field else ""
    sets = SETS | {"receiver": {"DV-1": frozenset({two.pk})}}

    def fits(**chosen: list[str]) -> set[int]:
        return set(fitting("", chosen, sets) or ())

    assert fits() == {one.pk, two.pk}
    assert fits(field=[field]) == {one.pk, two.pk}
    assert fits(state=["registered"]) == {two.pk}
    assert fits(readiness=["8"], state=["transferable"]) == {one.pk}
    assert fits(year=["2021"]) == {one.pk, two.pk}
    assert fits(year=["1999"]) == set()
    assert fits(nature=["process"]) | fits(nature=["ip"]) <= {one.pk, two.pk}
    assert fits(receiver=["DV-1"]) == {two.pk}
    assert fits(receiver=["nobody"]) == set()
    assert fits(programme=["CT-1"]) == set()


def test_words_wait_for_an_index_and_then_find_as_the_catalogue_does(
    reader: Actor, settings: Any, tmp_path: Path
) -> None:
    settings.INDEX_DIR = tmp_path / "index"
    saved = saved_by(reader, words="che shan")
    assert saved.known is None, "no index could say what was there"
    make_result("transferable", title="Phục tráng chè shan tuyết")
    assert tell_of_new(sets=SETS, now=NOW) == (0, 1)
    rebuild(stand_at(settings.INDEX_DIR))
    assert tell_of_new(sets=SETS, now=NOW) == (0, 0), "the first look only notes what is there"
    later = make_result("transferable", title="Sao chè shan bằng ga")
    make_result("transferable", title="Bò vàng vỗ béo")
    rebuild(stand_at(settings.INDEX_DIR))
    assert tell_of_new(sets=SETS, now=TONIGHT) == (1, 0)
    (letter,) = news()
    assert later.code in letter.body
    assert letter.subject.startswith("1 kết quả mới")


@pytest.mark.parametrize(
    "values",
    [{"email": "a@b.vn"}, {"person": None}, {"state": "waiting"}, {"confirmed_at": None}, {"name": ""}],
)
def test_a_row_says_whose_it_is_and_that_it_was_confirmed(reader: Actor, values: dict[str, Any]) -> None:
    saved = saved_by(reader)
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedSearch.objects.filter(pk=saved.pk).update(**values)


def test_the_night_asks_little_for_each_reader(reader: Actor, django_assert_num_queries: Callable[..., Any]) -> None:
    saved_by(reader)
    with django_assert_num_queries(6):  # whose turn, the savepoint, the search, what fits, what was noted, the end
        tell_of_new(sets=SETS, now=TONIGHT)
    assert SYSTEM.is_system
