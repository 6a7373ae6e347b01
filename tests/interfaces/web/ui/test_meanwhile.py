"""Two people at one form: the second is refused, sees what the first wrote, and goes through when sending once more."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from gieo.core.actor import Role
from gieo.domain.handovers.rules.texts import standing_blocks
from tests.factories.accounts import user_with
from tests.factories.directives import make_directive
from tests.factories.handovers import department, draft_minutes
from tests.factories.news import draft_article
from tests.factories.programmes import make_programme
from tests.factories.results import make_result
from tests.factories.transfers import draft_decision, planned_conference
from tests.factories.units import make_unit

pytestmark = pytest.mark.django_db

FORMS: dict[str, tuple[Callable[[], Any], str, str, Role]] = {
    # what is made, its form, the field that both change, who they are
    "unit": (make_unit, "/desk/units/{code}/edit", "address", Role.OFFICER),
    "programme": (make_programme, "/desk/programmes/{code}/edit", "name", Role.OFFICER),
    "directive": (make_directive, "/desk/directives/{code}/edit", "text", Role.OFFICER),
    "result": (make_result, "/desk/results/{code}/edit", "title", Role.OFFICER),
    "decision": (draft_decision, "/desk/transfers/decisions/{code}/edit", "title", Role.OFFICER),
    "conference": (planned_conference, "/desk/transfers/conferences/{code}/edit", "place", Role.OFFICER),
    "minutes": (draft_minutes, "/desk/handovers/{code}/edit", "place", Role.OFFICER),
    "article": (draft_article, "/desk/news/{code}/edit", "title", Role.EDITOR),
}


class Fields(HTMLParser):
    """What a browser would send of the forms inside the page's main part."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._select = self._text = ""
        self.feed(page[page.index('id="main"') :])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        name = found.get("name", "")
        ticked = found.get("type") not in ("checkbox", "radio", "file", "submit") or "checked" in found
        if tag == "input" and name and ticked:
            self.values[name] = found.get("value", "on" if found.get("type") == "checkbox" else "")
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in found:
            self.values[self._select] = found.get("value", "")
        elif tag == "textarea":
            self._text, self.values[name] = name, ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._text = ""

    def handle_data(self, data: str) -> None:
        if self._text:  # a browser drops the line feed that a text area begins with
            self.values[self._text] = (self.values[self._text] + data).removeprefix("\n")


@pytest.mark.parametrize("kind", FORMS)
def test_the_second_sees_what_the_first_wrote_and_goes_through(kind: str) -> None:
    make, address, name, role = FORMS[kind]
    record = make()
    path = address.format(code=record.code)
    first, second = Client(), Client()
    first.force_login(user_with(role, department(), email="mot@example.vn"))
    second.force_login(user_with(role, department(), email="hai@example.vn"))
    seen = Fields(first.get(path).content.decode()).values
    assert first.post(path, seen | {name: "Người thứ nhất ghi"}).status_code == 303

    refused = second.post(path, seen | {name: "Người thứ hai ghi"})

    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Người thứ nhất ghi" in page
    assert "Lưu lần nữa thì điều bạn gõ thay cho những điều này." in page
    again = Fields(page).values
    assert again[name] == "Người thứ hai ghi"
    assert second.post(path, again).status_code == 303
    record.refresh_from_db()
    assert getattr(record, name) == "Người thứ hai ghi"


def test_a_text_of_the_papers_is_taken_up_too() -> None:
    path = f"/desk/handovers/wording/{standing_blocks()[0].key}"
    person = Client()
    person.force_login(user_with(Role.OFFICER, department()))
    seen = Fields(person.get(path).content.decode()).values
    assert person.post(path, seen | {"text": "Bản thứ nhất."}).status_code == 303

    refused = person.post(path, seen | {"text": "Bản thứ hai."})

    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Bản thứ nhất." in page
    assert person.post(path, Fields(page).values).status_code == 303
