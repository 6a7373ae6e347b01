"""Interest in a result: asked without an account, answered within a limit, ended with an outcome, taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from gieo.core.actor import ANONYMOUS, SYSTEM, Role
from gieo.core.errors import GieoError, Invalid, NotAllowed, NotFound, Refused, WrongState
from gieo.domain.results.services import set_access
from gieo.domain.results.vocab import Access
from gieo.domain.transfers import services
from gieo.domain.transfers.access import access_interest, open_interest, visible_interests
from gieo.domain.transfers.engine import seal_link, seal_talk
from gieo.domain.transfers.models import Interest, InterestMessage
from gieo.domain.transfers.permits import INTEREST_PERMITS
from gieo.domain.transfers.queries.finding import text_of_interest
from gieo.domain.transfers.queries.interests import (
    DUTY,
    asked_for,
    interest_figures,
    lines_of,
    reply_limit,
    talk_address,
    token_of,
)
from gieo.domain.transfers.rules.interests import wait_of
from gieo.domain.transfers.vocab import AskedBy, InterestState, Outcome, TalkFault, Wait
from gieo.foundation.audience.models import SpentCode
from gieo.foundation.duties.models import Duty
from gieo.foundation.duties.services import cancel
from gieo.foundation.journal.models import Entry
from gieo.foundation.outbox.models import Letter
from tests.factories.accounts import actor, person_with
from tests.factories.audience import right_code
from tests.factories.interests import NOW, TEXT, make_interest
from tests.factories.results import make_result
from tests.factories.transfers import draft_decision
from tests.factories.units import make_unit
from tests.fixtures.database import SideBySide

pytestmark = pytest.mark.django_db
OFFICER = actor(Role.OFFICER)
ENDS = {"actor": OFFICER, "now": NOW, "words": "Đã hẹn với bản."}


def test_who_left_a_telephone_alone_hears_by_short_message(settings) -> None:
    settings.SHORT_MESSAGES = "gieo.foundation.outbox.engine.FileGateway"
    interest = make_interest(phone="0900 000 305", email="")
    letter = Letter.objects.get()
    assert (letter.channel, letter.to_phone) == ("short", "+84900000305")
    assert letter.body == f"So da nhan cau hoi cua ban ({interest.code}) {talk_address(interest)}"


def told(**values: Any) -> Interest:
    given = {"text": TEXT, "asked_by": AskedBy.PHONE, "consents": True, "name": "Sùng A Dế", "phone": "0900 000 305"}
    result = values.pop("result", None) or make_result("transferable")
    return services.take_down_interest(result, **{"actor": OFFICER, "now": NOW} | given | values)


def test_what_is_told_on_the_telephone_is_the_same_conversation() -> None:
    """The same record, the same answer owed, a link to be read out; beside it who wrote it down, and how it came."""
    by_link, interest = make_interest(), told()
    assert (interest.state, interest.first_due, interest.link_until) == (
        by_link.state, by_link.first_due, by_link.link_until,
    )  # fmt: skip
    assert (interest.asked_by, interest.taken_by_name) == (AskedBy.PHONE, OFFICER.name_on_record)
    assert Duty.objects.filter(kind=DUTY, record_code=interest.code).count() == 1
    entry = Entry.objects.get(record_code=interest.code)
    assert (entry.verb, entry.actor_name) == ("take_down", OFFICER.name)
    assert "Sùng A Dế" not in str(entry.changes)
    assert open_interest(token_of(interest), on=NOW.date()).interest == interest
    services.reply_interest(interest, text="Mời bà con tới xem.", actor=OFFICER, now=NOW)


def test_what_is_told_is_asked_as_much_as_what_is_written() -> None:
    result = make_result("transferable")
    faults = refused(lambda: told(result=result, name=" ", phone="", consents=False), Invalid)
    assert {"name", "phone", "consents"} <= set(faults.errors)
    refused(lambda: told(result=result, text="…"), Invalid)
    refused(lambda: told(result=result, actor=actor(Role.EDITOR)), NotAllowed)
    draft = make_result("draft")
    refused(lambda: told(result=draft), NotFound)
    with pytest.raises(IntegrityError), transaction.atomic():
        Interest.objects.filter(pk=told().pk).update(taken_by_name="")


def test_a_decision_that_gives_what_a_unit_asked_for_points_back_at_it() -> None:
    unit, result = make_unit("Hợp tác xã Háng Lìa"), make_result("transferable")
    asked = told(unit=unit, result=result)
    told(result=result)
    decision = draft_decision(results=[result, make_result("transferable")], units=[unit, make_unit("Xã Mường Pồn")])
    assert asked_for(decision.lines.select_related("product"), OFFICER) == [asked]
    assert [line.decision for line in lines_of(asked, OFFICER)] == [decision]
    assert not asked_for(decision.lines.select_related("product"), ANONYMOUS)


def written() -> tuple[Any, ...]:
    kept = (Interest, InterestMessage, Letter, Entry, Duty, SpentCode)
    return tuple(list(table.objects.order_by("pk").values()) for table in kept)


def refused(deed: Callable[[], Any], error: type[GieoError]) -> GieoError:
    before = written()
    with pytest.raises(error) as caught:
        deed()
    assert written() == before
    return caught.value


def duty() -> Duty:
    return Duty.objects.get(kind=DUTY, state="open")


def test_anybody_asks_and_an_answer_is_owed_within_the_limit() -> None:
    interest = make_interest()
    assert (interest.code, interest.state) == ("QT-2023-0001", InterestState.RECEIVED)
    assert reply_limit(NOW.date()).limit.count == 5
    assert interest.due == interest.first_due == date(2023, 11, 14)  # five working days from Tuesday 7 November
    assert (duty().due, duty().debtor_role, duty().basis_mark) == (interest.due, Role.OFFICER, "proposal")
    letter = Letter.objects.get()
    assert letter.to_email == "pao@example.vn"
    assert talk_address(interest) in letter.body
    assert "14/11/2023" in letter.body
    assert interest.result.title not in letter.subject + letter.body
    entry = Entry.objects.get(verb="express")
    assert entry.changes["result"] == [None, interest.result.code]
    assert "Giàng" not in str(entry.changes)
    assert "pao@" not in str(entry.changes)
    assert TEXT not in str(entry.changes)
    assert entry.actor_name == "Người quan tâm kết quả"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "  "}, "name"),
        ({"email": "", "phone": ""}, "phone"),
        ({"phone": "123"}, "phone"),
        ({"email": "không phải"}, "email"),
        ({"consents": False}, "consents"),
        ({"text": "…"}, "text"),
        ({"text": "dài " * 2000}, "text"),
        ({"where": "x" * 500}, "where"),
    ],
)
def test_what_lacks_or_cannot_be_is_said_beside_the_field(values: dict[str, Any], field: str) -> None:
    result = make_result("transferable")
    error = refused(lambda: make_interest(result, **values), Invalid)
    assert isinstance(error, Invalid)
    assert field in error.errors


def test_a_wrong_or_used_code_writes_nothing() -> None:
    result, given = make_result("transferable"), right_code(NOW)
    make_interest(result, given=given)
    refused(lambda: make_interest(result, given=given), Invalid)
    wrong = right_code(NOW, lasts=timedelta(seconds=-1))
    refused(lambda: make_interest(result, given=wrong), Invalid)


def test_nobody_asks_about_what_is_not_public() -> None:
    keeper = actor(Role.OFFICER, person_id=person_with(Role.OFFICER, make_unit("Sở")).pk)
    for result in (make_result("transferable", restricted=True, actor=keeper), make_result("draft")):
        error = refused(lambda result=result: make_interest(result), NotFound)
        assert result.title not in str(error)


def test_a_unit_asks_by_its_own_people_alone_and_sees_its_own() -> None:
    unit, result = make_unit("UBND xã Na Sang"), make_result("transferable")
    rep, stranger = (actor(Role.UNIT_REP, unit_id=pk) for pk in (unit.pk, unit.pk + 1))
    refused(lambda: make_interest(result, unit=unit, actor=stranger), NotAllowed)
    refused(lambda: make_interest(result, unit=unit, actor=ANONYMOUS), NotAllowed)
    interest = make_interest(result, unit=unit, actor=rep)
    make_interest(result)
    assert list(visible_interests(rep)) == [interest]
    assert not visible_interests(stranger)
    assert not visible_interests(ANONYMOUS)
    assert visible_interests(OFFICER).count() == 2
    assert all(
        INTEREST_PERMITS[verb](rep, interest).ok is (verb in {"write_on", "take_back"}) for verb in INTEREST_PERMITS
    )


def test_the_conversation_goes_on_by_the_link_and_each_wait_is_owed() -> None:
    interest = make_interest()
    token = token_of(interest)
    services.write_on_interest(token, text="Thêm một điều: bản có 12 hộ.", now=NOW)
    services.write_on_interest(token, text="Thêm một điều: bản có 12 hộ.", now=NOW)  # sent twice
    assert interest.messages.count() == 2
    assert duty_states() == ["open"]
    refused(lambda: services.reply_interest(interest, text=" ", actor=OFFICER, now=NOW), Invalid)
    refused(lambda: services.reply_interest(interest, text="Chào.", actor=actor(Role.EDITOR), now=NOW), NotAllowed)
    later = NOW + timedelta(days=1)
    row = services.reply_interest(interest, text="Mời bạn gọi thứ Hai.", actor=OFFICER, now=later)
    assert (row.state, row.due, row.answered_on) == (InterestState.TALKING, None, date(2023, 11, 8))
    assert duty_states() == ["fulfilled"]
    assert "Mời bạn gọi thứ Hai." in Letter.objects.get(kind="interest_replied").body
    row = services.write_on_interest(token, text="Cảm ơn, còn giống thì sao?", now=later)
    assert row.due == date(2023, 11, 15)
    assert duty().due == row.due
    services.reply_interest(row, text="Giống ở trạm.", actor=OFFICER, now=later)
    assert duty_states() == ["fulfilled", "fulfilled"]
    assert [message.from_office for message in interest.messages.all()] == [False, False, True, False, True]


def test_what_is_said_in_a_later_call_is_written_down_as_their_words() -> None:
    interest = make_interest()
    services.reply_interest(interest, text="Mời bạn tới xem.", actor=OFFICER, now=NOW)
    later = NOW + timedelta(days=1)
    call = {"text": "Thứ Sáu cả nhóm tới, 12 người.", "asked_by": AskedBy.PHONE, "now": later}
    row = services.write_down_words(interest, actor=OFFICER, **call)
    assert (row.due, duty().due) == (date(2023, 11, 15), date(2023, 11, 15))
    services.write_down_words(interest, actor=OFFICER, **call)  # sent twice
    said = interest.messages.last()
    assert (interest.messages.count(), said.from_office, said.by_name) == (3, False, "")
    assert (said.asked_by, said.taken_by_name) == (AskedBy.PHONE, OFFICER.name_on_record)
    entry = Entry.objects.get(verb="write_down")
    assert (entry.actor_name, entry.changes) == (OFFICER.name, {"characters": [None, 30]})
    refused(lambda: services.write_down_words(interest, actor=actor(Role.EDITOR), **call), NotAllowed)
    refused(lambda: services.write_down_words(interest, actor=OFFICER, **call | {"text": "…"}), Invalid)
    with pytest.raises(IntegrityError), transaction.atomic():
        InterestMessage.objects.filter(from_office=True).update(asked_by=AskedBy.PHONE, taken_by_name="Lò Thị B")
    services.settle_interest(interest, outcome=Outcome.NO, **ENDS)
    refused(lambda: services.write_down_words(interest, actor=OFFICER, **call | {"text": "Nữa."}), WrongState)


def test_who_writes_and_writes_is_asked_to_wait() -> None:
    interest = make_interest()
    for n in range(9):
        services.write_on_interest(token_of(interest), text=f"Điều thứ {n}.", now=NOW)
    refused(lambda: services.write_on_interest(token_of(interest), text="Nữa.", now=NOW), Refused)
    services.reply_interest(interest, text="Vâng.", actor=OFFICER, now=NOW)
    services.write_on_interest(token_of(interest), text="Nữa.", now=NOW)


def test_it_ends_with_an_outcome_and_a_reason() -> None:
    interest = make_interest()
    refused(lambda: services.settle_interest(interest, outcome=Outcome.VISIT, **ENDS), Invalid)
    refused(lambda: services.settle_interest(interest, outcome=Outcome.NO, **ENDS | {"words": ""}), Invalid)
    refused(
        lambda: services.settle_interest(interest, outcome=Outcome.NO, **ENDS | {"actor": actor(Role.HOST)}), NotAllowed
    )
    refused(lambda: services.take_up_interest(interest, text="Còn.", actor=OFFICER, now=NOW), WrongState)
    day = date(2023, 11, 20)
    row = services.settle_interest(interest, outcome=Outcome.VISIT, outcome_on=day, outcome_where="Trạm giống", **ENDS)
    assert (row.state, row.outcome_on, row.closed_on, row.answered_on) == (
        InterestState.CLOSED,
        day,
        NOW.date(),
        NOW.date(),
    )
    assert duty_states() == ["fulfilled"]
    body = Letter.objects.get(kind="interest_settled").body
    assert "Tới xem nơi đang dùng" in body
    assert "Đã hẹn với bản." in body
    refused(lambda: services.write_on_interest(token_of(row), text="Còn điều nữa.", now=NOW), WrongState)
    refused(lambda: services.settle_interest(row, outcome=Outcome.NO, **ENDS), WrongState)
    row = services.take_up_interest(row, text="Hẹn lại tuần sau.", actor=OFFICER, now=NOW)
    assert (row.state, row.outcome, row.outcome_on, row.closed_by_name) == (InterestState.TALKING, "", None, "")
    row = services.settle_interest(row, outcome=Outcome.TRANSFER, outcome_on=day, **ENDS)
    assert row.outcome_on is None  # a transfer has its day in its decision
    with pytest.raises(IntegrityError), transaction.atomic():
        Interest.objects.filter(pk=row.pk).update(outcome_words="")


def test_a_link_opens_its_conversation_alone_and_not_for_ever() -> None:
    interest = make_interest()
    token, today = token_of(interest), NOW.date()
    assert open_interest(token, on=today).interest == interest
    forged = (f"{token}x", "1-1", seal_link(interest.pk, today), seal_talk(interest.pk + 99, 1), "")
    for wrong in forged:
        assert open_interest(wrong, on=today).fault is TalkFault.FORGED
        refused(lambda wrong=wrong: services.write_on_interest(wrong, text="Cho vào.", now=NOW), NotFound)
        refused(lambda wrong=wrong: services.take_back_interest(wrong, now=NOW), NotFound)
    late = NOW + timedelta(days=91)
    assert open_interest(token, on=late.date()).fault is TalkFault.EXPIRED
    refused(lambda: services.write_on_interest(token, text="Muộn.", now=late), NotFound)
    refused(lambda: services.ask_new_link(token, now=NOW), Refused)
    row = services.ask_new_link(token, now=late)
    letter = Letter.objects.get(kind="interest_link")
    assert (letter.to_email, talk_address(row) in letter.body) == ("pao@example.vn", True)
    assert open_interest(token, on=late.date()).fault is TalkFault.RENEWED
    refused(lambda: services.ask_new_link(token, now=late), NotFound)
    assert open_interest(token_of(row), on=late.date()).fault is None
    row = services.renew_link_of_interest(row, actor=OFFICER, now=late)
    assert row.link_number == 3
    refused(lambda: services.renew_link_of_interest(row, actor=actor(Role.EDITOR), now=late), NotAllowed)


def test_without_an_address_a_new_link_is_an_officers() -> None:
    interest = make_interest(email="")
    assert not Letter.objects.exists()
    refused(lambda: services.ask_new_link(token_of(interest), now=NOW + timedelta(days=91)), Refused)


def test_what_was_asked_is_taken_back_and_gone() -> None:
    interest = make_interest()
    row = services.take_back_interest(token_of(interest), now=NOW)
    assert (row.state, row.name, row.email, row.phone, row.where, row.due) == (
        InterestState.TAKEN_BACK,
        "",
        "",
        "",
        "",
        None,
    )
    assert "pao" not in row.folded
    assert not row.messages.exists()
    assert duty_states() == ["cancelled"]
    assert open_interest(token_of(row), on=NOW.date()).fault is TalkFault.GONE
    assert text_of_interest(row) is None
    refused(lambda: services.reply_interest(row, text="Chào.", actor=OFFICER, now=NOW), WrongState)
    refused(lambda: services.take_back_interest(token_of(row), now=NOW), NotFound)


def duty_states() -> list[str]:
    return list(Duty.objects.filter(kind=DUTY).order_by("pk").values_list("state", flat=True))


def test_what_is_kept_of_people_ends_and_what_counts_stays() -> None:
    interest = services.settle_interest(make_interest(), outcome=Outcome.NO, **ENDS)
    assert services.forget_askers(now=NOW + timedelta(days=700)) == 0
    assert services.forget_askers(now=NOW + timedelta(days=735)) == 1
    assert services.forget_askers(now=NOW + timedelta(days=735)) == 0
    row = Interest.objects.get(pk=interest.pk)
    assert (row.name, row.email, row.outcome_words, row.outcome, row.messages.count()) == ("", "", "", Outcome.NO, 0)
    assert open_interest(token_of(row), on=NOW.date()).fault is TalkFault.GONE


def test_a_result_restricted_since_closes_link_list_and_index() -> None:
    interest = make_interest()
    keeper = actor(Role.OFFICER, person_id=person_with(Role.OFFICER, make_unit("Sở")).pk)
    assert text_of_interest(interest) is not None
    set_access(interest.result, access=Access.RESTRICTED, note="Kín", actor=keeper, now=NOW)
    assert services.follow_interests(actor=SYSTEM, now=NOW) == 1
    assert duty().confidential
    row = Interest.objects.select_related("result", "unit").get()
    assert text_of_interest(row) is None
    assert open_interest(token_of(row), on=NOW.date()).fault is TalkFault.HELD_BACK
    refused(lambda: services.write_on_interest(token_of(row), text="Sao rồi?", now=NOW), NotFound)
    assert not visible_interests(OFFICER)
    with pytest.raises(NotFound):
        access_interest(row.code, OFFICER)
    assert access_interest(row.code, keeper) == row


def test_each_night_whoever_waits_has_somebody_who_owes_the_answer() -> None:
    interest = make_interest()
    assert services.mind_interests(now=NOW) == (0, 0)
    cancel(DUTY, interest, reason="Lầm", actor=SYSTEM, now=NOW)
    assert services.mind_interests(now=NOW + timedelta(days=30)) == (1, 1)
    assert duty().due == interest.due


def test_figures_count_each_first_answer_once() -> None:
    result = make_result("transferable")
    rows = [make_interest(result) for _n in range(5)]
    services.reply_interest(rows[0], text="Trong hạn.", actor=OFFICER, now=NOW + timedelta(days=7))
    late = NOW + timedelta(days=8)
    services.settle_interest(rows[1], outcome=Outcome.NO, **ENDS | {"now": late})
    services.take_back_interest(token_of(rows[2]), now=NOW)
    found = interest_figures(visible_interests(OFFICER), late.date())
    assert {wait: found[wait] for wait in Wait} == {Wait.IN_TIME: 1, Wait.LATE: 1, Wait.WAITS: 0, Wait.OVERDUE: 2}
    assert interest_figures(visible_interests(OFFICER), NOW.date())[Wait.WAITS] == 2
    assert found[Outcome.NO] == 1
    assert wait_of(date(2023, 11, 14), None, date(2023, 11, 14)) is Wait.WAITS
    assert wait_of(date(2023, 11, 14), date(2023, 11, 15), date(2023, 11, 20)) is Wait.LATE


def test_letters_speak_the_language_in_which_it_was_asked() -> None:
    interest = make_interest(language="en")
    body = Letter.objects.get().body
    assert "/en/quan-tam/" in body
    assert "Kính gửi" not in body
    assert interest.name in body


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_end_it_once(side_by_side: SideBySide) -> None:
    interest = make_interest()
    ends = [lambda: services.settle_interest(interest, outcome=Outcome.NO, **ENDS)] * 2
    outcomes = side_by_side(*ends)
    assert sorted(type(one).__name__ for one in outcomes) == ["Interest", "WrongState"]
    assert Letter.objects.filter(kind="interest_settled").count() == 1
