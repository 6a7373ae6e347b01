"""Every deed of the newsroom: what it does, who may, from where, and that a refusal writes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

import pytest

from gieo.core.actor import SYSTEM, Actor, Role
from gieo.core.errors import Invalid, Missing, NotAllowed, NotFound, Refused, WrongState
from gieo.domain.news import permits, services
from gieo.domain.news.lifecycle import ARTICLE
from gieo.domain.news.models import Article, ArticlePhoto
from gieo.domain.news.queries.office import what_is_missing
from gieo.domain.news.vocab import ArticleState, Part
from gieo.foundation.files.models import Photograph
from gieo.foundation.files.services import withdraw_consent
from gieo.foundation.journal.models import Entry
from tests.domain.news.watch import nothing_written, row, stage
from tests.factories.accounts import actor
from tests.factories.news import (
    WORDS,
    director,
    draft_article,
    editor,
    picture,
    published_article,
    submitted_article,
)
from tests.factories.transfers import a_result

pytestmark = pytest.mark.django_db

S = ArticleState


def deeds(article: Article, who: Actor, now: datetime) -> dict[str, Callable[[], Any]]:
    """One call of every deed by its verb."""
    more: dict[str, Any] = {"version": article.version, "actor": who, "now": now}
    photo = article.photos.first()
    return {
        "edit": lambda: services.edit_article(article, title="Tiêu đề khác", **more),
        "redraft": lambda: services.redraft_article(article, **more),
        "set_photographs": lambda: services.edit_photograph(photo, values={"place": "Tủa Chùa"}, actor=who, now=now),
        "discard": lambda: services.discard_article(article, **more),
        "submit": lambda: services.submit_article(article, **more),
        "return": lambda: services.return_article(article, note="Thêm số liệu", **more),
        "approve": lambda: services.approve_article(article, **more),
        "publish": lambda: services.publish_article(article, **more),
        "hold": lambda: services.hold_article(article, now=now),
        "revise": lambda: services.revise_article(article, reason="Sai ngày", **more),
        "abandon": lambda: services.abandon_correction(article, **more),
        "withdraw": lambda: services.withdraw_article(article, reason="Đăng nhầm", **more),
    }


@pytest.mark.parametrize("state", list(ArticleState))
@pytest.mark.parametrize("verb", [verb for verb in ARTICLE.all_verbs if verb != "redraft"])
def test_the_table_of_steps_is_kept(state: ArticleState, verb: str, now: datetime) -> None:
    article = stage(state, now)
    if ARTICLE.allows(verb, state):
        return
    with nothing_written(article), pytest.raises((WrongState, NotAllowed)):
        deeds(article, SYSTEM, now)[verb]()


PEOPLE = (Role.OFFICER, Role.PROVINCE_LEADER, Role.UNIT_REP, Role.HOST, Role.REGISTRAR, Role.ADMINISTRATOR)


@pytest.mark.parametrize("verb", [*(verb for verb in ARTICLE.all_verbs if verb != "hold"), "discard"])
def test_nobody_but_the_newsroom_does_anything(verb: str, now: datetime) -> None:
    article = draft_article()
    for who in (actor(*PEOPLE), actor()):
        with nothing_written(article), pytest.raises(NotAllowed, match="biên tập viên"):
            deeds(article, who, now)[verb]()


@pytest.mark.parametrize("verb", ["edit", "set_photographs", "discard", "submit", "revise", "abandon"])
def test_a_director_does_not_write(verb: str, now: datetime) -> None:
    article = draft_article()
    with nothing_written(article), pytest.raises(NotAllowed, match="biên tập viên"):
        deeds(article, director(), now)[verb]()
    assert not permits.may_draft(director())


# ---- writing


def test_a_draft_is_begun_with_a_code_of_its_year(now: datetime) -> None:
    article = services.draft_article(title="  Chè   Shan ", actor=editor(), now=now)
    assert (article.code, article.title, article.state, article.version) == ("TT-2023-001", "Chè Shan", S.DRAFT, 1)
    assert list(article.writers.values_list("name", flat=True)) == ["Quàng Thị Biên"]
    assert Entry.objects.get(record_code=article.code).verb == "draft"
    assert services.draft_article(title="Hai", actor=editor(), now=now).code == "TT-2023-002"
    with pytest.raises(Invalid, match="tiêu đề"):
        services.draft_article(title=" \u200b ", actor=editor(), now=now)
    with pytest.raises(NotAllowed):
        services.draft_article(title="Ba", actor=director(), now=now)
    assert Article.objects.count() == 2


def test_an_edit_cleans_what_it_keeps(now: datetime) -> None:
    article = draft_article()
    article = services.edit_article(
        article, version=article.version, title="Chè\u202e Shan", actor=editor(), now=now,
        body='<p onclick="x">Một <script>2</script><b>hai</b></p><img src=x>',
    )  # fmt: skip
    assert article.title == "Chè Shan"
    assert article.body == "<p>Một <strong>hai</strong></p>"
    entry = Entry.objects.filter(record_code=article.code, verb="edit").latest("pk")
    assert entry.changes["body"] == ["16 ký tự", "31 ký tự"]


def test_an_edit_that_changes_nothing_leaves_no_trace(now: datetime) -> None:
    article = draft_article()
    with nothing_written(article):
        services.edit_article(article, version=article.version, title=article.title, actor=editor(), now=now)


@pytest.mark.parametrize(
    "values, field",
    [({"body": "a" * 200_001}, "body"), ({"body": "<b>" * 6000}, "body"), ({"title": "a" * 301}, "title"),
     ({"lead": "a" * 1001}, "lead")],
)  # fmt: skip
def test_what_is_too_long_is_refused_in_words(values: dict[str, str], field: str, now: datetime) -> None:
    article = draft_article()
    with nothing_written(article), pytest.raises(Invalid) as refused:
        services.edit_article(article, version=article.version, actor=editor(), now=now, **values)
    assert list(refused.value.errors) == [field]


def test_only_results_that_everybody_may_see_are_named(now: datetime) -> None:
    article, open_one, hidden = draft_article(), a_result(), a_result(access="restricted")
    article = services.edit_article(article, version=article.version, results=[open_one], actor=editor(), now=now)
    assert list(article.results.all()) == [open_one]
    with nothing_written(article), pytest.raises(Invalid, match="ai cũng xem được"):
        services.edit_article(article, version=article.version, results=[open_one, hidden], actor=editor(), now=now)


def test_two_editors_do_not_overwrite_one_another(now: datetime, side_by_side: Callable[..., list[Any]]) -> None:
    article, who = draft_article(), editor()

    def write(title: str) -> Callable[[], Any]:
        return lambda: services.edit_article(
            Article.objects.get(pk=article.pk), version=article.version, title=title, actor=who, now=now
        )

    outcomes = side_by_side(write("Một"), write("Hai"))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Article", "Stale"]
    assert row(article)["version"] == article.version + 1


def test_a_text_never_published_is_thrown_away_and_a_published_one_is_not(now: datetime) -> None:
    article = draft_article()
    services.discard_article(article, version=article.version, actor=editor(), now=now)
    assert not Article.objects.filter(pk=article.pk).exists()
    assert Entry.objects.filter(record_code=article.code, verb="discard").exists()
    with pytest.raises(NotFound):
        services.edit_article(article, version=article.version, title="x", actor=editor(), now=now)
    published = published_article()
    services.revise_article(published, version=published.version, reason="Sai", actor=editor(), now=now)
    published.refresh_from_db()
    with nothing_written(published), pytest.raises(NotAllowed, match="đã từng đăng"):
        services.discard_article(published, version=published.version, actor=editor(), now=now)


# ---- photographs


def test_several_pictures_come_first_and_their_words_later(now: datetime) -> None:
    article = draft_article(photos=0)
    files = [picture("green"), picture("gold")]
    made = services.add_photographs(article, files=files, words={"credit": "An"}, actor=editor(), now=now)
    assert [(row.order, row.photograph.caption, row.photograph.credit) for row in made] == [
        (1, "", "An"),
        (2, "", "An"),
    ]
    article.refresh_from_db()
    assert what_is_missing(article) == (Part.CAPTIONS, Part.CONSENTS)
    with nothing_written(article), pytest.raises(Missing, match="Chú thích của mọi ảnh, Đồng ý"):
        services.submit_article(article, version=article.version, actor=editor(), now=now)
    for photo in made:
        services.edit_photograph(photo, values=WORDS, actor=editor(), now=now)
    services.move_photograph(made[1], by=-1, actor=editor(), now=now)
    assert [row.pk for row in article.photos.all()] == [made[1].pk, made[0].pk]
    services.remove_photograph(made[0], actor=editor(), now=now)
    assert article.photos.count() == 1
    article.refresh_from_db()
    assert what_is_missing(article) == ()


def test_consent_taken_back_in_a_text_is_taken_back_everywhere(now: datetime) -> None:
    article, other = draft_article(photos=0), draft_article(photos=0)
    file = picture("green")
    (mine,) = services.add_photographs(article, files=[file], words=WORDS, actor=editor(), now=now)
    _same, else_ = services.add_photographs(other, files=[file, picture("gold")], words=WORDS, actor=editor(), now=now)
    services.edit_photograph(mine, values={"caption": "Hái chè sớm"}, actor=editor(), now=now)
    assert ArticlePhoto.objects.filter(photograph__consent=True).count() == 3
    services.edit_photograph(mine, values={"consent": False}, actor=editor(), now=now)
    with_consent = ArticlePhoto.objects.filter(photograph__consent=True)
    assert (list(with_consent), article.photos.count(), other.photos.count()) == ([else_], 1, 2)
    entry = Entry.objects.filter(record_code=article.code).latest("pk")
    assert entry.changes == {"green.png: consent": [True, False], "elsewhere": [None, 1]}


def test_words_are_saved_without_a_consent_that_was_taken_back_meanwhile(now: datetime) -> None:
    photo = draft_article().photos.select_related("photograph").get()
    withdraw_consent(Photograph.objects.get())
    assert photo.photograph.consent, "as it was read before"
    services.edit_photograph(photo, values={"caption": "Khác"}, actor=editor(), now=now)
    assert Photograph.objects.values_list("caption", "consent").get() == ("Khác", False)


# ---- a picture taken from the public


def withdraw(article: Article, who: Actor, now: datetime) -> None:
    picture = Photograph.objects.select_related("file").get(article_photos__article=article)
    services.withdraw_photograph(Article.objects.get(pk=article.pk), picture, actor=who, now=now)


@pytest.mark.parametrize("who", [editor, director])
@pytest.mark.parametrize("state", list(ArticleState))
def test_a_picture_is_taken_from_the_public_in_any_state(
    state: ArticleState, who: Callable[[], Actor], now: datetime
) -> None:
    article, copy = stage(state, now), draft_article()
    before = row(article)
    withdraw(article, who(), now)
    assert row(article) == before, "neither a word nor the version changes"
    assert not Photograph.objects.filter(consent=True).exists()
    assert copy.photos.count() == 1
    entry = Entry.objects.filter(record_code=article.code).latest("pk")
    assert (entry.verb, entry.actor_name) == ("withdraw_photograph", who().name)
    assert entry.changes == {"photograph": [None, "green.png"], "elsewhere": [None, 1]}
    with nothing_written(article), pytest.raises(Refused, match="không đăng ở đâu"):
        withdraw(article, who(), now)


def test_nobody_but_who_writes_or_publishes_takes_it(now: datetime) -> None:
    article = published_article()
    for who in (actor(*PEOPLE), actor()):
        with nothing_written(article), pytest.raises(NotAllowed):
            withdraw(article, who, now)
    assert Photograph.objects.get().consent


def test_two_articles_give_up_one_picture_at_once(now: datetime, side_by_side: Callable[..., list[Any]]) -> None:
    articles, who = [draft_article(), published_article()], editor()
    first, second = side_by_side(*(partial(withdraw, article, who, now) for article in articles))
    refused = first or second
    assert isinstance(refused, Refused)
    assert [first, second].count(None) == 1
    assert Entry.objects.get(verb="withdraw_photograph").changes["elsewhere"] == [None, 1]
    assert not Photograph.objects.filter(consent=True).exists()


def test_a_paper_is_no_picture(now: datetime) -> None:
    article = draft_article()
    file = picture()
    file.kind = "pdf"
    with nothing_written(article), pytest.raises(Invalid, match="không phải ảnh"):
        services.add_photographs(article, files=[file], actor=editor(), now=now)


def test_pictures_of_a_submitted_text_stay(now: datetime) -> None:
    article = submitted_article()
    with nothing_written(article), pytest.raises(WrongState) as refused:
        services.add_photographs(article, files=[picture()], actor=editor(), now=now)
    assert "chờ duyệt" in refused.value.message
