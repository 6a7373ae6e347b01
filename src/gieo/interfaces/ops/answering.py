"""Asking texts in one file for those in another: one JSON object a line on stdout, best first."""

import json
import shutil
import tempfile
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from gieo.foundation.search.engine import Shelf
from gieo.foundation.search.rules import Entry
from gieo.foundation.search.rules.reasons import Fit, Reason
from gieo.foundation.search.rules.telling import Wanted
from gieo.foundation.search.vocab import Weight
from gieo.interfaces.ops.helptext import WHY
from gieo.interfaces.ops.terminal import answer, say, step
from gieo.interfaces.ops.textfiles import Line, TextFile

SHOWN = 10  # hits for people at a terminal


def answer_each(options: Namespace, askers: Path, texts: Path, read: Callable[[Line], Wanted]) -> int:
    """What of `texts` answers each line of `askers`, read as `read` reads it. Everything is read and checked before
    the first answer."""
    with TextFile(askers) as asking:
        asked = list(asking.lines())
    with TextFile(texts) as found, _folder() as folder:
        with step("texts"):
            shelf = Shelf(folder / "index", _entries(found), lambda name: _texts(found.again(name)))
        for line in asked:
            hits = shelf.answer(read(line), options.top)
            if options.json:
                answer(json.dumps(_row(line, hits, found, options.language), ensure_ascii=False))
            else:
                _told(line, hits[:SHOWN], found, options.language)
    say(f"{len(asked)} asked, {shelf.size} texts.")
    return 0


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder for an index, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="gieo-texts-"))
    try:
        yield folder
    finally:
        try:
            shutil.rmtree(folder)
        except OSError:  # a thread of the engine's, begun with the index, laid its lock into what was just emptied
            shutil.rmtree(folder, ignore_errors=True)


def why(hit: Fit, language: str) -> str:
    """The reasons in words."""
    return "; ".join(_reason(one, WHY[language]) for one in hit.why)


def _reason(reason: Reason, words: Mapping[str, str]) -> str:
    if reason.tie is not None:
        return words[reason.tie].format(said=reason.said, asked=reason.asked)
    return words["title" if reason.in_title else "text"].format(said=reason.said)


def _told(line: Line, hits: list[Fit], found: TextFile, language: str) -> None:
    """For people at a terminal."""
    answer(f"{line.name}  {line.title or line.text[:80]}")
    for hit in hits:
        answer(f"  {hit.score:7.2f}  {hit.key}  {found.again(hit.key).title}  ({why(hit, language)})")


def _row(line: Line, hits: list[Fit], found: TextFile, language: str) -> dict[str, object]:
    told = [
        {"id": found.again(hit.key).id, "score": round(hit.score, 4), "why": why(hit, language)}
        for hit in hits
    ]  # fmt: skip
    return {"id": line.id, "hits": told}


def _entries(file: TextFile) -> Iterator[Entry]:
    return (Entry(line.name, "text", _texts(line)) for line in file.lines())


def _texts(line: Line) -> dict[Weight, str]:
    return {Weight.TITLE: line.title, Weight.BODY: line.text}
