"""A visitor and a moderator in a real browser: rating, a comment, a wrong check code, the way without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from gieo.core.actor import Role
from gieo.domain.news.models import Article
from gieo.foundation.audience.models import Comment, Discussion, SpentCode
from gieo.foundation.audience.wording import NUMBERS
from tests.browser.office import PASSWORD, Office
from tests.factories.accounts import user_with
from tests.factories.news import centre, published_article

OpenPage = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TEXT = "Nhà tôi ở Sính Phình muốn học.\nGọi cho ai? https://vi-du.example/<b>a</b>"
WRONG = "Mã xác thực không đúng."
# A browser without a window calls itself a robot, and robots do not rate.
PHONE = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"
AXE = {"resultTypes": ["violations"], "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}


@pytest.fixture
def article(transactional_db: None) -> Article:
    user_with(Role.EDITOR, centre(), email="bientap@example.vn", name="Mùa A Gió", password=PASSWORD)
    return published_article()


def expect_accessible(page: Page) -> None:
    found = Axe().run(page, options=AXE).response["violations"]
    assert [row["id"] for row in found if row["impact"] in ("serious", "critical")] == []


def write(visitor: Office) -> None:
    visitor.fill("Tên của bạn", "Giàng A Páo")
    visitor.fill("Thư điện tử", "pao@example.vn")
    visitor.fill("Bình luận", TEXT)


def expect_kept(visitor: Office) -> None:
    expect(visitor.main.get_by_label(re.compile("Tên của bạn"))).to_have_value("Giàng A Páo")
    expect(visitor.main.get_by_label(re.compile("Thư điện tử"))).to_have_value("pao@example.vn")
    expect(visitor.main.locator("textarea[name=text]")).to_have_value(TEXT)


def test_visitor_and_moderator(article: Article, open_page: OpenPage) -> None:
    page = open_page(width=360, user_agent=PHONE)
    visitor = Office(page)
    page.goto(f"/tin-tuc/{article.code}")
    visitor.expect_words("Chưa có bình luận nào.")

    # the form comes into the page; the browser does the work; a code that is not right keeps everything
    visitor.follow("Viết bình luận")
    status = page.locator("[data-status]")
    expect(status).to_have_text("đã xong.")
    expect(page.locator("[data-question]")).to_be_hidden()
    write(visitor)
    visitor.expect_fits()
    expect_accessible(page)
    page.locator("[data-proof]").evaluate("(field) => { field.value = btoa('{}'); }")
    visitor.press("Gửi bình luận")
    visitor.expect_words(WRONG.rstrip("."))
    expect_kept(visitor)
    expect(page.locator("[data-working] .error")).to_contain_text(WRONG)
    visitor.expect_fits()
    assert not Comment.objects.exists()

    expect(status).to_have_text("đã xong.")
    visitor.press("Gửi bình luận")
    visitor.expect_words("Bình luận đang chờ biên tập viên duyệt, chưa hiện trên trang.")
    visitor.expect_fits()
    receipt = page.url

    # five stars, then four
    page.goto(f"/tin-tuc/{article.code}")
    visitor.follow("Đánh giá trang này")
    page.get_by_role("button", name="5 sao").click()
    visitor.expect_words("Đã ghi đánh giá của bạn.")
    page.get_by_role("button", name="4 sao").click()
    expect(visitor.main).to_contain_text("Bạn đã cho 4 sao.")
    visitor.expect_fits()
    expect_accessible(page)
    assert (Discussion.objects.get().ratings, Discussion.objects.get().stars) == (1, 4)

    moderator = Office(open_page(width=360))
    moderator.sign_in("bientap@example.vn")
    moderator.page.goto("/desk/")
    moderator.follow("Duyệt bình luận đang chờ")
    moderator.expect_words("Ý kiến bạn đọc")
    moderator.page.goto("/desk/audience/comments/")
    moderator.expect_fits()
    moderator.main.locator("tbody input[name=pk]").check()
    moderator.press("Đăng")
    moderator.expect_words("Đã đăng %(n)s bình luận.", n=1)
    moderator.main.locator("td.title a.clamp").click()
    moderator.follow("Trả lời")
    moderator.fill("Trả lời", "Mời anh gọi cán bộ phụ trách ở cuối trang kết quả.")
    moderator.press("Trả lời trên trang")
    moderator.expect_words("Đã trả lời trên trang.")
    moderator.expect_fits()

    page.goto(f"/tin-tuc/{article.code}")
    shown = page.locator(".comment")
    expect(shown).to_contain_text("Gọi cho ai? https://vi-du.example/<b>a</b>")
    expect(shown.locator("a, b")).to_have_count(0)
    expect(shown.locator(".comment__answer")).to_contain_text("Mời anh gọi cán bộ phụ trách")
    visitor.expect_fits()

    moderator.main.locator("summary.btn", has_text="Gỡ khỏi trang").click()
    asked = moderator.page.get_by_role("dialog")
    asked.get_by_label("Lý do").fill("Nêu đường dẫn lạ.")
    asked.get_by_role("button", name="Gỡ khỏi trang").click()
    moderator.expect_state("Đã gỡ")
    page.goto(receipt)
    visitor.expect_words("Biên tập viên đã gỡ bình luận này khỏi trang.")
    expect(visitor.main).to_contain_text("Nêu đường dẫn lạ.")
    moderator.press("Đăng")
    moderator.expect_state("Đã đăng")

    page.goto(receipt)
    visitor.main.locator("summary.btn", has_text="Rút bình luận").click()
    page.get_by_role("dialog").get_by_role("button", name="Rút và xoá").click()
    visitor.expect_words("Bạn đã rút bình luận này; tên, nội dung và thư điện tử đã bị xoá.")
    assert Comment.objects.get().text == ""


def test_without_javascript_one_answers_a_question(article: Article, open_page: OpenPage) -> None:
    page = open_page(width=360, javascript=False, user_agent=PHONE)
    visitor = Office(page, javascript=False)
    page.goto(f"/tin-tuc/{article.code}")
    visitor.follow("Viết bình luận")
    write(visitor)
    answer = page.locator("input[name=answer]")
    answer.fill("một trăm")
    visitor.press("Gửi bình luận")
    visitor.expect_words(WRONG.rstrip("."))
    expect(page.locator("#id_answer_error")).to_contain_text(WRONG)
    expect_kept(visitor)
    expect(answer).to_have_value("")
    visitor.expect_fits()

    asked = re.search(r"Mã xác thực: (\w+) cộng (\w+) bằng mấy\?", visitor.main.inner_text())
    assert asked is not None
    words = [str(word) for word in NUMBERS]
    answer.fill(str(2 + sum(words.index(word.lower()) for word in asked.groups())))
    visitor.press("Gửi bình luận")
    visitor.expect_words("Bình luận đang chờ biên tập viên duyệt, chưa hiện trên trang.")
    assert (Comment.objects.get().text, SpentCode.objects.count()) == (TEXT, 1)

    page.goto(f"/tin-tuc/{article.code}")
    visitor.follow("Đánh giá trang này")
    page.get_by_role("button", name="3 sao").click()
    expect(visitor.main).to_contain_text("Bạn đã cho 3 sao.")
