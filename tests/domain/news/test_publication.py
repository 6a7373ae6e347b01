"""The way to the public and back: submitted, returned, approved, published at its hour, corrected, withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from gieo.core.actor import Actor, Role
from gieo.core.errors import Conflict, Invalid, Missing, NotAllowed, NotFound
from gieo.domain.news import services
from gieo.domain.news.access import access_article, access_public_article, access_public_photo, public_articles
from gieo.domain.news.models import Article, ArticleVersion
from gieo.domain.news.queries.office import article_deeds
from gieo.domain.news.services.locking import DUTY
from gieo.domain.news.vocab import ArticleState
from gieo.foundation.duties.models import Duty
from gieo.foundation.journal.models import Entry
from tests.domain.news.watch import nothing_written, row, stage
from tests.factories.accounts import actor
from tests.factories.news import (
    add_photo,
    approved_article,
    director,
    draft_article,
    editor,
    published_article,
    submitted_article,
)
from tests.factories.transfers import a_result

pytestmark = pytest.mark.django_db

S = ArticleState

# ---- approval


def test_submission_asks_for_everything_and_whoever_approves_owes_it(now: datetime) -> None:
    bare = services.draft_article(title="Chè", actor=editor(), now=now)
    with nothing_written(bare), pytest.raises(Missing, match="Đoạn dẫn, Nội dung, Đơn vị viết bài, Người viết"):
        services.submit_article(bare, version=bare.version, actor=editor(), now=now)
    article = submitted_article()
    duty = Duty.objects.get(record_code=article.code)
    assert (duty.kind, duty.debtor_role, duty.title) == (DUTY, Role.DIRECTOR, "Duyệt bài viết")
    assert (duty.due - duty.opened_on).days == 2


def test_who_wrote_does_not_approve(now: datetime) -> None:
    article = submitted_article()
    with nothing_written(article), pytest.raises(NotAllowed, match="Bạn đã viết bản này"):
        services.approve_article(article, version=article.version, actor=editor(), now=now)
    assert not article_deeds(article, editor())["approve"].ok
    other = editor("Tòng Văn Hai")
    services.approve_article(article, version=article.version, actor=other, now=now)
    assert row(article)["state"] == S.PUBLISHED


def test_who_touched_a_picture_has_written_too(now: datetime) -> None:
    article, other = draft_article(), editor("Tòng Văn Hai")
    services.edit_photograph(article.photos.get(), values={"place": "Điện Biên"}, actor=other, now=now)
    article.refresh_from_db()
    article = services.submit_article(article, version=article.version, actor=editor(), now=now)
    with pytest.raises(NotAllowed, match="Bạn đã viết bản này"):
        services.approve_article(article, version=article.version, actor=other, now=now)


def test_a_writer_does_not_approve_on_anothers_behalf(now: datetime) -> None:
    article = submitted_article()
    stand_in = Actor(7, "Phó", director().held, behalf_id=editor().person_id, behalf_name="Quàng Thị Biên")
    with nothing_written(article), pytest.raises(NotAllowed, match="Bạn đã viết bản này"):
        services.approve_article(article, version=article.version, actor=stand_in, now=now)


def test_approval_without_an_hour_publishes_at_once(now: datetime) -> None:
    article = published_article(results=[a_result("Chè Shan")])
    assert (article.state, article.published_at, article.scheduled_for) == (S.PUBLISHED, now, None)
    version = access_public_article(article.code)
    assert (version.number, version.title, version.reason, version.approved_by_name) == (
        1, article.title, "", "Lò Văn Giám",
    )  # fmt: skip
    assert [(photo.caption, photo.credit) for photo in version.photos.all()] == [("Hái chè", "Nguyễn An")]
    assert version.results.get().title == "Chè Shan"
    assert not article.writers.exists()
    assert Duty.objects.get(record_code=article.code).state == "fulfilled"
    verbs = list(Entry.objects.filter(record_kind="news.article").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["draft", "edit", "set_photographs", "submit", "approve", "publish"]


def test_two_approve_and_one_version_is_made(now: datetime, side_by_side: Callable[..., list[Any]]) -> None:
    article, one, two = submitted_article(), director(), director("Cà Văn Phó")

    def approve(who: Actor) -> Callable[[], Any]:
        return lambda: services.approve_article(
            Article.objects.get(pk=article.pk), version=article.version, actor=who, now=now
        )

    outcomes = side_by_side(approve(one), approve(two))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Article", "Stale"]
    assert ArticleVersion.objects.count() == 1


def test_a_text_is_returned_with_what_to_mend(now: datetime) -> None:
    article = submitted_article()
    with nothing_written(article), pytest.raises(Invalid, match="điều cần sửa"):
        services.return_article(article, version=article.version, note=" ", actor=director(), now=now)
    article = services.return_article(article, version=article.version, note="Thêm ảnh", actor=director(), now=now)
    assert (article.state, article.return_note, article.submitted_at) == (S.DRAFT, "Thêm ảnh", None)
    assert Duty.objects.get(record_code=article.code).state == "cancelled"
    with pytest.raises(Conflict):
        services.edit_article(article, version=1, title="x", actor=editor(), now=now)


# ---- the appointed hour


def test_the_appointed_hour_is_kept_once(now: datetime, side_by_side: Callable[..., list[Any]]) -> None:
    hour = now + timedelta(hours=5)
    article = approved_article(scheduled_for=hour)
    assert not public_articles().exists()
    assert services.publish_due(now=hour - timedelta(seconds=1)) == 0
    assert row(article)["state"] == S.APPROVED
    assert sorted(side_by_side(*(lambda: services.publish_due(now=hour) for _ in range(2)))) == [0, 1]
    assert services.publish_due(now=hour + timedelta(days=1)) == 0
    assert row(article)["published_at"] == hour
    assert ArticleVersion.objects.get().approved_by_name == "Lò Văn Giám"


@pytest.mark.parametrize("hours", [-1, 0, 24 * 400])
def test_an_hour_that_cannot_be_kept_is_refused(hours: int, now: datetime) -> None:
    article = submitted_article()
    with nothing_written(article), pytest.raises(Invalid, match="trong vòng một năm"):
        services.approve_article(
            article, version=article.version, scheduled_for=now + timedelta(hours=hours), actor=director(), now=now
        )


def test_what_waits_is_published_ahead_or_taken_back(now: datetime) -> None:
    early = approved_article(scheduled_for=now + timedelta(hours=5))
    services.publish_article(early, version=early.version, actor=editor(), now=now)
    assert row(early)["state"] == S.PUBLISHED
    late = approved_article(scheduled_for=now + timedelta(hours=5))
    services.return_article(late, version=late.version, note="Chờ thêm", actor=editor(), now=now)
    assert services.publish_due(now=now + timedelta(hours=6)) == 0
    assert row(late)["state"] == S.DRAFT


# ---- corrections


def test_a_correction_is_a_new_version_with_its_reason(now: datetime) -> None:
    article = published_article()
    later = now + timedelta(hours=1)
    with nothing_written(article), pytest.raises(Invalid, match="lý do sửa"):
        services.revise_article(article, version=article.version, reason=" ", actor=editor(), now=later)
    article = services.revise_article(article, version=article.version, reason="Sai ngày", actor=editor(), now=later)
    article = services.edit_article(article, version=article.version, title="Đúng ngày", actor=editor(), now=later)
    assert access_public_article(article.code).title != "Đúng ngày"
    article = services.submit_article(article, version=article.version, actor=editor(), now=later)
    article = services.approve_article(article, version=article.version, actor=director(), now=later)
    shown = access_public_article(article.code)
    assert (shown.number, shown.title, shown.reason, shown.published_at) == (2, "Đúng ngày", "Sai ngày", later)
    assert (article.published_at, article.correction) == (now, "")
    assert list(article.versions.values_list("number", flat=True)) == [2, 1]


def test_a_correction_left_undone_brings_everything_back(now: datetime) -> None:
    article = published_article()
    article = services.revise_article(article, version=article.version, reason="Sai", actor=editor(), now=now)
    services.edit_photograph(article.photos.get(), values={"caption": "Khác"}, actor=editor(), now=now)
    add_photo(article, colour="navy")
    article.refresh_from_db()
    article = services.edit_article(article, version=article.version, body="<p>Khác.</p>", actor=editor(), now=now)
    article = services.abandon_correction(article, version=article.version, actor=editor(), now=now)
    assert (article.state, article.body, article.correction) == (S.PUBLISHED, "<p>Nội dung.</p>", "")
    assert [photo.photograph.caption for photo in article.photos.all()] == ["Hái chè"]
    assert not article.writers.exists()


def test_withdrawn_is_nowhere_and_may_be_taken_up_again(now: datetime) -> None:
    article = published_article()
    photo = access_public_article(article.code).photos.get()
    with nothing_written(article), pytest.raises(Invalid, match="lý do gỡ"):
        services.withdraw_article(article, version=article.version, reason="", actor=director(), now=now)
    article = services.withdraw_article(article, version=article.version, reason="Nhầm", actor=director(), now=now)
    for look in (
        lambda: access_public_article(article.code),
        lambda: access_public_photo(article.code, photo.pk),
        lambda: access_article(article.code, actor(Role.UNIT_REP)),
    ):
        with pytest.raises(NotFound):
            look()
    assert article.versions.count() == 1
    article = services.revise_article(article, version=article.version, reason="Viết lại", actor=editor(), now=now)
    with pytest.raises(NotAllowed, match="không có bản để trở về"):
        services.abandon_correction(article, version=article.version, actor=editor(), now=now)
    article = services.submit_article(article, version=article.version, actor=editor(), now=now)
    services.approve_article(article, version=article.version, actor=director(), now=now)
    assert access_public_article(article.code).number == 2


def test_a_consent_taken_back_hides_the_picture_at_once(now: datetime) -> None:
    article = published_article()
    photo = access_public_article(article.code).photos.get()
    article = services.revise_article(article, version=article.version, reason="Gỡ ảnh", actor=editor(), now=now)
    services.edit_photograph(article.photos.get(), values={"consent": False}, actor=editor(), now=now)
    with pytest.raises(NotFound):
        access_public_photo(article.code, photo.pk)


# ---- the database agrees


@pytest.mark.parametrize(
    "state, broken",
    [
        (S.DRAFT, {"state": "lost"}),
        (S.DRAFT, {"submitted_at": datetime.fromisoformat("2023-11-07T01:00Z")}),
        (S.DRAFT, {"correction": "Sai"}),
        (S.DRAFT, {"state": S.PUBLISHED}),
        (S.SUBMITTED, {"body": ""}),
        (S.SUBMITTED, {"author_unit": None}),
        (S.APPROVED, {"scheduled_for": None}),
        (S.APPROVED, {"approved_by_name": ""}),
        (S.PUBLISHED, {"current": None}),
        (S.PUBLISHED, {"published_at": None}),
        (S.PUBLISHED, {"state": S.DRAFT}),
        (S.WITHDRAWN, {"withdrawn_reason": ""}),
    ],
)
def test_state_and_fields_agree_in_the_database(state: ArticleState, broken: dict[str, Any], now: datetime) -> None:
    article = stage(state, now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(**broken)
