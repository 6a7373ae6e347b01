"""Practice keys: in a demo a visitor signs from beginning to end; outside it there are none, and none is believed."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gieo.core.actor import Role
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.services import render_minutes
from gieo.domain.handovers.vocab import MinutesState, Party
from gieo.foundation.accounts.models import Person, User
from gieo.foundation.signing.engine import PRACTICE_PASSPHRASE, practice_key
from gieo.foundation.signing.models import Signature
from gieo.interfaces.ops.demo.practice import make_keys
from tests.factories.accounts import user_with
from tests.factories.handovers import TABLE, department, sealed_minutes
from tests.interfaces.web.handovers.conftest import visitor

pytestmark = pytest.mark.django_db

ISSUER = "Chứng thư luyện tập, không có giá trị pháp lý"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all: a root's key takes its time."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture
def demo(settings: Any, home: Path) -> Path:
    """The house as a demo, with a folder of keys of its own."""
    settings.GIEO_MODE, settings.KEYS_DIR = "demo", home / "keys"
    settings.ROOT_URLCONF = "tests.interfaces.web.handovers.demo_addresses"
    return home


def at(minutes: Minutes, verb: str) -> str:
    return f"/desk/handovers/{minutes.code}/{verb}"


def sign_with(client: Client, minutes: Minutes, party: Party, key: bytes) -> Any:
    typed = {"how": "key", "key-party": party.value, "key-passphrase": PRACTICE_PASSPHRASE}
    return client.post(at(minutes, "sign-digitally"), typed | {"key-file": SimpleUploadedFile("tap.p12", key)})


@pytest.mark.pdfsig
def test_a_visitor_signs_from_beginning_to_end(client: Client, officer: User, demo: Path) -> None:
    minutes = sealed_minutes()
    for party in Party:
        page = client.get(at(minutes, "sign-digitally")).content.decode()
        assert ISSUER in page
        assert f"Mật khẩu: {PRACTICE_PASSPHRASE}" in page
        link = at(minutes, f"practice-key/{party.value}")
        assert f'href="{link}"' in page
        given = client.get(link)
        assert given["Content-Type"] == "application/x-pkcs12"
        assert sign_with(client, minutes, party, given.content).status_code == 303
        assert f"do {ISSUER} cấp" in client.get(f"/desk/handovers/{minutes.code}").content.decode()
    minutes.refresh_from_db()
    assert minutes.state == MinutesState.SIGNED
    render_minutes(minutes, now=TABLE)
    pdf = demo / "signed.pdf"
    pdf.write_bytes(client.get(at(minutes, "signed-pdf")).getvalue())
    said = subprocess.run(["pdfsig", pdf], check=False, capture_output=True, timeout=60).stdout.decode()
    assert said.count("Signature is Valid") == 4, "three parties and the department's seal"
    assert said.count(ISSUER) >= 3
    checked = Client().post("/xac-minh/", {"file": SimpleUploadedFile("da-ky.pdf", pdf.read_bytes())})
    assert ISSUER in checked.content.decode()


def test_everybody_in_the_story_has_a_key_where_the_launcher_says(demo: Path) -> None:
    assert make_keys() == PRACTICE_PASSPHRASE
    made = sorted(demo.glob("keys/practice/*.p12"))
    assert any(path.name.startswith("bac-cam-son") for path in made)
    assert make_keys() == PRACTICE_PASSPHRASE
    assert sorted(demo.glob("keys/practice/*.p12")) == made
    assert {path.stat().st_mode & 0o777 for path in demo.glob("keys/practice/*")} == {0o600}


def test_the_sign_in_page_tells_the_passphrase_beside_the_people_to_try(
    client: Client, demo: Path, settings: Any
) -> None:
    settings.SHOWS_DEMO = True
    Person.objects.filter(pk=user_with(Role.OFFICER, department()).person_id).update(illustrative=True)
    assert f"mật khẩu của tệp là {PRACTICE_PASSPHRASE}" in client.get("/dang-nhap/").content.decode()


def test_keys_are_given_to_whom_may_sign_and_of_whom_is_named(client: Client, officer: User, demo: Path) -> None:
    minutes = sealed_minutes()
    assert client.get(at(minutes, "practice-key/nobody")).status_code == 404
    assert visitor(Role.EDITOR).get(at(minutes, "practice-key/giver")).status_code == 403
    unit = visitor(Role.UNIT_REP, minutes.receiver)
    page = unit.get(at(minutes, "sign-digitally")).content.decode()
    assert "practice-key/receiver" in page
    assert "practice-key/giver" not in page


def test_outside_a_demo_there_are_none_and_none_is_believed(
    client: Client, officer: User, settings: Any, tmp_path: Path
) -> None:
    minutes = sealed_minutes()
    page = client.get(at(minutes, "sign-digitally")).content.decode()
    assert "luyện tập" not in page
    assert client.get(at(minutes, "practice-key/giver")).status_code == 404
    assert make_keys() == ""
    assert not (Path(settings.KEYS_DIR) / "practice").exists()
    assert minutes.sealed is not None
    key = practice_key(tmp_path, minutes.sealed.content["people"]["giver"]["name"])
    answer = sign_with(client, minutes, Party.GIVER, key.read_bytes())
    assert answer.status_code == 422
    assert "hệ thống chưa tin cậy nơi này" in answer.content.decode()
    assert Signature.objects.count() == 0
