"""Every list of the house is to be had as a file, in three forms, and a file holds what its list says."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from django.urls import reverse

from gieo.core import clock
from gieo.core.errors import NotAllowed, NotFound
from gieo.foundation.accounts.models import User
from gieo.foundation.accounts.queries import actor_for
from gieo.foundation.exports.vocab import Form
from gieo.interfaces.web.ui.exporting import list_of_address
from gieo.interfaces.web.ui.extracts import Extract
from tests.house.sources import PACKAGE
from tests.house.world import Story, addresses

TEMPLATES = PACKAGE / "interfaces" / "web" / "templates"
NO_LIST = {"ui_kit/list.html"}


def exports() -> list[tuple[str, tuple[str, ...]]]:
    """Addresses that make a file of a list."""
    return [(name, arguments) for name, arguments in addresses() if name.rpartition(":")[2].startswith("export")]


def test_every_page_of_a_list_offers_its_file() -> None:
    """`list_exports` refuses a list without such an address, so a page that shows it has one."""
    pages = {path.relative_to(TEMPLATES).as_posix(): path.read_text() for path in TEMPLATES.rglob("*.html")}
    without = [
        name
        for name, text in pages.items()
        if re.search(r"{% list_(pager|filters|heads) list=", text)
        and "{% list_exports list=list %}" not in text
        and '{% extends "desk/list.html" %}' not in text
    ]
    assert set(without) == NO_LIST, "Put {% list_exports list=list %} beside the head, and exported() at its address."


def test_there_is_a_file_beside_every_list_of_the_office_and_of_the_portal() -> None:
    names = {name for name, _arguments in exports()}
    assert len(names) >= 23
    assert {"results_public:export", "transfers_public:export_conferences", "news_public:export"} <= names


@pytest.mark.slow
@pytest.mark.django_db
def test_every_list_of_the_demo_comes_in_three_forms(story: Story) -> None:
    """Director, officer and administrator together see every list."""
    actors = [actor_for(User.objects.get(pk=story.people[letter]), clock.today()) for letter in "DOA"]
    for name, arguments in exports():
        values = story.values_for(name, arguments)
        address = reverse(name, kwargs=values | {"form": "xlsx"})
        for actor in actors:
            try:
                listed = list_of_address(address, "", actor)
            except (NotAllowed, NotFound):
                continue
            assert listed.title, f"{name}: the list has no name for its file."
            keys = [column.key for column in listed.columns]
            assert len(keys) == len(set(keys)), f"{name}: two columns have one key."
            for form in Form:
                out = BytesIO()
                made = Extract(listed, actor, clock.now()).write(form, out)
                assert len(made.keys) == listed.count
                assert made.digest
            break
        else:
            pytest.fail(f"{name}: nobody may see this list.")
