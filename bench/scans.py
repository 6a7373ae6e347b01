"""Thirty scans of minutes, askew, dark, cut and mixed up: is every right one matched and every wrong one refused.

`python -m bench.scans`. The papers are drawn as minutes are, their pages made into photographs as a telephone or a
scanner would take them, and read back by the code that the office uses. A right scan must give every sheet of its
minutes; of a wrong one the wrong sheet must be refused for the right reason, the others taken.
"""

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from PIL import Image  # noqa: E402 - the path is laid above

from bench import budget  # noqa: E402 - as above
from gieo.domain.handovers.rules.paper import compose  # noqa: E402 - as above
from gieo.foundation.papers import engine  # noqa: E402 - as above
from gieo.foundation.papers.rules import judge, missing_sheets, sheet_link, short_digest  # noqa: E402 - as above
from gieo.foundation.papers.vocab import SheetFault as F  # noqa: E402 - as above
from tests.domain.handovers.contents import content  # noqa: E402 - as above
from tests.foundation.papers.photographing import Shot, photograph, sheets, with_code_hidden  # noqa: E402 - as above

LIMITS = budget("scans")
SEALED_AT = datetime(2023, 11, 7, 2, 41, tzinfo=UTC)
ITEMS, DOTS = 11, 250

SHOTS: dict[str, Shot] = {
    "scanner, straight": Shot(),
    "scanner, askew by 3 degrees": Shot(turn=3),
    "scanner, upside down": Shot(turn=180),
    "scanner, on its side": Shot(turn=90),
    "scanner, faint toner": Shot(faint=0.25),
    "scanner, 150 dpi": Shot(side=1754),
    "telephone, from a corner": Shot(turn=-6, lean=0.12, table=150),
    "telephone, from far": Shot(turn=9, lean=0.05, table=500, side=3000),
    "telephone, steep": Shot(turn=12, lean=0.2, table=200),
    "evening": Shot(dark=0.25, grain=8),
    "own shadow over half": Shot(shadow=0.8, dark=0.7, turn=4),
    "lamp at one side": Shot(shadow=0.7, faint=0.6, lean=0.06, table=80),
    "shaken": Shot(blur=2.0),
    "shaken, dim": Shot(blur=1.5, dark=0.5, turn=-3),
    "grainy": Shot(grain=35, dark=0.6),
    "sent by a messenger": Shot(side=1600, quality=40, turn=2, table=40),
    "edges cut off": Shot(crop=0.1, turn=1),
    "a little of everything": Shot(turn=7, lean=0.08, dark=0.6, shadow=0.45, grain=8, blur=0.8, table=100, quality=50),
}


@dataclass(frozen=True)
class Minutes:
    code: str
    digest: str
    pages: tuple[Image.Image, ...]


def minutes(number: int, *, digest: str = "", items: int = ITEMS) -> Minutes:
    """Minutes with a code of their own on every sheet, as pictures."""
    code = f"BB-2023-{number:03d}"
    said = content(items, code=code, number=f"{number:02d}/BB-SKHCN")
    digest = digest or sha256(code.encode()).hexdigest()
    paper = compose(
        said,
        dated=SEALED_AT,
        digest=digest,
        link="https://gieo.skhcn.dienbien.gov.vn/xac-minh/",
        sheet_link=sheet_link("https://gieo.skhcn.dienbien.gov.vn", code, digest),
    )
    return Minutes(code, digest, tuple(sheets(engine.pdf(paper), dots=DOTS)))


@dataclass(frozen=True)
class Scan:
    """What is sent for `of`: pictures, how they were taken, and what must become of each (None: taken)."""

    name: str
    of: Minutes
    pictures: Sequence[Image.Image]
    shot: Shot
    wanted: Sequence[F | None]
    missing: tuple[int, ...] = ()
    as_pdf: bool = False


def right(stock: Sequence[Minutes]) -> list[Scan]:
    """Every way of taking, the sheets in another order each time; some as one PDF."""
    made = []
    for turn, (name, shot) in enumerate(SHOTS.items()):
        own = stock[turn % len(stock)]
        start = turn % len(own.pages)
        mixed = [*own.pages[start:], *own.pages[:start]]
        made.append(Scan(name, own, mixed, shot, [None] * len(mixed), as_pdf=name.startswith("scanner")))
    return made


def wrong(stock: Sequence[Minutes]) -> list[Scan]:
    """One fault each, taken well or badly."""
    own, other, *_ = stock
    pages, count = list(own.pages), len(own.pages)
    old = minutes(1, digest="0" * 64)
    longer = minutes(1, digest=own.digest, items=4 * ITEMS)
    taken: list[F | None] = [None] * count
    covered, torn = with_code_hidden(pages[0]), pages[1].crop((0, 0, pages[1].width, int(pages[1].height * 0.9)))
    both = Image.new("RGB", (pages[0].width * 2, pages[0].height), "white")
    both.paste(pages[0], (0, 0))
    both.paste(pages[1], (pages[0].width, 0))
    plain, corner = Shot(), SHOTS["telephone, from a corner"]
    dim, sent = SHOTS["own shadow over half"], SHOTS["sent by a messenger"]
    first = (1,)
    return [
        Scan("a sheet of other minutes", own, [other.pages[0], *pages[1:]], corner, [F.OTHER_PAPER, *taken[1:]], first),
        Scan("other minutes altogether", own, other.pages, sent, [F.OTHER_PAPER] * len(other.pages), _all(count)),
        Scan("the first sheet missing", own, pages[1:], dim, taken[1:], first),
        Scan("the last sheet missing", own, pages[:-1], corner, taken[:-1], (count,), as_pdf=True),
        Scan("a sheet twice", own, [*pages, pages[0]], dim, [F.TWICE, *taken[1:], F.TWICE], first),
        Scan("a sheet twice, another missing", own, [pages[0], *pages[:-1]], plain,
             [F.TWICE, F.TWICE, *taken[2:]], (1, count), as_pdf=True),
        Scan("printed from other content", own, [old.pages[0], *pages[1:]], sent, [F.OTHER_CONTENT, *taken[1:]], first),
        Scan("of a longer copy", own, [longer.pages[0], *pages[1:]], corner, [F.OTHER_PRINT, *taken[1:]], first),
        Scan("a thumb on the code", own, [covered, *pages[1:]], dim, [F.NO_CODE, *taken[1:]], first),
        Scan("the foot torn off", own, [pages[0], torn, *pages[2:]], plain, [None, F.NO_CODE, *taken[2:]], (2,)),
        Scan("two sheets in a picture", own, [both, *pages[2:]], plain, [F.SEVERAL, *taken[2:]], (1, 2)),
        Scan("black", own, pages[:1], replace(plain, dark=0.0), [F.NO_CODE], _all(count)),
    ]  # fmt: skip


def _all(count: int) -> tuple[int, ...]:
    return tuple(range(1, count + 1))


def read(scan: Scan, seed: int) -> tuple[list[F | None], tuple[int, ...], list[float]]:
    """What became of each picture, which sheets are missing, and how long each took."""
    taken = [photograph(one, scan.shot, seed=seed + n) for n, one in enumerate(scan.pictures)]
    files = [engine.bind(taken)] if scan.as_pdf else taken
    codes, seconds = [], []
    for file in files:
        pages = engine.read_scan(file)
        while True:
            started = time.perf_counter()
            one = next(pages, None)
            if one is None:
                break
            seconds.append(time.perf_counter() - started)
            codes.append(one.codes)
    count = len(scan.of.pages)
    judged = judge(codes, code=scan.of.code, digest=short_digest(scan.of.digest), counts={count})
    return [one.fault for one in judged], missing_sheets((one.number for one in judged if one.number), count), seconds


def tried(scans: Sequence[Scan], seed: int, seconds: list[float]) -> int:
    """How many came out as they must; each is told."""
    good = 0
    for turn, scan in enumerate(scans):
        faults, missing, took = read(scan, seed + turn * 100)
        as_wanted = faults == list(scan.wanted) and missing == scan.missing
        good += as_wanted
        seconds += took
        told = ", ".join(sorted({fault.value for fault in faults if fault})) or "every sheet taken"
        lacks = f"; missing {', '.join(map(str, missing))}" if missing else ""
        mark = "ok   " if as_wanted else "WRONG"
        print(f"{mark} {scan.name:34} {len(faults)} sheets, {sum(took):4.1f} s  {told}{lacks}")
    return good


def main(seed: int = 7) -> int:
    stock = [minutes(number) for number in range(1, 7)]
    seconds: list[float] = []
    tries: list[tuple[str, Callable[[Sequence[Minutes]], list[Scan]]]] = [("right", right), ("wrong", wrong)]
    failed = 0
    for name, make in tries:
        scans = make(stock)
        good = tried(scans, seed, seconds)
        failed += len(scans) - good
        print(f"{name}: {good} of {len(scans)} as they must\n")
    p95 = statistics.quantiles(seconds, n=20)[-1]
    print(f"{len(seconds)} sheets: median {statistics.median(seconds):.2f} s, p95 {p95:.2f} s")
    within = p95 <= LIMITS["p95_seconds"] and failed <= LIMITS["mistaken"]
    return 0 if within else 1


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in sys.argv[1:2])))
