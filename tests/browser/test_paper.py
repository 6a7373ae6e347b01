"""What the browser's printer makes of our sheets: pages counted, the head of state papers on its lines."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from playwright.sync_api import Page

from gieo.core.actor import Role
from gieo.domain.results.models import Result
from tests.browser.office import PASSWORD, Office, make_world
from tests.factories.accounts import user_with
from tests.factories.handovers import department, sealed_minutes
from tests.factories.results import make_result

OpenPage = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# Lines of text an element stands on.
LINES = """element => { const range = document.createRange(); range.selectNodeContents(element);
    return new Set([...range.getClientRects()].map(box => Math.round(box.top))).size; }"""
TITLE = (
    "Nghiên cứu tuyển chọn và phục tráng giống lúa nếp nương bản địa, hoàn thiện quy trình kỹ thuật canh tác bền vững "
    "trên đất dốc gắn với liên kết sản xuất, tiêu thụ sản phẩm tại các xã vùng cao tỉnh Điện Biên"
)
SENTENCE = "Mưa to kéo dài thì sườn núi nào dễ sạt, bản nào phải rời trước, ai báo cho ai và báo bằng gì. "


TOLD = {"benefit_text": SENTENCE, "season": "Gieo tháng 5, gặt tháng 10", "water": SENTENCE, "labour": SENTENCE}
"""As much as the longest sheets of the demo say."""


def printed(page: Page) -> list[bool]:
    """The sheets of paper that the browser's printer would take: is there a word on each?"""
    made = page.pdf(prefer_css_page_size=True, format="A4", print_background=True)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        return [
            any(str(one.operator) in ("Tj", "TJ") for one in pikepdf.parse_content_stream(leaf)) for leaf in pdf.pages
        ]


def a_result(sentences: int, **told: str) -> Result:
    """An offered result whose sheet says so much."""
    return make_result(
        "transferable",
        title=TITLE,
        short_title="Phục tráng lúa nếp nương",
        plain_sheet=SENTENCE * sentences,
        fit_places=SENTENCE,
        cost_text=SENTENCE,
        inputs_text="Trạm đo mưa\nCòi\nPin mặt trời",
        risks_text=SENTENCE * 2,
        **told,
    )


@pytest.mark.parametrize("sentences", [1, 6, 14, 20])
def test_the_sheet_of_one_page_is_one_page(transactional_db: None, open_page: OpenPage, sentences: int) -> None:
    page = open_page()
    page.goto(f"/ket-qua/{a_result(sentences).code}/to-in")
    assert printed(page) == [True]


def test_sheets_of_several_results_are_one_page_each(transactional_db: None, open_page: OpenPage) -> None:
    world = make_world()
    codes = [a_result(sentences, **told).code for told in ({}, TOLD) for sentences in (1, 2, 3, 4, 5, 8, 14)]
    page = open_page()
    Office(page).sign_in(world.officer.email)
    page.goto("/desk/results/sheets?" + "&".join(f"code={code}" for code in codes))
    assert printed(page) == [True] * len(codes)


def test_minutes_keep_the_head_of_state_papers(transactional_db: None, open_page: OpenPage) -> None:
    minutes = sealed_minutes(results=2)
    officer = user_with(Role.OFFICER, department(), email="mai@example.vn", password=PASSWORD)
    page = open_page()
    Office(page).sign_in(officer.email)
    for width in (1280, 768, 360):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"/desk/handovers/{minutes.code}/preview")
        assert page.locator(".sheet__nation").evaluate(LINES) == 1, width
        assert page.locator(".sheet__motto").evaluate(LINES) == 1, width
    page.emulate_media(media="print")
    middle = "element => { const box = element.getBoundingClientRect(); return box.left + box.width / 2; }"
    giver, receiver = page.locator(".sheet__signs").nth(0).locator("> div").all()
    (witness,) = page.locator(".sheet__signs").nth(1).locator("> div").all()
    halves = [one.evaluate(middle) for one in (giver, receiver)]
    assert witness.evaluate(middle) == pytest.approx(sum(halves) / 2, abs=1)
    assert all(printed(page))
