"""Enter presses the first submit button of a form: where a form has several, the first does no harm."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import engines

TEMPLATES = Path(__file__).parents[4] / "src/gieo/interfaces/web/templates"
FIRST = {
    "audience/comments.html": "{% on_enter %}",
    "units/act_form.html": '{% on_enter name="step" value="preview" %}',
    "uptake/reports/answer.html": "{% on_enter formaction=save_url %}",
    "uptake/reports/fill.html": '{% on_enter name="stay" value="1" %}',
}
"""Forms in which another button would publish, send, record or drop something: what Enter does there instead."""
PRESSES_FIRST = {
    "handovers/wording_edit.html": "saves, as its first button says",
    "mfa/authenticate.html": "goes on, as its first button says",
    "results/list.html": "opens a form or sheets, changes nothing",
}
NOT_ENTERED = {"news/photographs.html", "transfers/agenda.html", "transfers/door.html", "transfers/photographs.html"}
"""Forms of buttons alone."""
_BUTTON = re.compile(r'{% on_enter[^%]*%}|submit=True|type="submit"')


def several() -> dict[str, str]:
    """Templates with a form of several buttons, and how the first of them is written."""
    found = {}
    for path in sorted(TEMPLATES.rglob("*.html")):
        for form in re.findall(r"<form\b.*?</form>", path.read_text(encoding="utf-8"), re.DOTALL):
            buttons = _BUTTON.findall(re.sub(r"{% else %}.*?{% endif %}", "", form, flags=re.DOTALL))
            if len(buttons) > 1:
                found[str(path.relative_to(TEMPLATES))] = buttons[0]
    return found


def test_the_first_button_of_several_does_no_harm() -> None:
    found = several()
    assert found.keys() == FIRST.keys() | PRESSES_FIRST.keys() | NOT_ENTERED
    assert {name: found[name] for name in FIRST} == FIRST


@pytest.mark.parametrize(
    ("props", "says"),
    [
        ("", " disabled"),
        ('name="stay" value="1"', ' name="stay" value="1"'),
        ('formaction="/luu"', ' formaction="/luu"'),
    ],
)
def test_it_stands_there_unseen(props: str, says: str) -> None:
    shown = engines["django"].from_string(f"{{% load gieo %}}{{% on_enter {props} %}}").render({})
    assert shown.strip() == f'<button type="submit" class="vh" tabindex="-1" aria-hidden="true"{says}></button>'
