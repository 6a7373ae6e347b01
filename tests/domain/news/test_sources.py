"""An article drafted from a conference's records, and what happens when the records change afterwards."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

import pytest

from gieo.core.actor import SYSTEM
from gieo.core.errors import NotAllowed, Refused
from gieo.domain.directives.services import add_directive
from gieo.domain.news import services
from gieo.domain.news.models import Article
from gieo.domain.news.queries.records import draft_of
from gieo.domain.news.queries.sources import sentence_rows, stale_rows
from gieo.domain.news.vocab import ArticleState, SourceKind, Standing
from gieo.domain.results.vocab import Access
from gieo.domain.transfers.models import Conference
from gieo.foundation.duties.models import Duty
from gieo.foundation.files.models import Photograph
from tests.factories import transfers as make
from tests.factories.handovers import TABLE, conference_of, decision_of, prepare, seal, sign
from tests.factories.news import WORDS, director, draft_article, drafted_from, editor, picture, published_article
from tests.factories.units import make_unit
from tests.fixtures.database import SideBySide

pytestmark = pytest.mark.django_db


def rename(conference: Conference) -> None:
    Conference.objects.filter(pk=conference.pk).update(place="Trung tâm Hội nghị tỉnh")


def a_day() -> Conference:
    decision = make.issued_decision(results=2, products=3, units=2, enterprises=1, number="797/QĐ-UBND")
    return make.closed_conference(decision, chair_title="Phó Chủ tịch")


def ready(conference: Conference, now: datetime) -> Article:
    article = drafted_from(conference)
    return services.submit_article(article, version=article.version, actor=editor(), now=now)


def test_the_records_are_read_and_kept_with_every_sentence(now: datetime) -> None:
    conference = a_day()
    article = drafted_from(conference)
    assert article.title == "Bàn giao 2 kết quả nghiên cứu và 3 sản phẩm cho 2 đơn vị"
    assert "797/QĐ-UBND ngày 12/05/2023" in article.body
    assert article.results.count() == 2
    rows = sentence_rows(article)
    assert {row.standing for row in rows} == {Standing.AS_DRAFTED}
    assert all(row.sources and not row.drifts for row in rows)
    kinds = {source.kind for row in rows for source in row.sources}
    assert kinds >= {SourceKind.CONFERENCE, SourceKind.DECISION, SourceKind.LINES, SourceKind.UNIT, SourceKind.MINUTES}


def test_signing_and_receipt_are_told_as_they_stand(now: datetime) -> None:
    conference = conference_of(decision_of(results=2, products=2, units=2))
    prepare(conference)
    minutes = seal(conference)
    make.services.close_conference(conference, rest_absent=True, actor=SYSTEM, now=TABLE)
    conference.refresh_from_db()
    assert "Chưa biên bản nào trong 2 biên bản" in draft_of(conference).markup
    sign(minutes[0])
    assert "Mới có 1 trong 2 biên bản" in draft_of(conference).markup
    sign(minutes[1])
    draft = draft_of(conference)
    assert "Cả 2 biên bản bàn giao đã được các bên ký." in draft.markup
    assert "Chưa mục nào trong 4 mục" in draft.markup


def test_nothing_restricted_is_read(now: datetime) -> None:
    open_one, hidden = make.a_result("Chè Shan"), make.a_result("Kết quả kín", access=Access.RESTRICTED)
    conference = make.closed_conference(make.issued_decision(results=[open_one, hidden], units=2))
    article = drafted_from(conference)
    assert "Kết quả kín" not in article.title + article.lead + article.body
    assert list(article.results.all()) == [open_one]


def test_requests_of_the_day_are_quoted(now: datetime) -> None:
    conference = a_day()
    add_directive(
        actor=SYSTEM, now=now, text="Ưu tiên du lịch.", issued_on=conference.held_on, source="Kết luận",
        issuer_unit=make_unit("Uỷ ban nhân dân tỉnh"),
    )  # fmt: skip
    assert "1 yêu cầu của Uỷ ban nhân dân tỉnh" in draft_of(conference).markup


def test_photographs_of_the_day_come_along_as_copies(now: datetime) -> None:
    conference = a_day()
    photo = make.services.add_photograph(conference, file=picture(), actor=SYSTEM, now=now, **WORDS)
    make.services.add_photograph(
        conference, file=picture("navy"), actor=SYSTEM, now=now, **(WORDS | {"consent": False})
    )
    article = drafted_from(conference)
    copied = article.photos.get()
    assert copied.photograph_id != photo.photograph_id
    services.edit_photograph(copied, values={"caption": "Khác"}, actor=editor(), now=now)
    photo.photograph.refresh_from_db()
    assert photo.photograph.caption == "Hái chè"
    article.refresh_from_db()
    assert services.copy_photographs(article, actor=editor(), now=now) == 0


def test_no_copy_keeps_a_consent_that_is_taken_back_while_it_is_made(now: datetime, side_by_side: SideBySide) -> None:
    conference, who = a_day(), editor()
    for _round in range(4):
        photo = make.services.add_photograph(conference, file=picture(), actor=SYSTEM, now=now, **WORDS)
        article = draft_article(photos=0, conference=conference)
        copied, withdrawn = side_by_side(
            partial(services.copy_photographs, article, actor=who, now=now),
            partial(make.services.edit_photograph, photo, values={"consent": False}, actor=SYSTEM, now=now),
        )
        assert (copied in (0, 1), withdrawn) == (True, photo)
        assert not Photograph.objects.filter(consent=True).exists()


def test_what_was_changed_by_hand_or_taken_out_is_seen(now: datetime) -> None:
    article = drafted_from(a_day())
    body = article.body.replace("Việc chuyển giao thực hiện", "Việc này thực hiện")
    body = body.replace('<span data-source="san-pham">', "<span>")
    article = services.edit_article(
        article, version=article.version, body=body, title="Tin khác", actor=editor(), now=now
    )
    standing = {row.sentence.anchor: row.standing for row in sentence_rows(article)}
    decision = next(anchor for anchor in standing if anchor.startswith("quyet-dinh"))
    assert standing[decision] is Standing.BY_HAND
    assert standing["tieu-de"] is Standing.BY_HAND
    assert standing["san-pham"] is Standing.TAKEN_OUT
    assert standing["hoi-nghi"] is Standing.AS_DRAFTED


def test_a_changed_record_is_told_and_holds_back_publication(now: datetime) -> None:
    conference = a_day()
    article = ready(conference, now)
    rename(conference)
    article = Article.objects.get(pk=article.pk)
    stale = stale_rows(article)
    assert [row.sentence.anchor for row in stale] == ["tieu-de", "doan-dan"]
    assert "Trung tâm Hội nghị tỉnh" in stale[1].anew
    with pytest.raises(Refused, match="Hội trường Sở → Trung tâm Hội nghị tỉnh"):
        services.approve_article(article, version=article.version, actor=director(), now=now)
    assert Article.objects.get(pk=article.pk).state == ArticleState.SUBMITTED
    services.approve_article(article, version=article.version, accepts_changes=True, actor=director(), now=now)
    article.refresh_from_db()
    assert article.state == ArticleState.PUBLISHED
    assert stale_rows(article) == ()


def test_a_record_that_changes_after_approval_stops_the_appointed_hour(now: datetime) -> None:
    conference = a_day()
    article = ready(conference, now)
    hour = now + timedelta(hours=5)
    article = services.approve_article(article, version=article.version, scheduled_for=hour, actor=director(), now=now)
    rename(conference)
    with pytest.raises(Refused, match="đã đổi từ lúc soạn"):
        services.publish_article(article, version=article.version, actor=director(), now=now)
    assert services.publish_due(now=hour) == 0
    article.refresh_from_db()
    assert article.state == ArticleState.SUBMITTED
    assert "Trung tâm Hội nghị tỉnh" in article.return_note
    assert Duty.objects.filter(record_code=article.code, state="open").count() == 1


def test_composing_anew_takes_over_the_records_of_today(now: datetime) -> None:
    conference = a_day()
    article = drafted_from(conference)
    rename(conference)
    article = Article.objects.get(pk=article.pk)
    article = services.redraft_article(article, version=article.version, actor=editor(), now=now)
    assert "Trung tâm Hội nghị tỉnh" in article.lead
    assert stale_rows(article) == ()
    by_hand = draft_article()
    with pytest.raises(NotAllowed, match="không soạn từ hội nghị nào"):
        services.redraft_article(by_hand, version=by_hand.version, actor=editor(), now=now)


def test_an_article_by_hand_rests_on_no_record() -> None:
    assert sentence_rows(published_article()) == ()


@pytest.mark.parametrize("units", [1, 3])
def test_reading_the_sources_asks_the_same_number_of_queries(units: int, django_assert_num_queries) -> None:
    article = drafted_from(make.closed_conference(make.issued_decision(results=units, products=units, units=units)))
    article = Article.objects.select_related("conference").get(pk=article.pk)
    with django_assert_num_queries(11):
        sentence_rows(article)
