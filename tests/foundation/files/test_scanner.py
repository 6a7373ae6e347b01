"""Debian's own clamd, with one signature of ours (no list is fetched): what it finds is refused, and so is everything
while it does not answer."""

import os
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest

from gieo.core.actor import SYSTEM, Actor
from gieo.core.errors import Invalid
from gieo.foundation.files.engine.clamd import ScannerAway, ScannerLimit, virus_in
from gieo.foundation.files.models import StoredFile
from gieo.foundation.files.services import store_file

NOW = datetime(2023, 11, 7, 1, 0, tzinfo=UTC)
ANNA = Actor(person_id=1, name="Anna")
EICAR = (
    b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
)  # parted: scanners read sources too
LIMIT = 2 * 1024 * 1024
SETTINGS = """
LocalSocket {home}/clamd.sock
TCPSocket {port}
TCPAddr 127.0.0.1
DatabaseDirectory {home}/signatures
PidFile {home}/clamd.pid
StreamMaxLength {limit}
Foreground yes
"""


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@pytest.fixture(scope="module")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The two addresses of a clamd that knows one virus. It opens its sockets first: who calls early waits."""
    home = tmp_path_factory.mktemp("clamd")
    (home / "signatures").mkdir()
    (home / "signatures" / "gieo.ndb").write_text(f"Gieo.Test:0:*:{EICAR.hex()}\n")
    port = free_port()
    (home / "clamd.conf").write_text(SETTINGS.format(home=home, port=port, limit=LIMIT))
    program = shutil.which("clamd", path=f"{os.environ['PATH']}:/usr/sbin")
    assert program is not None
    command = [program, f"--config-file={home}/clamd.conf"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as running:
        assert running.stdout is not None
        assert any("Self checking" in line for line in running.stdout), "clamd ended before it listened"
        yield f"{home}/clamd.sock", f"127.0.0.1:{port}"
        running.terminate()


@pytest.mark.clamd
def test_clamd_finds_what_it_knows_by_socket_and_by_port(clamd: tuple[str, str]) -> None:
    for address in clamd:
        assert virus_in(BytesIO(EICAR), address).startswith("Gieo.Test")
        clean = BytesIO(b"%PDF-1.7\n" + b"x" * 500_000)
        assert virus_in(clean, address) == ""
        assert clean.tell() == 0
        with pytest.raises(ScannerLimit):
            virus_in(BytesIO(bytes(LIMIT * 4)), address)


@pytest.mark.clamd
@pytest.mark.django_db
def test_what_is_infected_is_refused_with_its_name_and_nothing_is_kept(clamd, settings, tmp_path) -> None:
    settings.FILES_DIR, settings.CLAMD = tmp_path / "files", clamd[0]
    with pytest.raises(Invalid, match=r"có mã độc \(Gieo.Test"):
        store_file(EICAR, name="thu.txt", actor=ANNA, now=NOW)
    with pytest.raises(Invalid, match="StreamMaxLength"):
        store_file(b"%PDF-1.7\n" + bytes(LIMIT * 4), name="lon.pdf", actor=ANNA, now=NOW)
    assert not StoredFile.objects.exists()
    assert not settings.FILES_DIR.exists()
    clean = store_file(b"%PDF-1.7\n", name="sach.pdf", actor=ANNA, now=NOW)
    assert (clean.scan_state, clean.name) == ("clean", "sach.pdf")


@pytest.mark.django_db
def test_a_scanner_that_does_not_answer_lets_nothing_in_but_our_own_papers(settings, tmp_path) -> None:
    settings.FILES_DIR, settings.CLAMD = tmp_path / "files", str(tmp_path / "nobody.sock")
    with pytest.raises(Invalid, match="Máy quét vi-rút không trả lời"):
        store_file(b"%PDF-1.7\n", name="a.pdf", actor=ANNA, now=NOW)
    assert not StoredFile.objects.exists()
    assert store_file(b"%PDF-1.7\n", name="a.pdf", actor=SYSTEM, now=NOW).scan_state == "unscanned"


@pytest.mark.django_db
def test_without_a_scanner_files_are_marked_as_unscanned(settings, tmp_path) -> None:
    settings.FILES_DIR = tmp_path / "files"
    assert store_file(b"%PDF-1.7\n", name="a.pdf", actor=ANNA, now=NOW).scan_state == "unscanned"


@pytest.mark.parametrize("answer", [b"", b"stream: something else\0"])
def test_an_answer_that_nobody_understands_is_no_answer(answer: bytes, tmp_path: Path) -> None:
    address = str(tmp_path / "odd.sock")
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(address)
        door.listen()

        def reply() -> None:
            line, _who = door.accept()
            with line:
                while not line.recv(65536).endswith(bytes(4)):
                    pass
                line.sendall(answer)

        talk = threading.Thread(target=reply)
        talk.start()
        with pytest.raises(ScannerAway):
            virus_in(BytesIO(b"abc"), address)
        talk.join()


def test_a_scanner_that_stays_silent_is_not_waited_for_without_end(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(tmp_path / "silent.sock"))
        door.listen()
        with pytest.raises(ScannerAway, match="timed out"):
            virus_in(BytesIO(b"abc"), str(tmp_path / "silent.sock"), seconds=0.05)
