"""An abolished unit names its successor wherever it stands: every page is read on a day after the map changed.

Papers, sealed content and the journal keep the name as it was on the day; so does the record of the unit itself, which
says below its name who took over.
"""

from __future__ import annotations

import html
import io
import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from gieo.core import clock
from gieo.foundation.accounts.models import User
from gieo.foundation.units.models import Unit
from tests.house.world import Story, addresses

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

LATER = datetime(2025, 7, 15, 2, 0, tzinfo=UTC)
READERS = ("-", "O", "P", "A")
KEEPS_THE_NAME_OF_THE_DAY = {
    "handovers:preview": "the paper, as sealed and printed",
    "transfers:sheet": "the paper that goes with a decision",
    "transfers:sheet_excel": "the same as a sheet",
    "transfers:cards": "place cards of the day, as printed",
    "outbox:letter": "a letter as it was sent",
    "journal:list": "deeds as they were written down",
    "news_public:article": "an article as it was written on its day",
    "news_public:sheet": "the same, printed",
    "news:record": "the same, in the office",
    "news:preview": "the same, before it is out",
    "news:version": "the same, as an earlier version",
    "units:edit": "the form in which the name itself is written",
}
"""Addresses where a name stands as it was, each with its reason. Inside a page, `data-as-was` marks such words."""


@pytest.fixture
def _after_the_map_changed() -> None:
    clock.shift(LATER - datetime.now(UTC))


def said_by(answer: Any) -> str:
    """What a page or a sheet says to a reader, in one line."""
    kind = answer.headers.get("Content-Type", "")
    if "spreadsheet" in kind:
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        page = load_workbook(io.BytesIO(content)).active
        return " | ".join(str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None)
    if answer.streaming:
        list(answer.streaming_content)  # read to its end, a file that is served is closed
        return ""
    if not kind.startswith("text/html"):
        return ""
    page = re.sub(r"<(script|style)\b.*?</\1>|<!--.*?-->", " ", answer.content.decode(), flags=re.S)
    page = re.sub(r"<(\w+)[^>]* data-as-was>.*?</\1>", " ", page, flags=re.S)
    page = re.sub(r"</(td|th|li|p|h\d|div|dt|dd|option|summary)>", " | ", page)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", page)).split())


def bare_names(text: str, names: list[str]) -> list[str]:
    """Every mention of a name without the one that took over."""
    any_name = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return [
        text[max(0, found.start() - 60) : found.end() + 40]
        for found in re.finditer(rf"(?<!\(trước là )(?:{any_name})(.{{0,17}})", text)
        if not re.match(r" \(từ \d\d/\d\d/\d{4}: ", found[1])
    ]


@pytest.mark.usefixtures("_after_the_map_changed")
def test_no_page_names_an_abolished_unit_alone(story: Story):
    ended = Unit.objects.filter(abolished_on__lte=date(2025, 7, 1), successor__isnull=False)
    names = [name for pair in ended.values_list("name", "short_name") for name in pair if name]
    assert len(names) == 20
    found: dict[str, list[str]] = {}
    for letter in READERS:
        client = Client(raise_request_exception=False)
        if letter in story.people:
            client.force_login(User.objects.get(pk=story.people[letter]))
        for name, arguments in addresses():
            if name in KEEPS_THE_NAME_OF_THE_DAY:
                continue
            address = reverse(name, kwargs=story.values_for(name, arguments))
            if bare := bare_names(said_by(client.get(address)), names):
                found.setdefault(name, bare[:3])
    assert not found, "\n".join(f"{name}: {bare}" for name, bare in found.items())
