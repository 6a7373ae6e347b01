"""From the first state with data to today's: nothing signed is lost on the way, and the office opens as before.

The data is the demo of the first state, as `tools/dump_state.py` wrote it there (tests/fixtures/first_state). It is
loaded into tables made by the migrations of that time, which are then brought up to today's, as `./gieo migrate` does.
"""

from __future__ import annotations

import base64
import json
import lzma
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import F
from django.test import Client, override_settings

from gieo.core import clock
from gieo.core.actor import SYSTEM
from gieo.domain.handovers.models import Minutes, MinutesItem, ReceiptNote, ReceiptRow
from gieo.domain.handovers.queries.ledger import ledger_of_conference
from gieo.domain.handovers.queries.printing import signed_paper
from gieo.domain.transfers.models import Conference
from gieo.foundation.accounts.models import User
from gieo.foundation.journal.models import Entry, Seal
from gieo.foundation.journal.queries import verify
from gieo.foundation.journal.services import record, seal
from gieo.foundation.papers.rules import plain_text
from gieo.foundation.signing.models import SealedContent, Signature
from gieo.foundation.signing.queries import is_intact
from gieo.interfaces.ops.commands.migrate import load_reference
from tests.fixtures.copies import Copies, standing_at

FIRST = Path(__file__).parents[2] / "fixtures" / "first_state" / "demo.json.xz"
LATER = datetime(2024, 1, 2, 1, 0, tzinfo=UTC)  # when the office brings its tables up to date
pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture(scope="module")
def first() -> dict[str, Any]:
    """What stood there: every row by table and field."""
    state: dict[str, Any] = json.loads(lzma.decompress(FIRST.read_bytes()))
    return state


@contextmanager
def home_of(first: dict[str, Any], home: Path) -> Iterator[None]:
    (home / "keys").mkdir()
    (home / "seals").mkdir()
    (home / "keys" / "journal.key").write_bytes(base64.b64decode(first["journal_key"]))
    for name, content in first["seals"].items():
        (home / "seals" / name).write_text(content)
    with override_settings(KEYS_DIR=home / "keys", SEALS_DIR=home / "seals", FILES_DIR=home / "files"):
        yield


@pytest.fixture(scope="module")
def upgraded(
    first: dict[str, Any], copies: Copies, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The database after the update."""
    name = copies.own("upgrade")
    with django_db_blocker.unblock(), home_of(first, tmp_path_factory.mktemp("upgrade")):
        copies.make(name)
        clock.shift(LATER - datetime.now(UTC))
        with standing_at(name):
            load(first)
            call_command("migrate", interactive=False, verbosity=0)
            load_reference()
        yield name
        with django_db_blocker.unblock():  # the last test has closed the door behind it
            copies.drop(name)


def load(first: dict[str, Any]) -> None:
    """Tables as the migrations of that time make them, and the rows of that time in them."""
    last = dict(sorted(first["migrations"]))  # of each app
    state = MigrationExecutor(connection).migrate(list(last.items()))
    with transaction.atomic():
        # minutes after what belongs to them: the database takes no new row of sealed minutes
        for label, table in sorted(first["tables"].items(), key=lambda entry: entry[0] == "handovers.Minutes"):
            model = state.apps.get_model(label)
            fields = {field.attname: field for field in model._meta.concrete_fields}
            rows = [dict(zip(table["fields"], row, strict=True)) for row in table["rows"]]
            model._base_manager.bulk_create(
                [model(**{name: fields[name].to_python(value) for name, value in row.items()}) for row in rows],
                batch_size=500,
            )
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(state.apps.get_models())):
            cursor.execute(statement)


@pytest.fixture
def office(upgraded: str) -> Iterator[None]:
    with standing_at(upgraded), transaction.atomic():
        yield
        transaction.set_rollback(True)


def column(first: dict[str, Any], label: str, *names: str) -> list[tuple[Any, ...]]:
    table = first["tables"][label]
    places = [table["fields"].index(name) for name in names]
    return [tuple(row[place] for place in places) for row in table["rows"]]


def test_no_row_is_lost(office: None, first: dict[str, Any]) -> None:
    """Tables of reference may have grown by what today's version brings."""
    for label, table in first["tables"].items():
        model = apps.get_model(label)
        there = set(model._base_manager.values_list("pk", flat=True))
        place = table["fields"].index(model._meta.pk.attname)
        gone = [row[place] for row in table["rows"] if row[place] not in there]
        assert not gone, f"{label}: {len(gone)} of {len(table['rows'])}"


def test_every_signature_stands_as_it_was_given(office: None, first: dict[str, Any]) -> None:
    names = ("id", "party", "person_name", "digest", "client_id", "strokes")
    before = sorted(column(first, "signing.Signature", *names))
    assert len(before) > 60
    assert sorted(Signature.objects.values_list(*names)) == before


def test_sealed_content_is_what_was_signed(office: None, first: dict[str, Any]) -> None:
    before = sorted(column(first, "signing.SealedContent", "code", "digest"))
    assert sorted(SealedContent.objects.values_list("code", "digest")) == before
    assert all(is_intact(content) for content in SealedContent.objects.all())
    numbers = sorted(column(first, "handovers.Minutes", "code", "number", "sealed_id"))
    assert sorted(Minutes.objects.values_list("code", "number", "sealed_id")) == numbers


def test_what_was_received_became_receipts_and_states_say_so(office: None, first: dict[str, Any]) -> None:
    """Minutes of which some was received were signed; now they say "received in part". Nothing else moved."""
    before = dict(column(first, "handovers.Minutes", "code", "state"))
    moved = {row.code: (before[row.code], row.state) for row in Minutes.objects.all() if row.state != before[row.code]}
    partly = Minutes.objects.filter(items__receipt="received", received_at=None).distinct()
    assert moved == {row.code: ("signed", "partly") for row in partly}
    assert len(moved) == 2
    received = MinutesItem.objects.filter(receipt="received")
    assert ReceiptRow.objects.count() == received.count() > 50
    assert not received.exclude(received_quantity=F("quantity")).exists()
    assert not received.filter(received_on=None).exists()
    for note in ReceiptNote.objects.all():
        assert note.on == clock.local_date(note.recorded_at)


def test_the_ledgers_find_no_sealed_content_changed(office: None) -> None:
    """What was sealed in the form of that time agrees with rows that have gained columns since."""
    conferences = Conference.objects.all()
    assert len(conferences) == 3
    for conference in conferences:
        found = [
            fault
            for fault in ledger_of_conference(conference, SYSTEM, today=LATER.date()).ledger.faults
            if "changed" in fault.kind
        ]
        assert not found, conference.code


def test_sealed_minutes_are_printed_again_in_the_words_that_were_signed(office: None) -> None:
    waived = [row for row in Minutes.objects.exclude(sealed=None) if waivers(row)]
    assert waived, "there were minutes with a waiver"
    for minutes in waived[:2]:
        said = plain_text(signed_paper(minutes))
        assert all(waiver["reason"].rstrip(".") in said for waiver in waivers(minutes))


def waivers(minutes: Minutes) -> list[dict[str, Any]]:
    return [item["waiver"] for item in minutes.sealed.content["items"] if item["waiver"]]


def test_the_journal_holds_and_goes_on(office: None, first: dict[str, Any]) -> None:
    proof = verify()
    assert (proof.faults, proof.seals) == ((), len(first["tables"]["journal.Seal"]["rows"]))
    assert proof.entries == len(first["tables"]["journal.SealedEntry"]["rows"]) > 1000
    assert Entry.objects.count() >= proof.entries
    with transaction.atomic():
        record("check", Minutes.objects.all()[0], actor=SYSTEM, now=LATER)
    assert seal(now=LATER) is not None
    assert verify().holds
    assert Seal.objects.count() == proof.seals + 1


def test_the_office_and_the_portal_answer(office: None) -> None:
    codes = list(Minutes.objects.order_by("-code").values_list("code", flat=True)[:12])
    conference = Minutes.objects.exclude(conference=None).order_by("-code")[0].conference
    assert conference is not None
    public = ["/", "/ket-qua/", "/hoi-nghi/", f"/hoi-nghi/{conference.code}", f"/xac-minh/?ma={codes[0]}", "/en/"]
    office = ["/desk/", "/desk/results/", "/desk/handovers/", "/desk/duties/", "/desk/units/", "/desk/accounts/"]
    office += [f"/desk/handovers/{code}" for code in codes]
    office += [f"/desk/handovers/conference/{conference.code}/ledger"]
    visitor, officer = Client(), Client()
    officer.force_login(User.objects.get(email="chuyenvien@example.vn"))
    answers = {page: visitor.get(page).status_code for page in public} | {
        page: officer.get(page).status_code for page in office
    }
    assert set(answers.values()) == {200}, answers
