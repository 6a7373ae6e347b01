"""Texts in files for `search` and `match`: a line is one JSON object with `id`, `title`, `text`. No database.

A file is read line by line and never held: of each line only its place is kept, where it is needed again.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import tempfile
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from gieo.interfaces.ops.terminal import Failed, say

LONGEST = 8_000_000  # bytes of a line
MARK = b"\xef\xbb\xbf"  # some programs of Windows begin a file with it
_TAG = re.compile(r"<(?:/?[a-zA-Z][^<>]{0,500}|!--.{0,500}?--)>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    """One text of a file. `name` is its id as a word, `id` as the file says it."""

    id: str | int
    title: str
    text: str
    has_markup: bool = False

    @property
    def name(self) -> str:
        return str(self.id)


class TextFile:
    """The lines of a file, checked as they are read; one that was read can be read again by its name."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = _opened(path)
        self._places = array("Q")
        self._numbers: dict[str, int] = {}
        self._with_markup: list[int] = []

    def __enter__(self) -> TextFile:
        return self

    def __exit__(self, *_fault: object) -> None:
        self._file.close()

    def lines(self) -> Iterator[Line]:
        """Every text in order. What cannot be read ends here, in one line that names file and line."""
        self._file.seek(len(MARK) if self._file.read(len(MARK)) == MARK else 0)
        number = 0
        while True:
            place = self._file.tell()
            raw = self._file.readline(LONGEST + 1)
            if not raw:
                break
            number += 1
            if len(raw) > LONGEST:
                raise self._refused(number, f"the line is longer than {LONGEST // 1_000_000} MB")
            if raw.strip():
                line = self._line(number, raw)
                if line.name in self._numbers:
                    raise self._refused(number, f"the id “{line.name}” stands in this file already")
                self._numbers[line.name] = len(self._places)
                self._places.append(place)
                if line.has_markup:
                    self._with_markup.append(number)
                yield line
                self._file.seek(place + len(raw))
        if not self._places:
            raise Failed(f"{self.path} is empty: a line must be one object with id, title and text")
        if self._with_markup:
            first, count = self._with_markup[0], len(self._with_markup)
            say(f"{self.path}, line {first}: markup is read as plain text ({count} such lines)")

    def again(self, name: str) -> Line:
        """A line that was read before."""
        self._file.seek(self._places[self._numbers[name]])
        return self._line(0, self._file.readline(LONGEST + 1))

    def _line(self, number: int, raw: bytes) -> Line:
        try:
            said = json.loads(raw.decode("utf-8"))
        except UnicodeDecodeError:
            raise self._refused(number, "this is not UTF-8; save the file as UTF-8 and try again") from None
        except (ValueError, RecursionError) as fault:
            why = getattr(fault, "msg", "it cannot be read")
            raise self._refused(number, f"this is not JSON ({why}); a line must be one object") from None
        if not isinstance(said, dict):
            raise self._refused(number, "a line must be one JSON object with id, title and text")
        title, text = self._words(number, said, "title"), self._words(number, said, "text")
        if "title" not in said and "text" not in said:
            raise self._refused(number, "there is neither title nor text")
        plain = plain_text(title), plain_text(text)
        return Line(self._id(number, said), *plain, has_markup=plain != (title, text))

    def _id(self, number: int, said: dict[str, Any]) -> str | int:
        found = said.get("id")
        if isinstance(found, bool) or not isinstance(found, str | int) or found == "":
            raise self._refused(number, "the id is missing; it must be a word or a whole number")
        if isinstance(found, str) and _without_halves(found) != found:
            raise self._refused(number, "the id holds half a character")
        return found

    def _words(self, number: int, said: dict[str, Any], name: str) -> str:
        found = said.get(name)
        if found is not None and not isinstance(found, str):
            raise self._refused(number, f"{name} must be a text")
        return _without_halves(found or "")

    def _refused(self, number: int, why: str) -> Failed:
        return Failed(f"{self.path}, line {number}: {why}")


def plain_text(text: str) -> str:
    """Without tags, with what was written as &amp; and the like."""
    if "<" in text:
        text = _TAG.sub(" ", text)
    return html.unescape(text) if "&" in text else text


def _without_halves(text: str) -> str:
    """JSON can say half of a character (\\ud83d), which no file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _opened(path: Path) -> BinaryIO:
    """A file that can be read again; what comes through a pipe is laid down first."""
    file = path.open("rb")
    if file.seekable():
        return file
    with file:
        kept: Any = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as its TextFile
        shutil.copyfileobj(file, kept)
    kept.seek(0)
    return kept
