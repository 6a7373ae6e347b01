"""For every address and every role, the set of those let in equals the written table (permissions.toml).

The table is read by people: a change of it is a change of who may do what, and belongs in the commit that changes it.
`GIEO_TEST_WRITE_PERMISSIONS=1 ./gieo test tests/house/test_permissions.py` writes it anew, to be read first.
"""

from __future__ import annotations

import io
import os
import tomllib
from collections.abc import Iterator
from copy import deepcopy
from html import unescape
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from gieo.foundation.accounts.models import User
from gieo.foundation.accounts.services import create_user
from tests.factories.accounts import NOW
from tests.house.secret import MARK, tell_secret
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


# ---- restricted results

NOT_WALKED = ("account_", "socialaccount_", "accounts_public:", "health:", "metrics", "ui_kit:", "jsi18n")
SEARCHED = ("results_public:list", "results:list", "transfers:decisions", "handovers:list", "duties:list")


def words_of(answer: Any) -> str:
    """What a page, a sheet or an archive says, and the name it is saved under."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    kind, name = answer.headers.get("Content-Type", ""), answer.headers.get("Content-Disposition", "")
    if "spreadsheetml" in kind:
        rows = (row for page in load_workbook(io.BytesIO(content)) for row in page.iter_rows(values_only=True))
        return name + "\n".join(str(cell) for row in rows for cell in row)
    if "zip" in kind:
        return name + "\n".join(ZipFile(io.BytesIO(content)).namelist())
    return name + unescape(content.decode(errors="ignore"))


def told_to(client: Client, address: str) -> str:
    """The words of the answer, when it is one."""
    with transaction.atomic():
        answer = client.get(address)
        words = words_of(answer)
        transaction.set_rollback(True)
    assert answer.status_code != 500, f"{address} failed"
    return words


def samples(story: Story) -> Iterator[tuple[str, str]]:
    """(name, address) of every address that shows somebody something, with the story's records as arguments."""
    table = tomllib.loads(TABLE.read_text())
    for name, arguments in addresses():
        if table[name].get("show", "").strip("·") and not name.startswith(NOT_WALKED):
            yield name, reverse(name, kwargs=story.values_for(name, arguments))


def test_a_restricted_result_is_nowhere(story: Story):
    """Every address, for every role of somebody who is no reader: pages, sheets, archives and the names of files."""
    secret = tell_secret()
    walked = [address for _name, address in samples(story)]
    walked += [address for name, address in samples(secret.as_sample(story)) if address not in walked]
    walked += [f"{address}?q=sao+khue" for name, address in samples(story) if name in SEARCHED]
    assert len(walked) > 150
    found = []
    for letter in LETTERS:
        client = Client(raise_request_exception=False)
        if letter in story.people:
            client.force_login(User.objects.get(pk=story.people[letter]))
        for address in walked:
            cache.clear()  # nobody has knocked too often
            words = told_to(client, address)
            # a page that says there is no such record repeats the code it was asked for
            asked = tuple(code for code in secret.codes if code not in address)
            found += [f"{letter} meets {word} at {address}" for word in (MARK, *asked) if word in words]
    assert not found, "A restricted result shows through:\n" + "\n".join(found)


def test_its_reader_meets_it(story: Story):
    """The walk above would see it: with the only reader's eyes the same addresses tell it."""
    secret = tell_secret()
    reader = secret.result.readers.get().person
    client = Client()
    client.force_login(create_user(reader, email="nguoi-doc@example.vn", password=None, now=NOW))
    told = [name for name, address in samples(secret.as_sample(story)) if MARK in told_to(client, address)]
    assert {"results:record", "handovers:record", "handovers:documents", "transfers:decision"} <= set(told)
