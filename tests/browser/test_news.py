"""News in a real browser: an editor writes, another approves, a visitor reads; and nothing pasted ever runs."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Page, expect

from gieo.core.actor import Role
from gieo.domain.news import services
from gieo.domain.news.engine import clean
from gieo.domain.news.models import Article
from gieo.domain.news.rules.markup import TAGS
from gieo.domain.transfers.models import Conference
from tests.browser.office import PASSWORD, Office
from tests.domain.news.attacks import ATTACKS
from tests.factories import transfers as make
from tests.factories.accounts import NOW, user_with
from tests.factories.news import add_photo, centre, director, draft_article, editor

OpenPage = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SERIOUS = ("serious", "critical")
AXE = {"resultTypes": ["violations"], "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}


@pytest.fixture
def conference(transactional_db: None) -> Conference:
    """A day that is over, an editor and a director who sign in."""
    office = centre()
    user_with(Role.EDITOR, office, email="bientap@example.vn", name="Mùa A Gió", password=PASSWORD)
    user_with(Role.DIRECTOR, office, email="giamdoc@example.vn", name="Quàng Văn Rừng", password=PASSWORD)
    decision = make.issued_decision(results=2, products=3, units=2, enterprises=1, number="797/QĐ-UBND")
    return make.published_conference(decision, chair_title="Phó Chủ tịch")


def picture(folder: Path) -> Path:
    path = folder / "hoi-truong.png"
    content = io.BytesIO()
    Image.new("RGB", (900, 600), "#2f6b4f").save(content, "PNG")
    path.write_bytes(content.getvalue())
    return path


def approve(open_page: OpenPage, article: Article, *, language: str, javascript: bool) -> None:
    """Somebody else reads it and lets it out."""
    leader = Office(open_page(language=language, javascript=javascript), language, javascript=javascript)
    leader.sign_in("giamdoc@example.vn")
    if language == "en":
        leader.choose_english()
    leader.page.goto(f"/desk/news/{article.code}/")
    leader.follow("Duyệt bài")
    expect(leader.main).to_contain_text(article.title)
    leader.press("Duyệt bài")
    leader.expect_state("Đã đăng")


@pytest.mark.parametrize("width, language", [(360, "vi"), (1280, "en")])
def test_from_the_records_to_the_reader(
    conference: Conference, open_page: OpenPage, tmp_path: Path, width: int, language: str
) -> None:
    page = open_page(width=width, language=language)
    office = Office(page, language)
    office.sign_in("bientap@example.vn")
    if language == "en":
        office.choose_english()

    page.goto(f"/desk/transfers/conferences/{conference.code}/")
    office.press("Soạn tin từ hồ sơ")
    office.expect_words("Đã soạn bài từ hồ sơ hội nghị. Đọc lại từng câu trước khi gửi duyệt.")
    office.expect_fits()

    # the editor stands in place of the field; by keyboard: a word more, a heading, a link
    text = page.locator(".prose-field.is-dressed .ProseMirror")
    expect(text).to_contain_text("Việc bàn giao diễn ra tại")
    expect(text.locator("span[data-source]").first).to_be_visible()
    text.press("Control+End")
    text.press("Enter")
    text.press("Enter")
    page.keyboard.type("Hẹn gặp lại")
    expect(text).to_contain_text("Hẹn gặp lại")
    page.keyboard.press("Shift+Home")
    bar = page.locator(".prose-field__bar")
    bar.get_by_role("button", name=office.say("Đậm"), exact=True).click()
    expect(text.locator("strong")).to_have_text("Hẹn gặp lại")
    bar.get_by_role("button", name=office.say("Liên kết"), exact=True).click()
    address = page.locator(".prose-field__link input")
    address.fill("javascript:alert(1)")
    address.press("Enter")
    expect(page.locator("[data-prose-said]")).to_contain_text("http, https, mailto, tel")
    address.fill("/ket-qua/")
    address.press("Enter")
    expect(text.locator('a[href="/ket-qua/"]')).to_have_text("Hẹn gặp lại")
    office.press("Lưu bài")
    office.expect_words("Đã lưu bài.")
    office.expect_words("Câu và hồ sơ")
    office.expect_fits()

    article = Article.objects.get()
    assert '<strong><a href="/ket-qua/">' in article.body or '<a href="/ket-qua/"><strong>' in article.body
    page.goto(f"/desk/news/{article.code}/photographs")
    page.locator("input[type=file]").set_input_files([picture(tmp_path)])
    office.fill("Người chụp hoặc nguồn ảnh", "Nguyễn An")
    office.press("Thêm ảnh")
    office.follow("Ghi chú thích")
    office.fill("Chú thích", "Trao biên bản cho đơn vị nhận")
    office.main.locator("input[name=consent]").check()
    office.press("Lưu")
    page.goto(f"/desk/news/{article.code}/")
    office.press("Gửi duyệt")
    office.expect_state("Chờ duyệt")
    office.expect_words("Bạn đã viết bản này. Nhờ lãnh đạo Sở hoặc biên tập viên khác duyệt.")
    article.refresh_from_db()
    approve(open_page, article, language=language, javascript=True)

    reader = open_page(width=width, language=language, bypass_csp=True)  # axe is injected
    prefix = "/en" if language == "en" else ""
    reader.goto(f"{prefix}/tin-tuc/")
    reader.locator(".tile a", has_text=article.title).click()
    expect(reader.locator("h1")).to_have_text(article.title)
    expect(reader.locator(".article__body")).to_contain_text("Hẹn gặp lại")
    expect(reader.locator("figure.photo").first).to_contain_text("Nguyễn An")
    found = Office(reader, language)
    found.expect_fits()
    violations = Axe().run(reader, options=AXE).response["violations"]
    assert [row["id"] for row in violations if row["impact"] in SERIOUS] == []
    reader.locator(f'.fig a[href="/hoi-nghi/{conference.code}#don-vi"], a.fig[href$="#don-vi"]').first.click()
    expect(reader).to_have_url(re.compile(rf"/hoi-nghi/{conference.code}#don-vi"))
    expect(reader.locator("#tin")).to_contain_text(article.title)


def test_everything_works_without_javascript(conference: Conference, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(width=360, javascript=False)
    office = Office(page, javascript=False)
    office.sign_in("bientap@example.vn")
    page.goto(f"/desk/transfers/conferences/{conference.code}/")
    office.press("Soạn tin từ hồ sơ")
    field = office.main.locator("textarea[name=body]")
    expect(field).to_be_visible()
    field.fill(field.input_value() + "\n\nMột đoạn gõ thường.\nDòng hai.")
    office.press("Lưu bài")
    office.expect_words("Một đoạn gõ thường.")
    article = Article.objects.get()
    assert article.body.endswith("<p>Một đoạn gõ thường.<br>Dòng hai.</p>")
    assert "data-source=" in article.body
    office.press("Gửi duyệt")
    office.expect_state("Chờ duyệt")
    approve(open_page, article, language="vi", javascript=False)
    reader = open_page(width=360, javascript=False)
    reader.goto("/")
    reader.locator("#tin-moi .tile a").first.click()
    expect(reader.locator("h1")).to_have_text(article.title)
    Office(reader).expect_fits()


def test_nothing_pasted_ever_runs(transactional_db: None, open_page: OpenPage) -> None:
    """All attacks in one published article, and each by itself without our content policy to save it: no script runs,
    nothing is asked for, only the tags of the house are there. (`open_page` fails on any request to another host.)"""
    body = "\n\n".join(clean(attack) for attack in ATTACKS)
    article = draft_article(body=body)
    article = services.submit_article(article, version=article.version, actor=editor(), now=NOW)
    services.approve_article(article, version=article.version, actor=director(), now=NOW)
    page = open_page()
    page.goto(f"/tin-tuc/{article.code}")
    inside = page.locator(".article__body")
    expect(inside).to_be_visible()
    tags = inside.evaluate("node => [...new Set([...node.querySelectorAll('*')].map((one) => one.localName))]")
    assert set(tags) <= TAGS
    names = inside.evaluate(
        "node => [...new Set([...node.querySelectorAll('*')].flatMap((one) => one.getAttributeNames()))]"
    )
    assert set(names) <= {"href", "rel", "data-source", "class"}  # the lead's own class
    assert page.title().startswith(article.title)

    naked = open_page(bypass_csp=True)
    for attack in ATTACKS:
        naked.set_content(f"<title>quiet</title><main>{clean(attack)}</main>")
        ran = naked.evaluate(
            """() => [document.title !== "quiet", performance.getEntriesByType("resource").length,
                [...document.querySelectorAll("main *")].filter((one) => !one.matches(
                  "p, h2, h3, ul, ol, li, blockquote, strong, em, a, span, br")).length,
                [...document.querySelectorAll("main a")].filter((one) => !/^(https?:|mailto:|tel:|\\/[^/])/
                  .test(one.getAttribute("href"))).length]"""
        )
        assert ran == [False, 0, 0, 0], attack


def test_the_newsroom_is_for_everybody(conference: Conference, open_page: OpenPage) -> None:
    """Every page of the office, as editor and as approver, on a phone and on a desk: fits, and axe finds nothing."""
    editing = services.draft_from_conference(conference, actor=editor(), byline="Biên", author_unit=centre(), now=NOW)
    add_photo(editing)
    waiting = services.submit_article(draft := draft_article(), version=draft.version, actor=editor(), now=NOW)
    Conference.objects.filter(pk=conference.pk).update(place="Nơi khác")
    photo = editing.photos.get()
    pages = {
        "bientap@example.vn": (
            "", "new", f"{editing.code}/", f"{editing.code}/edit", f"{editing.code}/photographs",
            f"{editing.code}/photographs/{photo.pk}/edit", f"{editing.code}/preview",
        ),
        "giamdoc@example.vn": (f"{waiting.code}/", f"{waiting.code}/approve", f"{waiting.code}/return"),
    }  # fmt: skip
    faults = []
    for who, paths in pages.items():
        page = open_page(bypass_csp=True)  # axe is injected; the policy refuses it
        Office(page).sign_in(who)
        for path in paths:
            for width in (1280, 360):
                page.set_viewport_size({"width": width, "height": 900})
                page.goto(f"/desk/news/{path}")
                if path.endswith("/edit") and "photographs" not in path:
                    expect(page.locator(".prose-field.is-dressed .ProseMirror")).to_be_visible()
                Office(page).expect_fits()
                found = Axe().run(page, options=AXE).response["violations"]
                faults += [
                    f"{path} at {width}: {row['id']} {row['nodes'][0]['html'][:120]}"
                    for row in found
                    if row["impact"] in SERIOUS
                ]
    assert not faults, "\n".join(faults)
