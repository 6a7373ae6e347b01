"""The document set as one archive: what is in it, who gets it, equal bytes, and the check of it by anybody."""

import hashlib
import json
import unicodedata
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gieo.core.actor import Role
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.queries.packages import MOST_FILES
from gieo.domain.handovers.services import render_minutes
from gieo.domain.results.models import Result
from gieo.domain.results.vocab import Access
from gieo.foundation.accounts.models import User
from tests.factories.handovers import TABLE, draft_minutes, sealed_minutes, signed_minutes
from tests.interfaces.web.handovers.conftest import visitor

pytestmark = pytest.mark.django_db


def at(minutes: Minutes, item: int | None = None) -> str:
    return f"/desk/handovers/{minutes.code}/archive" + (f"/{item}" if item else "")


def sent(client: Client, address: str) -> bytes:
    answer: Any = client.get(address)
    assert (answer.status_code, answer["Content-Type"], answer.streaming) == (200, "application/zip", True)
    return b"".join(answer.streaming_content)


def repacked(content: bytes, *, method: int = 0, **changes: bytes | None) -> bytes:
    """The archive with entries changed or left out, by the end of their names."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(made, "w", method) as after:
        for row in before.infolist():
            ending = row.filename.rpartition(".")[2]
            if changes.get(ending, b"") is not None:
                after.writestr(row.filename, changes.get(ending) or before.read(row))
    return made.getvalue()


def crowded(content: bytes) -> bytes:
    """The archive with more files behind its own than are looked at."""
    made = BytesIO(content)
    with ZipFile(made, "a") as more:
        for number in range(MOST_FILES):
            more.writestr(f"{number}.txt", b"")
    return made.getvalue()


def checked(client: Client, content: bytes) -> str:
    file = SimpleUploadedFile("ho-so.zip", content)
    return client.post("/xac-minh/", {"file": file}).content.decode()


def test_every_file_is_in_it_under_its_fingerprint(client: Client, officer: User) -> None:
    minutes = signed_minutes(results=1, products=2)
    render_minutes(minutes, now=TABLE)
    with ZipFile(BytesIO(sent(client, at(minutes)))) as kept:
        assert kept.testzip() is None
        said = json.loads(kept.read("MANIFEST.json"))
        assert [row["item"] for row in said["files"]] == [None, None, None, 1, 2, 3]
        for row in said["files"]:
            body = kept.read(row["path"])
            assert (len(body), hashlib.sha256(body).hexdigest()) == (row["size"], row["sha256"])
            assert row["path"] == unicodedata.normalize("NFC", row["path"])
        assert {*kept.namelist()} == {"MANIFEST.txt", "MANIFEST.json", *(row["path"] for row in said["files"])}
        assert minutes.sealed is not None
        assert said["minutes"]["sha256"] == minutes.sealed.digest
        assert minutes.sealed.digest in kept.read("MANIFEST.txt").decode()


def test_equal_content_gives_equal_bytes_and_an_item_has_a_set_of_its_own(client: Client, officer: User) -> None:
    minutes = signed_minutes(results=1, products=1)
    assert sent(client, at(minutes)) == sent(client, at(minutes))
    with ZipFile(BytesIO(sent(client, at(minutes, 2)))) as kept:
        assert [row["item"] for row in json.loads(kept.read("MANIFEST.json"))["files"]] == [2]
    assert client.get(at(minutes, 7)).status_code == 404


def test_a_receiver_gets_it_once_all_have_signed_and_strangers_never(client: Client, officer: User) -> None:
    minutes, other = sealed_minutes(), signed_minutes()
    assert client.get(at(draft_minutes())).status_code == 404
    assert client.get(at(minutes)).status_code == 200
    unit = visitor(Role.UNIT_REP, minutes.receiver)
    assert unit.get(at(minutes)).status_code == 404
    assert unit.get(at(other)).status_code == 404
    assert visitor(Role.UNIT_REP, other.receiver).get(at(other)).status_code == 200
    Result.objects.filter(minutes_items__minutes=other).update(access=Access.RESTRICTED)
    assert visitor(Role.UNIT_REP, other.receiver).get(at(other)).status_code == 404


def test_anyone_sees_which_file_of_a_set_differs(client: Client, officer: User) -> None:
    minutes = signed_minutes(results=1, products=1)
    content = sent(client, at(minutes))
    assert "2 tệp của bộ hồ sơ đúng như khi bàn giao" in checked(client, content)
    changed = checked(client, repacked(content, pdf=b"%PDF- khac"))
    assert "Bộ hồ sơ có tệp khác với khi bàn giao" in changed
    assert "Khác hoặc lạ:" in changed
    assert "Thiếu:" in checked(client, repacked(content, pdf=None))


def test_a_file_taken_out_together_with_its_line_is_missed(client: Client, officer: User) -> None:
    minutes = signed_minutes(results=1, products=1)
    render_minutes(minutes, now=TABLE)
    content = sent(client, at(minutes))
    with ZipFile(BytesIO(content)) as kept:
        said = json.loads(kept.read("MANIFEST.json"))
    gone = said["files"].pop()["path"]
    made = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(made, "w") as after:
        for name in before.namelist():
            if name != gone:
                after.writestr(name, json.dumps(said) if name == "MANIFEST.json" else before.read(name))
    assert "Thiếu:" in checked(client, made.getvalue())


def test_a_manifest_that_was_rewritten_or_taken_out_is_named(client: Client, officer: User) -> None:
    minutes = signed_minutes(results=1, products=1)
    content = sent(client, at(minutes))
    with ZipFile(BytesIO(content)) as kept:
        text, machine = kept.read("MANIFEST.txt"), kept.read("MANIFEST.json")
    moved = text.replace(b"Ki\xe1\xbb\x83m tra: http", b"Ki\xe1\xbb\x83m tra: https")
    for changes, said in (
        ({"txt": moved}, ""),
        ({"txt": text + b"Them mot dong\r\n"}, "MANIFEST.txt"),
        ({"txt": None}, "MANIFEST.txt"),
        ({"json": machine.replace(minutes.receiver.name.encode(), b"Don vi khac")}, "MANIFEST.json"),
    ):
        page = checked(client, repacked(content, **changes))
        assert ("Bộ hồ sơ có tệp khác với khi bàn giao" in page) == bool(said)
        assert said in page


def test_what_is_no_set_of_ours_is_said_to_be_none(client: Client, officer: User) -> None:
    minutes = signed_minutes()
    content = sent(client, at(minutes))
    for foreign in (
        repacked(content, json=b"{}"),
        repacked(content, json=b"khong phai json"),
        repacked(content, json=None),
        repacked(content, method=ZIP_DEFLATED),
        content[:200],
        crowded(content),
    ):
        assert "Không rõ: không phải tệp do Gieo lập" in checked(client, foreign)
    Result.objects.filter(minutes_items__minutes=minutes).update(access=Access.RESTRICTED)
    assert minutes.receiver.name not in checked(client, content)
