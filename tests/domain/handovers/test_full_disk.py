"""The disk is full: a deed is done as a whole or not at all, and done again when there is room."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings, settings
from django.db import DatabaseError, connection, transaction

from gieo.core.actor import SYSTEM
from gieo.core.errors import Refused
from gieo.domain.handovers import services
from gieo.domain.handovers.models import Minutes
from gieo.domain.handovers.vocab import SIGNING_ORDER, IdentityPaper, MinutesState
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.services import store_file
from gieo.foundation.journal.models import Entry
from gieo.foundation.signing.models import Signature
from tests.factories import wholeness
from tests.factories.handovers import (
    DEFAULTS,
    STROKES,
    TABLE,
    conference_of,
    officer,
    prepare,
    receive,
    seal,
    sealed_minutes,
    sign,
)

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SEGMENT = 16 << 20  # PostgreSQL writes its log in pieces of this size: they must still fit


@pytest.fixture(autouse=True)
def _own_files(settings: LazySettings, tmp_path: Path) -> None:
    settings.FILES_DIR, settings.KEYS_DIR = tmp_path / "files", tmp_path / "keys"


@contextmanager
def no_file_longer_than(size: int, process: int = 0) -> Iterator[None]:
    """The system refuses to let a process write past so many bytes of any file, as a full disk would."""
    process = process or os.getpid()
    limit_files(process, str(size))
    try:
        yield
    finally:
        limit_files(process, "unlimited")


def limit_files(process: int, size: str) -> None:
    """As the user whose process it is: root itself may not everywhere."""
    owner = Path(f"/proc/{process}").stat()
    whose: dict[str, int] = {"user": owner.st_uid, "group": owner.st_gid} if os.geteuid() == 0 else {}
    subprocess.run(["/usr/bin/prlimit", "--pid", str(process), f"--fsize={size}:"], check=True, **whose)


@contextmanager
def no_room_in_the_database() -> Iterator[None]:
    """The journal, which every deed writes, has not a line of room left."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA page_count")
            most = cursor.fetchone()[0]
            cursor.execute(f"PRAGMA max_page_count={most}")
            fill_up()
            yield
            cursor.execute("PRAGMA max_page_count=1073741823")
            return
        cursor.execute("SELECT pg_backend_pid()")
        server = cursor.fetchone()[0]
        cursor.execute("SELECT pg_relation_size('journal_entry')")
        while cursor.fetchone()[0] < SEGMENT:
            write_lines(20_000)
            cursor.execute("SELECT pg_relation_size('journal_entry')")
        with no_file_longer_than(SEGMENT, server):
            fill_up()
            yield


def fill_up() -> None:
    while True:
        try:
            write_lines(1)
        except DatabaseError:
            return


def write_lines(count: int) -> None:
    lines = [Entry(at=TABLE, actor_name="x", verb="x", record_kind="x", record_id=0) for _ in range(count)]
    with transaction.atomic():
        Entry.objects.bulk_create(lines, batch_size=5_000)


def signing(minutes: Minutes) -> Iterator[Callable[[], Any]]:
    """Each party's signature, with one client id for every time it is tried."""
    for party in SIGNING_ORDER:
        yield lambda party=party: services.sign_minutes(
            minutes,
            party=party,
            strokes=STROKES,
            expected_digest=minutes.sealed.digest if minutes.sealed else "",
            client_id=f"{minutes.code}-{party}",
            identity=IdentityPaper.KNOWN,
            actor=officer(),
            now=TABLE,
        )


def tried_without_room(deed: Callable[[], Any]) -> None:
    """Refused by the full disk, leaving everything as it was; done as soon as there is room."""
    before = (Signature.objects.count(), list(Minutes.objects.order_by("pk").values()), wholeness.faults())
    with no_room_in_the_database(), pytest.raises(DatabaseError):
        deed()
    assert (Signature.objects.count(), list(Minutes.objects.order_by("pk").values()), wholeness.faults()) == before
    deed()


def test_a_deed_that_the_full_database_refuses_leaves_nothing_and_is_done_when_there_is_room() -> None:
    conference, table = conference_of(results=2, units=1), officer()
    tried_without_room(lambda: services.prepare_all_minutes(conference, defaults=DEFAULTS, actor=table, now=TABLE))
    minutes = Minutes.objects.get()
    tried_without_room(lambda: services.seal_minutes(minutes, actor=table, now=TABLE))
    minutes = Minutes.objects.select_related("sealed").get()
    for deed in signing(minutes):
        tried_without_room(deed)
    tried_without_room(lambda: services.receive_items(minutes, actor=table, now=TABLE))
    assert Minutes.objects.get().state == MinutesState.RECEIVED
    assert Signature.objects.count() == 3
    assert wholeness.faults() == []


def test_printing_on_a_full_disk_leaves_no_half_file_and_is_done_when_there_is_room() -> None:
    minutes = sealed_minutes()
    sign(minutes)
    beginning = wholeness.files_without_rows()
    with no_file_longer_than(20_000), pytest.raises((Refused, DatabaseError)):
        services.render_minutes(minutes, now=TABLE)
    assert wholeness.files_without_rows() == beginning
    assert wholeness.rows_without_files() == []
    assert len(services.render_minutes(Minutes.objects.get(pk=minutes.pk), now=TABLE)) == 3
    assert wholeness.faults() == []


def test_an_upload_on_a_full_disk_leaves_neither_bytes_nor_row() -> None:
    content = b"%PDF-1.7\n" + os.urandom(300_000)
    with no_file_longer_than(100_000), pytest.raises(OSError, match="large"):
        store_file(content, name="anh.pdf", actor=SYSTEM, now=TABLE)
    assert not [path for path in Path(settings.FILES_DIR).rglob("*") if path.is_file()]
    assert not StoredFile.objects.exists()
    assert store_file(content, name="anh.pdf", actor=SYSTEM, now=TABLE).size == len(content)


def test_a_receiver_confirms_on_a_full_disk_and_again() -> None:
    """The whole day under a disk that is full every second time."""
    conference = conference_of(results=3, units=3)
    prepare(conference)
    for minutes in seal(conference):
        for deed in signing(minutes):
            deed()
        tried_without_room(lambda minutes=minutes: receive(minutes))
    assert set(Minutes.objects.values_list("state", flat=True)) == {MinutesState.RECEIVED}
    assert wholeness.faults() == []
