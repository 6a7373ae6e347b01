"""A result that is new is shown to the units whose needs it could meet: once, with one letter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps

from gieo.core.actor import SYSTEM, Role
from gieo.core.errors import Invalid, NotAllowed, Refused
from gieo.domain.needs.models import Need
from gieo.domain.needs.services import answer_need, reopen_need, withdraw_need
from gieo.domain.needs.vocab import Answer
from gieo.domain.results.models import Result
from gieo.domain.results.services import set_access
from gieo.domain.results.vocab import Access
from gieo.domain.transfers.models import Offering, Suggestion
from gieo.domain.transfers.queries.suggesting import new_results, told_of
from gieo.domain.transfers.queries.weighing import needs_for
from gieo.domain.transfers.services import judge_result, suggest_new_results, tell_units
from gieo.domain.transfers.vocab import Judged, RefusedFor
from gieo.foundation.journal.models import Entry
from gieo.foundation.outbox.models import Letter
from tests.factories.accounts import actor, person_with
from tests.factories.needs import NOW, make_need
from tests.factories.results import make_result
from tests.factories.units import make_unit
from tests.fixtures.database import SideBySide

pytestmark = pytest.mark.django_db
OFFICER = actor(Role.OFFICER)
NIGHT = NOW + timedelta(days=1)
NEXT = NIGHT + timedelta(days=1)


def letters() -> list[Letter]:
    return list(Letter.objects.filter(kind="need_could_be_met").order_by("pk"))


def test_a_result_shows_the_needs_that_it_could_meet_and_their_units_are_told_once(indexed: Callable[[], int]) -> None:
    result = make_result("transferable", altitude_min=600, altitude_max=1100)
    fits = make_need(altitude_min=700, altitude_max=800)
    low = make_need(unit=make_unit("UBND xã Thấp"), altitude_min=10, altitude_max=90)
    gone = make_need(unit=make_unit("UBND xã Mường Phăng"))
    withdraw_need(gone, words="Thôi.", actor=OFFICER, now=NOW)
    indexed()
    assert [one.need for one in needs_for(result)] == [fits]
    with pytest.raises(NotAllowed):
        tell_units(result, [fits], actor=actor(Role.UNIT_REP), now=NOW)
    with pytest.raises(Invalid):
        tell_units(result, [low, gone], actor=OFFICER, now=NOW)
    assert tell_units(result, [fits, low], actor=OFFICER, now=NOW) == 1
    with pytest.raises(Refused, match="đã được báo"):
        tell_units(result, [fits], actor=OFFICER, now=NIGHT)
    (letter,) = letters()
    assert (letter.to_email, letter.record_code) == ("do@example.vn", fits.code)
    assert suggest_new_results(now=NIGHT) == (0, 0)
    assert len(letters()) == 1
    assert needs_for(make_result("draft")) == []


def test_a_new_result_is_told_by_night_and_never_again(indexed: Callable[[], int]) -> None:
    need = make_need()
    power = make_need(
        "Máy phát điện nhỏ bằng nước suối", problem="Chưa có điện lưới.", unit=make_unit("UBND xã Xa"), users="hộ"
    )
    rice, thin = make_result("transferable"), make_result("transferable", title="Gieo lúa nếp nương thưa")
    indexed()
    assert suggest_new_results(now=NIGHT) == (1, 0)
    (letter,) = letters()
    assert rice.code in letter.body
    assert thin.code in letter.body
    assert letter.record_code == need.code
    assert [row.result for row in told_of(need)] == [thin, rice]
    assert told_of(power) == []
    assert Entry.objects.get(verb="suggest").changes["results"] == [[], [rice.code, thin.code]]
    assert suggest_new_results(now=NEXT) == (0, 0)
    Offering.objects.all().delete()  # a round that died before it noted what it had told
    assert suggest_new_results(now=NEXT) == (0, 0)
    assert len(letters()) == 1


def test_who_was_told_that_nothing_meets_the_need_hears_of_it_too(indexed: Callable[[], int]) -> None:
    need = make_need()
    answer_need(need, answer=Answer.CANNOT, words="Chưa có kết quả nào.", actor=OFFICER, now=NOW)
    result = make_result("transferable")
    indexed()
    assert suggest_new_results(now=NIGHT) == (1, 0)
    assert "mở lại nhu cầu" in letters()[0].body
    reopen_need(need, words="Có kết quả mới.", actor=OFFICER, now=NIGHT)
    assert [row.result for row in told_of(need)] == [result]
    assert suggest_new_results(now=NEXT) == (0, 0)


def test_what_was_judged_for_a_need_is_no_news_to_it(indexed: Callable[[], int]) -> None:
    need, result = make_need(), make_result("transferable")
    indexed()
    no = {"judged": Judged.REFUSED, "reason": RefusedFor.TRIED, "words": "Đã gieo hai vụ, không được."}
    judge_result(need, result, actor=OFFICER, now=NOW, **no)
    assert suggest_new_results(now=NIGHT) == (0, 0)
    assert not Suggestion.objects.exists()


def test_a_need_stated_after_the_result_was_offered_is_no_news(indexed: Callable[[], int]) -> None:
    make_result("transferable")
    indexed()
    assert suggest_new_results(now=NIGHT) == (0, 0)
    make_need()
    indexed()
    assert suggest_new_results(now=NEXT) == (0, 0)


def test_a_letter_says_what_the_owner_has_not_confirmed_in_time(indexed: Callable[[], int]) -> None:
    make_need()
    old = make_result("transferable")
    Result.objects.filter(pk=old.pk).update(accepted_on=date(2019, 1, 10), certificate_on=date(2019, 3, 1))
    indexed()
    suggest_new_results(now=NIGHT)
    assert f"({old.code}). Chưa được xác nhận lại từ 01/03/2022." in letters()[0].body


def test_what_the_index_does_not_hold_yet_waits_for_the_next_night(indexed: Callable[[], int]) -> None:
    need, held = make_need(), make_result("transferable")
    indexed()
    late = make_result("transferable", title="Gieo lúa nếp nương thưa")
    assert suggest_new_results(now=NIGHT) == (1, 1)
    assert [row.result for row in told_of(need)] == [held]
    indexed()
    assert suggest_new_results(now=NEXT) == (1, 0)
    assert late in [row.result for row in told_of(need)]


def test_only_the_two_nearest_are_told(indexed: Callable[[], int]) -> None:
    need = make_need()
    for number in range(7):
        make_result("transferable", title=f"Giống lúa nếp nương số {number}", short_title="")
    indexed()
    suggest_new_results(now=NIGHT)
    assert len(told_of(need)) == 2
    assert Offering.objects.count() == 7


def test_a_restricted_result_is_told_to_nobody_until_it_is_opened(indexed: Callable[[], int]) -> None:
    unit = make_unit("Sở Khoa học và Công nghệ")
    reader = actor(Role.OFFICER, person_id=person_with(Role.OFFICER, unit).pk, unit_id=unit.pk)
    need, result = make_need(), make_result("transferable", restricted=True, actor=reader)
    indexed()
    assert suggest_new_results(now=NIGHT) == (0, 0)
    set_access(result, access=Access.OPEN, note="Hết hạn chế.", actor=reader, now=NIGHT)
    indexed()
    assert suggest_new_results(now=NEXT) == (1, 0)
    set_access(result, access=Access.RESTRICTED, note="Theo yêu cầu của chủ sở hữu.", actor=reader, now=NEXT)
    assert told_of(need) == []


def test_what_was_public_before_the_update_is_no_news() -> None:
    unit = make_unit("Sở Khoa học và Công nghệ")
    reader = actor(Role.OFFICER, person_id=person_with(Role.OFFICER, unit).pk, unit_id=unit.pk)
    public = [make_result("registered"), make_result("transferable")]
    make_result("draft")
    make_result("transferable", restricted=True, actor=reader)
    import_module("gieo.domain.transfers.migrations.0009_suggestions").fill(apps, None)
    assert {row.result for row in Offering.objects.all()} == set(public)
    assert not new_results().exists()


def test_a_unit_without_an_address_finds_it_on_its_page_and_gets_its_letter_later(indexed: Callable[[], int]) -> None:
    need = make_need(contact_email="", contact_phone="")
    result = make_result("transferable")
    indexed()
    assert suggest_new_results(now=NIGHT) == (1, 0)
    assert letters() == []
    assert [row.by_letter for row in told_of(need)] == [False]
    Need.objects.update(contact_email="do@example.vn")
    assert suggest_new_results(now=NEXT) == (0, 0)
    assert tell_units(result, [need], actor=OFFICER, now=NEXT) == 1
    assert [row.by_letter for row in told_of(need)] == [True]


def test_the_journal_names_those_that_were_told_and_no_other(indexed: Callable[[], int]) -> None:
    judged, fresh = make_need(), make_need(unit=make_unit("UBND xã Khác"))
    result = make_result("transferable")
    indexed()
    no = {"judged": Judged.REFUSED, "reason": RefusedFor.TRIED, "words": "Đã gieo hai vụ, không được."}
    judge_result(judged, result, actor=OFFICER, now=NOW, **no)
    assert tell_units(result, [judged, fresh], actor=OFFICER, now=NOW) == 1
    assert Entry.objects.get(verb="tell_units").changes["needs"] == [[], [fresh.code]]
    with pytest.raises(Refused, match="đã xem xét"):
        tell_units(result, [judged], actor=OFFICER, now=NOW)


def test_the_eleventh_need_hears_of_it_too(indexed: Callable[[], int]) -> None:
    for number in range(12):
        make_need(unit=make_unit(f"UBND xã {number}"))
    make_result("transferable")
    indexed()
    assert suggest_new_results(now=NIGHT) == (12, 0)


def test_without_an_index_results_wait_for_the_next_night(indexed: Callable[[], int]) -> None:
    make_need()
    make_result("transferable")
    assert suggest_new_results(now=NIGHT) == (0, 1)
    indexed()
    assert suggest_new_results(now=NEXT) == (1, 0)


def test_two_rounds_at_once_write_one_letter(
    transactional_db: None, side_by_side: SideBySide, indexed: Callable[[], int]
) -> None:
    result, need = make_result("transferable"), make_need()
    indexed()
    side_by_side(lambda: suggest_new_results(now=NIGHT), lambda: tell_units(result, [need], actor=SYSTEM, now=NIGHT))
    assert len(letters()) == Suggestion.objects.count() == 1
