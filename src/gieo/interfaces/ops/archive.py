"""One archive: a tar whose last member is a manifest with the digest of every other, and one line after it.

The line is the SHA-256 of every byte before it, so that no byte can change unseen: `head -c -65 FILE | sha256sum`.
"""

import io
import json
import os
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO, Any

from gieo.interfaces.ops.terminal import Failed

MANIFEST = "manifest.json"
FORM = 1
PIECE = 1 << 20
LINE = 65  # 64 hexadecimal digits and the end of the line


@dataclass(frozen=True)
class Member:
    size: int
    sha256: str


class Writer:
    """Adds members, then the manifest. The file appears under its name only when it is whole and on the disk."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.partial = path.with_name(path.name + ".partial")
        self.members: dict[str, Member] = {}

    def __enter__(self) -> "Writer":
        try:
            self.file = self.partial.open("xb")
        except FileExistsError:
            raise Failed(f"{self.partial} is there: another backup is running, or one was cut off.") from None
        except OSError as error:
            raise Failed(f"{self.path} cannot be written: {error.strerror}.") from None
        os.chmod(self.partial, 0o600)
        self.counted = Counted(self.file)
        self.tar = tarfile.open(fileobj=self.counted, mode="w", format=tarfile.GNU_FORMAT)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self.tar.close()
                self.file.write(f"{self.counted.digest.hexdigest()}\n".encode())
                self.file.flush()
                os.fsync(self.file.fileno())
                self.partial.replace(self.path)
        finally:
            self.file.close()
            self.partial.unlink(missing_ok=True)

    def add_bytes(self, name: str, content: bytes) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mode = len(content), 0o600
        self.tar.addfile(info, io.BytesIO(content))
        self.members[name] = Member(len(content), sha256(content).hexdigest())

    def add_file(self, name: str, path: Path) -> None:
        with path.open("rb") as source:
            info = self.tar.gettarinfo(fileobj=source, arcname=name)
            info.uid = info.gid = 0
            info.uname = info.gname = ""
            counted = Counted(source)
            self.tar.addfile(info, counted)
        self.members[name] = Member(info.size, counted.digest.hexdigest())

    def finish(self, **facts: Any) -> None:
        members = {name: {"size": member.size, "sha256": member.sha256} for name, member in self.members.items()}
        text = json.dumps({"form": FORM, **facts, "members": members}, ensure_ascii=False, indent=1)
        self.add_bytes(MANIFEST, text.encode())


class Counted:
    """A stream that keeps the digest of what passes through it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream, self.digest = stream, sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self.stream.read(size)
        self.digest.update(piece)
        return piece

    def write(self, piece: bytes) -> int:
        self.digest.update(piece)
        return self.stream.write(piece)

    def tell(self) -> int:
        return self.stream.tell()


def verify(path: Path) -> dict[str, Any]:
    """Read the archive to its end and compare every byte with its last line, every member with the manifest.

    Gives the manifest; writes nothing. Raises Failed in one line, naming the members that differ where it can.
    """
    try:
        manifest, found = _contents(path)
        whole = _is_whole(path)
    except FileNotFoundError:
        raise Failed(f"there is no archive {path}.") from None
    except (tarfile.TarError, OSError, ValueError, EOFError) as error:
        raise Failed(f"{path} is damaged and was not touched further: {error}.") from None
    if manifest is None:
        raise Failed(f"{path} is damaged or cut off: its manifest is missing.")
    if manifest.get("form") != FORM:
        raise Failed(f"{path} is of form {manifest.get('form')}; this version of Gieo reads form {FORM}.")
    wanted = {name: Member(**facts) for name, facts in manifest["members"].items()}
    faulty = sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))
    if faulty:
        more = f" and {len(faulty) - 3} more" if len(faulty) > 3 else ""
        raise Failed(f"{path} is damaged: {', '.join(faulty[:3])}{more} differ from the manifest.")
    if not whole:
        raise Failed(f"{path} is damaged: it differs from the digest in its last line.")
    return manifest


def _contents(path: Path) -> tuple[dict[str, Any] | None, dict[str, Member]]:
    """The manifest, if there is one, and what the other members are."""
    found: dict[str, Member] = {}
    manifest: dict[str, Any] | None = None
    for info, stream in _members(path):
        counted = Counted(stream)
        content = b""
        while piece := counted.read(PIECE):
            if info.name == MANIFEST:
                content += piece
        if info.name == MANIFEST:
            manifest = json.loads(content)
        else:
            found[info.name] = Member(info.size, counted.digest.hexdigest())
    return manifest, found


def _is_whole(path: Path) -> bool:
    """Every byte is as it was written, says the last line."""
    with path.open("rb") as file:
        left = os.fstat(file.fileno()).st_size - LINE
        counted = Counted(file)
        while left > 0 and (piece := counted.read(min(PIECE, left))):
            left -= len(piece)
        return left == 0 and file.read() == f"{counted.digest.hexdigest()}\n".encode()


def unpack(path: Path, folder: Path) -> None:
    """Write the members of a verified archive into `folder`, fsynced."""
    for info, stream in _members(path):
        target = folder / info.name
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            while piece := stream.read(PIECE):
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        os.utime(target, (info.mtime, info.mtime))


def _members(path: Path) -> Iterator[tuple[tarfile.TarInfo, IO[bytes]]]:
    """Plain files with plain names only: an archive cannot reach outside the folder it is unpacked into."""
    with tarfile.open(path, mode="r:") as archive:
        for info in archive:
            name = PurePosixPath(info.name)
            if not info.isfile() or name.is_absolute() or ".." in name.parts:
                raise tarfile.TarError(f"“{info.name}” has no place in an archive of Gieo")
            stream = archive.extractfile(info)
            if stream is not None:
                yield info, stream
