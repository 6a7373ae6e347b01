"""Files that somebody sent as scans: every sheet in them with where it came from, and the files that are none."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from gieo.foundation.files.rules import safe_name
from gieo.foundation.papers.engine.scans import MOST_PAGES, ScanFault, read_scan
from gieo.foundation.papers.rules import Judged, ReadSheet, ScanReport
from gieo.foundation.papers.vocab import Unreadable
from gieo.foundation.papers.wording import FILE_FAULTS, tell_sheet


@dataclass(frozen=True)
class Picture:
    """One sheet: its picture, the words of its codes, and the file (name, fingerprint, page) it stood in."""

    file: str
    digest: str
    page: int
    picture: bytes
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Intake:
    """What was sent at once. `unread`: names of files that are no scans, with the reason."""

    sheets: tuple[Picture, ...]
    unread: tuple[tuple[str, str], ...]

    @property
    def codes(self) -> list[tuple[str, ...]]:
        return [one.codes for one in self.sheets]

    def report(self, judged: Sequence[Judged]) -> ScanReport:
        """What became of it, in words, sheet by sheet in the order in which it came."""
        return ScanReport(
            tuple(
                ReadSheet(one.file, one.page, sheet.number, tell_sheet(sheet))
                for one, sheet in zip(self.sheets, judged, strict=True)
            ),
            self.unread,
        )


def read_files(files: Sequence[tuple[str, bytes]]) -> Intake:
    """Every sheet of every file (name, bytes); a file that breaks off gives nothing."""
    read: list[Picture] = []
    unread: list[tuple[str, str]] = []
    for name, content in files:
        name, digest = safe_name(name), hashlib.sha256(content).hexdigest()
        try:
            found = []
            for one in read_scan(content):
                found.append(Picture(name, digest, one.page, one.picture, one.codes))
                if len(read) + len(found) > MOST_PAGES:
                    raise ScanFault(Unreadable.TOO_MANY_PAGES)
            read += found
        except ScanFault as problem:
            unread.append((name, str(FILE_FAULTS[problem.fault])))
    return Intake(tuple(read), tuple(unread))
