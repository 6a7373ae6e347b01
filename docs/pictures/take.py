"""Takes the pictures of the README anew, from a demo that runs: `./gieo demo --stage merged`, then, in its Python,

    python docs/pictures/take.py http://127.0.0.1:8000

Signing and minutes are older: they show a table on the day itself and a printed sheet, and are taken by hand.
"""

import shutil
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
PASSWORD = "gieo-2023"  # noqa: S105 - everybody's in a demo
OFFICER, LEADER = "chuyenvien@example.vn", "giamdoc@example.vn"
PICTURES = [
    ("portal-home", "", "/", 1100, 1700),
    ("catalogue", "", "/ket-qua/?q=bo+sua", 1100, 1300),
    ("result-phone", "", "/ket-qua/KQ-2022-014", 360, 1500),
    ("conference", "", "/hoi-nghi/HN-2023-01", 1100, 1500),
    ("news", "", "/tin-tuc/TT-2023-006", 1100, 1300),
    ("desk", OFFICER, "/desk/", 1100, 1200),
    ("list", OFFICER, "/desk/results/", 1100, 1150),
    ("record", OFFICER, "/desk/results/KQ-2022-014", 1100, 1300),
    ("ledger", OFFICER, "/desk/handovers/conference/HN-2023-01/ledger", 1100, 1500),
    ("invitations", OFFICER, "/desk/transfers/conferences/HN-2023-01/invitations", 1100, 900),
    ("use", OFFICER, "/desk/uptake/SD-2025-0006/", 1100, 1290),
    ("figures", LEADER, "/desk/figures/", 1100, 1290),
]
"""Name, who looks (nobody in particular: the public), address, width and height in dots."""


def main(base: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        pages: dict[str, Page] = {}
        for name, who, path, width, height in PICTURES:
            page = pages.get(who) or browser.new_context(locale="vi", color_scheme="light").new_page()
            if who and who not in pages:
                sign_in(page, base, who)
            pages[who] = page
            page.set_viewport_size({"width": width, "height": height})
            answer = page.goto(base + path, wait_until="networkidle")
            if answer is None or not answer.ok:
                raise SystemExit(f"{path}: {answer.status if answer else 'no answer'}")
            shot = Image.open(BytesIO(page.screenshot()))
            shot.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(HERE / f"{name}.png", optimize=True)
        browser.close()


def sign_in(page: Page, base: str, who: str) -> None:
    page.goto(f"{base}/desk/")
    page.fill("input[name=login]", who)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_load_state("networkidle")


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
