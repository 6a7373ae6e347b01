"""The link by which the owner of a result answers without an account: what opens, what is refused, what is left to the
registry, which letters carry it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.signing import Signer
from django.db import IntegrityError, transaction

from gieo.core.actor import SYSTEM, Actor, Role
from gieo.core.clock import TZ
from gieo.core.errors import Invalid, NotFound
from gieo.domain.results import services
from gieo.domain.results.access import public_results
from gieo.domain.results.engine import seal_saved, seal_validity
from gieo.domain.results.models import Result
from gieo.domain.results.queries.finding import find_public
from gieo.domain.results.queries.validity import (
    DECIDE_DUTY,
    DUTY,
    HELD,
    HOLDS,
    SILENT,
    asked_by_link,
    asked_from,
    catalogue_of,
    question_address,
    question_of,
    question_token,
)
from gieo.domain.results.services import answer_by_link, answer_validity, ask_owners
from gieo.domain.results.vocab import Access, Holding, QuestionFault, ResultState
from gieo.foundation.duties.models import Duty
from gieo.foundation.duties.services import climb_ladder
from gieo.foundation.journal.models import Entry
from gieo.foundation.outbox.models import Letter
from gieo.foundation.outbox.rules import short_text
from gieo.foundation.units.models import Contact
from gieo.foundation.units.services import abolish_unit
from gieo.foundation.units.vocab import UnitKind
from tests.factories.accounts import person_with
from tests.factories.results import make_host, make_result
from tests.factories.units import make_department, make_unit
from tests.fixtures.database import SideBySide

pytestmark = pytest.mark.django_db
UNTIL = date(2025, 2, 18)  # 36 months after the certificate of 18 February 2022
ASKED = UNTIL - timedelta(days=60)
WHO = "Lò Thị Mai, phó giám đốc"
HOLDER = "Người giữ liên kết của Trung tâm Giống cây trồng"


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=TZ)


def asked(stage: str = "transferable", **values: Any) -> tuple[Result, str]:
    """A result whose owner is asked, and the secret of the link of that day."""
    result = make_result(stage, **values)
    assert ask_owners(now=at(ASKED)) == 1
    duty = question_of(result)
    assert duty is not None
    return result, question_token(duty, ASKED)


def say(token: str, answer: Holding = Holding.HOLDS, words: str = "", day: date = ASKED, who: str = WHO) -> Result:
    return answer_by_link(token, answer=answer, words=words, told_by=who, now=at(day))


def fault_of(token: str, day: date = ASKED) -> QuestionFault | None:
    return asked_by_link(token, on=day).fault


def test_the_owner_answers_by_link_once_and_the_next_question_has_a_link_of_its_own() -> None:
    result, token = asked()
    assert asked_by_link(token, on=ASKED).result == result
    with pytest.raises(Invalid) as lacking:
        say(token, Holding.CHANGED, who=" ")
    assert set(lacking.value.errors) == {"words", "told_by"}
    row = say(token)
    assert (row.state, row.confirmed_on, row.confirmed_note) == (ResultState.TRANSFERABLE, ASKED, "")
    assert row.confirmed_by == f"{WHO}; {HOLDER}"
    entry = Entry.objects.get(verb="confirm_validity")
    assert entry.actor_name == HOLDER
    assert WHO not in str(entry.changes), "who answered can be forgotten"
    assert question_of(row) is None
    assert fault_of(token) is QuestionFault.ANSWERED
    with pytest.raises(NotFound, match="đã có câu trả lời"):
        say(token, who="Bà Mai")
    again = asked_from(row, ASKED)
    assert again == date(2027, 10, 21)
    assert ask_owners(now=at(again)) == 1
    assert fault_of(token, again) is QuestionFault.EXPIRED, "the link of the former question opens no new one"
    newer = question_of(row)
    assert newer is not None
    assert say(question_token(newer, again), day=again).confirmed_note == ""


def test_a_used_link_tells_nothing_after_its_last_day_or_the_next_question() -> None:
    _result, token = asked()
    row = say(token)
    last = UNTIL + timedelta(days=30)
    assert fault_of(token, last) is QuestionFault.ANSWERED
    after = asked_by_link(token, on=last + timedelta(days=1))
    assert (after.fault, after.result) == (QuestionFault.EXPIRED, None)
    Result.objects.filter(pk=row.pk).update(confirmed_on=None, confirmed_by="")
    assert ask_owners(now=at(ASKED)) == 1
    after = asked_by_link(token, on=ASKED)
    assert (after.fault, after.result) == (QuestionFault.CLOSED, None)
    with pytest.raises(NotFound, match="không còn cần trả lời"):
        say(token)
    newer = question_of(row)
    assert newer is not None
    assert fault_of(question_token(newer, ASKED)) is None


def test_nothing_secret_stands_in_the_tables() -> None:
    _result, token = asked()
    signature = token.partition(".")[2]
    assert len(signature) >= 40
    assert signature not in str([*Duty.objects.values(), *Result.objects.values(), *Entry.objects.values()])


def test_forged_links_ask_nothing_and_no_database(django_assert_num_queries: Any) -> None:
    _result, token = asked()
    told, _dot, signature = token.partition(".")
    number, _dash, day = told.partition("-")
    wrong = [
        "", "x", "1", token[:-1], f"{token}x", signature, f"{int(number) + 1}-{day}.{signature}",
        f"{number}-20991231.{signature}", seal_saved(int(number)), Signer(salt="else", sep=".").sign(told),
    ]  # fmt: skip
    for attempt in wrong:
        with django_assert_num_queries(0):
            assert fault_of(attempt) is QuestionFault.FORGED, attempt
        with pytest.raises(NotFound):
            say(attempt)
    decision = Duty.objects.exclude(kind=DUTY).first()
    assert decision is not None
    assert fault_of(seal_validity(decision.pk, UNTIL)) is QuestionFault.FORGED, "a link opens no duty of another kind"


def test_a_link_runs_out_a_month_after_the_day_or_after_it_was_made() -> None:
    result, token = asked()
    last = UNTIL + timedelta(days=30)
    assert asked_by_link(token, on=last).until == last
    assert fault_of(token, last + timedelta(days=1)) is QuestionFault.EXPIRED
    with pytest.raises(NotFound, match="hết hạn"):
        say(token, day=last + timedelta(days=1))
    late, duty = UNTIL + timedelta(days=100), question_of(result)
    assert duty is not None
    assert say(question_token(duty, late), day=late + timedelta(days=30)).confirmed_on == late + timedelta(days=30)


def test_what_is_restricted_or_taken_out_meanwhile_is_not_told_of(officer: Actor) -> None:
    hidden, token = asked()
    services.set_access(hidden, access=Access.RESTRICTED, note="", actor=officer, now=at(ASKED))
    gone, other = asked(title="Chè shan")
    services.withdraw_result(gone, reason="Nhập trùng", actor=officer, now=at(ASKED))
    for secret in (token, other):
        found = asked_by_link(secret, on=ASKED)
        assert (found.fault, found.result) == (QuestionFault.CLOSED, None)
        with pytest.raises(NotFound, match="không còn cần trả lời"):
            say(secret)
    answered, used = asked(title="Cá lồng")
    say(used)
    services.set_access(answered, access=Access.RESTRICTED, note="", actor=officer, now=at(ASKED))
    assert asked_by_link(used, on=ASKED).result is None


@pytest.mark.parametrize("answer", [Holding.HOLDS, Holding.CHANGED])
def test_words_of_a_link_stand_before_nobody_until_the_registry_has_decided(answer: Holding, officer: Actor) -> None:
    _result, token = asked()
    row = say(token, answer, "Thêm bước phơi sương")
    assert (row.confirmed_on, row.confirmed_note) == (None, "")
    assert (row.said_answer, row.said_words) == (Holding.CHANGED, "Thêm bước phơi sương")
    row = answer_validity(
        row, answer=Holding.CHANGED, words="Thêm bước phơi", told_by=WHO, actor=officer, now=at(ASKED)
    )
    assert (row.confirmed_note, row.said_answer, row.said_words) == ("Thêm bước phơi", "", "")
    assert Duty.objects.get(kind=DECIDE_DUTY).state == "fulfilled"


def test_what_no_longer_holds_by_link_is_the_registrys_to_decide(officer: Actor) -> None:
    _result, token = asked()
    with pytest.raises(Invalid):
        say(token, Holding.ENDED)
    row = say(token, Holding.ENDED, "Giống đã thoái hoá")
    assert (row.state, row.confirmed_on) == (ResultState.TRANSFERABLE, None)
    assert (row.said_words, row.said_by, row.said_on) == ("Giống đã thoái hoá", f"{WHO}; {HOLDER}", ASKED)
    assert public_results().filter(pk=row.pk).exists(), "who holds a link ends no result"
    duty = Duty.objects.get(kind=DECIDE_DUTY)
    assert (duty.debtor_role, duty.due, duty.basis_mark) == (Role.REGISTRAR, date(2025, 1, 3), "proposal")
    assert question_of(row) is None
    assert ask_owners(now=at(UNTIL)) == 0, "nobody is asked while the registry decides"
    with pytest.raises(NotFound):
        say(token)
    row = answer_validity(row, answer=Holding.ENDED, words="Giống đã thoái hoá", told_by=WHO, actor=officer,
                          now=at(UNTIL))  # fmt: skip
    assert (row.state, row.said_words, row.said_on) == (ResultState.EXPIRED, "", None)
    duty.refresh_from_db()
    assert duty.state == "fulfilled"


@pytest.mark.parametrize("verb", ["holds", "expire", "withdraw"])
def test_any_decision_ends_what_was_said_by_link(verb: str, officer: Actor) -> None:
    result, token = asked()
    say(token, Holding.ENDED, "Giống đã thoái hoá")
    what: dict[str, Any] = {"actor": officer, "now": at(ASKED)}
    if verb == "holds":
        row = answer_validity(result, answer=Holding.HOLDS, told_by="Bà Mai, gọi lại", **what)
        assert asked_from(row, ASKED) == date(2027, 10, 21)
    else:
        deed = {"expire": services.expire_result, "withdraw": services.withdraw_result}[verb]
        row = deed(result, reason="Đã thoái hoá", **what)
    assert (row.said_words, row.said_by) == ("", "")
    assert Duty.objects.get(kind=DECIDE_DUTY).state == "fulfilled"


def test_words_outlast_a_restriction_and_are_owed_a_decision_again(officer: Actor) -> None:
    result, token = asked()
    say(token, Holding.ENDED, "Giống đã thoái hoá")
    what: dict[str, Any] = {"actor": officer, "now": at(ASKED + timedelta(days=5))}
    services.set_access(result, access=Access.RESTRICTED, note="", **what)
    assert list(Duty.objects.filter(kind=DECIDE_DUTY).values_list("state", flat=True)) == ["cancelled"]
    row = services.set_access(result, access=Access.OPEN, note="", **what)
    duty = Duty.objects.get(kind=DECIDE_DUTY, state="open")
    assert (duty.debtor_role, duty.opened_on) == (Role.REGISTRAR, ASKED + timedelta(days=5))
    assert ask_owners(now=at(UNTIL)) == 0, "its owner is not asked again while words wait"
    assert row.said_words == "Giống đã thoái hoá"
    answer_validity(row, answer=Holding.HOLDS, told_by="Bà Mai, gọi lại", **what)
    duty.refresh_from_db()
    assert duty.state == "fulfilled"


def test_no_link_replaces_words_that_wait() -> None:
    result, token = asked()
    waiting = {"said_answer": Holding.ENDED, "said_words": "Thoái hoá", "said_by": WHO, "said_on": ASKED}
    Result.objects.filter(pk=result.pk).update(**waiting)
    assert fault_of(token) is QuestionFault.ANSWERED
    for answer, words in ((Holding.HOLDS, ""), (Holding.CHANGED, "Gieo thưa")):
        with pytest.raises(NotFound, match="đã có câu trả lời"):
            say(token, answer, words)
    result.refresh_from_db()
    assert (result.said_words, result.confirmed_on) == ("Thoái hoá", None)


def test_a_row_says_who_said_so_and_why_while_it_waits() -> None:
    offered, draft = make_result("registered"), make_result("draft", title="Chè shan")
    whole = {"said_answer": Holding.ENDED, "said_words": "Thoái hoá", "said_by": WHO, "said_on": ASKED}
    for row, values in [(offered, {name: whole[name]}) for name in whole] + [(draft, whole)]:
        with pytest.raises(IntegrityError), transaction.atomic():
            Result.objects.filter(pk=row.pk).update(**values)


@pytest.mark.parametrize(("answer", "words"), [(Holding.CHANGED, "Gieo thưa"), (Holding.ENDED, "Thoái hoá")])
def test_the_same_answer_again_changes_nothing(
    answer: Holding, words: str, nothing_written: Callable[..., Any]
) -> None:  # fmt: skip
    _result, token = asked()
    first = say(token, answer, words)
    with nothing_written():
        assert say(token, answer, words).version == first.version
        with pytest.raises(NotFound):
            say(token, answer, "Khác")


def test_two_answers_at_once_are_one(side_by_side: SideBySide) -> None:
    result, token = asked()
    outcomes = side_by_side(
        lambda: say(token, Holding.HOLDS).pk, lambda: say(token, Holding.ENDED, "Thoái hoá", who="Ông Sơn").pk
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NotFound", "int"]
    assert Entry.objects.filter(verb__in=["confirm_validity", "say_holding"]).count() == 1
    row = Result.objects.get(pk=result.pk)
    assert bool(row.confirmed_by) != bool(row.said_words)


def test_an_abolished_owners_link_goes_on_in_its_successor() -> None:
    _result, token = asked()
    heir = make_unit("Trung tâm mới", UnitKind.PUBLIC_SERVICE)
    abolish_unit(make_host(), on=ASKED, successor=heir, act_number="1/QĐ-UBND", actor=SYSTEM, now=at(ASKED))
    assert "Trung tâm mới" in say(token).confirmed_by


def test_letters_to_the_owner_carry_the_link_and_those_to_leaders_do_not() -> None:
    first, _token = asked()
    make_result("registered", title="Chè shan")
    ask_owners(now=at(ASKED))
    Contact.objects.create(unit=make_host(), name="Văn thư", email="van-thu@example.vn", is_primary=True)
    person_with(Role.DIRECTOR, make_department(), email="giam-doc@example.vn")
    for days in (-28, 0, 7, 28):
        climb_ladder(now=at(UNTIL + timedelta(days=days)), ways={DUTY: question_address})
    owner = list(Letter.objects.filter(to_email="van-thu@example.vn").order_by("pk"))
    assert len(owner) == 3
    for letter in owner:
        tokens = re.findall(r"/con-dung-duoc/([^/\s]+)/$", letter.body, re.MULTILINE)
        assert len(tokens) == 2, "each line has its own"
        assert asked_by_link(tokens[0], on=UNTIL + timedelta(days=28)).result == first
        assert first.title not in letter.body
    (leader,) = Letter.objects.filter(to_email="giam-doc@example.vn")
    assert "/con-dung-duoc/" not in leader.body
    duty = question_of(first)
    assert duty is not None
    assert short_text("Sở KHCN nhắc", question_address(duty, ASKED)).endswith("/")


def test_the_catalogue_knows_what_nobody_has_confirmed(django_assert_num_queries: Any, indexed: Any) -> None:
    silent, fresh = make_result("transferable"), make_result("registered", title="Chè shan")
    make_result("accepted", title="Chưa đăng ký")
    Result.objects.filter(pk=fresh.pk).update(certificate_on=date(2023, 1, 1))
    with django_assert_num_queries(1):
        whole = catalogue_of(UNTIL + timedelta(days=1))
    sets = whole.sets
    assert (whole.count, whole.years) == (2, (2021,))
    assert sets == {HOLDS: {HELD: {fresh.pk}, SILENT: {silent.pk}}}
    assert catalogue_of(UNTIL).sets[HOLDS][SILENT] == set(), "the last day counts"
    indexed()
    for words in ("nương", "lúa nếp"):
        found = find_public(words, {HOLDS: [SILENT]}, sets)
        assert found is not None
        assert list(found.numbers(0, 9)) == [silent.pk]
        assert found.counts[HOLDS] == {HELD: 1, SILENT: 1}
