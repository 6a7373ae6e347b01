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
from gieo.interfaces.web.ui.exporting import extract_of, list_of_address
from tests.house.sources import PACKAGE
from tests.house.world import Story, addresses

TEMPLATES = PACKAGE / "interfaces" / "web" / "templates"
NO_LIST = {"ui_kit/list.html"}
RECORD = "rows of one record, which has a paper, a set or a history of its own"
FORM = "rows of a form that is being filled in; what they make is a list elsewhere"
BEHIND = "the first rows of a list that a link opens whole, and that has its file there"
SHEET = "a paper: printed, and made as PDF and Word from the same content"
FIGURES = "figures as a table beside their picture; the rows behind them have their list"
NO_FILE = {
    "accounts/data.html": "all that is kept about one person comes as one file",
    "accounts/me.html": "a reader's own sessions",
    "accounts/person.html": RECORD,
    "accounts/second_factor.html": "a reader's own keys",
    "audience/visits.html": FIGURES,
    "desk/home.html": BEHIND,
    "duties/record.html": RECORD,
    "exports/saved.html": "a reader's own ways of looking; each opens a list that has its file",
    "handovers/_digital_parties.html": RECORD,
    "handovers/_plan_rows.html": RECORD,
    "handovers/conference.html": "all minutes of a conference come as one archive; the list of minutes has its file",
    "handovers/device.html": "what lies on a device without network",
    "handovers/documents.html": "the document set is one archive with a list of its files",
    "handovers/items.html": FORM,
    "handovers/queue.html": "the signing table of a day; what is unsigned is a list with its file",
    "handovers/record.html": SHEET,
    "handovers/remote.html": RECORD,
    "handovers/sheet_node.html": SHEET,
    "imports/row.html": RECORD,
    "imports/send.html": "what a template asks for: the template itself is a workbook",
    "needs/for_result.html": "needs that one result may meet, to write to their units; the list of needs has its file",
    "needs/record.html": RECORD,
    "portal/home.html": FIGURES,
    "portal/place.html": BEHIND,
    "procedures/tables.html": "code tables of the law, in force by date; they lie in the data of the source code",
    "programmes/record.html": BEHIND,
    "results/_elapsed.html": RECORD,
    "results/_receivers.html": RECORD,
    "results/_receivers_public.html": RECORD,
    "results/_uses.html": BEHIND,
    "results/product.html": RECORD,
    "results/record.html": RECORD,
    "results/to_decision.html": FORM,
    "training/attendance.html": FORM,
    "training/record.html": RECORD,
    "transfers/_minutes.html": BEHIND,
    "transfers/_public_items.html": RECORD,
    "transfers/agenda.html": SHEET,
    "transfers/conference.html": RECORD,
    "transfers/decision.html": SHEET,
    "transfers/door.html": "the list of attendance at the door has its file",
    "transfers/figures.html": RECORD,
    "transfers/invite.html": FORM,
    "transfers/seats.html": SHEET,
    "transfers/sheet.html": SHEET,
    "ui/bars.html": FIGURES,
    "ui/matrix.html": "the matrix of a ledger, whose lines come out beside it",
    "ui_kit/list.html": "a page of samples",
    "ui_kit/sheet.html": "a page of samples",
    "units/_open_rows.html": FORM,
    "units/act.html": RECORD,
    "units/record.html": RECORD,
    "uptake/_claim.html": RECORD,
    "uptake/choose.html": FORM,
    "uptake/models/_costs.html": RECORD,
    "uptake/reports/record.html": RECORD,
    "uptake/claim.html": FORM,
}  # fmt: skip
"""Tables that do not come out as files of their own, and why."""


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
        and "{% list_exports list=" not in text
        and '{% extends "desk/list.html" %}' not in text
    ]
    assert set(without) == NO_LIST, "Put {% list_exports list=list %} beside the head, and exported() at its address."


def test_every_table_of_rows_comes_out_or_says_why_not() -> None:
    """Also rows that are no ListPage: whoever reads them in a table takes them home as a file."""
    tables = {
        name
        for path in TEMPLATES.rglob("*.html")
        if re.search(r'<table|class="doorlist', text := path.read_text())
        and not re.search(r"{% list_exports list=|{% extends \"desk/list.html\" %}", text)
        and (name := path.relative_to(TEMPLATES).as_posix()) != "desk/list.html"
    }
    assert tables == set(NO_FILE), "Give the rows a Roll and {% list_exports %}, or say here why they stay."


def test_there_is_a_file_beside_every_list_of_the_office_and_of_the_portal() -> None:
    names = {name for name, _arguments in exports()}
    assert len(names) >= 35
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
                made = extract_of(address)(listed, actor, clock.now()).write(form, out)
                assert len(made.keys) == listed.count
                assert made.digest
            break
        else:
            pytest.fail(f"{name}: nobody may see this list.")
