"""No byte of an archive can change unseen, wherever it stands."""

from __future__ import annotations

import random
import tarfile
from pathlib import Path

import pytest

from gieo.interfaces.ops.archive import LINE, Writer, verify
from gieo.interfaces.ops.terminal import Failed

MEMBERS = {"database.sqlite3": b"SQLite" * 300, "files/aa/bb/aabb": b"a" * 700, "files/cc/dd/ccdd": b"b" * 700}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "gieo.tar"
    with Writer(path) as packed:
        for name, content in MEMBERS.items():
            packed.add_bytes(name, content)
        packed.finish(gieo="1", made_at="2023-11-07", database="sqlite")
    return path


def is_refused(path: Path, content: bytes) -> bool:
    path.write_bytes(content)
    try:
        verify(path)
    except Failed as failed:
        return "damaged" in str(failed)
    return False


def test_a_whole_archive_is_accepted_and_opens_with_tar(archive: Path) -> None:
    assert set(verify(archive)["members"]) == set(MEMBERS)
    with tarfile.open(archive) as packed:
        assert packed.getnames() == [*MEMBERS, "manifest.json"]
    assert not archive.with_name("gieo.tar.partial").exists()


def test_one_flipped_bit_is_found_anywhere(archive: Path) -> None:
    """In contents, heads, names, padding, the manifest, the end of the tar and the last line."""
    whole, dice = archive.read_bytes(), random.Random(20231107)
    places = [0, 100, 136, 148, 512 + 1800, len(whole) - LINE - 1, len(whole) - LINE, len(whole) - 1]
    for place in [*places, *dice.sample(range(len(whole)), 200)]:
        flipped = bytearray(whole)
        flipped[place] ^= 1 << dice.randrange(8)
        assert is_refused(archive, bytes(flipped)), f"byte {place} of {len(whole)}"


def test_a_cut_is_found_anywhere(archive: Path) -> None:
    whole, dice = archive.read_bytes(), random.Random(20231107)
    for length in [0, 1, 512, len(whole) - 1, len(whole) - LINE, *dice.sample(range(len(whole)), 60)]:
        assert is_refused(archive, whole[:length]), f"cut to {length} of {len(whole)}"
    assert is_refused(archive, whole + b"\n")
    assert is_refused(archive, whole + whole)


def test_swapped_and_repeated_members_are_found(archive: Path) -> None:
    whole = archive.read_bytes()
    first, second = MEMBERS["files/aa/bb/aabb"], MEMBERS["files/cc/dd/ccdd"]
    swapped = whole.replace(first, b"?" * 700).replace(second, first).replace(b"?" * 700, second)
    assert is_refused(archive, swapped)
    assert is_refused(archive, whole.replace(b"files/aa/bb/aabb", b"files/aa/bb/aabc"))
    block = slice(whole.index(b"files/aa"), whole.index(b"files/cc"))
    assert is_refused(archive, whole[: block.start] + whole[block.stop :])
    assert is_refused(archive, whole[: block.stop] + whole[block] + whole[block.stop :])


def test_a_backup_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), Writer(tmp_path / "gieo.tar") as packed:
        packed.add_file("files/none", tmp_path / "none")
    assert not list(tmp_path.iterdir())
