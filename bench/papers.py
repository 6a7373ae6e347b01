"""How long 11 minutes of 40 items take as PDF and as Word. `python -m bench.papers [rounds]`.

Prints each round's figures in seconds and their medians. The first round stands in a fresh process (fonts are read,
typst is cold) and is shown apart.
"""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from bench import budget  # noqa: E402 - the path is laid above
from gieo.foundation.papers import engine  # noqa: E402 - the path is laid above
from gieo.foundation.papers.rules import Paper  # noqa: E402 - as above
from tests.foundation.papers.sample import minutes  # noqa: E402 - as above

PAPERS, ITEMS, BUDGET = 11, 40, budget("papers")["together_seconds"]


def timed(render: Callable[[Paper], bytes], papers: list[Paper]) -> tuple[float, int]:
    started = time.perf_counter()
    size = sum(len(render(paper)) for paper in papers)
    return time.perf_counter() - started, size


def main(rounds: int = 5) -> int:
    totals: list[float] = []
    for turn in range(rounds + 1):
        # New numbers each round: typst remembers what it has set before.
        papers = [minutes(ITEMS, number=turn * PAPERS + n + 1) for n in range(PAPERS)]
        pdf, pdf_size = timed(engine.pdf, papers)
        word, word_size = timed(engine.docx, papers)
        name = "cold" if turn == 0 else f"round {turn}"
        print(
            f"{name:8} pdf {pdf:.2f} s ({pdf_size // PAPERS // 1024} KiB each)   "
            f"word {word:.2f} s ({word_size // PAPERS // 1024} KiB each)   together {pdf + word:.2f} s"
        )
        totals.append(pdf + word)
    median = statistics.median(totals[1:] or totals)
    print(f"median {median:.2f} s, cold {totals[0]:.2f} s, budget {BUDGET:.0f} s, font {engine.face().family}")
    return 0 if max(median, totals[0]) <= BUDGET else 1


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in sys.argv[1:2])))
