"""Every page over the demo's records, as whoever may open it: readable, quiet, at home."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from gieo.foundation.accounts.models import User
from tests.house.test_permissions import STAGES, TABLE
from tests.house.world import Story, addresses

OpenPage = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROLES = {"officer": "O", "unit": "U", "anybody": "-"}
OTHERS = {"administrator": "A", "director": "D", "leader of the province": "P", "registrar": "R", "editor": "E"}
"""Who opens pages that none of those before them may."""
SERIOUS = ("serious", "critical")
AXE = {"resultTypes": ["violations"], "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}

# A few pages of every kind are looked at by axe on a phone too; all of them at 1280 px.
AXE_ON_A_PHONE = {
    "portal_public:home",
    "results_public:record",
    "transfers_public:conference",
    "desk:home",
    "results:list",
    "results:record",
    "transfers:decision",
    "handovers:conference",
    "handovers:sign",
    "handovers:ledger",
}
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Codes and numbers of papers on two lines; what people typed, paper, fingerprints and links to copy may break.
BROKEN_CODES = r"""() => {
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const head = node.parentElement.closest("thead");
    if (head && getComputedStyle(head).position === "absolute") continue;
    if (node.parentElement.closest(".sheet, .hash, .copy, textarea, select, [contenteditable]")) continue;
    for (const match of node.data.matchAll(/[0-9A-ZĐ]+(?:[/-][0-9A-ZĐ]+)+/g)) {
      if (!/\d/.test(match[0]) || !match[0].includes("-") || match[0].length > 26) continue;
      const range = document.createRange();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      const boxes = [...range.getClientRects()].filter((box) => box.width > 1);
      if (new Set(boxes.map((box) => Math.round(box.top))).size > 1) found.push(match[0]);
    }
  }
  return found;
}"""


@pytest.mark.parametrize("stage", range(STAGES))
def test_every_page_is_accessible_quiet_and_fits(
    stage: int, told_for_all: None, live_server: LiveServer, open_page: OpenPage
) -> None:
    """Of all pages every fourth one: where all tests are run, each database has its half, and processes share it.

    Which pages there are is asked of the addresses, which of them a role may see of the test's client; refusals and
    files are left out. `open_page` fails on errors of the console and on requests to another host.
    """
    story = Story()
    faults: list[str] = []
    seen: set[str] = set()
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    mine = list(addresses())[stage::STAGES]
    for role, letter in (ROLES | OTHERS).items():
        named = [one for one in mine if letter in ROLES.values() or opens_first(table, one[0], letter, seen)]
        client = Client()
        if letter in story.people:
            client.force_login(User.objects.get(pk=story.people[letter]))
        pages = list(pages_of(client, story, named, faults))
        page = open_page(width=1280, bypass_csp=True)  # axe is injected; the policy refuses it
        if letter in story.people:
            cookie = client.cookies[settings.SESSION_COOKIE_NAME]
            page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        faults += [f"{role}: {fault}" for fault in look(page, pages, seen)]
        seen |= {name for name, _address in pages}
    assert not faults, f"{len(faults)} faults\n" + "\n".join(faults)


def opens_first(table: dict[str, dict[str, str]], name: str, letter: str, seen: set[str]) -> bool:
    """Whether nobody yet has opened a page that this role may open, by the written table."""
    return name not in seen and letter in table.get(name, {}).get("show", "")


def pages_of(
    client: Client, story: Story, named: list[tuple[str, tuple[str, ...]]], faults: list[str]
) -> Iterator[tuple[str, str]]:
    """Name and address of every page that a reader gets to see; its policy is judged on the way."""
    for name, arguments in named:
        address = reverse(name, kwargs=story.values_for(name, arguments))
        answer = client.get(address)
        answer.close()  # files are streamed
        is_page = answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")
        if not is_page:
            continue
        policy = answer.headers.get("Content-Security-Policy", "")
        if "default-src 'self'" not in policy or "unsafe-" in policy:
            faults.append(f"{address}: policy {policy!r}")
        yield name, address


def look(page: Page, pages: list[tuple[str, str]], known: set[str]) -> Iterator[str]:
    """Faults of the pages; axe has looked at the known ones as another reader has them."""
    for name, address in pages:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(address)
        yield from looked_at(page, f"{address} at 1280 px", with_axe=name not in known)
        page.set_viewport_size({"width": 360, "height": 740})
        yield from looked_at(page, f"{address} at 360 px", with_axe=name in AXE_ON_A_PHONE - known)


def looked_at(page: Page, where: str, *, with_axe: bool) -> Iterator[str]:
    too_wide = page.evaluate(TOO_WIDE)
    if too_wide > 0:
        yield f"{where}: {too_wide} px too wide"
    for code in page.evaluate(BROKEN_CODES):
        yield f"{where}: {code} stands on two lines"
    if with_axe:
        for one in Axe().run(page, options=AXE).response["violations"]:
            if one["impact"] in SERIOUS:
                yield f"{where}: {one['id']} ({len(one['nodes'])}): {one['nodes'][0]['html'][:140]}"
