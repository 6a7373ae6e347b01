"""How long the minutes of a conference take: 11 minutes of 40 items as signed PDF and as Word.

`python -m bench.minutes [rounds]`; the budget is for all files together. Every PDF carries three drawn
signatures and the department's seal (PAdES). When poppler's pdfsig is there, it checks every PDF. The first round, in a
fresh process, is shown apart.
"""

import hashlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from bench import budget  # noqa: E402 - the path is laid above
from gieo.domain.handovers.rules.paper import Ink, compose  # noqa: E402 - the path is laid above
from gieo.domain.handovers.vocab import Party  # noqa: E402 - the path is laid above
from gieo.foundation.papers import engine  # noqa: E402 - the path is laid above
from gieo.foundation.papers.rules import Drawing, Paper, sheet_link  # noqa: E402 - the path is laid above
from gieo.foundation.signing.engine import ensure_authority, seal_drawn  # noqa: E402 - the path is laid above
from tests.domain.handovers.contents import content  # noqa: E402 - the path is laid above

MINUTES, ITEMS, BUDGET = 11, 40, budget("minutes")["together_seconds"]
SIGNED_AT = datetime(2023, 11, 7, 2, 41, tzinfo=UTC)
STROKE = tuple((point / 60, 0.5 + (point % 7 - 3) / 12) for point in range(60))
INK = {party: Ink(Drawing((STROKE, STROKE[10:30]), 2.5), SIGNED_AT) for party in Party}


def papers(turn: int) -> list[Paper]:
    """Eleven papers that differ from those of other rounds: typst remembers what it has set before."""
    made = []
    for number in range(turn * MINUTES + 1, (turn + 1) * MINUTES + 1):
        said = content(ITEMS, code=f"BB-2023-{number:03d}", number=f"{number:03d}/BB-SKHCN")
        digest = hashlib.sha256(said["code"].encode()).hexdigest()
        link = sheet_link("https://gieo.example", said["code"], digest)
        made.append(compose(said, dated=SIGNED_AT, digest=digest, link=link, sheet_link=link, ink=INK, seal=True))
    return made


def check(files: list[bytes], folder: Path) -> str:
    """What pdfsig says of every PDF; "not checked" without it."""
    tool = shutil.which("pdfsig")
    if tool is None:
        return "not checked (apt install poppler-utils)"
    good = 0
    for number, content_ in enumerate(files):
        path = folder / f"{number}.pdf"
        path.write_bytes(content_)
        told = subprocess.run([tool, "-nocert", str(path)], capture_output=True, text=True, check=False).stdout
        good += "Signature is Valid" in told and "Total document signed" in told
    if good != len(files):
        raise SystemExit(f"pdfsig finds {len(files) - good} of {len(files)} signatures wrong")
    return f"pdfsig: {good} of {len(files)} valid"


def main(rounds: int = 3) -> int:
    totals: list[float] = []
    with tempfile.TemporaryDirectory(prefix="gieo-bench-") as home:
        keys = Path(home) / "keys"
        ensure_authority(keys)
        for turn in range(rounds + 1):
            work = papers(turn)
            started = time.perf_counter()
            pdfs = [seal_drawn(engine.draw(paper), keys_dir=keys, reason="bench", when=SIGNED_AT) for paper in work]
            middle = time.perf_counter()
            words = [engine.docx(paper) for paper in work]
            ended = time.perf_counter()
            totals.append(ended - started)
            name = "cold" if turn == 0 else f"round {turn}"
            print(
                f"{name:8} signed pdf {middle - started:.2f} s ({sum(map(len, pdfs)) // MINUTES // 1024} KiB each)   "
                f"word {ended - middle:.2f} s ({sum(map(len, words)) // MINUTES // 1024} KiB each)   "
                f"together {totals[-1]:.2f} s"
            )
        print(check(pdfs, Path(home)))
    median = statistics.median(totals[1:] or totals)
    print(f"{MINUTES} minutes x {ITEMS} items: median {median:.2f} s, cold {totals[0]:.2f} s, budget {BUDGET:.0f} s")
    return 0 if max(median, totals[0]) <= BUDGET else 1


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in sys.argv[1:2])))
