"""Readers speak: forms at their own addresses, while the page they speak of stays the same for everybody."""

from __future__ import annotations

import re
from datetime import datetime
from html import unescape

import pytest
from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from gieo.core import clock
from gieo.core.actor import SYSTEM
from gieo.domain.news import services as news
from gieo.domain.news.models import Article
from gieo.foundation.audience.models import Comment, Discussion, Rating, SpentCode
from gieo.foundation.audience.services.comments import answer_comment, refuse_comment
from gieo.foundation.audience.services.discussions import close_discussion
from gieo.interfaces.web.audience.speaking import RATER
from tests.factories.audience import published_comment, right_code, waiting_comment
from tests.factories.news import centre, director, published_article

pytestmark = pytest.mark.django_db

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
WRONG = "Mã xác thực không đúng"
TYPED = {"name": "Giàng A Páo", "text": "Tôi muốn xem tận nơi.\nAi dẫn được?", "email": "pao@example.vn"}


@pytest.fixture
def article() -> Article:
    return published_article()


def form_of(article: Article) -> str:
    return f"/tin-tuc/{article.code}/binh-luan/viet"


def code(now: datetime) -> dict[str, str]:
    given = right_code(now)
    return {"token": given.token, "answer": given.answer}


def send(client: Client, article: Article, *, address: str = "203.0.113.7", **values: str) -> HttpResponse:
    return client.post(form_of(article), TYPED | values, REMOTE_ADDR=address, headers={"User-Agent": BROWSER})


def expect_kept(answer: HttpResponse) -> str:
    """Everything typed stands in the form again, but for the answer to a question that is no longer asked."""
    page = answer.content.decode()
    assert 'value="Giàng A Páo"' in page
    assert "Tôi muốn xem tận nơi.\nAi dẫn được?</textarea>" in page
    assert 'value="pao@example.vn"' in page
    assert re.search(r'<input type="text" name="answer"[^>]*>', page)[0].count("value=") == 0
    return page


def test_from_the_form_to_the_receipt_to_the_page(client: Client, article: Article, now: datetime):
    assert f'href="{form_of(article)}"' in client.get(f"/tin-tuc/{article.code}").content.decode()
    answer = send(client, article, **code(now))
    comment = Comment.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/binh-luan/{comment.receipt}")
    receipt = client.get(answer["Location"])
    assert "Bình luận đang chờ biên tập viên duyệt, chưa hiện trên trang." in receipt.content.decode()
    assert (receipt["Cache-Control"], receipt["X-Robots-Tag"]) == ("no-store", "noindex")
    assert "Ai dẫn được?" not in client.get(f"/tin-tuc/{article.code}").content.decode()
    published_comment("Đã đăng rồi.", now=now, code=article.code)
    assert "Đã đăng rồi." in client.get(f"/tin-tuc/{article.code}").content.decode()


@pytest.mark.parametrize(
    "given", [{"answer": "tám"}, {"answer": "", "proof": "rác"}, {"answer": ""}, {"token": "a.1.b"}]
)
def test_a_wrong_code_is_told_at_its_field_and_keeps_what_was_typed(
    client: Client, article: Article, now: datetime, given: dict[str, str]
):
    answer = send(client, article, **(code(now) | given))
    assert answer.status_code == 422
    page = expect_kept(answer)
    assert re.search(rf'id="id_answer_error">.*?{WRONG}', page)
    assert not (Comment.objects.exists())
    assert not (SpentCode.objects.exists())


def test_a_code_that_was_used_is_wrong(client: Client, article: Article, now: datetime):
    once = code(now)
    assert send(client, article, **once).status_code == 303
    answer = send(client, article, **once)
    assert (answer.status_code, Comment.objects.count()) == (422, 1)
    assert WRONG in expect_kept(answer)


def test_every_form_asks_another_question(client: Client, article: Article):
    tokens = {
        re.search(r'name="token" value="([^"]+)"', client.get(form_of(article)).content.decode())[1] for _ in range(3)
    }
    assert len(tokens) == 3


@pytest.mark.parametrize(
    "field, value, words",
    [
        ("name", "", "Ghi tên của bạn."),
        ("name", "\u200b\u202e", "Ghi tên của bạn."),
        ("text", "", "Viết bình luận của bạn."),
        ("text", "a" * 1_000_000, "Không quá 2000 ký tự; đang có 1000000."),
        ("email", "pao@", "Địa chỉ thư điện tử chưa đúng"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(
    client: Client, article: Article, now: datetime, field: str, value: str, words: str
):
    answer = send(client, article, **(code(now) | {field: value}))
    assert answer.status_code == 422
    assert re.search(rf'id="id_{field}_error">.*?{words}', answer.content.decode())
    assert not Comment.objects.exists()


ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "javascript:alert(1)",
    "[b](javascript:alert(1))",
    "{{ settings.SECRET_KEY }}{% load i18n %}",
    "</textarea></li></ul><iframe src=//evil.example>",
    "https://evil.example/?a=1&b=2",
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_markup_and_links_show_as_words(client: Client, article: Article, now: datetime, attack: str):
    given = TYPED | {"name": f"A {attack}"[:80], "text": attack}
    comment = published_comment(given["text"], name=given["name"], now=now, code=article.code)
    for address in (f"/tin-tuc/{article.code}", f"/tin-tuc/{article.code}/binh-luan", f"/binh-luan/{comment.receipt}"):
        page = client.get(address).content.decode()
        comments = page[page.index('<ul class="comments">') :].split("</ul>", 1)[0]
        assert set(re.findall(r"<([a-z]+)", comments)) <= {"ul", "li", "p", "strong", "time", "div", "br"}
        assert attack in unescape(comments)


def test_control_characters_and_a_null_are_left_out(client: Client, article: Article, now: datetime):
    assert send(client, article, text="một\0\x1b hai\u202e", **code(now)).status_code == 303
    assert Comment.objects.get().text == "một hai"


def test_a_form_needs_its_token(article: Article, now: datetime):
    strict = Client(enforce_csrf_checks=True)
    assert send(strict, article, **code(now)).status_code == 403
    assert not Comment.objects.exists()


def test_a_flood_from_one_address_is_slowed_in_words_and_loses_nothing(client: Client, article: Article, now: datetime):
    answers = [send(client, article, **code(now)) for _ in range(8)]
    assert [answer.status_code for answer in answers] == [303] * 6 + [429] * 2
    page = expect_kept(answers[-1])
    wait = answers[-1]["Retry-After"]
    assert 30 < int(wait) <= 60
    assert f"Xin thử lại sau {wait} giây; những gì bạn gõ còn nguyên." in page
    assert Comment.objects.count() == 6
    assert send(client, article, address="203.0.113.8", **code(now)).status_code == 303


def test_a_flood_on_one_page_is_slowed_and_other_pages_are_not(client: Client, article: Article, now: datetime):
    other = published_article(title="Tin khác")
    answers = [send(client, article, address=f"198.51.100.{n}", **code(now)).status_code for n in range(62)]
    assert answers == [303] * 60 + [429] * 2
    assert send(client, other, **code(now)).status_code == 303
    assert Comment.objects.count() == SpentCode.objects.count() == 61


def test_who_has_no_code_uses_up_nobody_s_place(client: Client, article: Article, now: datetime):
    for n in range(70):
        assert send(client, article, address=f"198.51.100.{n}", answer="8", token="x").status_code == 422
    assert send(client, article, **code(now)).status_code == 303


def test_a_closed_page_says_so_and_keeps_what_was_typed(client: Client, article: Article, now: datetime):
    close_discussion("article", article.code, actor=SYSTEM, now=now)
    page = client.get(f"/tin-tuc/{article.code}").content.decode()
    assert "Trang này không nhận bình luận nữa." in page
    assert form_of(article) not in page
    assert "phieu-binh-luan" not in client.get(form_of(article)).content.decode()
    answer = send(client, article, **code(now))
    assert (answer.status_code, "không nhận bình luận nữa" in expect_kept(answer)) == (422, True)


def test_what_is_not_public_takes_nothing(client: Client, article: Article, now: datetime):
    article.refresh_from_db()
    news.withdraw_article(article, version=article.version, reason="Nhầm.", actor=director(), now=now)
    for address in ("binh-luan", "binh-luan/viet", "danh-gia"):
        assert client.get(f"/tin-tuc/{article.code}/{address}").status_code == 404
    assert send(client, article, **code(now)).status_code == 404
    assert client.post(f"/tin-tuc/{article.code}/danh-gia", {"stars": "5"}).status_code == 404
    assert not (Comment.objects.exists())
    assert not (Discussion.objects.exists())


def test_pages_with_comments_are_the_same_for_everybody(client: Client, article: Article, now: datetime):
    published_comment(now=now, code=article.code)
    for address in (f"/tin-tuc/{article.code}", f"/tin-tuc/{article.code}/binh-luan"):
        answer = client.get(address)
        assert answer["X-Gieo-Shared"]
        assert not answer.cookies
        assert "csrf" not in answer.content.decode()
    for address in ("binh-luan/viet", "danh-gia"):
        assert "X-Gieo-Shared" not in client.get(f"/tin-tuc/{article.code}/{address}").headers


@pytest.mark.parametrize("comments", [1, 3])
def test_comments_cost_the_page_two_questions(
    client: Client, article: Article, now: datetime, comments: int, django_assert_num_queries
):
    for n in range(comments):
        comment = published_comment(f"Số {n}.", now=now, code=article.code)
        answer_comment(comment, text="Vâng.", unit=centre(), actor=SYSTEM, now=now)
    with django_assert_num_queries(10):
        page = client.get(f"/tin-tuc/{article.code}").content.decode()
    assert page.count('<li class="comment"') == comments
    with django_assert_num_queries(6):
        page = client.get(f"/tin-tuc/{article.code}/binh-luan").content.decode()
    assert page.count('<li class="comment"') == comments


def test_an_official_answer_is_labelled_by_the_unit(client: Client, article: Article, now: datetime):
    comment = published_comment(now=now, code=article.code)
    answer_comment(comment, text="Mời bà con tới.", unit=centre(), actor=SYSTEM, now=now)
    page = client.get(f"/tin-tuc/{article.code}").content.decode()
    assert re.search(rf"{centre().name}</strong> <span class=\"small\">trả lời", page)
    assert "Mời bà con tới." in page


def test_the_writer_reads_why_it_was_refused_and_takes_back_what_waits(client: Client, article: Article, now: datetime):
    comment = waiting_comment(now=now, code=article.code)
    address = f"/binh-luan/{comment.receipt}"
    refuse_comment(comment, reason="Không nói về bài này.", actor=SYSTEM, now=now)
    page = client.get(address).content.decode()
    assert "Biên tập viên không đăng bình luận này." in page
    assert "Không nói về bài này." in page
    assert "Rút bình luận" not in page
    other = waiting_comment(now=now, code=article.code)
    assert client.post(f"/binh-luan/{other.receipt}/rut").status_code == 303
    other.refresh_from_db()
    assert (other.state, other.text) == ("taken_back", "")
    assert client.get("/binh-luan/0123456789abcdef").status_code == 404
    assert client.post("/binh-luan/0123456789abcdef/rut").status_code == 404


def rate(client: Client, article: Article, stars: object, agent: str = BROWSER) -> HttpResponse:
    return client.post(f"/tin-tuc/{article.code}/danh-gia", {"stars": stars}, headers={"User-Agent": agent})


def test_rating_and_changing_it(article: Article):
    readers = [Client() for _ in range(3)]
    for reader, stars in zip(readers, (5, 4, 4), strict=True):
        assert rate(reader, article, stars).status_code == 303
    assert "4,3" in readers[0].get(f"/tin-tuc/{article.code}").content.decode()
    assert "4.3" in readers[0].get(f"/en/tin-tuc/{article.code}").content.decode()
    rate(readers[0], article, 1)
    own = readers[0].get(f"/tin-tuc/{article.code}/danh-gia").content.decode()
    assert "Bạn đã cho 1 sao." in own
    assert "3 lượt đánh giá" in own
    assert (Rating.objects.count(), Discussion.objects.get().stars) == (3, 9)


def test_only_who_rates_gets_a_cookie(client: Client, article: Article):
    client.get(f"/tin-tuc/{article.code}")
    client.get(f"/tin-tuc/{article.code}/binh-luan")
    assert RATER not in client.cookies
    rate(client, article, 9)
    assert RATER not in client.cookies
    rate(client, article, 3)
    cookie = client.cookies[RATER]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (
        True, "Lax", settings.RATERS_KEPT.total_seconds(),
    )  # fmt: skip
    assert cookie.value not in Rating.objects.get().rater


@pytest.mark.parametrize("stars", ["0", "6", "", "x", "٣"])
def test_what_is_no_star_is_refused_in_words(client: Client, article: Article, stars: str):
    answer = rate(client, article, stars)
    assert "Đánh giá từ 1 đến 5 sao." in client.get(answer["Location"]).content.decode()
    assert not Rating.objects.exists()


@pytest.mark.parametrize("agent", ["Googlebot/2.1", "python-requests/2.31", "curl/8.5.0", ""])
def test_robots_do_not_rate(client: Client, article: Article, agent: str):
    answer = rate(client, article, 5, agent)
    assert "phần mềm tự động thì không" in client.get(answer["Location"]).content.decode()
    assert not Rating.objects.exists()


def test_ratings_of_one_address_are_limited(article: Article):
    for _ in range(40):
        rate(Client(), article, 5)
    assert Rating.objects.count() == 30
    cache.clear()
    rate(Client(), article, 5)
    assert Rating.objects.count() == 31


def test_the_comments_of_a_page_come_in_pages(client: Client, article: Article):
    for n in range(21):
        published_comment(f"Số {n:02}.", now=clock.now(), code=article.code)
    page = client.get(f"/tin-tuc/{article.code}").content.decode()
    assert page.count('<li class="comment"') == 20
    assert "Xem mọi bình luận" in page
    assert client.get(f"/tin-tuc/{article.code}/binh-luan").content.decode().count('<li class="comment"') == 21


def test_english_is_whole(client: Client, article: Article, now: datetime):
    answer = client.post(f"/en{form_of(article)}", TYPED | code(now) | {"answer": "eight"})
    page = answer.content.decode()
    assert "The check code is not right." in page
    assert re.search(r"Check code: [A-Z][a-z]+ and [a-z]+ make how many\?", page)
    assert client.post(f"/en{form_of(article)}", TYPED | code(now) | {"answer": "seven"}).status_code == 303
