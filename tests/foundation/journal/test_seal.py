"""The journal is written once and can be proven."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from gieo.core.actor import SYSTEM, Actor
from gieo.foundation.accounts.models import Person
from gieo.foundation.journal.models import Entry, Seal, SealedEntry
from gieo.foundation.journal.queries import history, journal_key, verify
from gieo.foundation.journal.rules import FIELDS, LATE, Fault, chain_digest, entry_digest, sign
from gieo.foundation.journal.services import changes_between, next_number, record, seal
from tests.fixtures.database import triggers_asleep

NOW = datetime(2023, 11, 7, 1, 0, tzinfo=UTC)
MAI = Actor(7, "Lò Thị Mai", behalf_id=8, behalf_name="Quàng Văn Sơn")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_keys(tmp_path: Path, settings) -> None:
    settings.KEYS_DIR = tmp_path / "keys"
    settings.SEALS_DIR = tmp_path / "seals"


def write(count: int, now: datetime = NOW) -> list[Entry]:
    thing, _ = Person.objects.get_or_create(name="Lò Thị Mai")
    return [
        record("edit", thing, actor=MAI, now=now, from_state="draft", changes={"title": ("a", number)})
        for number in range(count)
    ]


def copy_of(number: int) -> Path:
    return Path(settings.SEALS_DIR) / f"{number:06}.json"


def by_hand(sql: str, *values: object) -> None:
    """What somebody with the database password could do."""
    with triggers_asleep(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_an_entry_says_who_on_whose_behalf_when_and_what():
    entry = write(1)[0]
    assert (entry.actor_name, entry.behalf_name, entry.at) == ("Lò Thị Mai", "Quàng Văn Sơn", NOW)
    assert (entry.verb, entry.record_kind, entry.from_state) == ("edit", "accounts.person", "draft")
    assert entry.changes == {"title": ["a", 0]}
    assert list(history(Person.objects.get())) == [entry]


def test_personal_values_are_kept_as_keyed_digests():
    thing = Person.objects.create(name="x")
    entry = record("edit", thing, actor=MAI, now=NOW, changes={"phone": ("", "0912")}, personal=["phone"])
    old, new = entry.changes["phone"]
    assert old == ""
    assert new.startswith("#")
    assert "0912" not in json.dumps(entry.changes)


@pytest.mark.django_db(transaction=True)
def test_an_entry_needs_the_transaction_of_its_deed():
    thing = Person.objects.create(name="x")
    with pytest.raises(transaction.TransactionManagementError):
        record("edit", thing, actor=SYSTEM, now=NOW)


@pytest.mark.parametrize("verb", ["UPDATE journal_entry SET verb = 'no'", "DELETE FROM journal_entry"])
def test_the_database_refuses_to_change_or_delete(verb):
    write(1)
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb)
    assert Entry.objects.get().verb == "edit"


def test_a_sealed_journal_holds_and_says_what_is_not_sealed_yet():
    write(3)
    assert seal(now=NOW).count == 3
    assert seal(now=NOW) is None
    write(2)
    proof = verify()
    assert proof.holds
    assert (proof.seals, proof.entries, proof.unsealed, proof.unsealed_since) == (1, 3, 2, NOW)
    assert seal(now=NOW).number == 2
    assert verify().unsealed == 0


def test_every_changed_entry_is_named():
    entries = write(3)
    seal(now=NOW)
    by_hand("UPDATE journal_entry SET actor_name = 'Ai đó' WHERE id = %s", entries[1].pk)
    assert verify().faults == (Fault("entry-changed", 1, entries[1].pk),)


def test_every_missing_entry_is_named():
    entries = write(3)
    seal(now=NOW)
    by_hand("DELETE FROM journal_entry WHERE id = %s", entries[2].pk)
    assert verify().faults == (Fault("entry-missing", 1, entries[2].pk),)


def test_an_entry_changed_together_with_its_digest_is_named_by_the_copy_outside():
    entries = write(2)
    seal(now=NOW)
    by_hand("UPDATE journal_entry SET actor_name = 'Ai đó' WHERE id = %s", entries[0].pk)
    forged = entry_digest(Entry.objects.filter(pk=entries[0].pk).values("at", *FIELDS).get())
    by_hand("UPDATE journal_sealedentry SET digest = %s WHERE entry_id = %s", forged, entries[0].pk)
    assert verify().faults == (Fault("manifest", 1), Fault("entry-changed", 1, entries[0].pk))


def test_an_entry_deleted_together_with_its_row_is_named_by_the_copy_outside():
    entries = write(3)
    seal(now=NOW)
    by_hand("DELETE FROM journal_entry WHERE id = %s", entries[1].pk)
    by_hand("DELETE FROM journal_sealedentry WHERE entry_id = %s", entries[1].pk)
    assert verify().faults == (Fault("manifest", 1), Fault("entry-missing", 1, entries[1].pk))


def test_an_entry_slipped_under_an_old_seal_is_named_by_the_copy_outside():
    write(2)
    made = seal(now=NOW)
    forged = write(1)[0]
    SealedEntry.objects.create(entry_id=forged.pk, seal=made, digest="0" * 64)
    assert verify().faults == (Fault("manifest", 1), Fault("entry-added", 1, forged.pk))


def test_an_entry_dated_before_a_seal_that_did_not_hold_it_is_late():
    """Inserted afterwards with a day of the past, before the next seal and after it."""
    write(2), seal(now=NOW)
    write(1, NOW - LATE)
    assert verify().holds, "a long transaction is not a forgery"
    late = write(1, NOW - LATE - timedelta(seconds=1))[0]
    assert verify().faults == (Fault("entry-late", 1, late.pk),)
    seal(now=NOW + timedelta(days=1))
    write(1, NOW + timedelta(days=2)), seal(now=NOW + timedelta(days=2))
    assert verify().faults == (Fault("entry-late", 1, late.pk),)


def test_the_moment_of_a_seal_belongs_to_its_chain():
    write(1), seal(now=NOW)
    by_hand("UPDATE journal_seal SET sealed_at = %s", NOW - timedelta(days=1))
    assert verify().faults == (Fault("chain", 1),)


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"number": 1, "chain": 7}', "null", "\x00\ufffd"])
def test_a_damaged_copy_is_told_and_stops_nothing(content: str):
    entries = write(2)
    seal(now=NOW)
    copy_of(1).write_text(content)
    by_hand("DELETE FROM journal_entry WHERE id = %s", entries[0].pk)
    assert verify().faults == (Fault("head", 1), Fault("entry-missing", 1, entries[0].pk))


def test_a_forged_copy_names_nobody():
    """Without the key a copy proves nothing: what it lists is not believed."""
    entries = write(2)
    seal(now=NOW)
    kept = json.loads(copy_of(1).read_text())
    kept["rows"][0][1] = "0" * 64
    copy_of(1).write_text(json.dumps(kept))
    assert verify().faults == (Fault("head", 1),)
    assert Entry.objects.count() == len(entries)


def test_seals_of_the_first_form_still_hold():
    """They did not hold their moment, and their copies no rows: `seal` before that is played here by hand."""
    entries = write(2)
    made = seal(now=NOW)
    chain = chain_digest(1, 2, made.manifest_digest, "", None)
    signature = sign(chain, journal_key())
    by_hand("UPDATE journal_seal SET chain = %s, signature = %s", chain, signature)
    copy_of(1).write_text(json.dumps({"number": 1, "count": 2, "chain": chain, "signature": signature}))
    write(1, NOW + timedelta(days=1))
    seal(now=NOW + timedelta(days=1))
    assert verify().holds
    by_hand("UPDATE journal_entry SET actor_name = 'Ai đó' WHERE id = %s", entries[1].pk)
    assert verify().faults == (Fault("entry-changed", 1, entries[1].pk),)
    copy_of(1).write_text(json.dumps({"number": 1, "count": 2, "chain": chain, "signature": "0" * 64}))
    assert Fault("head", 1) in verify().faults


def test_what_else_lies_beside_the_copies_is_left_alone():
    write(1), seal(now=NOW)
    (Path(settings.SEALS_DIR) / "ghi-chú.json").write_text("mine")
    (Path(settings.SEALS_DIR) / "000002.new").write_text("cut off")
    assert verify().holds


def test_a_seal_taken_out_breaks_the_chain():
    write(1), seal(now=NOW), write(1), seal(now=NOW)
    by_hand("DELETE FROM journal_sealedentry WHERE seal_id = (SELECT id FROM journal_seal WHERE number = 1)")
    by_hand("DELETE FROM journal_seal WHERE number = 1")
    assert {"chain", "head"} <= {fault.kind for fault in verify().faults}


def test_a_journal_cut_off_at_its_end_is_found_by_the_copy_outside():
    write(1), seal(now=NOW), write(1), seal(now=NOW)
    by_hand("DELETE FROM journal_sealedentry WHERE seal_id = (SELECT id FROM journal_seal WHERE number = 2)")
    by_hand("DELETE FROM journal_seal WHERE number = 2")
    assert verify().faults == (Fault("head", 2),)


def test_entries_cut_off_with_their_seal_are_named_by_the_copy_outside():
    write(1), seal(now=NOW)
    gone = write(2)
    seal(now=NOW)
    by_hand("DELETE FROM journal_sealedentry WHERE seal_id = (SELECT id FROM journal_seal WHERE number = 2)")
    by_hand("DELETE FROM journal_seal WHERE number = 2")
    by_hand("DELETE FROM journal_entry WHERE id >= %s", gone[0].pk)
    assert verify().faults == (Fault("head", 2), *(Fault("entry-missing", 2, entry.pk) for entry in gone))


def test_a_seal_made_with_another_key_is_found():
    write(1)
    seal(now=NOW)
    (Path(settings.KEYS_DIR) / "journal.key").write_bytes(b"x" * 32)
    assert verify().faults == (Fault("signature", 1), Fault("head", 1))


def test_a_crash_before_the_copy_outside_is_mended_by_the_next_run():
    write(1)
    seal(now=NOW)
    copy_of(1).unlink()
    assert verify().faults == (Fault("head", 1),)
    write(1)
    seal(now=NOW)
    assert verify().holds


def test_a_copy_taken_away_from_the_middle_is_not_made_again():
    write(1), seal(now=NOW), write(1), seal(now=NOW)
    copy_of(1).unlink()
    write(1), seal(now=NOW)
    assert verify().faults == (Fault("head", 1),)


def test_running_numbers_have_no_gap_and_no_double():
    assert [next_number("KQ-2023") for _ in range(3)] == [1, 2, 3]
    assert next_number("KQ-2024") == 1
    assert changes_between({"a": 1, "b": 2}, {"a": 1, "b": 3}) == {"b": (2, 3)}


@pytest.mark.django_db(transaction=True)
def test_two_officers_take_two_numbers_at_once(side_by_side):
    def take() -> int:
        with transaction.atomic():
            return next_number("KQ-2023")

    assert sorted(side_by_side(take, take, take)) == [1, 2, 3]
    assert Seal.objects.count() == 0
