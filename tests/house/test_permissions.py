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
from dataclasses import dataclass
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
STAGES = 4
NOT_WALKED = ("account_", "socialaccount_", "accounts_public:", "health:", "metrics", "ui_kit:", "jsi18n")
SEARCHED = ("results_public:list", "results:list", "transfers:decisions", "handovers:list", "duties:list")
HEAD = """# Who is let in, address by address; a dot is a refusal.
{legend}
# `show` is GET, `do` is POST. A deed that is let in may still be refused by its rules.
"""


@dataclass(frozen=True)
class Meeting:
    """What an answer comes to: more than a refusal or not (None: the page does not know the method), and its words."""

    let_in: bool | None
    words: str


def meet(client: Client, method: str, address: str) -> Meeting:
    """Ask, and let nothing stay of it."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        answer = getattr(client, method)(address)
        words = words_of(answer)
        transaction.set_rollback(True)
    client.cookies = cookies
    assert answer.status_code != 500, f"{method} {address} failed"
    to_sign_in = answer.status_code in (302, 303) and answer.headers["Location"].startswith("/dang-nhap/?next=")
    let_in = answer.status_code not in (403, 404) and not to_sign_in
    return Meeting(None if answer.status_code == 405 else let_in, words)


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


def clients_of(story: Story) -> dict[str, Client]:
    """A browser for each role."""
    clients = {letter: Client(raise_request_exception=False) for letter in LETTERS}
    for letter, user in story.people.items():
        clients[letter].force_login(User.objects.get(pk=user))
    return clients


@pytest.mark.told_once
@pytest.mark.parametrize("stage", range(STAGES))
def test_every_address_lets_in_those_of_the_table_and_tells_nobody_the_secret(story: Story, stage: int):
    """One walk for two questions: every address, every role, beside a restricted result whose reader none of them is.

    The same walk then meets the records that hold the secret, and searches for it. It has stages, so that processes
    share it.
    """
    secret, clients = tell_secret(), clients_of(story)
    mine = list(addresses())[stage::STAGES]
    found: dict[str, dict[str, str]] = {}
    told: list[str] = []
    walked: set[str] = set()
    for name, arguments in mine:
        address = reverse(name, kwargs=story.values_for(name, arguments))
        cache.clear()  # nobody has knocked too often
        row = {}
        for key, method in (("show", "get"), ("do", "post")):
            met = {letter: meet(client, method, address) for letter, client in clients.items()}
            if any(one.let_in is not None for one in met.values()):
                row[key] = "".join(letter if met[letter].let_in else "·" for letter in LETTERS)
            tells = method == "get" or name.rpartition(":")[2].startswith("export")  # lists of the office, as files
            if tells and not name.startswith(NOT_WALKED):
                told += [line for letter, one in met.items() for line in secret.leaks(letter, address, one.words)]
                walked.add(address)
        found[name] = row
    if os.environ.get("GIEO_TEST_WRITE_PERMISSIONS"):
        known = tomllib.loads(TABLE.read_text()) | found
        TABLE.write_text(written({name: known[name] for name, _arguments in addresses() if name in known}))
    closer = [address for name, address in samples(secret.as_sample(story)) if name in found and address not in walked]
    closer += [f"{address}?q=sao+khue" for name, address in samples(story) if name in SEARCHED and name in found]
    assert len(walked | set(closer)) > 150 / STAGES
    for address in closer:
        cache.clear()
        for letter, client in clients.items():
            told += secret.leaks(letter, address, meet(client, "get", address).words)
    table = tomllib.loads(TABLE.read_text())
    assert found == {name: table.get(name) for name, _arguments in mine}
    assert not told, "A restricted result shows through:\n" + "\n".join(told)


def test_the_table_knows_every_address_and_no_other():
    assert list(tomllib.loads(TABLE.read_text())) == [name for name, _arguments in addresses()]


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


def samples(story: Story) -> Iterator[tuple[str, str]]:
    """(name, address) of every address that shows somebody something, with the story's records as arguments."""
    table = tomllib.loads(TABLE.read_text())
    for name, arguments in addresses():
        if table[name].get("show", "").strip("·") and not name.startswith(NOT_WALKED):
            yield name, reverse(name, kwargs=story.values_for(name, arguments))


def test_its_reader_meets_it(story: Story):
    """The walk above would see it: with the only reader's eyes the same addresses tell it."""
    secret = tell_secret()
    reader = secret.result.readers.get().person
    client = Client()
    client.force_login(create_user(reader, email="nguoi-doc@example.vn", password=None, now=NOW))
    told = [name for name, address in samples(secret.as_sample(story)) if MARK in meet(client, "get", address).words]
    assert {"results:record", "handovers:record", "handovers:documents", "transfers:decision", "uptake:record"} <= set(
        told
    )
