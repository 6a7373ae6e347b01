"""For every address and every role, the set of those let in equals the written table (permissions.toml).

The table is read by people: a change of it is a change of who may do what, and belongs in the commit that changes it.
`GIEO_TEST_WRITE_PERMISSIONS=1 ./gieo test tests/house/test_permissions.py` writes it anew, to be read first.
"""

from __future__ import annotations

import io
import os
import tomllib
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from gieo.foundation.accounts.models import User
from tests.house.world import LETTERS, SAMPLES, Story, addresses

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

TABLE = Path(__file__).with_name("permissions.toml")
HEAD = """# Who is let in, address by address; a dot is a refusal.
{legend}
# `show` is GET, `do` is POST. A deed that is let in may still be refused by its rules.
"""


def is_let_in(client: Client, method: str, address: str) -> bool | None:
    """Whether the answer is more than a refusal; None when the page does not know the method. Nothing stays of it."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        answer = getattr(client, method)(address)
        if answer.streaming:
            list(answer.streaming_content)  # read to its end, a file that is served is closed
        transaction.set_rollback(True)
    client.cookies = cookies
    assert answer.status_code != 500, f"{method} {address} failed"
    if answer.status_code == 405:
        return None
    to_sign_in = answer.status_code in (302, 303) and answer.headers["Location"].startswith("/dang-nhap/?next=")
    return answer.status_code not in (403, 404) and not to_sign_in


def seen(story: Story) -> dict[str, dict[str, str]]:
    """What every role meets at every address."""
    clients = {letter: Client(raise_request_exception=False) for letter in LETTERS}
    for letter, user in story.people.items():
        clients[letter].force_login(User.objects.get(pk=user))
    found: dict[str, dict[str, str]] = {}
    for name, arguments in addresses():
        values = story.values_for(name, arguments)
        address = reverse(name, kwargs=values)
        row = {}
        cache.clear()  # nobody has knocked too often
        for key, method in (("show", "get"), ("do", "post")):
            answers = {letter: is_let_in(client, method, address) for letter, client in clients.items()}
            if any(answer is not None for answer in answers.values()):
                row[key] = "".join(letter if answers[letter] else "·" for letter in LETTERS)
        found[name] = row
    return found


def test_every_address_lets_in_those_of_the_table_and_nobody_else(story: Story):
    found = seen(story)
    if os.environ.get("GIEO_TEST_WRITE_PERMISSIONS"):
        TABLE.write_text(written(found))
    table = tomllib.loads(TABLE.read_text())
    assert found == table


def written(found: dict[str, dict[str, str]]) -> str:
    legend = "\n".join(f"#   {letter}  {who}" for letter, who in LETTERS.items())
    rows = [
        f'"{name}" = {{ ' + ", ".join(f'{key} = "{value}"' for key, value in row.items()) + " }"
        for name, row in found.items()
    ]
    return HEAD.format(legend=legend) + "\n" + "\n".join(rows) + "\n"


def test_every_argument_of_an_address_has_a_sample():
    wanted = {argument for _name, arguments in addresses() for argument in arguments}
    assert wanted <= set(SAMPLES), "give tests/house/world.py a sample for the new argument"


def words_of(answer: Any) -> str:
    """What a page or a sheet says."""
    if "sheet" not in answer.headers["Content-Type"]:
        return answer.content.decode()
    page = load_workbook(io.BytesIO(answer.content)).active
    return "\n".join(str(cell.value) for row in page.iter_rows() for cell in row)


@pytest.mark.parametrize("letter", ["-", "U", "V"])
def test_a_restricted_result_is_nowhere(story: Story, letter: str):
    client = Client()
    if letter in story.people:
        client.force_login(User.objects.get(pk=story.people[letter]))
    for address in (*story.pages_that_list(), *story.pages_of(story.restricted)):
        # the title alone: the code is echoed by the very page that says there is no such result
        assert story.restricted_title not in words_of(client.get(address, follow=True)), address
    assert story.restricted not in words_of(client.get("/ket-qua/xuat.xlsx"))
