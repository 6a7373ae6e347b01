"""Comments: sent, published, refused, withdrawn, answered, taken back; by whom, and what is told to whom."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from gieo.core.actor import ANONYMOUS, SYSTEM, Actor, Role
from gieo.core.errors import Invalid, NotAllowed, NotFound, Refused, WrongState
from gieo.foundation.accounts.queries import actor_for
from gieo.foundation.audience.access import access_comment, access_own_comment, visible_comments, visible_discussions
from gieo.foundation.audience.models import Comment, Discussion, Rating, SpentCode
from gieo.foundation.audience.queries.comments import comment_deeds, counts, sources_of_several, voices
from gieo.foundation.audience.services import comments as services
from gieo.foundation.audience.services.discussions import close_discussion, open_discussion
from gieo.foundation.audience.services.forgetting import forget_readers
from gieo.foundation.audience.services.ratings import rate_page
from gieo.foundation.audience.vocab.comments import MOST_WAITING, CommentState
from gieo.foundation.audience.vocab.visits import VisitKind
from gieo.foundation.duties.models import Duty
from gieo.foundation.duties.vocab import DutyState
from gieo.foundation.journal.models import Entry
from gieo.foundation.units.models import Unit
from tests.factories.accounts import user_with
from tests.factories.audience import CODE, published_comment, right_code, waiting_comment
from tests.factories.units import make_unit
from tests.fixtures.database import SideBySide

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return make_unit(name="Sở Khoa học và Công nghệ")


def actor_of(role: Role, unit: Unit, now: datetime, **values: Any) -> Actor:
    return actor_for(user_with(role, unit, **values), now.date())


@pytest.fixture
def editor(unit: Unit, now: datetime) -> Actor:
    return actor_of(Role.EDITOR, unit, now)


def shown() -> list[str]:
    return [comment.text for comment in voices("article", CODE).comments]


def test_a_comment_waits_until_somebody_has_read_it(now: datetime, editor: Actor):
    comment = waiting_comment("Hay\u202e quá", email=" pao@example.vn ", source="abc", now=now)
    assert (comment.state, comment.text, comment.email) == (CommentState.WAITING, "Hay quá", "pao@example.vn")
    assert shown() == []
    services.publish_comment(comment, actor=editor, now=now)
    assert shown() == ["Hay quá"]


def test_the_journal_tells_of_it_without_its_words(now: datetime):
    comment = waiting_comment("Số của tôi là 0215 000 0001.", email="pao@example.vn", now=now)
    entry = Entry.objects.get(verb="send")
    assert (entry.record_code, entry.actor_name, entry.to_state) == (comment.code, "Người đọc", "waiting")
    assert entry.changes == {"page": [None, CODE], "characters": [None, 28]}


@pytest.mark.parametrize(
    "values, field",
    [
        ({"name": " \u200b "}, "name"),
        ({"name": "a" * 81}, "name"),
        ({"text": "!!!"}, "text"),
        ({"text": "a" * 2001}, "text"),
        ({"text": "a" * 1_000_000}, "text"),
        ({"text": "\u200b" * 1_000_000}, "text"),
        ({"email": "pao@"}, "email"),
        ({"email": "a@b.vn\nBcc: c@d.vn"}, "email"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(now: datetime, values: dict[str, str], field: str):
    with pytest.raises(Invalid) as refusal:
        waiting_comment(now=now, **values)
    assert list(refusal.value.errors) == [field]
    assert not (Comment.objects.exists())
    assert not (SpentCode.objects.exists())
    assert not (Discussion.objects.exists())


def test_the_longest_comment_is_kept_whole(now: datetime):
    assert len(waiting_comment("ệ" * 2000, now=now).text) == 2000


def test_an_expired_code_writes_nothing(now: datetime):
    given = right_code(now, lasts=timedelta(minutes=1))
    with pytest.raises(Invalid, match="Mã xác thực không đúng"):
        waiting_comment(given=given, now=now + timedelta(minutes=2))
    assert not (Comment.objects.exists())
    assert not (Entry.objects.exists())


def test_a_closed_page_takes_none_and_an_opened_one_does(now: datetime, editor: Actor):
    early = waiting_comment("Trước khi đóng.", now=now)
    close_discussion("article", CODE, actor=editor, now=now)
    given = right_code(now)
    with pytest.raises(Refused, match="không nhận bình luận nữa"):
        waiting_comment(given=given, now=now)
    assert (Comment.objects.count(), SpentCode.objects.count()) == (1, 1)
    services.publish_comment(early, actor=editor, now=now)
    assert not voices("article", CODE).is_open
    open_discussion("article", CODE, actor=editor, now=now)
    open_discussion("article", CODE, actor=editor, now=now)
    waiting_comment(given=given, now=now)
    assert list(Entry.objects.filter(verb__in=["open", "close"]).order_by("id").values_list("verb", flat=True)) == [
        "close", "open",
    ]  # fmt: skip


def test_a_page_can_be_closed_before_anybody_has_spoken(now: datetime, editor: Actor):
    close_discussion("article", CODE, actor=editor, now=now)
    assert not voices("article", CODE).is_open


def test_more_than_anybody_can_read_do_not_wait(now: datetime):
    first = waiting_comment(now=now)
    Comment.objects.bulk_create(
        Comment(discussion=first.discussion, name="a", text="b", receipt=f"{n}", sent_at=now)
        for n in range(MOST_WAITING - 1)
    )
    with pytest.raises(Refused, match="quá nhiều bình luận chờ duyệt"):
        waiting_comment(now=now)
    waiting_comment(now=now, code="TT-2023-002")


def test_refused_with_a_reason_that_its_writer_reads_and_undone(now: datetime, editor: Actor):
    comment = waiting_comment(now=now)
    with pytest.raises(Invalid, match="Ghi lý do"):
        services.refuse_comment(comment, reason=" ", actor=editor, now=now)
    services.refuse_comment(comment, reason="Không nói về bài này.", actor=editor, now=now)
    own = access_own_comment(comment.receipt)
    assert (own.state, own.reason, own.decided_by_name) == ("refused", "Không nói về bài này.", editor.name)
    with pytest.raises(WrongState):
        services.withdraw_comment(comment, reason="Lầm.", actor=editor, now=now)
    services.publish_comment(comment, actor=editor, now=now)
    assert (Comment.objects.get().reason, shown()) == ("", [comment.text])


def test_withdrawn_with_a_reason_and_undone(now: datetime, editor: Actor):
    comment = published_comment(now=now)
    services.withdraw_comment(comment, reason="Nêu số điện thoại người khác.", actor=editor, now=now)
    assert shown() == []
    services.publish_comment(comment, actor=editor, now=now)
    assert shown() == [comment.text]
    moves = list(Entry.objects.exclude(from_state="").order_by("id").values_list("verb", "from_state", "to_state"))
    assert moves[-2:] == [("withdraw", "published", "withdrawn"), ("publish", "withdrawn", "published")]


def test_published_twice_is_refused_in_words(now: datetime, editor: Actor):
    comment = published_comment(now=now)
    with pytest.raises(WrongState) as refusal:
        services.publish_comment(comment, actor=editor, now=now)
    assert refusal.value.message == "Bình luận này đang hiện trên trang rồi."


@pytest.mark.parametrize(
    "role", [Role.OFFICER, Role.REGISTRAR, Role.ADMINISTRATOR, Role.UNIT_REP, Role.PROVINCE_LEADER]
)
def test_others_neither_see_nor_decide(now: datetime, unit: Unit, role: Role):
    stranger = actor_of(role, unit, now)
    comment = waiting_comment(now=now)
    deeds = (
        lambda: services.publish_comment(comment, actor=stranger, now=now),
        lambda: services.refuse_comment(comment, reason="a", actor=stranger, now=now),
        lambda: services.withdraw_comment(comment, reason="a", actor=stranger, now=now),
        lambda: services.answer_comment(comment, text="a", unit=unit, actor=stranger, now=now),
        lambda: services.publish_comments([comment.pk], actor=stranger, now=now),
        lambda: services.refuse_comments([comment.pk], reason="a", actor=stranger, now=now),
        lambda: close_discussion("article", CODE, actor=stranger, now=now),
        lambda: open_discussion("article", CODE, actor=stranger, now=now),
    )
    before = Entry.objects.count()
    for deed in deeds:
        with pytest.raises(NotAllowed):
            deed()
    assert (Comment.objects.get().state, Entry.objects.count()) == ("waiting", before)
    assert not (visible_comments(stranger))
    assert not (visible_discussions(stranger))
    with pytest.raises(NotFound):
        access_comment(comment.pk, stranger)
    with pytest.raises(NotFound):
        access_comment(comment.pk, ANONYMOUS)


def test_both_editors_and_directors_decide(now: datetime, unit: Unit, editor: Actor):
    director = actor_of(Role.DIRECTOR, unit, now)
    for moderator in (editor, director):
        assert access_comment(waiting_comment(now=now).pk, moderator)
        assert visible_discussions(moderator)


def test_several_at_once_each_told_to_the_journal(now: datetime, editor: Actor):
    rows = [waiting_comment(f"Số {n}", now=now) for n in range(4)]
    services.refuse_comment(rows[3], reason="Lặp lại.", actor=editor, now=now)
    keys = [row.pk for row in rows]
    assert services.refuse_comments([rows[0].pk, rows[3].pk], reason="Quảng cáo.", actor=editor, now=now) == 1
    assert services.publish_comments([*keys, keys[1], 10**9], actor=editor, now=now) == 4
    assert counts(editor) == {"waiting": 0, "published": 4, "refused": 0, "withdrawn": 0, "taken_back": 0}
    assert Entry.objects.filter(verb="publish").count() == 4
    with pytest.raises(Invalid, match="Chưa chọn"):
        services.publish_comments([], actor=editor, now=now)


def test_an_official_answer_stands_under_the_name_of_a_unit(now: datetime, unit: Unit, editor: Actor):
    comment = published_comment(now=now)
    other = make_unit(name="Sở Nông nghiệp")
    with pytest.raises(NotAllowed, match="nhân danh đơn vị mình"):
        services.answer_comment(comment, text="Mời bà con tới.", unit=other, actor=editor, now=now)
    services.answer_comment(comment, text="Mời bà con tới.", unit=unit, actor=editor, now=now)
    answered = voices("article", CODE).comments[0]
    assert (answered.answer, answered.answer_unit, answered.answered_by_name) == ("Mời bà con tới.", unit, editor.name)
    services.answer_comment(comment, text="Mời tới thứ Ba.", unit=unit, actor=editor, now=now)
    assert voices("article", CODE).comments[0].answer == "Mời tới thứ Ba."


@pytest.mark.parametrize("text", ["", "…", "a" * 2001])
def test_an_answer_has_words(now: datetime, unit: Unit, editor: Actor, text: str):
    comment = published_comment(now=now)
    with pytest.raises(Invalid):
        services.answer_comment(comment, text=text, unit=unit, actor=editor, now=now)
    with pytest.raises(WrongState):
        services.answer_comment(waiting_comment(now=now), text="Vâng.", unit=unit, actor=editor, now=now)
    assert not Comment.objects.exclude(answer="").exists()


def test_who_wrote_it_takes_it_back_and_nothing_of_it_is_left(now: datetime, unit: Unit, editor: Actor):
    comment = published_comment(email="pao@example.vn", source="abc", now=now)
    services.answer_comment(comment, text="Cảm ơn.", unit=unit, actor=editor, now=now)
    with pytest.raises(NotAllowed):
        services.take_back_comment(comment, receipt="0" * 32, now=now)
    services.take_back_comment(comment, receipt=comment.receipt, now=now)
    left = Comment.objects.get()
    assert (left.name, left.text, left.email, left.source, left.folded, left.answer) == ("",) * 6
    assert shown() == []
    with pytest.raises(WrongState) as refusal:
        services.publish_comment(comment, actor=editor, now=now)
    assert "đã rút" in refusal.value.message
    with pytest.raises(WrongState):
        services.take_back_comment(comment, receipt=comment.receipt, now=now)


def test_moderators_have_one_duty_for_a_page_however_many_wait(now: datetime, editor: Actor):
    first = waiting_comment(now=now)
    second = waiting_comment(now=now + timedelta(days=1))
    duty = Duty.objects.get()
    assert (duty.title, duty.debtor_role, duty.record_code) == ("Duyệt bình luận đang chờ", Role.EDITOR, CODE)
    assert duty.due == datetime(2023, 11, 9).date()
    services.publish_comment(first, actor=editor, now=now)
    duty.refresh_from_db()
    assert duty.state == DutyState.OPEN
    services.take_back_comment(second, receipt=second.receipt, now=now)
    duty.refresh_from_db()
    assert duty.state == DutyState.FULFILLED
    waiting_comment(now=now + timedelta(days=7))
    assert Duty.objects.filter(state=DutyState.OPEN).count() == 1


def test_a_moderator_sees_what_can_be_done_and_why_not(now: datetime, editor: Actor):
    comment = waiting_comment(now=now)
    deeds = comment_deeds(comment, editor)
    assert {verb for verb, deed in deeds.items() if deed.ok} == {"publish", "refuse"}
    assert deeds["withdraw"].why == "Bình luận chưa hiện trên trang."


def test_what_came_from_one_source_is_found(now: datetime, editor: Actor):
    for source in ("abc", "abc", "def", ""):
        waiting_comment(source=source, now=now)
    assert sources_of_several(editor) == ["abc"]


def test_the_page_asks_two_queries_however_much_was_said(now: datetime, django_assert_num_queries):
    for count in (1, 3, 25):
        while len(Comment.objects.all()) < count:
            published_comment(now=now)
        with django_assert_num_queries(2):
            said = voices("article", CODE)
        assert (len(said.comments), said.has_more) == (min(count, 20), count > 20)


def test_a_page_of_which_nobody_has_spoken_asks_one(now: datetime, django_assert_num_queries):
    with django_assert_num_queries(1):
        said = voices("article", CODE)
    assert (said.comments, said.ratings, said.is_open) == ((), 0, True)


def test_after_a_while_it_is_forgotten_who_wrote_and_who_rated(now: datetime):
    comment = published_comment(email="pao@example.vn", source="abc", now=now)
    rate_page("article", CODE, stars=4, token="a", asker=VisitKind.PERSON, now=now)
    assert forget_readers(now=now + settings.COMMENTERS_KEPT) == (0, 0, 1)
    assert forget_readers(now=now + settings.COMMENTERS_KEPT + timedelta(seconds=1)) == (1, 0, 0)
    comment.refresh_from_db()
    assert (comment.email, comment.source, comment.name) == ("", "", "Giàng A Páo")
    assert forget_readers(now=now + settings.RATERS_KEPT + timedelta(seconds=1)) == (0, 1, 0)
    assert Rating.objects.get().rater is None
    assert voices("article", CODE).tenths == 40
    assert forget_readers(now=now + settings.RATERS_KEPT + timedelta(days=1)) == (0, 0, 0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "refused"},
        {"state": "published", "decided_at": None},
        {"state": "taken_back"},
        {"text": ""},
        {"answer": "a"},
        {"state": "unknown"},
    ],
)
def test_the_database_holds_state_and_fields_together(now: datetime, wrong: dict[str, Any]):
    published_comment(now=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.update(**wrong)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_decides(now: datetime, side_by_side: SideBySide):
    comment = waiting_comment(now=now)
    answers = side_by_side(
        lambda: services.publish_comment(comment, actor=SYSTEM, now=now),
        lambda: services.publish_comment(comment, actor=SYSTEM, now=now),
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["Comment", "WrongState"]
    assert Entry.objects.filter(verb="publish").count() == 1
    assert set(Duty.objects.values_list("state", flat=True)) == {"fulfilled"}


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_all_there_with_one_duty(now: datetime, side_by_side: SideBySide):
    codes = [right_code(now) for _ in range(6)]
    answers = side_by_side(*(lambda given=given: waiting_comment(given=given, now=now) for given in codes))
    assert [type(answer) for answer in answers] == [Comment] * 6
    assert (Comment.objects.count(), Discussion.objects.count(), Duty.objects.count()) == (6, 1, 1)
