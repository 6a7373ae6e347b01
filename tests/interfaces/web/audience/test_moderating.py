"""Moderators: the list with what waits first, several at once, one by one, and a page opened or closed."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from gieo.core.actor import SYSTEM, Role
from gieo.domain.news.models import Article
from gieo.foundation.accounts.models import User
from gieo.foundation.audience.models import Comment, Discussion
from gieo.foundation.audience.services.discussions import close_discussion
from gieo.foundation.audience.services.ratings import rate_page
from gieo.foundation.audience.vocab.visits import VisitKind
from tests.factories.accounts import user_with
from tests.factories.audience import published_comment, waiting_comment
from tests.factories.news import centre, published_article

pytestmark = pytest.mark.django_db

LIST = "/desk/audience/comments/"


@pytest.fixture
def article() -> Article:
    return published_article()


@pytest.fixture
def editor(client: Client) -> User:
    user = user_with(Role.EDITOR, centre())
    client.force_login(user)
    return user


@pytest.mark.parametrize("comments", [1, 3])
def test_the_list_asks_the_same_few_questions(
    client: Client, editor: User, article: Article, now: datetime, comments: int, django_assert_num_queries
):
    for n in range(comments):
        waiting_comment(f"Số {n}.", now=now, code=article.code)
    with django_assert_num_queries(12):
        page = client.get(LIST).content.decode()
    assert page.count('<td class="title">') == comments
    assert article.title[:20] in page


def test_what_waits_comes_first_and_filters_narrow(client: Client, editor: User, article: Article, now: datetime):
    waiting_comment("Câu hỏi còn chờ.", now=now, code=article.code, source="abcdef12")
    waiting_comment("Câu nữa.", now=now, code="TT-2023-099", source="abcdef12")
    published_comment("Câu đã đăng.", now=now, code=article.code)
    page = client.get(LIST).content.decode()
    assert page.index("Câu hỏi còn chờ.") < page.index("Câu đã đăng.")
    assert "2 bình luận đang chờ duyệt" in page
    for query, texts in (
        ("?state=published", ["Câu đã đăng."]),
        (f"?page={article.code}", ["Câu hỏi còn chờ.", "Câu đã đăng."]),
        ("?source=abcdef12", ["Câu hỏi còn chờ.", "Câu nữa."]),
        ("?q=cau hoi", ["Câu hỏi còn chờ."]),
    ):
        page = client.get(LIST + query).content.decode()
        assert page.count('<td class="title">') == len(texts), query
        assert all(text in page for text in texts)


def test_a_comment_leads_to_those_of_its_source(client: Client, editor: User, article: Article, now: datetime):
    one = waiting_comment("Một mình.", now=now, code=article.code, source="fedcba98")
    waiting_comment("Câu khác.", now=now, code=article.code, source="01234567")
    assert "?source=fedcba98" in client.get(f"{LIST}{one.pk}/").content.decode()
    page = client.get(f"{LIST}?source=fedcba98").content.decode()
    assert page.count('<td class="title">') == 1
    assert "Một mình." in page


def test_several_are_published_and_refused(client: Client, editor: User, article: Article, now: datetime):
    rows = [waiting_comment(f"Số {n}.", now=now, code=article.code) for n in range(4)]
    client.post(f"{LIST}publish", {"pk": [rows[0].pk, rows[1].pk, "x", "9" * 30]})
    assert "Đã đăng 2 bình luận." in client.get(LIST).content.decode()
    client.post(f"{LIST}refuse", {"pk": [rows[2].pk]})
    assert "Ghi lý do." in client.get(LIST).content.decode()
    client.post(f"{LIST}refuse", {"pk": [rows[2].pk], "reason": "Quảng cáo."})
    assert "Không đăng 1 bình luận." in client.get(LIST).content.decode()
    states = list(Comment.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["published", "published", "refused", "waiting"]


def test_one_by_one_with_journal_and_undo(client: Client, editor: User, article: Article, now: datetime):
    comment = waiting_comment(now=now, code=article.code, email="pao@example.vn")
    here = f"{LIST}{comment.pk}/"
    page = client.get(here).content.decode()
    assert "pao@example.vn" in page
    assert "Gửi bình luận" in page
    assert "Người đọc" in page
    client.post(f"{here}publish")
    client.post(f"{here}withdraw", {"reason": "Nêu tên người khác."})
    page = client.get(here).content.decode()
    assert "Đã gỡ" in page
    assert "Nêu tên người khác." in page
    client.post(f"{here}publish")
    comment.refresh_from_db()
    assert comment.state == "published"
    client.post(f"{here}refuse", {"reason": "Lầm."})
    assert "Bình luận đã đăng. Muốn bỏ thì gỡ và ghi lý do." in client.get(here).content.decode()
    assert client.get(f"{LIST}{10**9}/").status_code == 404


def test_an_answer_in_the_name_of_the_unit(client: Client, editor: User, article: Article, now: datetime):
    comment = published_comment(now=now, code=article.code)
    here = f"{LIST}{comment.pk}/answer"
    page = client.get(here).content.decode()
    assert f'<option value="{centre().pk}" selected>' in page
    assert client.post(here, {"text": "", "unit": centre().pk}).status_code == 422
    assert client.post(here, {"text": "Mời bà con tới.", "unit": centre().pk}).status_code == 303
    assert "Mời bà con tới." in client.get(f"/tin-tuc/{article.code}").content.decode()
    waits = waiting_comment(now=now, code=article.code)
    answer = client.post(f"{LIST}{waits.pk}/answer", {"text": "Vâng.", "unit": centre().pk})
    assert (answer.status_code, "Bình luận chưa hiện trên trang." in answer.content.decode()) == (422, True)


def test_a_page_is_closed_and_opened(client: Client, editor: User, article: Article, now: datetime):
    here = f"/desk/audience/pages/{article.code}/"
    assert here in client.get(f"/desk/news/{article.code}/").content.decode()
    rate_page("article", article.code, stars=4, token="a", asker=VisitKind.PERSON, now=now)
    assert "Đang nhận bình luận" in client.get(here).content.decode()
    client.post(f"{here}close")
    assert not Discussion.objects.get().is_open
    page = client.get(here).content.decode()
    assert "Đã đóng bình luận" in page
    assert "Đóng bình luận của trang" in page
    client.post(f"{here}open")
    assert Discussion.objects.get().is_open
    assert client.get("/desk/audience/pages/TT-1999-001/").status_code == 404


def test_the_desk_leads_to_the_page_that_waits(client: Client, editor: User, article: Article, now: datetime):
    waiting_comment(now=now, code=article.code)
    page = client.get("/desk/").content.decode()
    assert "Duyệt bình luận đang chờ" in page
    assert f"/desk/audience/pages/{article.code}/" in page


@pytest.mark.parametrize("role", [Role.OFFICER, Role.ADMINISTRATOR, Role.UNIT_REP])
def test_others_are_not_let_in(client: Client, article: Article, now: datetime, role: Role):
    comment = waiting_comment(now=now, code=article.code)
    client.force_login(user_with(role, centre()))
    for address in (LIST, f"/desk/audience/pages/{article.code}/"):
        assert client.get(address).status_code == 403
    assert client.get(f"{LIST}{comment.pk}/").status_code == 404
    for address in (f"{LIST}{comment.pk}/publish", f"{LIST}{comment.pk}/answer"):
        assert client.post(address).status_code == 404
    for address in (f"{LIST}publish", f"{LIST}refuse", f"/desk/audience/pages/{article.code}/close"):
        assert client.post(address, {"pk": [comment.pk], "reason": "a"}).status_code == 403
    comment.refresh_from_db()
    assert comment.state == "waiting"
    assert not Discussion.objects.filter(is_open=False).exists()


def test_what_is_closed_shows_on_the_public_page(client: Client, article: Article, now: datetime):
    from_before = published_comment(now=now, code=article.code)
    close_discussion("article", article.code, actor=SYSTEM, now=now)
    page = client.get(f"/tin-tuc/{article.code}").content.decode()
    assert from_before.text in page
    assert "không nhận bình luận nữa" in page
